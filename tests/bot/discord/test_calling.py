"""Faults of a call, what they mean for a delivery, and the brake."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
import structlog

from bot.discord.calling import MOST_REFUSED, Brake, CallFailed, Fault, call
from bot.discord.platform import Discord
from bot.discord.sending import Sender
from bot.platforms import Gone, Receipt, Refused, Scope, TryLater, Unknown
from config.logging import set_up_logging
from handlers.screens import Screen
from storage.store import Store
from tests.bot.discord.running import Running, logged_in
from tests.discord_api import Channel, Community, DiscordApi, Person

POSTS = "POST /channels/*/messages"
ALERT = Screen("Partly won")


async def delivered(discord: Discord, channel: Channel) -> Receipt:
    """What is said of an alert to a channel."""
    return await discord.deliver(f"channel/{channel.id}", ALERT)


@pytest.mark.parametrize(
    ("status", "code", "receipt"),
    [
        (404, 10003, Gone()),
        (403, 50013, Gone()),
        (403, 50001, Gone()),
        (404, 10008, Gone()),
        (400, 50083, TryLater(timedelta(hours=1))),
        (400, 50035, Refused("400, code 50035")),
        (400, 40003, TryLater(timedelta(seconds=30), Scope.BOT)),
        (400, 30046, TryLater(timedelta(minutes=10), Scope.MESSAGE)),
    ],
)
async def test_a_receipt_says_what_became_of_it(
    running: Running, sqlite_store: Store, general: Channel, status: int, code: int, receipt: Receipt
) -> None:
    async with running.over(sqlite_store) as discord:
        running.api.fails_next(POSTS, error=status, code=code, message="No")
        assert await delivered(discord, general) == receipt


async def test_a_long_limit_is_told_rather_than_waited_for(
    running: Running, sqlite_store: Store, general: Channel
) -> None:
    async with running.over(sqlite_store) as discord:
        running.api.fails_next(POSTS, error=429, retry_after=90)
        assert await delivered(discord, general) == TryLater(timedelta(seconds=90), Scope.CHAT)


async def test_a_limit_says_whether_it_is_of_the_whole_bot(
    running: Running, sqlite_store: Store, general: Channel
) -> None:
    async with running.over(sqlite_store) as discord:
        running.api.fails_next(POSTS, error=429, retry_after=90, is_global=True)
        assert await delivered(discord, general) == TryLater(timedelta(seconds=90), Scope.BOT)


async def test_the_gate_before_discord_refuses_the_whole_bot(
    running: Running, sqlite_store: Store, general: Channel
) -> None:
    async with running.over(sqlite_store) as discord:
        running.api.fails_next(POSTS, error=429)
        assert await delivered(discord, general) == TryLater(timedelta(seconds=30), Scope.BOT)


async def test_what_was_cut_off_may_have_arrived(running: Running, sqlite_store: Store, general: Channel) -> None:
    async with running.over(sqlite_store) as discord:
        running.api.loses_next_answer(POSTS)
        assert await delivered(discord, general) == Unknown()


async def test_an_answer_that_breaks_off_may_be_one(running: Running, sqlite_store: Store, general: Channel) -> None:
    async with running.over(sqlite_store) as discord:
        running.api.garbles_next(POSTS)
        assert await delivered(discord, general) == Unknown()


async def test_the_brake_stops_all_calls_until_enough_time_went_by() -> None:
    time = [0.0]
    brake = Brake(lambda: time[0])
    for status in [200, 404, *[403] * (MOST_REFUSED - 1)]:
        brake.counts(status)
    assert brake.pause is None
    brake.counts(429)
    with pytest.raises(CallFailed) as failed:
        await call(_never, brake)
    assert failed.value.receipt == TryLater(timedelta(minutes=10), Scope.BOT)
    time[0] = 601.0
    assert brake.pause is None


async def _never() -> None:
    raise AssertionError("nothing is asked")


async def test_refusals_of_both_kinds_of_calls_are_counted(
    running: Running, sqlite_store: Store, api: DiscordApi, ada: Person, general: Channel
) -> None:
    async with running.over(sqlite_store) as discord:
        api.fails_next(POSTS, error=403, code=50013, message="No")
        api.fails_next("POST /interactions/*", error=403, code=50013, message="No")
        await delivered(discord, general)
        await ada.runs("/help", general)
        await api.until(lambda: any(call.status == 403 and "interactions" in call.path for call in api.calls))
        await discord.rests(10)
        assert len(discord._client.brake._refused) == 2


async def test_a_limit_that_the_library_complains_of_names_nobody(
    running: Running, sqlite_store: Store, ada: Person, leeds: Community, capsys: pytest.CaptureFixture[str]
) -> None:
    role = leeds.role("Helper")
    leeds.gives(None, leeds.role("Keeper", manage_roles=True))
    running.api.fails_next("PUT /guilds/*/members/*", error=429, retry_after=0.01)
    async with logged_in(running.api) as client:
        with logging_as_in_earnest():
            await Sender(client).hands_role(leeds.id, str(ada.id), str(role.id), is_given=True)
    said = capsys.readouterr().err
    assert "We are being rate limited" in said
    assert str(ada.id) not in said


@contextmanager
def logging_as_in_earnest() -> Iterator[None]:
    """As the program sets it up, and as before at the end."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    set_up_logging("info", "json")
    try:
        yield
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
        structlog.reset_defaults()


def test_a_fault_tells_nothing_of_what_was_sent() -> None:
    assert str(CallFailed(Fault.REFUSED, "400, code 50035")) == "refused: 400, code 50035"
