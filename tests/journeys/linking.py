"""Two accounts of one person, and how they are linked."""

from __future__ import annotations

import re

import sqlalchemy as sa

from storage.tables.people import link_request, supporter
from tests.journeys.worlds import World
from tests.people import Supporter
from tests.storage.planting import rows

CODE = re.compile(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}\b")
LINK, AGREE, LOOK = "Link another account", "Link the accounts", "I have typed it there"
WRONG = "This code can't be used: it is mistyped, was used, or is older than 10 minutes."


async def gets_code(person: Supporter) -> str:
    """The code that is shown to them."""
    await person.commands("/settings")
    await person.taps(LINK)
    await person.taps("Get a code")
    return shown_code(person)


def shown_code(person: Supporter) -> str:
    """The code on their screen."""
    (code,) = CODE.findall(person.screen.text)
    return str(code)


async def link(first: Supporter, second: Supporter) -> None:
    """All of it."""
    code = await gets_code(first)
    await second.types(code)
    await second.taps(AGREE)
    await first.taps(LOOK)
    await first.taps(AGREE)
    first.sees("Your accounts are linked.")


async def people(world: World) -> int:
    """How many are remembered."""
    return len(await rows(world.store, sa.select(supporter)))


async def requests(world: World) -> int:
    """How many codes wait."""
    return len(await rows(world.store, sa.select(link_request)))
