"""`undersigned migrate`: the store at this version's revision."""

from __future__ import annotations

import asyncio

import click

from bot.application import Refused, opened, settings_or_refuse, store_place
from config.settings import Settings
from storage.looking import looking_at
from storage.migrations import REVISION
from storage.opening import CannotOpen


@click.command()
def command() -> None:
    """Bring the store to this version, and say from where to where; `run` and `chat` do so by themselves."""
    asyncio.run(_migrate(settings_or_refuse()))


async def _migrate(settings: Settings) -> None:
    before = await _revision(settings)
    async with opened(settings):
        pass
    click.echo(_told(before))


async def _revision(settings: Settings) -> str | None:
    try:
        async with looking_at(store_place(settings)) as look:
            return None if look is None else await look.revision()
    except CannotOpen as trouble:
        raise Refused(str(trouble)) from trouble


def _told(before: str | None) -> str:
    if before is None:
        return f"Made a new store at revision {REVISION}."
    if before == REVISION:
        return f"The store is at revision {REVISION} already; nothing was changed."
    return f"Brought the store from revision {before} to {REVISION}."
