"""What charts are drawn from says the same as the ledger, and tells nobody."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import datetime, timedelta
from functools import partial

import pytest

from bot.clock.charting import count_groups, sum_hours
from storage.census import GroupKind
from storage.charting import Course, Group, Hour
from storage.columns import EPOCH
from storage.hourly import SETTLES, follow_ledger
from storage.ledger import Kind
from storage.nouns import Nouns
from storage.petitions import Petition
from storage.showing import Showing, Visibility
from storage.store import Store
from tests.storage.planting import NOW, planted, sign

HOUR = timedelta(hours=1)
LATER = NOW + timedelta(minutes=1)
IN_LEEDS = Showing(Visibility.INITIALS, "Ada", "Leeds")


@pytest.fixture
async def park(store: Store) -> Petition:
    return await planted(store, "park")


async def enter(store: Store, found: Petition, kind: Kind, amount: int, at: datetime) -> None:
    await store.turn(lambda nouns: nouns.ledger.enter(found.id, kind, amount, at))


async def hours(store: Store, found: Petition) -> list[Hour]:
    return await store.read(lambda nouns: nouns.charting.hours(found.id, EPOCH))


async def course(store: Store, found: Petition, until: datetime) -> Course | None:
    return await store.read(lambda nouns: nouns.charting.course(found.id, until))


async def groups(store: Store, found: Petition, kind: GroupKind) -> list[Group]:
    return await store.read(lambda nouns: nouns.charting.groups(found.id, kind))


async def test_hours_tell_apart_who_signed_who_left_and_what_came_from_elsewhere(store: Store, park: Petition) -> None:
    for kind, amount, at in (
        (Kind.SIGNED, 1, NOW - HOUR),
        (Kind.SIGNED, 1, NOW),
        (Kind.WITHDRAWN, -1, NOW),
        (Kind.PAPER, 100, NOW),
    ):
        await enter(store, park, kind, amount, at)
    said = [Hour(NOW - HOUR, 1, 0, 0), Hour(NOW, 1, -1, 100)]
    assert await hours(store, park) == said
    await sum_hours(store, LATER)
    assert await hours(store, park) == said
    await enter(store, park, Kind.SIGNED, 1, LATER)
    assert await hours(store, park) == [said[0], Hour(NOW, 2, -1, 100)]


async def test_what_has_not_settled_is_summed_later_and_once(store: Store, park: Petition) -> None:
    await enter(store, park, Kind.SIGNED, 1, NOW)
    await enter(store, park, Kind.SIGNED, 1, NOW + SETTLES)
    for now in (NOW + SETTLES, NOW + SETTLES, NOW + 3 * SETTLES, NOW + 3 * SETTLES):
        await sum_hours(store, now)
        assert await hours(store, park) == [Hour(NOW, 2, 0, 0)]


async def test_the_course_ends_with_the_count(store: Store, park: Petition) -> None:
    assert await course(store, park, NOW) is None
    await enter(store, park, Kind.IMPORTED, 20, NOW - 1_000 * HOUR)
    await enter(store, park, Kind.SIGNED, 1, NOW - 2 * HOUR)
    await sum_hours(store, LATER)
    await enter(store, park, Kind.SIGNED, 1, NOW)
    found = await course(store, park, NOW)
    assert found is not None
    assert (found.begins, found.part, len(found.totals)) == (NOW - 1_000 * HOUR, 3 * HOUR, 334)
    assert (found.totals[0], found.totals[331], found.totals[-1]) == (20, 20, 22)


async def test_a_course_that_begins_earlier_tells_nothing_of_the_first_hour(store: Store, park: Petition) -> None:
    await enter(store, park, Kind.SIGNED, 10, NOW - 30 * HOUR)
    since = NOW - timedelta(days=9)
    found = await store.read(lambda nouns: nouns.charting.course(park.id, NOW, since=since, least=24 * HOUR))
    assert found == Course(since, 24 * HOUR, (0,) * 7 + (10,) * 3, NOW)


@pytest.mark.parametrize("seed", range(5))
async def test_sums_of_pages_are_the_sums_of_the_ledger(store: Store, seed: int) -> None:
    chance = random.Random(seed)
    asks = [await planted(store, slug) for slug in ("oak", "elm")]
    expected: dict[tuple[int, datetime], list[int]] = defaultdict(lambda: [0, 0, 0])
    for minute in range(0, 600, 7):
        at, found, kind = NOW + timedelta(minutes=minute), chance.choice(asks), chance.choice(list(Kind))
        amount = -1 if kind in {Kind.WITHDRAWN, Kind.HELD, Kind.ERASED} else chance.randint(1, 9)
        await enter(store, found, kind, amount, at)
        which = 2 if kind in {Kind.IMPORTED, Kind.PAPER, Kind.CORRECTED} else int(amount < 0)
        expected[found.id, at.replace(minute=0)][which] += amount
        if chance.random() < 0.3:
            await store.page(partial(_follow, at, chance.randint(1, 9)))
    for found in asks:
        said = {(found.id, each.at): [each.signed, each.gone, each.elsewhere] for each in await hours(store, found)}
        assert said == {key: sums for key, sums in expected.items() if key[0] == found.id}


def _follow(now: datetime, most: int, nouns: Nouns) -> bool:
    return follow_ledger(nouns.connection, now, most)


async def test_groups_of_fewer_than_five_are_named_nowhere(store: Store, park: Petition) -> None:
    for number in range(5):
        await sign(store, park, f"ada{number}", IN_LEEDS)
    for number in range(4):
        await sign(store, park, f"bo{number}", Showing(Visibility.INITIALS, "Ada", "York"))
    await sum_hours(store, LATER)
    await count_groups(store, LATER)
    assert [(each.place, each.people) for each in await groups(store, park, GroupKind.PLACE)] == [("", 9)]
    assert await groups(store, park, GroupKind.APP) == [Group("terminal", 9)]


async def test_very_many_places_are_counted_among_the_others(
    store: Store, park: Petition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.census.MOST_KEYS", 4)
    for number in range(6):
        await sign(store, park, f"ada{number}", IN_LEEDS)
        await sign(store, park, f"bo{number}", Showing(Visibility.INITIALS, "Bo", f"Village {number}"))
    await sum_hours(store, LATER)
    await count_groups(store, LATER)
    assert [(each.place, each.people) for each in await groups(store, park, GroupKind.PLACE)] == [("Leeds", 6), ("", 6)]


async def test_all_others_are_one_group_where_they_are_enough(store: Store, park: Petition) -> None:
    for number in range(5):
        await sign(store, park, f"ada{number}", IN_LEEDS)
        await sign(store, park, f"bo{number}")
    await sum_hours(store, LATER)
    await count_groups(store, LATER)
    assert [(each.place, each.people) for each in await groups(store, park, GroupKind.PLACE)] == [("Leeds", 5), ("", 5)]


async def test_at_risk_places_and_links_are_counted_nowhere(store: Store) -> None:
    hidden = await planted(store, "hidden", at_risk=True)
    for number in range(10):
        await sign(store, hidden, f"ada{number}", IN_LEEDS)
    await sum_hours(store, LATER)
    await count_groups(store, LATER)
    assert [await groups(store, hidden, kind) for kind in GroupKind] == [[Group("terminal", 10)], [], []]


async def test_groups_are_counted_anew_once_the_count_has_changed(store: Store, park: Petition) -> None:
    for number in range(5):
        await sign(store, park, f"ada{number}")
    await sum_hours(store, LATER)
    await count_groups(store, LATER)
    await enter(store, park, Kind.PAPER, 1, LATER)
    await sign(store, park, "bo")
    soon, then = LATER + timedelta(minutes=2), LATER + timedelta(minutes=20)
    await sum_hours(store, soon)
    await count_groups(store, soon)
    assert await groups(store, park, GroupKind.APP) == [Group("terminal", 5)]
    await count_groups(store, then)
    assert await groups(store, park, GroupKind.APP) == [Group("terminal", 6)]
    assert await store.read(lambda nouns: nouns.charting.counted_at(park.id)) == then
