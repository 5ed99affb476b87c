"""Organizers say whom a petition asks, until when it runs, and what else is told of it."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from storage.tables.petitions import petition
from tests.journeys.campaigns import HOME
from tests.journeys.organizers import answers
from tests.journeys.petition_writing import answers_or_skips, asks_again, begins, comes_in, opens_petition, writes
from tests.journeys.worlds import World, one_by_one
from tests.people import Supporter
from tests.storage.planting import rows


async def test_days_are_read_and_refused_in_one_sentence(world: World, ada: Supporter) -> None:
    await comes_in(world, ada)
    await begins(ada)
    await ada.taps("Days and goals")
    ada.sees("None: it can be signed until somebody closes it.", "The usual ones, from 100 on")
    await ada.taps("Last day")
    for typed, problem in (
        ("31 February 2027", "February 2027 has no day 31. Nothing was saved."),
        ("03/04/2027", "This may be 3 April 2027 or 4 March 2027. Write the month as a word."),
        ("1 May 2020", "1 May 2020 is over: the last day is today or later. Nothing was saved."),
    ):
        await answers(ada, text=typed)
        ada.sees(problem)
        await asks_again(ada)
    await answers(ada, text="31 Dec 2027")
    ada.sees("Saved: Last day", "31 December 2027")
    await ada.taps("Time zone")
    await answers(ada, text="Mars")
    ada.sees("No time zone has this name")
    await asks_again(ada)
    await answers(ada, text="Tokyo")
    ada.sees("Asia/Tokyo", "31 December 2027")
    await ada.taps("Last day")
    await ada.taps("No last day")
    ada.sees("None: it can be signed until somebody closes it.")


async def test_goals_and_days_that_matter(world: World, ada: Supporter) -> None:
    await comes_in(world, ada)
    await begins(ada)
    await ada.taps("Days and goals")
    await ada.taps("Goals")
    await answers(ada, text="50, 500, 5000")
    ada.sees("50, 500, 5,000")
    await ada.taps("Days that matter")
    await ada.taps("Add a day")
    await answers(ada, on="1 May 2027", what="The council votes")
    ada.sees("Added: 1 May 2027", "The council votes")
    await ada.taps("1 May 2027")
    await ada.taps("Take it out")
    ada.sees("Taken out.", "None yet.")


async def test_targets_come_in_four_shapes_and_in_an_order(world: World, ada: Supporter) -> None:
    await comes_in(world, ada)
    await begins(ada)
    await ada.taps("Whom it asks")
    await ada.taps("Name one")
    await answers_or_skips(ada, district="Leeds North")
    ada.sees("Name an office or a person. Nothing was saved.")
    await asks_again(ada)
    await answers_or_skips(ada, person="Ada B.", district="Leeds North")
    ada.sees("Added: Leeds North, Ada B.")
    for values in ({"office": "Mayor"}, {"person": "Cy D."}, {"office": "Minister", "person": "Eve F."}):
        await ada.taps("Name one")
        await answers_or_skips(ada, **values)
    ada.sees("Minister Eve F.", "Mayor", "Cy D.")
    await ada.taps("Open 2")
    await ada.taps("Move it up")
    ada.sees("Moved up.", "1. Mayor")
    await ada.taps("Open 1")
    await ada.taps("Only hand it over")
    ada.sees("It is handed the signatures, and not asked.")
    await ada.taps("Take it out")
    ada.sees("Taken out.", "Leeds North, Ada B.\nIt is asked.\nCy D.")


async def test_whoever_was_handed_the_signatures_of_a_public_petition_stays(world: World, ada: Supporter) -> None:
    await comes_in(world, ada)
    await ada.opens(HOME)
    title = ada.screen.title
    await opens_petition(ada, title)
    await ada.taps("Whom it asks")
    ada.sees("What you write here is not public before the next version is published.")
    ada.sees_buttons("Name one")
    await ada.taps("Secretary of Homeland…")
    ada.sees("The signatures were handed over to it.")
    ada.sees_no_button("Change the words", "Take it out", "Only hand it over", "Ask it, too")


async def test_what_is_told_of_it(world: World, ada: Supporter) -> None:
    await comes_in(world, ada)
    await begins(ada)
    await ada.taps("What is told of it")
    for label, typed in (
        ("Topics", "Trees, Parks"),
        ("Co-signers", "Friends of the Park"),
        ("Video", "https://youtu.be/dQw4w9WgXcQ?si=follows"),
        ("Contact", "park@example.org"),
        ("Legal line", "Friends of the Park, Leeds"),
    ):
        await writes(ada, label, typed)
        ada.sees(f"Saved: {label}")
    ada.sees("parks, trees", "https://www.youtube.com/watch?v=dQw4w9WgXcQ", "park@example.org")
    await ada.taps("Contact")
    await ada.taps("Use the usual one")
    ada.does_not_see("park@example.org")


async def test_at_risk_mode_is_explained_before_it_is_turned_on(world: World, ada: Supporter) -> None:
    await comes_in(world, ada)
    await begins(ada)
    await ada.taps("What is told of it")
    await ada.taps("At-risk mode")
    ada.sees("At-risk mode is off.", "counted only, or with initials and a region at most")
    await ada.taps("Turn it on")
    ada.sees("At-risk mode is on.")
    await ada.taps("Turn it off")
    ada.sees("At-risk mode is off.")


async def test_the_words_of_a_target_stay_where_they_are_left(world: World, ada: Supporter) -> None:
    await comes_in(world, ada)
    await begins(ada)
    await ada.taps("Whom it asks")
    await ada.taps("Name one")
    await answers_or_skips(ada, office="Mayor", person="Eve F.", district="Leeds")
    await ada.taps(ada.label("Leeds, Mayor"))
    await ada.taps("Change the words")
    if ada.screen.is_whole_form:
        await ada.fills_in(person="Cy D.")
    else:
        ada.sees("Now it says: “Mayor”")
        ada.sees_buttons("Leave it empty")
        await ada.taps("Leave it as it is")
        await ada.types("Cy D.")
        await ada.taps("Leave it as it is")
    ada.sees("Saved.", "Mayor Cy D.", "Leeds")


@pytest.mark.parametrize(
    ("label", "typed"),
    [("Last day", "31 December 2027"), ("Goals", "500, 5000"), ("Time zone", "Tokyo"), ("Contact", "ada@example.org")],
)
@one_by_one
async def test_a_line_that_stands_can_be_left(world: World, ada: Supporter, label: str, typed: str) -> None:
    await comes_in(world, ada)
    await begins(ada)
    await ada.taps("What is told of it" if label == "Contact" else "Days and goals")
    await ada.taps(label)
    await answers(ada, text=typed)
    before = await rows(world.store, sa.select(petition).where(petition.c.state == "draft"))
    await ada.taps(label)
    await ada.taps("Type another")
    ada.sees("Now it says:")
    await ada.taps("Leave it as it is")
    ada.does_not_see("Saved", "Nothing was saved.")
    assert await rows(world.store, sa.select(petition).where(petition.c.state == "draft")) == before
