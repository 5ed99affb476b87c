"""People who run campaigns find their desk; roles change and end, and what was done stands written."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from handlers.organizing.done import Done
from handlers.organizing.trail import MOST_IN_FILE
from storage.members import Role
from storage.nouns import Nouns
from storage.tables.organisations import invite, member
from tests.journeys.organizers import (
    GETEQUAL,
    NOT_HERS,
    code_for,
    goes_to_desk,
    invites,
    joins,
    opens_member,
    tokens,
)
from tests.journeys.worlds import World
from tests.people import Supporter
from tests.storage.planting import rows
from tests.stores import ENGINES


async def test_roles_change_and_members_go_at_once(world: World, ada: Supporter, bo: Supporter) -> None:
    await joins(ada, await code_for(world), "Ada")
    await joins(bo, await code_for(world, Role.MODERATOR), "Bo")
    await opens_member(ada, "Bo")
    await ada.taps("Make owner")
    ada.sees("Change what Bo is?")
    await ada.taps("Make owner")
    ada.sees("Owner from now on.")
    await invites(bo, "Organizer")
    await bo.taps("Back to invitations")
    (invite_anew,) = await tokens(bo, "Invite somebody")

    await opens_member(ada, "Bo")
    await ada.taps("Remove")
    ada.sees("Remove Bo?")
    await ada.taps("Remove")
    ada.sees("Removed: Bo")
    await bo.taps_to(invite_anew)
    bo.sees(NOT_HERS)
    await bo.starts()
    bo.sees_no_button("Organize")
    await bo.taps_to("organize")
    bo.sees("You are in no organisation here.")
    assert await rows(world.store, sa.select(invite).where(invite.c.used_at.is_(None))) == []


async def test_the_last_owner_stays_and_others_may_leave(world: World, ada: Supporter, bo: Supporter) -> None:
    await joins(ada, await code_for(world), "Ada")
    await joins(bo, await code_for(world, Role.ORGANIZER), "Bo")
    await opens_member(ada, "Ada (you)")
    await ada.taps("Leave")
    ada.sees("GetEQUAL has no other owner.", "Make somebody else an owner first; nothing was changed.")
    await opens_member(ada, "Ada (you)")
    await ada.taps("Make moderator")
    await ada.taps("Make moderator")
    ada.sees("GetEQUAL has no other owner.")
    await opens_member(bo, "Bo (you)")
    await bo.taps("Leave")
    await bo.taps("Leave")
    bo.sees("You have left GetEQUAL.")
    (left,) = await rows(world.store, sa.select(member))
    assert left.role == Role.OWNER


async def test_what_was_done_is_told_in_plain_sentences(world: World, ada: Supporter, bo: Supporter) -> None:
    await joins(ada, await code_for(world), "Ada")
    await joins(bo, await invites(ada, "Organizer"), "Bo")
    await goes_to_desk(ada)
    await ada.taps("More")
    await ada.taps("What was done")
    ada.sees("You joined (Owner).", "You invited somebody (Organizer).", "Bo joined (Organizer).")
    await ada.taps("Keep it as a file")
    ada.sees("What was done, as a file", "Names stand in it in clear")


@pytest.mark.recording_alone("files have the same names and lines everywhere")
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("part", "number"), [(0, 1), (1, 1), (2, 2), (2**31 - 1, 2)])
async def test_a_file_is_one_of_those_there_are(world: World, ada: Supporter, part: int, number: int) -> None:
    await joins(ada, await code_for(world), "Ada")
    organisation = await writes_much(world, MOST_IN_FILE)
    await goes_to_desk(ada)
    await ada.taps_to(f"keep_done:{organisation}:{part}")
    ada.sees(f"-{number}.jsonl")
    if number == 1:
        ada.sees_buttons("Keep what is older")
    else:
        ada.sees_no_button("Keep what is older")


async def writes_much(world: World, entries: int) -> int:
    """So many more deeds; the organisation's id."""

    def write(nouns: Nouns) -> int:
        organisation = nouns.organisations.named(GETEQUAL)
        assert organisation is not None
        for _ in range(entries):
            nouns.audit.write(organisation, Done.INVITED, world.clock.now, role="owner")
        return organisation

    return int(await world.store.turn(write))


async def test_help_tells_who_may_do_what(world: World, ada: Supporter) -> None:
    await joins(ada, await code_for(world, Role.MODERATOR), "Ada")
    await ada.taps("Open the desk")
    await ada.taps("More")
    await ada.taps("Help for organizers")
    ada.sees(
        "Who may do what", "You are a moderator.", "Be on duty for alarms", "Invite people and take invitations back"
    )


async def test_the_start_leads_members_to_their_desk(world: World, ada: Supporter, bo: Supporter) -> None:
    await ada.starts()
    ada.sees_no_button("Organize")
    await joins(ada, await code_for(world), "Ada")
    await ada.starts()
    await ada.taps("Organize")
    ada.sees(GETEQUAL, "You are an owner.")
    await ada.commands("/stop")
    await ada.starts()
    ada.sees_buttons("Organize", "Resume messages")


async def test_who_organizes_for_several_chooses(world: World, ada: Supporter) -> None:
    await joins(ada, await code_for(world), "Ada")
    await joins(ada, await code_for(world, organisation="Out4Immigration"), "Ada L.")
    await goes_to_desk(ada)
    ada.sees("For which organisation?", "GetEQUAL", "Out4Immigration")
    await ada.taps("Out4Immigration")
    ada.sees("You are an owner.")


async def test_erasing_says_that_roles_end(world: World, ada: Supporter) -> None:
    await joins(ada, await code_for(world), "Ada")
    await ada.commands("/privacy")
    await ada.taps("Erase me")
    ada.sees("You are no member of GetEQUAL then", "GetEQUAL: you are the only owner. Make somebody else an owner")
    await ada.taps("Erase me now")
    assert await rows(world.store, sa.select(member)) == []


@pytest.mark.recording_alone("Discord offers only commands that are listed")
async def test_the_command_leads_to_the_desk_where_commands_are_typed(world: World, ada: Supporter) -> None:
    await ada.commands("/organize")
    ada.sees("You are in no organisation here.")
    await joins(ada, await code_for(world), "Ada")
    await ada.commands("/organize")
    ada.sees(GETEQUAL, "You are an owner.")
