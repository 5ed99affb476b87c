"""Each kind of alert in each language and room: one message, labels that fit, why it came, and how it is stopped."""

from __future__ import annotations

import pytest

from bot.discord.custom_ids import Stand as DiscordStand
from bot.discord.render import payloads as on_discord
from bot.telegram.render import Look
from bot.telegram.render import payloads as on_telegram
from config.texts import speaking
from handlers import make_router
from handlers.alerts import all_kinds
from handlers.alerts.telling import Telling, line_of, tell_alert, tell_digest
from handlers.screens import Screen
from storage.alerts import Alert
from storage.follows import SIGNING_FOLLOWS
from storage.hearing import COACH, OF_ORGANISATIONS, TO_DECIDE
from storage.nouns import Nouns
from storage.recipients import Why
from storage.sqlite import SqliteStore
from tests.handlers.alerts.planted import LOCALES, LONG, Campaign, Said, plant, telling
from tests.seen import keeps_the_rules, seen
from tests.storage.planting import NOW

PLAIN = Said()
LONGEST = Said("T" * 118 + "ßé", "L" * 300, LONG)
HOSTILE = Said(
    "<b>&amp;</b> *Save* [the](park) `@everyone` ||x|| 🏳️‍🌈" * 2,
    "_~~<a href='x'>*L*</a>~~_\u202e 漢字 ",
    "* # > - " + LONG,
)
AT_RISK = Said(at_risk=True, goal=120)
WHYS = (Why.SIGNED, Why.PETITION, Why.ORGANISATION, Why.TOPIC, Why.OWN)
ROUTES = make_router().routes


async def planted(store: SqliteStore, said: Said) -> Campaign:
    return await store.turn(lambda nouns: plant(nouns, said))


def told(asked: Telling) -> Screen:
    screen = tell_alert(asked)
    assert screen is not None, asked.news.kind
    return screen


def fits(screen: Screen) -> None:
    """It is one message on every platform, and each of its buttons leads somewhere."""
    keeps_the_rules(seen(screen))
    assert len(on_telegram(screen, Look())) == 1, screen.title
    assert len(on_discord(screen, DiscordStand.EVENT)) == 1, screen.title
    for button in (button for row in seen(screen).rows for button in row):
        assert button.leads_to.split(":")[0] in ROUTES, button


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("said", [PLAIN, LONGEST, HOSTILE, AT_RISK], ids=["plain", "longest", "hostile", "at risk"])
async def test_each_alert_is_one_message_that_keeps_the_rules(
    sqlite_store: SqliteStore, locale: str, said: Said
) -> None:
    campaign = await planted(sqlite_store, said)

    def look(nouns: Nouns) -> None:
        for news in campaign.alerts.values():
            for why in WHYS:
                screen = told(telling(nouns, news, why))
                fits(screen)
                assert screen.is_event
                assert screen.language == locale
                assert line_of(telling(nouns, news)) is not None, news.kind

    with speaking(locale):
        await sqlite_store.read(look)


STOPPED_BY = {TO_DECIDE: "queue_quiet", COACH: "coach_off"}


@pytest.mark.parametrize("locale", LOCALES)
async def test_each_alert_says_why_it_came_and_carries_the_button_that_stops_it(
    sqlite_store: SqliteStore, locale: str
) -> None:
    campaign = await planted(sqlite_store, PLAIN)

    def look(nouns: Nouns) -> None:
        for kind in all_kinds().values():
            whys = WHYS if kind.topic else (Why.OWN,)
            screens = [told(telling(nouns, campaign.alerts[kind.name], why)) for why in whys]
            last = [screen.rows[-1][-1] for screen in screens]
            verbs = [button.action.token.split(":")[0] for button in last]  # type: ignore[union-attr]
            own = "duty" if kind.is_alarm else STOPPED_BY.get(kind.name, "settings")
            assert verbs == [own if why is Why.OWN else "fewer" for why in whys], kind.name
            said = [seen(screen).text.splitlines()[-1] for screen in screens]
            if kind.topic and kind.topic not in SIGNING_FOLLOWS:
                assert said.pop(0) == said[0], "whoever signed hears it since they follow it, too"
            assert len(set(said)) == len(said), kind.name

    with speaking(locale):
        await sqlite_store.read(look)


async def test_where_others_look_on_nothing_is_of_a_person(sqlite_store: SqliteStore) -> None:
    campaign = await planted(sqlite_store, AT_RISK)

    def look(nouns: Nouns) -> None:
        for name in OF_ORGANISATIONS:
            screen = told(telling(nouns, campaign.alerts[name], Why.HERE, is_chat=True, is_discreet=True))
            fits(screen)
            shown = seen(screen)
            assert screen.is_card
            assert not screen.is_guarded
            assert "This stands here because a card of the campaign does." in shown.text
            assert not {"Fewer messages", "How messages come", "Carry my support over"} & set(shown.labels)
            assert "ou signed" not in shown.text

    await sqlite_store.read(look)


