"""`undersigned setup`: what an operator has to say before the first start, checked as it is said."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import click
from pydantic import SecretStr

from bot.application import Refused, now, opened, settings_or_refuse
from bot.commands.invite import Founding, checked_name, checked_zone, found_organisation
from bot.inviting import code_for, how_long, ways_in, whose_token
from bot.platforms import CannotRun
from config import setting_values as values
from config.env_file import NotKept, write_env
from config.settings import PREFIX, Settings
from config.texts import languages
from storage.coining import written
from storage.members import Role
from storage.nouns import Nouns

ENV = Path(".env")
TOKENS: dict[str, tuple[str, Callable[[str], SecretStr]]] = {
    "telegram": ("@BotFather gives one: send it /newbot", values.telegram_token),
    "discord": ("the Developer Portal gives one: your application, Bot, Reset Token", values.discord_token),
}
OPERATOR = {
    "operator_name": "Who runs this, as every supporter is told",
    "operator_contact": "Where you can be reached, such as hello@example.org",
}


@click.command()
def command() -> None:
    """Ask for tokens, the operator and the first organisation, check each, and write .env.

    What .env holds besides stays. Tokens are not shown while they are typed, nor afterwards.
    """
    settings = settings_or_refuse()
    try:
        said = {**_tokens(settings), **_operator(settings)}
        founding = _first_organisation(settings, said["operator_name"])
    except click.Abort as left:
        click.echo(err=True)
        raise Refused(_left()) from left
    try:
        write_env(ENV, said)
    except OSError as fault:
        raise Refused(f"{ENV.absolute()} can't be written: {fault.strerror}.") from fault
    except NotKept as fault:
        unread = f"{ENV.absolute()} would not be read as you mean it; perhaps a quotation mark in it is never closed."
        raise Refused(f"{unread} Nothing was changed.") from fault
    click.echo(f"\n{ENV} is written, and only you can read it.")
    settings = settings_or_refuse()
    for sentence in _without_effect(settings, said):
        click.echo(sentence)
    _conclude(settings, founding)


def _left() -> str:
    """Somebody left in the middle, or there was nobody to answer."""
    unchanged = f"{ENV} was not changed."
    if sys.stdin.isatty():
        return unchanged
    return f"There was no answer to this. Run setup in a terminal, or give it a line for each answer. {unchanged}"


def _without_effect(settings: Settings, said: Mapping[str, str]) -> Iterator[str]:
    """What was written and does not hold all the same, a sentence each."""
    for name, value in said.items():
        full = PREFIX + name.upper()
        if _plain(getattr(settings, name)) != value:
            yield f"{full} is set in the environment, too, and that holds; take it away there."
        elif name.endswith("_token") and name.removesuffix("_token") not in settings.platforms:
            yield f"{full} has no effect, since {PREFIX}PLATFORMS does not name {name.removesuffix('_token')}."


def _plain(value: SecretStr | str | None) -> str:
    return value.get_secret_value() if isinstance(value, SecretStr) else value or ""


def _tokens(settings: Settings) -> dict[str, str]:
    """Those that were given now; what was skipped stays as it is."""
    given = {f"{name}_token": _token(name, settings) for name in TOKENS}
    return {name: token for name, token in given.items() if token}


def _token(name: str, settings: Settings) -> str:
    """A token that its platform has just accepted, or nothing."""
    where, read = TOKENS[name]
    is_set = getattr(settings, f"{name}_token") is not None
    click.echo(f"\n{name.capitalize()} token ({where}).")
    while True:
        keeps = "empty keeps the one that is set" if is_set else "empty leaves it out"
        typed = click.prompt(f"Token, {keeps}", default="", show_default=False, hide_input=sys.stdin.isatty()).strip()
        if not typed:
            return ""
        try:
            secret = read(typed)
            tried = settings.model_copy(update={f"{name}_token": secret})
            click.echo(f"Good: {asyncio.run(whose_token(name, tried))}")
        except (ValueError, CannotRun) as wrong:
            click.echo(f"{_sentence(wrong)} Try again.")
        else:
            return secret.get_secret_value()


def _sentence(wrong: Exception) -> str:
    """What a platform says of a token, or what a token has to be."""
    return str(wrong) if isinstance(wrong, CannotRun) else f"This {wrong}."


def _operator(settings: Settings) -> dict[str, str]:
    click.echo()
    return {name: _line(question, getattr(settings, name)) for name, question in OPERATOR.items()}


def _line(question: str, now_set: str) -> str:
    line: str = click.prompt(question, default=now_set or None, value_proc=_checked_line)
    return line


def _checked_line(typed: str) -> str:
    """One line that a file of settings keeps as it is."""
    try:
        line = values.one_line(typed.strip())
    except ValueError as fault:
        raise click.BadParameter(str(fault)) from None
    if not line or "${" in line:
        raise click.BadParameter("must be a line of text, without ${")
    return line


def _first_organisation(settings: Settings, operator: str) -> Founding | None:
    """What to found, unless there is an organisation already."""
    if asyncio.run(_organisations(settings)):
        return None
    click.echo("\nThe first organisation, for which petitions are written.")
    return Founding(
        click.prompt("Its name", default=operator, value_proc=checked_name),
        click.prompt("Its time zone", default="UTC", value_proc=checked_zone),
        click.prompt("Its language", default=languages()[0], type=click.Choice(languages())),
    )


async def _organisations(settings: Settings) -> list[int]:
    async with opened(settings, beside=True) as store:
        return await store.read(lambda nouns: nouns.organisations.own())


def _conclude(settings: Settings, founding: Founding | None) -> None:
    """The owner's code where there is no owner yet, and how to start."""
    code = asyncio.run(_founded(settings, founding))
    if code:
        click.echo(f"Your own code as its owner is {written(code)}; it is not shown again.")
        ways = asyncio.run(ways_in(settings, code))
        end = ":" if ways else "."
        click.echo(f"Start with `undersigned run`, and send it to the bot in private {how_long()}{end}")
        for way in ways:
            click.echo(way)
        return
    click.echo("Start with `undersigned run`; `undersigned doctor` says what is still missing.")


async def _founded(settings: Settings, founding: Founding | None) -> str:
    async with opened(settings, beside=True) as store:
        return await store.page(lambda nouns: _owners_code(nouns, founding))


def _owners_code(nouns: Nouns, founding: Founding | None) -> str:
    """A code for the first owner; nothing where there is one, or a code is out, or nobody can tell of what."""
    if founding is not None:
        return code_for(nouns, found_organisation(nouns, founding), Role.OWNER, now())
    own = nouns.organisations.own()
    is_needed = not nouns.members.is_anybody_owner() and not nouns.invites.waits_for_an_owner(now())
    return code_for(nouns, own[0], Role.OWNER, now()) if is_needed and len(own) == 1 else ""
