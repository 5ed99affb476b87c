"""What organizers tell: those who want news of it hear it, and of a draft or of others nothing is told."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from storage.columns import EPOCH
from storage.follows import subject_of_organisation
from storage.nouns import Nouns
from storage.store import Store
from storage.tables.news import delivery
from storage.tables.petitions import petition
from tests.storage.delivering import LATER, PARK, make_all, person, plant
from tests.storage.planting import plant_organisation, tell_at_once

OWNER = subject_of_organisation(1)


@pytest.mark.parametrize(("petition_id", "told"), [(1, {"park", "organisation"}), (None, {"organisation"})])
async def test_whoever_follows_it_is_told_and_finds_it_again(
    store: Store, petition_id: int | None, told: set[str]
) -> None:
    def tell(nouns: Nouns) -> tuple[set[str], set[str]]:
        plant(nouns)
        names = {person(nouns, "park", PARK): "park", person(nouns, "organisation", OWNER): "organisation"}
        assert tell_at_once(nouns, 1, "We move", "To Hull.", "Bo", LATER, petition_id) == 1
        make_all(nouns)
        reached = {names[row.supporter_id] for row in nouns.connection.all(sa.select(delivery.c.supporter_id))}
        missed = {name for each, name in names.items() if nouns.missed.of(each, EPOCH, 5)[1]}
        return reached, missed

    assert await store.turn(tell) == (told, told)


async def test_of_a_draft_and_of_the_petition_of_others_nothing_is_told(store: Store) -> None:
    def tell(nouns: Nouns) -> list[object]:
        plant(nouns)
        other = plant_organisation(nouns, "other")
        of_others = tell_at_once(nouns, other, "We move", "", "", LATER, 1)
        raised = tell_at_once(nouns, 1, "We move", "", "", LATER, 1)
        follower = person(nouns, "ada", PARK)
        nouns.connection.run(sa.update(petition).values(state="draft"))
        of_a_draft = tell_at_once(nouns, 1, "We move", "", "", LATER, 1)
        return [of_others, of_a_draft, nouns.broadcasts.public(raised or 0), nouns.missed.of(follower, EPOCH, 5)[1]]

    assert await store.turn(tell) == [None, None, None, 0]
