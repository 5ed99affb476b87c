"""A broadcast with a time: ahead, and at an hour that there is; the clock begins it once, or says that it did not."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from storage.broadcast_rows import BroadcastState
from storage.hearing import BROADCAST, NOT_SENT
from storage.members import Role
from storage.nouns import Nouns
from storage.postgresql import PostgresqlStore
from storage.recurring import moment_of
from storage.scheduled import LATE, begin_due
from storage.store import Store
from storage.tables.news import alert, delivery
from storage.tables.organisations import organisation
from tests.storage.broadcasting import draft, found, plant
from tests.storage.delivering import person
from tests.storage.planting import NOW
from tests.storage.turning import PATIENCE

S = BroadcastState
MADRID = "Europe/Madrid"
AT_SIX = datetime(2026, 11, 21, 18)  # noqa: DTZ001 – what the clocks of a zone show
SIX = moment_of(AT_SIX, MADRID)
NO_SUCH_HOUR = datetime(2027, 3, 28, 2, 30)  # noqa: DTZ001
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
WHO = (Role.OWNER, Role.ORGANIZER)


def scheduled(nouns: Nouns) -> int:
    """One that begins at six in Madrid, of an organisation with an owner and a moderator."""
    plant(nouns)
    for name, role in (("olga", Role.OWNER), ("max", Role.MODERATOR)):
        nouns.members.add(1, person(nouns, name), role, name, NOW)
    begun = draft(nouns)
    assert nouns.broadcasts.schedule(begun, AT_SIX, MADRID, NOW) == SIX
    return begun


def raised(nouns: Nouns) -> list[str]:
    """The kinds of what was raised."""
    return [row.kind for row in nouns.connection.all(sa.select(alert.c.kind).order_by(alert.c.id))]


async def test_it_begins_at_its_time_and_once(store: Store) -> None:
    def wait(nouns: Nouns) -> list[Any]:
        begun = scheduled(nouns)
        its = found(nouns, begun)
        seen = [its.state, its.starts_local, its.starts_zone, its.starts_at == SIX]
        seen += [nouns.broadcasts.is_any_due(SIX - SECOND), begin_due(nouns, WHO, SIX - SECOND, 5)]
        seen += [nouns.broadcasts.is_any_due(SIX), begin_due(nouns, WHO, SIX, 5), begin_due(nouns, WHO, SIX, 5)]
        return [*seen, found(nouns, begun).state, raised(nouns)]

    expected = [S.SCHEDULED, "2026-11-21T18:00", MADRID, True, False, 0, True, 1, 0, S.RUNNING, [BROADCAST]]
    assert await store.turn(wait) == expected


async def test_of_several_processes_one_begins_it(postgresql_store: PostgresqlStore) -> None:
    store = postgresql_store
    await store.turn(scheduled)
    async with asyncio.timeout(PATIENCE):
        looks = (store.turn(lambda nouns: begin_due(nouns, WHO, SIX, 5)) for _ in range(4))
        assert sum(await asyncio.gather(*looks)) == 1
    assert await store.turn(raised) == [BROADCAST]


@pytest.mark.parametrize(
    ("local", "zone"),
    [
        (NO_SUCH_HOUR, MADRID),
        (datetime(2026, 11, 21, 11), "UTC"),  # noqa: DTZ001
        (datetime(2026, 11, 21, 13), MADRID),  # noqa: DTZ001
    ],
)
async def test_no_time_that_is_past_or_that_no_clock_shows_can_be_chosen(
    store: Store, local: datetime, zone: str
) -> None:
    def wait(nouns: Nouns) -> list[Any]:
        plant(nouns)
        begun = draft(nouns)
        return [nouns.broadcasts.schedule(begun, local, zone, NOW), found(nouns, begun).state]

    assert await store.turn(wait) == [None, S.DRAFT]


async def test_what_is_taken_back_has_no_time_and_does_not_begin(store: Store) -> None:
    def wait(nouns: Nouns) -> list[Any]:
        begun = scheduled(nouns)
        assert not nouns.broadcast_words.write(begun, "en", "Otherwise", "To York.")
        assert nouns.broadcasts.unschedule(begun)
        its = found(nouns, begun)
        return [its.state, its.starts_at, its.starts_local, begin_due(nouns, WHO, SIX, 5)]

    assert await store.turn(wait) == [S.DRAFT, None, "", 0]


@pytest.mark.parametrize(("late", "state"), [(LATE, S.RUNNING), (LATE + MINUTE, S.DRAFT)])
async def test_what_is_too_late_is_a_draft_again_and_its_organizers_hear_that(
    store: Store, late: timedelta, state: BroadcastState
) -> None:
    def wait(nouns: Nouns) -> list[Any]:
        begun = scheduled(nouns)
        assert begin_due(nouns, WHO, SIX + late, 5) == 1
        told = nouns.connection.all(sa.select(delivery.c.supporter_id))
        return [found(nouns, begun).state, raised(nouns), [row.supporter_id for row in told]]

    def olga(nouns: Nouns) -> int:
        its = nouns.supporters.find("telegram", "olga")
        assert its is not None
        return its.id

    seen = await store.turn(wait)
    owner = await store.read(olga)
    is_told = state is S.DRAFT
    assert seen == [state, [NOT_SENT] if is_told else [BROADCAST], [owner] if is_told else []]


async def test_what_is_hindered_at_its_time_is_a_draft_again(store: Store) -> None:
    def wait(nouns: Nouns) -> list[Any]:
        begun = scheduled(nouns)
        nouns.connection.run(sa.update(organisation).values(most_a_week=0))
        begin_due(nouns, WHO, SIX, 5)
        return [found(nouns, begun).state, raised(nouns)]

    assert await store.turn(wait) == [S.DRAFT, [NOT_SENT]]


async def test_nobody_can_stop_what_has_not_begun_or_take_back_what_has(store: Store) -> None:
    def wait(nouns: Nouns) -> list[bool]:
        begun = scheduled(nouns)
        tries = [nouns.broadcasts.stop(begun, NOW), nouns.broadcasts.pause(begun)]
        assert nouns.broadcasts.start(begun, NOW)
        tries.append(nouns.broadcasts.unschedule(begun))
        return [*tries, nouns.broadcasts.schedule(begun, AT_SIX, MADRID, NOW) is not None]

    assert await store.turn(wait) == [False, False, False, False]
