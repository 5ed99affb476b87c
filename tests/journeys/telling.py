"""What organizers who tell people do again and again in stories."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import sqlalchemy as sa

from bot.clock.broadcasting import begin_scheduled, see_to_held
from handlers.alerts.manners import decide
from storage.members import Role
from storage.nouns import Nouns
from storage.rehearsing import finish_rehearsals
from storage.tables.organisations import organisation
from storage.tables.petitions import petition
from storage.tables.telling import broadcast
from tests.journeys.campaigns import COUNTED, HOME
from tests.journeys.organizers import goes_to_desk, joins, moderators_code
from tests.journeys.worlds import World
from tests.people import Supporter
from tests.storage.planting import rows

TITLE, TEXT = "Thank you all", "We handed your names in."


async def comes_in_as(world: World, name: str, role: Role) -> Supporter:
    """A member of the organisation that runs the petition."""
    person = world.person(name)
    await joins(person, await moderators_code(world, role=role), name)
    return person


async def goes_to_telling(person: Supporter) -> None:
    """To what is told of the petition."""
    await goes_to_petition(person)
    await person.taps("Tell people")


async def goes_to_petition(person: Supporter) -> None:
    """To the desk of the petition."""
    await goes_to_desk(person)
    await person.taps("Petitions")
    await person.taps(person.label("Bring"))


async def writes_message(person: Supporter, title: str = TITLE, text: str = TEXT) -> None:
    """A message to those who signed or follow the petition."""
    await goes_to_telling(person)
    await person.taps("Message")
    await fills_in_message(person, title, text)


async def fills_in_message(
    person: Supporter, title: str = TITLE, text: str = TEXT, *, has_sign_off: bool = True
) -> None:
    """The form that asks for it."""
    if person.screen.is_whole_form:
        await person.fills_in(title=title, text=text, **({"sign_off": ""} if has_sign_off else {}))
        return
    await person.types(title)
    await person.types(text)
    await person.taps("That was all")
    if has_sign_off:
        await person.taps("Skip")


def main_label(person: Supporter) -> str:
    """What leads to sending; on Discord only who asked for it is written to."""
    return next(label for label in person.screen.labels if label.startswith(("Send to", "Publish it")))


async def sends(person: Supporter) -> None:
    """The two taps that begin it."""
    await person.taps(main_label(person))
    await person.taps("Yes, send now")


async def gives_time(person: Supporter, day: str, hour: str, zone: str) -> None:
    """The form that asks when; what can't be is asked back at once."""
    if person.screen.is_whole_form:
        await person.fills_in(day=day, hour=hour, zone=zone)
        return
    for typed in (day, hour, zone):
        await person.types(typed)
        if "Nothing was saved." in person.screen.text:
            return


async def signs(world: World, *names: str) -> list[Supporter]:
    """So many sign the petition."""
    people = [world.person(name) for name in names]
    for person in people:
        await person.opens(HOME)
        await person.taps(COUNTED)
    return people


async def last_broadcast(world: World) -> int:
    """The newest one."""
    (newest,) = await rows(world.store, sa.select(broadcast.c.id).order_by(broadcast.c.id.desc()).limit(1))
    return int(newest.id)


async def state_of(world: World, broadcast_id: int) -> str:
    """How it stands."""
    (row,) = await rows(world.store, sa.select(broadcast.c.state).where(broadcast.c.id == broadcast_id))
    return str(row.state)


async def clock_ticks(world: World) -> None:
    """What the clock does of telling people."""
    await begin_scheduled(world.store, world.clock())
    await finish_rehearsals(world.store, decide, world.clock())
    await see_to_held(world.store, world.clock())


async def of_the_organisation(world: World, **columns: object) -> None:
    """Rules that its owners set."""
    its = sa.select(petition.c.organisation_id).where(petition.c.code == HOME).scalar_subquery()
    changed = sa.update(organisation).where(organisation.c.id == its).values(columns)
    await world.store.turn(partial(_run, changed))


def _run(changed: sa.Update, nouns: Nouns) -> None:
    nouns.connection.run(changed)


def at(iso: str) -> datetime:
    """A moment."""
    return datetime.fromisoformat(iso)
