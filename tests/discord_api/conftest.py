"""A server, somebody in a server of it, and a bot of discord.py that answers as tests tell it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import aiohttp
import discord
import pytest

from tests.discord_api import Channel, Community, DiscordApi, Interaction, Person, redirected
from tests.discord_api.refusals import Json
from tests.loopback.waiting import Bell

Answer = Callable[["discord.Interaction[Bot]"], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Told:
    """What the server answered."""

    status: int
    body: Any
    headers: Any

    @property
    def code(self) -> int:
        """The code of a refusal."""
        return int(self.body["code"])

    @property
    def words(self) -> str:
        """All of a refusal, to look for words in."""
        return json.dumps(self.body)


class Ask:
    """Asks the server without a library between, to read its exact words."""

    def __init__(self, api: DiscordApi, session: aiohttp.ClientSession) -> None:
        """With the bot's token."""
        self._api = api
        self._session = session

    async def __call__(self, method: str, path: str, body: Any = None, **query: str) -> Told:
        """Ask; what the server minds is expected then."""
        headers = {"Authorization": f"Bot {self._api.token}"}
        url = f"{self._api.url}{path}"
        async with self._session.request(method, url, json=body, params=query, headers=headers) as answer:
            told = await answer.json() if answer.status != 204 else None
            self._api.complaints.clear()
            return Told(answer.status, told, answer.headers)

    async def sends(self, channel: Channel, **body: Any) -> Told:
        """Send a message."""
        return await self("POST", f"/channels/{channel.id}/messages", body)

    async def shows(self, channel: Channel, *components: Json) -> Told:
        """Send a message of components."""
        return await self.sends(channel, flags=1 << 15, components=list(components))

    async def answers(self, interaction: Interaction, kind: int, **data: Any) -> Told:
        """Give the first answer to an interaction."""
        path = f"/interactions/{interaction.id}/{interaction.token}/callback"
        return await self("POST", path, {"type": kind, "data": data} if data else {"type": kind})

    async def follows_up(self, interaction: Interaction, method: str = "POST", at: str = "", **body: Any) -> Told:
        """Follow up, or change what an interaction showed."""
        return await self(method, f"/webhooks/{self._api.bot.id}/{interaction.token}{at}", body or None)

    async def puts(self, *commands: Json) -> Told:
        """Put these in the place of all commands."""
        return await self("PUT", f"/applications/{self._api.bot.id}/commands", list(commands))


class Bot(discord.Client):
    """A client that answers each interaction with `answer`."""

    def __init__(self, bell: Bell | None = None) -> None:
        """It needs no privileged intents; it rings the bell after what it did."""
        super().__init__(
            intents=discord.Intents(guilds=True),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            allowed_mentions=discord.AllowedMentions.none(),
        )
        self._bell = bell or Bell()
        self.answer: Answer = never
        self.faults: list[BaseException] = []
        self.done = 0
        self.heard: list[str] = []

    async def on_interaction(self, interaction: discord.Interaction[Bot]) -> None:
        """Answer, and keep what was refused."""
        try:
            await self.answer(interaction)
        except discord.HTTPException as fault:
            self.faults.append(fault)
        self.done += 1
        self._bell.ring()

    async def on_socket_event_type(self, name: str) -> None:
        """Remember what was told."""
        self.heard.append(name)
        self._bell.ring()

    async def answered(self, times: int = 1) -> None:
        """Wait until it is done with so many interactions."""
        await self._bell.until(lambda: self.done >= times, lambda: f"only {self.done} were answered")

    async def puts(self, *commands: dict[str, Any]) -> None:
        """Put these in the place of all commands."""
        assert self.application_id is not None
        payload: Any = list(commands)
        await self.http.bulk_upsert_global_commands(self.application_id, payload=payload)


async def never(interaction: discord.Interaction[Bot]) -> None:
    """Say nothing."""


@pytest.fixture
async def api() -> AsyncIterator[DiscordApi]:
    """A server."""
    async with DiscordApi() as api:
        yield api


@pytest.fixture
async def bot(api: DiscordApi) -> AsyncIterator[Bot]:
    """A bot of discord.py that is connected."""
    with redirected(api):
        async with Bot(api.world.bell) as bot:
            running = asyncio.create_task(bot.start(api.token))
            await api.connected()
            yield bot
            await bot.close()
            await running


@pytest.fixture
def ada(api: DiscordApi) -> Person:
    """Somebody."""
    return api.person("Ada")


@pytest.fixture
def bo(api: DiscordApi) -> Person:
    """Somebody else."""
    return api.person("Bo", locale="de")


@pytest.fixture
def leeds(api: DiscordApi, ada: Person, bo: Person) -> Community:
    """A server that Ada owns, with Bo and the bot in it."""
    return api.guild("Uni Leeds", ada, [bo])


@pytest.fixture
def general(leeds: Community) -> Channel:
    """A channel of it."""
    return leeds.channel("general")


@pytest.fixture
async def ask(api: DiscordApi) -> AsyncIterator[Ask]:
    """Somebody who asks the server without a library between."""
    async with aiohttp.ClientSession() as session:
        yield Ask(api, session)


@pytest.fixture
async def asked(ask: Ask, ada: Person, general: Channel) -> Interaction:
    """A command that waits for an answer."""
    await ask.puts({"name": "petition", "description": "Read a petition"})
    return await ada.runs("/petition", in_=general)
