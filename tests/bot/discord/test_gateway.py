"""The gateway drops, refuses, resumes, and closes for good; the platform goes on as long as that makes sense."""

from __future__ import annotations

import asyncio
import logging

import pytest
from discord.backoff import ExponentialBackoff

from bot.discord.platform import Discord, Standing
from bot.platforms import CannotRun
from storage.store import Store
from tests.answers import answering
from tests.bot.discord.running import Running, logged_in, real_now
from tests.discord_api import Channel, DiscordApi, Person


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library's pauses take no time."""
    monkeypatch.setattr(ExponentialBackoff, "delay", lambda _self: 0.0)


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, "discord")


async def test_a_gateway_that_refuses_at_first_is_asked_again(
    running: Running, sqlite_store: Store, api: DiscordApi, ada: Person, general: Channel
) -> None:
    api.gateway.refuses_next(times=2)
    async with running.over(sqlite_store):
        shown = await (await ada.runs("/help", general)).shown()
        assert shown.last.is_ephemeral


async def test_what_came_while_the_connection_was_gone_is_answered(
    running: Running, sqlite_store: Store, api: DiscordApi, ada: Person, general: Channel
) -> None:
    async with running.over(sqlite_store):
        api.gateway.drops()
        shown = await (await ada.runs("/help", general)).shown()
        assert shown.last.is_ephemeral


async def test_a_session_that_is_forgotten_begins_anew(
    running: Running, sqlite_store: Store, api: DiscordApi, ada: Person, general: Channel
) -> None:
    async with running.over(sqlite_store):
        api.gateway.invalidates()
        await api.until(lambda: not api.gateway.is_connected)
        await api.connected()
        await (await ada.runs("/help", general)).shown()


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (4004, "Discord does not accept UNDERSIGNED_DISCORD_TOKEN"),
        (4014, "The gateway asks for a privilege that this bot does not use."),
        (4013, "Discord closed the connection for good, with code 4013."),
    ],
)
async def test_what_is_closed_for_good_is_said_in_one_sentence(
    sqlite_store: Store, api: DiscordApi, code: int, said: str
) -> None:
    async with logged_in(api) as client:
        running = asyncio.create_task(
            Discord(client, Standing(sqlite_store, real_now)).run(answering(lambda _in: None))
        )
        await api.connected()
        api.gateway.drops(code)
        with pytest.raises(CannotRun) as refused:
            await asyncio.wait_for(running, 10)
        assert said in str(refused.value)
