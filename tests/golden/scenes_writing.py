"""People who run campaigns write a petition, part by part."""

from __future__ import annotations

import sqlalchemy as sa

from storage.connection import Prepared
from storage.members import Role
from storage.tables.petitions import petition
from tests.golden.catalogue import scene
from tests.golden.scenes_organizing import answers, at_the_desk, code_for, joins
from tests.golden.stage import Stage, Visitor
from tests.journeys.campaigns import HOME, NAMED

ALL = "That was all"
OF_HOME = Prepared(sa.select(petition.c.id).where(petition.c.code == HOME))
TITLE = "Keep the old park open"
STORY = "# The park\n\nIt was planted in 1911. Children play there. Now it shall be sold.\n\n- oaks\n- limes"


async def at_the_petitions(person: Visitor) -> None:
    """An organizer looks at the list of petitions."""
    await joins(person, await code_for(person.stage, Role.ORGANIZER), person.name)
    await at_the_desk(person)
    with person.stage.dark():
        await person.taps("Petitions")


async def begins(person: Visitor, title: str = TITLE) -> None:
    """A new petition, of which the title alone is there."""
    await at_the_petitions(person)
    with person.stage.dark():
        await person.taps("New petition")
        await answers(person, title)


async def goes_to(person: Visitor, *labels: str) -> None:
    """It is seen in another scene."""
    with person.stage.dark():
        await person.taps(*labels)


@scene("en")
async def beginning(stage: Stage) -> None:
    """From the desk to a new petition, with a look at what is alike."""
    await joins(stage.ada, await code_for(stage, Role.ORGANIZER), "Ada")
    await at_the_desk(stage.ada)
    await stage.ada.taps("Petitions", "New petition")
    await answers(stage.ada, "Bring them home for the new year's holidays")
    await stage.ada.taps("Begin mine", "Back to petitions")


@scene("en")
async def writing_texts(stage: Stage) -> None:
    """Title, ask, story and summary, and a second language."""
    await begins(stage.ada)
    await stage.ada.taps("Texts", "English", "Write the ask")
    await answers(stage.ada, "12345")
    await answers(stage.ada, "Keep the old park open to everybody.")
    await stage.ada.taps("Write the story")
    await answers(stage.ada, STORY)
    if stage.said(ALL) in stage.ada.person.screen.labels:
        await stage.ada.taps(ALL)
    await stage.ada.taps("Write the summary")
    await answers(stage.ada, "A park of 1911 shall be sold.")
    await stage.ada.taps("Back to its texts", "Add a language", "Deutsch", "Take it out", "Take it out")


@scene("en")
async def writing_at_once(stage: Stage) -> None:
    """Two write the same title; the second sees the difference."""
    await begins(stage.ada)
    await at_the_petitions(stage.bo)
    with stage.dark():
        await stage.bo.taps_what_begins("Keep the old park")
    for person in (stage.ada, stage.bo):
        await goes_to(person, "Texts", "English", "Write the title")
    with stage.dark():
        await answers(stage.ada, "Keep the old park")
    await answers(stage.bo, "Keep the old park green and open")
    await stage.bo.taps("Take mine")


@scene("en")
async def naming_targets(stage: Stage) -> None:
    """Whom it asks, in an order; one of them is only handed the signatures."""
    await begins(stage.ada)
    await stage.ada.taps("Whom it asks", "Name one")
    await answers(stage.ada, "Mayor", "Ada B.", "Leeds")
    await goes_to(stage.ada, "Name one")
    with stage.dark():
        await answers(stage.ada, "Minister", "Bo C.", "York")
    await stage.ada.taps("York, Minister Bo C.", "Move it up", "York, Minister Bo C.", "Only hand it over")
    await stage.ada.taps("Back to whom it asks", "Back to its desk")


@scene("en")
async def setting_days(stage: Stage) -> None:
    """The last day, the time zone, the goals and a day that matters."""
    await begins(stage.ada)
    await stage.ada.taps("Days and goals", "Last day")
    for typed in ("31 February 2027", "03/04/2027", "31 December 2027"):
        await answers(stage.ada, typed)
    await stage.ada.taps("Last day", "Back to days and goals", "Goals")
    await answers(stage.ada, "500, 2000, 5000")
    await stage.ada.taps("Days that matter", "Add a day")
    await answers(stage.ada, "1 May 2027", "The council votes")
    await stage.ada.taps("1 May 2027", "Take it out")


@scene("en")
async def telling_about(stage: Stage) -> None:
    """Topics, a video and a contact; then at-risk mode."""
    await begins(stage.ada)
    await stage.ada.taps("What is told of it", "Topics")
    await answers(stage.ada, "trees, parks")
    await stage.ada.taps("Video")
    await answers(stage.ada, "http://example.org/film")
    await answers(stage.ada, "https://youtu.be/dQw4w9WgXcQ?si=follows")
    await stage.ada.taps("Contact")
    await answers(stage.ada, "park@example.org")
    await stage.ada.taps("Contact", "Use the usual one", "At-risk mode", "Turn it on", "Turn it off")


@scene("en")
async def at_risk_after_signing(stage: Stage) -> None:
    """A public petition that people have signed is put into at-risk mode, which is asked once more."""
    with stage.dark():
        await stage.bo.opens(HOME)
        await stage.bo.taps(NAMED, "Name")
        await stage.bo.types("Bo Diaz", "Leeds")
        await stage.bo.taps_main()
    await joins(stage.ada, await code_for(stage, Role.ORGANIZER), "Ada")
    (found,) = await stage.stores(lambda nouns: nouns.connection.all(OF_HOME))
    await stage.ada.taps_to(f"pet_risk:{found.id}")
    await stage.ada.taps("Turn it on", "Turn it on for good")
    await stage.bo.taps_to(f"signers:{found.id}")


@scene("en")
async def changing_a_target(stage: Stage) -> None:
    """Somebody who is asked is said otherwise, and taken out."""
    await begins(stage.ada)
    with stage.dark():
        await stage.ada.taps("Whom it asks", "Name one")
        await answers(stage.ada, "Mayor", "Ada B.", "Leeds")
    await stage.ada.taps_what_begins("Leeds, Mayor")
    await stage.ada.taps("Change the words")
    await answers(stage.ada, "Lord Mayor", "Ada B.", "Leeds")
    await stage.ada.taps("Take it out")


@scene("en")
async def another_contact(stage: Stage) -> None:
    """A line that stands there is typed anew."""
    await begins(stage.ada)
    with stage.dark():
        await stage.ada.taps("What is told of it", "Contact")
        await answers(stage.ada, "park@example.org")
    await stage.ada.taps("Contact", "Type another")
    await answers(stage.ada, "trees@example.org")
