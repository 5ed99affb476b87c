"""Two hundred who signed, on both apps: an update at its time, a message that is stopped and corrected, a victory.

Each of them gets, then or later, exactly what the rehearsal promised, and nothing else.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from storage.broadcast_rows import Broadcast
from storage.correcting import SETTLES
from storage.rehearsals import AT_ONCE, TOLD, Outcome
from storage.rehearsing import Seen
from tests.journeys.campaigns import HOME
from tests.journeys.crowd import HOW_MANY, Crowd
from tests.journeys.organizers import answers, goes_to_desk
from tests.journeys.telling import (
    clock_ticks,
    fills_in_message,
    gives_time,
    goes_to_telling,
    last_broadcast,
    sends,
    state_of,
    writes_message,
)
from tests.journeys.worlds import World, at_the_terminal_too
from tests.people import Supporter

MOST_TAPS = 12
NEXT_WEEK = timedelta(days=8)


@pytest.fixture
async def crowd(world: World) -> Crowd:
    """Who signed."""
    crowd = Crowd(world)
    await crowd.comes()
    return crowd


async def found(world: World, broadcast_id: int) -> Broadcast:
    """As it stands."""
    one = await world.store.read(lambda nouns: nouns.broadcasts.find(broadcast_id))
    assert one is not None
    return one


async def rehearsed(world: World, person: Supporter, crowd: Crowd) -> list[Seen]:
    """All of them are counted, as the person on the desk sees; what would become of each."""
    await clock_ticks(world)
    if "See how far it is" in person.screen.labels:
        await person.taps("See how far it is")
    promised = await crowd.promised(await last_broadcast(world))
    sees_numbers(person, promised)
    return promised


def sees_numbers(person: Supporter, promised: list[Seen]) -> None:
    """True ones, for each app and way."""
    said = {
        Outcome.NOW: "{n} people hear it at once.",
        Outcome.SILENT: "{n} people get it without a sound: it is night there.",
        Outcome.MORNING: "{n} people hear it in the morning.",
        Outcome.DIGEST: "{n} people get it with other news.",
        Outcome.BLOCKED: "{n} people blocked me: not reached.",
        Outcome.NO_WAY: "{n} people take no messages from me and read it when they next open me.",
    }
    person.sees(f"{HOW_MANY} people who signed.")
    for app in ("telegram", "discord"):
        for outcome, sentence in said.items():
            n = sum(each.part.outcome is outcome and each.part.platform == app for each in promised)
            if n > 1:
                person.sees(sentence.format(n=n))


@at_the_terminal_too
async def test_an_update_comes_at_its_time_to_each_as_promised(world: World, eva: Supporter, crowd: Crowd) -> None:
    await goes_to_telling(eva)
    await eva.taps("News")
    await fills_in_message(eva, "The minister read it", "She answers next week.", has_sign_off=False)
    eva.sees("The draft is there; nobody else sees it.")
    await eva.taps("Rehearse and send")
    await eva.taps("Send later")
    await gives_time(eva, "2026-11-22", "18:00", "Europe/Berlin")
    promised = await rehearsed(world, eva, crowd)
    eva.sees("As it would be on")
    assert {each.part.outcome for each in promised} >= {*TOLD, Outcome.STOPPED, Outcome.BLOCKED, Outcome.NO_WAY}
    world.clock.now = datetime.fromisoformat("2026-11-22T17:00:01+00:00")
    await clock_ticks(world)
    number = await last_broadcast(world)
    assert await state_of(world, number) == "running"
    await crowd.has_got_what_was_promised(await found(world, number), promised)
    await clock_ticks(world)
    await eva.taps_to(f"tell:{number}")
    eva.sees(
        "sent. It was begun at", "people heard it.", "without a sound: it was night there.", "As counted beforehand"
    )


async def test_a_message_is_stopped_and_corrected_for_those_who_got_it(
    world: World, eva: Supporter, crowd: Crowd
) -> None:
    await writes_message(eva)
    promised = await rehearsed(world, eva, crowd)
    await sends(eva)
    number = await last_broadcast(world)
    await crowd.brings("telegram")
    reached = {each.whom for each in promised if each.part.outcome in AT_ONCE and each.part.platform == "telegram"}
    await eva.taps_to(f"tell:{number}")
    await eva.taps("Stop…")
    await eva.taps("Stop for good")
    eva.sees(f"Stopped. {len(reached)} had been sent.", "since it was stopped.")
    await crowd.goes_on()
    one = await found(world, number)
    assert {each.whom for each in promised if crowd.letters_of(each.whom, one)} == reached
    await eva.taps("Correct…")
    await eva.taps("Tell a correction")
    await answers(eva, words="It was Tuesday.")
    world.clock.moves(SETTLES)
    await crowd.brings("telegram", "discord")
    await crowd.goes_on()
    got = {
        each.whom: [letter for letter in crowd.letters_of(each.whom, one) if not letter.is_edit] for each in promised
    }
    assert {whom: len(letters) for whom, letters in got.items()} == {whom: 2 * (whom in reached) for whom in got}
    assert all("It was Tuesday." in repr(letters[1].screen) for letters in got.values() if letters)


@at_the_terminal_too
async def test_a_victory_tonight_takes_few_taps_and_reaches_each_as_promised(
    world: World, eva: Supporter, crowd: Crowd
) -> None:
    world.clock.moves(NEXT_WEEK)
    eva.starts_counting()
    await goes_to_desk(eva)
    for label in ("Petitions", "Bring", "Tell people", "Victory", "All of it"):
        await eva.taps(eva.label(label))
    await answers(eva, words="Couples count as family.", title="The Post", url="https://post.example/law")
    await eva.taps("Rehearse and send")
    promised = await rehearsed(world, eva, crowd)
    await sends(eva)
    assert eva.taps_made <= MOST_TAPS
    eva.sees("It is being sent.")
    number = await last_broadcast(world)
    await crowd.has_got_what_was_promised(await found(world, number), promised)
    await clock_ticks(world)
    assert await state_of(world, number) == "done"
    await eva.opens(HOME)
    eva.sees("Won:")
