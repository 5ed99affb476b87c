"""What organizers can do in the first days of a petition, and who of them is told."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest
import sqlalchemy as sa

from bot.clock.coaching import coach
from handlers.advice import advise
from handlers.organizing.rights import Deed, who_may
from storage.coaching import APART, FIRST_DAYS, Hours, Young
from storage.hearing import COACH
from storage.members import Role
from storage.nouns import Nouns
from storage.petitions import Petition
from storage.showing import Showing
from storage.store import Store
from storage.tables.news import alert, delivery
from storage.tables.petitions import milestone, petition_version
from tests.storage.planting import NOW, planted, remembered, rows, tell_at_once
from tests.storage.test_members import join

HOUR = timedelta(hours=1)
PEOPLE = count(1)


async def published(store: Store, ago: timedelta = 6 * HOUR, slug: str = "park", **columns: Any) -> Petition:
    """A petition in its first days."""
    at = NOW - ago
    found = await planted(store, slug, started_on=at.date(), **columns)
    values = {"petition_id": found.id, "version": 1, "published_at": at, "is_material": True}
    await store.turn(lambda nouns: nouns.connection.run(sa.insert(petition_version).values(values)))
    return found


async def sign_at(store: Store, found: Petition, n: int, ago: timedelta, source: str = "") -> None:
    """So many sign then."""

    def sign(nouns: Nouns) -> None:
        for _one in range(n):
            person = remembered(nouns, "terminal", f"p{next(PEOPLE)}", "", NOW)
            nouns.signatures.add(found, person.id, Showing(), NOW - ago, source=source)

    await store.turn(sign)


async def young(store: Store, now: datetime = NOW) -> list[Young]:
    return await store.read(lambda nouns: nouns.coaching.young(now))


async def advice(store: Store, found: Petition, now: datetime = NOW) -> str:
    """What is said next of it."""
    its = [each for each in await young(store, now) if each.petition_id == found.id]
    return await store.read(lambda nouns: advise(nouns, its[0], now)) if its else ""


async def test_only_its_first_three_days(store: Store) -> None:
    park = await published(store)
    await published(store, FIRST_DAYS + HOUR, "old")
    await published(store, HOUR, "closed", state="closed")
    await planted(store, "never published")
    assert await young(store) == [Young(park.id, park.organisation_id, NOW - 6 * HOUR)]


async def test_an_hour_is_compared_with_the_middle_one_of_those_before(store: Store) -> None:
    park = await published(store, ladder=[100_000])
    for hours, n in ((1.5, 4), (2.5, 50), (3.5, 4), (4.5, 5)):
        await sign_at(store, park, n, hours * HOUR)
    await sign_at(store, park, 12, HOUR / 2)
    found = await store.read(lambda nouns: nouns.coaching.hours(park.id, NOW - 6 * HOUR, NOW))
    assert found == Hours(12, 4)
    assert await advice(store, park) == "pace:20261121T12"


@pytest.mark.parametrize(("last", "before", "said"), [(9, 1, ""), (10, 6, ""), (12, 6, "pace"), (5, 10, "pace")])
async def test_it_is_compared_only_where_that_says_something(store: Store, last: int, before: int, said: str) -> None:
    park = await published(store, ladder=[100_000])
    for hours in (1.5, 2.5, 3.5, 4.5, 5.5):
        await sign_at(store, park, before, hours * HOUR)
    await sign_at(store, park, last, HOUR / 2)
    assert (await advice(store, park)).partition(":")[0] == said


@pytest.mark.parametrize(("before", "said"), [(9, ""), (10, "pace")])
async def test_at_risk_no_single_hour_under_ten_is_compared(store: Store, before: int, said: str) -> None:
    park = await published(store, ladder=[100_000], at_risk=True)
    for hours in (1.5, 2.5, 3.5, 4.5, 5.5):
        await sign_at(store, park, before, hours * HOUR)
    await sign_at(store, park, 30, HOUR / 2)
    assert (await advice(store, park)).partition(":")[0] == said


@pytest.mark.parametrize(("goal", "said"), [(30 + 5 * 47, "goal:265"), (30 + 5 * 49, "")])
async def test_a_goal_is_near_that_is_reached_within_two_days(store: Store, goal: int, said: str) -> None:
    park = await published(store, ladder=[goal, 1_000_000])
    await sign_at(store, park, 30, 4 * HOUR)
    assert await advice(store, park) == said


async def test_a_goal_within_reach_is_named_while_nothing_is_said_to_it(store: Store) -> None:
    park = await published(store, ladder=[40, 1_000_000])
    await sign_at(store, park, 30, 2 * HOUR)
    assert await advice(store, park) == "goal:40"

    def say(nouns: Nouns) -> None:
        found = nouns.petitions.find(park.id, "en", NOW)
        assert found is not None
        goal = nouns.goal_messages.find(found, 40)
        assert goal is not None
        nouns.goal_messages.write(found, goal, "Thank you.", "", NOW)

    await store.turn(say)
    assert await advice(store, park) == ""


async def test_no_moment_beyond_two_weeks_is_told(store: Store) -> None:
    park = await published(store, ladder=[10_000])
    await sign_at(store, park, 30, 2 * HOUR)
    assert await advice(store, park) == ""


async def test_a_goal_that_was_reached_calls_for_news_until_there_are_some(store: Store) -> None:
    park = await published(store, ladder=[100_000])
    reached = {"petition_id": park.id, "threshold": 100, "reached_on": NOW.date()}
    await store.turn(lambda nouns: nouns.connection.run(sa.insert(milestone).values(reached)))
    assert await advice(store, park) == "draft:100"
    await store.turn(lambda nouns: tell_at_once(nouns, park.organisation_id, "N", "S", "", NOW, park.id))
    assert await advice(store, park) == ""


@pytest.mark.parametrize(("n", "at_risk", "said"), [(4, False, ""), (5, False, "quiet"), (20, True, "")])
async def test_ways_that_went_quiet_are_told_of_enough_people(store: Store, n: int, at_risk: bool, said: str) -> None:
    park = await published(store, 50 * HOUR, ladder=[100_000], at_risk=at_risk)
    await sign_at(store, park, n, 30 * HOUR, source="group")
    await sign_at(store, park, 20, 30 * HOUR, source="link:7")
    await sign_at(store, park, 1, 2 * HOUR, source="link:7")
    assert (await advice(store, park)).partition(":")[0] == said


async def test_the_same_is_said_once_and_not_soon_again(store: Store) -> None:
    park = await published(store, ladder=[40, 1_000_000])
    await sign_at(store, park, 30, 2 * HOUR)
    (its,) = await young(store)

    def tell(nouns: Nouns) -> bool:
        return nouns.coaching.tell(its, "goal:40", who_may(Deed.SEE_STATUS), NOW)

    assert [await store.turn(tell), await store.turn(tell)] == [True, False]
    assert await young(store, NOW + APART - HOUR / 60) == []
    (its,) = await young(store, NOW + APART)
    assert await store.read(lambda nouns: advise(nouns, its, NOW + APART)) == ""


async def test_those_who_want_it_and_may_see_it_are_told(store: Store) -> None:
    park = await published(store, ladder=[40, 1_000_000])
    await sign_at(store, park, 30, 2 * HOUR)

    def joins(nouns: Nouns) -> list[int]:
        members = [join(nouns, name, role) for name, role in zip("abc", Role, strict=True)]
        quiet = join(nouns, "quiet", Role.OWNER)
        nouns.coaching.set(quiet.id, is_on=False)
        return [each.supporter_id for each in members if each.role is not Role.MODERATOR]

    people = await store.turn(joins)
    await coach(store, NOW)
    await coach(store, NOW)
    (raised,) = await rows(store, sa.select(alert).where(alert.c.kind == COACH))
    assert (raised.subject, raised.occasion) == (f"petition:{park.id}", "goal:40")
    assert {row.supporter_id for row in await rows(store, sa.select(delivery))} == set(people)
