"""When somebody is told, decided without any store."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from handlers.alerts import all_kinds
from handlers.alerts.manners import decided
from storage.alerts import Alert
from storage.due import Due, Heard, Send, Skip, Wait
from storage.hearing import ALARM, ALARM_UNATTENDED, COACH
from storage.preferences import Night
from storage.recipients import Why

EVENING = datetime(2026, 11, 20, 22, 30, tzinfo=UTC)
MORNING = datetime(2026, 11, 21, 8, tzinfo=UTC)


def due_of(kind: str) -> Due:
    """Told to somebody who keeps the night's news for the morning."""
    news = Alert(1, kind, "petition:1", "x", EVENING)
    due = Due(1, news, "telegram", Why.PETITION, problem="", tries=0, address="1", locale="en", zone="UTC")
    return replace(due, supporter_id=1, account_id=1, night=Night.KEEP)


FOR_DAY = sorted(name for name, kind in all_kinds().items() if kind.is_for_day)


@pytest.mark.parametrize(
    "kind", sorted(name for name in all_kinds().keys() - FOR_DAY if not all_kinds()[name].is_alarm)
)
def test_what_comes_at_night_and_is_kept_for_the_morning_is_told_then(kind: str) -> None:
    assert decided(all_kinds()[kind], due_of(kind), [], EVENING) == Wait(MORNING)
    assert decided(all_kinds()[kind], due_of(kind), [], MORNING) == Send()


@pytest.mark.parametrize("kind", FOR_DAY)
def test_what_is_old_by_morning_is_not_told_at_night(kind: str) -> None:
    assert decided(all_kinds()[kind], due_of(kind), [], EVENING) == Skip("at night")
    assert decided(all_kinds()[kind], due_of(kind), [], EVENING - timedelta(hours=1)) == Send()


def test_organizers_are_coached_three_times_a_day_whatever_it_is_about() -> None:
    at = EVENING - timedelta(hours=2)
    told = [Heard(COACH, f"petition:{n}", at - timedelta(hours=n)) for n in (1, 2, 23)]
    due = replace(due_of(COACH), alert=Alert(9, COACH, "petition:9", "x", at))
    assert decided(all_kinds()[COACH], due, told[:2], at) == Send()
    assert decided(all_kinds()[COACH], due, told, at) == Skip("enough today")
    assert decided(all_kinds()[COACH], due, told, at + timedelta(hours=1)) == Send()
    others = [replace(each, kind="quiet") for each in told]
    assert decided(all_kinds()[COACH], due, others, at) == Send(), "other kinds are not counted with it"


def test_an_alarm_rings_at_night_for_whoever_is_on_duty_and_for_nobody_else() -> None:
    assert decided(all_kinds()[ALARM], due_of(ALARM), [], EVENING) == Send()
    assert decided(all_kinds()[ALARM_UNATTENDED], due_of(ALARM_UNATTENDED), [], EVENING) == Send(is_silent=True)
    assert isinstance(decided(all_kinds()[ALARM], due_of(ALARM), [], MORNING + timedelta(hours=4)), Skip)
    stopped = replace(due_of(ALARM), is_stopped=True)
    assert decided(all_kinds()[ALARM], stopped, [], EVENING) == Skip("stopped")


def test_whoever_keeps_nothing_is_not_told_of_what_is_long_over() -> None:
    due = replace(due_of("reminder"), night=Night.SILENT)
    assert isinstance(decided(all_kinds()["reminder"], due, [], EVENING + timedelta(hours=9)), Skip)


def in_group(kind: str) -> Due:
    """Told to a group."""
    return replace(due_of(kind), supporter_id=None, account_id=None, chat_id=1, chat_kind="group")


def test_a_group_hears_one_message_a_day_and_how_it_ends_beside_it() -> None:
    news, noon = all_kinds()["campaign_update"], EVENING + timedelta(hours=14)
    told = [Heard("campaign_update", "petition:2", noon - timedelta(hours=23))]
    due = replace(in_group("campaign_update"), alert=Alert(1, "campaign_update", "petition:1", "x", noon))
    assert isinstance(decided(news, due, told, noon), Skip)
    assert decided(news, due, told, noon + timedelta(hours=2)) == Send(is_silent=True)
    assert decided(all_kinds()["victory"], due, told, noon) == Send()


def test_nothing_rings_in_a_group_at_night() -> None:
    assert decided(all_kinds()["victory"], in_group("victory"), [], EVENING) == Send(is_silent=True)


def test_news_of_another_petition_stands_in_the_way_of_none() -> None:
    told = [Heard("campaign_update", "petition:2", MORNING - timedelta(days=1))]
    assert decided(all_kinds()["campaign_update"], due_of("campaign_update"), told, MORNING) == Send()


def test_what_was_asked_for_or_owed_counts_for_no_cap() -> None:
    free = ("reminder_to_sign", "correction", "victory", "response")
    told = [Heard(kind, "petition:2", MORNING - timedelta(hours=1)) for kind in free]
    assert decided(all_kinds()["milestone"], due_of("milestone"), told, MORNING) == Send()
    counted = [Heard("new_story", "petition:2", MORNING - timedelta(hours=1))] * 3
    assert isinstance(decided(all_kinds()["milestone"], due_of("milestone"), counted, MORNING), Skip)
