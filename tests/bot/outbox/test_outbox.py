"""The outbox of a process: it begins, finds platforms that come later, goes on whatever fails, and leaves cleanly."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
import sqlalchemy as sa
from structlog.testing import capture_logs

from bot.outbox import making, outbox
from bot.outbox.outbox import Outbox
from bot.platforms import Platform
from storage import making as pages
from storage.claiming import LEASE
from storage.deliveries import Deliveries
from storage.tables.news import delivery
from tests.bot.outbox.town import A_SECOND, Town, told
from tests.storage.planting import rows
from tests.telegram_api import TelegramApi

PATIENCE_SECONDS = 20


@pytest.fixture(autouse=True)
def _looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for time to pass until it is looked again."""
    monkeypatch.setattr(outbox, "EVERY_SECONDS", 0.01)
    monkeypatch.setattr(outbox, "AGAIN_SECONDS", 0.01)


@asynccontextmanager
async def running(town: Town, platforms: dict[str, Platform] | None = None) -> AsyncIterator[Outbox]:
    """An outbox for as long as that."""
    there = {"telegram": town.platform} if platforms is None else platforms
    box = Outbox(town.store, there, {"telegram": 10_000.0}, town.clock)
    keeping = asyncio.create_task(box.keep())
    try:
        yield box
    finally:
        keeping.cancel()
        await asyncio.wait((keeping,))


async def until(is_so: Callable[[], bool]) -> None:
    """It comes about while others work."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not is_so():  # noqa: ASYNC110 – no bell rings where somebody is told
            await asyncio.sleep(0.01)


async def is_written_down(town: Town) -> None:
    """All that was made was sent, and what became of it is known."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while {state for state, _problem in await town.states()} != {"sent"}:  # noqa: ASYNC110 – no bell rings
            await asyncio.sleep(0.01)


async def test_what_is_raised_is_told_by_itself(town: Town) -> None:
    people = await town.people(5)
    async with running(town):
        title = await town.hears("response")
        await until(lambda: all(told(person) for person in people))
    assert [told(person) for person in people] == [[title]] * 5
    assert await town.states() == [("sent", "")] * 5


async def test_what_the_last_process_was_sending_is_looked_at_as_soon_as_no_other_can_be_sending_it(town: Town) -> None:
    person = await town.person()
    title = await town.hears("response")
    await town.makes()
    await town.store.turn(town.bringer()._claim)
    if await town.store.read(lambda nouns: nouns.connection.name) != "sqlite":
        town.clock.time += LEASE
    async with running(town):
        await until(lambda: bool(told(person)))
    assert told(person) == [title]


async def test_between_the_pages_of_an_alert_nobody_rests(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "EVERY_SECONDS", 3600.0)
    monkeypatch.setattr(pages, "PAGE_ROWS", 2)
    await town.people(9)
    await town.hears("response")
    async with running(town), asyncio.timeout(PATIENCE_SECONDS):
        while len(await town.states()) < 9:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def test_a_platform_that_comes_later_tells_what_waited(town: Town) -> None:
    person = await town.person()
    await town.hears("response")
    platforms: dict[str, Platform] = {}
    async with running(town, platforms):
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not await town.states():  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        assert told(person) == []
        platforms["telegram"] = town.platform
        await until(lambda: bool(told(person)))


async def test_who_leaves_waits_for_what_is_in_flight_and_sends_no_more(town: Town, api: TelegramApi) -> None:
    await town.people(60)
    await town.hears("response")
    platforms = {"telegram": town.platform}
    may_go = asyncio.Event()
    api.delays_next("sendMessage", until=may_go, times=5)
    async with running(town, platforms) as box:
        await until(lambda: len(town.sent_at) >= 1)
        del platforms["telegram"]
        leaving = asyncio.create_task(box.leave("telegram"))
        may_go.set()
        await leaving
        sent = len(town.sent_at)
        states = [state for state, _problem in await town.states()]
        assert states.count("sent") == sent
        assert "sending" not in states
        for _ in range(5):
            await asyncio.sleep(0.01)
        assert len(town.sent_at) == sent


async def test_an_alert_that_nobody_can_make_holds_up_no_other_and_is_logged_once_with_its_place(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "MOST_AT_ONCE", 1)
    person = await town.person()
    await town.store.turn(lambda nouns: nouns.alerts.raise_once("new_petition", "organisation:1", "x", town.clock()))
    title = await town.hears("response")
    with capture_logs() as logs:
        async with running(town):
            await is_written_down(town)
            town.clock.passes(minutes=2)
            other = await town.hears("response")
            await until(lambda: len(told(person)) == 2)
    assert told(person) == [title, other]
    (said,) = [each for each in logs if each["log_level"] == "error"]
    assert isinstance(said["exc_info"], ValueError)


async def test_a_fault_while_bringing_is_logged_with_its_place_and_tried_again(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = await town.person()
    await town.hears("response")
    claim = Deliveries.claim
    faults = [RuntimeError("ours")]

    def fails_once(*given: object, **more: object) -> object:
        if faults:
            raise faults.pop()
        return claim(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Deliveries, "claim", fails_once)
    with capture_logs() as logs:
        async with running(town):
            await until(lambda: bool(told(person)))
    (said,) = [each for each in logs if each["log_level"] == "error"]
    assert isinstance(said["exc_info"], RuntimeError)


async def test_a_clock_that_is_set_back_by_a_day_stops_no_news(town: Town) -> None:
    person = await town.person()
    first = await town.hears("response")
    await town.tells()
    waits = await town.hears("response")
    await town.makes()
    town.clock.time -= timedelta(days=1)
    title = await town.hears("response")
    async with running(town):
        async with asyncio.timeout(PATIENCE_SECONDS):
            while len(told(person)) < 3:
                town.clock.time += A_SECOND / 10
                await asyncio.sleep(0.01)
    assert sorted(told(person)) == sorted([first, waits, title])
    assert {row.due_at for row in await rows(town.store, sa.select(delivery.c.due_at))} == {None}
