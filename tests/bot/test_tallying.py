"""What is counted of turns without writing: each once, kept until it is written, and no more by a link than may be."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
import sqlalchemy as sa

from bot.clock.counting import A_PAGE, write_way, written_at_the_end
from bot.dispatch import Dispatch
from bot.tallying import MOST_AN_HOUR, Tally
from handlers.router import NeedsWriter, Router, route
from handlers.screens import Button, Reply, Screen, rows_of, to
from handlers.turn import Chat, Incoming, Person, Turn
from storage.store import Store, StoreTrouble, Work
from storage.tables.links import way_count
from storage.way import Passed, Step
from tests.bot.troubled import Troubled
from tests.storage.planting import planted, rows

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
OPENED = Passed(1, date(2026, 11, 21), "link:1", Step.OPENED)
_numbers = count(1)


def _counted(turn: Turn) -> Screen:
    turn.steps.append(OPENED)
    return Screen("Seen", rows=rows_of(Button("Again", to("looks"))))


@route("looks", reads=True)
def look(turn: Turn) -> Reply:
    """A reading."""
    return _counted(turn)


@route("writes", again="looks")
def write(turn: Turn) -> Reply:
    """A writing, which the same update does once."""
    return _counted(turn)


@route("must", reads=True)
def write_after_all(turn: Turn) -> Reply:
    """A reading that runs again where it can write."""
    _counted(turn)
    if not turn.can_write:
        raise NeedsWriter
    return _counted(turn) if len(turn.steps) > 1 else Screen("Once", rows=rows_of(Button("Again", to("looks"))))


@route("fails")
def fail(turn: Turn) -> Reply:
    """One that breaks."""
    _counted(turn)
    raise ValueError


ROUTER = Router([sys.modules[__name__]], typed="looks", fresh_start="looks", unknown_command="looks")


def tap(token: str, update: str = "") -> Incoming:
    """Somebody taps."""
    who, where = Person("recording", "ada"), Chat("recording", "ada")
    return Incoming("bot", update or str(next(_numbers)), who, where, token=token)


async def _no_sleep(_seconds: float) -> None:
    await asyncio.sleep(0)


@pytest.mark.parametrize(("token", "n"), [("looks", 1), ("writes", 1), ("must", 1), ("fails", 0)])
async def test_a_turn_is_counted_once_and_only_if_it_is_kept(store: Store, token: str, n: int) -> None:
    troubled = Troubled(store, [StoreTrouble("gone for a moment")])
    dispatch = Dispatch(troubled, ROUTER, lambda: NOW, sleep=_no_sleep)
    await dispatch.answer(tap(token, "7"))
    assert sum(dispatch.tally.taken(9).values()) == n


async def test_the_same_update_is_not_counted_again(store: Store) -> None:
    dispatch = Dispatch(store, ROUTER, lambda: NOW)
    for _time in range(3):
        await dispatch.answer(tap("writes", "7"))
    assert dispatch.tally.taken(9) == {OPENED: 1}


def test_what_a_link_brings_beyond_an_hours_most_counts_for_no_link() -> None:
    tally = Tally()
    tally.add([OPENED] * (MOST_AN_HOUR + 3), NOW)
    tally.add([OPENED], NOW + timedelta(minutes=59))
    tally.forget(NOW + timedelta(minutes=59))
    tally.add([OPENED], NOW + timedelta(minutes=59))
    tally.add([OPENED], NOW + timedelta(hours=1))
    by_source = {each.source: n for each, n in tally.taken(9).items()}
    assert by_source == {"link:1": MOST_AN_HOUR + 1, "address": 5}


async def test_what_could_not_be_written_is_written_later(store: Store) -> None:
    park, tally = await planted(store), Tally()
    opened = Passed(park.id, OPENED.day, "", Step.OPENED)
    tally.add([opened] * 3, NOW)
    failing = _Failing(store)
    with pytest.raises(StoreTrouble):
        await write_way(failing, tally, NOW)
    tally.add([opened], NOW)
    await write_way(failing, tally, NOW)
    assert [row.n for row in await rows(store, sa.select(way_count))] == [4]
    assert tally.taken(9) == {}


class _Failing(Troubled):
    """Whose first page fails."""

    async def page(self, work: Work[Any]) -> Any:
        if not self.faults:
            self.faults.append(StoreTrouble("gone"))
            raise self.faults[0]
        return await super().page(work)


async def test_many_are_written_in_pages_and_the_rest_at_the_end(store: Store) -> None:
    park, tally = await planted(store), Tally()
    async with written_at_the_end(store, tally, lambda: NOW):
        sources = [f"link:{number}" for number in range(2 * A_PAGE + 1)]
        tally.add([Passed(park.id, OPENED.day, each, Step.OPENED) for each in sources], NOW)
    assert len(await rows(store, sa.select(way_count))) == 2 * A_PAGE + 1


async def test_several_processes_add_up(store: Store) -> None:
    park, tallies = await planted(store), [Tally() for _process in range(4)]
    opened = [Passed(park.id, OPENED.day, source, Step.OPENED) for source in ("", "link:1", "search")]
    for tally in tallies:
        tally.add(opened * 5, NOW)
    await asyncio.gather(*(write_way(store, tally, NOW) for tally in tallies))
    assert {row.n for row in await rows(store, sa.select(way_count))} == {20}
