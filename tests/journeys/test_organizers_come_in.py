"""People who run campaigns come in by a code, let others in, and go again; what they did stands written."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from storage.coining import written
from storage.invites import HOLDS_FOR
from storage.members import Role
from storage.private_tables import invite, member
from storage.tries import MOST_TRIES
from tests.journeys.worlds import World
from tests.people import Supporter
from tests.storage.planting import rows
from tests.stores import ENGINES

on_both_engines = pytest.mark.parametrize("engine", ENGINES)
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


@pytest.fixture
def bo(world: World) -> Supporter:
    """Somebody else."""
    return world.person("bo")


@on_both_engines
async def test_ada_joins_and_lets_bo_in(world: World, ada: Supporter, bo: Supporter) -> None:
    code = await code_for(world)
    await ada.types(code)
    ada.sees(f"Join {GETEQUAL} as an owner?", "The other members see the name that you type next")
    assert await rows(world.store, sa.select(member)) == []
    await ada.taps("Join")
    await answers(ada, name="Ada Lovelace")
    ada.sees(f"Welcome to {GETEQUAL}", "You are an owner.", "The others see you as Ada Lovelace.")
    await ada.taps("Open the desk")
    ada.sees(GETEQUAL, "1 owner, 0 organizers, 0 moderators.")

    second = await invites(ada, "Moderator")
    await joins(bo, second, "Bo")
    await bo.taps("Open the desk")
    bo.sees("You are a moderator.", "1 owner, 0 organizers, 1 moderator.")
    bo.sees_no_button("What was done")
    await bo.taps("Members")
    bo.sees("Ada Lovelace", "Bo (you)")
    bo.sees_no_button("Invitations")


async def test_a_code_is_shown_once_and_can_be_handed_on(world: World, ada: Supporter) -> None:
    await joins(ada, await code_for(world), "Ada")
    code = await invites(ada, "Organizer")
    ada.sees("It holds until", "They become: Organizer")
    await ada.taps("Back to invitations")
    ada.sees("Organizer", "Made by Ada, holds until")
    assert not CODE.search(ada.screen.text)
    assert code.replace("-", "") not in str([row for row in await rows(world.store, sa.select(invite))])


async def test_a_code_is_used_once(world: World, ada: Supporter, bo: Supporter) -> None:
    code = await code_for(world)
    await joins(ada, code, "Ada")
    await bo.types(code)
    bo.sees(UNUSABLE)


async def test_used_ended_taken_back_and_wrong_codes_are_answered_alike(
    world: World, ada: Supporter, bo: Supporter
) -> None:
    used, ends = await code_for(world), await code_for(world)
    await joins(ada, used, "Ada")
    taken_back = await invites(ada, "Organizer")
    await ada.taps("Back to invitations")
    await ada.taps("Organizer")
    await ada.taps("Take it back")
    ada.sees("The invitation is taken back; its code lets nobody in.")
    world.clock.now += HOLDS_FOR
    seen = set()
    for code in (used, ends, taken_back, "AAA2-BBB3-CCC4"):
        await bo.types(code)
        seen.add(bo.screen.text)
    assert len(seen) == 1
    bo.sees(UNUSABLE)


async def test_guessing_is_slowed_down(world: World, bo: Supporter) -> None:
    code = await code_for(world)
    for _ in range(MOST_TRIES):
        await bo.types("AAA2-BBB3-CCC4")
    await bo.types(code)
    bo.sees("Too many codes were wrong. Try again in an hour; nothing is lost.")
    world.clock.now += timedelta(hours=1)
    await bo.types(code)
    bo.sees("Join GetEQUAL as an owner?")


async def test_a_link_leads_to_the_same_and_so_does_the_code_after_start(world: World, ada: Supporter) -> None:
    code = await code_for(world)
    for payload in (f"invite-{code.replace('-', '')}", code):
        await ada.starts(payload)
        ada.sees("Join GetEQUAL as an owner?")
    await ada.starts("invite-AAA2BBB3CCC4")
    ada.sees(UNUSABLE)


async def test_who_refuses_leaves_the_code_to_others(world: World, ada: Supporter, bo: Supporter) -> None:
    code = await code_for(world)
    await ada.types(code)
    token = ada.button("Join").leads_to
    await ada.taps("No")
    ada.sees("You have not joined.")
    await ada.taps_to(token)
    ada.sees("No invitation waits for you here.")
    await joins(bo, code, "Bo")


async def test_somebody_who_did_not_type_the_code_can_not_join_by_a_crafted_token(
    world: World, ada: Supporter, bo: Supporter
) -> None:
    await ada.types(await code_for(world))
    await bo.starts()
    await bo.taps_to(ada.button("Join").leads_to)
    bo.sees("No invitation waits for you here.")
    assert await rows(world.store, sa.select(member)) == []


async def test_ada_founds_an_organisation(world: World, ada: Supporter) -> None:
    await ada.types(await code_for(world, organisation=None))
    ada.sees("Found an organisation here?")
    await ada.taps("Join")
    await answers(ada, organisation="Save Our Parks!", name="Ada")
    ada.sees("Welcome to Save Our Parks!")
    await ada.taps("Open the desk")
    ada.sees("It has started no petition here.", "1 owner")
    await ada.taps("What was done")
    ada.sees("You founded the organisation.")


async def test_a_name_that_can_not_be_taken_uses_no_code_up(world: World, ada: Supporter) -> None:
    await ada.types(await code_for(world))
    await ada.taps("Join")
    await answers(ada, name="12")
    ada.sees("A name has at least one letter. Nothing was saved.")
    await answers(ada, name="Ada")
    ada.sees("Welcome to GetEQUAL")


async def test_a_member_does_not_use_up_a_code_of_their_own_role(world: World, ada: Supporter, bo: Supporter) -> None:
    await joins(ada, await code_for(world), "Ada")
    code = await code_for(world, Role.ORGANIZER)
    await ada.types(code)
    ada.sees("You are in GetEQUAL already.", "The code was not used; it still holds.")
    await joins(bo, code, "Bo")


async def test_a_member_becomes_more_by_a_stronger_code_and_keeps_the_name(world: World, ada: Supporter) -> None:
    await joins(ada, await code_for(world, Role.MODERATOR), "Ada")
    await ada.types(await code_for(world, Role.OWNER))
    await ada.taps("Join")
    await answers(ada, name="Countess")
    ada.sees("You are an owner.", "The others see you as Ada.")


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
    await ada.taps("What was done")
    ada.sees("You joined (Owner).", "You invited somebody (Organizer).", "Bo joined (Organizer).")
    await ada.taps("Keep it as a file")
    ada.sees("What was done, as a file", "Names stand in it in clear")


async def test_help_tells_who_may_do_what(world: World, ada: Supporter) -> None:
    await joins(ada, await code_for(world, Role.MODERATOR), "Ada")
    await ada.taps("Open the desk")
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


async def test_a_half_filled_form_is_not_taken_after_the_invitation_was_taken_back(
    world: World, ada: Supporter, bo: Supporter
) -> None:
    await joins(ada, await code_for(world), "Ada")
    await bo.types(await invites(ada, "Organizer"))
    await bo.taps("Join")
    await ada.taps("Back to invitations")
    await ada.taps("Organizer")
    await ada.taps("Take it back")
    await answers(bo, name="Bo")
    bo.sees("No invitation waits for you here.")


async def test_erasing_says_that_roles_end(world: World, ada: Supporter) -> None:
    await joins(ada, await code_for(world), "Ada")
    await ada.commands("/privacy")
    await ada.taps("Erase me")
    ada.sees("You are no member of GetEQUAL then")
    await ada.taps("Erase me now")
    assert await rows(world.store, sa.select(member)) == []


@pytest.mark.recording_alone("Discord can't prevent that something is handed on")
async def test_a_code_is_guarded_and_has_a_button_that_hands_it_on(world: World, ada: Supporter) -> None:
    await joins(ada, await code_for(world), "Ada")
    code = await invites(ada, "Organizer")
    assert ada.screen.is_guarded
    assert code in ada.button("Send it to them").hands_on


@pytest.mark.recording_alone("Discord offers only commands that are listed")
async def test_the_command_leads_to_the_desk_where_commands_are_typed(world: World, ada: Supporter) -> None:
    await ada.commands("/organize")
    ada.sees("You are in no organisation here.")
    await joins(ada, await code_for(world), "Ada")
    await ada.commands("/organize")
    ada.sees(GETEQUAL, "You are an owner.")
