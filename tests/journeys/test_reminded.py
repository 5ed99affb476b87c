"""Ada wants to sign later: she is asked when, told when that is, and may stop it at any time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from storage.tables.news import alert, reminder
from storage.tables.people import supporter
from tests.discord_people import OnDiscord
from tests.journeys.campaigns import COUNTED, HOME
from tests.journeys.discord_world import DiscordWorld
from tests.journeys.servers import runs, taps
from tests.journeys.worlds import World
from tests.people import Supporter
from tests.storage.planting import plant_petition
from tests.stores import ENGINES

on_both_engines = pytest.mark.parametrize("engine", ENGINES)
REMIND, NOT, EVENING, TOMORROW, THREE_DAYS = (
    "Remind me",
    "Don't remind me",
    "This evening",
    "Tomorrow",
    "In three days",
)
QUESTION = "When shall I remind you to sign?"


async def due(world: World) -> list[datetime]:
    """When somebody is reminded."""
    waits = sa.select(reminder).where(reminder.c.state == "waiting").order_by(reminder.c.next_due)
    return [row.next_due for row in await world.store.read(lambda nouns: nouns.connection.all(waits))]


async def told(world: World) -> int:
    """The clock looks: how many alerts it has raised by now."""
    await world.store.page(lambda nouns: nouns.reminders.tell_due(world.clock.now, 9))
    kinds = sa.select(alert.c.id).where(alert.c.kind == "reminder_to_sign")
    return len(await world.store.read(lambda nouns: nouns.connection.all(kinds)))


@on_both_engines
async def test_ada_is_reminded_tomorrow_and_stops_it(world: World, ada: Supporter) -> None:
    await ada.opens(HOME)
    ada.starts_counting()
    await ada.taps(REMIND)
    ada.sees(QUESTION, "The times are those of America/New_York; settings can change that.")
    assert await world.store.read(lambda nouns: nouns.connection.all(sa.select(supporter))) == []
    await ada.taps(TOMORROW)
    ada.sees("I will remind you to sign: ")
    ada.sees_buttons(NOT)
    assert (ada.taps_made, ada.answers_typed) == (2, 0)
    assert await due(world) == [datetime(2026, 11, 22, 22, tzinfo=UTC)]
    await ada.is_heard_again()
    assert await due(world) == [datetime(2026, 11, 22, 22, tzinfo=UTC)]
    await ada.taps(NOT)
    ada.sees("I will not remind you to sign this petition.")
    ada.sees_buttons(COUNTED, REMIND)
    assert await due(world) == []


async def test_another_time_takes_the_place_of_the_first(world: World, ada: Supporter) -> None:
    await ada.opens(HOME)
    await ada.taps(REMIND)
    await ada.taps(EVENING)
    assert await due(world) == [datetime(2026, 11, 22, tzinfo=UTC)]
    await ada.opens(HOME)
    await ada.taps(REMIND)
    ada.sees("I will remind you to sign: ")
    await ada.taps("Another time")
    await ada.taps(THREE_DAYS)
    assert await due(world) == [datetime(2026, 11, 24, 22, tzinfo=UTC)]


@pytest.mark.recording_alone("the screens are the same on each app")
async def test_the_times_are_those_of_her_own_zone(world: World, ada: Supporter) -> None:
    await ada.commands("/settings")
    await ada.taps("Time zone")
    await ada.fills_in(zone="Tokyo")
    await ada.opens(HOME)
    await ada.taps(REMIND)
    ada.sees("The times are those of Asia/Tokyo")
    ada.sees_no_button(EVENING)
    await ada.taps(TOMORROW)
    assert await due(world) == [datetime(2026, 11, 22, 8, tzinfo=UTC)]


async def test_signing_ends_it_also_where_she_withdraws_again(world: World, ada: Supporter) -> None:
    await ada.opens(HOME)
    await ada.taps(REMIND)
    await ada.taps(TOMORROW)
    await ada.taps(COUNTED)
    await ada.taps("Withdraw" if "Withdraw" in ada.screen.labels else "Change or withdraw")
    world.clock.moves(timedelta(days=2))
    assert await told(world) == 0
    assert await due(world) == []


async def test_an_old_button_after_signing_reminds_of_nothing(world: World, ada: Supporter) -> None:
    await ada.opens(HOME)
    await ada.taps(REMIND)
    later = ada.button(TOMORROW)
    await ada.opens(HOME)
    await ada.taps(COUNTED)
    await ada.taps_old(later)
    ada.sees("You signed on 21 November 2026")
    assert await due(world) == []


async def test_what_waits_stands_under_following_and_is_stopped_there(world: World, ada: Supporter) -> None:
    await ada.opens(HOME)
    await ada.taps(REMIND)
    await ada.taps(TOMORROW)
    await ada.commands("/following")
    await ada.taps("My reminders")
    ada.sees("Your reminders", "22 November 2026, 17:00 Eastern Standard Time")
    await ada.taps("Bring Separated and…")
    await ada.taps(NOT)
    await ada.commands("/following")
    ada.sees_no_button("My reminders")
    assert await due(world) == []


@pytest.mark.recording_alone("a button of that kind stands nowhere any more")
async def test_a_petition_that_closes_too_soon_or_has_closed_reminds_of_nothing(world: World, ada: Supporter) -> None:
    soon = world.clock.now + timedelta(hours=1)
    park = await world.store.turn(lambda nouns: plant_petition(nouns, "parkaa", is_sample=True, closes_at=soon))
    await ada.taps_to(f"remind:{park}")
    ada.sees("That is too soon for a reminder.")
    ada.sees_buttons(COUNTED)
    await ada.taps_to(f"remind_at:{park}:tomorrow")
    ada.sees("That is too late by now. Choose another time.")
    world.clock.moves(timedelta(hours=2))
    for token in (f"remind:{park}", f"remind_at:{park}:tomorrow", f"remind_when:{park}"):
        await ada.taps_to(token)
        ada.sees("This petition can't be signed any more.")
    for token in ("remind:999", "remind_at:999:tomorrow", "remind_not:999", "reminders"):
        await ada.taps_to(token)
    ada.sees("You wait for no reminder.")
    assert await due(world) == []


@pytest.mark.recording_alone("the screens are the same on each app")
async def test_a_reminder_of_what_could_endanger_her_is_discreet(world: World, ada: Supporter) -> None:
    await world.begins_petitions("PARKAA", at_risk=True)
    await ada.opens("PARKAA")
    await ada.taps(REMIND)
    await ada.taps(TOMORROW)
    ada.sees("From now on news is shown to you discreetly")


@pytest.mark.discord_alone
async def test_in_a_server_she_is_written_to_at_once(world: DiscordWorld, ada: OnDiscord) -> None:
    general = world.server.channel("general")
    petition = await runs(world, ada.account, f"/petition petition:{HOME}", general)
    asked = await taps(world, ada.account, petition.last, REMIND)
    assert "It also lets me write to you by direct message." in asked.last.text
    told = await taps(world, ada.account, asked.last, TOMORROW)
    assert told.last.is_ephemeral
    assert "I have written to you. Look at your direct messages." in told.last.text
    [letter] = [each for each in ada.account.dm.messages if each.author.is_bot]
    assert "I will remind you to sign: " in letter.text
    assert letter.labels == ["Show the petition", NOT, "No direct messages"]
    assert len(await due(world)) == 1
