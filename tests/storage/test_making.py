"""For whom deliveries are made, and of what."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from storage.due import Due
from storage.follows import Topic, subject_of_organisation, subject_of_topic
from storage.making import PAGE_ROWS, make_page
from storage.nouns import Nouns
from storage.recipients import Why
from storage.showing import Showing
from storage.store import Store
from storage.tables.news import alert, delivery
from tests.storage.delivering import LATER, PARK, claimed, make_all, person, plant, states
from tests.storage.planting import NOW

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


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
