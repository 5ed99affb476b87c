"""People who run campaigns come in, let others in and see what was done."""

from __future__ import annotations

from datetime import timedelta

from handlers.organizing.done import Done
from storage.coining import written
from storage.members import Role
from storage.nouns import Nouns
from tests.golden.catalogue import KEY, scene
from tests.golden.stage import SUBMIT, Stage, Visitor

GETEQUAL = "GetEQUAL"


async def code_for(stage: Stage, role: Role = Role.OWNER, organisation: str = GETEQUAL) -> str:
    """A code as the command line prints it; of no organisation, one is founded with it."""

    at = stage.world.clock()

    def make(nouns: Nouns) -> str:
        organisation_id = nouns.organisations.named(organisation)
        if organisation_id is not None:
            nouns.audit.write(organisation_id, Done.INVITED, at, role=role.value)
        return nouns.invites.make(organisation_id, role, at)[1]

    return written(str(await stage.stores(make)))


async def answers(person: Visitor, *values: str) -> None:
    """All of a form, however the app asks."""
    await person.types(*values)
    if person.is_filling_in:
        await person.taps(SUBMIT)


async def answers_by(person: Visitor, label: str) -> None:
    """The last of a form, by one of its choices."""
    await person.taps(label)
    if person.is_filling_in:
        await person.taps(SUBMIT)


async def joins(person: Visitor, code: str, *names: str) -> None:
    """They come in; it is seen in another scene."""
    with person.stage.dark():
        await person.starts(code)
        await person.taps("Join")
        await answers(person, *names)


async def at_the_desk(person: Visitor) -> None:
    """They open it again; a minute later, so that what they do has an order."""
    person.stage.world.clock.moves(timedelta(minutes=1))
    with person.stage.dark():
        await person.starts()
        await person.taps("Organize")


@scene(*KEY)
async def coming_in(stage: Stage) -> None:
    """A code is typed, what it means is said, and then somebody joins under a name."""
    code = await code_for(stage)
    await stage.ada.starts(code)
    await stage.ada.taps_to("invited")
    await stage.ada.taps("Join")
    await answers(stage.ada, "Ada Lovelace")
    await stage.ada.taps("Open the desk", "More", "Help for organizers")
    await stage.bo.starts("AAA2-BBB3-CCC4")
    await stage.bo.taps_to("organize")


@scene("en")
async def founding(stage: Stage) -> None:
    """A code with which somebody names a new organisation, and one that is not wanted."""
    await stage.bo.types(await code_for(stage))
    await stage.bo.taps("No")
    await stage.ada.types(await code_for(stage, organisation="nobody's"))
    await stage.ada.taps("Join")
    await answers(stage.ada, "Save Our Parks", "Ada")
    await stage.ada.starts()
    await stage.ada.taps("Organize")


@scene(*KEY)
async def letting_in(stage: Stage) -> None:
    """An owner makes a code, which is shown once, and takes it back."""
    await joins(stage.ada, await code_for(stage), "Ada")
    await at_the_desk(stage.ada)
    await stage.ada.taps("Members", "Invitations", "Invite somebody", "Moderator")
    await stage.ada.taps("Back to invitations", "Moderator", "Take it back")


@scene(*KEY)
async def members(stage: Stage) -> None:
    """Roles change, members go, the last owner stays; then what was done is told."""
    await joins(stage.ada, await code_for(stage), "Ada")
    await joins(stage.bo, await code_for(stage, Role.ORGANIZER), "Bo")
    await at_the_desk(stage.ada)
    await stage.ada.taps("Members", "Bo", "Make moderator", "Make moderator")
    await stage.ada.taps("Remove", "Leave it as it is", "Remove", "Remove")
    await stage.bo.taps_to("members:2")
    await stage.ada.taps_what_begins("{name} (you)", name="Ada")
    await stage.ada.taps("Leave")
    await at_the_desk(stage.ada)
    await stage.ada.taps("More", "What was done", "Keep it as a file")


@scene("en")
async def leaving(stage: Stage) -> None:
    """A member goes by their own wish."""
    await joins(stage.ada, await code_for(stage), "Ada")
    await joins(stage.bo, await code_for(stage, Role.MODERATOR), "Bo")
    await at_the_desk(stage.bo)
    await stage.bo.taps("Members")
    await stage.bo.taps_what_begins("{name} (you)", name="Bo")
    await stage.bo.taps("Leave", "Leave")
