"""Organizers tell signers whom a signature can endanger: whole tens, and nobody is picked out."""

from __future__ import annotations

import sqlalchemy as sa

from storage.members import Role
from storage.tables.petitions import petition
from tests.journeys.campaigns import HOME
from tests.journeys.organizers import joins, moderators_code
from tests.journeys.telling import clock_ticks, last_broadcast, signs, state_of, writes_message
from tests.journeys.test_at_risk_numbers import turns_risk
from tests.journeys.worlds import World
from tests.people import Supporter
from tests.storage.planting import rows

IN_TENS = "whole tens alone are told, and nobody is picked out."


async def at_risk(world: World) -> Supporter:
    """An owner, and a petition that three have signed."""
    eva = world.person("Eva")
    await joins(eva, await moderators_code(world, role=Role.OWNER), "Eva")
    await signs(world, "Kim", "Lou", "Mo")
    (found,) = await rows(world.store, sa.select(petition.c.id).where(petition.c.code == HOME))
    await turns_risk(world, found.id, is_on=True)
    return eva


async def test_no_number_tells_a_single_signature(world: World) -> None:
    eva = await at_risk(world)
    await writes_message(eva)
    eva.sees(IN_TENS, "It is for fewer than 10 people.")
    eva.does_not_see("3 people", "Telegram", "Discord", "Recording")
    await eva.taps("Send it")
    eva.does_not_see("3 people")
    await eva.taps("Yes, send now")
    number = await last_broadcast(world)
    await world.tells()
    await clock_ticks(world)
    await eva.taps_to(f"tell:{number}")
    assert await state_of(world, number) == "done"
    eva.does_not_see("Still to be told", "3 people", "Telegram", "Discord", "Recording")


async def test_nobody_is_picked_out(world: World) -> None:
    eva = await at_risk(world)
    await writes_message(eva)
    number = await last_broadcast(world)
    await eva.taps("Edit and more")
    await eva.taps("Whom it is for")
    eva.sees(IN_TENS)
    eva.sees_no_button("Signed when", "App", "Language", "Place or link")
    for picked in (f"tell_app_is:{number}:discord", f"tell_lang_is:{number}:de"):
        await eva.taps_to(picked)
        eva.sees("It is for everybody here: nobody is picked out. Nothing was changed.")
        eva.does_not_see("Told on:", "Who reads:")


async def test_what_was_picked_out_before_is_not_sent(world: World) -> None:
    eva = await at_risk(world)
    (found,) = await rows(world.store, sa.select(petition.c.id).where(petition.c.code == HOME))
    await turns_risk(world, found.id, is_on=False)
    await writes_message(eva)
    number = await last_broadcast(world)
    await eva.taps_to(f"tell_lang_is:{number}:en")
    await turns_risk(world, found.id, is_on=True)
    await eva.taps_to(f"tell:{number}")
    eva.sees("or its signers could be endangered. Choose everybody.")
    eva.sees_no_button("Send it")
