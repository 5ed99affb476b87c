"""Many signatures at once: counted, struck out or held, stopped on the way, put back, and what their signers read."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.clock.guarding import sweep as goes_on
from handlers.screens import MadeFile, Screen
from storage.members import Role
from storage.nouns import Nouns
from storage.sweeps import SweepState
from storage.tables.organisations import organisation
from storage.tables.signing import signature
from tests.journeys.campaigns import COUNTED
from tests.journeys.organizers import answers, code_for, goes_to_desk, joins
from tests.journeys.telegram_world import TelegramWorld
from tests.journeys.test_organizers_at_night import (
    PARK,
    an_alarm,
    count_of,
    goes_to_duty,
    is_raided,
    organisation_of,
    park,
)
from tests.journeys.worlds import World
from tests.people import Recorded, Supporter
from tests.storage.planting import rows

SIGNED_NOW = "Signed from "


async def test_many_are_struck_out_after_a_count_and_come_back(world: World, ada: Supporter) -> None:
    petition_id = await park(world)
    await joins(ada, await code_for(world, Role.OWNER), "Ada")
    await is_raided(world, petition_id, people=20)
    world.clock.moves(timedelta(hours=3))
    await is_raided(world, petition_id, people=700, place="Leeds")
    await ada.taps_to(f"sweeps:{petition_id}")
    await ada.taps("Strike out")
    await ada.taps("Last hour")
    ada.sees("700 to strike out", SIGNED_NOW, "Their signers see that, and whom they can ask.")
    await ada.taps("Only one place")
    await answers(ada, place="Leeds")
    ada.sees("700 to strike out", "With the place “Leeds”")
    await ada.taps("Strike out 700")
    ada.sees("Struck out: 100 of 700")
    await goes_on(world.store, world.clock())
    await ada.taps("See how far it is")
    ada.sees("Struck out: 700 of 700")
    assert await count_of(world, petition_id) == 20
    await ada.taps("Undo")
    await goes_on(world.store, world.clock())
    await ada.taps("See how far it is")
    ada.sees("Put back: 700 of 700")
    assert await count_of(world, petition_id) == 720
    await goes_to_desk(ada)
    await ada.taps("More")
    await ada.taps("What was done")
    ada.sees(
        "You changed many signatures of “parkak in en” (PARKAK) at once (struck out: 700).", "You put that back on"
    )
    ada.sees(SIGNED_NOW, "Only those with one place")
    ada.does_not_see("Leeds")


@pytest.mark.recording_alone("files have the same lines everywhere")
async def test_the_file_calls_everything_as_the_list_does(world: World, ada: Supporter) -> None:
    petition_id = await park(world)
    await joins(ada, await code_for(world), "Ada")
    await is_raided(world, petition_id)
    await an_alarm(world, petition_id)
    await ada.taps_to(f"holding_yes:{petition_id}")
    assert isinstance(ada, Recorded)
    token = f"keep_done:{await organisation_of(world, petition_id)}"
    kept = await world.dispatch().answer(ada.incoming(token=token))
    assert isinstance(kept, Screen)
    (file,) = kept.attachments
    assert isinstance(file, MadeFile)
    held, alarmed, *_others = [json.loads(line) for line in file.content.decode().splitlines()]
    assert (held["called"], held["detail"]) == ("“parkak in en” (PARKAK)", {"code": PARK})
    assert (alarmed["deed"], alarmed["by"], alarmed["called"]) == ("alarmed", "", held["called"])


@pytest.mark.not_on_discord("there a form is a window, which the app closes without a word to the bot")
async def test_times_are_asked_in_a_zone_that_is_named_and_may_be_left(world: World, ada: Supporter) -> None:
    petition_id = await park(world)
    await joins(ada, await code_for(world, Role.MODERATOR), "Ada")
    await ada.taps_to(f"sweep_what:{petition_id}:hold")
    await ada.taps("Other times")
    ada.sees("The times are those of America/New_York; settings can change that.")
    await ada.types("06:00")
    await ada.taps("Cancel")
    ada.sees("Your answers are thrown away. Nothing was saved.")
    await ada.taps("Back")
    ada.sees("Those that were signed when?")
    await goes_to_duty(ada)
    await ada.taps("Until another time")
    ada.sees("The times are those of America/New_York; settings can change that.")


async def test_a_sweep_is_cancelled_on_its_way(world: World, ada: Supporter) -> None:
    petition_id = await park(world)
    await joins(ada, await code_for(world, Role.MODERATOR), "Ada")
    await is_raided(world, petition_id, people=400)
    await ada.taps_to(f"sweep_new:{petition_id}:hold:15")
    await ada.taps("Hold 400")
    await ada.taps("Stop")
    ada.sees("Stopped. 100 were changed and stay so.", "Held, and stopped at 100 of 400", "You stopped it.")
    await goes_on(world.store, world.clock())
    held = sa.select(signature).where(signature.c.state == "held")
    assert len(await rows(world.store, held)) == 100


async def test_whoever_looks_after_another_stopped_it_reads_that_and_by_whom(
    world: World, ada: Supporter, bo: Supporter
) -> None:
    petition_id = await park(world)
    await joins(ada, await code_for(world, Role.MODERATOR), "Ada")
    await joins(bo, await code_for(world, Role.MODERATOR), "Bo")
    await is_raided(world, petition_id, people=400)
    await ada.taps_to(f"sweep_new:{petition_id}:invalidate:15")
    await ada.taps("Strike out 400")
    await bo.taps_to(ada.button("Stop").leads_to)
    bo.sees("You stopped it.")
    await ada.taps("Stop")
    ada.sees("Struck out, and stopped at 100 of 400", "Bo stopped it.")
    await ada.taps("Undo")
    ada.sees("Put back: 100 of 100", "What somebody decided on or withdrew meanwhile stayed as it was.")
    ada.does_not_see("It goes on by itself", "stopped it")


@pytest.mark.telegram_alone
async def test_a_sweep_is_seen_going_on_without_a_tap(world: TelegramWorld, ada: Supporter) -> None:
    petition_id = await park(world)
    await joins(ada, await code_for(world, Role.MODERATOR), "Ada")
    await is_raided(world, petition_id, people=400)
    await ada.taps_to(f"sweep_new:{petition_id}:hold:15")
    await ada.taps("Hold 400")
    ada.sees("Held: 100 of 400")
    messages = len(ada.chat)
    await goes_on(world.store, world.clock())
    world.looks.next()
    await world.api.until(lambda: any("Held: 400 of 400" in shown.text for shown in ada.chat))
    ada.sees("Goals that were told stay told.")
    assert len(ada.chat) == messages


async def signed_by(bo: Supporter, world: World, ada: Supporter) -> int:
    """Bo has signed a petition that Ada moderates; its id."""
    petition_id = await park(world)
    await joins(ada, await code_for(world, Role.MODERATOR), "Ada")
    await bo.opens(PARK)
    await bo.taps(COUNTED)
    return petition_id


async def test_whose_signature_is_struck_out_sees_whom_to_ask(world: World, ada: Supporter, bo: Supporter) -> None:
    petition_id = await signed_by(bo, world, ada)
    await ada.taps_to(f"sweep_new:{petition_id}:invalidate:15")
    await ada.taps("Strike out 1")
    ada.sees("Struck out: 1 of 1")
    await bo.taps_to(f"signed:{petition_id}")
    bo.sees("A moderator struck out many signatures at once, and this is one of them: it does not count.")
    bo.sees("If that is wrong, ask GetEQUAL")
    bo.does_not_see("looked at this signature")
    assert SweepState.DONE in {each.state for each in await world.store.read(lambda n: n.sweeps.of(petition_id, 3))}


async def test_whose_signature_waits_with_others_sees_why_and_whom_to_ask(
    world: World, ada: Supporter, bo: Supporter
) -> None:
    petition_id = await signed_by(bo, world, ada)
    await ada.taps_to(f"sweep_new:{petition_id}:hold:15")
    await ada.taps("Hold 1")
    await bo.taps_to(f"signed:{petition_id}")
    bo.sees("A moderator holds many signatures at once, and this is one of them: it waits and does not count yet.")
    bo.sees("If that is wrong, ask GetEQUAL")
    await world.approves_what_is_held()
    await bo.taps_to(f"signed:{petition_id}")
    bo.does_not_see("If that is wrong", "many signatures at once")


async def test_whoever_has_no_organisation_to_ask_asks_the_operator(
    world: World, ada: Supporter, bo: Supporter
) -> None:
    petition_id = await signed_by(bo, world, ada)
    await world.store.turn(lambda nouns: nouns.connection.run(sa.update(organisation).values(contact="")))
    await ada.taps_to(f"sweep_new:{petition_id}:invalidate:15")
    await ada.taps("Strike out 1")
    await bo.taps_to(f"signed:{petition_id}")
    bo.sees("If that is wrong, ask GetEQUAL, or whoever runs this bot: hello@example.org")


async def test_what_a_moderator_looked_at_alone_is_not_said_to_be_one_of_many(
    world: World, ada: Supporter, bo: Supporter
) -> None:
    petition_id = await signed_by(bo, world, ada)
    await ada.taps_to(f"sweep_new:{petition_id}:hold:15")
    await ada.taps("Hold 1")

    def reject(nouns: Nouns) -> None:
        item = next(each for each in nouns.reviews.held(100) if each.signature.petition_id == petition_id)
        nouns.reviews.reject(item, world.clock())

    await world.store.turn(reject)
    await bo.taps_to(f"signed:{petition_id}")
    bo.sees("Somebody looked at this signature and did not count it.")
