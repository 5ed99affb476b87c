"""Organizers declare a victory in a few taps, complete it, correct it and take it back; readers see each of it."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from storage.drafting_parts import Target
from storage.members import Role
from storage.nouns import Nouns
from storage.standing import State
from storage.tables.petitions import decision_maker, petition
from storage.tables.telling import campaign_update
from tests.journeys.organizers import GETEQUAL, answers, code_for, goes_to_desk, joins
from tests.journeys.worlds import World, one_by_one
from tests.people import Supporter
from tests.pictures import png
from tests.storage.planting import plant_organisation, plant_petition, rows

MOST_BEFORE_SENDING = 10
"""Two taps more send it: to those people, and that one is sure."""
CHANGED = "Couples parted by law count as family."


async def organizes(world: World, person: Supporter, code: str = "KTMPRK", organisation: str = GETEQUAL) -> int:
    """Somebody who runs campaigns, and a petition of theirs that can be won; its id."""

    def plant(nouns: Nouns) -> int:
        owner = nouns.organisations.named(organisation) or plant_organisation(nouns, organisation)
        return plant_petition(nouns, code.lower(), code=code, organisation_id=owner, is_sample=True)

    planted = await world.store.turn(plant)
    await joins(person, await code_for(world, Role.ORGANIZER, organisation), "Ada")
    return planted


async def begins(person: Supporter, petition_id: int, label: str = "All of it") -> None:
    """Three answers."""
    await person.taps_to(f"win:{petition_id}")
    await person.taps(label)
    await answers(person, words=CHANGED, title="The Post", url="https://post.example/law")
    person.sees("The draft is there; nobody else sees it.")


async def piece_of(world: World, petition_id: int) -> int:
    """The id of its victory."""
    query = sa.select(campaign_update.c.id).where(campaign_update.c.petition_id == petition_id)
    (row,) = await rows(world.store, query)
    return int(row.id)


async def sent(world: World, petition_id: int) -> int:
    """It is told from now on, as its desk does that."""
    piece = await piece_of(world, petition_id)

    def start(nouns: Nouns) -> bool:
        return nouns.broadcasts.start(nouns.news_drafts.broadcast_of(piece) or 0, world.clock())

    assert await world.store.turn(start)
    return piece


async def test_a_victory_takes_three_answers_and_is_read_once_it_is_sent(
    world: World, ada: Supporter, bo: Supporter
) -> None:
    park = await organizes(world, ada)
    await begins(ada, park, "A part of it")
    ada.sees("Victory, a draft: nobody else sees it.", "A part of it was won.", CHANGED, "The Post")
    ada.sees_buttons("Rehearse and send")
    await bo.taps_to(f"victory:{park}")
    bo.sees("There is no victory letter.")
    await sent(world, park)
    await bo.taps_to(f"victory:{park}")
    bo.sees("Partly won:", CHANGED, "The Post")
    await bo.taps_to(f"petition:{park}")
    bo.sees("Partly won:", CHANGED)
    bo.sees_no_button("Sign, counted only")


async def test_three_answers_take_few_taps_from_the_first_command(world: World, ada: Supporter) -> None:
    park = await organizes(world, ada)
    ada.starts_counting()
    await goes_to_desk(ada)
    await ada.taps("Petitions")
    await ada.taps_to(f"pet:{park}")
    await ada.taps_to(f"win:{park}")
    await ada.taps("All of it")
    await answers(ada, words=CHANGED, title="The Post", url="https://post.example/law")
    await ada.taps("Rehearse and send")
    assert ada.taps_made <= MOST_BEFORE_SENDING


async def test_all_else_follows_and_readers_see_it_at_once(world: World, ada: Supporter, bo: Supporter) -> None:
    park = await organizes(world, ada)
    await begins(ada, park)
    piece = await sent(world, park)
    await ada.taps_to(f"piece_write:{piece}:en:not_solved")
    await answers(ada, words="Couples abroad wait.")
    ada.sees("Saved: Not solved")
    await ada.taps_to(f"piece_day:{piece}")
    await answers(ada, day="1 May 2026")
    await bo.taps_to(f"victory:{park}")
    bo.sees("1 May 2026", "Not solved:", "Couples abroad wait.")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31 February 2026", "February 2026 has no day 31. Nothing was saved."),
        ("1 May 2199", "This day has not come yet. Nothing was saved."),
    ],
)
async def test_a_day_that_is_none_or_has_not_come_changes_nothing(
    world: World, ada: Supporter, typed: str, said: str
) -> None:
    park = await organizes(world, ada)
    await begins(ada, park)
    await ada.taps_to(f"piece_day:{await piece_of(world, park)}")
    await answers(ada, day=typed)
    ada.sees(said)
    (row,) = await rows(
        world.store, sa.select(campaign_update.c.happened_on).where(campaign_update.c.petition_id == park)
    )
    assert row.happened_on == world.clock.now.date()


async def test_what_is_withdrawn_says_why_and_is_won_no_longer(world: World, ada: Supporter, bo: Supporter) -> None:
    park = await organizes(world, ada)
    await begins(ada, park)
    piece = await sent(world, park)
    await ada.taps_to(f"piece_fix:{piece}")
    await answers(ada, words="It was the council, not the mayor.")
    ada.sees("Corrected. All who were told hear of it.")
    await ada.taps_to(f"piece_out:{piece}")
    await answers(ada, words="The court stayed it.")
    ada.sees("Withdrawn. All who were told hear why.", "Victory, withdrawn: The court stayed it.")
    await bo.taps_to(f"victory:{park}")
    bo.sees("Withdrawn:", "The court stayed it.")
    bo.does_not_see(CHANGED)
    await bo.taps_to(f"petition:{park}")
    bo.sees_buttons("Sign, counted only")
    (row,) = await rows(world.store, sa.select(petition.c.state).where(petition.c.id == park))
    assert row.state == State.OPEN


async def test_one_event_wins_petitions_of_two_organisations(world: World, ada: Supporter, bo: Supporter) -> None:
    park = await organizes(world, ada)
    await begins(ada, park)
    piece = await sent(world, park)
    await ada.taps_to(f"piece_event_code:{piece}")
    (code,) = {word for word in ada.screen.text.split() if word.count("-") == 1 and word.isupper()}
    pond = await organizes(world, bo, "KTMPND", "york")
    await bo.taps_to(f"win:{pond}")
    await bo.taps("Join another victory")
    await answers(bo, code=code.lower())
    bo.sees("The draft is there; nobody else sees it.", CHANGED)
    await sent(world, pond)
    await bo.taps_to(f"victory:{pond}")
    bo.sees("Won by the same event", GETEQUAL)


async def test_a_code_that_no_victory_has_changes_nothing(world: World, ada: Supporter) -> None:
    park = await organizes(world, ada)
    await ada.taps_to(f"win_join:{park}")
    await answers(ada, code="K7QM-2XPD")
    ada.sees("No victory has this code. Nothing was changed.")
    assert await rows(world.store, sa.select(campaign_update).where(campaign_update.c.petition_id == park)) == []


async def test_a_file_stands_under_the_letter_with_its_hash(world: World, ada: Supporter, bo: Supporter) -> None:
    park = await organizes(world, ada)
    await begins(ada, park)
    piece = await sent(world, park)
    data = png()
    await ada.taps_to(f"piece_file_add:{piece}")
    await ada.sends_file("ruling.png", data)
    await answers(ada, description="The ruling")
    ada.sees("The file is attached.")
    await bo.taps_to(f"victory:{park}")
    bo.sees("ruling.png, SHA-256")


async def hands_over(world: World, person: Supporter, petition_id: int) -> int:
    """To the mayor, in the city hall; the decision maker's id."""

    def name(nouns: Nouns) -> int:
        nouns.drafted_parts.add_target(petition_id, Target(office="Mayor", person="Bea M."))
        return int(nouns.handing_over.all_of(petition_id)[0].id)

    maker = await world.store.turn(name)
    await person.taps_to(f"hand_set:{petition_id}:{maker}")
    await answers(person, day="2 May 2026", place="City hall", how="in person")
    person.sees("Handed over on 2 May 2026.", "Where: City hall")
    return maker


