"""Who is told of an alert, claimed once, and what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from storage.claiming import LEASE
from storage.deliveries import MOST_TRIES
from storage.due import Collect, Decision, Due, Heard, Send, Skip, Wait
from storage.follows import Topic, subject_of, subject_of_organisation, subject_of_topic
from storage.making import PAGE_ROWS, make_page
from storage.nouns import Nouns
from storage.recipients import Why
from storage.showing import Showing
from storage.store import Store
from storage.tables.news import alert, delivery
from storage.tables.organisations import organisation
from storage.tables.petitions import petition
from tests.storage.planting import NOW, plant_organisation, plant_petition

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
PARK = subject_of(1)
LATER = NOW + HOUR


def plant(nouns: Nouns) -> None:
    """One petition of one organisation."""
    plant_organisation(nouns)
    plant_petition(nouns, "park", topics=["trees"])


def person(nouns: Nouns, name: str, *subjects: str, platform: str = "telegram", is_written_to: bool = True) -> int:
    """Somebody who follows all of it, since NOW."""
    added = nouns.supporters.add(platform, name, f"chat of {name}", NOW, is_written_to=is_written_to, spoken="de")
    for subject in subjects:
        nouns.follows.set(added.id, subject, Topic(sum(Topic)), NOW)
    return added.id


def make_all(nouns: Nouns, now: datetime = LATER) -> None:
    """All deliveries of all alerts."""
    while waiting := nouns.alerts.waiting(10):
        for each in waiting:
            make_page(nouns, each, now)


def send(_due: Due, _heard: Sequence[Heard], _now: datetime) -> Decision:
    """Everything is sent."""
    return Send()


def claimed(nouns: Nouns, now: datetime = LATER, most: int = 10, decide: object = send) -> list[Due]:
    """What is brought now on Telegram."""
    return nouns.deliveries.claim("telegram", now, most, 100, decide)[0]  # type: ignore[arg-type]


def states(nouns: Nouns) -> list[tuple[str, str]]:
    """State and problem of every delivery, in the order they were made."""
    rows = nouns.connection.all(sa.select(delivery.c.state, delivery.c.problem).order_by(delivery.c.id))
    return [(row.state, row.problem) for row in rows]


async def test_everybody_who_hears_it_is_told_once_and_for_the_closest_reason(store: Store) -> None:
    def told(nouns: Nouns) -> dict[str, str]:
        plant(nouns)
        signer = person(nouns, "signer")
        assert nouns.signatures.add(nouns.petitions.find(1, "en", NOW), signer, Showing(), NOW)  # type: ignore[arg-type]
        nouns.follows.begin(signer, PARK, Topic.ENDINGS, NOW)
        names = {
            signer: "signer",
            person(nouns, "both", PARK, subject_of_organisation(1)): "both",
            person(nouns, "organisation", subject_of_organisation(1)): "organisation",
            person(nouns, "topic", subject_of_topic("trees")): "topic",
            person(nouns, "unreached", PARK, is_written_to=False): "unreached",
        }
        nouns.alerts.raise_once("victory", PARK, "won", LATER)
        make_all(nouns)
        rows = nouns.connection.all(sa.select(delivery.c.supporter_id, delivery.c.why))
        return {names[row.supporter_id]: row.why for row in rows}

    assert await store.turn(told) == {
        "signer": Why.SIGNED,
        "both": Why.PETITION,
        "organisation": Why.ORGANISATION,
    }


async def test_who_began_to_follow_after_it_is_not_told(store: Store) -> None:
    def told(nouns: Nouns) -> list[tuple[str, str]]:
        plant(nouns)
        person(nouns, "late", PARK)
        nouns.alerts.raise_once("victory", PARK, "won", NOW - HOUR)
        make_all(nouns, NOW)
        return states(nouns)

    assert await store.turn(told) == []


async def test_who_began_to_follow_by_a_clock_that_was_set_back_since_is_told(store: Store) -> None:
    def told(nouns: Nouns) -> list[tuple[str, str]]:
        plant(nouns)
        person(nouns, "early", PARK)
        chose = person(nouns, "chose", PARK)
        nouns.follows.change(chose, PARK, NOW, less=Topic.ENDINGS)
        nouns.follows.change(chose, PARK, NOW + MINUTE, more=Topic.ENDINGS)
        nouns.alerts.raise_once("victory", PARK, "won", NOW - HOUR)
        make_all(nouns, NOW - HOUR)
        return states(nouns)

    assert await store.turn(told) == [("queued", ""), ("queued", "")]


async def test_an_alert_that_is_old_when_it_is_first_seen_is_told_to_nobody(store: Store) -> None:
    def told(nouns: Nouns) -> tuple[list[tuple[str, str]], str]:
        plant(nouns)
        person(nouns, "ada", PARK)
        nouns.alerts.raise_once("victory", PARK, "won", LATER)
        make_all(nouns, LATER + timedelta(hours=25))
        row = nouns.connection.first(sa.select(alert.c.state))
        assert row is not None
        return states(nouns), row.state

    assert await store.turn(told) == ([], "stale")


async def test_many_are_made_in_pages_that_a_restart_goes_on_with(store: Store) -> None:
    def many(nouns: Nouns) -> None:
        plant(nouns)
        for number in range(PAGE_ROWS + 3):
            person(nouns, str(number), PARK)
        nouns.alerts.raise_once("milestone", PARK, "100", LATER)

    def page(nouns: Nouns) -> int:
        (given,) = nouns.alerts.waiting(10)
        make_page(nouns, given, LATER)
        return len(states(nouns))

    await store.turn(many)
    assert await store.turn(page) == PAGE_ROWS
    assert await store.turn(page) == PAGE_ROWS + 3
    await store.turn(make_all)
    assert await store.read(lambda nouns: nouns.alerts.waiting(10)) == []


async def test_one_alone_is_told_of_what_is_theirs(store: Store) -> None:
    def told(nouns: Nouns) -> list[Due]:
        plant(nouns)
        ada = person(nouns, "ada")
        person(nouns, "bo", PARK)
        assert nouns.alerts.raise_once("signature_released", "signature:1", "1", LATER, to=ada)
        assert nouns.alerts.waiting(10) == []
        return claimed(nouns)

    (due,) = await store.turn(told)
    assert (due.address, due.why, due.locale) == ("chat of ada", Why.OWN, "de")


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


def _telling(nouns: Nouns) -> Due:
    """Ada is being told a response."""
    plant(nouns)
    person(nouns, "ada", PARK)
    nouns.alerts.raise_once("response", PARK, "one", LATER)
    make_all(nouns)
    return claimed(nouns)[0]


async def test_what_is_given_back_in_doubt_stays_in_doubt(store: Store) -> None:
    def given_back(nouns: Nouns) -> tuple[list[tuple[str, str]], list[datetime | None]]:
        _telling(nouns)
        again = claimed(nouns, LATER + LEASE + MINUTE)
        nouns.deliveries.give_back(again, LATER + LEASE + MINUTE)
        return states(nouns), [each.begun_at for each in claimed(nouns, LATER + HOUR)]

    assert await store.turn(given_back) == ([("sending", "")], [LATER])


async def test_whoever_comes_late_changes_nothing_of_what_became_of_it(store: Store) -> None:
    def told(nouns: Nouns) -> list[tuple[str, str]]:
        late = _telling(nouns)
        nouns.deliveries.is_sent(claimed(nouns, LATER + LEASE + MINUTE)[0], "7", LATER)
        nouns.deliveries.try_again(late, LATER, LATER)
        nouns.deliveries.has_failed(late, "reset", LATER)
        nouns.deliveries.is_in_doubt(late, LATER, LATER)
        return states(nouns)

    assert await store.turn(told) == [("sent", "")]


async def test_a_correction_of_what_was_taken_away_goes_to_no_other_app(store: Store) -> None:
    def corrected(nouns: Nouns) -> list[tuple[str, str]]:
        due = _telling(nouns)
        other = nouns.supporters.add("discord", "7", "7", NOW, is_written_to=True)
        assert due.supporter_id is not None
        nouns.supporters.unite(due.supporter_id, other.id)
        nouns.deliveries.is_gone(replace(due, message="7"), LATER)
        return [(row.platform, row.state) for row in nouns.connection.all(sa.select(delivery))]

    assert await store.turn(corrected) == [("telegram", "sent")]
