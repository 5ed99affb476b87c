"""The server as tests use it: people act, messages are read, trouble is wished for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, Self

from tests.discord_api.channels import DM, GROUP_DM, Channel
from tests.discord_api.command_rules import LOCALES
from tests.discord_api.communities import Community
from tests.discord_api.control import add_control
from tests.discord_api.faults import ANY, Fault
from tests.discord_api.gateway import Gateway
from tests.discord_api.guilds import Guild
from tests.discord_api.interactions import Interaction
from tests.discord_api.limits import Limits
from tests.discord_api.people import Person
from tests.discord_api.server import BASE, Call, Server
from tests.discord_api.users import User
from tests.discord_api.world import Now, StandingClock, World

INVALID_WINDOW = timedelta(minutes=10)
BOT_ID = 1_100_000_000_000_000_042
TOKEN = "MTEwMDAwMDAwMDAwMDAwMDA0Mg.made-up.token_for_tests_only"


class DiscordApi:
    """A strict Discord on the loopback, with one bot: `async with DiscordApi() as api:`."""

    def __init__(
        self,
        *,
        token: str = TOKEN,
        name: str = "Undersigned",
        now: Now | None = None,
        checks: bool = True,
        port: int = 0,
    ) -> None:
        """Without `now`, time stands still but for `passes`; `checks=False` is for benchmarks."""
        self.token = token
        self.gateway = Gateway(token)
        self.world = World(User(BOT_ID, name, is_bot=True), now or StandingClock(), self.gateway)
        self.gateway.world = self.world
        self.server = Server(self.world, token, checks=checks)
        self._port = port

    async def __aenter__(self) -> Self:
        """Listen."""
        await self.server.start(self._port, lambda app: add_control(app, self))
        return self

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Stop, and fail the test if the bot did what nobody means or the server answered wrongly."""
        await self.server.stop()
        unknown = [f"there is no {call.method} {call.path} here" for call in self.unknown_calls]
        if kind is None and (self.complaints or unknown):
            raise AssertionError("\n".join([*self.complaints, *unknown]))

    @property
    def url(self) -> str:
        """What `discord.http.Route.BASE` must be."""
        return f"{self.server.root}{BASE}"

    @property
    def gateway_url(self) -> str:
        """What `discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY` must be."""
        return self.gateway.url

    @property
    def bot(self) -> User:
        """The account of the bot; its id is that of the application too."""
        return self.world.bot

    @property
    def complaints(self) -> list[str]:
        """What only this server minds; clear it where a test does so on purpose."""
        return self.world.complaints

    @property
    def calls(self) -> list[Call]:
        """All requests so far."""
        return self.server.calls

    def calls_of(self, operation: str) -> list[Call]:
        """The requests of one operation: `POST /channels/{channel_id}/messages`."""
        return [call for call in self.calls if call.operation == operation]

    @property
    def invalid_calls(self) -> int:
        """How many calls of the last ten minutes count towards Discord's ban at 10,000: 401, 403 and 429."""
        since = self.world.now() - INVALID_WINDOW
        return sum(call.status in (401, 403, 429) and call.at > since for call in self.calls)

    @property
    def unknown_calls(self) -> list[Call]:
        """Requests to addresses that this server does not answer; they fail the test at the end of the block."""
        return self.server.unknown_calls

    @property
    def interactions(self) -> list[Interaction]:
        """All that people did so far."""
        return self.world.interactions

    @property
    def failed(self) -> list[Interaction]:
        """What people read "This interaction failed" about."""
        return [each for each in self.interactions if each.has_failed]

    @property
    def limits(self) -> Limits:
        """How many requests are let through; without a word of the test, as many as anybody wants."""
        return self.server.limits

    def person(self, name: str, locale: str = "en-US") -> Person:
        """Somebody new, in no server."""
        assert locale in LOCALES, f"Discord has no language {locale!r}"
        user = User(self.world.new_id(), name, locale)
        dm = Channel(self.world.new_id(), DM, recipient=user)
        self.world.users[user.id], self.world.channels[dm.id] = user, dm
        self.world.dms[user.id] = dm
        return Person(self.world, user, dm)

    def guild(
        self,
        name: str,
        owner: Person,
        members: Sequence[Person] = (),
        *,
        has_bot: bool = True,
        crowd: int = 0,
        **of_bot: bool,
    ) -> Community:
        """A server, with a crowd of further members whom nobody moves.

        `of_bot` are the permissions of the bot's own role beyond what everybody may, or `has_commands`.
        """
        guild = Guild(self.world.new_id(), name, owner.user, self.world.now(), crowd=crowd)
        made = Community(self.world, guild, members)
        if has_bot:
            made.adds_bot(**of_bot)
        return made

    def group_dm(self, person: Person, *others: Person) -> Channel:
        """Direct messages among people, without the bot."""
        made = Channel(self.world.new_id(), GROUP_DM, recipient=None, others=[each.user for each in (person, *others)])
        self.world.channels[made.id] = made
        return made

    def passes(self, **much: float) -> None:
        """Let time go by: `seconds=3`, `minutes=15`, `days=365`."""
        self.world.passes(timedelta(**much))

    def fails_next(self, call: str = ANY, *, error: int, times: int = 1, **more: Any) -> Fault:
        """Answer the next calls like `POST /channels/*/messages` with an error: JSON where `code` and `message` say so.

        A 429 with `retry_after` (and `is_global=True`) is Discord's, one without is of the gate before it.
        """
        return self.befalls(call, times=times, error=error, **more)

    def garbles_next(self, call: str = ANY, *, times: int = 1) -> Fault:
        """Answer the next calls with JSON that breaks off, and without effect."""
        return self.befalls(call, times=times, is_garbage=True)

    def resets_next(self, call: str = ANY, *, times: int = 1) -> Fault:
        """Reset the connection of the next calls before they have an effect."""
        return self.befalls(call, times=times, resets=True)

    def loses_next_answer(self, call: str = ANY, *, times: int = 1) -> Fault:
        """Let the next calls have their effect, and reset the connection instead of answering."""
        return self.befalls(call, times=times, loses_answer=True)

    def delays_next(self, call: str = ANY, *, until: asyncio.Event, times: int = 1) -> Fault:
        """Keep the next calls waiting; the fault's `reached` is set when one has come."""
        return self.befalls(call, times=times, until=until)

    def befalls(self, call: str = ANY, **fault: Any) -> Fault:
        """Wish for any trouble: the fields of a Fault."""
        return self.server.faults.add(Fault(call, **fault))

    async def connected(self) -> None:
        """Wait until a bot listens to the gateway."""
        await self.until(lambda: self.gateway.is_connected, lambda: "nobody identified")

    async def settles(self) -> None:
        """Wait until people see what came of everything they did, and no request is under way."""
        await self.until(self._is_settled, lambda: f"unanswered {[str(each) for each in self.unanswered]}")

    @property
    def unanswered(self) -> list[Interaction]:
        """What people still wait for: nothing came yet, or only a promise."""
        return [each for each in self.interactions if not (each.has_failed or each.is_shown or each.is_over)]

    async def until(self, is_true: Callable[[], bool], tells: Callable[[], str] = lambda: "") -> None:
        """Wait until something about the server is true; looked at after everything that happens."""
        await self.world.bell.until(is_true, lambda: f"{tells()}; last calls: {self._last_calls}")

    def _is_settled(self) -> bool:
        return not self.unanswered and not self.server.in_progress

    @property
    def _last_calls(self) -> list[str]:
        return [f"{call.method} {call.path} {call.status} {call.code or ''}".strip() for call in self.calls[-8:]]
