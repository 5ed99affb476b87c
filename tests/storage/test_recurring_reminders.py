"""Recurring reminders are told once for each time they come, whatever clocks, restarts and other processes do."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate, takewhile

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.nouns import Nouns
from storage.postgresql import PostgresqlStore, postgresql_engine
from storage.recurring import EveryDays, Rule, Weekly, moment_of, occurrences
from storage.reminders import LATE, ReminderKind
from storage.store import Store
from storage.tables.news import alert, reminder
from storage.tables.petitions import petition
from tests.storage.planting import NOW, planted, rows
from tests.storage.test_reminders import BERLIN, DAY, FRIDAY, FRIDAYS, HOUR, MINUTE, look, reminded, ruled, told
from tests.stores import VAULT, Stores

CHANGES = [
    ("Europe/Berlin", date(2026, 3, 29), time(2, 30)),
    ("Europe/Berlin", date(2026, 10, 25), time(2, 30)),
    ("America/New_York", date(2026, 3, 8), time(2, 0)),
    ("America/New_York", date(2026, 11, 1), time(1, 30)),
    ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 15)),
    ("Australia/Lord_Howe", date(2026, 4, 5), time(1, 45)),
    ("Asia/Tokyo", date(2026, 3, 29), time(2, 30)),
]


@pytest.mark.parametrize(("zone", "day", "at"), CHANGES)
async def test_each_day_on_which_clocks_change_is_told_once(store: Store, zone: str, day: date, at: time) -> None:
    park = await planted(store)
    now = moment_of(datetime.combine(day - DAY, time(12)), zone)
    await ruled(store, park, EveryDays(1, day, at), zone, now)
    for _tick in range(24 * 6):
        now += 10 * MINUTE
        await look(store, now)
    assert await told(store) == [datetime.combine(day, at).isoformat(timespec="minutes")]


async def test_a_clock_that_was_off_for_days_tells_at_most_the_last_one(store: Store) -> None:
    park = await planted(store)
    await ruled(store, park, EveryDays(1, date(2026, 11, 22), time(17)), "Asia/Tokyo", NOW)
    await look(store, datetime(2026, 11, 27, 8, 30, tzinfo=UTC))
    assert await told(store) == ["2026-11-27T17:00"]
    await look(store, datetime(2026, 12, 5, 7, 59, tzinfo=UTC))
    assert await told(store) == ["2026-11-27T17:00"]
    await look(store, datetime(2026, 12, 5, 8, 0, tzinfo=UTC))
    assert await told(store) == ["2026-11-27T17:00", "2026-12-05T17:00"]


@pytest.mark.parametrize(("late", "is_told"), [(6 * HOUR, True), (6 * HOUR + MINUTE, False)])
async def test_a_rule_is_told_up_to_six_hours_late_and_goes_on(store: Store, late: timedelta, is_told: bool) -> None:
    park = await planted(store)
    await ruled(store, park, FRIDAYS, BERLIN, NOW)
    await look(store, FRIDAY + late)
    assert await told(store) == ["2026-11-27T17:00"] * is_told
    await look(store, FRIDAY + 7 * DAY)
    assert await told(store) == [*["2026-11-27T17:00"] * is_told, "2026-12-04T17:00"]


async def test_a_rule_ends_where_it_was_said_to(store: Store) -> None:
    park = await planted(store)
    add = {"words": "Two weeks to go.", "ends_at": FRIDAY + 7 * DAY}
    added = await store.turn(lambda nouns: nouns.reminders.add_rule(park.id, FRIDAYS, BERLIN, NOW, **add))  # type: ignore[arg-type]
    assert added is not None
    for weeks in range(5):
        await look(store, FRIDAY + weeks * 7 * DAY)
    assert await told(store) == ["2026-11-27T17:00"]
    kept = await store.read(lambda nouns: nouns.reminders.find(added))
    assert kept is not None
    assert kept.words == "Two weeks to go."


async def test_a_rule_that_comes_no_more_is_not_kept(store: Store) -> None:
    park = await planted(store)
    over = {"ends_at": NOW}
    added = await store.turn(lambda nouns: nouns.reminders.add_rule(park.id, FRIDAYS, BERLIN, NOW, **over))  # type: ignore[arg-type]
    assert added is None
    assert await rows(store, sa.select(reminder)) == []


TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
RULES = st.one_of(
    st.builds(Weekly, st.frozensets(st.integers(1, 7), min_size=1), TIMES),
    st.builds(EveryDays, st.integers(1, 9), st.dates(date(2026, 3, 1), date(2026, 3, 20)), TIMES),
)
ZONES = st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Tokyo"])
BEGINS = st.sampled_from([date(2026, 3, 5), date(2026, 3, 25), date(2026, 10, 1), date(2026, 10, 22)])
STEPS = st.lists(st.integers(-3 * 60, 3 * 24 * 60), min_size=1, max_size=25)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(RULES, ZONES, BEGINS, STEPS)
async def test_every_time_is_told_once_or_was_too_late(
    sqlite_store: Store, rule: Rule, zone: str, begin: date, steps: list[int]
) -> None:
    """The clock looks now and then, is off for days, and is set back by hours."""
    park = await planted(sqlite_store, f"park {await sqlite_store.turn(_begin_anew)}")
    start = moment_of(datetime.combine(begin, time(12)), zone)
    await ruled(sqlite_store, park, rule, zone, start)
    looks = [start + minutes * MINUTE for minutes in accumulate(steps)]
    for moment in looks:
        await look(sqlite_store, moment)
    assert await told(sqlite_store) == _expected(rule, zone, start, looks)


def _expected(rule: Rule, zone: str, start: datetime, looks: list[datetime]) -> list[str]:
    """Of all that came since the latest look the last, where it is not too late for it."""
    coming = takewhile(lambda each: each.moment <= max(looks), occurrences(rule, zone, start.date() - DAY))
    came, found, latest = list(coming), [], start
    for now in looks:
        since = [each for each in came if latest < each.moment <= now]
        found += [each.local for each in since[-1:] if now - each.moment <= LATE[ReminderKind.RULE]]
        latest = max(latest, now)
    return found


def _begin_anew(nouns: Nouns) -> int:
    """How many petitions there are already."""
    for table in (alert, reminder):
        nouns.connection.run(sa.delete(table))
    return len(nouns.connection.all(sa.select(petition.c.id)))


async def test_two_processes_tell_each_of_many_once(stores: Stores) -> None:
    server = await asyncio.to_thread(stores.postgresql)
    url = server.url(await server.new_database())
    one, other = (PostgresqlStore(postgresql_engine(url), VAULT) for _process in range(2))
    park = await planted(one)
    for n in range(20):
        await reminded(one, park, FRIDAY, f"person {n}")
        await ruled(one, park, FRIDAYS, BERLIN, NOW)

    async def work(store: Store) -> None:
        for weeks in (0, 0, 0, 1, 1, 2):
            while await look(store, FRIDAY + weeks * 7 * DAY, 7):
                pass

    await asyncio.gather(work(one), work(other))
    occasions = Counter(await told(one))
    assert occasions == {"2026-11-27T16:00": 20, "2026-11-27T17:00": 20, "2026-12-04T17:00": 20, "2026-12-11T17:00": 20}
    for store in (one, other):
        await store.close()
