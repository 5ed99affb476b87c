"""Two organizers write on one petition: nobody's words are overwritten unseen, and nobody else sees a draft."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from storage.members import Role
from storage.tables.petitions import petition
from tests.journeys.campaigns import HOME
from tests.journeys.organizers import answers, goes_to_desk
from tests.journeys.petition_writing import ASK, TITLE, begins, comes_in, opens_petition, title_now, writes
from tests.journeys.worlds import World, never_arrives
from tests.people import Supporter
from tests.storage.planting import rows


async def both_write(world: World, ada: Supporter, bo: Supporter) -> None:
    """Bo is asked for the title, and meanwhile Ada writes another one."""
    await comes_in(world, ada)
    await comes_in(world, bo, "Bo")
    await begins(ada)
    for person in (ada, bo):
        await opens_petition(person)
        await person.taps("Texts")
        await person.taps("English")
        await person.taps("Write the title")
    await answers(ada, text="Keep the old park")
    ada.sees("Saved: Title")
    await answers(bo, text="Keep the old park green")
    bo.sees("Somebody else has changed this meanwhile.", "Nothing was overwritten.", "green")


async def test_the_second_of_two_writers_takes_theirs(world: World, ada: Supporter, bo: Supporter) -> None:
    await both_write(world, ada, bo)
    assert await title_now(world) == "Keep the old park"
    await bo.taps("Take mine")
    bo.sees("Saved: Title", "Keep the old park green")
    assert await title_now(world) == "Keep the old park green"


async def test_or_leaves_what_the_first_one_wrote(world: World, ada: Supporter, bo: Supporter) -> None:
    await both_write(world, ada, bo)
    await bo.taps("Keep theirs")
    bo.sees("Your answers are thrown away. Nothing was saved.")
    await bo.taps("Back to this text")
    bo.sees("Keep the old park")
    assert await title_now(world) == "Keep the old park"


async def test_whoever_goes_on_later_sees_the_difference_before_anything_is_taken(
    world: World, ada: Supporter, bo: Supporter
) -> None:
    await both_write(world, ada, bo)
    await bo.starts()
    await bo.taps("Go on with your answers")
    assert await title_now(world) == "Keep the old park"
    if bo.screen.is_whole_form:
        await bo.fills_in(text="Keep the old park green")
    bo.sees("Somebody else has changed this meanwhile.", "green")
    assert await title_now(world) == "Keep the old park"
    await bo.taps("Take mine")
    assert await title_now(world) == "Keep the old park green"


async def test_a_role_that_was_lost_ends_a_form_that_is_half_filled(
    world: World, ada: Supporter, bo: Supporter
) -> None:
    await comes_in(world, ada, role=Role.OWNER)
    await comes_in(world, bo, "Bo")
    await begins(ada)
    await opens_petition(bo)
    await bo.taps("Texts")
    await bo.taps("English")
    await bo.taps("Write the title")
    await goes_to_desk(ada)
    for label in ("Members", "Bo", "Remove", "Remove"):
        await ada.taps(label)
    await answers(bo, text="Something else")
    bo.sees("There is no petition here.")
    assert await title_now(world) == TITLE


async def test_others_see_nothing_of_a_draft(world: World, ada: Supporter, bo: Supporter) -> None:
    await comes_in(world, ada)
    await begins(ada)
    (draft,) = await rows(world.store, sa.select(petition).where(petition.c.state == "draft"))
    await bo.opens(draft.code)
    bo.does_not_see(TITLE)
    for token in (f"petition:{draft.id}", f"pet:{draft.id}", f"text:{draft.id}", f"sign:{draft.id}"):
        await bo.taps_to(token)
        bo.sees("There is no petition here.")


async def test_what_was_written_is_told_to_owners(world: World, ada: Supporter) -> None:
    await comes_in(world, ada, role=Role.OWNER)
    await begins(ada)
    (draft,) = await rows(world.store, sa.select(petition).where(petition.c.state == "draft"))
    await ada.taps("Texts")
    await ada.taps("English")
    await writes(ada, "Write the ask", ASK)
    await goes_to_desk(ada)
    await ada.taps("More")
    await ada.taps("What was done")
    named = f"“{TITLE}” ({draft.code})"
    ada.sees(f"You began {named}.", f"You changed a text of {named} (English).", "Part: What it asks")


async def test_a_public_petition_is_written_anew_while_others_read_it_as_it_is(
    world: World, ada: Supporter, bo: Supporter
) -> None:
    await comes_in(world, ada)
    await ada.opens(HOME)
    title = ada.screen.title
    await opens_petition(ada, title)
    await ada.taps("Texts")
    ada.sees("What you write here is not public before the next version is published.")
    await ada.taps("English")
    await writes(ada, "Write the title", "Bring everybody home")
    await bo.opens(HOME)
    bo.sees(title)
    await opens_petition(ada, title)
    ada.sees("Some of its texts were changed and are not public yet.")


@pytest.mark.parametrize("token", ["pet_text:{}:xx", "pet_set:{}:xx:title:0", "pet_write:{}:e\x00:title", "pet:{}:9"])
@never_arrives
async def test_crafted_tokens_find_nothing(world: World, ada: Supporter, token: str) -> None:
    await comes_in(world, ada)
    await begins(ada)
    (draft,) = await rows(world.store, sa.select(petition.c.id).where(petition.c.state == "draft"))
    await ada.taps_to(token.format(draft.id))
    ada.does_not_see("Something failed")


async def test_the_second_of_two_who_write_a_line_sees_what_stands_there(
    world: World, ada: Supporter, bo: Supporter
) -> None:
    await comes_in(world, ada)
    await comes_in(world, bo, "Bo")
    await begins(ada)
    for person in (ada, bo):
        await opens_petition(person)
        await person.taps("What is told of it")
        await person.taps("Contact")
    await answers(ada, text="ada@example.org")
    await answers(bo, text="bo@example.org")
    bo.sees("Somebody else has changed this meanwhile.", "Nothing was overwritten.", "bo@example.org")
    await bo.taps("Keep theirs")
    await opens_petition(bo)
    await bo.taps("What is told of it")
    bo.sees("ada@example.org")
