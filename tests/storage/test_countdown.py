"""The countdown: 7, 3 and 1 days before, once, on its own local day, and never a scan of all petitions."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from storage.nouns import Nouns
from storage.recurring import moment_of
from storage.standing import State
from storage.store import Store
from storage.tables.news import alert
from storage.tables.organisations import organisation
from storage.tables.petitions import key_date, petition
from tests.storage.plans import WHOLE, plan_of
from tests.storage.planting import plant_organisation, plant_petition, rows

ZONE = "America/New_York"
HEARING = date(2026, 11, 8)
LATE_EVENING = time(23, 59)


def plant(nouns: Nouns, slug: str = "park", **columns: Any) -> int:
    """A petition of an organisation in New York."""
    organisation_id = plant_organisation(nouns, "york")
    nouns.connection.run(sa.update(organisation).where(organisation.c.slug == "york").values(zone=ZONE))
    return plant_petition(nouns, slug, organisation_id=organisation_id, **columns)


def plant_date(nouns: Nouns, petition_id: int, on: date = HEARING) -> int:
    """A key date's id."""
    added = sa.insert(key_date).values(petition_id=petition_id, on_date=on, what="The hearing")
    row = nouns.connection.first(added.returning(key_date.c.id))
    assert row is not None
    return int(row.id)


def at(day: date, clock: time = time(9)) -> datetime:
    """A local time in New York."""
    return moment_of(datetime.combine(day, clock), ZONE)


def before(days: int) -> date:
    """So many days before the hearing."""
    return HEARING - timedelta(days=days)


async def look(store: Store, now: datetime, most: int = 100) -> int:
    """The clock looks."""
    return await store.page(lambda nouns: nouns.countdown.tell_due(ZONE, now, most))


async def told(store: Store) -> list[tuple[str, str, str]]:
    """Everything that was told, in order."""
    found = await rows(store, sa.select(alert).order_by(alert.c.id))
    return [(row.kind, row.subject, row.occasion) for row in found]


async def test_a_key_date_is_told_three_times_from_nine_in_the_morning(store: Store) -> None:
    park = await store.turn(plant)
    hearing = await store.turn(lambda nouns: plant_date(nouns, park))
    seen: dict[str, datetime] = {}
    now = at(before(9), time(0))
    while now < at(HEARING + timedelta(days=1)):
        await look(store, now)
        for _kind, _subject, occasion in await told(store):
            seen.setdefault(occasion, now)
        now += timedelta(minutes=30)
    assert seen == {f"{hearing}:{days}": at(before(days)) for days in (7, 3, 1)}
    assert {(kind, subject) for kind, subject, _occasion in await told(store)} == {("key_date", f"petition:{park}")}


async def test_the_last_day_is_counted_down_to(store: Store) -> None:
    closes = at(HEARING + timedelta(days=1), time(0))
    park = await store.turn(lambda nouns: plant(nouns, closes_at=closes))
    await store.turn(lambda nouns: plant(nouns, "lake", closes_at=closes + timedelta(milliseconds=1)))
    for days in range(9, 0, -1):
        await look(store, at(before(days)))
    its = [(kind, occasion) for kind, subject, occasion in await told(store) if subject == f"petition:{park}"]
    assert its == [("closing_soon", f"2026-11-08:{days}") for days in (7, 3, 1)]
    others = [occasion for _kind, subject, occasion in await told(store) if subject != f"petition:{park}"]
    assert others == ["2026-11-09:7", "2026-11-09:3"]


async def test_a_clock_that_was_off_tells_it_until_the_day_ends_and_not_later(store: Store) -> None:
    park = await store.turn(plant)
    hearing = await store.turn(lambda nouns: plant_date(nouns, park))
    await look(store, at(before(7), LATE_EVENING))
    await look(store, at(before(2), time(0)))
    assert [occasion for _kind, _subject, occasion in await told(store)] == [f"{hearing}:7"]


async def test_a_date_that_was_moved_is_told_anew_and_one_that_was_deleted_not_at_all(store: Store) -> None:
    park = await store.turn(plant)
    first = await store.turn(lambda nouns: plant_date(nouns, park))
    await look(store, at(before(7)))
    await store.turn(lambda nouns: nouns.connection.run(sa.delete(key_date)))
    second = await store.turn(lambda nouns: plant_date(nouns, park, HEARING + timedelta(days=1)))
    for days in (6, 3):
        await look(store, at(before(days)))
    assert [occasion for _kind, _subject, occasion in await told(store)] == [f"{first}:7", f"{second}:7"]


