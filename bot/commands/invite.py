"""`undersigned invite`: a code that makes somebody an owner, organizer or moderator."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import click

from bot.application import Refused, now, opened, settings_or_refuse
from bot.inviting import code_for, how_long, ways_in
from bot.safety import safe_line
from config.settings import Settings
from config.texts import languages
from handlers.fields import check
from handlers.organizing.done import Done
from handlers.screens import Field
from handlers.time_zones import zone_named
from storage.coining import written
from storage.members import Role
from storage.nouns import Nouns

T = TypeVar("T")
NAME = Field("organisation", "", check="organisation", most=80)


@dataclass(frozen=True, slots=True)
class Founding:
    """An organisation that is still to be made."""

    name: str
    zone: str
    language: str


def checked_name(given: str) -> str:
    """The name of an organisation as it will be kept. Raises BadParameter."""
    found = check(NAME, given)
    if found.problem:
        raise click.BadParameter(found.problem)
    return found.value


def checked_zone(given: str) -> str:
    """A time zone by its name or its largest city. Raises BadParameter."""
    zone = zone_named(given)
    if not zone:
        raise click.BadParameter("must be a time zone, for example Europe/Madrid")
    return zone


def _readable(_context: click.Context, _argument: click.Parameter, given: str) -> str:
    """What was typed in a terminal of another encoding can't be looked for. Raises BadParameter."""
    try:
        given.encode()
    except UnicodeEncodeError:
        raise click.BadParameter("must be text in UTF-8") from None
    return given


def _checked_if_given(
    check: Callable[[str], str],
) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    return lambda _context, _option, given: None if given is None else check(given)


@click.command()
@click.argument("organisation", callback=_readable)
@click.option(
    "--role", type=click.Choice([role.value for role in Role]), default=Role.ORGANIZER.value, show_default=True
)
@click.option(
    "--name", callback=_checked_if_given(checked_name), help="Make the organisation under this name, if none has it."
)
@click.option("--zone", callback=_checked_if_given(checked_zone), help="Its time zone, such as Europe/Madrid.")
@click.option("--language", type=click.Choice(languages()), help="The language it writes in.")
def command(organisation: str, role: str, name: str | None, zone: str | None, language: str | None) -> None:
    """Print a code by which one person joins ORGANISATION, which is its slug or its exact name.

    One that does not exist is made, under a name that is asked for. The code holds for a week and works once.
    """
    settings = settings_or_refuse()
    founding = None
    if _done(settings, lambda nouns: nouns.organisations.named(organisation)) is None:
        founding = _asked(organisation, name, zone, language)
    called, code, is_new = _done(settings, lambda nouns: _made(nouns, organisation, founding, Role(role)))
    if founding is not None and not is_new:
        click.echo(f"There is an organisation {safe_line(called)} already, so none was made.")
    click.echo(f"The code for one {role} of {safe_line(called)} is {written(code)}; it is not shown again.")
    click.echo(f"Whoever sends it to the bot in private {how_long()}, once, gives a name there and is in.")
    for way in asyncio.run(ways_in(settings, code)):
        click.echo(way)


def _asked(organisation: str, name: str | None, zone: str | None, language: str | None) -> Founding:
    """What is not said in options is asked for; with a name, the rest is as usual."""
    if name is not None:
        return Founding(name, zone or "UTC", language or languages()[0])
    click.echo(f"There is no organisation {organisation!r}; it is made now.")
    try:
        return Founding(
            click.prompt("Its name", default=organisation, value_proc=checked_name),
            zone or click.prompt("Its time zone", default="UTC", value_proc=checked_zone),
            language or click.prompt("Its language", default=languages()[0], type=click.Choice(languages())),
        )
    except click.Abort as left:
        click.echo(err=True)
        raise Refused("Nothing was made; --name NAME makes it without asking.") from left


def _made(nouns: Nouns, organisation: str, founding: Founding | None, role: Role) -> tuple[str, str, bool]:
    """The organisation's name, the code, and whether the organisation is new."""
    names = (organisation, founding.name) if founding else (organisation,)
    found = next((each for name in names if (each := nouns.organisations.named(name)) is not None), None)
    if found is None and founding is None:
        raise Refused(f"The organisation {organisation!r} has just gone; nothing was made.")
    organisation_id = found_organisation(nouns, founding) if found is None and founding else found
    called = nouns.organisations.find(organisation_id) if organisation_id is not None else None
    assert called is not None, "it was found or made in this turn"
    return called.name, code_for(nouns, called.id, role, now()), found is None


def found_organisation(nouns: Nouns, founding: Founding) -> int:
    """A new organisation, and that the command line made it; its id."""
    organisation_id = nouns.organisations.add(founding.name, locale=founding.language, zone=founding.zone)
    nouns.audit.write(organisation_id, Done.FOUNDED, now())
    return organisation_id


def _done(settings: Settings, work: Callable[[Nouns], T]) -> T:
    async def do() -> T:
        async with opened(settings, beside=True) as store:
            return await store.page(work)

    return asyncio.run(do())
