"""Reminders are told once, in time or not at all, to whom they belong."""

from __future__ import annotations

import asyncio
from datetime import date, datetime, time, timedelta

import pytest
import sqlalchemy as sa

from storage.nouns import Nouns
from storage.petitions import Petition
from storage.postgresql import PostgresqlStore
from storage.recurring import Rule, Weekly, moment_of
from storage.reminders import FORGOTTEN_AFTER
from storage.store import Store
from storage.tables.news import alert, reminder
from tests.storage.plans import SORTED, plan_of
from tests.storage.planting import NOW, end, planted, remembered, rows, sign

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
FRIDAYS = Weekly(frozenset({5}), time(17))
BERLIN = "Europe/Berlin"
FRIDAY = moment_of(datetime.combine(date(2026, 11, 27), time(17)), BERLIN)


def person(nouns: Nouns, name: str = "ada") -> int:
    """A supporter's id."""
    return remembered(nouns, "telegram", name, f"chat of {name}", NOW).id


async def reminded(store: Store, park: Petition, at: datetime, name: str = "ada") -> None:
    """A person wants to be reminded then."""
    await store.turn(lambda nouns: nouns.reminders.remind_to_sign(person(nouns, name), park.id, at))


async def ruled(store: Store, park: Petition, rule: Rule, zone: str, now: datetime) -> int:
    """A rule's id."""
    added = await store.turn(lambda nouns: nouns.reminders.add_rule(park.id, rule, zone, now))
    assert added is not None
    return added


async def told(store: Store) -> list[str]:
    """The occasions of everything that was told, in order."""
    return [row.occasion for row in await rows(store, sa.select(alert).order_by(alert.c.id))]


async def look(store: Store, now: datetime, most: int = 100) -> int:
    """The clock looks."""
    return await store.page(lambda nouns: nouns.reminders.tell_due(now, most))


async def test_a_wish_is_told_once_at_its_time_to_that_person(store: Store) -> None:
    park = await planted(store)
    await reminded(store, park, NOW + HOUR)
    wish = await store.read(lambda nouns: nouns.reminders.to_sign(1, park.id))
    assert wish is None
    for now in (NOW, NOW + HOUR - MINUTE):
        assert await look(store, now) == 0
    assert [await look(store, NOW + HOUR + n * MINUTE) for n in range(3)] == [1, 0, 0]
    [raised] = await rows(store, sa.select(alert))
    [kept] = await rows(store, sa.select(reminder))
    assert (raised.kind, raised.subject, raised.occasion) == (
        "reminder_to_sign",
        f"reminder:{kept.id}",
        "2026-11-21T13:00",
    )
    assert kept.state == "over"
    about = await store.read(lambda nouns: nouns.reminders.find(kept.id))
    assert about is not None
    assert about.petition_id == park.id


async def test_two_people_who_chose_the_same_time_are_both_told(store: Store) -> None:
    park = await planted(store)
    for name in ("ada", "bo"):
        await reminded(store, park, NOW + HOUR, name)
    await look(store, NOW + HOUR)
    assert await told(store) == ["2026-11-21T13:00"] * 2


async def test_choosing_again_moves_the_wish(store: Store) -> None:
    park = await planted(store)
    await reminded(store, park, NOW + HOUR)
    await reminded(store, park, NOW + DAY)
    assert await look(store, NOW + 2 * HOUR) == 0
    await look(store, NOW + DAY)
    assert await told(store) == ["2026-11-22T12:00"]


@pytest.mark.parametrize(("late", "is_told"), [(timedelta(0), True), (DAY, True), (DAY + MINUTE, False)])
async def test_a_late_wish_is_told_within_a_day(store: Store, late: timedelta, is_told: bool) -> None:
    park = await planted(store)
    await reminded(store, park, NOW)
    await look(store, NOW + late)
    assert len(await told(store)) == is_told
    assert await look(store, NOW + late + MINUTE) == 0


async def test_who_has_signed_meanwhile_is_not_reminded(store: Store) -> None:
    park = await planted(store)
    await sign(store, park, "ada")
    await store.turn(
        lambda nouns: nouns.reminders.remind_to_sign(remembered(nouns, "terminal", "ada", "", NOW).id, park.id, NOW)
    )
    await look(store, NOW)
    assert await told(store) == []


async def test_nobody_is_reminded_of_a_petition_that_has_ended(store: Store) -> None:
    park = await planted(store)
    await reminded(store, park, NOW)
    await ruled(store, park, FRIDAYS, BERLIN, NOW)
    await end(store, park)
    assert await look(store, NOW + 7 * DAY) == 2
    assert await told(store) == []
    assert await look(store, NOW + 30 * DAY) == 0


