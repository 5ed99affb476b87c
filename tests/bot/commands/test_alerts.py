"""What an operator reads of alerts: how far each is, and when it is finished."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.commands.alerts import NOBODY, Report, lines_of
from storage.alerts import MADE, STALE, WAITING, Alert
from storage.progress import Progress
from tests.bot.commands.running import Home

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
PACES = {"telegram": 30.0, "discord": 5.0}


def alert(number: int, state: str = MADE) -> Alert:
    return Alert(number, "victory", "petition:1", "won", NOON, state)


def told(*alerts: tuple[Alert, Progress | None]) -> list[str]:
    """What is said of each behind its name."""
    return [line.partition(": ")[2] for line in lines_of(Report(alerts, NOON), PACES)]


def test_each_alert_says_when_it_is_finished_after_those_before_it() -> None:
    first = Progress({"queued": 300, "sent": 1_000}, {}, {"telegram": 300}, silent=4)
    second = Progress({"queued": 370}, {}, {"telegram": 300, "discord": 50}, later=20)
    assert told((alert(2), second), (alert(1), first)) == [
        "370 waiting, 20 due later; at this pace the last that waits now is sent on 2026-11-22 at 12:00:20 UTC",
        "300 waiting, 1,000 sent, 4 of them without a sound; "
        "at this pace the last that waits now is sent on 2026-11-22 at 12:00:10 UTC",
    ]


def test_what_is_still_being_made_and_what_is_not_told_is_said() -> None:
    skipped = Progress({"skipped": 3}, {"stopped": 1, "enough this week": 2})
    assert told(
        (alert(5, WAITING), Progress({"sent": 3_000})),
        (alert(4, WAITING), Progress()),
        (alert(3, STALE), Progress()),
        (alert(2), skipped),
        (alert(1), None),
    ) == [
        "3,000 sent, more are still being found",
        "begins",
        "told to nobody any more",
        "3 skipped (2 × enough this week; 1 × stopped)",
        "too many deliveries to count",
    ]


def test_a_store_without_alerts_says_how_they_come(home: Home) -> None:
    said = home.does("alerts")
    assert (said.exit_code, said.stdout.strip()) == (0, NOBODY)
