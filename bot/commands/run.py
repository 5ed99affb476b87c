"""`undersigned run`: everything that is configured."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from functools import partial

import click

from bot.application import (
    Refused,
    dispatch_over,
    now,
    opened,
    platforms_here,
    settings_or_refuse,
    unknown_platforms,
    until_stopped,
)
from bot.cards import LiveCards
from bot.clock.counting import written_at_the_end
from bot.clock.duties import duties_over
from bot.clock.ticking import Clock
from bot.collecting import made_to_stay
from bot.dispatch import Dispatch
from bot.inviting import OwnerCode
from bot.meanwhile import meanwhile
from bot.outbox.outbox import Outbox
from bot.platforms import CannotRun, Opened, Platform, Surroundings, Webhook
from bot.running import run_together
from bot.samples import load_samples_once
from config.settings import Settings
from storage.file_store import FileStore
from storage.store import Store

HOW_TO_ADD = (
    "Terminal chat. Telegram is added by UNDERSIGNED_TELEGRAM_TOKEN in .env (see config/sample.env), Discord by"
    " UNDERSIGNED_DISCORD_TOKEN."
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
    async with AsyncExitStack() as stack:
        with made_to_stay():
            store = await stack.enter_async_context(opened(settings))
            await load_samples_once(store, settings)
            platforms: dict[str, Platform] = {}
            dispatch = dispatch_over(store, settings, platforms)
            around = _around(settings, store, dispatch)
            owner_code = OwnerCode(store, now)
            openings = {name: owner_code.told_with(_open(name, around)) for name in settings.platforms}
            clock = Clock(duties_over(store, FileStore(settings.file_folder), dispatch.tally), now)
            outbox = Outbox(store, platforms, settings.paces, now)
            take_webhook = await _listen(stack, around, clock)
        await stack.enter_async_context(written_at_the_end(store, dispatch.tally, now))
        await stack.enter_async_context(meanwhile(clock.keep()))
        await stack.enter_async_context(meanwhile(outbox.keep()))
        await stack.enter_async_context(meanwhile(LiveCards(store, platforms, dispatch.answer, now).keep()))
        try:
            await run_together(openings, platforms, dispatch.answer, around, take_webhook, outbox.leave)
        except CannotRun as refused:
            raise Refused(str(refused)) from None


def _around(settings: Settings, store: Store, dispatch: Dispatch) -> Surroundings:
    def say(sentence: str) -> None:
        click.echo(sentence, err=True)

    return Surroundings(settings, store, now, dispatch.menu, say, dispatch.offer, dispatch.asks_role)


def _open(name: str, around: Surroundings) -> AbstractAsyncContextManager[Opened]:
    opening: AbstractAsyncContextManager[Opened] = importlib.import_module(f"bot.{name}.opening").opened(around)
    return opening


async def _listen(stack: AsyncExitStack, around: Surroundings, clock: Clock) -> Callable[[Webhook], None]:
    """Serve the web where a port is named or a platform wants its webhook; gives what takes a webhook."""
    port = around.settings.web_port
    if port is None and around.settings.telegram_webhook is None:
        return _no_webhook
    from bot.web.app import take_webhook, web_app
    from bot.web.serving import serving

    app = web_app(around.store, ticks=lambda: clock.ticks)
    taken = await stack.enter_async_context(serving(app, USUAL_PORT if port is None else port))
    around.say(f"Web: listening on port {taken}")
    return partial(take_webhook, app)


def _no_webhook(_webhook: Webhook) -> None:
    raise AssertionError("a platform that wants a webhook is known by its settings")
