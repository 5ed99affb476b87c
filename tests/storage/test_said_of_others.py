"""What readers say of others' words, where a slip would count wrongly or leave something open."""

from __future__ import annotations

import sqlalchemy as sa

from storage.comments import CommentState
from storage.nouns import Nouns
from storage.showing import Showing, Visibility
from storage.store import Store
from storage.tables.moderating import report
from storage.voices import Cause, Said
from tests.storage.everything import plant_story
from tests.storage.planting import NOW, planted, rows, sign

SAID = Showing(Visibility.REASON, "Ada", "", "I walk here.")


def person(nouns: Nouns, name: str) -> int:
    found = nouns.supporters.find("terminal", name) or nouns.supporters.add("terminal", name, name, NOW)
    return found.id


async def test_taking_back_what_was_never_said_changes_no_number(store: Store) -> None:
    given = await sign(store, await planted(store), "ada", SAID)
    assert await store.turn(lambda nouns: nouns.voices.me_too(given.id, person(nouns, "bo")))
    assert not await store.turn(lambda nouns: nouns.voices.not_me(given.id, person(nouns, "cy")))
    assert await store.turn(lambda nouns: nouns.voices.not_me(given.id, person(nouns, "bo")))
    assert not await store.turn(lambda nouns: nouns.voices.not_me(given.id, person(nouns, "bo")))
    shown = await store.read(lambda nouns: nouns.reasons.find(given.id))
    assert shown is not None
    assert shown.me_too == 0


async def test_a_decision_on_a_comment_settles_its_reports(store: Store) -> None:
    story_id = await store.turn(plant_story)

    def reported(nouns: Nouns, state: CommentState) -> None:
        written = nouns.comments.add(story_id, person(nouns, "ada"), "Ada", f"I was there: {state}", NOW.date())
        nouns.comments.decide(written.id, CommentState.PUBLISHED, NOW)
        assert nouns.voices.report(Said.COMMENT, written.id, person(nouns, "bo"), Cause.OTHER, NOW)
        assert nouns.comments.find_waiting(written.id)
        nouns.comments.decide(written.id, state, NOW)
        assert nouns.voices.causes(Said.COMMENT, written.id) == []
        assert nouns.comments.find_waiting(written.id) is None

    for state in (CommentState.PUBLISHED, CommentState.REJECTED):
        await store.turn(lambda nouns, state=state: reported(nouns, state))  # type: ignore[misc]
    assert {row.is_settled for row in await rows(store, sa.select(report))} == {True}


async def test_rejecting_a_reason_settles_its_reports(store: Store) -> None:
    given = await sign(store, await planted(store), "ada", SAID)

    def reject(nouns: Nouns) -> list[Cause]:
        assert nouns.voices.report(Said.REASON, given.id, person(nouns, "bo"), Cause.OTHER, NOW)
        item = nouns.reviews.find(given.id)
        assert item is not None
        nouns.reviews.reject(item, NOW)
        return nouns.voices.causes(Said.REASON, given.id)

    assert await store.turn(reject) == []
