"""Organizers send a picture and files for a petition; what can't be used leaves everything as it was."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
import sqlalchemy as sa

from storage.attachments import Owner
from storage.members import Role
from storage.tables.organisations import member
from storage.tables.petitions import petition
from storage.tables.stories import attachment
from tests.journeys.campaigns import HOME
from tests.journeys.organizers import answers, code_for, goes_to_desk, joins
from tests.journeys.telegram_world import TelegramWorld
from tests.journeys.worlds import World, at_the_terminal
from tests.people import Supporter
from tests.pictures import PDF, PLACE, jpeg, png
from tests.storage.planting import rows
from tests.stores import ENGINES
from tests.telegram_people import OnTelegram
from tests.terminal_person import AtTheTerminal

on_both_engines = pytest.mark.parametrize("engine", ENGINES)
DESCRIBED = "Two people at an airport, holding hands"
LETTER = "The letter to the Secretary"


async def opens_files(world: World, person: Supporter) -> int:
    """They organize for whom the petition is, and look at its files."""
    (found,) = await rows(world.store, sa.select(petition.c.id).where(petition.c.code == HOME))
    await joins(person, await code_for(world, Role.ORGANIZER), "Ada")
    await person.taps_to(f"pet_files:{found.id}")
    person.sees("Picture and files")
    return int(found.id)


async def describes(person: Supporter, **words: str) -> None:
    """What is asked after the file."""
    for value in words.values():
        await person.types(value) if value else await person.taps("Skip")
    if person.screen.is_whole_form:
        await person.taps("Send")


async def attached(world: World, petition_id: int) -> list[sa.Row[tuple[object, ...]]]:
    """What the petition has, the picture first."""
    wanted = sa.select(attachment).where(attachment.c.petition_id == petition_id)
    return list(await rows(world.store, wanted.order_by(attachment.c.is_picture.desc(), attachment.c.id)))


async def test_two_who_describe_or_replace_a_file_overwrite_nothing(
    world: World, ada: Supporter, bo: Supporter
) -> None:
    petition_id = await opens_files(world, ada)
    await joins(bo, await code_for(world, Role.ORGANIZER), "Bo")
    (picture, *_files) = await attached(world, petition_id)
    for person in (ada, bo):
        await person.taps_to(f"file_words:{picture.id}")
    await answers(ada, description="Two people at an airport", caption="In Newark")
    ada.sees("Described anew.")
    await answers(bo, description="Two people, waiting", caption="In Newark, in July")
    bo.sees("Somebody else has changed this meanwhile.", "Nothing was overwritten.", "waiting")
    await bo.taps("Keep theirs")
    (kept, *_files) = await attached(world, petition_id)
    assert (kept.description, kept.caption) == ("Two people at an airport", "In Newark")
    for person in (ada, bo):
        await person.taps_to(f"file_new:{picture.id}")
    await ada.sends_picture(png(shade=1))
    await sends_it_off(ada)
    ada.sees("Replaced.")
    await bo.sends_picture(png(shade=2))
    await sends_it_off(bo)
    bo.sees("Somebody else has changed this meanwhile.")
    (kept, *_files) = await attached(world, petition_id)
    await bo.taps("Take mine")
    bo.sees("Replaced.")
    (mine, *_files) = await attached(world, petition_id)
    assert mine.sha256 != kept.sha256


async def sends_it_off(person: Supporter) -> None:
    """A window is sent as a whole."""
    if person.screen.is_whole_form:
        await person.taps("Send")


@on_both_engines
async def test_a_picture_is_described_cleaned_and_shown(world: World, ada: Supporter, bo: Supporter) -> None:
    petition_id = await opens_files(world, ada)
    await world.store.turn(lambda nouns: nouns.connection.run(sa.delete(attachment)))
    await ada.taps_to(f"pet_files:{petition_id}")
    ada.sees("There is none yet.")
    await ada.taps("Choose the picture")
    await ada.sends_picture(jpeg(turned=6))
    await describes(ada, description=DESCRIBED, caption="")
    ada.sees("This is the picture from now on.", DESCRIBED)
    (kept,) = await attached(world, petition_id)
    assert (kept.is_picture, kept.description, kept.caption, kept.media_type) == (True, DESCRIBED, "", "image/jpeg")
    stored = world.files.find(f"{kept.sha256}.jpg")
    assert stored is not None
    assert PLACE not in stored.path.read_bytes()
    await ada.taps("Picture")
    ada.sees_picture(DESCRIBED)
    await bo.opens(HOME)
    bo.sees_picture(DESCRIBED)


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("photo.png", b"MZ\x90\x00 a program", "By its content this is not the kind of file that its name says."),
        ("photo.png", PDF, "By its content this is not the kind of file that its name says."),
        ("photo.jpg", jpeg()[:60], "This file is broken or not complete."),
        ("photo.png", png(60_000, 60_000), "This picture is too wide or too high to be shown."),
        ("photo.heic", b"heic", "Send a picture, PNG or JPEG."),
        ("photo.png", png() + bytes(10_000_000), "This file is larger than 10 MB."),
        ("program.exe", png(), "Send a picture, PNG or JPEG."),
    ],
)
async def test_what_is_no_picture_is_refused_and_nothing_changes(
    world: World, ada: Supporter, name: str, data: bytes, sentence: str
) -> None:
    petition_id = await opens_files(world, ada)
    before = await attached(world, petition_id)
    await ada.taps_to(f"pet_picture:{petition_id}")
    await ada.sends_file(name, data)
    await describes(ada, description=DESCRIBED, caption="") if ada.screen.is_whole_form else None
    ada.sees(sentence)
    assert await attached(world, petition_id) == before
    assert world.files.sent_before(world.clock.now.replace(year=2100)) == []


@on_both_engines
async def test_files_are_added_replaced_described_anew_and_removed(world: World, ada: Supporter) -> None:
    petition_id = await opens_files(world, ada)
    await world.store.turn(lambda nouns: nouns.connection.run(sa.delete(attachment)))
    await ada.taps_to(f"pet_files:{petition_id}")
    await ada.taps("Add a file")
    ada.sees("A PDF may hold the name of whoever made it")
    await ada.sends_file("letter.PDF", PDF)
    await describes(ada, description=LETTER)
    ada.sees("The file is attached.", "letter.pdf", LETTER)
    await ada.taps("letter.pdf")
    ada.sees(f"Description: {LETTER}")
    await ada.taps("Replace")
    await ada.sends_file("scan.png", png())
    ada.sees("Replaced.", "scan.png", LETTER)
    await ada.taps("Describe it anew")
    await answers(ada, description="The letter as it was signed")
    ada.sees("Described anew.", "Description: The letter as it was signed")
    await ada.taps("Remove")
    ada.sees("Remove scan.png?")
    await ada.taps("Leave it as it is")
    await ada.taps("Remove")
    await ada.taps("Remove")
    ada.sees("Removed.", "There is none yet.")
    assert await attached(world, petition_id) == []


async def test_what_was_done_with_files_stands_in_the_trail(world: World, ada: Supporter, bo: Supporter) -> None:
    petition_id = await opens_files(world, ada)
    await ada.taps_to(f"pet_picture:{petition_id}")
    await ada.sends_picture(png())
    await describes(ada, description=DESCRIBED, caption="")
    await joins(bo, await code_for(world), "Bo")
    await goes_to_desk(bo)
    await bo.taps("More")
    await bo.taps("What was done")
    bo.sees("Ada chose the picture of", "Bring Separated and Exiled")


@pytest.mark.not_on_discord("there a form is one window, in which one file is chosen")
async def test_words_are_no_picture_and_a_picture_is_no_description(world: World, ada: Supporter) -> None:
    petition_id = await opens_files(world, ada)
    await ada.taps_to(f"pet_picture:{petition_id}")
    await ada.types("a picture of an airport")
    ada.sees("Send a picture, PNG or JPEG. Nothing was saved.")
    await ada.sends_picture(png())
    await ada.sends_picture(png(shade=3))
    ada.sees("I can read only words. Type your answer, or tap a button.")
    await ada.types("…")
    ada.sees("A description has words.")
    await describes(ada, description=DESCRIBED, caption="At the airport")
    ada.sees("This is the picture from now on.")
    (kept, *_others) = await attached(world, petition_id)
    assert kept.caption == "At the airport"


@at_the_terminal
async def test_at_a_terminal_a_picture_is_sent_by_its_path(world: World, tmp_path: Path) -> None:
    cy, picture = AtTheTerminal("cy"), tmp_path / "our park.jpg"
    await asyncio.to_thread(picture.write_bytes, jpeg())
    await cy.begins(world.dispatch().answer)
    await cy.commands(await code_for(world, Role.ORGANIZER))
    await cy.taps("Join")
    await cy.types("Cy")
    (found,) = await rows(world.store, sa.select(petition.c.id).where(petition.c.code == HOME))
    shown = await world.store.read(lambda nouns: nouns.attachments.all_of(Owner(petition_id=found.id)))
    await cy.taps_to(f"pet_picture:{found.id}")
    await cy.types("/no/such/park.jpg")
    cy.sees("There is no file at this path. Look how it is written; nothing was saved.")
    await cy.types("a word")
    cy.sees("Send a picture, PNG or JPEG. Nothing was saved.")
    await cy.types(f"'{picture}'")
    await cy.types(DESCRIBED)
    await cy.types("At the airport")
    cy.sees("This is the picture from now on.", DESCRIBED)
    (kept,) = await attached(world, found.id)
    assert (kept.name, kept.caption) == ("our park.jpg", "At the airport")
    assert shown[0].id != kept.id
    await cy.ends()


@pytest.mark.telegram_alone
async def test_nothing_is_fetched_while_no_question_takes_a_file(world: TelegramWorld, ada: OnTelegram) -> None:
    await ada.starts()
    await ada.sends_picture(png())
    ada.sees("I can read only words")
    petition_id = await opens_files(world, ada)
    await ada.sends_picture(png())
    ada.sees("Which petition is this for?", "so this one was not kept")
    await ada.taps(ada.label("Bring Separated"))
    ada.sees("Send the picture: PNG or JPEG")
    await ada.taps("Cancel")
    await ada.taps_to(f"pet_files:{petition_id}")
    await ada.taps("Add a file")
    await ada.sends_file("program.exe", png())
    await ada.sends_file("letter.pdf", PDF + bytes(20_000_001))
    ada.sees("This file is larger than 20 MB.")
    assert world.api.calls_of("getFile") == []


@pytest.mark.telegram_alone
async def test_of_an_album_the_first_picture_is_taken(world: TelegramWorld, ada: OnTelegram) -> None:
    petition_id = await opens_files(world, ada)
    await ada.taps_to(f"pet_picture:{petition_id}")
    await ada.does(ada.account.sends_album(png(), png(shade=1), png(shade=2)))
    ada.sees("One file at a time: the first was taken.", "What would you tell somebody who can't see it?")
    await describes(ada, description=DESCRIBED, caption="")
    (kept,) = await attached(world, petition_id)
    assert kept.size == len(png())
    assert len(world.api.calls_of("getFile")) == 1


@pytest.mark.telegram_alone
@pytest.mark.parametrize("trouble", ["error", "reset", "gone"])
async def test_a_file_that_does_not_come_is_asked_for_again(
    world: TelegramWorld, ada: OnTelegram, trouble: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    petition_id = await opens_files(world, ada)
    before = await attached(world, petition_id)
    world.has_trouble = True
    await ada.taps_to(f"pet_picture:{petition_id}")
    if trouble == "error":
        world.api.fails_next("getFile", error=400, description="Bad Request: file is temporarily unavailable")
    elif trouble == "reset":
        world.api.resets_next("getFile")
    else:
        monkeypatch.setattr(world.api.world.files, "at", lambda _path: None)
    await ada.sends_picture(png())
    ada.sees("The file did not arrive. Send it once more; nothing else is lost.")
    assert await attached(world, petition_id) == before


@on_both_engines
async def test_whoever_loses_the_role_meanwhile_attaches_nothing(world: World, ada: Supporter) -> None:
    petition_id = await opens_files(world, ada)
    before = await attached(world, petition_id)
    await ada.taps_to(f"pet_picture:{petition_id}")
    await ada.sends_picture(png())
    await world.store.turn(lambda nouns: nouns.connection.run(sa.delete(member)))
    await describes(ada, description=DESCRIBED, caption="")
    ada.sees("Only organizers of")
    assert await attached(world, petition_id) == before
