"""The gateway drops, refuses, resumes, and closes for good; the platform goes on as long as that makes sense."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import pytest
from discord.backoff import ExponentialBackoff

from bot.discord.client import PAUSES, Client, stay_connected
from bot.discord.platform import Discord, Standing
from bot.platforms import CannotRun
from storage.store import Store
from tests.answers import answering
from tests.bot.discord.running import Running, logged_in, real_now
from tests.discord_api import Channel, DiscordApi, Person
from tests.discord_api.connections import HELLO

Json = dict[str, Any]


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library's pauses take no time."""
    monkeypatch.setattr(ExponentialBackoff, "delay", lambda _self: 0.0)


async def no_pause(_seconds: float) -> None:
    """Go on at once."""


@dataclass
class Pauses:
    """Notes how long is paused, and stops the client after so many pauses."""

    stop: Client
    after: int
    taken: list[float] = field(default_factory=list)

    async def __call__(self, seconds: float) -> None:
        """Go on at once."""
        self.taken.append(seconds)
        if len(self.taken) == self.after:
            await self.stop.close()


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
    ("name", "broken"),
    [
        ("INTERACTION_CREATE", {"type": 2}),
        ("MESSAGE_CREATE", {"id": "1", "author": {}, "content": "hi", "channel_id": "7"}),
        ("MESSAGE_CREATE", {"id": "1", "author": {"id": "5"}, "content": "hi"}),
        ("GUILD_DELETE", {"id": "no number"}),
        ("GUILD_DELETE", {}),
        ("GUILD_ROLE_DELETE", {"guild_id": "5"}),
        ("GUILD_CREATE", {}),
    ],
)
async def test_what_can_not_be_read_ends_nothing(
    running: Running, sqlite_store: Store, api: DiscordApi, ada: Person, general: Channel, name: str, broken: Json
) -> None:
    async with running.over(sqlite_store, sleep=no_pause):
        api.gateway.dispatch(name, broken)
        shown = await (await ada.runs("/help", general)).shown()
        assert shown.last.is_ephemeral
        assert len(api.gateway.sessions) == 1


async def test_a_connection_that_says_what_nobody_foresaw_is_made_anew(
    running: Running, sqlite_store: Store, api: DiscordApi, ada: Person, general: Channel
) -> None:
    async with running.over(sqlite_store, sleep=no_pause):
        first = api.gateway.session
        assert first.connection is not None
        first.connection.say(HELLO, {"heartbeat_interval": "soon"})
        await api.until(lambda: len(api.gateway.sessions) == 2 and first.connection is None)
        await (await ada.runs("/help", general)).shown()


async def test_pauses_grow_while_the_gateway_is_not_there(api: DiscordApi) -> None:
    async with logged_in(api) as client:
        api.gateway.refuses_next(times=8)
        pauses = Pauses(stop=client, after=7)
        await stay_connected(client, pauses, lambda: 0.0)
        assert pauses.taken == [*PAUSES, PAUSES[-1]]


async def test_after_a_steady_connection_pauses_are_short_again(api: DiscordApi) -> None:
    async with logged_in(api) as client:
        api.gateway.refuses_next(times=4)
        hours = count(0, 3600)
        pauses = Pauses(stop=client, after=3)
        await stay_connected(client, pauses, lambda: float(next(hours)))
        assert pauses.taken == [PAUSES[0]] * 3


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
