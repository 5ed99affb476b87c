"""A whole petition: written in two languages, looked at, tried out and published."""

from __future__ import annotations

import re

from tests.journeys.organizers import answers
from tests.journeys.petition_writing import ASK, STORY, TITLE, answers_or_skips, begins, opens_petition, writes
from tests.journeys.test_organizers_files import DESCRIBED, describes
from tests.journeys.worlds import World
from tests.people import Supporter
from tests.pictures import jpeg
from tests.terminal_person import AtTheTerminal

GERMAN = {
    "Write the title": "Der alte Park bleibt offen",
    "Write the ask": "Lasst den alten Park offen.",
    "Write the story": "Er wurde 1911 gepflanzt. Nun soll er verkauft werden.",
    "Write the summary": "Ein Park von 1911 soll verkauft werden.",
}
ENGLISH = {
    "Write the ask": ASK,
    "Write the story": STORY,
    "Write the summary": "A park of 1911 shall be sold.",
}
FOUR_SHAPES = (
    {"office": "Mayor of Leeds"},
    {"person": "Ada B."},
    {"office": "Minister", "person": "Eve F."},
    {"person": "Cy D.", "district": "Leeds North"},
)


async def may_be_written_to(person: Supporter) -> None:
    """Where an app lets nobody be written to who has not asked for it, they ask."""
    await person.taps_to("directly")
    if "News by direct message" in person.screen.labels:
        await person.taps("News by direct message")


async def writes_the_petition(ada: Supporter) -> None:
    """Step by step: two languages, whom it asks in four shapes, its goals and its picture."""
    await begins(ada)
    await ada.taps("Texts")
    await ada.taps("English")
    for label, text in ENGLISH.items():
        await writes(ada, label, text)
    await ada.taps("Back to its texts")
    await ada.taps("Add a language")
    await ada.taps("Deutsch")
    for label, text in GERMAN.items():
        await writes(ada, label, text)
    await opens_petition(ada)
    await ada.taps("Whom it asks")
    for shape in FOUR_SHAPES:
        await ada.taps("Name one")
        await answers_or_skips(ada, **shape)
    await opens_petition(ada)
    await ada.taps("Days and goals")
    await ada.taps("Goals")
    await answers(ada, text="100, 500")
    await opens_petition(ada)
    await ada.taps("What is told of it")
    await ada.taps("Picture and files")
    await ada.taps("Choose the picture")
    await ada.sends_picture(jpeg())
    await describes(ada, description=DESCRIBED, caption="")
    ada.sees("This is the picture from now on.")


async def looks_at_it(ada: Supporter) -> None:
    """The preview in both languages, and how it fits."""
    await opens_petition(ada)
    await ada.taps("Publish…")
    await ada.taps("See how it looks")
    ada.sees("This is a draft; nobody else sees it.", TITLE, ASK)
    ada.sees_picture(DESCRIBED)
    await ada.taps("In Deutsch")
    ada.sees("Der alte Park bleibt offen")
    await ada.taps("How it fits")
    ada.sees("No text in Español", "the story has 1 page.")
    ada.does_not_see("no description")
    await ada.taps("See how it looks")


async def reads_a_test(world: World, ada: Supporter) -> None:
    """The copy that goes to herself alone, where something can be sent to her."""
    await may_be_written_to(ada)
    await opens_petition(ada)
    await ada.taps("Publish…")
    await ada.taps("See how it looks")
    await ada.taps("Send a test to me")
    if isinstance(ada, AtTheTerminal):
        return
    ada.sees("A test is on its way to you alone")
    await ada.looks_on(world.tells())
    ada.sees("This is a test copy; you alone were sent it.", TITLE, ASK)


async def publishes(ada: Supporter) -> str:
    """Everybody can sign it; the code that finds it."""
    await opens_petition(ada)
    await ada.taps("Publish…")
    code = re.search(r"Its code is (\w+)\.", ada.screen.text)
    assert code
    await ada.taps("Publish")
    ada.sees("is published", "It can be signed.")
    return code[1]
