"""Reminders that organizers set are listed, changed, paused, gone on with and stopped, each step once."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
import sqlalchemy as sa

from storage.nouns import Nouns
from storage.petitions import Petition
from storage.recurring import EveryDays, Weekly, skipped
from storage.reminders import Reminder
from storage.store import Store
from storage.tables.news import reminder
from tests.storage.plans import plan_of
from tests.storage.planting import NOW, planted, rows
from tests.storage.test_reminders import BERLIN, DAY, FRIDAY, FRIDAYS, HOUR, look, reminded, ruled, told

MONDAYS = Weekly(frozenset({1}), time(9))


@pytest.fixture
async def park(store: Store) -> Petition:
    return await planted(store)


async def of(store: Store, park: Petition) -> list[Reminder]:
    """As organizers see them."""
    return await store.read(lambda nouns: nouns.reminder_rules.of_petition(park.id))


async def test_the_next_stands_first_and_wishes_to_sign_are_none_of_them(store: Store, park: Petition) -> None:
    await ruled(store, park, FRIDAYS, BERLIN, NOW)
    await ruled(store, park, MONDAYS, BERLIN, NOW)
    await reminded(store, park, NOW + HOUR)
    assert [each.rule for each in await of(store, park)] == [MONDAYS, FRIDAYS]
    lake = await planted(store, "lake")
    assert await of(store, lake) == []


async def test_a_petition_s_own_are_found_by_their_index(store: Store, park: Petition) -> None:
    await ruled(store, park, FRIDAYS, BERLIN, NOW)
    plan = await store.turn(lambda nouns: plan_of(nouns, lambda asked: asked.reminder_rules.of_petition(park.id)))
    assert "ix_reminder_rules" in plan


async def test_what_is_paused_tells_nothing_and_goes_on_with_its_next_time(store: Store, park: Petition) -> None:
    added = await ruled(store, park, FRIDAYS, BERLIN, NOW)
    paused = [await store.turn(lambda nouns: nouns.reminder_rules.pause(added)) for _organizer in range(2)]
    assert paused == [True, False]
    await look(store, FRIDAY)
    assert await told(store) == []
    [found] = await of(store, park)
    assert found.is_paused
    gone_on = [
        await store.turn(lambda nouns: nouns.reminder_rules.go_on(found, FRIDAY + DAY)) for _organizer in range(2)
    ]
    assert gone_on == [True, False]
    await look(store, FRIDAY + DAY)
    await look(store, FRIDAY + 7 * DAY)
    assert await told(store) == ["2026-12-04T17:00"]


async def test_what_was_stopped_is_over_and_can_be_asked_about_for_a_while(store: Store, park: Petition) -> None:
    added = await ruled(store, park, FRIDAYS, BERLIN, NOW)
    stopped = [await store.turn(lambda nouns: nouns.reminder_rules.stop(added, NOW)) for _organizer in range(2)]
    assert stopped == [True, False]
    assert await of(store, park) == []
    await look(store, FRIDAY)
    assert await told(store) == []
    assert await store.read(lambda nouns: nouns.reminders.find(added)) is not None
    await store.turn(lambda nouns: nouns.reminders.prune(NOW + 3 * DAY, 9) and None)
    assert await rows(store, sa.select(reminder)) == []


async def test_what_is_changed_comes_by_the_new_rule(store: Store, park: Petition) -> None:
    added = await ruled(store, park, FRIDAYS, BERLIN, NOW)

    def change(nouns: Nouns) -> bool:
        return nouns.reminder_rules.change(added, MONDAYS, "Asia/Tokyo", NOW, words="Now.", ends_at=NOW + 8 * DAY)

    assert await store.turn(change)
    [found] = await of(store, park)
    assert (found.rule, found.zone, found.words) == (MONDAYS, "Asia/Tokyo", "Now.")
    for steps in range(60):
        await look(store, NOW + 6 * steps * HOUR)
    assert await told(store) == ["2026-11-23T09:00"]


async def test_a_change_after_which_it_never_comes_is_none(store: Store, park: Petition) -> None:
    added = await ruled(store, park, FRIDAYS, BERLIN, NOW)

    def change(nouns: Nouns) -> bool:
        return nouns.reminder_rules.change(added, MONDAYS, BERLIN, NOW, words="", ends_at=NOW)

    assert not await store.turn(change)
    assert [each.rule for each in await of(store, park)] == [FRIDAYS]


async def test_one_that_is_paused_past_its_end_does_not_go_on(store: Store, park: Petition) -> None:
    added = await store.turn(
        lambda nouns: nouns.reminders.add_rule(park.id, FRIDAYS, BERLIN, NOW, ends_at=FRIDAY + DAY)
    )
    assert added is not None
    await store.turn(lambda nouns: nouns.reminder_rules.pause(added))
    [found] = await of(store, park)
    assert not await store.turn(lambda nouns: nouns.reminder_rules.go_on(found, FRIDAY + 2 * DAY))


def test_the_next_time_that_clocks_skip_is_found() -> None:
    nightly = EveryDays(1, date(2026, 11, 21), time(2, 30))
    missing = skipped(nightly, BERLIN, NOW)
    assert missing is not None
    assert missing.local == "2027-03-28T02:30"
    assert skipped(EveryDays(1, date(2026, 11, 21), time(3)), BERLIN, NOW) is None
    assert skipped(nightly, "Asia/Tokyo", NOW) is None
    assert skipped(Weekly(frozenset({1}), time(2, 30)), BERLIN, NOW) is None
    assert datetime.fromisoformat(missing.local).date() == date(2027, 3, 28)
