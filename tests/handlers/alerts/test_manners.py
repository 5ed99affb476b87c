"""When somebody is told, decided without any store."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from handlers.alerts import all_kinds
from handlers.alerts.manners import decided
from storage.alerts import Alert
from storage.due import Due, Send, Skip, Wait
from storage.preferences import Night
from storage.recipients import Why

EVENING = datetime(2026, 11, 20, 22, 30, tzinfo=UTC)
MORNING = datetime(2026, 11, 21, 8, tzinfo=UTC)


def due_of(kind: str) -> Due:
    """Told to somebody who keeps the night's news for the morning."""
    news = Alert(1, kind, "petition:1", "x", EVENING)
    due = Due(1, news, "telegram", Why.PETITION, problem="", tries=0, address="1", locale="en", zone="UTC")
    return replace(due, supporter_id=1, account_id=1, night=Night.KEEP)


@pytest.mark.parametrize("kind", sorted(all_kinds()))
def test_what_comes_at_night_and_is_kept_for_the_morning_is_told_then(kind: str) -> None:
    assert decided(all_kinds()[kind], due_of(kind), [], EVENING) == Wait(MORNING)
    assert decided(all_kinds()[kind], due_of(kind), [], MORNING) == Send()


def test_whoever_keeps_nothing_is_not_told_of_what_is_long_over() -> None:
    due = replace(due_of("reminder"), night=Night.SILENT)
    assert isinstance(decided(all_kinds()["reminder"], due, [], EVENING + timedelta(hours=9)), Skip)
