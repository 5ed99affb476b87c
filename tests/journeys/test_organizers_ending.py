"""Organizers see what has ended as what it is, and change nothing of it that would open it again unseen."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from handlers.organizing.petitions import STATES
from storage.nouns import Nouns
from storage.petition_words import write_words
from storage.stages import REOPENING
from storage.standing import State
from storage.tables.petitions import petition
from tests.journeys.organizers import answers, goes_to_desk
from tests.journeys.test_organizers_versions import as_public, organizes, planted
from tests.journeys.worlds import World
from tests.people import Supporter

WORDS = {
    State.DRAFT: "Draft",
    State.OPEN: "Open",
    State.CLOSED: "Closed",
    State.WON: "Won",
    State.RETIRED: "Retired",
}


def finds(petition_id: int, nouns: Nouns) -> object:
    """It is found by its words."""
    return write_words(petition_id, nouns.connection)


def test_every_state_has_its_word() -> None:
    assert set(STATES) == set(State) == set(WORDS)


@pytest.mark.parametrize("state", State)
async def test_organizers_see_it_in_whatever_state(world: World, ada: Supporter, state: State) -> None:
    await organizes(world, ada)
    park = await planted(world, state=state)
    await goes_to_desk(ada)
    await ada.taps("Petitions")
    ada.sees("parkxy in en", f"{WORDS[state]} ·")
    await ada.taps_to(f"pet:{park}")
    ada.sees(f"{WORDS[state]} ·")


async def test_a_retired_one_is_shown_to_whoever_begins_one_like_it(world: World, ada: Supporter) -> None:
    await organizes(world, ada)
    park = await planted(world, state=State.RETIRED)
    await world.store.turn(partial(finds, park))
    await goes_to_desk(ada)
    await ada.taps("Petitions")
    await ada.taps("New petition")
    await answers(ada, title="Parkxy for all")
    ada.sees("Is it one of these?", "· Retired")


@pytest.mark.parametrize("state", [State.CLOSED, State.RETIRED])
async def test_what_is_being_opened_again_can_be_closed_before_it_is_open(
    world: World, ada: Supporter, state: State
) -> None:
    await organizes(world, ada)
    park = await planted(world, state=state)
    await world.store.turn(lambda nouns: nouns.jobs.begin(REOPENING, str(park), None, world.clock.now))
    await ada.taps_to(f"pet_out:{park}")
    ada.sees("It is being opened")
    ada.sees_no_button("Open it again")
    await ada.taps("Close")
    await ada.taps("Close")
    ada.sees("Closed. It can't be signed any more.")
    ada.sees_buttons("Open it again")
    await world.store.page(lambda nouns: nouns.stages.reopen_more(world.clock.now))
    assert (await as_public(world, park)).state is state


ENDED = {
    State.CLOSED: "It has ended: its last day can be changed once it is open again. Nothing was changed.",
    State.RETIRED: "It has ended: its last day can be changed once it is open again. Nothing was changed.",
    State.OPEN: "It has ended: its last day can be changed once it is open again. Nothing was changed.",
    State.WON: "It is won: its last day stays as it is. Nothing was changed.",
}
HOUR = timedelta(hours=1)


async def ends(world: World, petition_id: int) -> None:
    """Its last day is over, or it was retired an hour ago."""
    over = sa.update(petition).where(petition.c.id == petition_id).values(closes_at=world.clock.now - HOUR)
    await world.store.turn(lambda nouns: nouns.connection.run(over))


@pytest.mark.parametrize("state", ENDED)
async def test_the_days_of_what_has_ended_stay(world: World, ada: Supporter, state: State) -> None:
    await organizes(world, ada)
    park = await planted(world, state=state)
    await ends(world, park)
    before = await as_public(world, park)
    await ada.taps_to(f"pet_days:{park}")
    await ada.taps("Last day")
    ada.sees(ENDED[state])
    for token in ("pet_fact:{}:zone", "pet_type:{}:until", "pet_unset:{}:until", "pet_unset:{}:zone"):
        await ada.taps_to(token.format(park))
        ada.sees(ENDED[state])
    assert await as_public(world, park) == before
    if state is not State.WON:
        ada.sees_buttons("Open it again")


async def test_the_desk_of_a_draft_whose_last_day_is_over_says_so(world: World, ada: Supporter) -> None:
    await organizes(world, ada)
    park = await planted(world, state=State.DRAFT)
    await ends(world, park)
    await ada.taps_to(f"pet:{park}")
    ada.sees("Before it can be published:", "The closing day has passed. Choose a later one, or none.")


async def test_a_form_that_was_open_when_it_ended_opens_nothing(world: World, ada: Supporter) -> None:
    await organizes(world, ada)
    park = await planted(world, state=State.OPEN)
    await ada.taps_to(f"pet_days:{park}")
    await ada.taps("Last day")
    await ends(world, park)
    await answers(ada, text="31 Dec 2027")
    ada.sees(ENDED[State.OPEN])
    assert not (await as_public(world, park)).is_open


async def test_a_retired_one_opens_again_with_the_closing_day_it_had(world: World, ada: Supporter) -> None:
    await organizes(world, ada)
    park = await planted(world, state=State.OPEN)
    await ada.taps_to(f"pet_days:{park}")
    await ada.taps("Last day")
    await answers(ada, text="31 Dec 2027")
    await world.store.turn(partial(retires, petition_id=park, now=world.clock.now))
    await ada.taps_to(f"pet_end:{park}")
    ada.sees("Retired on", "The park is gone.")
    world.clock.now += HOUR
    await ada.taps("Open it again")
    ada.does_not_see("Its closing day has passed")
    await ada.taps("Open it again")
    ada.sees("Open. It can be signed again.", "Can be signed until 31 December 2027.")


def retires(nouns: Nouns, petition_id: int, now: datetime) -> bool:
    """With a reason."""
    found = nouns.petitions.find(petition_id, "en", now)
    assert found is not None
    return nouns.stages.retire(found, "The park is gone.", now)
