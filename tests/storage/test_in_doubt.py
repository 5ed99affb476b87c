"""What may have come and may not: nobody forgets that while it waits."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage.claiming import LEASE
from storage.deliveries import MOST_TRIES
from storage.due import Wait
from storage.nouns import Nouns
from storage.store import Store
from tests.storage.delivering import LATER, PARK, being_told, claimed, make_all, person, plant, states

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


async def test_what_the_last_process_was_sending_is_looked_at_at_once_where_nobody_else_can_be(store: Store) -> None:
    def told(nouns: Nouns) -> tuple[int, str]:
        plant(nouns)
        person(nouns, "ada", PARK)
        nouns.alerts.raise_once("victory", PARK, "won", LATER)
        make_all(nouns)
        claimed(nouns)
        nouns.deliveries.begin_anew(LATER)
        return len(claimed(nouns)), nouns.connection.name

    assert await store.turn(told) in [(1, "sqlite"), (0, "postgresql")]


async def test_what_may_have_come_stays_in_doubt_while_it_waits(store: Store) -> None:
    def begun_at(nouns: Nouns) -> tuple[datetime | None, str]:
        plant(nouns)
        person(nouns, "ada", PARK)
        nouns.alerts.raise_once("response", PARK, "one", LATER)
        make_all(nouns)
        claimed(nouns)
        expired = LATER + LEASE + MINUTE
        assert claimed(nouns, expired, decide=lambda _due, _heard, now: Wait(now + HOUR)) == []
        (due,) = claimed(nouns, expired + HOUR)
        return due.begun_at, states(nouns)[0][0]

    assert await store.turn(begun_at) == (LATER, "sending")


async def test_what_is_always_in_doubt_is_given_up(store: Store) -> None:
    def tried(nouns: Nouns) -> list[tuple[str, str]]:
        plant(nouns)
        person(nouns, "ada", PARK)
        nouns.alerts.raise_once("response", PARK, "one", LATER)
        make_all(nouns)
        for _ in range(MOST_TRIES):
            nouns.deliveries.is_in_doubt(claimed(nouns)[0], LATER, LATER)
        return states(nouns)

    assert await store.turn(tried) == [("failed", "nobody knows whether it came")]


async def test_what_is_given_back_in_doubt_stays_in_doubt(store: Store) -> None:
    def given_back(nouns: Nouns) -> tuple[list[tuple[str, str]], list[datetime | None]]:
        being_told(nouns)
        again = claimed(nouns, LATER + LEASE + MINUTE)
        nouns.deliveries.give_back(again, LATER + LEASE + MINUTE)
        return states(nouns), [each.begun_at for each in claimed(nouns, LATER + HOUR)]

    assert await store.turn(given_back) == ([("sending", "")], [LATER])


async def test_whoever_comes_late_changes_nothing_of_what_became_of_it(store: Store) -> None:
    def told(nouns: Nouns) -> list[tuple[str, str]]:
        late = being_told(nouns)
        nouns.deliveries.is_sent(claimed(nouns, LATER + LEASE + MINUTE)[0], "7", LATER)
        nouns.deliveries.try_again(late, LATER, LATER)
        nouns.deliveries.has_failed(late, "reset", LATER)
        nouns.deliveries.is_in_doubt(late, LATER, LATER)
        return states(nouns)

    assert await store.turn(told) == [("sent", "")]
