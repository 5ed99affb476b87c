"""People who run campaigns come in by a code, and let others in."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from storage.invites import HOLDS_FOR
from storage.members import Role
from storage.tables.organisations import invite, member
from storage.tries import MOST_TRIES
from tests.journeys.linking import link
from tests.journeys.organizers import (
    CODE,
    GETEQUAL,
    UNUSABLE,
    answers,
    code_for,
    invites,
    joins,
    opens_member,
)
from tests.journeys.worlds import World
from tests.people import Supporter
from tests.storage.planting import rows
from tests.stores import ENGINES

on_both_engines = pytest.mark.parametrize("engine", ENGINES)


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


async def test_codes_of_who_is_no_owner_any_more_let_nobody_in(world: World, ada: Supporter, bo: Supporter) -> None:
    await joins(ada, await code_for(world), "Ada")
    await joins(bo, await code_for(world), "Bo")
    bos = await invites(bo, "Organizer")
    await opens_member(ada, "Bo")
    for _ in range(2):
        await ada.taps("Make moderator")
    ada.sees("Moderator from now on.")
    cy = world.person("cy")
    await cy.types(bos)
    cy.sees(UNUSABLE)


async def test_so_many_codes_may_be_out_at_once(world: World, ada: Supporter) -> None:
    await joins(ada, await code_for(world), "Ada")
    for _ in range(19):
        await code_for(world)
    await invites(ada, "Organizer")
    await ada.taps("Back to invitations")
    await ada.taps("Invite somebody")
    await ada.taps("Organizer")
    ada.sees("At most 20 invitations can be open. Take one back first.")
    assert len(await rows(world.store, sa.select(invite).where(invite.c.used_at.is_(None)))) == 20


async def test_guessing_is_slowed_down(world: World, bo: Supporter) -> None:
    code = await code_for(world)
    for _ in range(MOST_TRIES):
        await bo.types("AAA2-BBB3-CCC4")
    await bo.types(code)
    bo.sees("Too many codes were wrong. Try again in an hour; nothing is lost.")
    bo.sees("No code is looked at until then; one that is right is not used up by this.")
    bo.does_not_see("Whoever invited you")
    world.clock.now += timedelta(hours=1)
    await bo.types(code)
    bo.sees("Join GetEQUAL as an owner?")


@pytest.mark.parametrize(
    "said",
    [
        "{code}",
        "{bare}",
        "{spaced}",
        "my code is {small}, thanks",
        "{lines}",
        "https://t.me/undersigned?start=invite-{bare}",
        "{dotted}.",
    ],
)
async def test_a_code_is_known_however_it_is_typed(world: World, ada: Supporter, said: str) -> None:
    code = await code_for(world)
    bare, parts = code.replace("-", ""), code.split("-")
    ways = {"small": code.lower(), "spaced": " ".join(parts), "lines": "\n".join(parts), "dotted": ".".join(parts)}
    await ada.types(said.format(code=code, bare=bare, **ways))
    ada.sees("Join GetEQUAL as an owner?")


async def test_a_code_is_never_searched_for(world: World, ada: Supporter) -> None:
    spaced = (await code_for(world)).replace("-", " ").lower()
    for line in (f"/search {spaced}", f"/petition {spaced}", f"/share {spaced}"):
        await ada.commands(line)
        ada.sees("Join GetEQUAL as an owner?")
    await ada.commands("/search")
    await ada.types(spaced)
    ada.sees("Join GetEQUAL as an owner?")
    await ada.types("K7QM-2XPD-9RT0")
    ada.sees(UNUSABLE)


async def test_a_link_leads_to_the_same_and_so_does_the_code_after_start(world: World, ada: Supporter) -> None:
    code = await code_for(world)
    for payload in (f"invite-{code.replace('-', '')}", code):
        await ada.starts(payload)
        ada.sees("Join GetEQUAL as an owner?")
    await ada.starts("invite-AAA2BBB3CCC4")
    ada.sees(UNUSABLE)


@pytest.mark.parametrize("payload", ["", "a:b:c", "a" * 100, "ä" * 40, "-", "AAA2BBB3CCC4:1"])
async def test_a_link_that_carries_no_code_is_answered_like_a_wrong_one(
    world: World, ada: Supporter, payload: str
) -> None:
    await ada.starts(f"invite-{payload}")
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


async def test_an_old_button_does_not_make_the_last_owner_less(world: World, ada: Supporter, bo: Supporter) -> None:
    weaker = await code_for(world, Role.MODERATOR)
    await ada.types(weaker)
    old = ada.button("Join").leads_to
    await joins(ada, await code_for(world), "Ada")
    await ada.types(weaker)
    await ada.taps_to(old)
    ada.sees("You are in GetEQUAL already.", "You are an owner.", "The code was not used; it still holds.")
    await joins(bo, weaker, "Bo")


async def test_a_form_half_filled_does_not_make_less_of_who_became_more(
    world: World, ada: Supporter, bo: Supporter
) -> None:
    await joins(ada, await code_for(world), "Ada")
    await joins(bo, await code_for(world, Role.MODERATOR), "Bo")
    code = await code_for(world, Role.ORGANIZER)
    await bo.types(code)
    await bo.taps("Join")
    await opens_member(ada, "Bo")
    for _ in range(2):
        await ada.taps("Make owner")
    await answers(bo, name="Bo")
    bo.sees("You are in GetEQUAL already.", "You are an owner.")


async def test_an_account_that_was_linked_meanwhile_is_not_made_less(world: World, ada: Supporter) -> None:
    await joins(ada, await code_for(world), "Ada")
    hers = world.person("hers")
    await hers.types(await code_for(world, Role.MODERATOR))
    join = hers.button("Join").leads_to
    await link(ada, hers)
    await hers.taps_to(join)
    hers.sees("You are in GetEQUAL already.", "You are an owner.")
    (only,) = await rows(world.store, sa.select(member))
    assert only.role == Role.OWNER


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
    await ada.taps("More")
    await ada.taps("What was done")
    ada.sees("You founded the organisation.")


async def test_a_name_that_can_not_be_taken_uses_no_code_up(world: World, ada: Supporter) -> None:
    await ada.types(await code_for(world))
    await ada.taps("Join")
    await answers(ada, name="12")
    ada.sees("A name has at least one letter. Nothing was saved.")
    await answers(ada, name="Ada")
    ada.sees("Welcome to GetEQUAL")


async def test_nobody_is_called_what_the_trail_calls_others(world: World, ada: Supporter) -> None:
    await ada.types(await code_for(world))
    await ada.taps("Join")
    for name in ("The command line", "the  Command-Line", "Die Befehlszeile"):
        await answers(ada, name=name)
        ada.sees("This name stands for somebody else here. Nothing was saved.")
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


@pytest.mark.recording_alone("Discord can't prevent that something is handed on")
async def test_a_code_is_guarded_and_has_a_button_that_hands_it_on(world: World, ada: Supporter) -> None:
    await joins(ada, await code_for(world), "Ada")
    code = await invites(ada, "Organizer")
    assert ada.screen.is_guarded
    assert code in ada.button("Send it to them").hands_on
