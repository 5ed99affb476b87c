"""Organizers have documents and posters made, see how far they are, and get them."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.documents.making import make_documents
from bot.pruning import prune
from storage.members import Role
from storage.tables.documents import document, document_part
from storage.tables.petitions import petition
from tests.journeys.campaigns import HOME
from tests.journeys.organizers import goes_to_desk, joins, moderators_code
from tests.journeys.telling import signs
from tests.journeys.test_organizers_delivering import sign
from tests.journeys.worlds import World, at_the_terminal_too
from tests.people import Supporter
from tests.storage.planting import rows
from tests.stores import ENGINES

on_both_engines = pytest.mark.parametrize("engine", ENGINES)


@pytest.fixture
async def eva(world: World) -> Supporter:
    """An owner of the organisation that runs the petition."""
    person = world.person("Eva")
    await joins(person, await moderators_code(world, role=Role.OWNER), "Eva")
    return person


async def goes_to_files(person: Supporter) -> None:
    """To what was made of the petition."""
    await goes_to_desk(person)
    await person.taps("Petitions")
    await person.taps(person.label("Bring"))
    await person.taps("Deliver")
    await person.taps("Documents, poster")


async def asks_for(person: Supporter, kind: str) -> None:
    """One of the four kinds, in English where that is asked."""
    await goes_to_files(person)
    await person.taps("Make a file")
    await person.taps(kind)
    if "In which language?" in person.screen.text:
        await person.taps("English")


async def is_made(world: World) -> None:
    """The clock comes to it."""
    await make_documents(world.store, world.clock())


@on_both_engines
@at_the_terminal_too
async def test_eva_gets_a_document_to_hand_over(world: World, eva: Supporter) -> None:
    await signs(world, "Kim", "Lou")
    await asks_for(eva, "PDF")
    eva.sees("It is begun in a moment.", "Asked for by Eva")
    eva.sees_buttons("Stop")
    await is_made(world)
    await goes_to_files(eva)
    eva.sees("It is ready:")
    await eva.taps("PDF")
    eva.sees("It can be fetched until")
    await eva.taps("Get the file")
    eva.does_not_see("Names stand in it in clear")
    assert eva.file(".pdf").startswith(b"%PDF-")
    await eva.taps("Back to the files")
    eva.sees("It is ready:")


@pytest.mark.not_on_discord("nobody is written to there who has not asked for it")
async def test_it_is_sent_when_it_is_there(world: World, eva: Supporter) -> None:
    await asks_for(eva, "Table (CSV)")
    await is_made(world)
    await eva.looks_on(world.tells())
    assert eva.file(".csv").startswith("\ufeff".encode())
    eva.sees("You hear this because you asked for it.")


async def test_a_table_and_json_hold_the_same(world: World, eva: Supporter) -> None:
    await signs(world, "Kim", "Lou")
    home = await world.store.read(lambda nouns: nouns.petitions.by_code(HOME, "en", world.clock()))
    assert home is not None
    await sign(world, home.id, "Max", "I walk there.")
    for kind in ("Table (CSV)", "JSON"):
        await asks_for(eva, kind)
        await is_made(world)
        await goes_to_files(eva)
        await eva.taps(kind)
        await eva.taps("Get the file")
        eva.sees("Names stand in it in clear: keep it where nobody else reads it.")
    whole = json.loads(eva.file(".json"))
    assert whole["count"] == sum(whole["parts"].values())
    assert whole["parts"]["counted_only"] == 2
    assert "Max" in [each["name"] for each in whole["signatures"]]
    table = list(csv.DictReader(io.StringIO(eva.file(".csv").decode("utf-8-sig"))))
    assert [row["name"] for row in table] == [each["name"] for each in whole["signatures"]]


async def test_it_is_stopped(world: World, eva: Supporter) -> None:
    await asks_for(eva, "PDF")
    await eva.taps("Stop")
    eva.sees("Stopped. Nothing of it is kept.")
    await is_made(world)
    assert await rows(world.store, sa.select(document_part)) == []
    await eva.taps("Make it again")
    eva.sees("It is begun in a moment.")


async def test_it_is_gone_after_a_day(world: World, eva: Supporter) -> None:
    await asks_for(eva, "JSON")
    await is_made(world)
    await goes_to_files(eva)
    await eva.taps("JSON")
    fetches = eva.button("Get the file").leads_to
    world.clock.moves(timedelta(hours=25))
    await eva.taps("Get the file")
    eva.sees("This file is gone. It can be made anew.")
    await prune(world.store, world.clock())
    assert await rows(world.store, sa.select(document_part)) == []
    assert await rows(world.store, sa.select(document)) == []
    await eva.taps_to(fetches)
    eva.sees("There is no such file.", "A file is kept for 24 hours; it can be made anew from the petition's desk.")
    await eva.taps("Organize")
    eva.sees("You are an owner.")


async def test_names_are_not_given_out_once_they_endanger(world: World, eva: Supporter) -> None:
    await asks_for(eva, "JSON")
    await is_made(world)
    await goes_to_files(eva)
    await eva.taps("JSON")
    await world.store.turn(lambda nouns: nouns.connection.run(sa.update(petition).values(at_risk=True)))
    await eva.taps("Get the file")
    eva.sees("It was made before the petition was at risk, and is not given out any more.")


async def test_a_poster_leads_to_the_petition(world: World, eva: Supporter) -> None:
    await asks_for(eva, "Poster")
    await is_made(world)
    await goes_to_files(eva)
    await eva.taps("Poster")
    await eva.taps("Get the file")
    assert eva.file(".pdf").startswith(b"%PDF-")
    eva.does_not_see("Names stand in it in clear")


async def test_what_was_done_stands_in_the_trail(world: World, eva: Supporter) -> None:
    await asks_for(eva, "JSON")
    await is_made(world)
    await goes_to_files(eva)
    await eva.taps("JSON")
    await eva.taps("Get the file")
    await goes_to_desk(eva)
    await eva.taps("More")
    await eva.taps("What was done")
    eva.sees("You asked for a file of", "You got a file of", "You fetched a file of", "(for programs)")
