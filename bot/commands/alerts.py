"""`undersigned alerts`: how far the newest alerts are, in numbers and without persons."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import click

from bot.application import now, opened, settings_or_refuse
from config.settings import Settings
from storage.alerts import MADE, STALE, Alert
from storage.due import QUEUED, SENT
from storage.nouns import Nouns
from storage.progress import Progress

MOST = 20
NOBODY = (
    "No alert has been raised yet. Loading campaigns with --announce raises them, and so do goals that are reached."
)


@dataclass(frozen=True, slots=True)
class Report:
    """The newest alerts with their progress, and how many messages wait on each platform."""

    alerts: tuple[tuple[Alert, Progress], ...]
    ahead: Mapping[str, int]


@click.command()
def command() -> None:
    """Say how far the newest alerts are, and when they will be finished."""
    settings = settings_or_refuse()
    report = asyncio.run(_reported(settings))
    for alert, progress in report.alerts:
        click.echo(_line(alert, progress))
    for platform, waiting in report.ahead.items():
        if waiting:
            click.echo(_finish(platform, waiting, settings.paces[platform], now()))
    if not report.alerts:
        click.echo(NOBODY)


async def _reported(settings: Settings) -> Report:
    async with opened(settings, beside=True) as store:
        return await store.read(lambda nouns: _report(nouns, settings, now()))


def _report(nouns: Nouns, settings: Settings, at: datetime) -> Report:
    alerts = tuple((each, nouns.progress.of(each.id)) for each in nouns.alerts.recent(MOST))
    return Report(alerts, {platform: nouns.progress.ahead(platform, at) for platform in settings.paces})


def _line(alert: Alert, progress: Progress) -> str:
    raised = f"{alert.raised_at:%Y-%m-%d %H:%M} UTC"
    named = f"{alert.id}  {raised}  {alert.kind} of {alert.subject}"
    return f"{named}: {_told(alert, progress)}"


def _told(alert: Alert, progress: Progress) -> str:
    if alert.state == STALE:
        return "told to nobody any more"
    if not progress.total:
        return "nobody is to be told" if alert.state == MADE else "begins"
    states = [f"{n:,} {'waiting' if state == QUEUED else state}" for state, n in sorted(progress.states.items())]
    silent = [f"{progress.silent:,} of them without a sound"] if progress.states.get(SENT) and progress.silent else []
    problems = [f"{n:,} × {problem}" for problem, n in sorted(progress.problems.items())]
    why = f" ({'; '.join(problems)})" if problems else ""
    return ", ".join(states + silent) + why


def _finish(platform: str, waiting: int, per_second: float, at: datetime) -> str:
    done = at + timedelta(seconds=waiting / per_second)
    return f"{platform.capitalize()}: {waiting:,} wait now; at this pace the last is sent at {done:%H:%M:%S} UTC."