async def test_what_waits_is_listed_and_can_be_stopped(store: Store) -> None:
    park, lake = await planted(store), await planted(store, "lake")

    def wish(nouns: Nouns) -> list[int]:
        ada = person(nouns)
        nouns.reminders.remind_to_sign(ada, park.id, NOW + DAY)
        nouns.reminders.remind_to_sign(ada, lake.id, NOW + HOUR)
        nouns.reminders.remind_to_sign(person(nouns, "bo"), lake.id, NOW)
        return [each.petition_id for each in nouns.reminders.all_of(ada, NOW, 5)[0]]

    def stop(nouns: Nouns) -> tuple[bool, bool, int]:
        ada = person(nouns)
        stopped = [nouns.reminders.stop_to_sign(ada, lake.id) for _again in range(2)]
        return (*stopped, nouns.reminders.all_of(ada, NOW, 5)[1])  # type: ignore[return-value]

    assert await store.turn(wish) == [lake.id, park.id]
    assert await store.turn(stop) == (True, False, 1)


async def test_one_that_nobody_can_read_holds_up_no_other(store: Store) -> None:
    park, lake = await planted(store), await planted(store, "lake")
    broken = await ruled(store, park, FRIDAYS, BERLIN, NOW)
    await ruled(store, lake, FRIDAYS, BERLIN, NOW)
    await store.turn(
        lambda nouns: nouns.connection.run(sa.update(reminder).where(reminder.c.id == broken).values(rule={"at": "17"}))
    )
    assert [await look(store, FRIDAY) for _again in range(2)] == [2, 0]
    assert await told(store) == ["2026-11-27T17:00"]
    [kept] = await rows(store, sa.select(reminder.c.state).where(reminder.c.id == broken))
    assert kept.state == "unreadable"


async def test_a_crash_while_it_is_told_neither_loses_nor_doubles_it(store: Store) -> None:
    park = await planted(store)
    await ruled(store, park, FRIDAYS, BERLIN, NOW)

    def crash(nouns: Nouns) -> None:
        assert nouns.reminders.tell_due(FRIDAY, 9) == 1
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await store.page(crash)
    assert await told(store) == []
    await look(store, FRIDAY)
    assert await told(store) == ["2026-11-27T17:00"]


async def test_what_is_over_is_forgotten_after_a_while(store: Store) -> None:
    park = await planted(store)
    await reminded(store, park, NOW)
    await look(store, NOW)
    prune = [await store.page(lambda nouns, at=at: nouns.reminders.prune(at, 9)) for at in (NOW, NOW + FORGOTTEN_AFTER)]  # type: ignore[misc]
    assert prune == [0, 1]


async def test_reminders_are_united_copied_and_erased(store: Store) -> None:
    park, lake, moor = [await planted(store, slug) for slug in ("park", "lake", "moor")]

    def unite(nouns: Nouns) -> tuple[list[int], list[int], list[int]]:
        ada, hers, parted = (person(nouns, name) for name in ("ada", "hers", "parted"))
        for whose, which, at in ((ada, park, 1), (hers, park, 2), (hers, lake, 3), (hers, moor, 4)):
            nouns.reminders.remind_to_sign(whose, which.id, NOW + at * HOUR)
        moved = [nouns.reminders.unite_page(hers, ada, 2), nouns.reminders.unite_page(hers, ada, 2)]
        nouns.reminders.copy(ada, parted)
        nouns.reminders.erase_person(ada)
        found, _total = nouns.reminders.all_of(parted, NOW, 9)
        return moved, [each.petition_id for each in found], [nouns.reminders.all_of(ada, NOW, 9)[1]]

    assert await store.turn(unite) == ([2, 1], [park.id, lake.id, moor.id], [0])
    [first, *_others] = await rows(store, sa.select(reminder).order_by(reminder.c.next_due))
    assert first.next_due == NOW + HOUR


async def test_a_wish_that_waits_stays_where_another_one_is_over(store: Store) -> None:
    park = await planted(store)
    await reminded(store, park, NOW)
    await look(store, NOW)
    await reminded(store, park, NOW + DAY, "hers")

    def unite(nouns: Nouns) -> int:
        ada, hers = person(nouns), person(nouns, "hers")
        nouns.reminders.unite_page(hers, ada, 9)
        return nouns.reminders.all_of(ada, NOW, 9)[1]

    assert await store.turn(unite) == 1


async def test_what_is_due_is_found_by_its_time(store: Store) -> None:
    park = await planted(store)
    await ruled(store, park, FRIDAYS, BERLIN, NOW)
    plan = await store.turn(lambda nouns: plan_of(nouns, lambda asked: asked.reminders.tell_due(NOW, 9)))
    assert "ix_reminder_state_next_due" in plan
    assert not SORTED.search(plan), plan


async def test_a_zone_stands_nowhere_in_clear(store: Store) -> None:
    park = await planted(store)
    await ruled(store, park, FRIDAYS, "Pacific/Chatham", NOW)
    [kept] = await rows(store, sa.select(reminder))
    assert b"Chatham" not in kept.zone


async def test_choosing_on_two_apps_at_once_leaves_one_wish(postgresql_store: PostgresqlStore) -> None:
    park = await planted(postgresql_store)
    await reminded(postgresql_store, park, NOW)
    await asyncio.gather(*(reminded(postgresql_store, park, NOW + n * HOUR) for n in range(10)))
    assert len(await rows(postgresql_store, sa.select(reminder))) == 1
