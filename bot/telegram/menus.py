"""The command menus and descriptions of the bot, per scope and language, told to Telegram only where they changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import structlog
from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)
from telegram.constants import BotDescriptionLimit
from telegram.error import TelegramError

from bot.telegram.calling import CallFailed, call
from config.texts import DEFAULT_LANGUAGE, _, languages, speaking
from handlers.router import Command

MOST_IN_PRIVATE = 8

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Menu:
    """The commands of one scope."""

    scope: BotCommandScope
    commands: tuple[Command, ...]


def menus_of(commands: Iterable[Command]) -> tuple[Menu, ...]:
    """Few enough to be seen at once; help lists them all."""
    listed = tuple(commands)
    private = tuple(command for command in listed if command.is_main)[:MOST_IN_PRIVATE]
    for_admins = tuple(command for command in listed if command.is_for_admins)
    return (
        Menu(BotCommandScopeAllPrivateChats(), private),
        Menu(BotCommandScopeAllGroupChats(), ()),
        Menu(BotCommandScopeAllChatAdministrators(), for_admins),
    )


async def tell(bot: Bot, commands: Iterable[Command]) -> None:
    """Bring what Telegram shows up to date; a fault is logged, since nobody's signature depends on it."""
    try:
        for code, asked in _languages():
            with speaking(code):
                for menu in menus_of(commands):
                    await _tell_menu(bot, menu, asked)
                await _tell_descriptions(bot, asked)
    except (TelegramError, CallFailed) as error:
        log.warning("menus could not be brought up to date", kind=type(error).__name__)


def _languages() -> Iterator[tuple[str, str | None]]:
    """Each language and how Telegram names it; English is told to everybody else."""
    yield DEFAULT_LANGUAGE, None
    yield from ((code, code) for code in languages() if code != DEFAULT_LANGUAGE)


async def _tell_menu(bot: Bot, menu: Menu, asked: str | None) -> None:
    wanted = tuple(BotCommand(command.name, _(command.description)) for command in menu.commands)
    if await bot.get_my_commands(scope=menu.scope, language_code=asked) == wanted:
        return
    if wanted:
        await call(lambda: bot.set_my_commands(wanted, scope=menu.scope, language_code=asked), may_repeat=True)
    else:
        await call(lambda: bot.delete_my_commands(menu.scope, asked), may_repeat=True)


async def _tell_descriptions(bot: Bot, asked: str | None) -> None:
    long = _(
        "Read what people ask for, and sign what you stand for. A signature can be counted only: then no name is kept"
        " or shown. You hear how it ends."
    )[: BotDescriptionLimit.MAX_DESCRIPTION_LENGTH]
    short = _("Petitions to read and sign, counted only or with your name.")[
        : BotDescriptionLimit.MAX_SHORT_DESCRIPTION_LENGTH
    ]
    if (await bot.get_my_description(language_code=asked)).description != long:
        await call(lambda: bot.set_my_description(long, language_code=asked), may_repeat=True)
    if (await bot.get_my_short_description(language_code=asked)).short_description != short:
        await call(lambda: bot.set_my_short_description(short, language_code=asked), may_repeat=True)
