"""Organizers write to goals, add what was signed elsewhere, and owners set the rules."""

from __future__ import annotations

import sqlalchemy as sa

from storage.ledger import Kind
from storage.members import Role
from storage.nouns import Nouns
from storage.store import Store
from storage.tables.news import alert
from storage.tables.petitions import addition, petition
from tests.journeys.organizers import answers, goes_to_desk
from tests.journeys.petition_writing import asks_again, comes_in
from tests.journeys.test_organizers_reminding import park
from tests.journeys.worlds import World, at_the_terminal_too, one_by_one
from tests.people import Supporter
from tests.storage.planting import rows

MARKET = "Collected at the market by Cy"


async def adds(person: Supporter, kind: str, number: str, note: str = MARKET) -> None:
    """All three answers."""
    if person.screen.is_whole_form:
        await person.fills_in(kind={"On paper": "paper"}.get(kind, "imported"), number=number, note=note)
        return
    await person.taps(kind)
    await person.types(number)
    await person.types(note)


async def count_of(store: Store, key: int) -> int:
    """How many have signed."""
    [row] = await rows(store, sa.select(petition.c.count).where(petition.c.id == key))
    return int(row.count)


@at_the_terminal_too
async def test_paper_is_added_shown_apart_and_put_right(world: World, ada: Supporter) -> None:
    key = await park(world)
    await world.store.turn(lambda nouns: nouns.ledger.enter(key, Kind.SIGNED, 84, world.clock.now) and None)
    await comes_in(world, ada)
    await ada.taps_to(f"paper:{key}")
    ada.sees("84 have signed.")
    await ada.taps("Add signatures")
    await adds(ada, "On paper", "100")
    ada.sees("Added: 100 on paper.", "The goal of 100 is reached by that; nobody is written to.")
    ada.sees("184 have signed: 84 here and 100 on paper.", MARKET)
    await ada.taps_to(f"more:{key}")
    ada.sees("184 have signed: 84 here and 100 on paper.", f"100 on paper: {MARKET}")
    assert await rows(world.store, sa.select(alert).where(alert.c.kind == "milestone")) == []
    await ada.taps_to(f"paper:{key}")
    await ada.taps(ada.label("100 on paper"))
    await ada.taps("Put it right")
    await answers(ada, number="90", note="Ten had signed twice")
    ada.sees("Put right: 90 on paper.", "Entered as 100, and put right since:", "−10: Ten had signed twice")
    await ada.taps_to(f"more:{key}")
    ada.sees("174 have signed: 84 here and 90 on paper.")
    assert await count_of(world.store, key) == 174


async def test_what_surprises_is_asked_once_more(world: World, ada: Supporter) -> None:
    key = await park(world)
    await comes_in(world, ada)
    await ada.taps_to(f"paper_add:{key}")
    await adds(ada, "On another list", "5,000")
    ada.sees("Is that right: 5,000 on other lists?", "That is more than have signed so far: 0 have signed.")
    ada.sees("Nothing was added so far.")
    assert await count_of(world.store, key) == 0
    await ada.taps("That is right")
    ada.sees("Added: 5,000 on other lists.")
    assert await count_of(world.store, key) == 5_000
    for _entry in range(2):
        await ada.taps_to(f"paper_add:{key}")
        await adds(ada, "On paper", "7")
    ada.sees("Just that was added last. Add it once more only if these are others.")
    await ada.taps("Cancel")
    assert await count_of(world.store, key) == 5_007


@one_by_one
async def test_numbers_that_are_none_are_refused(world: World, ada: Supporter) -> None:
    key = await park(world)
    await comes_in(world, ada)
    await ada.taps_to(f"paper_add:{key}")
    await ada.taps("On paper")
    for typed in ("a hundred", "-5", "1,00", "12.5"):
        await ada.types(typed)
        ada.sees("Type a whole number, such as 250. Nothing was saved.")
    await ada.types("0")
    await ada.types(MARKET)
    ada.sees("At once it is from 1 to 1,000,000 signatures. Nothing was saved.")
    await ada.types("10,000,000")
    ada.sees("At once it is from 1 to 1,000,000 signatures. Nothing was saved.")
    assert await count_of(world.store, key) == 0
    await ada.types("1 250")
    ada.sees("Is that right: 1,250 on paper?")


async def test_a_bad_number_in_a_window_is_refused(world: World, ada: Supporter) -> None:
    key = await park(world)
    await comes_in(world, ada)
    await ada.taps_to(f"paper_add:{key}")
    await adds(ada, "On paper", "0")
    ada.sees("At once it is from 1 to 1,000,000 signatures. Nothing was saved.")
    assert await rows(world.store, sa.select(addition).where(addition.c.petition_id == key)) == []


async def test_below_zero_and_what_somebody_else_put_right_are_refused(
    world: World, ada: Supporter, bo: Supporter
) -> None:
    key = await park(world)
    await comes_in(world, ada)
    await comes_in(world, bo, "Bo")
    await ada.taps_to(f"paper_add:{key}")
    await adds(ada, "On paper", "20")
    [entry] = await rows(world.store, sa.select(addition.c.id).where(addition.c.petition_id == key))
    for person in (ada, bo):
        await person.taps_to(f"paper_fix:{key}:{entry.id}:20")
    if not ada.screen.is_whole_form:
        await ada.types("-3")
        ada.sees("Type a whole number, such as 250. Nothing was saved.")
    await answers(ada, number="0", note="They were counted twice")
    ada.sees("Put right: 0 on paper.")
    await answers(bo, number="15", note="Five were there twice")
    bo.sees("Somebody else has changed this meanwhile. Nothing was changed.", "0 on paper")
    assert await count_of(world.store, key) == 0


