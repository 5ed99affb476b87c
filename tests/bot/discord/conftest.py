"""A strict server, somebody in a server of it, and our platform connected to it over real sockets."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.bot.discord.running import Running
from tests.discord_api import Channel, Community, DiscordApi, Person, redirected


@pytest.fixture
async def api() -> AsyncIterator[DiscordApi]:
    """A server."""
    async with DiscordApi() as api:
        yield api


@pytest.fixture
def running(api: DiscordApi) -> Running:
    """What runs the platform over a store."""
    return Running(api)


@pytest.fixture
def ada(api: DiscordApi) -> Person:
    """Somebody."""
    return api.person("Ada")


@pytest.fixture
def leeds(api: DiscordApi, ada: Person) -> Community:
    """A server that Ada owns, with the bot in it."""
    return api.guild("Uni Leeds", ada)


@pytest.fixture
def general(leeds: Community) -> Channel:
    """A channel where others look on."""
    return leeds.channel("general")


@pytest.fixture(autouse=True)
def _restored(api: DiscordApi) -> Iterator[None]:
    """The library's addresses are put back."""
    with redirected(api):
        yield
