"""What people who organize do again and again in stories."""

from __future__ import annotations

import re

from storage.coining import written
from storage.members import Role
from storage.nouns import Nouns
from tests.journeys.campaigns import HOME
from tests.journeys.worlds import World
from tests.people import Supporter

GETEQUAL = "GetEQUAL"
CODE = re.compile(r"\b(?:[A-Z2-9]{4}-){2}[A-Z2-9]{4}\b")
UNUSABLE = "This code can't be used: it is mistyped, was used or taken back, or has ended."
NOT_HERS = f"Only organizers of {GETEQUAL} can do this."


async def code_for(world: World, role: Role = Role.OWNER, organisation: str | None = GETEQUAL) -> str:
    """A code as the command line makes it."""

    def make(nouns: object) -> str:
        of = nouns.organisations.named(organisation) if organisation else None  # type: ignore[attr-defined]
        return str(nouns.invites.make(of, role, world.clock.now)[1])  # type: ignore[attr-defined]

    return written(await world.store.turn(make))


async def moderators_code(world: World, *, of_story: bool = False, role: Role = Role.MODERATOR) -> str:
    """For whoever runs that petition, or told the newest story."""

    def of(nouns: Nouns) -> str:
        (story,), _total = nouns.stories.newest(1)
        found = nouns.petitions.by_code(HOME, "en", world.clock.now)
        assert found is not None
        return story.organisation if of_story else found.organisation

    return await code_for(world, role, await world.store.read(of))


async def joins(person: Supporter, code: str, name: str) -> None:
    """They type the code, and the name under which the others see them."""
    await person.types(code)
    await person.taps("Join")
    await answers(person, name=name)
    person.sees(f"The others see you as {name}.")


async def answers(person: Supporter, **values: str) -> None:
    """All of a form, or one question after the other."""
    if person.screen.is_whole_form:
        await person.fills_in(**values)
        return
    for value in values.values():
        await person.types(value)


def shown_code(person: Supporter) -> str:
    """The code on their screen."""
    (code,) = set(CODE.findall(person.screen.text))
    return str(code)


async def goes_to_desk(person: Supporter) -> None:
    """From the first screen, as an app without the command offers it."""
    await person.starts()
    await person.taps("Organize")


async def invites(owner: Supporter, role: str) -> str:
    """An owner makes a code in chat."""
    await goes_to_desk(owner)
    for label in ("Members", "Invitations", "Invite somebody", role):
        await owner.taps(label)
    return shown_code(owner)


async def opens_member(person: Supporter, name: str) -> None:
    """Open one of the members, whose name stands on the button."""
    await goes_to_desk(person)
    await person.taps("Members")
    await person.taps(name)


async def tokens(person: Supporter, *labels: str) -> list[str]:
    """Where buttons lead that they see now."""
    return [person.button(label).leads_to for label in labels]