async def test_where_it_was_handed_over_stands_on_its_page_with_a_photo(
    world: World, ada: Supporter, bo: Supporter
) -> None:
    park = await organizes(world, ada)
    maker = await hands_over(world, ada, park)
    await ada.taps_to(f"hand_picture:{park}:{maker}")
    await ada.sends_picture(png())
    await answers(ada, description="Forty people in a hall", caption="2 May")
    ada.sees("This is the picture from now on.")
    await bo.taps_to(f"more:{park}")
    bo.sees("Mayor Bea M. (City hall), on 2 May 2026: in person")
    await bo.taps("See it handed over")
    bo.sees("Mayor Bea M. (City hall), on 2 May 2026: in person")
    bo.sees_picture("Forty people in a hall")


async def test_what_was_answered_is_quoted_with_who_said_it(world: World, ada: Supporter, bo: Supporter) -> None:
    park = await organizes(world, ada)
    maker = await hands_over(world, ada, park)
    await ada.taps_to(f"response_new:{park}:{maker}")
    said = {"day": "3 May 2026", "words": "The park stays.", "title": "The Post", "url": "https://post.example/m"}
    await answers(ada, **said)
    ada.sees("Response, a draft: nobody else sees it.", "Mayor Bea M. answered")
    piece = await sent(world, park)
    await bo.taps_to(f"update:{piece}")
    bo.sees("3 May 2026", "The park stays.", "Mayor Bea M.", "The Post")


@one_by_one
async def test_an_answer_that_has_not_come_yet_is_not_typed_twice(world: World, ada: Supporter) -> None:
    park = await organizes(world, ada)
    maker = await hands_over(world, ada, park)
    await ada.taps_to(f"response_new:{park}:{maker}")
    said = {"day": "1 May 2199", "words": "The park stays.", "title": "The Post", "url": "https://post.example/m"}
    await answers(ada, **said)
    ada.sees("This day has not come yet. Nothing was saved.")
    await ada.types("3 May 2026")
    ada.sees("Response, a draft: nobody else sees it.", "Happened on 3 May 2026.")


async def test_it_is_handed_to_nobody_without_a_name(world: World, ada: Supporter) -> None:
    park = await organizes(world, ada)
    await ada.taps_to(f"hand_new:{park}")
    if ada.screen.is_whole_form:
        await ada.fills_in(office="", person="", district="Leeds North")
    else:
        await ada.taps("Skip")
        await ada.taps("Skip")
        await ada.types("Leeds North")
    ada.sees("Name an office or a person. Nothing was saved.")
    assert await rows(world.store, sa.select(decision_maker).where(decision_maker.c.petition_id == park)) == []
