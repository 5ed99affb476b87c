"""`undersigned alerts`: how far the newest alerts are, in numbers and without persons."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import click

from bot.application import now, opened, settings_or_refuse
from config.settings import Settings
from storage.alerts import MADE, STALE, WAITING, Alert
from storage.due import QUEUED, SENT
from storage.nouns import Nouns
from storage.progress import Progress

MOST = 20
NOBODY = (
    "No alert has been raised yet. Loading campaigns with --announce raises them, and so do goals that are reached."
)
Paces = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Report:
    """The newest alerts with their progress, at a moment; None where that is too much to count."""

    alerts: tuple[tuple[Alert, Progress | None], ...]
    at: datetime


@click.command()
def command() -> None:
    """Say how far the newest alerts are, and when each will be finished."""
    settings = settings_or_refuse()
    report = asyncio.run(_reported(settings))
    for line in lines_of(report, settings.paces):
        click.echo(line)
    if not report.alerts:
        click.echo(NOBODY)


async def _reported(settings: Settings) -> Report:
    async with opened(settings, beside=True) as store:
        return await store.read(lambda nouns: _report(nouns, now()))


def _report(nouns: Nouns, at: datetime) -> Report:
    newest = nouns.alerts.recent(MOST)
    progress = nouns.progress.of(newest, at)
    return Report(tuple((each, progress.get(each.id)) for each in newest), at)


def lines_of(report: Report, paces: Paces) -> list[str]:
    """A line each, the newest first; what is older is brought before what is newer."""
    ahead = dict.fromkeys(paces, 0)
    lines = []
    for alert, progress in reversed(report.alerts):
        for platform, waiting in progress.ahead.items() if progress else ():
            ahead[platform] = ahead.get(platform, 0) + waiting
        lines.append(_line(alert, progress, _finished_at(progress, ahead, paces, report.at)))
    return lines[::-1]


def _finished_at(progress: Progress | None, ahead: Mapping[str, int], paces: Paces, at: datetime) -> datetime | None:
    """When the last one that waits now is sent at the pace that is set; None where none does."""
    waiting = progress.ahead if progress else {}
    seconds = [ahead[platform] / paces[platform] for platform in waiting if platform in paces]
    return at + timedelta(seconds=max(seconds)) if seconds else None


def _line(alert: Alert, progress: Progress | None, finished_at: datetime | None) -> str:
    raised = f"{alert.raised_at:%Y-%m-%d %H:%M} UTC"
    told = "too many deliveries to count" if progress is None else _told(alert, progress)
    return f"{alert.id}  {raised}  {alert.kind} of {alert.subject}: {told}{_finish(finished_at)}"


def _finish(at: datetime | None) -> str:
    return f"; at this pace the last that waits now is sent on {at:%Y-%m-%d at %H:%M:%S} UTC" if at else ""


def _told(alert: Alert, progress: Progress) -> str:
    if alert.state == STALE:
        return "told to nobody any more"
    if not progress.total:
        return "nobody is to be told" if alert.state == MADE else "begins"
    return ", ".join(_counts(alert, progress)) + _why(progress)


def _counts(alert: Alert, progress: Progress) -> Iterator[str]:
    for state, n in sorted(progress.states.items()):
        yield f"{n:,} {'waiting' if state == QUEUED else state}"
    if progress.states.get(SENT) and progress.silent:
        yield f"{progress.silent:,} of them without a sound"
    if progress.later:
        yield f"{progress.later:,} due later"
    if alert.state == WAITING:
        yield "more are still being found"


def _why(progress: Progress) -> str:
    problems = "; ".join(f"{n:,} × {problem}" for problem, n in sorted(progress.problems.items()))
    return f" ({problems})" if problems else ""