async def test_a_last_day_that_was_moved_is_told_anew(store: Store) -> None:
    park = await store.turn(lambda nouns: plant(nouns, closes_at=at(HEARING, time(0))))
    await look(store, at(before(8)))
    later = sa.update(petition).where(petition.c.id == park).values(closes_at=at(HEARING, time(23)))
    await store.turn(lambda nouns: nouns.connection.run(later))
    for days in (7, 7):
        await look(store, at(before(days)))
    assert [occasion for _kind, _subject, occasion in await told(store)] == ["2026-11-07:7", "2026-11-08:7"]


async def test_drafts_and_closed_petitions_close_silently_and_other_zones_wait(store: Store) -> None:
    closes = at(HEARING, time(12))

    def plant_all(nouns: Nouns) -> None:
        plant_date(nouns, plant(nouns, "draft", state=State.DRAFT.value, closes_at=closes))
        plant(nouns, "over", state=State.CLOSED.value, closes_at=closes)
        plant_date(nouns, plant_petition(nouns, "in london", closes_at=closes))

    await store.turn(plant_all)
    assert await look(store, at(before(7))) == 0
    assert await store.read(lambda nouns: sorted(nouns.countdown.zones(at(before(7))))) == [ZONE, "Europe/London"]


async def test_a_petition_with_a_time_zone_of_its_own_is_counted_down_to_there(store: Store) -> None:
    auckland = "Pacific/Auckland"
    ends = moment_of(datetime.combine(HEARING + timedelta(days=1), time()), auckland)
    park = await store.turn(lambda nouns: plant(nouns, closes_at=ends, zone=auckland))
    hearing = await store.turn(lambda nouns: plant_date(nouns, park))
    morning = moment_of(datetime.combine(before(3), time(9)), auckland)
    assert await store.read(lambda nouns: sorted(nouns.countdown.zones(morning))) == [ZONE, auckland]
    for hours in range(-24, 24):
        await look(store, morning + timedelta(hours=hours))
    assert await told(store) == []
    for minutes in (-1, 0, 1):
        now = morning + timedelta(minutes=minutes)
        await store.page(lambda nouns, now=now: nouns.countdown.tell_due(auckland, now, 100))  # type: ignore[misc]
    subject = f"petition:{park}"
    assert await told(store) == [("key_date", subject, f"{hearing}:3"), ("closing_soon", subject, "2026-11-08:3")]


async def test_zones_are_found_without_reading_all_petitions(store: Store) -> None:
    await store.turn(lambda nouns: plant(nouns, closes_at=at(HEARING), zone="Pacific/Auckland"))
    plan = await store.turn(lambda nouns: plan_of(nouns, lambda nouns: nouns.countdown.zones(at(before(7)))))
    assert "ix_key_date_on_date_id" in plan
    assert "ix_petition_state_closes_at_id" in plan
    assert "SCAN petition" not in plan, plan
    assert await store.read(lambda nouns: nouns.countdown.zones(at(before(20)))) == [ZONE]


async def test_very_many_are_told_page_after_page(store: Store) -> None:
    park = await store.turn(lambda nouns: plant(nouns, closes_at=at(HEARING, time(12))))
    for n in range(5):
        await store.turn(lambda nouns, n=n: plant_date(nouns, park, before(7 - (7, 3, 1)[n % 3])))  # type: ignore[misc]
    assert [await look(store, at(before(7)), 4) for _page in range(3)] == [4, 2, 0]


async def test_what_is_due_is_found_by_its_day(store: Store) -> None:
    def ask(nouns: Nouns) -> object:
        return nouns.countdown.tell_due(ZONE, datetime(2026, 10, 20, 20, tzinfo=UTC), 5)

    await store.turn(lambda nouns: plant(nouns, closes_at=at(HEARING)))
    plan = await store.turn(lambda nouns: plan_of(nouns, ask))
    assert "ix_key_date_on_date_id" in plan
    assert "ix_petition_state_closes_at_id" in plan
    assert not WHOLE.search(plan), plan
    assert "SCAN key_date" not in plan
