"""`undersigned chat`: the terminal alone."""

from __future__ import annotations

import asyncio
import os

import click

from bot.application import dispatch_over, opened, settings_or_refuse
from bot.samples import load_samples_once
from bot.terminal.incoming import locale_of
from bot.terminal.platform import DEFAULT_PERSON, Terminal
from config.settings import Settings


@click.command()
@click.option("--as", "person", default=DEFAULT_PERSON, metavar="NAME", help="Chat as another person.")
@click.option("--json", "as_json", is_flag=True, help="Print each screen, form or notice as one line of JSON.")
def command(person: str, as_json: bool) -> None:
    """Chat in this terminal; people and what they sign persist across runs."""
    settings = settings_or_refuse()
    converse(settings, person, as_json=as_json)


def converse(settings: Settings, person: str = DEFAULT_PERSON, *, as_json: bool = False) -> None:
    """Chat until the input ends or the person does; both are a success."""
    try:
        asyncio.run(chat(settings, person, as_json=as_json))
    except KeyboardInterrupt:
        click.echo()


async def chat(settings: Settings, person: str, *, as_json: bool) -> None:
    """One person at the keyboard, over the configured store."""
    async with opened(settings) as store:
        await load_samples_once(store, settings)
        dispatch = dispatch_over(store, settings)
        terminal = Terminal(person, as_json=as_json, locale=locale_of(os.environ))
        await terminal.run(dispatch.answer)
