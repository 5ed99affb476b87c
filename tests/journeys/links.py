"""What organizers who name links do again and again in stories, and those who come by them."""

from __future__ import annotations

import sqlalchemy as sa

from bot.clock.counting import write_way
from storage.tables.links import named_link
from storage.tables.petitions import petition
from storage.tables.signing import share_link
from tests.journeys.campaigns import COUNTED, HOME
from tests.journeys.organizers import answers
from tests.journeys.worlds import World
from tests.people import Supporter
from tests.storage.planting import rows


async def home(world: World) -> int:
    """The petition of which these stories are."""
    (row,) = await rows(world.store, sa.select(petition.c.id).where(petition.c.code == HOME))
    return int(row.id)


async def names_link(person: Supporter, petition_id: int, name: str = "Poster") -> None:
    """From the list to one more."""
    await person.taps_to(f"links_new:{petition_id}")
    await answers(person, name=name)


async def code_of(world: World, name: str = "Poster") -> str:
    """What the address of a link ends with."""
    (row,) = await rows(world.store, sa.select(named_link.c.code).where(named_link.c.name == name))
    return str(row.code)


async def sign_by(world: World, payload: str, *names: str) -> list[Supporter]:
    """So many open a link and sign from there."""
    people = [world.person(name) for name in names]
    for person in people:
        await person.starts(payload)
        await person.taps(COUNTED)
    return people


async def counts_own(world: World, person: Supporter) -> str:
    """Somebody who has just signed counts what their own link brings; its payload."""
    await person.taps("Send to a friend")
    await person.taps("Count what it brings")
    (row,) = await rows(world.store, sa.select(share_link))
    return f"petition-{row.petition_id}-{row.code}"


async def is_counted(world: World) -> None:
    """The clock writes what was counted in memory."""
    await write_way(world.store, world.tally, world.clock())
