"""Every platform in a task of its own: one that can't run, or is out of reach, holds up no other."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager

import structlog

from bot.platforms import Answer, CannotRun, Opened, Platform, Surroundings, Webhook
from handlers.screens import Action

Leave = Callable[[str], Awaitable[None]]

log = structlog.get_logger()


async def nothing_to_leave(_name: str) -> None:
    """Where nobody speaks unasked."""


async def run_together(
    openings: Mapping[str, AbstractAsyncContextManager[Opened]],
    running: dict[str, Platform],
    answer: Answer,
    around: Surroundings,
    take_webhook: Callable[[Webhook], None],
    leave: Leave = nothing_to_leave,
) -> None:
    """Run all of them until there is nothing more to come; those that do stand in `running`.

    Before one is closed, whoever speaks through it unasked is told to `leave` it. Raises CannotRun where none can run.
    """
    refusals: dict[str, str] = {}

    async def live(name: str, opening: AbstractAsyncContextManager[Opened]) -> None:
        try:
            await _live(opening, running, answer, take_webhook, leave)
        except CannotRun as refused:
            refusals[name] = str(refused)
            log.warning("a platform can't run", platform=name, why=str(refused))
        except Exception:
            refusals[name] = f"{name.capitalize()} failed; the log says how."
            log.exception("a platform failed", platform=name)
        if name in refusals and len(refusals) < len(openings):
            around.say(f"{refusals[name]} The others run on.")

    async with asyncio.TaskGroup() as group:
        for name, opening in openings.items():
            group.create_task(live(name, opening), name=name)
    if refusals and len(refusals) == len(openings):
        raise CannotRun(" ".join(refusals.values()))


def links_elsewhere(platforms: Mapping[str, Platform], own: str, action: Action) -> tuple[tuple[str, str], ...]:
    """The links to an action on the platforms that run, but for one's own."""
    invitations = ((name, platform.invite(action)) for name, platform in platforms.items() if name != own)
    return tuple((name, link) for name, link in invitations if link.startswith("https://"))


async def _live(
    opening: AbstractAsyncContextManager[Opened],
    running: dict[str, Platform],
    answer: Answer,
    take_webhook: Callable[[Webhook], None],
    leave: Leave,
) -> None:
    async with opening as opened:
        if opened.webhook is not None:
            take_webhook(opened.webhook)
        running[opened.platform.name] = opened.platform
        try:
            await opened.platform.run(answer)
        finally:
            running.pop(opened.platform.name, None)
            await leave(opened.platform.name)
