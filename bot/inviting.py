"""Codes that let organizers in, made by the command line or at the first start, and how they are used."""

from __future__ import annotations

import asyncio
import importlib
import importlib.util
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime

import click

from bot.application import platforms_here
from bot.platforms import CannotRun, Opened, Platform
from config.settings import Settings
from handlers.organizing.done import Done
from handlers.screens import Action, to
from storage.coining import written
from storage.invites import HOLDS_FOR
from storage.members import Role
from storage.nouns import Nouns
from storage.store import Store

PATIENCE_SECONDS = 5
"""How long a platform is asked for its link; the code is good without it."""
ANOTHER = "`undersigned invite ORGANISATION --role owner` prints a code for one."


def code_for(nouns: Nouns, organisation_id: int | None, role: Role, at: datetime) -> str:
    """A new code, and that the command line made it."""
    if organisation_id is not None:
        nouns.audit.write(organisation_id, Done.INVITED, at, role=role.value)
    return nouns.invites.make(organisation_id, role, at)[1]


def how_long() -> str:
    """For how long a code holds, in words."""
    return f"within {HOLDS_FOR.days} days"


async def ways_in(settings: Settings, code: str) -> list[str]:
    """What leads to the invitation on each configured platform that can say so soon: a link, or words to type."""
    names = [name for name in settings.platforms if name in platforms_here()]
    ways = [(name, await _way_in(name, settings, to("invite", code))) for name in names]
    return [f"{name.capitalize()}: {way}" for name, way in ways if way]


async def _way_in(name: str, settings: Settings, action: Action) -> str:
    module = f"bot.{name}.inviting"
    if importlib.util.find_spec(module) is None:
        return ""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            way: str = await importlib.import_module(module).way_in(settings, action)
            return way
    except (CannotRun, TimeoutError):
        return ""


async def whose_token(name: str, settings: Settings) -> str:
    """Where the bot of a platform's token is, as that says at once. Raises CannotRun."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            address: str = await importlib.import_module(f"bot.{name}.inviting").who(settings)
            return address
    except TimeoutError:
        raise CannotRun(f"{name.capitalize()} does not answer.") from None


class OwnerCode:
    """Where nobody is an owner, a code for the first one: told once, as soon as a platform is there to take it.

    It goes to standard output, since the log goes to standard error.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime], say: Callable[[str], None] = click.echo) -> None:
        """`say` tells the operator."""
        self._store = store
        self._clock = clock
        self._say = say
        self._lock = asyncio.Lock()
        self._is_told = False

    @asynccontextmanager
    async def told_with(self, opening: AbstractAsyncContextManager[Opened]) -> AsyncIterator[Opened]:
        """The platform as it opens, and the code once it has."""
        async with opening as opened:
            await self._tell(opened.platform)
            yield opened

    async def _tell(self, platform: Platform) -> None:
        async with self._lock:
            if self._is_told:
                return
            self._is_told = True
            sentence = await self._store.turn(lambda nouns: self._sentence(nouns, platform))
        if sentence:
            self._say(sentence)

    def _sentence(self, nouns: Nouns, platform: Platform) -> str:
        at = self._clock()
        if nouns.members.is_anybody_owner():
            return ""
        own = nouns.organisations.own()
        if len(own) > 1:
            return f"No organisation has an owner. {ANOTHER}"
        if nouns.invites.waits_for_an_owner(at):
            return f"Nobody is an owner yet; a code for one is out and still good. If it is lost: {ANOTHER}"
        return _offered(code_for(nouns, own[0] if own else None, Role.OWNER, at), platform, is_founding=not own)


def _offered(code: str, platform: Platform, *, is_founding: bool) -> str:
    becomes = "founds an organisation and is its owner" if is_founding else "is the owner of your organisation"
    return (
        f"Nobody is an owner yet. Whoever sends {written(code)} to the bot in private {how_long()}, once, {becomes}.\n"
        f"{platform.name.capitalize()}: {platform.invite(to('invite', code))}"
    )
