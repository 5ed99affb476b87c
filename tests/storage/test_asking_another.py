"""A second organizer: whoever asks can't agree, and after half an hour without an answer an owner may go on alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from storage.asking_another import WAITED_FOR, move_asks
from storage.broadcast_rows import BroadcastState, Hindrance
from storage.erasing import erase_person
from storage.hearing import TO_CONFIRM
from storage.members import Role
from storage.nouns import Nouns
from storage.store import Store
from storage.tables.news import delivery
from tests.storage.broadcasting import AN_HOUR, LATER, asks_for_two, draft, found, plant
from tests.storage.delivering import person
from tests.storage.planting import NOW

S = BroadcastState
SECOND = timedelta(seconds=1)
AT_FIVE = datetime(2026, 11, 21, 17)  # noqa: DTZ001 – what the clocks of a zone show


def two(nouns: Nouns) -> tuple[int, int, int]:
    """A draft of an organisation that asks for two, and two people."""
    plant(nouns)
    asks_for_two(nouns)
    return draft(nouns), person(nouns, "ada"), person(nouns, "bo")


async def test_it_begins_once_somebody_else_agrees(store: Store) -> None:
    def agree(nouns: Nouns) -> list[Any]:
        begun, ada, bo = two(nouns)
        said = [nouns.broadcasts.hindrance(found(nouns, begun), LATER), nouns.broadcasts.start(begun, LATER)]
        assert nouns.asking_another.ask(begun, ada, LATER)
        assert not nouns.asking_another.ask(begun, bo, LATER)
        asked = nouns.asking_another.asked(begun)
        assert asked is not None
        said += [asked.may_be_agreed_by(each) for each in (ada, bo)]
        said += [nouns.asking_another.agree(begun, each, LATER) for each in (ada, bo, bo)]
        return [*said, nouns.broadcasts.start(begun, LATER)]

    expected = [Hindrance.NOT_AGREED, False, False, True, False, True, False, True]
    assert await store.turn(agree) == expected


async def test_what_has_a_time_waits_for_it_once_somebody_agreed(store: Store) -> None:
    def agree(nouns: Nouns) -> list[Any]:
        begun, ada, bo = two(nouns)
        assert nouns.broadcasts.schedule(begun, AT_FIVE, "UTC", NOW)
        seen = [found(nouns, begun).state]
        assert nouns.asking_another.ask(begun, ada, NOW)
        assert nouns.asking_another.agree(begun, bo, NOW)
        return [*seen, found(nouns, begun).state]

    assert await store.turn(agree) == [S.DRAFT, S.SCHEDULED]


async def test_what_is_taken_back_has_to_be_agreed_to_anew(store: Store) -> None:
    def agree(nouns: Nouns) -> list[Any]:
        begun, ada, bo = two(nouns)
        assert nouns.asking_another.ask(begun, ada, NOW)
        assert nouns.asking_another.agree(begun, bo, NOW)
        assert nouns.broadcasts.unschedule(begun)
        assert nouns.broadcast_words.write(begun, "en", "Otherwise", "To York.")
        return [nouns.asking_another.asked(begun), nouns.broadcasts.start(begun, LATER)]

    assert await store.turn(agree) == [None, False]


async def test_after_half_an_hour_an_owner_may_go_on_alone(store: Store) -> None:
    def go(nouns: Nouns) -> list[bool]:
        begun, ada, _bo = two(nouns)
        assert nouns.asking_another.ask(begun, ada, NOW)
        ask = nouns.asking_another.asked(begun)
        assert ask is not None
        early, late = NOW + WAITED_FOR - SECOND, NOW + WAITED_FOR
        tries = [ask.waited_too_long(early), nouns.asking_another.go_alone(begun, ada, early)]
        tries += [ask.waited_too_long(late), nouns.asking_another.go_alone(begun, ada, late)]
        return [*tries, nouns.broadcasts.start(begun, late)]

    assert await store.turn(go) == [False, False, True, True, True]


async def test_whoever_is_erased_leaves_that_somebody_asked_and_agreed(store: Store) -> None:
    def forget(nouns: Nouns) -> list[Any]:
        begun, ada, bo = two(nouns)
        assert nouns.asking_another.ask(begun, ada, NOW)
        assert nouns.asking_another.agree(begun, bo, NOW)
        exported = [nouns.exports.of(each)["broadcasts"] for each in (ada, bo)]
        for each in (ada, bo):
            erase_person(nouns, each, NOW)
        ask = nouns.asking_another.asked(begun)
        assert ask is not None
        return [exported, ask.asked_by, ask.agreed_by, ask.is_agreed]

    asked = {"organisation": "leeds", "broadcast": 1, "asked_at": NOW.isoformat(), "agreed_at": None}
    agreed = {**asked, "asked_at": None, "agreed_at": NOW.isoformat()}
    assert await store.turn(forget) == [[[asked], [agreed]], None, None, True]


async def test_two_who_turn_out_to_be_one_have_not_agreed(store: Store) -> None:
    def unite(nouns: Nouns) -> list[Any]:
        begun, ada, bo = two(nouns)
        done = draft(nouns)
        for each in (begun, done):
            assert nouns.asking_another.ask(each, ada, NOW)
            assert nouns.asking_another.agree(each, bo, NOW)
        assert nouns.broadcasts.start(done, LATER)
        moved = move_asks(nouns.connection, bo, ada, 50)
        asks = [nouns.asking_another.asked(each) for each in (begun, done)]
        seen = [(each.asked_by == ada, each.is_agreed) for each in asks if each]
        return [moved, seen, nouns.broadcasts.start(begun, LATER + AN_HOUR)]

    assert await store.turn(unite) == [2, [(True, False), (True, True)], False]


async def test_those_who_may_agree_hear_that_somebody_asks(store: Store) -> None:
    def ask(nouns: Nouns) -> list[Any]:
        begun, ada, bo = two(nouns)
        max_ = person(nouns, "max")
        for each, role in ((ada, Role.OWNER), (bo, Role.ORGANIZER), (max_, Role.MODERATOR)):
            nouns.members.add(1, each, role, "A name", NOW)
        assert nouns.asking_another.ask(begun, ada, NOW, (Role.OWNER, Role.ORGANIZER))
        assert not nouns.asking_another.ask(begun, bo, NOW, (Role.OWNER, Role.ORGANIZER))
        told = nouns.connection.all(sa.select(delivery.c.supporter_id))
        return [[each.kind for each in nouns.alerts.recent(5)], [row.supporter_id == bo for row in told]]

    assert await store.turn(ask) == [[TO_CONFIRM], [True]]


async def test_whoever_comes_second_is_told_what_was_done_last_and_by_whom(store: Store) -> None:
    def look(nouns: Nouns) -> list[Any]:
        begun, ada, bo = two(nouns)
        members = [nouns.members.add(1, each, Role.OWNER, name, NOW) for each, name in ((ada, "Ada"), (bo, "Bo"))]
        nothing = nouns.audit.last_on(1, f"broadcast:{begun}")
        for member, deed in zip(members, ("asked", "agreed"), strict=True):
            nouns.audit.write(1, deed, LATER, by=member, subject=f"broadcast:{begun}")
        nouns.audit.write(1, "paused", LATER, subject="broadcast:99")
        last = nouns.audit.last_on(1, f"broadcast:{begun}")
        assert last is not None
        return [nothing, last.deed, last.name, last.at]

    assert await store.turn(look) == [None, "agreed", "Bo", LATER]
