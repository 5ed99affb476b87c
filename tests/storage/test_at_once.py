"""What two chats or two processes do in the same moment: nothing is lost, doubled, or said under other words."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.util import await_only

from handlers.screens import Reply, Screen
from handlers.turn import Chat, Incoming, Person, Turn
from handlers.voices import me_too as say_me_too
from storage.drafting_parts import Target
from storage.follows import Topic, subject_of
from storage.nouns import Nouns
from storage.postgresql import PostgresqlStore
from storage.showing import Showing, Visibility
from storage.store import Store
from storage.tables.signing import me_too
from storage.tables.stories import comment
from tests.storage.everything import plant_story
from tests.storage.planting import NOW, planted, read, rows, sign, signing
from tests.storage.turning import PATIENCE

SAID = Showing(Visibility.REASON, "Ada", "", "I walk here.")
OTHER_WORDS = replace(SAID, reason="Nobody should walk here.")
PARK = subject_of(1)


def turn_of_bo(nouns: Nouns, token: str) -> Turn:
    """Bo taps a button."""
    bo, chat = Person("terminal", "bo"), Chat("terminal", "bo")
    return Turn(Incoming("terminal", "1", bo, chat, token), nouns, NOW)


async def both(first: Any, second: Any) -> tuple[Any, Any]:
    async with asyncio.timeout(PATIENCE):
        return await asyncio.gather(first, second)


async def test_me_too_is_not_said_under_words_that_were_changed_meanwhile(postgresql_store: PostgresqlStore) -> None:
    store = postgresql_store
    given = await sign(store, await planted(store), "ada", SAID)
    await store.turn(lambda nouns: nouns.supporters.add("terminal", "bo", "bo", NOW))
    has_changed, has_read = asyncio.Event(), asyncio.Event()

    def change(nouns: Nouns) -> None:
        nouns.signatures.show(given, OTHER_WORDS)
        has_changed.set()
        await_only(has_read.wait())
        await_only(asyncio.sleep(0.2))

    def agree(nouns: Nouns) -> Reply:
        await_only(has_changed.wait())
        find, turn = nouns.reasons.find, turn_of_bo(nouns, f"me_too:{given.id}")
        nouns.reasons.find = _telling(find, has_read)  # type: ignore[method-assign, assignment]
        return say_me_too(turn, given.id)

    _changed, reply = await both(store.turn(change), store.turn(agree))
    assert isinstance(reply, Screen)
    assert "Nobody should walk here." in str(reply)
    assert await rows(store, sa.select(me_too)) == []
    shown = await store.read(lambda nouns: nouns.reasons.find(given.id))
    assert shown is not None
    assert (shown.showing.reason, shown.me_too) == (OTHER_WORDS.reason, 0)


def _telling(find: Callable[[int], Any], has_read: asyncio.Event) -> Callable[[int], Any]:
    def found(reason_id: int) -> Any:
        reason = find(reason_id)
        has_read.set()
        return reason

    return found


async def test_the_same_comment_sent_twice_at_once_is_one(store: Store) -> None:
    story_id = await store.turn(plant_story)
    bo = (await store.turn(lambda nouns: nouns.supporters.add("terminal", "bo", "bo", NOW))).id

    def write(nouns: Nouns) -> int:
        return nouns.comments.add(story_id, bo, "Bo", "I was there.", NOW.date()).id

    first, second = await both(store.turn(write), store.turn(write))
    assert first == second


async def test_two_comments_that_both_looked_in_vain_are_one(postgresql_store: PostgresqlStore) -> None:
    store = postgresql_store
    story_id = await store.turn(plant_story)
    bo = (await store.turn(lambda nouns: nouns.supporters.add("terminal", "bo", "bo", NOW))).id

    def write(nouns: Nouns) -> int:
        written = nouns.comments.add(story_id, bo, "Bo", "I was there.", NOW.date())
        await_only(asyncio.sleep(0.2))
        return written.id

    first, second = await both(store.turn(write), store.turn(write))
    assert first == second
    assert len(await rows(store, sa.select(comment))) == 1


async def test_choices_of_two_chats_are_both_kept(postgresql_store: PostgresqlStore) -> None:
    store = postgresql_store
    bo = (await store.turn(lambda nouns: nouns.supporters.add("terminal", "bo", "bo", NOW))).id
    await store.turn(lambda nouns: nouns.follows.set(bo, PARK, Topic.ENDINGS | Topic.UPDATES, NOW))
    both_looked = asyncio.Barrier(2)

    def choose(more: Topic, less: Topic) -> Callable[[Nouns], Topic]:
        def chosen(nouns: Nouns) -> Topic:
            nouns.follows.of(bo, PARK)
            await_only(both_looked.wait())
            return nouns.follows.change(bo, PARK, NOW, more=more, less=less)

        return chosen

    more, less = choose(Topic.MILESTONES, Topic.NOTHING), choose(Topic.NOTHING, Topic.UPDATES)
    await both(store.turn(more), store.turn(less))
    assert await store.read(lambda nouns: nouns.follows.of(bo, PARK)) == Topic.ENDINGS | Topic.MILESTONES


async def test_a_change_of_kinds_begins_a_follow_and_says_what_is_heard(store: Store) -> None:
    bo = (await store.turn(lambda nouns: nouns.supporters.add("terminal", "bo", "bo", NOW))).id

    def change(nouns: Nouns) -> list[Topic]:
        kinds = (Topic.STORIES, Topic.ENDINGS)
        heard = [nouns.follows.change(bo, PARK, NOW, more=kind) for kind in kinds]
        return [*heard, nouns.follows.change(bo, PARK, NOW, less=Topic.STORIES)]

    assert await store.turn(change) == [Topic.STORIES, Topic.STORIES | Topic.ENDINGS, Topic.ENDINGS]


async def test_what_nobody_may_have_signed_waits_for_who_is_signing(postgresql_store: PostgresqlStore) -> None:
    store = postgresql_store
    park, has_signed = await planted(store, at_risk=True), asyncio.Event()

    def sign_slowly(nouns: Nouns) -> None:
        signing(park, "ada", is_held=True)(nouns)
        has_signed.set()
        await_only(asyncio.sleep(0.2))

    def turn_off(nouns: Nouns) -> bool:
        await_only(has_signed.wait())
        return nouns.drafted_parts.set_at_risk(park, at_risk=False)

    _signed, is_off = await both(store.turn(sign_slowly), store.turn(turn_off))
    assert not is_off
    assert (await read(store, park.id)).at_risk


async def test_whom_it_asks_is_not_changed_under_who_is_signing(postgresql_store: PostgresqlStore) -> None:
    store = postgresql_store
    park, has_looked = await planted(store), asyncio.Event()
    order: list[str] = []

    def change(nouns: Nouns) -> None:
        assert not nouns.drafted_parts.is_signed_by_now(park)
        has_looked.set()
        await_only(asyncio.sleep(0.2))
        nouns.drafted_parts.add_target(park.id, Target(office="Mayor"))
        order.append("changed")

    def sign_it(nouns: Nouns) -> None:
        await_only(has_looked.wait())
        signing(park, "ada", is_held=True)(nouns)
        order.append("signed")

    await both(store.turn(change), store.turn(sign_it))
    assert order == ["changed", "signed"]
