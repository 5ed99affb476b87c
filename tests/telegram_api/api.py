"""The server as tests use it: people act, messages are read, trouble is wished for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Self

from tests.telegram_api.callbacks import Tap
from tests.telegram_api.chats import User
from tests.telegram_api.control import add_control
from tests.telegram_api.faults import ANY, Fault
from tests.telegram_api.people import Person
from tests.telegram_api.rooms import Room
from tests.telegram_api.server import Call, Server
from tests.telegram_api.world import Now, World, real_now

TOKEN = "4200000:AAF-a_made_up_token_for_tests_only_42"


class TelegramApi:
    """A strict Bot API server on the loopback, with one bot: `async with TelegramApi() as api:`."""

    def __init__(
        self,
        *,
        token: str = TOKEN,
        username: str = "undersigned_test_bot",
        now: Now = real_now,
        checks: bool = True,
        callback_lifetime: timedelta = timedelta(seconds=60),
        local: Path | None = None,
        port: int = 0,
    ) -> None:
        """`local` is a folder for files, as of a server in --local mode; `checks=False` is for benchmarks."""
        bot = User(int(token.partition(":")[0]), "Undersigned", username=username, is_bot=True)
        self.token = token
        self.world = World(bot, now, callback_lifetime, local)
        self.server = Server(self.world, token, checks=checks)
        self.limits = self.server.limits
        self._port = port

    async def __aenter__(self) -> Self:
        """Listen."""
        await self.server.start(self._port, lambda app: add_control(app, self))
        return self

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Stop, and fail the test if the bot did what nobody means or the server answered wrongly."""
        await self.server.stop()
        if kind is None and self.complaints:
            raise AssertionError("\n".join(self.complaints))

    @property
    def url(self) -> str:
        """Where the server listens, for UNDERSIGNED_TELEGRAM_API."""
        return self.server.url

    @property
    def bot(self) -> str:
        """The username of the bot."""
        return self.world.bot.username or ""

    @property
    def complaints(self) -> list[str]:
        """What only this server minds; clear it where a test does so on purpose."""
        return self.server.complaints

    @property
    def calls(self) -> list[Call]:
        """All requests so far."""
        return self.server.calls

    def calls_of(self, method: str) -> list[Call]:
        """The requests of one method."""
        return [call for call in self.calls if call.method == method]

    @property
    def unanswered(self) -> list[Tap]:
        """Taps that nobody answered."""
        return self.world.taps.unanswered

    def person(self, name: str, language: str | None = "en", username: str | None = None) -> Person:
        """Somebody new, who has never written to the bot."""
        return Person(self.world, User(self.world.new_id(), name, language, username))

    def group(
        self, title: str, admins: Sequence[Person], members: Sequence[Person] = (), *, is_forum: bool = False
    ) -> Room:
        """A group of the kind that grows into a supergroup; a forum is a supergroup already. The bot is not in it."""
        return Room(self.world, "supergroup" if is_forum else "group", title, admins, members, is_forum=is_forum)

    def supergroup(
        self, title: str, admins: Sequence[Person], members: Sequence[Person] = (), *, username: str | None = None
    ) -> Room:
        """A supergroup, public where it has a username. The bot is not in it."""
        return Room(self.world, "supergroup", title, admins, members, username=username)

    def channel(
        self, title: str, admins: Sequence[Person], members: Sequence[Person] = (), *, username: str | None = None
    ) -> Room:
        """A channel, public where it has a username. The bot is not in it."""
        return Room(self.world, "channel", title, admins, members, username=username)

    def fails_next(
        self,
        method: str = ANY,
        *,
        error: int,
        retry_after: int | None = None,
        description: str = "",
        times: int = 1,
        chat: int | None = None,
    ) -> Fault:
        """Answer the next calls with an error: JSON where it is described or 4xx, a page of HTML for 5xx."""
        return self._befall(Fault(method, times, chat, error=error, description=description, retry_after=retry_after))

    def garbles_next(self, method: str = ANY, *, times: int = 1, chat: int | None = None) -> Fault:
        """Answer the next calls with JSON that breaks off, and without effect."""
        return self._befall(Fault(method, times, chat, is_garbage=True))

    def resets_next(self, method: str = ANY, *, times: int = 1, chat: int | None = None) -> Fault:
        """Reset the connection of the next calls before they have an effect."""
        return self._befall(Fault(method, times, chat, resets=True))

    def loses_next_answer(self, method: str = ANY, *, times: int = 1, chat: int | None = None) -> Fault:
        """Let the next calls have their effect, and reset the connection instead of answering."""
        return self._befall(Fault(method, times, chat, loses_answer=True))

    def delays_next(
        self,
        method: str = ANY,
        *,
        seconds: float = 0.0,
        until: asyncio.Event | None = None,
        times: int = 1,
        chat: int | None = None,
    ) -> Fault:
        """Keep the next calls waiting; the fault's `reached` is set when one has come."""
        return self._befall(Fault(method, times, chat, seconds=seconds, until=until))

    def repeats_last_update(self) -> None:
        """Deliver the newest update once more, with the same id."""
        self.world.updates.repeat_last()

    async def settles(self) -> None:
        """Wait until the bot has confirmed every update and no request is under way."""
        await self.until(
            lambda: self.world.updates.is_empty and not self.server.in_progress,
            lambda: f"unconfirmed {self.world.updates.pending}, under way {self._under_way}",
        )

    async def until(self, is_true: Callable[[], bool], tells: Callable[[], str] = lambda: "") -> None:
        """Wait until something about the server is true; looked at after everything that happens."""
        await self.world.bell.until(is_true, lambda: f"{tells()}; last calls: {self._last_calls}")

    def _befall(self, fault: Fault) -> Fault:
        return self.server.faults.add(fault)

    @property
    def _under_way(self) -> list[str]:
        return [call.method for call in self.calls if call.status is None and call.method != "getUpdates"]

    @property
    def _last_calls(self) -> list[str]:
        return [f"{call.method} {call.status} {call.description}".strip() for call in self.calls[-8:]]
