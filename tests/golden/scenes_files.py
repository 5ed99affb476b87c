"""Organizers send a picture and files for a petition."""

from __future__ import annotations

import sqlalchemy as sa

from storage.members import Role
from storage.nouns import Nouns
from storage.tables.petitions import petition
from storage.tables.stories import attachment
from tests.golden.catalogue import scene
from tests.golden.scenes_organizing import answers, code_for, joins
from tests.golden.stage import SUBMIT, Stage, Visitor
from tests.journeys.campaigns import HOME
from tests.pictures import PDF, jpeg, png

GO_ON = "Go on with your answers"
DESCRIBED = "Two people hold hands at an airport"


async def without_files(stage: Stage) -> int:
    """A petition that has none; its id."""

    def remove(nouns: Nouns) -> int:
        row = nouns.connection.first(sa.select(petition.c.id).where(petition.c.code == HOME))
        assert row is not None
        nouns.connection.run(sa.delete(attachment).where(attachment.c.petition_id == row.id))
        return int(row.id)

    return int(await stage.stores(remove))


async def sent(person: Visitor) -> None:
    """What was filled in, where that takes a button."""
    if person.is_filling_in:
        await person.taps(SUBMIT)


@scene("en")
async def choosing_a_picture(stage: Stage) -> None:
    """A picture that is none, one that is, what is said of it, another in its place, and its end."""
    petition_id = await without_files(stage)
    await joins(stage.ada, await code_for(stage, Role.ORGANIZER), "Ada")
    await stage.ada.taps_to(f"pet_files:{petition_id}")
    await stage.ada.taps("Choose the picture")
    await stage.ada.sends_file("photo.png", PDF)
    if not stage.is_on_telegram:
        await answers(stage.ada, DESCRIBED, "At the airport")
        await stage.ada.taps(GO_ON)
    await stage.ada.sends_picture(jpeg(turned=6))
    await answers(stage.ada, DESCRIBED, "At the airport")
    await stage.ada.taps("Picture", "Describe it anew")
    await answers(stage.ada, "Two women hold hands at an airport", "At the airport")
    await stage.ada.taps("Remove", "Leave it as it is")


@scene("en")
async def adding_files(stage: Stage) -> None:
    """A letter, a scan of it in its place, and none of them."""
    petition_id = await without_files(stage)
    await joins(stage.ada, await code_for(stage, Role.ORGANIZER), "Ada")
    with stage.dark():
        await stage.ada.taps_to(f"pet_files:{petition_id}")
    await stage.ada.taps("Add a file")
    await stage.ada.sends_file("letter.pdf", PDF)
    await answers(stage.ada, "The letter to the Secretary")
    await stage.ada.taps("letter.pdf", "Replace")
    await stage.ada.sends_file("scan.png", png())
    await sent(stage.ada)
    await stage.ada.taps("Remove", "Remove")
