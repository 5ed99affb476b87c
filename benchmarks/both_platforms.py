"""The strict servers of Telegram and Discord as processes of their own, and a bot that is started on them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.processes import cpu_seconds, resident_mebibytes, running, settings
from tests.discord_api import RemoteApi, RemotePerson
from tests.telegram_api import TOKEN as TELEGRAM_TOKEN
from tests.telegram_api import RemoteApi as TelegramRemote

LOOKED_AT_SECONDS = 0.02
QUIET_SECONDS = 0.5
PATIENCE_SECONDS = 60.0


@dataclass(frozen=True)
class Servers:
    """Both servers; Discord's has one server with a channel, and a crowd in it whom nobody moves."""

    discord: RemoteApi
    telegram: TelegramRemote
    owner: RemotePerson
    channel: int

    def environment(self, folder: Path) -> dict[str, str]:
        """The settings of a bot that is on both."""
        return {
            **settings(self.telegram.url, folder),
            "UNDERSIGNED_TELEGRAM_TOKEN": TELEGRAM_TOKEN,
            "UNDERSIGNED_DISCORD_TOKEN": self.discord.token,
            "UNDERSIGNED_DISCORD_API": self.discord.url,
            "UNDERSIGNED_DISCORD_GATEWAY": self.discord.gateway_url,
        }

    async def are_asked(self) -> None:
        """Wait until a bot listens to the gateway and waits for updates."""
        await self.discord.connected()
        while not (await self.telegram.stats())["is_held"]:  # noqa: ASYNC110 – the server is another process
            await asyncio.sleep(LOOKED_AT_SECONDS)

    async def are_quiet(self) -> None:
        """Wait until the commands are told and nobody has called for a while."""
        calls = -1
        while calls != (calls := await self.calls()) or not await self._knows_commands():  # noqa: ASYNC110 – as above
            await asyncio.sleep(QUIET_SECONDS)

    async def _knows_commands(self) -> bool:
        return bool((await self.discord.stats())["commands"])

    async def calls(self) -> int:
        """How many calls both took so far."""
        return sum([(await each.stats())["calls"] for each in (self.discord, self.telegram)])

    async def check(self) -> None:
        """Neither server may have anything to complain of."""
        for stats in (await self.discord.stats(), await self.telegram.stats()):
            if wrong := [*stats["complaints"], *stats.get("failed", []), *stats.get("unknown_calls", [])]:
                raise SystemExit(f"the server minds: {wrong[:3]}")


@asynccontextmanager
async def servers(crowd: int, *, checks: bool = True) -> AsyncIterator[Servers]:
    """Start both; the crowd is in the one server of Discord. Without `checks` each call is answered much sooner."""
    switches = () if checks else ("--no-checks",)
    async with await RemoteApi.started(*switches) as discord, await TelegramRemote.started(*switches) as telegram:
        owner = await discord.person("Olga")
        hall = await discord.channel(await discord.guild("Park friends", owner, crowd=crowd), "hall")
        yield Servers(discord, telegram, owner, hall)


@dataclass(frozen=True)
class Start:
    """How long a start took by the clock and in CPU time, and what it holds once everything is told."""

    milliseconds: float
    cpu_milliseconds: float
    mebibytes: float


async def start(command: Sequence[str], on: Servers, folder: Path) -> Start:
    """Start, wait until both platforms are heard, and end it again."""
    began = time.perf_counter()
    async with running(command, on.environment(folder), folder) as process:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await on.are_asked()
            took = (time.perf_counter() - began) * 1000
            spent = cpu_seconds(process.pid) * 1000
            await on.are_quiet()
        return Start(took, spent, resident_mebibytes(process.pid))
