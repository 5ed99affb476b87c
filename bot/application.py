"""What every command stands on: the settings, the log, the store, and dispatch over it."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from config.logging import set_up_logging
from config.settings import BadSettings, Settings, read_settings
from storage.keys import KeyPlace, KeyTrouble
from storage.opening import CannotOpen, StorePlace, open_store
from storage.store import Store, StoreTrouble

if TYPE_CHECKING:
    from bot.dispatch import Dispatch
    from bot.platforms import Platform
    from handlers.turn import Room


NEW_KEY = "The key of this store is"
KEEP_KEY = "keep a copy of it elsewhere: without it a backup of the store can't be read."


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


def unknown_platforms(settings: Settings) -> list[str]:
    """The platforms that are configured and that this version does not have."""
    return [name for name in settings.platforms if name not in platforms_here()]


def platforms_here() -> list[str]:
    """The platforms that this version has: a folder each."""
    return sorted(path.parent.name for path in Path(__file__).parent.glob("*/platform.py"))


def store_place(settings: Settings) -> StorePlace:
    """Where the store and its key are."""
    given = settings.key.get_secret_value() if settings.key else ""
    return StorePlace(settings.store, KeyPlace(settings.key_file, given))


@asynccontextmanager
async def opened(settings: Settings, *, beside: bool = False) -> AsyncIterator[Store]:
    """The store, or a refusal in one sentence; where its key was made just now, it is said where that lies."""
    key = settings.key_file
    is_there = settings.key is not None or key.exists()
    try:
        async with open_store(store_place(settings), beside=beside) as store:
            if not is_there:
                click.echo(f"{NEW_KEY} {key.absolute()}; {KEEP_KEY}", err=True)
            yield store
    except (CannotOpen, KeyTrouble) as trouble:
        raise Refused(str(trouble)) from trouble
    except StoreTrouble as trouble:
        raise Refused(f"The store failed ({trouble}); what was done before that is kept.") from trouble


def until_stopped(work: Coroutine[Any, Any, None]) -> None:
    """Run to the end, or until Ctrl-C or SIGTERM: each is a good way to end."""
    with suppress(KeyboardInterrupt, asyncio.CancelledError), asyncio.Runner(loop_factory=_faster_loop()) as runner:
        runner.run(_with_sigterm(work))


def _faster_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """That of uvloop, where it is installed (the extra `speed`); None for asyncio's own."""
    try:
        from uvloop import new_event_loop
    except ImportError:
        return None
    return new_event_loop


async def _with_sigterm(work: Coroutine[Any, Any, None]) -> None:
    main = asyncio.current_task()
    assert main is not None, "a coroutine that runs has a task"
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, main.cancel)
    await work


def dispatch_over(store: Store, settings: Settings, platforms: Mapping[str, Platform] | None = None) -> Dispatch:
    """Every feature there is, over this store; `platforms` are those that run, as they come and go."""
    from bot.dispatch import Dispatch, Surroundings
    from bot.running import links_elsewhere
    from handlers import make_router
    from handlers.turn import Operator
    from storage.file_store import FileStore

    links = partial(links_elsewhere, {} if platforms is None else platforms)
    operator = Operator(settings.operator_name, settings.operator_contact, settings.privacy_url or "")
    files = FileStore(settings.file_folder)
    around = Surroundings(operator, links, rooms_of(settings), files, paces=settings.paces)
    return Dispatch(store, make_router(), now, around)


def rooms_of(settings: Settings) -> dict[str, Room]:
    """What fits on a screen of each platform that is configured."""
    known = [name for name in settings.platforms if name in platforms_here()]
    return {name: import_module(f"bot.{name}.fitting").ROOM for name in known}
