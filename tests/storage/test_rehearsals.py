"""Rehearsals: nothing of them is left but numbers, and they go on, begin anew and end as what they are of does."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from storage import rehearsing
from storage.audiences import Audience, Who
from storage.due import Decision, Due, Heard, Send
from storage.nouns import Nouns
from storage.rehearsals import KEPT_FOR, Outcome, Rehearsal
from storage.rehearsing import REHEARSING, begin_rehearsal, finish_rehearsals, rehearse_more
from storage.store import Store
from storage.tables.bookkeeping import job
from storage.tables.news import alert, delivery
from tests.storage.delivering import LATER, PARK, person, plant, send
from tests.storage.planting import NOW

SOON = LATER + timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rehearsing, "PAGE_PEOPLE", 2)
    monkeypatch.setattr(rehearsing, "FIRST_PAGES", 2)


def drafted(nouns: Nouns, people: int = 7) -> int:
    """A broadcast to so many followers of a petition."""
    plant(nouns)
    for number in range(people):
        person(nouns, f"p{number}", PARK)
    begun = nouns.broadcasts.begin(1, "broadcast", "en", NOW, 1)
    assert begun is not None
    nouns.broadcast_words.write(begun, "en", "We move", "To Hull.")
    return begun


def begun(nouns: Nouns, broadcast_id: int, now: datetime = LATER) -> Rehearsal:
    """Its first pages."""
    found = nouns.broadcasts.find(broadcast_id)
    assert found is not None
    return begin_rehearsal(nouns, found, send, now)


def left(nouns: Nouns) -> list[int]:
    """How many rows there are that it might have left behind."""
    counted = (sa.select(sa.func.count().label("n")).select_from(table) for table in (alert, delivery, job))
    return [row.n for each in counted for row in nouns.connection.all(each)]


async def made(store: Store, broadcast_id: int) -> Rehearsal:
    """As it stands."""
    found = await store.read(lambda nouns: nouns.rehearsals.of(broadcast_id))
    assert found is not None
    return found


async def test_nothing_is_left_but_numbers(store: Store) -> None:
    broadcast_id = await store.turn(drafted)
    first = await store.turn(partial(begun, broadcast_id=broadcast_id))
    assert (first.told, first.is_finished) == (4, False)
    await finish_rehearsals(store, send, SOON)
    last = await made(store, broadcast_id)
    assert (last.told, last.is_finished, last.followers) == (7, True, 7)
    assert await store.read(left) == [0, 0, 0]
    state = await store.read(lambda nouns: nouns.broadcasts.find(broadcast_id))
    assert state is not None
    assert (state.alert_id, state.state) == (None, "draft")


async def test_few_people_are_all_looked_at_where_it_begins(store: Store) -> None:
    broadcast_id = await store.turn(partial(drafted, people=1))
    first = await store.turn(partial(begun, broadcast_id=broadcast_id))
    assert (first.told, first.is_finished) == (1, True)
    assert await store.read(left) == [0, 0, 0]


async def test_pages_of_two_processes_count_nobody_twice(store: Store) -> None:
    broadcast_id = await store.turn(partial(drafted, people=20))
    await store.turn(partial(begun, broadcast_id=broadcast_id))
    work = partial(rehearse_more, decide=send, now=SOON)
    await asyncio.gather(*(store.turn(work) for _ in range(12)))
    last = await made(store, broadcast_id)
    assert (last.told, last.is_finished) == (20, True)


async def test_another_audience_or_time_begins_it_anew(store: Store) -> None:
    broadcast_id = await store.turn(drafted)
    await store.turn(partial(begun, broadcast_id=broadcast_id))
    assert await store.turn(lambda nouns: nouns.broadcasts.aim(broadcast_id, Audience(Who.SIGNERS)))
    await finish_rehearsals(store, send, SOON)
    last = await made(store, broadcast_id)
    assert (last.told, last.is_finished, last.made_at) == (0, True, SOON)


async def test_what_has_begun_meanwhile_is_rehearsed_no_more(store: Store) -> None:
    broadcast_id = await store.turn(drafted)
    await store.turn(partial(begun, broadcast_id=broadcast_id))
    assert await store.turn(lambda nouns: nouns.broadcasts.begin_telling(broadcast_id, SOON))
    await finish_rehearsals(store, send, SOON)
    assert not (await made(store, broadcast_id)).is_finished
    assert (await store.read(left))[2] == 0


async def test_what_has_begun_keeps_what_was_promised(store: Store) -> None:
    broadcast_id = await store.turn(drafted)
    await store.turn(partial(begun, broadcast_id=broadcast_id))
    await finish_rehearsals(store, send, SOON)
    promised = await made(store, broadcast_id)
    await store.turn(lambda nouns: nouns.broadcasts.start(broadcast_id, SOON))
    assert await store.turn(partial(begun, broadcast_id=broadcast_id, now=SOON + KEPT_FOR)) == promised
    assert await made(store, broadcast_id) == promised
    assert await store.read(lambda nouns: nouns.jobs.first_unfinished(REHEARSING)) is None


async def test_it_is_rehearsed_for_the_time_at_which_it_begins(store: Store) -> None:
    broadcast_id = await store.turn(partial(drafted, people=1))
    tonight, asked = datetime(2026, 11, 21, 23, tzinfo=UTC), list[datetime]()

    def ask(_due: Due, _heard: Sequence[Heard], now: datetime) -> Decision:
        asked.append(now)
        return Send(is_silent=True)

    def work(nouns: Nouns) -> Rehearsal:
        local = tonight.replace(tzinfo=None)
        assert nouns.broadcasts.schedule(broadcast_id, local, "Europe/London", LATER) == tonight
        found = nouns.broadcasts.find(broadcast_id)
        assert found is not None
        return begin_rehearsal(nouns, found, ask, LATER)

    first = await store.turn(work)
    assert (asked, first.for_at) == ([tonight], tonight)
    assert first.how_many(Outcome.SILENT) == 1


@pytest.mark.parametrize(("later", "holds"), [(timedelta(), True), (KEPT_FOR, True), (KEPT_FOR * 2, False)])
async def test_it_holds_for_ten_minutes(store: Store, later: timedelta, holds: bool) -> None:
    def work(nouns: Nouns) -> bool:
        first = begun(nouns, drafted(nouns, 1))
        found = nouns.broadcasts.find(first.broadcast_id)
        assert found is not None
        return first.holds(found, LATER + later)

    assert await store.turn(work) == holds


async def test_those_it_is_for_were_last_told_by_the_last_news(store: Store) -> None:
    def work(nouns: Nouns) -> list[datetime | None]:
        found = nouns.broadcasts.find(drafted(nouns, 1))
        assert found is not None
        last = [nouns.rehearsals.last_told(found, LATER)]
        nouns.alerts.raise_once("milestone", PARK, "100", NOW)
        last.append(nouns.rehearsals.last_told(found, LATER))
        for at in (NOW, SOON):
            nouns.alerts.raise_once("victory", PARK, at.isoformat(), at)
        last.append(nouns.rehearsals.last_told(found, LATER))
        nouns.alerts.raise_once("broadcast", "organisation:1", "99", NOW + timedelta(minutes=5))
        return [*last, nouns.rehearsals.last_told(found, LATER)]

    assert await store.turn(work) == [None, None, NOW, NOW + timedelta(minutes=5)]
