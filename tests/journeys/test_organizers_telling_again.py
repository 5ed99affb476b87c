"""Organizers who set out to tell people change their minds: another time, other rules, other facts, other days."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.members import Role
from tests.journeys.organizers import answers, joins, moderators_code
from tests.journeys.telling import (
    clock_ticks,
    fills_in_message,
    gives_time,
    goes_to_petition,
    goes_to_telling,
    last_broadcast,
    of_the_organisation,
    sends,
    signs,
    state_of,
    writes_message,
)
from tests.journeys.worlds import World
from tests.people import Supporter
from tests.pictures import png

TOMORROW, ZONE = "2026-11-22", "Europe/Berlin"


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


async def sets_time(world: World, person: Supporter, hour: str = "18:00", label: str = "Send later") -> int:
    """It begins tomorrow at that hour."""
    await person.taps(label)
    await gives_time(person, TOMORROW, hour, ZONE)
    return await last_broadcast(world)


async def test_another_time_is_the_one_at_which_it_is_sent(world: World, eva: Supporter) -> None:
    await signs(world, "Kim", "Lou")
    await writes_message(eva)
    await sets_time(world, eva)
    number = await sets_time(world, eva, "21:00", "Another time")
    eva.sees("It is sent on 22 November 2026 at 21:00, Europe/Berlin.")
    world.clock.moves(timedelta(days=1, hours=6))
    await clock_ticks(world)
    assert await state_of(world, number) == "scheduled"
    world.clock.moves(timedelta(hours=2, minutes=1))
    await clock_ticks(world)
    assert await state_of(world, number) == "running"


async def test_a_time_that_somebody_did_not_see_is_not_set_anew(world: World, eva: Supporter, otto: Supporter) -> None:
    await signs(world, "Kim", "Lou")
    await writes_message(eva)
    number = await last_broadcast(world)
    await otto.taps_to(f"tell_later:{number}")
    await sets_time(world, eva)
    await gives_time(otto, TOMORROW, "21:00", ZONE)
    otto.sees("Eva set a time for “Thank you all”.")
    otto.does_not_see("21:00")


async def test_where_two_have_to_agree_a_time_is_no_promise(world: World, eva: Supporter, otto: Supporter) -> None:
    await signs(world, "Kim", "Lou")
    await of_the_organisation(world, needs_two=True)
    await writes_message(eva)
    number = await sets_time(world, eva)
    eva.sees("It is to be sent on 22 November 2026 at 18:00, Europe/Berlin, once a second organizer agrees.")
    await eva.taps("Ask another organizer")
    await otto.taps_to(f"tell:{number}")
    await otto.taps("Agree…")
    await otto.taps("Agree")
    assert await state_of(world, number) == "scheduled"
    await otto.taps_to(f"tell_later:{number}")
    await gives_time(otto, TOMORROW, "21:00", ZONE)
    otto.sees("once a second organizer agrees.")
    assert await state_of(world, number) == "draft"


async def test_what_has_its_time_waits_for_a_second_one_once_the_rules_ask_for_one(
    world: World, eva: Supporter
) -> None:
    await signs(world, "Kim", "Lou")
    await writes_message(eva)
    number = await sets_time(world, eva)
    await of_the_organisation(world, needs_two=True)
    await eva.taps_to(f"tell:{number}")
    await eva.taps("Ask another organizer")
    eva.sees("waiting for a second organizer")


async def test_what_was_taken_back_meanwhile_goes_to_nobody_alone(
    world: World, eva: Supporter, otto: Supporter
) -> None:
    await signs(world, "Kim", "Lou")
    await of_the_organisation(world, needs_two=True)
    await writes_message(eva)
    await eva.taps("Ask another organizer")
    number = await last_broadcast(world)
    world.clock.moves(timedelta(minutes=31))
    await eva.taps_to(f"tell:{number}")
    await eva.taps("Go on alone…")
    await otto.taps_to(f"tell_back:{number}")
    await answers(eva, reason="The vote is tonight.")
    eva.sees("Otto took “Thank you all” back")


async def test_news_that_wait_for_their_time_are_a_draft_again_once_they_say_something_else(
    world: World, eva: Supporter
) -> None:
    await signs(world, "Kim", "Lou")
    await goes_to_telling(eva)
    await eva.taps("News")
    await fills_in_message(eva, "We met them", "On Tuesday.", has_sign_off=False)
    await eva.taps("Rehearse and send")
    number = await sets_time(world, eva)
    await eva.taps("Edit and more")
    await eva.taps("What it says")
    eva.sees("News. It begins at")
    await eva.taps("What it says")
    await eva.taps("Title")
    await answers(eva, words="We met the office")
    eva.sees("It waited for its time: it is a draft again, and is not sent before you say so.")
    assert await state_of(world, number) == "draft"


async def test_the_day_of_signing_is_asked_for(world: World, eva: Supporter) -> None:
    await signs(world, "Kim", "Lou")
    await writes_message(eva)
    await eva.taps("Edit and more")
    await eva.taps("Whom it is for")
    await eva.taps("Signed when")
    await answers(eva, since="2026-11-20", until="2026-11-21")
    eva.sees("Changed.", "Signed on 20 November 2026 or later.", "Signed on 21 November 2026 or earlier.")
    await eva.taps("Signed when")
    await answers(eva, since="2026-11-21", until="2026-11-20")
    eva.sees("The first day has to be before the last. Nothing was saved.")


async def goes_to_handing_over(person: Supporter) -> None:
    """To the one to whom the petition was handed over."""
    await goes_to_petition(person)
    await person.taps("Deliver")
    await person.taps("Handing over")
    await person.taps(person.label("Secretary"))


async def test_nobody_agrees_to_a_hand_over_of_another_day(world: World, eva: Supporter, otto: Supporter) -> None:
    await signs(world, "Kim", "Lou")
    await of_the_organisation(world, needs_two=True)
    await goes_to_handing_over(eva)
    await eva.taps("Back to handing over")
    await eva.taps("More")
    await eva.taps("Tell people of it")
    await eva.taps(eva.label("19 November 2012"))
    await eva.taps("Ask another organizer")
    number = await last_broadcast(world)
    await goes_to_handing_over(eva)
    await eva.taps("Change")
    await answers(eva, day="20 November 2012", place="Washington", how="by post")
    eva.sees("Who was asked to agree, or agreed, is asked anew before it is sent.")
    assert await state_of(world, number) == "draft"
    await otto.taps_to(f"tell:{number}")
    otto.sees("It was not handed over on that day")
    otto.sees_no_button("Ask another organizer", "Send to 2 people")


async def test_news_are_read_whole_before_anybody_else_does(world: World, eva: Supporter) -> None:
    await signs(world, "Kim", "Lou")
    await goes_to_telling(eva)
    await eva.taps("News")
    text = f"On Tuesday.{' They listened.' * 100} At last they promised."
    await fills_in_message(eva, "We met them", text, has_sign_off=False)
    await eva.taps("Rehearse and send")
    await eva.taps("Edit and more")
    await eva.taps("See how it comes")
    eva.does_not_see("At last they promised.")
    await eva.taps("Read it whole")
    eva.sees("This is how it comes; nobody else sees it.", "On Tuesday.", "At last they promised.")
    await eva.taps("Back to how it comes")


async def test_what_has_its_time_is_thrown_away_all_the_same(world: World, eva: Supporter) -> None:
    await signs(world, "Kim", "Lou")
    await writes_message(eva)
    number = await sets_time(world, eva)
    await eva.taps_to(f"tell_for:{number}")
    eva.sees_buttons("Take it back")
    await eva.taps_to(f"tell_drop:{number}")
    eva.sees("It begins at")
    await eva.taps("Throw it away")
    eva.sees("It is thrown away.")
    world.clock.moves(timedelta(days=2))
    await clock_ticks(world)
    await eva.taps_to(f"tell:{number}")
    eva.does_not_see("Thank you all")


async def test_what_was_agreed_to_offers_nothing_as_long_as_it_cannot_be_sent(
    world: World, eva: Supporter, otto: Supporter
) -> None:
    await signs(world, "Kim", "Lou")
    await of_the_organisation(world, needs_two=True)
    await writes_message(eva)
    await eva.taps("Ask another organizer")
    number = await last_broadcast(world)
    await of_the_organisation(world, most_a_week=0)
    await otto.taps_to(f"tell:{number}")
    await otto.taps("Agree…")
    await otto.taps("Agree and send now")
    otto.sees("Agreed.", "your organisation allows no more.")
    otto.sees_no_button("Send it")


@pytest.mark.not_on_discord("nobody there is written to unasked")
async def test_a_language_without_its_text_is_missing(world: World, eva: Supporter) -> None:
    (kim,) = await signs(world, "Kim")
    await kim.taps_to("speak:de")
    await goes_to_telling(eva)
    await eva.taps("News")
    await fills_in_message(eva, "We met them", "On Tuesday.", has_sign_off=False)
    await eva.taps("What it says")
    await eva.taps("Languages")
    await eva.taps("Add Deutsch")
    await eva.taps("Back to its desk")
    await eva.taps("Rehearse and send")
    eva.sees("No text in Deutsch yet: fewer than 5 people get English.")


async def test_a_picture_takes_news_back_that_wait_for_their_time(world: World, eva: Supporter) -> None:
    await signs(world, "Kim", "Lou")
    await goes_to_telling(eva)
    await eva.taps("News")
    await fills_in_message(eva, "We met them", "On Tuesday.", has_sign_off=False)
    await eva.taps("Facts")
    files = eva.button("Files").leads_to
    await eva.taps("Back to its desk")
    await eva.taps("Rehearse and send")
    number = await sets_time(world, eva)
    await eva.taps_to(files.replace("files", "picture"))
    await eva.sends_picture(png())
    await answers(eva, description="Forty people in a hall", caption="2 May")
    eva.sees("It waited for its time: it is a draft again, and is not sent before you say so.")
    assert await state_of(world, number) == "draft"


async def test_who_withdrew_what_is_being_told_has_stopped_it(world: World, eva: Supporter, otto: Supporter) -> None:
    await signs(world, "Kim", "Lou")
    await goes_to_telling(eva)
    await eva.taps("News")
    await fills_in_message(eva, "We met them", "On Tuesday.", has_sign_off=False)
    piece = eva.button("Facts").leads_to.replace("piece_about", "piece_out")
    await eva.taps("Rehearse and send")
    await sends(eva)
    await eva.taps("Pause")
    await otto.taps_to(piece)
    await answers(otto, words="We did not.")
    otto.sees("Withdrawn. All who were told hear why.")
    await eva.taps("Go on")
    eva.sees("Otto stopped “We met them”.")
