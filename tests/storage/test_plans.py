"""Lists and searches go by their indexes: whoever loses one is told here, and not by people who wait."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from storage import finding
from storage.listing import Filter, Order, ids_of
from storage.nouns import Nouns
from storage.store import Store
from tests.storage.plans import SORTED, WHOLE, plan_of
from tests.storage.planting import NOW, plant_petition

Ask = Callable[[Nouns], object]


def listing(chosen: Filter) -> Ask:
    """The ids of a page."""
    return lambda nouns: ids_of(nouns.connection, chosen, NOW, 5, 45)


def searching(*words: str) -> Ask:
    """A whole search, texts included."""
    return lambda nouns: nouns.petitions.search(words, "en", NOW, 5)


LISTS = {
    "ix_petition_started_on_id": listing(Filter()),
    "ix_petition_state_started_on_id": listing(Filter(Order.WON)),
    "ix_petition_organisation_id_started_on_id": listing(Filter(organisation_id=1)),
    "ix_petition_count_id_state": listing(Filter(Order.MOST_SIGNED)),
    "ix_petition_state_closes_at_id": listing(Filter(Order.CLOSING)),
}
QUESTIONS = LISTS | {
    "ix_tally_by_people": listing(Filter(Order.RISING)),
    "ix_petition_word_petition_id_word": searching("park", "tree"),
}


def plant(nouns: Nouns) -> None:
    """A few petitions, one of them won."""
    for n in range(3):
        plant_petition(nouns, f"petition {n}", topics=["trees"], words=["park", "tree"])
    plant_petition(nouns, "won", state="won")


@pytest.mark.parametrize("index", QUESTIONS)
async def test_each_question_has_its_index(store: Store, index: str) -> None:
    await store.turn(plant)
    plan = await store.turn(lambda nouns: plan_of(nouns, QUESTIONS[index]))
    assert index in plan
    assert not WHOLE.search(plan), plan
    if index in LISTS:
        assert not SORTED.search(plan), plan


async def test_common_words_are_looked_for_among_the_most_signed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "MOST_OF_A_WORD", 1)
    await store.turn(plant)
    plan = await store.turn(lambda nouns: plan_of(nouns, searching("park", "tree")))
    assert {"ix_petition_count_id_state", "ix_petition_word_petition_id_word"} <= set(plan.replace("(", " ").split())
    assert not WHOLE.search(plan), plan


@pytest.mark.parametrize("ask", [listing(Filter(topic="trees")), lambda nouns: nouns.petitions.topics(9)])
async def test_topics_are_looked_up(store: Store, ask: Ask) -> None:
    await store.turn(plant)
    plan = await store.turn(lambda nouns: plan_of(nouns, ask))
    assert not WHOLE.search(plan), plan
