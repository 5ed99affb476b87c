"""What people who write a petition do again and again in stories."""

from __future__ import annotations

import sqlalchemy as sa

from storage.members import Role
from storage.nouns import Nouns
from storage.petition_texts import TextPart
from storage.tables.petitions import petition, petition_text
from tests.journeys.organizers import answers, code_for, goes_to_desk, joins
from tests.journeys.worlds import World
from tests.people import Supporter
from tests.seen import GO_ON
from tests.storage.planting import rows

TITLE = "Keep the old park open"
ALL = "That was all"
"""Ends a long text where it may take several messages."""
ASK = "Keep the old park open to everybody."
STORY = "# The park\n\nIt was planted in 1911. Children play there. Now it shall be sold.\n\n- oaks\n  - very old ones"


async def opens_petitions(person: Supporter) -> None:
    """From the first screen to the petitions of their organisation."""
    await goes_to_desk(person)
    await person.taps("Petitions")


async def begins(person: Supporter, title: str = TITLE) -> None:
    """A new petition of which there is only the title."""
    await opens_petitions(person)
    await person.taps("New petition")
    await answers(person, title=title)


async def opens_petition(person: Supporter, title: str = TITLE) -> None:
    """Its desk, by the list."""
    await opens_petitions(person)
    place = next(each for each in person.screen.text.splitlines() if title in each)
    label = f"Open {place.partition('.')[0]}" if place[0].isdigit() else person.label(title[:12])
    await person.taps(label)


async def comes_in(world: World, person: Supporter, name: str = "Ada", role: Role = Role.ORGANIZER) -> None:
    """They are in the organisation."""
    await joins(person, await code_for(world, role), name)


async def writes(person: Supporter, label: str, text: str) -> None:
    """One part of a text."""
    await person.taps(label)
    await answers(person, text=text)
    if ALL in person.screen.labels:
        await person.taps(ALL)


async def answers_or_skips(asked: Supporter, **values: str) -> None:
    """Office, person and district; what is not named is skipped."""
    if asked.screen.is_whole_form:
        await asked.fills_in(**values)
        return
    for name in ("office", "person", "district"):
        if name in values:
            await asked.types(values[name])
        else:
            await asked.taps("Skip")


async def title_now(world: World) -> str:
    """The title of the one draft."""
    (draft,) = await rows(world.store, sa.select(petition.c.id).where(petition.c.state == "draft"))

    def look(nouns: Nouns) -> str:
        found = nouns.petitions.find_any(draft.id, "en", world.clock.now)
        assert found is not None
        text = nouns.drafts.text(found, "en")
        assert text is not None
        return text.part(TextPart.TITLE)

    return str(await world.store.read(look))


async def asks_again(person: Supporter) -> None:
    """Where a form is a window, it has to be opened again."""
    if GO_ON in person.screen.labels:
        await person.taps(GO_ON)


async def story_now(world: World) -> str:
    """The story of the one draft."""
    (text,) = await rows(world.store, sa.select(petition_text.c.story).where(petition_text.c.title == TITLE))
    return str(text.story)
