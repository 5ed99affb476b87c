"""What every command stands on: the settings, the log, the store, and dispatch over it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import click

from bot.dispatch import Dispatch
from config.logging import set_up_logging
from config.settings import BadSettings, Settings, read_settings
from handlers import make_router
from handlers.turn import Operator
from storage.keys import KeyPlace, KeyTrouble
from storage.opening import CannotOpen, StorePlace, open_store
from storage.store import Store


class Refused(click.ClickException):
    """A command that can't be done, in one sentence or a few; exit code 2."""

    exit_code = 2


def now() -> datetime:
    """The aware time of this machine."""
    return datetime.now(UTC)


def settings_or_refuse() -> Settings:
    """The settings, and the log set up by them."""
    try:
        settings = read_settings()
    except BadSettings as bad:
        raise Refused("\n".join(str(problem) for problem in bad.problems)) from bad
    set_up_logging(settings.log_level, settings.log_format)
    return settings


def store_place(settings: Settings) -> StorePlace:
    """Where the store and its key are."""
    given = settings.key.get_secret_value() if settings.key else ""
    return StorePlace(settings.store, KeyPlace(settings.key_file, given))


@asynccontextmanager
async def opened(settings: Settings, *, beside: bool = False) -> AsyncIterator[Store]:
    """The store, or a refusal in one sentence."""
    try:
        async with open_store(store_place(settings), beside=beside) as store:
            yield store
    except (CannotOpen, KeyTrouble) as trouble:
        raise Refused(str(trouble)) from trouble


def dispatch_over(store: Store, settings: Settings) -> Dispatch:
    """Every feature there is, over this store."""
    operator = Operator(settings.operator_name, settings.operator_contact, settings.privacy_url or "")
    return Dispatch(store, make_router(), now, operator)
