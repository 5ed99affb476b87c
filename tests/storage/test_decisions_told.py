"""What a moderator decides is told to whom it concerns, alone and once, in the same transaction."""

from __future__ import annotations

import sqlalchemy as sa

from storage.alerts import Alert
from storage.columns import EPOCH
from storage.comments import Comment, CommentState
from storage.nouns import Nouns
from storage.showing import HELD_BY_REPORTS, Showing, Visibility
from storage.store import Store
from storage.tables.news import alert, delivery
from storage.tables.stories import comment, story
from storage.tables.telling import campaign_update
from storage.voices import REPORTS_THAT_HOLD, Cause, Said
from tests.storage.planting import (
    NOW,
    approve,
    erase,
    plant_organisation,
    plant_petition,
    planted,
    reject,
    remembered,
    rows,
    sign,
)

SAID = Showing(Visibility.REASON, "Ada", "Leeds", "I walk there.", "third_person")


async def told(store: Store) -> list[tuple[str, str, str]]:
    """Kinds, causes and whom: every alert with the person it is delivered to."""
    asked = sa.select(alert.c.kind, alert.c.occasion, delivery.c.why).outerjoin(
        delivery, delivery.c.alert_id == alert.c.id
    )
    return [
        (row.kind, ":".join(row.occasion.split(":")[:2]), row.why or "")
        for row in await rows(store, asked.order_by(alert.c.id))
    ]


async def reached(store: Store, *people: str) -> None:
    """They can be written to."""

    def reach(nouns: Nouns) -> None:
        for person in people:
            remembered(nouns, "terminal", person, f"chat of {person}", NOW)
            nouns.supporters.write_to("terminal", person, is_on=True)

    await store.turn(reach)


async def writes(store: Store, person: str = "ada", text: str = "I was there.") -> Comment:
    """Somebody writes a comment."""

    def write(nouns: Nouns) -> Comment:
        values = {"slug": "s", "kind": "story", "happened_on": NOW.date(), "locale": "en", "title": "T", "text": ""}
        owner = plant_organisation(nouns)
        found = nouns.connection.first(sa.select(story.c.id))
        if found is None:
            plant_petition(nouns, "park")
            row = {**values, "links": [], "organisation_id": owner, "is_sample": False}
            found = nouns.connection.first(sa.insert(story).values(row).returning(story.c.id))
        assert found is not None
        writer = remembered(nouns, "terminal", person, f"chat of {person}", NOW)
        return nouns.comments.add(found.id, writer.id, "", text, NOW.date())

    return await store.turn(write)


async def decides(store: Store, written: Comment, state: CommentState) -> None:
    await store.turn(lambda nouns: nouns.comments.decide(written.id, state, NOW))


async def report_often(store: Store, kind: Said, subject_id: int) -> None:
    """As often as it takes to hold something."""

    def report(nouns: Nouns) -> None:
        for n in range(REPORTS_THAT_HOLD):
            reader = remembered(nouns, "terminal", f"reader {n}", "chat", NOW)
            nouns.voices.report(kind, subject_id, reader.id, Cause.OTHER, NOW)

    await store.turn(report)


async def test_a_comment_is_told_once_it_is_decided_and_not_twice(store: Store) -> None:
    await reached(store, "ada", "bo")
    written = await writes(store)
    for _ in range(2):
        await decides(store, written, CommentState.PUBLISHED)
    await decides(store, await writes(store, text="And so was Bo."), CommentState.REJECTED)
    assert await told(store) == [("comment_decided", "published:", "own"), ("comment_decided", "rejected:", "own")]


async def test_readers_who_were_wrong_trouble_nobody_and_those_who_were_right_are_the_cause(store: Store) -> None:
    await reached(store, "ada")
    written = await writes(store)
    for state in (CommentState.PUBLISHED, CommentState.PUBLISHED):
        await decides(store, written, state)
        await report_often(store, Said.COMMENT, written.id)
    assert await told(store) == [("comment_decided", "published:", "own")]
    await store.turn(lambda nouns: nouns.connection.run(sa.text("DELETE FROM report")))
    await report_often(store, Said.COMMENT, written.id)
    await decides(store, written, CommentState.REJECTED)
    assert (await told(store))[1:] == [("comment_decided", f"rejected:{HELD_BY_REPORTS}", "own")]


