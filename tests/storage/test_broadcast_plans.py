"""What is asked of broadcasts again and again goes by indexes, however many there are and however many were told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from storage.about import about
from storage.holding_up import unfinished
from storage.nouns import Nouns
from storage.store import Store
from tests.storage.broadcasting import LATER, draft, make_all, people, plant
from tests.storage.plans import SORTED, WHOLE, plan_of

QUESTIONS: dict[str, Callable[[Nouns], object]] = {
    "uq_broadcast_alert_id": lambda nouns: about(nouns.connection, nouns.alerts.recent(1)[0]),
    "ix_broadcast_state_starts_at": lambda nouns: nouns.broadcasts.is_any_due(LATER),
    "ix_broadcast_organisation_id_made_at_id": lambda nouns: nouns.broadcasts.of_organisation(1, 5),
}


def running(nouns: Nouns) -> None:
    """One that is told, and one that is not."""
    plant(nouns)
    people(nouns, "ada", "bo")
    assert nouns.broadcasts.start(draft(nouns), LATER)
    draft(nouns)
    make_all(nouns)


@pytest.mark.parametrize("index", QUESTIONS)
async def test_each_question_has_its_index(store: Store, index: str) -> None:
    await store.turn(running)
    plan = await store.turn(lambda nouns: plan_of(nouns, QUESTIONS[index]))
    assert index in plan
    assert not WHOLE.search(plan), plan
    assert not SORTED.search(plan), plan


async def test_those_that_run_are_found_by_their_state(store: Store) -> None:
    await store.turn(running)
    plan = await store.turn(lambda nouns: plan_of(nouns, unfinished))
    assert "ix_broadcast_state_starts_at" in plan
