"""Organizers tell people: written, aimed, rehearsed, tried out, sent now or later, watched, stopped and corrected."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from storage.follows import SIGNING_FOLLOWS, subject_of
from storage.members import Role
from storage.nouns import Nouns
from storage.showing import Showing
from storage.tables.organisations import organisation
from storage.tables.telling import broadcast
from tests.golden.catalogue import scene
from tests.golden.scenes_organizing import GETEQUAL, answers, at_the_desk, code_for, joins
from tests.golden.stage import Stage, Visitor
from tests.storage.planting import plant_petition

PARK = "PARKTL"
TEXT = "The council heard us on Tuesday.\n\nIt decides in **May**."


async def park(stage: Stage) -> int:
    """A petition of GetEQUAL that twelve people signed, on both apps."""
    now = stage.world.clock()

    def plant(nouns: Nouns) -> int:
        owner = nouns.organisations.named(GETEQUAL)
        petition_id = plant_petition(
            nouns,
            "parktl",
            organisation_id=owner,
            code=PARK,
            is_sample=True,
            locales=("en", "de", "es"),
            title="Keep Green Park",
        )
        found = nouns.petitions.find(petition_id, "en", now)
        assert found is not None
        poster = nouns.named_links.make(petition_id, "poster", now)
        assert poster is not None
        for number in range(12):
            app, name = ("telegram", "discord")[number % 2], f"signer {number}"
            signer = nouns.supporters.add(app, name, name, now, is_written_to=number % 5 != 0, spoken="en")
            nouns.follows.begin(signer.id, subject_of(petition_id), SIGNING_FOLLOWS, now)
            nouns.signatures.add(found, signer.id, Showing(), now, source=poster.source if number < 6 else "")
        return petition_id

    return int(await stage.stores(plant))


async def opens_telling(person: Visitor, petition_id: int) -> None:
    """From the petition's desk, a minute later."""
    person.stage.world.clock.moves(timedelta(minutes=1))
    with person.stage.dark():
        await person.taps_to(f"pet:{petition_id}")
    await person.taps("Tell people")


async def writes(person: Visitor, *values: str) -> None:
    """A title, a text, and whatever else is asked."""
    if person.is_filling_in:
        await answers(person, *values)
        return
    await person.types(*values[:2])
    await person.taps("That was all")
    if values[2:]:
        await person.types(*values[2:])


async def newest(stage: Stage) -> int:
    """The one that was begun last."""
    found = await stage.stores(lambda nouns: nouns.connection.all(sa.select(sa.func.max(broadcast.c.id).label("id"))))
    return int(found[0].id)


@scene("en", "de", "es")
async def telling(stage: Stage) -> None:
    """A message is written, seen as it comes, rehearsed, tried out, sent, paused and stopped; then it is corrected."""
    petition_id = await park(stage)
    await joins(stage.ada, await code_for(stage), "Ada")
    await opens_telling(stage.ada, petition_id)
    await stage.ada.taps("Message")
    await writes(stage.ada, "The council heard us", TEXT, "Ada, for all of us")
    await stage.ada.taps("Edit and more", "See how it comes", "Read it whole", "Back to how it comes", "How it fits")
    await stage.ada.taps("Back to its desk", "Send a test to me")
    number = await newest(stage)
    await stage.ada.taps_to(f"tell:{number}")
    await stage.ada.taps_main()
    await stage.ada.taps_main()
    await stage.ada.taps("Pause", "Go on", "Stop…", "Stop for good", "Correct…", "Tell a correction")
    await answers(stage.ada, "It was Wednesday.")
    await stage.ada.taps("Back to telling people", "More", "All that is told")