async def test_whoever_can_not_be_written_to_finds_what_was_decided_when_they_come_back(store: Store) -> None:
    written = await writes(store)
    await decides(store, written, CommentState.REJECTED)
    assert await told(store) == [("comment_decided", "rejected:", "own")]
    (row,) = await rows(store, sa.select(delivery))
    assert (row.state, row.problem, row.due_at) == ("skipped", "out of reach", None)
    assert await store.read(lambda nouns: [each.kind for each in missed_by(nouns, "ada")]) == ["comment_decided"]
    await reached(store, "ada")
    assert not await store.read(lambda nouns: nouns.deliveries.waits("terminal", NOW))


async def test_whoever_can_be_written_to_in_one_of_two_apps_is_told_there(store: Store) -> None:
    written = await writes(store)
    await store.turn(
        lambda nouns: nouns.supporters.unite(
            remembered(nouns, "terminal", "ada", "", NOW).id,
            nouns.supporters.add("telegram", "ada", "7", NOW, is_written_to=True).id,
        )
    )
    await decides(store, written, CommentState.PUBLISHED)
    (row,) = await rows(store, sa.select(delivery))
    assert (row.platform, row.state, row.problem) == ("telegram", "queued", "")


def missed_by(nouns: Nouns, name: str) -> list[Alert]:
    found = nouns.supporters.find("terminal", name)
    assert found is not None
    return nouns.missed.of(found.id, EPOCH, 5)[0]


async def test_a_comment_of_a_campaign_file_has_nobody_to_be_told(store: Store) -> None:
    written = await writes(store)
    await store.turn(lambda nouns: nouns.connection.run(sa.update(comment).values(supporter_id=None)))
    await decides(store, written, CommentState.REJECTED)
    assert await told(store) == []
    assert await store.read(lambda nouns: nouns.comments.find_decided(written.id)) is None


async def test_a_signature_and_then_its_reason_are_told_to_the_signer_alone(store: Store) -> None:
    await reached(store, "ada", "bo")
    given = await sign(store, await planted(store), "ada", SAID, is_held=True)
    assert await approve(store, given) == 1
    await approve(store, given)
    await approve(store, given)
    assert await told(store) == [
        ("signature_released", "released", "own"),
        ("reason_decided", "published:third_person", "own"),
    ]


async def test_a_rejected_signature_is_not_told_and_a_reason_is_for_each_decision(store: Store) -> None:
    await reached(store, "ada", "bo")
    park = await planted(store)
    await reject(store, await sign(store, park, "bo", SAID, is_held=True))
    assert await told(store) == []
    given = await sign(store, park, "ada", SAID)
    await reject(store, given)
    await reject(store, given)
    assert await told(store) == [("reason_decided", "rejected:third_person", "own")]


async def test_a_published_reason_that_readers_reported_is_told_only_where_it_goes(store: Store) -> None:
    await reached(store, "ada")
    given = await sign(store, await planted(store), "ada", Showing(Visibility.REASON, "Ada", "", "I walk there."))
    await report_often(store, Said.REASON, given.id)
    await approve(store, given)
    assert await told(store) == []
    await store.turn(lambda nouns: nouns.connection.run(sa.text("DELETE FROM report")))
    await report_often(store, Said.REASON, given.id)
    await reject(store, given)
    assert await told(store) == [("reason_decided", f"rejected:{HELD_BY_REPORTS}", "own")]


async def test_whoever_is_erased_is_told_nothing(store: Store) -> None:
    await reached(store, "ada")
    given = await sign(store, await planted(store), "ada", SAID, is_held=True)
    await erase(store, "ada")
    assert await approve(store, given) is None
    assert await store.read(lambda nouns: nouns.reviews.decided(given.id)) is None


async def test_news_is_announced_once_as_what_it_is_and_never_of_a_draft(store: Store) -> None:
    def plant(nouns: Nouns) -> list[bool]:
        draft = plant_petition(nouns, "draft", state="draft")
        park = plant_petition(nouns, "park")
        return [_announced(nouns, park, "news"), _announced(nouns, park, "response"), _announced(nouns, draft, "news")]

    assert await store.turn(plant) == [True, True, False]
    assert [kind for kind, *_others in await told(store)] == ["campaign_update", "response"]
    assert await store.turn(lambda nouns: nouns.campaign_updates.announce(1, NOW)) is False
    assert await store.turn(lambda nouns: nouns.campaign_updates.announce(99, NOW)) is False


def _announced(nouns: Nouns, petition_id: int, kind: str) -> bool:
    values = {"petition_id": petition_id, "slug": kind, "kind": kind, "happened_on": NOW.date(), "title": "T"}
    added = sa.insert(campaign_update).values(**values, text="", sources=[]).returning(campaign_update.c.id)
    row = nouns.connection.first(added)
    assert row is not None
    return nouns.campaign_updates.announce(row.id, NOW)
