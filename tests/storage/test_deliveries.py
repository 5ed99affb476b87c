"""Who is told of an alert, claimed once, and what becomes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from storage.claiming import LEASE
from storage.deliveries import MOST_TRIES
from storage.due import Collect, Decision, Send, Skip, Wait
from storage.follows import subject_of_organisation
from storage.nouns import Nouns
from storage.showing import Showing
from storage.store import Store
from storage.tables.news import delivery
from storage.tables.organisations import organisation
from storage.tables.petitions import petition
from tests.storage.delivering import LATER, PARK, being_told, claimed, make_all, person, plant, send, states
from tests.storage.planting import NOW

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


async def test_what_is_claimed_is_claimed_once_until_its_lease_ends(store: Store) -> None:
    def told(nouns: Nouns) -> list[int]:
        plant(nouns)
        for name in ("ada", "bo", "cy"):
            person(nouns, name, PARK)
        nouns.alerts.raise_once("victory", PARK, "won", LATER)
        make_all(nouns)
        first, second = claimed(nouns, most=2), claimed(nouns)
        after = claimed(nouns, LATER + LEASE)
        assert [each.begun_at for each in first] == [None, None]
        assert [each.begun_at for each in after] == [LATER] * 3
        return [len(first), len(second), len(after)]

    assert await store.turn(told) == [2, 1, 3]


@pytest.mark.parametrize(
    ("decision", "state", "again_at"),
    [
        (Wait(LATER + MINUTE), ("queued", ""), LATER + MINUTE),
        (Collect(LATER + MINUTE), ("collected", "digest"), LATER + MINUTE),
        (Skip("stopped"), ("skipped", "stopped"), None),
    ],
)
async def test_what_is_decided_is_written_down(
    store: Store, decision: Decision, state: tuple[str, str], again_at: datetime | None
) -> None:
    def told(nouns: Nouns) -> tuple[int, list[tuple[str, str]], bool, bool]:
        plant(nouns)
        person(nouns, "ada", PARK)
        nouns.alerts.raise_once("victory", PARK, "won", LATER)
        make_all(nouns)
        found = claimed(nouns, decide=lambda *_: decision)
        now, later = (nouns.deliveries.waits("telegram", at) for at in (LATER, LATER + MINUTE))
        return len(found), states(nouns), now, later

    assert await store.turn(told) == (0, [state], False, again_at is not None)


async def test_a_digest_takes_along_what_was_collected(store: Store) -> None:
    def told(nouns: Nouns) -> tuple[list[str], list[tuple[str, str]]]:
        plant(nouns)
        person(nouns, "ada", PARK)
        for kind in ("victory", "milestone"):
            nouns.alerts.raise_once(kind, PARK, "1", LATER)
        make_all(nouns)
        assert claimed(nouns, decide=lambda *_: Collect(LATER + HOUR)) == []
        (due,) = claimed(nouns, LATER + HOUR)
        nouns.deliveries.is_sent(due, "7", LATER + HOUR)
        return sorted(each.kind for each in due.collected), states(nouns)

    assert await store.turn(told) == (["milestone", "victory"], [("sent", "digest")] * 2)


async def test_who_is_gone_is_told_on_another_account(store: Store) -> None:
    def told(nouns: Nouns) -> list[tuple[str, str]]:
        plant(nouns)
        ada = person(nouns, "ada", PARK)
        other = person(nouns, "her", platform="discord")
        nouns.supporters.unite(ada, other)
        nouns.alerts.raise_once("victory", PARK, "won", LATER)
        make_all(nouns)
        (due,) = claimed(nouns)
        nouns.deliveries.is_gone(due, LATER)
        (again,), _looked = nouns.deliveries.claim("discord", LATER, 10, 10, send)
        assert again.address == "chat of her"
        nouns.deliveries.is_gone(again, LATER)
        return states(nouns)

    assert await store.turn(told) == [("gone", "")]


async def test_whoever_comes_back_is_written_to_again(store: Store) -> None:
    def told(nouns: Nouns) -> list[int]:
        plant(nouns)
        person(nouns, "ada", PARK)
        found = []
        for number in range(3):
            nouns.alerts.raise_once("victory", PARK, str(number), LATER)
            make_all(nouns)
            due = claimed(nouns)
            found.append(len(due))
            for each in due:
                nouns.deliveries.is_gone(each, LATER)
            if number == 1:
                nouns.supporters.come_back("telegram", "ada")
        return found

    assert await store.turn(told) == [1, 0, 1]


async def test_what_is_tried_too_often_has_failed(store: Store) -> None:
    def told(nouns: Nouns) -> list[tuple[str, str]]:
        plant(nouns)
        person(nouns, "ada", PARK)
        nouns.alerts.raise_once("victory", PARK, "won", LATER)
        make_all(nouns)
        for _ in range(MOST_TRIES):
            (due,) = claimed(nouns)
            nouns.deliveries.try_again(due, LATER, LATER)
        return states(nouns)

    assert await store.turn(told) == [("failed", "tried too often")]


async def test_it_is_known_how_far_an_alert_is(store: Store) -> None:
    def told(nouns: Nouns) -> tuple[dict[str, int], int, bool]:
        plant(nouns)
        for name in ("ada", "bo", "cy"):
            person(nouns, name, PARK)
        nouns.alerts.raise_once("victory", PARK, "won", LATER)
        make_all(nouns)
        first, second = claimed(nouns, most=2, decide=lambda *_: Send(is_silent=True))
        nouns.deliveries.is_sent(first, "1", LATER)
        nouns.deliveries.has_failed(second, "too long", LATER)
        found = nouns.progress.of([first.alert], LATER)[first.alert.id]
        return found.states, found.silent, found.is_done

    assert await store.turn(told) == ({"sent": 1, "failed": 1, "queued": 1}, 1, False)


async def test_what_is_due_later_is_counted_apart_and_what_is_too_much_is_not(store: Store) -> None:
    def counted(nouns: Nouns, most: int) -> list[tuple[dict[str, int], int]]:
        found = nouns.progress.of(nouns.alerts.recent(5), LATER, most)
        return [(found[alert_id].ahead, found[alert_id].later) for alert_id in sorted(found, reverse=True)]

    def told(nouns: Nouns) -> None:
        plant(nouns)
        for name in ("ada", "bo"):
            person(nouns, name, PARK)
        person(nouns, "cy", PARK, platform="discord")
        nouns.alerts.raise_once("victory", PARK, "won", LATER)
        make_all(nouns)
        claimed(nouns, most=1, decide=lambda *_: Wait(LATER + HOUR))
        nouns.alerts.raise_once("victory", PARK, "once more", LATER)
        make_all(nouns)
        nouns.alerts.raise_once("victory", "petition:7", "of none", LATER)

    await store.turn(told)
    first, second = ({"discord": 1}, 2), ({"discord": 1, "telegram": 2}, 0)
    assert await store.read(lambda nouns: counted(nouns, 100)) == [({}, 0), second, first]
    assert await store.read(lambda nouns: counted(nouns, 5)) == [({}, 0), second]
    assert await store.read(lambda nouns: counted(nouns, 2)) == [({}, 0)]


async def test_nothing_is_left_of_what_an_erased_person_was_told(store: Store) -> None:
    def told(nouns: Nouns) -> list[tuple[str, str]]:
        plant(nouns)
        ada = person(nouns, "ada", PARK)
        nouns.alerts.raise_once("victory", PARK, "won", LATER)
        make_all(nouns)
        nouns.deliveries.erase_person(ada)
        return states(nouns)

    assert await store.turn(told) == []


@pytest.mark.parametrize(("chosen", "is_discreet"), [(None, True), (False, False), (True, True)])
async def test_who_chose_nothing_hears_of_a_petition_at_risk_discreetly(
    store: Store, chosen: bool | None, is_discreet: bool
) -> None:
    def told(nouns: Nouns) -> list[bool]:
        plant(nouns)
        nouns.connection.run(sa.update(petition).values(at_risk=True))
        ada = person(nouns, "ada", subject_of_organisation(1))
        if chosen is not None:
            nouns.preferences.set(ada, is_discreet=chosen)
        nouns.alerts.raise_once("victory", PARK, "won", LATER)
        nouns.alerts.raise_once("new_petition", subject_of_organisation(1), "1", LATER)
        make_all(nouns)
        return [each.is_discreet for each in claimed(nouns)]

    assert await store.turn(told) == [is_discreet, is_discreet]


async def test_what_is_theirs_comes_by_the_clock_of_its_campaign(store: Store) -> None:
    def told(nouns: Nouns) -> list[str]:
        plant(nouns)
        nouns.connection.run(sa.update(organisation).values(zone="Asia/Tokyo"))
        ada = person(nouns, "ada")
        assert nouns.signatures.add(nouns.petitions.find(1, "en", NOW), ada, Showing(), NOW)  # type: ignore[arg-type]
        given = nouns.going_signatures.page_of(ada, 1)[0]
        nouns.alerts.raise_once("signature_released", f"signature:{given.id}", "1", LATER, to=ada)
        return [each.zone for each in claimed(nouns)]

    assert await store.turn(told) == ["Asia/Tokyo"]


async def test_a_correction_of_what_was_taken_away_goes_to_no_other_app(store: Store) -> None:
    def corrected(nouns: Nouns) -> list[tuple[str, str]]:
        due = being_told(nouns)
        other = nouns.supporters.add("discord", "7", "7", NOW, is_written_to=True)
        assert due.supporter_id is not None
        nouns.supporters.unite(due.supporter_id, other.id)
        nouns.deliveries.is_gone(replace(due, message="7"), LATER)
        return [(row.platform, row.state) for row in nouns.connection.all(sa.select(delivery))]

    assert await store.turn(corrected) == [("telegram", "sent")]
