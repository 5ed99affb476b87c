"""People who run campaigns tell stories and news."""

from __future__ import annotations

import sqlalchemy as sa

from storage.members import Role
from storage.tables.stories import story
from tests.golden.catalogue import scene
from tests.golden.scenes_organizing import answers, at_the_desk, code_for, joins
from tests.golden.scenes_writing import ALL, goes_to
from tests.golden.stage import Stage, Visitor
from tests.pictures import jpeg

TITLE, TEXT = "The council hears us", "On Monday forty people spoke.\n\nNobody spoke for the sale."


async def newest(stage: Stage) -> int:
    """The id of what was begun last."""
    rows = await stage.stores(lambda nouns: nouns.connection.all(sa.select(sa.func.max(story.c.id).label("id"))))
    return int(rows[0].id)


async def begins(person: Visitor) -> None:
    """News with nothing but its title."""
    await joins(person, await code_for(person.stage, Role.ORGANIZER), person.name)
    await at_the_desk(person)
    await goes_to(person, "Stories and news", "Begin a new one", "Begin news")
    with person.stage.dark():
        await answers(person, TITLE)


async def writes(person: Visitor, text: str = TEXT) -> None:
    """Its text, in one message."""
    await person.taps("Write", "Write the text")
    await answers(person, text)
    if person.stage.said(ALL) in person.person.screen.labels:
        await person.taps(ALL)


@scene("en")
async def beginning_a_story(stage: Stage) -> None:
    """From the desk to a draft, which can't be published yet."""
    await joins(stage.ada, await code_for(stage, Role.ORGANIZER), "Ada")
    await at_the_desk(stage.ada)
    await stage.ada.taps("Stories and news", "Begin a new one", "Begin a story")
    await answers(stage.ada, TITLE)
    await stage.ada.taps("Back to stories")


@scene("en")
async def telling_a_story(stage: Stage) -> None:
    """Its words, a look, and then everybody reads it; later it says something else, and goes."""
    await begins(stage.ada)
    await writes(stage.ada)
    await stage.ada.taps("Back to its desk", "Look at it")
    await stage.ada.taps("Back to its desk", "Publish…", "Publish it")
    with stage.dark():
        await writes(stage.ada, f"{TEXT}\n\nThe council votes in May.")
    await stage.ada.taps("Back to its desk", "Publish the changes…", "Discard them…", "Back to its desk")
    await stage.ada.taps("Publish the changes…", "Publish them")
    await answers(stage.ada, "When the council votes")
    await stage.bo.taps_to(f"told:{await newest(stage)}")
    await stage.bo.taps("What was changed")
    await stage.ada.taps("Take it down…", "Take it down", "Put it back")


@scene("en")
async def discarding_changes(stage: Stage) -> None:
    """What was changed of a story that others read goes again."""
    await begins(stage.ada)
    with stage.dark():
        await writes(stage.ada)
        await stage.ada.taps("Back to its desk", "Publish…", "Publish it", "Write", "Write the title")
    await answers(stage.ada, "The council did hear us")
    await stage.ada.taps("Back to its desk", "Publish the changes…", "Discard them…", "Discard the changes")


@scene("en")
async def facts_of_a_story(stage: Stage) -> None:
    """When it happened, the petition, a source that comes and goes, and a picture."""
    await begins(stage.ada)
    await stage.ada.taps("About it", "Set the day")
    await answers(stage.ada, "9 November 2026", "12 November 2026")
    await stage.ada.taps("Choose the petition")
    await stage.ada.taps_what_begins("Bring")
    await stage.ada.taps("Add a source")
    await answers(stage.ada, "The Post", "http://post.example/vote")
    await answers(stage.ada, "The Post", "https://post.example/vote")
    await stage.ada.taps("Remove a source", "The Post")
    await stage.ada.taps("Picture and files", "Choose the picture")
    await stage.ada.sends_picture(jpeg())
    await answers(stage.ada, "Forty people in a hall", "In the town hall")
    await stage.ada.taps("Add a file")
