"""What each kind of alert tells, and when there is nothing to tell any more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from config.texts import speaking
from handlers.alerts.telling import tell_alert
from storage.comments import CommentState
from storage.nouns import Nouns
from storage.recipients import Why
from storage.sqlite import SqliteStore
from storage.tables.news import reminder
from storage.tables.organisations import organisation
from storage.tables.petitions import delivery_to, key_date, milestone, petition, petition_text
from storage.tables.signing import signature
from storage.tables.stories import comment, story
from storage.tables.telling import broadcast, campaign_update
from tests.handlers.alerts.planted import LOCALES, LONG, Campaign, Said, plant, telling
from tests.seen import Seen, seen
from tests.storage.planting import NOW, tell_at_once

DAY = timedelta(days=1)
Change = Callable[[Nouns, Campaign], object]


async def planted(store: SqliteStore, said: Said | None = None) -> Campaign:
    return await store.turn(lambda nouns: plant(nouns, said))


async def told(
    store: SqliteStore, campaign: Campaign, kind: str, why: Why = Why.PETITION, now: datetime = NOW
) -> Seen | None:
    news = campaign.alerts[kind]
    screen = await store.read(lambda nouns: tell_alert(telling(nouns, news, why, now=now)))
    return None if screen is None else seen(screen)


async def is_told(store: SqliteStore, kind: str, *, said: Said | None = None, why: Why = Why.PETITION) -> Seen:
    found = await told(store, await planted(store, said), kind, why)
    assert found is not None
    return found


def tokens(shown: Seen) -> list[str]:
    return [button.leads_to for row in shown.rows for button in row]


async def changes(store: SqliteStore, statement: Any) -> None:
    await store.turn(lambda nouns: nouns.connection.run(statement))


async def test_a_victory_in_part_says_what_changed_what_is_not_solved_and_what_is_next(
    sqlite_store: SqliteStore,
) -> None:
    shown = await is_told(sqlite_store, "victory", why=Why.SIGNED)
    assert shown.text.splitlines() == [
        "Partly won: The council has heard us",
        "21 November 2026 · The council has heard us",
        "About: Save the park",
        "What changed: Forty of us came.",
        "Not solved: Forty of us came.",
        "Source: Local newspaper, 20 November 2026",
        "Next: Save the park",
        "Sample campaign: nothing is delivered",
        "You hear this because you signed.",
    ]
    assert shown.labels == ["Read more", "Carry my support over", "Fewer messages"]
    assert tokens(shown) == ["victory:2", "carry_over:2", "fewer:petition:2:1"]


async def test_whoever_did_not_sign_is_shown_the_next_petition_first(sqlite_store: SqliteStore) -> None:
    shown = await is_told(sqlite_store, "victory", why=Why.ORGANISATION)
    assert tokens(shown) == ["victory:2", "petition:1", "fewer:organisation:1:2"]


async def test_a_full_victory_has_nothing_unsolved_and_no_next_that_can_not_be_signed(
    sqlite_store: SqliteStore,
) -> None:
    campaign = await planted(sqlite_store)
    await changes(sqlite_store, sa.update(campaign_update).values(is_full=True, not_solved=""))
    await changes(sqlite_store, sa.update(petition).values(state="closed"))
    shown = await told(sqlite_store, campaign, "victory", Why.SIGNED)
    assert shown is not None
    assert shown.title == "Won: The council has heard us"
    assert "Not solved" not in shown.text
    assert "Next:" not in shown.text
    assert shown.labels == ["Read more", "Fewer messages"]


async def test_of_a_long_text_both_halves_of_an_outcome_begin_and_say_where_they_go_on(
    sqlite_store: SqliteStore,
) -> None:
    shown = await is_told(sqlite_store, "victory", said=Said(text=LONG))
    assert "What changed: They asked" in shown.text
    assert "Not solved: They asked" in shown.text
    assert shown.text.count("It goes on under “Read more”.") == 1


async def test_a_response_and_an_update_say_what_they_are_and_of_what(sqlite_store: SqliteStore) -> None:
    campaign = await planted(sqlite_store)
    for kind, name, topic in (("response", "Response", 1), ("campaign_update", "News", 2)):
        shown = await told(sqlite_store, campaign, kind, Why.SIGNED)
        assert shown is not None
        assert f"21 November 2026 · {name} · The council has heard us\nAbout: Save the park\nForty" in shown.text
        assert tokens(shown)[1:] == ["petition:1", f"fewer:petition:1:{topic}"]
        assert tokens(shown)[0].startswith("update:")


@pytest.mark.parametrize("locale", LOCALES)
async def test_a_correction_says_apart_which_news_it_corrects_and_what_that_is_about(
    sqlite_store: SqliteStore, locale: str
) -> None:
    with speaking(locale):
        shown = await is_told(sqlite_store, "correction", why=Why.SIGNED)
    of_news, about = (line.partition(":")[0] for line in shown.text.splitlines()[1:3])
    assert of_news != about


async def test_a_delivery_says_to_whom_when_and_how(sqlite_store: SqliteStore) -> None:
    shown = await is_told(sqlite_store, "delivered", said=Said(line="The Mayor"))
    assert shown.title == "Handed over: Save the park"
    assert "The Mayor, on 21 November 2026: The Mayor" in shown.text


async def test_a_milestone_carries_the_organizers_message(sqlite_store: SqliteStore) -> None:
    shown = await is_told(sqlite_store, "milestone")
    assert shown.title == "“Save the park” has reached 100 signatures."
    assert "129 have signed. Next goal 200.\nForty of us came.\n— The council has heard us" in shown.text
    assert shown.labels == ["Send to a friend", "See the petition", "Fewer messages"]


async def test_a_long_message_to_a_milestone_goes_on_where_its_goals_stand(sqlite_store: SqliteStore) -> None:
    shown = await is_told(sqlite_store, "milestone", said=Said(text=LONG))
    assert tokens(shown)[0] == "more:1"
    assert "It goes on under “Read more”." in shown.text


async def test_a_higher_goal_takes_the_place_of_one_that_waits(sqlite_store: SqliteStore) -> None:
    campaign = await planted(sqlite_store)
    row = {"petition_id": campaign.park, "threshold": 120, "message": "", "sign_off": ""}
    await changes(sqlite_store, sa.insert(milestone).values(row))
    assert await told(sqlite_store, campaign, "milestone") is not None
    await sqlite_store.turn(lambda nouns: nouns.alerts.raise_once("milestone", "petition:1", "120", NOW))
    assert await told(sqlite_store, campaign, "milestone") is None


@pytest.mark.parametrize(
    ("after", "title"),
    [
        (timedelta(), "In 3 days: The council has heard us"),
        (2 * DAY, "Tomorrow: The council has heard us"),
        (3 * DAY, "Today: The council has heard us"),
        (4 * DAY, None),
    ],
)
async def test_a_key_date_is_told_by_what_is_true_now(
    sqlite_store: SqliteStore, after: timedelta, title: str | None
) -> None:
    shown = await told(sqlite_store, await planted(sqlite_store), "key_date", now=NOW + after)
    assert (shown.title if shown else None) == title
    assert shown is None or "24 November 2026 · The council has heard us\nSave the park" in shown.text


@pytest.mark.parametrize(
    ("after", "title"),
    [
        (timedelta(), "“Save the park” closes in 3 days."),
        (2 * DAY, "Tomorrow is the last day to sign “Save the park”."),
        (3 * DAY, "Today is the last day to sign “Save the park”."),
        (4 * DAY, None),
    ],
)
async def test_what_closes_soon_is_told_by_what_is_true_now(
    sqlite_store: SqliteStore, after: timedelta, title: str | None
) -> None:
    shown = await told(sqlite_store, await planted(sqlite_store), "closing_soon", now=NOW + after)
    assert (shown.title if shown else None) == title
    assert shown is None or shown.labels == ["Sign, counted only", "See the petition", "Fewer messages"]


async def test_a_petition_that_closes_later_after_all_does_not_close_soon(sqlite_store: SqliteStore) -> None:
    campaign = await planted(sqlite_store)
    await changes(sqlite_store, sa.update(petition).values(closes_at=NOW + 30 * DAY))
    assert await told(sqlite_store, campaign, "closing_soon") is None


async def test_whoever_signed_sends_on_what_closes_soon(sqlite_store: SqliteStore) -> None:
    shown = await is_told(sqlite_store, "closing_soon", why=Why.SIGNED)
    assert tokens(shown)[0] == "share:1"


@pytest.mark.parametrize("kind", ["closing_soon", "key_date", "milestone", "reminder"])
async def test_signing_is_no_reason_for_what_is_heard_only_where_it_was_chosen(
    sqlite_store: SqliteStore, kind: str
) -> None:
    shown = await is_told(sqlite_store, kind, why=Why.SIGNED)
    assert shown.text.splitlines()[-1] == "You hear this because you follow “Save the park”."


async def test_what_closes_at_midnight_names_the_day_that_ends_then(sqlite_store: SqliteStore) -> None:
    campaign = await planted(sqlite_store)
    midnight = datetime(2026, 11, 24, 23, tzinfo=UTC)
    await changes(sqlite_store, sa.update(organisation).values(zone="Europe/Berlin"))
    await changes(sqlite_store, sa.update(petition).values(closes_at=midnight))
    shown = await told(sqlite_store, campaign, "closing_soon")
    assert shown is not None
    assert "Can be signed until 24 November 2026." in shown.text


async def test_a_new_petition_says_what_it_asks_and_can_be_signed_at_once(sqlite_store: SqliteStore) -> None:
    shown = await is_told(sqlite_store, "new_petition", why=Why.TOPIC)
    assert "Signing counts you; no name is kept or shown." in shown.text
    assert tokens(shown) == ["sign:1", "text:1", "fewer:topics:1:16"]


async def test_a_story_begins_in_its_alert(sqlite_store: SqliteStore) -> None:
    shown = await is_told(sqlite_store, "new_story")
    assert "The council has heard us · 21 November 2026\nForty of us came." in shown.text
    assert "You hear this because you follow “Save the park”." in shown.text
    assert tokens(shown) == ["told:1", "petition:1", "fewer:petition:1:32"]


async def test_a_rejected_comment_is_told_kindly_and_can_be_written_anew(sqlite_store: SqliteStore) -> None:
    shown = await is_told(sqlite_store, "comment_decided", why=Why.OWN)
    assert "On “The council has heard us”" in shown.text
    assert "Something in them may endanger somebody, or does not belong here." in shown.text
    assert "You can write it anew; a moderator reads that before others see it." in shown.text
    assert "I was there." not in shown.text
    assert [each.split(":")[0] for each in tokens(shown)[1:]] == ["rewrite_comment", "settings"]


async def test_a_published_comment_is_told_without_more(sqlite_store: SqliteStore) -> None:
    campaign = await planted(sqlite_store)

    def publish(nouns: Nouns) -> None:
        other = nouns.comments.add(campaign.story, campaign.ada, "", "So was I.", NOW.date())
        nouns.comments.decide(other.id, CommentState.PUBLISHED, NOW)
        campaign.alerts["comment_decided"] = nouns.alerts.recent(1)[0]

    await sqlite_store.turn(publish)
    shown = await told(sqlite_store, campaign, "comment_decided", Why.OWN)
    assert shown is not None
    assert shown.title == "Your comment is published."
    assert shown.labels == ["Read my comment", "How messages come"]


async def test_a_rejected_reason_says_that_readers_asked_for_it(sqlite_store: SqliteStore) -> None:
    shown = await is_told(sqlite_store, "reason_decided", why=Why.OWN)
    assert shown.title == "A moderator did not publish your reason. Your signature counts all the same."
    assert "Readers asked for it: something in them may hurt or endanger somebody." in shown.text
    assert "I walk there." not in shown.text
    assert tokens(shown) == ["signed:1", "sign_named:1", "settings"]


async def test_a_released_signature_is_told_with_its_number(sqlite_store: SqliteStore) -> None:
    shown = await is_told(sqlite_store, "signature_released", why=Why.OWN)
    assert shown.title == "Your signature counts. You are signer number 1."
    assert "Others see you as Ada, Leeds." in shown.text


async def test_reminders_lead_to_signing(sqlite_store: SqliteStore) -> None:
    campaign = await planted(sqlite_store)
    once = await told(sqlite_store, campaign, "reminder_to_sign", Why.OWN)
    again = await told(sqlite_store, campaign, "reminder")
    assert once is not None
    assert again is not None
    assert once.title == "You wanted to sign “Save the park”."
    assert "You hear this because you asked to be reminded." in once.text
    assert tokens(once) == ["sign:1", "text:1", "remind:1", "settings"]
    assert "The council has heard us\n— The council has heard us" in again.text
    assert tokens(again) == ["sign:1", "text:1", "fewer:petition:1:8"]


async def test_a_broadcast_begins_in_its_alert_and_is_read_whole(sqlite_store: SqliteStore) -> None:
    shown = await is_told(sqlite_store, "broadcast", said=Said(text=LONG), why=Why.ORGANISATION)
    assert shown.text.splitlines()[1:3] == ["21 November 2026 · The council has heard us", "About: Save the park"]
    assert "It goes on under “Read more”." in shown.text
    assert tokens(shown) == ["broadcast:1", "petition:1", "fewer:organisation:1:2"]


async def test_a_broadcast_of_an_organisation_is_about_no_petition(sqlite_store: SqliteStore) -> None:
    campaign = await planted(sqlite_store)

    def tell(nouns: Nouns) -> None:
        assert tell_at_once(nouns, 1, "We move", "To Hull.", "Bo", NOW)
        campaign.alerts["broadcast"] = nouns.alerts.recent(1)[0]

    await sqlite_store.turn(tell)
    shown = await told(sqlite_store, campaign, "broadcast", Why.ORGANISATION)
    assert shown is not None
    assert shown.text.splitlines()[:3] == ["We move", "21 November 2026 · The council has heard us", "To Hull."]
    assert tokens(shown) == ["broadcast:4", "fewer:organisation:1:2"]


DELETED: dict[str, Any] = {
    "victory": sa.delete(campaign_update),
    "response": sa.delete(campaign_update),
    "campaign_update": sa.delete(campaign_update),
    "broadcast": sa.delete(broadcast),
    "delivered": sa.delete(delivery_to),
    "milestone": sa.update(petition).values(count=99),
    "key_date": sa.delete(key_date),
    "closing_soon": sa.update(petition).values(closes_at=None),
    "new_petition": sa.update(petition).values(state="closed"),
    "new_story": sa.delete(story),
    "comment_decided": sa.update(comment).values(state="held"),
    "reason_decided": sa.update(signature).values(reason_state="held"),
    "signature_released": sa.update(signature).values(supporter_id=None),
    "reminder_to_sign": sa.delete(reminder),
    "reminder": sa.update(petition).values(state="closed"),
}


@pytest.mark.parametrize("kind", DELETED)
async def test_what_is_no_longer_there_or_true_is_not_told(sqlite_store: SqliteStore, kind: str) -> None:
    campaign = await planted(sqlite_store)
    if kind == "new_story":
        await changes(sqlite_store, sa.delete(comment))
    await changes(sqlite_store, DELETED[kind])
    assert await told(sqlite_store, campaign, kind) is None


@pytest.mark.parametrize("kind", sorted(DELETED.keys() - {"new_story", "comment_decided"}))
async def test_of_a_draft_nothing_is_told(sqlite_store: SqliteStore, kind: str) -> None:
    campaign = await planted(sqlite_store)
    await changes(sqlite_store, sa.update(petition).values(state="draft"))
    assert await told(sqlite_store, campaign, kind) is None


async def test_an_alert_speaks_as_the_campaign_does_now(sqlite_store: SqliteStore) -> None:
    campaign = await planted(sqlite_store)
    await changes(sqlite_store, sa.update(petition_text).values(title="Save the trees"))
    shown = await told(sqlite_store, campaign, "milestone")
    assert shown is not None
    assert shown.title == "“Save the trees” has reached 100 signatures."
