"""A client of discord.py that hands interactions over as they come, logged in.

What a tap says is in its payload; the library's own objects of it would parse the whole message that was tapped, with
every button of it, and be kept by its caches.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from itertools import chain, repeat
from typing import Any

import aiohttp
import discord
import structlog
import yarl
from discord import AllowedMentions, Asset, Intents, LoginFailure, MemberCacheFlags, VoiceClient
from discord.gateway import DiscordWebSocket
from discord.http import Route
from discord.utils import MISSING

from bot.discord.calling import NO_ANSWER, Brake
from bot.discord.happenings import TOLD
from bot.fetching import fetched
from bot.platforms import CannotRun
from config.settings import Settings

Json = dict[str, Any]
Hears = Callable[[Json], None]
HearsOf = Callable[[str, Json], None]
Sleep = Callable[[float], Awaitable[None]]
USUAL_API = "https://discord.com/api/v10"
MOST_PAUSE = 30.0
"""Seconds for which a call may be held back by a limit; a longer one fails, so that it can be made later."""
PAUSES = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
"""Seconds between one try and the next while Discord does not answer; the last one again and again."""
STEADY_SECONDS = 60.0
"""A connection that held so long is no failure like the one before it."""
BROKEN_OFF = 4000
"""A code to close with that lets the library's own tasks end."""
REFUSED_TOKEN = 4004
"""The code with which the gateway closes on a wrong token."""

log = structlog.get_logger()


def nobody(_data: Json) -> None:
    """While the platform does not run, what comes is for nobody."""


def nobody_of(_name: str, _data: Json) -> None:
    """The same of what has a name."""


def _unless_broken(name: str, parse: Hears, data: Json) -> None:
    """What the library can't read is left out; what comes after it is heard."""
    try:
        parse(data)
    except Exception:
        log.exception("the library could not read an event", of=name)


class TokenRefused(Exception):
    """Discord does not accept the token (any more)."""

    def __str__(self) -> str:
        return (
            "Discord does not accept UNDERSIGNED_DISCORD_TOKEN; copy it again from the Developer Portal (your"
            " application, then Bot, then Reset Token)."
        )


class Client(discord.Client):
    """The library's client with its caches off."""

    def __init__(self, token: str) -> None:
        """Nothing is asked yet."""
        self.brake = Brake()
        VoiceClient.warn_nacl = VoiceClient.warn_dave = False  # nobody misses what only voice needs
        super().__init__(
            intents=Intents(guilds=True, dm_messages=True),
            max_messages=None,
            member_cache_flags=MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            allowed_mentions=AllowedMentions.none(),
            max_ratelimit_timeout=MOST_PAUSE,
            http_trace=self.brake.trace(),
        )
        self._connection.parsers = {
            name: partial(_unless_broken, name, parse) for name, parse in self._connection.parsers.items()
        }
        self._token = token
        self._session: aiohttp.ClientSession | None = None
        self.hears()

    def __repr__(self) -> str:
        """Without anything of the library's."""
        return f"{type(self).__name__}[]"

    def hears(self, interaction: Hears = nobody, message: Hears = nobody, happening: HearsOf = nobody_of) -> None:
        """Hand each interaction and each direct message over, raw, and what happens to servers and channels."""
        # The library's own way in is a table of what to do with each kind of event.
        self._connection.parsers["INTERACTION_CREATE"] = interaction
        self._connection.parsers["MESSAGE_CREATE"] = message
        for name in TOLD:
            self._connection.parsers[name] = partial(self._notes, name, happening)

    def _notes(self, name: str, happening: HearsOf, data: Json) -> None:
        """The library takes note first."""
        _unless_broken(name, getattr(self._connection, f"parse_{name.lower()}"), data)
        happening(name, data)

    @property
    def session(self) -> aiohttp.ClientSession:
        """What answers to interactions go over: they need no token, and no limit of other calls holds them up."""
        assert self._session is not None, "it is made at the login"
        return self._session

    async def bring(self, address: str, most: int) -> bytes:
        """A file that somebody sent, from where Discord says that it lies, at most so many bytes. Raises Unfit."""
        return await fetched(self.session, yarl.URL(address, encoded=True), most)

    async def tries_to_log_in(self) -> None:
        """Ask Discord once who we are. Raises TokenRefused, or one of NO_ANSWER."""
        try:
            await self.login(self._token)
        except LoginFailure:
            await self._forget_connections()
            raise TokenRefused from None
        except BaseException:
            await self._forget_connections()
            raise
        self._session = self._session or aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": self.http.user_agent},
            trace_configs=[self.brake.trace()],
        )

    async def _forget_connections(self) -> None:
        """The library makes new ones at each login, and leaves the old ones open."""
        await self.http.close()
        self.http.connector = MISSING

    async def close(self) -> None:
        """Leave no connection open."""
        await super().close()
        if self._session is not None:
            await self._session.close()


def client_of(settings: Settings) -> Client:
    """The client of the settings, and the library pointed at their server; nothing is asked yet."""
    assert settings.discord_token is not None, "the settings refuse a platform without its token"
    point_at(settings.discord_api, settings.discord_gateway)
    return Client(settings.discord_token.get_secret_value())


def point_at(api: str, gateway: str) -> None:
    """Use this server: the library has no setting for it. Pictures come from beside a server of one's own."""
    Route.BASE = api
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
    if api != USUAL_API:
        Asset.BASE = str(yarl.URL(api).origin())


def growing_pauses() -> Iterator[float]:
    """Seconds from each failure to the next try."""
    return chain(PAUSES, repeat(PAUSES[-1]))


async def log_in(client: Client, sleep: Sleep = asyncio.sleep) -> None:
    """Ask who we are until Discord answers. Raises TokenRefused."""
    pauses = growing_pauses()
    while client.application_id is None:
        try:
            await client.tries_to_log_in()
        except NO_ANSWER as error:
            pause = next(pauses)
            log.warning("Discord can't be reached; trying again", kind=type(error).__name__, pause=pause)
            await sleep(pause)


async def stay_connected(
    client: Client, sleep: Sleep = asyncio.sleep, seconds: Callable[[], float] = time.monotonic
) -> None:
    """Hear what comes, connecting again as long as that makes sense; `seconds` is a clock. Raises CannotRun."""
    pauses = growing_pauses()
    while not client.is_closed():
        since = seconds()
        if not await _breaks_off(client):
            continue
        if seconds() - since > STEADY_SECONDS:
            pauses = growing_pauses()
        await sleep(next(pauses))


async def _breaks_off(client: Client) -> bool:
    """Whether the connection ended by something that the library did not foresee. Raises CannotRun."""
    try:
        await client.connect()
    except discord.PrivilegedIntentsRequired:
        raise CannotRun("The gateway asks for a privilege that this bot does not use.") from None
    except discord.ConnectionClosed as closed:
        refused = f"Discord closed the connection for good, with code {closed.code}."
        raise CannotRun(str(TokenRefused()) if closed.code == REFUSED_TOKEN else refused) from None
    except Exception as error:
        await _let_go(client, error)
        return True
    return False


async def _let_go(client: Client, error: Exception) -> None:
    """A gateway that was never there breaks the library too: it looks at a connection that there is not."""
    if client.ws is None:  # before the first connection
        log.warning("Discord's gateway can't be reached; trying again", kind=type(error).__name__)
        return
    log.error("what came over the gateway could not be read; connecting again", exc_info=error)
    await client.ws.close(BROKEN_OFF)
