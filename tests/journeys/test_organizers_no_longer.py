"""Whoever lost their role reads nothing any more of what members alone are told."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from storage.hearing import ALARM_UNATTENDED, TEST_COPY, TO_DECIDE
from storage.members import Role
from storage.nouns import Nouns
from storage.tables.news import alert
from storage.tables.organisations import member
from storage.waiting_news import COLLECTED_FOR
from tests.journeys.organizers import code_for, joins, moderators_code
from tests.journeys.test_organizers_at_night import an_alarm, is_raided, park
from tests.journeys.test_organizers_moderating import gives_reason
from tests.journeys.worlds import World
from tests.people import Supporter
from tests.storage.planting import rows

GONE = "This news is no longer here."


async def is_now(world: World, name: str, role: Role | None) -> None:
    """Somebody else changes what they are, or removes them."""

    def change(nouns: Nouns) -> None:
        for row in nouns.connection.all(sa.select(member)):
            given = nouns.members.opened(row)
            if given.name == name and role is None:
                nouns.members.remove(given)
            elif given.name == name and role is not None:
                nouns.members.change(given, role)

    await world.store.turn(change)


async def told(world: World, kind: str) -> str:
    """The button of a message that came discreetly."""
    (raised,) = await rows(world.store, sa.select(alert).where(alert.c.kind == kind))
    return f"show_alert:{raised.id}"


@pytest.mark.parametrize("role", [None, Role.ORGANIZER], ids=["removed", "organizer"])
async def test_how_much_waits_is_told_to_moderators_alone(world: World, ada: Supporter, role: Role | None) -> None:
    mo = world.person("Mo")
    await joins(mo, await moderators_code(world), "Mo")
    await gives_reason(ada, "Izzy")
    world.clock.moves(COLLECTED_FOR)
    deciding = (Role.OWNER, Role.MODERATOR)
    await world.store.turn(lambda nouns: nouns.waiting_news.tell_due(deciding, world.clock.now, 9))
    shown_by = await told(world, TO_DECIDE)
    await mo.taps_to(shown_by)
    mo.sees("Something waits for a decision at ", "Reasons: 1")
    await is_now(world, "Mo", role)
    await mo.taps_to(shown_by)
    mo.sees(GONE)
    mo.does_not_see("Reasons: 1", "Something waits")
    await mo.taps_to("missed")
    mo.does_not_see("Something waits")


@pytest.mark.parametrize("role", [None, Role.ORGANIZER], ids=["removed", "organizer"])
async def test_an_alarm_is_told_to_moderators_alone(world: World, ada: Supporter, role: Role | None) -> None:
    petition_id = await park(world)
    await joins(ada, await code_for(world, Role.MODERATOR), "Ada")
    await is_raided(world, petition_id)
    await an_alarm(world, petition_id)
    shown_by = await told(world, ALARM_UNATTENDED)
    await ada.taps_to(shown_by)
    ada.sees("70 signatures in 5 minutes")
    await is_now(world, "Ada", role)
    await ada.taps_to(shown_by)
    ada.sees(GONE)
    ada.does_not_see("70 signatures")


@pytest.mark.not_on_discord("there nobody is written to before they ask for it")
@pytest.mark.parametrize("role", [None, Role.MODERATOR], ids=["removed", "moderator"])
async def test_a_test_copy_is_told_to_who_writes_petitions(world: World, ada: Supporter, role: Role | None) -> None:
    petition_id = await park(world)
    await joins(ada, await code_for(world, Role.ORGANIZER), "Ada")
    await ada.taps_to(f"pet_test:{petition_id}")
    ada.sees("A test is on its way to you alone")
    shown_by = await told(world, TEST_COPY)
    await ada.taps_to(shown_by)
    ada.sees("This is a test copy; you alone were sent it.")
    await is_now(world, "Ada", role)
    world.clock.moves(timedelta(minutes=1))
    await ada.taps_to(shown_by)
    ada.sees(GONE)
    ada.does_not_see("test copy")
