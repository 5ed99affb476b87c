"""`undersigned run`: everything that is configured."""

from __future__ import annotations

import asyncio
import gc
import importlib
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

import click

from bot.application import (
    Refused,
    dispatch_over,
    meanwhile,
    now,
    opened,
    platforms_here,
    settings_or_refuse,
    unknown_platforms,
    until_stopped,
)
from bot.cards import LiveCards
from bot.platforms import CannotRun, Opened, Surroundings
from bot.pruning import keep_pruning
from bot.samples import load_samples_once
from config.settings import Settings
from storage.store import Store

if TYPE_CHECKING:
    from bot.dispatch import Dispatch

HOW_TO_ADD = (
    "Terminal chat. Telegram is added by UNDERSIGNED_TELEGRAM_TOKEN in .env (see config/sample.env), Discord by"
    " UNDERSIGNED_DISCORD_TOKEN in a version that has it."
)
NO_OPERATOR = (
    "Supporters can't be told who runs this: set UNDERSIGNED_OPERATOR_NAME and UNDERSIGNED_OPERATOR_CONTACT,"
    " for example UNDERSIGNED_OPERATOR_CONTACT=hello@example.org."
)
USUAL_PORT = 8080


@click.command()
def command() -> None:
    """Run what is configured; without a platform, chat in this terminal with the sample campaigns."""
    settings = settings_or_refuse()
    if settings.has_messaging_platform and not settings.operator_is_named:
        click.echo(NO_OPERATOR, err=True)
    _refuse_unknown(settings)
    if settings.has_messaging_platform:
        until_stopped(serve(settings))
        return
    click.echo(HOW_TO_ADD)
    from bot.commands.chat import converse

    converse(settings)


def _refuse_unknown(settings: Settings) -> None:
    unknown = unknown_platforms(settings)
    if unknown:
        raise Refused(
            f"UNDERSIGNED_PLATFORMS, or a token, asks for {' and '.join(unknown)}, which this version does not have;"
            f" for example UNDERSIGNED_PLATFORMS={','.join(platforms_here())}"
        )


async def serve(settings: Settings) -> None:
    """Every configured platform over one store, and the web where it is asked for, until stopped."""
    async with opened(settings) as store:
        await load_samples_once(store, settings)
        try:
            await _serve(settings, store)
        except CannotRun as refused:
            raise Refused(str(refused)) from None
        except ExceptionGroup as group:
            _refuse_what_cannot_run(group)
            raise


def _refuse_what_cannot_run(group: ExceptionGroup) -> None:
    refused, others = group.split(CannotRun)
    if refused is not None and others is None:
        raise Refused(" ".join(str(each) for each in refused.exceptions)) from None


async def _serve(settings: Settings, store: Store) -> None:
    dispatch = dispatch_over(store, settings)
    around = Surroundings(
        settings,
        store,
        now,
        dispatch.menu,
        lambda sentence: click.echo(sentence, err=True),
        dispatch.offer,
        dispatch.asks_role,
    )
    async with AsyncExitStack() as stack:
        running = [await stack.enter_async_context(_open(name, around)) for name in settings.platforms]
        await _listen(stack, running, around)
        await stack.enter_async_context(meanwhile(keep_pruning(store, now)))
        platforms = {each.platform.name: each.platform for each in running}
        await stack.enter_async_context(meanwhile(LiveCards(store, platforms, dispatch.answer, now).keep()))
        # What has been made so far stays; the collector need not walk over it again and again.
        gc.freeze()
        await _run_all(running, dispatch)


def _open(name: str, around: Surroundings):  # type: ignore[no-untyped-def]  # each platform's own context manager
    return importlib.import_module(f"bot.{name}.opening").opened(around)


async def _listen(stack: AsyncExitStack, running: list[Opened], around: Surroundings) -> None:
    """Serve the web where a port is named or a platform wants its webhook."""
    webhooks = [each.webhook for each in running if each.webhook is not None]
    port = around.settings.web_port
    if port is None and not webhooks:
        return
    from bot.web.app import web_app
    from bot.web.serving import serving

    port = USUAL_PORT if port is None else port
    taken = await stack.enter_async_context(serving(web_app(around.store, webhooks), port))
    around.say(f"Web: listening on port {taken}")


async def _run_all(running: list[Opened], dispatch: Dispatch) -> None:
    async with asyncio.TaskGroup() as group:
        for each in running:
            group.create_task(each.platform.run(dispatch.answer), name=each.platform.name)
