"""Holding everything new holds it: an old button counts nothing, and earlier signers' new words wait as well."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from storage.members import Role
from storage.nouns import Nouns
from storage.showing import Showing, Visibility
from storage.tables.signing import signature
from tests.journeys.campaigns import COUNTED, HOME, NAMED
from tests.journeys.organizers import code_for, joins, moderators_code
from tests.journeys.test_organizers_at_night import PARK, count_of, is_raided, park
from tests.journeys.test_organizers_moderating import GENTLE, says
from tests.journeys.worlds import World
from tests.people import Supporter
from tests.storage.planting import rows


async def holds(person: Supporter, petition_id: int) -> None:
    await person.taps_to(f"holding:{petition_id}")
    await person.taps("Hold everything new")
    person.sees("New signatures wait. Nobody lost anything.")


async def test_an_old_button_counts_nothing_while_new_ones_are_held_again(world: World, ada: Supporter) -> None:
    petition_id = await park(world)
    await joins(ada, await code_for(world, Role.MODERATOR), "Ada")
    await holds(ada, petition_id)
    await is_raided(world, petition_id, 3)
    await ada.taps("Count new ones again")
    count_them = ada.button("Count them all").leads_to
    await holds(ada, petition_id)
    await ada.taps_to(count_them)
    ada.sees("New signatures wait. Nobody lost anything.", "3 wait so far.")
    assert await count_of(world, petition_id) == 0


async def test_who_came_after_it_was_asked_is_not_counted(world: World, ada: Supporter) -> None:
    petition_id = await park(world)
    await joins(ada, await code_for(world, Role.MODERATOR), "Ada")
    await holds(ada, petition_id)
    await is_raided(world, petition_id, 3)
    await ada.taps("Count new ones again")
    ada.sees("3 that came meanwhile wait.")
    count_them = ada.button("Count them all").leads_to
    world.clock.moves(timedelta(minutes=1))
    await holds(ada, petition_id)
    await is_raided(world, petition_id, 2, place="Leeds")
    await ada.taps("Count new ones again")
    await ada.taps_to(count_them)
    ada.sees("Counted: 3 of 3")
    assert await count_of(world, petition_id) == 3
    await ada.taps_to(f"holding_count:{petition_id}")
    ada.sees("2 that came meanwhile wait.")
    assert await count_of(world, petition_id) == 3
    await ada.taps("Count them all")
    assert await count_of(world, petition_id) == 5


async def test_new_words_of_who_signed_before_wait_while_all_that_is_new_is_held(
    world: World, ada: Supporter, bo: Supporter
) -> None:
    mo = world.person("Mo")
    await joins(mo, await moderators_code(world), "Mo")
    await ada.opens(HOME)
    await ada.taps(NAMED)
    await says(ada, "Izzy", GENTLE)
    petition_id = (await rows(world.store, sa.select(signature.c.petition_id)))[-1].petition_id
    mine = f"signed:{petition_id}"
    await mo.taps_to(f"holding:{petition_id}")
    mo.sees("New reasons of those who signed before wait, too, until somebody has read them.")
    await mo.taps("Hold everything new")
    mo.sees("New reasons of those who signed before wait, too")

    await ada.taps_to(mine)
    await ada.taps("Edit what is shown")
    await says(ada, "Izzy", GENTLE, is_anew=True)
    ada.does_not_see("Your words wait")
    await ada.taps("Edit what is shown")
    await says(ada, "Izzy", "Nobody should be alone.", is_anew=True)
    ada.sees("Your words wait for a moderator")
    await bo.opens(HOME)
    await bo.taps("Reasons")
    bo.does_not_see("Nobody should be alone.")
    await mo.taps_to(f"holding_no:{petition_id}")
    mo.sees("None came meanwhile that would wait.", "1 reason waits until somebody has read it.")
    await mo.taps("Read the reasons")
    mo.sees("Reason 1 of 1", "Held: came while everything new was held.")
    await mo.taps("Publish")
    await bo.opens(HOME)
    await bo.taps("Reasons")
    bo.sees("Nobody should be alone.")


@pytest.mark.recording_alone("how a button is tapped by its token is alike everywhere")
async def test_who_signed_by_a_counted_link_is_written_down_nowhere(world: World, bo: Supporter) -> None:
    petition_id = await park(world)

    def counts(nouns: Nouns) -> str:
        found = nouns.petitions.find(petition_id, "en", world.clock.now)
        assert found is not None
        sharer = nouns.supporters.add("terminal", "eva", "", world.clock.now)
        nouns.signatures.add(found, sharer.id, Showing(Visibility.COUNTED), world.clock.now)
        return nouns.share_links.begin(sharer.id, petition_id)

    code = await world.store.turn(counts)
    await bo.opens(PARK)
    await bo.taps_to(f"sign:{petition_id}:{code}")
    bo.sees("You are signer number 2.")
    await bo.opens(PARK)
    bo.sees_no_button(COUNTED)
    written = await rows(world.store, sa.select(signature).where(signature.c.petition_id == petition_id))
    assert len(written) == 2
    assert all(code not in str(value) for row in written for value in row)
    assert {row.source for row in written} == {""}
