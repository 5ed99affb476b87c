"""Organizers stand at a desk: the count lives in one message, one of them ends it, and it is written down."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from storage.at_the_desk import LASTS
from storage.drafting_parts import Target
from storage.members import Role
from storage.nouns import Nouns
from storage.showing import Showing, Visibility
from storage.tables.petitions import delivery_to, petition
from tests.journeys.organizers import GETEQUAL, NOT_HERS, answers, code_for, joins
from tests.journeys.telegram_world import TelegramWorld
from tests.journeys.test_organizers_winning import organizes
from tests.journeys.worlds import World, at_the_terminal_too
from tests.people import Supporter
from tests.pictures import png
from tests.storage.planting import read, remembered, rows
from tests.stores import ENGINES

on_both_engines = pytest.mark.parametrize("engine", ENGINES)


async def names_mayor(world: World, petition_id: int, *more: str) -> None:
    """To whom it goes."""

    def name(nouns: Nouns) -> None:
        for person in ("Bea M.", *more):
            nouns.drafted_parts.add_target(petition_id, Target(office="Mayor", person=person))

    await world.store.turn(name)


async def sign(world: World, petition_id: int, name: str, reason: str = "") -> None:
    """Somebody signs, with a reason that everybody may read."""
    park = await read(world.store, petition_id)
    showing = Showing(Visibility.REASON, name, "Leeds", reason) if reason else Showing()

    def add(nouns: Nouns) -> None:
        person = remembered(nouns, "terminal", name, name, world.clock())
        signed = nouns.signatures.add(park, person.id, showing, world.clock())
        assert signed is not None

    await world.store.turn(add)


def _counted() -> sa.Select[tuple[int]]:
    return sa.select(delivery_to.c.signatures).where(delivery_to.c.signatures.is_not(None))


async def also_organizes(world: World, name: str, role: Role = Role.ORGANIZER) -> Supporter:
    """One more of them."""
    person = world.person(name)
    await joins(person, await code_for(world, role), name)
    return person


@on_both_engines
@at_the_terminal_too
async def test_from_the_desk_to_the_receipt(world: World, ada: Supporter) -> None:
    park = await organizes(world, ada)
    await names_mayor(world, park)
    await sign(world, park, "Kim", "I walk there.")
    await ada.taps_to(f"live:{park}")
    ada.sees("Nobody is told of it.")
    await ada.taps("Begin")
    ada.sees("1 has signed.", "Within the last hour: 1.", "Mayor Bea M.", "Not handed over yet.")
    ada.sees("You began to hand “ktmprk in en” (KTMPRK) over.")
    await sign(world, park, "Lou")
    await ada.taps("Look again")
    ada.sees("2 have signed.", "Within the last hour: 2.")
    await ada.taps("It is handed over")
    ada.sees("Handed to Mayor Bea M.", "Signatures at that moment: 2.")
    await sign(world, park, "Max")
    await answers(ada, day="21 November 2026", place="City hall", how="in person")
    ada.sees("Handed over on 21 November 2026.", "Signatures at that moment: 2.", "Where: City hall")
    assert ada.screen.text.count("Handed over on 21 November 2026.") == 1, "it is said once"
    (kept,) = await rows(world.store, _counted())
    assert kept.signatures == 2


async def test_a_receipt_is_added_and_people_are_told(world: World, ada: Supporter) -> None:
    park = await organizes(world, ada)
    await names_mayor(world, park)
    await ada.taps_to(f"live_on:{park}")
    await ada.taps("It is handed over")
    await answers(ada, day="21 November 2026", place="City hall", how="in person")
    await ada.taps("Receipt")
    await ada.sends_picture(png(), "receipt.png")
    await answers(ada, description="The stamped receipt")
    ada.sees("The file is attached.", "The stamped receipt")
    await ada.taps_to(f"hand:{park}")
    await ada.taps_to(f"hand_tell_of:{park}:2026-11-21")
    ada.sees("Handed over: ktmprk in en", "a draft: nobody else sees it.")


async def test_two_see_the_same_and_one_ends_it(world: World, ada: Supporter) -> None:
    park = await organizes(world, ada)
    await names_mayor(world, park, "Cy N.")
    otto = await also_organizes(world, "Otto")
    await ada.taps_to(f"live:{park}")
    await otto.taps_to(f"live:{park}")
    await ada.taps("Begin")
    await otto.taps("Begin")
    otto.sees("0 have signed.", "Ada began to hand “ktmprk in en” (KTMPRK) over.")
    await otto.taps("It is handed over")
    otto.sees("To whom was it handed over? Choose, and write it down.", "Cy N.")
    await ada.taps("It is handed over")
    ada.sees(
        "This had ended before. Nothing was changed.",
        "Otto said at the desk that “ktmprk in en” (KTMPRK) is handed over.",
    )


@pytest.mark.telegram_alone
async def test_the_one_message_counts_by_itself_and_ends_for_both(world: TelegramWorld, ada: Supporter) -> None:
    park = await organizes(world, ada)
    otto = await also_organizes(world, "Otto")
    await ada.taps_to(f"live_on:{park}")
    ada.sees("0 have signed.")
    messages = len(ada.chat)
    for n, name in enumerate(("Kim", "Lou"), 1):
        await sign(world, park, name)
        world.looks.next()
        await world.api.until(partial(_is_seen, ada, f"Within the last hour: {n}."))
    await otto.taps_to(f"live_end:{park}")
    world.looks.next()
    await world.api.until(partial(_is_seen, ada, "Otto said at the desk"))
    assert len(ada.chat) == messages


def _is_seen(person: Supporter, words: str) -> bool:
    return any(words in shown.text for shown in person.chat)


async def test_it_outlives_a_restart(world: World, ada: Supporter) -> None:
    park = await organizes(world, ada)
    await ada.taps_to(f"live_on:{park}")
    await world.restarts()
    await sign(world, park, "Kim")
    await ada.taps("Look again")
    ada.sees("1 has signed.", "You began to hand")


async def test_it_says_of_when_it_is(world: World, ada: Supporter) -> None:
    park = await organizes(world, ada)
    await ada.taps_to(f"live_on:{park}")
    ada.sees("As of 21 November 2026, ", ":00")
    world.clock.moves(timedelta(minutes=25))
    await ada.taps("Look again")
    ada.sees("As of 21 November 2026, ", ":25")


async def test_one_that_nobody_ends_is_over_by_itself(world: World, ada: Supporter) -> None:
    park = await organizes(world, ada)
    await ada.taps_to(f"live_on:{park}")
    world.clock.moves(LASTS + timedelta(minutes=1))
    await ada.taps("It is handed over")
    ada.sees("This had ended before. Nothing was changed.")
    await ada.taps("Begin")
    ada.sees("0 have signed.")


async def test_at_risk_nothing_tells_one_signature(world: World, ada: Supporter) -> None:
    park = await organizes(world, ada)
    await names_mayor(world, park)
    await sign(world, park, "Kim", "I walk there.")

    def endanger(nouns: Nouns) -> None:
        nouns.connection.run(sa.update(petition).where(petition.c.id == park).values(at_risk=True))

    await world.store.turn(endanger)
    await ada.taps_to(f"live_on:{park}")
    ada.sees("Fewer than 10 have signed so far.")
    ada.does_not_see("I walk there.", "Kim", "Within the last hour")
    await ada.taps("It is handed over")
    ada.sees("Signatures at that moment: fewer than 10.")


async def test_nobody_else_stands_at_the_desk(world: World, ada: Supporter, bo: Supporter) -> None:
    park = await organizes(world, ada)
    mo = await also_organizes(world, "Mo", Role.MODERATOR)
    eve = world.person("Eve")
    await organizes(world, eve, "KTMPRN", "The others")
    for verb in ("live", "live_on", "live_end"):
        await bo.taps_to(f"{verb}:{park}")
        bo.sees(NOT_HERS)
        await eve.taps_to(f"{verb}:{park}")
        eve.sees(NOT_HERS)
        await mo.taps_to(f"{verb}:{park}")
        mo.sees(f"Only organizers of {GETEQUAL} can do this.")
    assert await world.store.read(lambda nouns: nouns.at_the_desk.of(park)) is None
