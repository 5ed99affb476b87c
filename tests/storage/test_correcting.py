"""What was told is edited where it stands; what waits is told as it is now; and old deliveries are forgotten."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from storage.alerts import KEPT_FOR
from storage.correcting import SETTLES, correct, correct_page, is_correcting
from storage.due import Due
from storage.nouns import Nouns
from storage.store import Store
from storage.tables.news import delivery
from tests.storage.delivering import LATER, PARK, claimed, make_all, person, plant, states
from tests.storage.plans import SORTED, plan_of

MUCH_LATER = LATER + timedelta(hours=2)


def told(nouns: Nouns) -> list[Due]:
    """Ada was told in message 7, Bo waits."""
    plant(nouns)
    for name in ("ada", "bo"):
        person(nouns, name, PARK)
    nouns.alerts.raise_once("campaign_update", PARK, "news", LATER)
    make_all(nouns)
    due = claimed(nouns, most=1)
    nouns.deliveries.is_sent(due[0], "7", LATER)
    return due


def correct_all(nouns: Nouns, due: Due, *, says_so: bool = False) -> None:
    """Every page of it, after what was being sent meanwhile is through."""
    correct(nouns.connection, due.alert, MUCH_LATER - SETTLES, says_so=says_so)
    assert is_correcting(nouns)
    assert not correct_page(nouns, MUCH_LATER - SETTLES)
    while correct_page(nouns, MUCH_LATER):
        pass
    assert not is_correcting(nouns)


async def test_which_alerts_wait_and_which_are_old_is_found_by_their_state(store: Store) -> None:
    def ask(nouns: Nouns) -> object:
        return nouns.alerts.old(LATER), nouns.alerts.waiting(10)

    plan = await store.turn(lambda nouns: plan_of(nouns, ask))
    assert plan.count("ix_alert_state_raised_at_id") == 2
    assert not SORTED.search(plan), plan


async def test_what_was_told_is_edited_without_a_sound_and_what_waits_is_told_once(store: Store) -> None:
    def corrected(nouns: Nouns) -> list[tuple[str, bool]]:
        correct_all(nouns, told(nouns)[0])
        found = claimed(nouns, MUCH_LATER)
        for each in found:
            nouns.deliveries.is_sent(each, each.message or "8", MUCH_LATER)
        assert claimed(nouns, MUCH_LATER) == []
        return sorted((each.message, each.is_silent) for each in found)

    assert await store.turn(corrected) == [("", False), ("7", True)]


async def test_what_can_only_not_be_corrected_was_told_all_the_same(store: Store) -> None:
    def corrected(nouns: Nouns) -> list[tuple[str, str]]:
        correct_all(nouns, told(nouns)[0])
        for each in claimed(nouns, MUCH_LATER):
            nouns.deliveries.is_gone(each, MUCH_LATER)
        return sorted(states(nouns))

    assert await store.turn(corrected) == [("gone", ""), ("sent", "not corrected")]


async def test_half_a_year_later_nobody_knows_any_more_who_was_told(store: Store) -> None:
    def pruned(nouns: Nouns) -> tuple[int, int]:
        told(nouns)
        nouns.deliveries.prune(LATER + KEPT_FOR - timedelta(days=1), 100)
        kept = len(states(nouns))
        while nouns.deliveries.prune(LATER + KEPT_FOR + timedelta(days=1), 100) == 100:
            pass
        return kept, len(states(nouns))

    assert await store.turn(pruned) == (2, 0)


async def test_a_correction_that_changes_what_is_meant_is_told_to_those_who_were_told_and_to_nobody_else(
    store: Store,
) -> None:
    def corrected(nouns: Nouns) -> list[tuple[str, bool, str]]:
        due = told(nouns)[0]
        correct_all(nouns, due, says_so=True)
        found = claimed(nouns, MUCH_LATER)
        return sorted((each.alert.kind, each.whom == due.whom, each.message) for each in found)

    news = "campaign_update"
    assert await store.turn(corrected) == [("campaign_update", False, ""), (news, True, "7"), ("correction", True, "")]


async def test_whoever_is_just_being_edited_hears_the_next_correction_too(store: Store) -> None:
    def corrected(nouns: Nouns) -> list[tuple[str, bool]]:
        due = told(nouns)[0]
        correct_all(nouns, due)
        correct_all(nouns, due, says_so=True)
        found = [each for each in claimed(nouns, MUCH_LATER) if each.whom == due.whom]
        return sorted((each.alert.kind, each.is_replaced) for each in found)

    assert await store.turn(corrected) == [("campaign_update", False), ("correction", False)]


async def test_of_two_corrections_of_the_same_news_the_later_one_is_told(store: Store) -> None:
    def corrected(nouns: Nouns) -> list[bool]:
        due = told(nouns)[0]
        correct_all(nouns, due, says_so=True)
        correct(nouns.connection, due.alert, MUCH_LATER, says_so=True)
        while correct_page(nouns, MUCH_LATER + SETTLES):
            pass
        found = claimed(nouns, MUCH_LATER + SETTLES)
        return [each.is_replaced for each in found if each.alert.kind == "correction"]

    assert await store.turn(corrected) == [True, False]


async def test_what_went_in_a_digest_is_not_edited(store: Store) -> None:
    def corrected(nouns: Nouns) -> list[str]:
        due = told(nouns)[0]
        nouns.connection.run(sa.update(delivery).where(delivery.c.id == due.id).values(problem="digest"))
        correct_all(nouns, due, says_so=True)
        return sorted(each.alert.kind for each in claimed(nouns, MUCH_LATER) if each.whom == due.whom)

    assert await store.turn(corrected) == ["correction"]


async def test_a_correction_that_began_by_a_clock_that_was_set_back_since_holds_up_none(store: Store) -> None:
    def corrected(nouns: Nouns) -> bool:
        correct(nouns.connection, told(nouns)[0].alert, MUCH_LATER + timedelta(days=3))
        return correct_page(nouns, MUCH_LATER)

    assert await store.turn(corrected)