MAY_BE_HANDED_ON = {"new_story", "comment_decided", "document_made"}
"""What is public without a petition, and files, which are made to be printed and handed over."""


async def test_at_risk_alerts_count_in_whole_tens_and_are_not_handed_on(sqlite_store: SqliteStore) -> None:
    campaign = await planted(sqlite_store, AT_RISK)

    def look(nouns: Nouns) -> None:
        reached = told(telling(nouns, campaign.alerts["milestone"]))
        assert reached.title == "“Save the park” has at least 120 signatures."
        line = line_of(telling(nouns, campaign.alerts["milestone"]))
        assert line is not None
        assert line.what == reached.title
        for news in campaign.alerts.values():
            screen = told(telling(nouns, news))
            assert "128" not in seen(screen).text, news.kind
            assert screen.is_guarded or news.kind in MAY_BE_HANDED_ON, news.kind

    await sqlite_store.read(look)


async def test_a_goal_below_the_first_ten_of_an_at_risk_petition_is_not_told(sqlite_store: SqliteStore) -> None:
    campaign = await planted(sqlite_store, Said(at_risk=True, goal=5, count=8))
    asked = campaign.alerts["milestone"]
    assert await sqlite_store.read(lambda nouns: tell_alert(telling(nouns, asked))) is None
    assert await sqlite_store.read(lambda nouns: line_of(telling(nouns, asked))) is None


@pytest.mark.parametrize("kind", all_kinds())
async def test_discreet_alerts_tell_nothing_and_lead_to_it(sqlite_store: SqliteStore, kind: str) -> None:
    campaign = await planted(sqlite_store, PLAIN)
    news = campaign.alerts[kind]
    screen = await sqlite_store.read(lambda nouns: told(telling(nouns, news, is_discreet=True)))
    shown = seen(screen)
    assert shown.text == "There is news on something you follow."
    assert [(button.label, button.leads_to) for row in shown.rows for button in row] == [
        ("Show it", f"show_alert:{news.id}"),
        ("Fewer messages", "following"),
    ]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("said", [PLAIN, LONGEST, HOSTILE], ids=["plain", "longest", "hostile"])
async def test_a_digest_is_one_message_with_a_button_for_each_line(
    sqlite_store: SqliteStore, locale: str, said: Said
) -> None:
    campaign = await planted(sqlite_store, said)

    def look(nouns: Nouns) -> None:
        everything = list(campaign.alerts.values())
        for news in (everything[:1], everything[:4], everything):
            screen = tell_digest(telling(nouns, news[0]), news)
            assert screen is not None
            fits(screen)
            assert screen.is_event

    with speaking(locale):
        await sqlite_store.read(look)


async def test_a_digest_tells_the_highest_goal_and_the_last_correction(sqlite_store: SqliteStore) -> None:
    campaign = await planted(sqlite_store, PLAIN)
    correction = campaign.alerts["correction"]
    of_news = correction.occasion.partition(":")[0]

    def raise_more(nouns: Nouns) -> list[Alert]:
        for kind, occasion in (("milestone", "110"), ("milestone", "120"), ("correction", f"{of_news}:9")):
            nouns.alerts.raise_once(kind, "petition:1", occasion, NOW)
        return [campaign.alerts["milestone"], correction, *nouns.alerts.recent(3)]

    everything = await sqlite_store.turn(raise_more)
    screen = await sqlite_store.read(lambda nouns: tell_digest(telling(nouns, everything[0]), everything))
    assert screen is not None
    lines = seen(screen).text.splitlines()
    assert [line for line in lines if "has reached" in line] == [
        "21 November 2026: “Save the park” has reached 120 signatures."
    ]
    assert len([line for line in lines if "Correction:" in line]) == 1


async def test_a_digest_tells_the_newest_says_why_and_how_many_more_there_are(sqlite_store: SqliteStore) -> None:
    campaign = await planted(sqlite_store, PLAIN)
    everything = list(campaign.alerts.values())

    def look(nouns: Nouns) -> None:
        screen = tell_digest(telling(nouns, everything[0]), everything)
        assert screen is not None
        text = seen(screen).text
        assert f"And {len(everything) - 8} more." in text
        assert "You hear this together, as you chose." in text
        assert seen(screen).labels[-2:] == ["See all news", "Fewer messages"]
        discreet = tell_digest(telling(nouns, everything[0], is_discreet=True), everything)
        assert discreet is not None
        assert seen(discreet).text == "There is news on something you follow."
        assert discreet.rows[0][0].action.token == "missed"  # type: ignore[union-attr]

    await sqlite_store.read(look)
