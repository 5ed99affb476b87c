"""What an organisation asks of those who tell people: a second organizer, and no more than so much in a week."""

from __future__ import annotations

from datetime import timedelta

from tests.journeys.organizers import goes_to_desk
from tests.journeys.telling import last_broadcast, of_the_organisation, sends, signs, state_of, writes_message
from tests.journeys.worlds import World
from tests.people import Supporter


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
