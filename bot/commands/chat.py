"""`undersigned chat`: the terminal alone."""

from __future__ import annotations

import os

import click

from bot.application import dispatch_over, now, opened, settings_or_refuse, until_stopped
from bot.clock.counting import written_at_the_end
from bot.clock.duties import duties_over
from bot.clock.ticking import Clock
from bot.meanwhile import meanwhile
from bot.safety import UNSAFE
from bot.samples import load_samples_once
from bot.terminal.incoming import locale_of
from bot.terminal.platform import DEFAULT_PERSON, Terminal
from config.settings import Settings
from storage.file_store import FileStore

LONGEST_NAME = 80


def _name(_context: click.Context, _option: click.Parameter, given: str) -> str:
    name = given.strip()
    if not name or len(name) > LONGEST_NAME or UNSAFE.search(name):
        raise click.BadParameter(f"must be a name of 1 to {LONGEST_NAME} characters on one line, for example --as Ada")
    return name


@click.command()
@click.option(
    "--as",
    "person",
    default=DEFAULT_PERSON,
    metavar="NAME",
    callback=_name,
    help="Chat as another person, whom the store remembers by this name.",
)
@click.option("--json", "as_json", is_flag=True, help="Print each screen, form or notice as one line of JSON.")
def command(person: str, as_json: bool) -> None:
    """Chat in this terminal; people and what they sign persist across runs.

    With a pipe each line of input is a command such as /browse, the number of a button, or an answer.
    """
    settings = settings_or_refuse()
    converse(settings, person, as_json=as_json)


def converse(settings: Settings, person: str = DEFAULT_PERSON, *, as_json: bool = False) -> None:
    """Chat until the input ends, or the person or the system ends it; all are a success."""
    until_stopped(chat(settings, person, as_json=as_json))


async def chat(settings: Settings, person: str, *, as_json: bool) -> None:
    """One person at the keyboard, over the configured store."""
    async with opened(settings) as store:
        await load_samples_once(store, settings)
        dispatch = dispatch_over(store, settings)
        terminal = Terminal(person, as_json=as_json, locale=locale_of(os.environ))
        duties = duties_over(store, FileStore(settings.file_folder), dispatch.tally)
        async with written_at_the_end(store, dispatch.tally, now), meanwhile(Clock(duties, now).keep()):
            await terminal.run(dispatch.answer)