async def test_a_draft_has_nothing_added(world: World, ada: Supporter) -> None:
    key = await park(world, state="draft")
    await comes_in(world, ada)
    await ada.taps_to(f"paper:{key}")
    ada.sees("It is not published yet: signatures can be added once it is.")
    ada.sees_no_button("Add signatures")


async def test_where_people_are_at_risk_the_number_here_is_not_told(world: World, ada: Supporter) -> None:
    key = await park(world, at_risk=True)
    await world.store.turn(lambda nouns: nouns.ledger.enter(key, Kind.SIGNED, 17, world.clock.now) and None)
    await comes_in(world, ada)
    await ada.taps_to(f"paper_add:{key}")
    await adds(ada, "On paper", "25")
    await ada.taps_to(f"more:{key}")
    ada.sees("Among them are at least 20 on paper.")
    ada.does_not_see("17", "25", "42", MARKET)


@at_the_terminal_too
async def test_a_goal_ahead_has_its_message_when_it_is_reached(world: World, ada: Supporter) -> None:
    key = await park(world, ladder=[2, 10, 50])
    await comes_in(world, ada)
    await ada.taps_to(f"goals:{key}")
    ada.sees("2\nStill ahead.\nNo message yet.", "10\nStill ahead.", "50\nStill ahead.")
    await ada.taps("10")
    await ada.taps("Write a message")
    await answers(ada, message="Ten of you. Now to the council.", sign_off="Ada, lead")
    ada.sees("Saved.", "Ten of you.", "It is told when the goal is reached by a signature")
    await ada.taps_to(f"more:{key}")
    ada.does_not_see("Ten of you.", "Goals reached")
    await world.store.turn(lambda nouns: _signed(nouns, key, 10, world))
    await ada.taps_to(f"more:{key}")
    ada.sees("10 signatures, reached on 21 November 2026", "Ten of you. Now to the council.")
    await ada.taps_to(f"goal:{key}:10")
    ada.sees("Reached on 21 November 2026.", "This goal was told.")
    await ada.taps("Take it out")
    ada.sees("Taken out.")


def _signed(nouns: Nouns, key: int, people: int, world: World) -> None:
    for _person in range(people):
        nouns.ledger.enter(key, Kind.SIGNED, 1, world.clock.now)


async def test_of_two_who_write_to_one_goal_the_second_sees_the_difference(
    world: World, ada: Supporter, bo: Supporter
) -> None:
    key = await park(world)
    await comes_in(world, ada)
    await comes_in(world, bo, "Bo")
    for person in (ada, bo):
        await person.taps_to(f"goal_write:{key}:100")
    await answers(ada, message="Thank you all.", sign_off="Ada")
    await answers(bo, message="Thanks to everybody.", sign_off="Bo")
    bo.sees("Somebody else has changed this meanwhile.")
    await bo.taps("Keep theirs")
    await bo.taps_to(f"goal:{key}:100")
    bo.sees("Thank you all.")
    await bo.taps_to(f"goal_out:{key}:100:00000000")
    bo.sees("Somebody else has changed this meanwhile. Nothing was changed.")


async def test_what_is_no_goal_has_no_message(world: World, ada: Supporter) -> None:
    key = await park(world)
    await comes_in(world, ada)
    await ada.taps_to(f"goal_write:{key}:137")
    ada.sees("This is no goal of it by now. Nothing was changed.")


@at_the_terminal_too
async def test_an_owner_sets_the_rules(world: World, ada: Supporter) -> None:
    await comes_in(world, ada, role=Role.OWNER)
    await goes_to_desk(ada)
    await ada.taps("More")
    await ada.taps("Rules for telling")
    ada.sees("At most 3 broadcasts a week can be sent.", "One organizer is enough to send something.")
    ada.sees("After 30 days without news of an open petition, its organizers alone are asked for some.")
    await ada.taps("Change how often")
    await ada.taps("5")
    ada.sees("Saved.", "At most 5 broadcasts a week can be sent.")
    await ada.taps("Let two agree")
    ada.sees("A second organizer has to agree before anything is sent", "So far there is no second one")
    await ada.taps("Days without news")
    for typed, problem in (
        ("soon", "Type a whole number, such as 250. Nothing was saved."),
        ("999", "It is from 0 to 365 days. Nothing was saved."),
    ):
        await answers(ada, days=typed)
        ada.sees(problem)
        await asks_again(ada)
    await answers(ada, days="0")
    ada.sees("Saved.", "Organizers are never asked for news.")
    await ada.taps("Back to the desk")
    await ada.taps("More")
    await ada.taps("What was done")
    ada.sees("You changed the rules for telling people.", "At most 5 broadcasts a week can be sent.")


async def test_an_organizer_has_no_rules_to_set(world: World, ada: Supporter) -> None:
    await comes_in(world, ada)
    await goes_to_desk(ada)
    await ada.taps("More")
    ada.sees_no_button("Rules for telling")
