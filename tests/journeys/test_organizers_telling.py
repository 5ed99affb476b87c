"""Organizers tell people something in words of their own: seen, rehearsed, sent, paused, stopped and corrected."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from storage.members import Role
from storage.tables.telling import broadcast
from tests.journeys.organizers import goes_to_desk, joins
from tests.journeys.telegram_world import TelegramWorld
from tests.journeys.telling import (
    TITLE,
    clock_ticks,
    fills_in_message,
    gives_time,
    goes_to_telling,
    last_broadcast,
    main_label,
    of_the_organisation,
    sends,
    signs,
    state_of,
    writes_message,
)
from tests.journeys.test_organizers_moderating import moderators_code
from tests.journeys.worlds import World, at_the_terminal_too
from tests.people import Supporter
from tests.storage.planting import rows
from tests.stores import ENGINES

on_both_engines = pytest.mark.parametrize("engine", ENGINES)


@pytest.fixture
async def eva(world: World) -> Supporter:
    """An owner of the organisation that runs the petition."""
    person = world.person("Eva")
    await joins(person, await moderators_code(world, role=Role.OWNER), "Eva")
    return person


@pytest.fixture
async def otto(world: World) -> Supporter:
    """An organizer there."""
    person = world.person("Otto")
    await joins(person, await moderators_code(world, role=Role.ORGANIZER), "Otto")
    return person


@on_both_engines
async def test_a_message_is_written_rehearsed_and_sent(world: World, eva: Supporter) -> None:
    await signs(world, "Kim", "Lou")
    await writes_message(eva)
    eva.sees(TITLE, "a draft: nobody else sees it.", "2 people who signed.")
    await sends(eva)
    eva.sees("It is being sent.", "being sent since")
    await world.tells()
    await clock_ticks(world)
    await eva.taps_to(f"tell:{await last_broadcast(world)}")
    eva.sees("sent. It was begun at", TITLE)
    await goes_to_desk(eva)
    await eva.taps("Messages")
    eva.sees(TITLE, "Message, sent.")


async def test_nobody_and_oneself_alone_are_not_sent_to(world: World, eva: Supporter) -> None:
    await writes_message(eva)
    eva.sees("It is for nobody: nobody of its audience has signed or follows.")
    eva.sees_no_button("Publish it")


async def test_two_organizers_send_at_once_and_one_wins(world: World, eva: Supporter, otto: Supporter) -> None:
    await signs(world, "Kim", "Lou")
    await writes_message(eva)
    await otto.taps_to(f"tell:{await last_broadcast(world)}")
    await otto.taps(main_label(otto))
    await sends(eva)
    await otto.taps("Yes, send now")
    otto.sees("Eva sent “Thank you all”.", "being sent since")
    assert len(await rows(world.store, sa.select(broadcast))) == 1


async def test_what_changed_since_is_shown_anew(world: World, eva: Supporter, otto: Supporter) -> None:
    await signs(world, "Kim", "Lou")
    await writes_message(eva)
    await eva.taps(main_label(eva))
    number = await last_broadcast(world)
    await otto.taps_to(f"tell_write:{number}:en")
    await fills_in_message(otto, "Thanks to you", "Otherwise.")
    await eva.taps("Yes, send now")
    eva.sees("Nothing was sent: look again.", "Thanks to you")
    assert await state_of(world, number) == "draft"
    await eva.taps("Yes, send now")
    eva.sees("It is being sent.")


async def test_it_is_paused_stopped_and_corrected(world: World, eva: Supporter, otto: Supporter) -> None:
    await signs(world, "Kim", "Lou")
    await writes_message(eva)
    await sends(eva)
    number = await last_broadcast(world)
    await eva.taps("Pause")
    eva.sees("Paused. Nobody more is told until you go on.", "paused. It was begun at")
    await eva.taps("Go on")
    eva.sees("It goes on.")
    await world.tells()
    await eva.taps_to(f"tell:{number}")
    await eva.taps("Stop…")
    await eva.taps("Stop for good")
    eva.sees("Stopped")
    await otto.taps_to(f"tell_stop_yes:{number}")
    otto.sees("Eva stopped “Thank you all”.")
    await otto.taps("Correct…")
    await otto.taps("Tell a correction")
    await otto.types("It was Tuesday.") if not otto.screen.is_whole_form else await otto.fills_in(
        words="It was Tuesday."
    )
    otto.sees("Corrected. All who were told hear of it.")


@pytest.mark.parametrize(
    ("day", "hour", "zone", "said"),
    [
        ("2026-11-20", "10:00", "Europe/Berlin", "This time is past."),
        ("2027-02-31", "10:00", "Europe/Berlin", "February 2027 has no day 31."),
        ("2027-03-28", "02:30", "Europe/Berlin", "there is no 02:30; 03:00 is next."),
        ("2027-03-28", "25:30", "Europe/Berlin", "A time of day is from 0:00 to 23:59"),
        ("2027-03-28", "noon", "Europe/Berlin", "A time of day is from 0:00 to 23:59"),
        ("2027-03-28", "12:30", "Nowhere/Town", "No time zone has this name"),
    ],
)
async def test_a_time_that_cannot_be(world: World, eva: Supporter, day: str, hour: str, zone: str, said: str) -> None:
    await signs(world, "Kim", "Lou")
    await writes_message(eva)
    await eva.taps("Send later")
    await gives_time(eva, day, hour, zone)
    eva.sees(said)


async def test_it_is_sent_at_its_time(world: World, eva: Supporter) -> None:
    await signs(world, "Kim", "Lou")
    await writes_message(eva)
    await eva.taps("Send later")
    await gives_time(eva, "2026-11-22", "18:00", "Europe/Berlin")
    eva.sees("It is sent on 22 November 2026 at 18:00, Europe/Berlin.", "It begins at")
    number = await last_broadcast(world)
    world.clock.moves(timedelta(days=1, hours=4))
    await clock_ticks(world)
    assert await state_of(world, number) == "scheduled"
    world.clock.moves(timedelta(hours=1, minutes=1))
    await clock_ticks(world)
    assert await state_of(world, number) == "running"


async def test_an_hour_that_comes_twice_is_the_first_one(world: World, eva: Supporter) -> None:
    await signs(world, "Kim", "Lou")
    await writes_message(eva)
    await eva.taps("Send later")
    await gives_time(eva, "2027-10-31", "02:30", "Europe/Berlin")
    eva.sees("This hour comes twice that night: it begins in the first one.")


async def test_a_second_organizer_agrees_and_sends(world: World, eva: Supporter, otto: Supporter) -> None:
    await signs(world, "Kim", "Lou")
    await of_the_organisation(world, needs_two=True)
    await writes_message(eva)
    eva.sees("A second organizer has to agree before it is sent.")
    await eva.taps("Ask another organizer")
    eva.sees("1 organizer is asked.", "waiting for a second organizer")
    eva.sees_no_button("Agree…", "Go on alone…")
    number = await last_broadcast(world)
    await eva.taps_to(f"tell_alone:{number}")
    eva.sees("A second organizer has 30 minutes to answer. Nothing was sent.")
    await otto.taps_to(f"tell:{number}")
    await otto.taps("Agree…")
    await otto.taps("Agree and send now")
    otto.sees("It is being sent.")
    assert await state_of(world, number) == "running"


async def test_after_half_an_hour_an_owner_goes_on_alone(world: World, eva: Supporter, otto: Supporter) -> None:
    await signs(world, "Kim", "Lou")
    await of_the_organisation(world, needs_two=True)
    await writes_message(otto)
    await otto.taps("Ask another organizer")
    number = await last_broadcast(world)
    world.clock.moves(timedelta(minutes=31))
    await otto.taps_to(f"tell_alone:{number}")
    otto.sees("Only owners of")
    await eva.taps_to(f"tell_back:{number}")
    await eva.taps("Ask another organizer")
    world.clock.moves(timedelta(minutes=31))
    await eva.taps_to(f"tell:{number}")
    await eva.taps("Go on alone…")
    if eva.screen.is_whole_form:
        await eva.fills_in(reason="The vote is tonight.")
    else:
        await eva.types("The vote is tonight.")
    eva.sees("It is being sent.")
    await goes_to_desk(eva)
    await eva.taps("More")
    await eva.taps("What was done")
    eva.sees("without a second organizer: The vote is tonight.")


async def test_too_many_within_a_week_are_not_sent(world: World, eva: Supporter) -> None:
    await signs(world, "Kim", "Lou")
    await of_the_organisation(world, most_a_week=1)
    await writes_message(eva)
    await sends(eva)
    await writes_message(eva, "Once more")
    eva.sees("1 message was sent within a week: your organisation allows no more.")
    eva.sees_no_button("Send to 2 people", "Publish it")


async def test_a_text_that_is_far_too_long(world: World, eva: Supporter) -> None:
    await goes_to_telling(eva)
    await eva.taps("Message")
    if eva.screen.is_whole_form:
        pytest.skip("the app lets nobody type so much")
    await eva.types("Long")
    await eva.sends_file("long.txt", b"word " * 10_000)
    eva.sees("This can have at most 20,000 characters")


async def test_it_is_for_some_alone(world: World, eva: Supporter) -> None:
    await signs(world, "Kim", "Lou")
    await writes_message(eva)
    await eva.taps("Edit and more")
    await eva.taps("Whom it is for")
    eva.sees("For everybody who signed or follows.")
    await eva.taps("Who")
    await eva.taps("Who only follows")
    eva.sees("For those who follow without having signed.")
    await eva.taps("Place or link")
    eva.sees("at least five people")
    await eva.taps("Back to whom it is for")
    await eva.taps("Back to its desk")
    eva.sees("It is for nobody: nobody of its audience has signed or follows.")


async def test_it_is_seen_as_it_comes_and_tried_out(world: World, eva: Supporter) -> None:
    await signs(world, "Kim", "Lou")
    await writes_message(eva)
    await eva.taps("Edit and more")
    await eva.taps("How it fits")
    eva.sees("the message fits; all of it has 1 page.")
    await eva.taps("See how it comes")
    eva.sees("This is how it comes; nobody else sees it.", TITLE, "We handed your names in.")
    await eva.taps("Read it whole")
    eva.sees("We handed your names in.")
    await eva.taps("Back to how it comes")
    await eva.taps("Send a test to me")


async def test_a_message_is_thrown_away(world: World, eva: Supporter) -> None:
    await writes_message(eva)
    await eva.taps("Edit and more")
    await eva.taps("Throw it away…")
    await eva.taps("Throw it away")
    eva.sees("It is thrown away.", "Tell people of")


@at_the_terminal_too
async def test_languages_are_written_one_by_one(world: World, eva: Supporter) -> None:
    await writes_message(eva)
    await eva.taps("Edit and more")
    await eva.taps("What it says")
    await eva.taps("Languages")
    await eva.taps("Add Deutsch")
    if eva.screen.is_whole_form:
        await eva.fills_in(title="Danke", text="Wir haben es.")
    else:
        await eva.types("Danke")
        await eva.types("Wir haben es.")
        await eva.taps("That was all")
    eva.sees("Saved.", "“Danke” in Deutsch")
    await eva.taps("Take it out")
    eva.sees("Taken out.")


@pytest.mark.telegram_alone
async def test_how_far_it_is_changes_by_itself_in_the_one_message(world: TelegramWorld, eva: Supporter) -> None:
    await signs(world, "Kim", "Lou")
    await writes_message(eva)
    await sends(eva)
    eva.sees("Nobody is told yet.")
    messages = len(eva.chat)
    await world.tells()
    world.looks.next()
    await world.api.until(lambda: any("2 people got it without a sound" in shown.text for shown in eva.chat))
    assert len(eva.chat) == messages


async def test_a_stop_in_its_last_second_tells_the_truth(world: World, eva: Supporter) -> None:
    await signs(world, "Kim", "Lou")
    await writes_message(eva)
    await sends(eva)
    await eva.taps("Stop…")
    await world.tells()
    await eva.taps("Stop for good")
    said = "Stopped. Nobody had been told." if world.speaks_by().name == "discord" else "that was all."
    eva.sees(said)


async def test_what_is_edited_while_it_runs_is_put_right_where_it_was_sent(world: World, eva: Supporter) -> None:
    await signs(world, "Kim", "Lou")
    await writes_message(eva)
    await sends(eva)
    await world.tells()
    await eva.taps("Correct…")
    await eva.taps("Change the words")
    eva.sees("What you change is public at once, also in messages that were sent.")
    await eva.taps_to(f"tell_write:{await last_broadcast(world)}:en")
    if eva.screen.is_whole_form:
        await eva.fills_in(title="Thanks to you all", text="On Tuesday.", sign_off="")
    else:
        await eva.types("Thanks to you all")
        await eva.types("On Tuesday.")
        await eva.taps("That was all")
        await eva.taps("Skip")
    eva.sees("Saved. Messages that were sent are edited.", "“Thanks to you all” in English")


async def test_two_who_write_the_same_see_the_difference(world: World, eva: Supporter, otto: Supporter) -> None:
    await writes_message(eva)
    number = await last_broadcast(world)
    await otto.taps_to(f"tell_write:{number}:en")
    await eva.taps_to(f"tell_write:{number}:en")
    await fills_in_message(eva, "Thanks to you", "We were there.")
    eva.sees("Saved.")
    await fills_in_message(otto, "Dear all", "We met them.")
    otto.sees("Somebody else has changed this meanwhile.", "Nothing was overwritten.")
    await otto.taps("Take mine")
    otto.sees("“Dear all” in English")


@pytest.mark.telegram_alone
async def test_a_test_comes_as_the_message_will(world: TelegramWorld, eva: Supporter) -> None:
    await writes_message(eva)
    await eva.taps("Send a test to me")
    eva.sees("A test is on its way to you alone: Telegram.")
    await eva.looks_on(world.tells())
    eva.sees("This is a test copy; you alone were sent it.", TITLE, "We handed your names in.")
    await eva.taps("Look")
    eva.sees("a draft: nobody else sees it.")
