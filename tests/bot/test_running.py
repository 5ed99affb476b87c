"""Platforms side by side: one that can't run, or is out of reach, holds up no other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest

from bot.platforms import Answer, CannotRun, Opened, Surroundings, Webhook, no_offers
from bot.running import run_together
from config.settings import Settings
from storage.store import Store
from tests.answers import answering
from tests.recording import Recording


class Door(Recording):
    """A platform that runs until it is told to end, or can't."""

    def __init__(self, refusal: str = "") -> None:
        super().__init__()
        self.refusal = refusal
        self.runs = asyncio.Event()

    async def run(self, answer: Answer) -> None:
        """Say no, where it is to."""
        if self.refusal:
            raise CannotRun(self.refusal)
        self.runs.set()
        await super().run(answer)


@asynccontextmanager
async def opening(door: Door, *, after: asyncio.Event | None = None) -> AsyncIterator[Opened]:
    """Opened at once, or only after something happened."""
    if after is not None:
        await after.wait()
    yield Opened(door)


@asynccontextmanager
async def refusing(sentence: str) -> AsyncIterator[Opened]:
    """It does not even open."""
    raise CannotRun(sentence)
    yield Opened(Door())


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def around(sqlite_store: Store, said: list[str]) -> Surroundings:
    return Surroundings(
        Settings(), sqlite_store, lambda: datetime.now(UTC), (), said.append, no_offers, lambda _incoming: False
    )


silent: Answer = answering(lambda _incoming: None)
no_webhook: Callable[[Webhook], None] = lambda _webhook: None  # noqa: E731


async def test_one_that_is_refused_takes_no_other_down(around: Surroundings, said: list[str]) -> None:
    good = Door()
    openings = {"bad": refusing("The token is wrong."), "good": opening(good)}
    running = asyncio.create_task(run_together(openings, {}, silent, around, no_webhook))
    await good.runs.wait()
    good.end()
    await running
    assert said == ["The token is wrong. The others run on."]


class Broken(Door):
    """One with a fault that nobody foresaw."""

    async def run(self, answer: Answer) -> None:
        """Break."""
        raise ZeroDivisionError


async def test_a_fault_that_nobody_foresaw_ends_one_alone(around: Surroundings, said: list[str]) -> None:
    good = Door()
    openings = {"bad": opening(Broken()), "good": opening(good)}
    running = asyncio.create_task(run_together(openings, {}, silent, around, no_webhook))
    await good.runs.wait()
    good.end()
    await running
    assert said == ["Bad failed; the log says how. The others run on."]


async def test_one_that_is_out_of_reach_holds_up_no_other(around: Surroundings) -> None:
    good, late, reached = Door(), Door(), asyncio.Event()
    openings = {"late": opening(late, after=reached), "good": opening(good)}
    running = asyncio.create_task(run_together(openings, {}, silent, around, no_webhook))
    await good.runs.wait()
    assert not late.runs.is_set()
    reached.set()
    await late.runs.wait()
    good.end()
    late.end()
    await running


async def test_where_none_can_run_it_is_said(around: Surroundings) -> None:
    openings = {"one": refusing("No."), "two": opening(Door("Nor this."))}
    with pytest.raises(CannotRun, match=r"No\. Nor this\."):
        await run_together(openings, {}, silent, around, no_webhook)