@scene("en", "de", "es")
async def whom_it_is_for(stage: Stage) -> None:
    """Of those who signed only some: who, when, on which app, in which language, by which link."""
    petition_id = await park(stage)
    await joins(stage.ada, await code_for(stage), "Ada")
    await opens_telling(stage.ada, petition_id)
    await stage.ada.taps("Message")
    await writes(stage.ada, "The council heard us", TEXT, "Ada")
    await stage.ada.taps("Edit and more", "Whom it is for", "Who", "Who signed", "Language", "English")
    await stage.ada.taps("Place or link")
    await stage.ada.taps_place(0)
    await stage.ada.taps("Who", "Who only follows", "App", "Telegram", "Place or link", "From anywhere")
    await stage.ada.taps("App", "Telegram", "Signed when")
    await answers(stage.ada, "1 May 2026", "1 March 2026")
    await stage.ada.taps_to(f"tell:{await newest(stage)}")


@scene("en")
async def words_and_languages(stage: Stage) -> None:
    """In one more language, which goes again; then the draft goes."""
    petition_id = await park(stage)
    await joins(stage.ada, await code_for(stage), "Ada")
    await opens_telling(stage.ada, petition_id)
    await stage.ada.taps("Message")
    await writes(stage.ada, "The council heard us", TEXT, "Ada")
    await stage.ada.taps("Edit and more", "What it says", "Languages", "Add {language}", language="Deutsch")
    await writes(stage.ada, "Die Stadt hat uns gehört", "Sie entscheidet im **Mai**.")
    await stage.ada.taps("Take it out", "Back to its words", "Write it anew")
    await stage.ada.taps_to(f"tell:{await newest(stage)}")
    await stage.ada.taps_to(f"tell_drop:{await newest(stage)}")
    await stage.ada.taps("Throw it away")


@scene("en", "de", "es")
async def sent_later(stage: Stage) -> None:
    """News are to be sent at a time that can't be, then at one that can; that is taken back."""
    petition_id = await park(stage)
    await joins(stage.ada, await code_for(stage), "Ada")
    await opens_telling(stage.ada, petition_id)
    await stage.ada.taps("News")
    await writes(stage.ada, "The council heard us", TEXT)
    await stage.ada.taps("Rehearse and send", "Send later")
    await answers(stage.ada, "2027-03-28", "02:30", "Europe/Berlin")
    await stage.ada.taps_to(f"tell:{await newest(stage)}")
    await stage.ada.taps("Send later")
    await answers(stage.ada, "2026-12-24", "18:00", "Europe/Berlin")
    await stage.ada.taps("Take it back")
    await at_the_desk(stage.ada)
    await stage.ada.taps("Messages", "New message")
    await writes(stage.ada, "To all who follow us", TEXT, "Ada")


@scene("en", "de", "es")
async def a_second_organizer(stage: Stage) -> None:
    """One asks, another one agrees, and by that it is sent; where nobody comes, an owner says why they go on alone."""
    petition_id = await park(stage)
    await joins(stage.ada, await code_for(stage), "Ada")
    await joins(stage.bo, await code_for(stage, Role.ORGANIZER), "Bo")
    its = sa.update(organisation).where(organisation.c.name == GETEQUAL).values(needs_two=True)
    await stage.stores(lambda nouns: nouns.connection.run(its))
    await opens_telling(stage.ada, petition_id)
    for title in ("The council heard us", "It decides tonight"):
        await stage.ada.taps_to(f"cast_of:{petition_id}")
        await writes(stage.ada, title, TEXT, "Ada")
        await stage.ada.taps("Ask another organizer")
        number = await newest(stage)
        if title.startswith("The"):
            await stage.bo.taps_to(f"tell:{number}")
            await stage.bo.taps("Agree…")
            await stage.bo.taps_main()
    stage.world.clock.moves(timedelta(minutes=31))
    await stage.ada.taps_to(f"tell:{number}")
    await stage.ada.taps("Go on alone…")
    await answers(stage.ada, "The vote is tonight.")
    await at_the_desk(stage.ada)
    await stage.ada.taps("More", "What was done")
