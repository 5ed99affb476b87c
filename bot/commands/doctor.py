"""`undersigned doctor`: what is configured, what is reachable, and what is missing or wrong."""

from __future__ import annotations

import asyncio
import importlib.util
import sys
from collections.abc import Sequence

import click

from bot.application import platforms_here, store_place
from bot.checking.findings import Finding, wrong
from bot.checking.of_key import fitting_vault, of_key
from bot.checking.of_settings import address_of, of_platforms, of_settings
from bot.checking.of_store import Standing, of_contents, of_file, of_standing
from config.settings import BadSettings, Settings, read_settings
from storage.looking import looking_at
from storage.migrations import REVISION
from storage.opening import CannotOpen, StorePlace

Group = Sequence[Finding]
PATIENCE_SECONDS = 30


@click.command()
def command() -> None:
    """Say what is configured, what is reachable and what is missing or wrong; nothing is changed.

    Exit code 0 if all is well, 1 if something is missing or wrong, 2 if a setting can't be used.
    """
    try:
        settings = read_settings()
    except BadSettings as bad:
        _say([[wrong(str(problem)) for problem in bad.problems]])
        sys.exit(2)
    groups = asyncio.run(examined(settings))
    _say(groups)
    sys.exit(any(finding.is_bad for group in groups for finding in group))


def _say(groups: Sequence[Group]) -> None:
    click.echo("\n\n".join("\n".join(map(str, group)) for group in groups if group))


async def examined(settings: Settings) -> list[Group]:
    """All findings: settings, store, key, what is in the store, platforms."""
    place = store_place(settings)
    standing, reached, contents = await _reached(place, address_of(settings))
    kept = list(of_key(place, standing.check if standing else None))
    platforms = [*of_platforms(settings), *await _of_each_platform(settings)]
    return [list(of_settings(settings)), reached, kept, contents, platforms]


async def _of_each_platform(settings: Settings) -> list[Finding]:
    """What each configured platform says of itself, where it has a check of its own."""
    found: list[Finding] = []
    for name in set(settings.platforms) & set(platforms_here()):
        module = f"bot.{name}.checking"
        if importlib.util.find_spec(module) is not None:
            found += await importlib.import_module(module).findings(settings)
    return found


async def _reached(place: StorePlace, address: str) -> tuple[Standing | None, Group, Group]:
    """How the store stands, what is to be said of it, and of what is in it."""
    file_findings = list(of_file(place.file)) if place.file else []
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            standing, contents = await _look(place)
    except TimeoutError:
        return None, [wrong(f"The store at {address} gives no answer."), *file_findings], []
    except CannotOpen as trouble:
        return None, [wrong(str(trouble)), *file_findings], []
    return standing, [*of_standing(address, standing), *file_findings], contents


async def _look(place: StorePlace) -> tuple[Standing | None, Group]:
    async with looking_at(place) as look:
        if look is None:
            return None, []
        standing = Standing(await look.revision(), await look.key_check())
        vault = fitting_vault(place, standing.check)
        if vault is None or standing.revision != REVISION:
            return standing, []
        return standing, await of_contents(look, vault)
