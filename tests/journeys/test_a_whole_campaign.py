"""A campaign from its invitation to the morning after a raid: one story, on each platform, that its own trail tells."""

from __future__ import annotations

import asyncio
import base64
import json
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock.guarding import watch
from bot.clock.moderating import tell_writers
from bot.commands import invite
from storage.nouns import Nouns
from storage.showing import Showing
from storage.telling_writers import TOLD_AFTER
from tests.bot.commands.running import Home
from tests.journeys.campaigns import COUNTED, NAMED
from tests.journeys.organizers import CODE, GETEQUAL, goes_to_desk, invites, joins
from tests.journeys.petition_writing import TITLE
from tests.journeys.test_organizers_at_night import goes_to_duty
from tests.journeys.test_organizers_moderating import GENTLE, NAMES_BOB, opens_queue, says
from tests.journeys.whole_petition import (
    ENGLISH,
    FOUR_SHAPES,
    GERMAN,
    looks_at_it,
    may_be_written_to,
    publishes,
    reads_a_test,
    writes_the_petition,
)
from tests.journeys.worlds import World, at_the_terminal_too
from tests.people import Supporter
from tests.storage.planting import remembered
from tests.stores import KEY
from tests.terminal_person import AtTheTerminal

TOLD_IN_CHAT = (
    "The command line invited somebody (Owner).",
    "You joined (Owner).",
    "Mo joined (Moderator).",
    "Mo went on duty for alarms.",
    f"You began “{TITLE}”",
    "You published ",
    "Mo asked somebody to soften a reason: ",
    "Mo published a reason: ",
    "An alarm was raised on ",
    "Mo held everything new on ",
    "Mo let new signatures count again on ",
    "Mo changed many signatures of ",
)
KEPT_IN_FILE = (
    ("", "invited"),
    ("Ada", "joined"),
    ("Ada", "invited"),
    ("Mo", "joined"),
    ("Mo", "went_on_duty"),
    ("Ada", "began"),
    *[("Ada", "wrote")] * len(ENGLISH),
    ("Ada", "added_language"),
    *[("Ada", "wrote")] * len(GERMAN),
    *[("Ada", "changed_targets")] * len(FOUR_SHAPES),
    ("Ada", "changed_days"),
    ("Ada", "set_picture"),
    ("Ada", "published"),
    ("Mo", "softened_reason"),
    ("Mo", "published_reason"),
    ("", "alarmed"),
    ("Mo", "held_new"),
    ("Mo", "counted_new"),
    ("Mo", "swept"),
)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """The command line over the store of the story."""
    home = Home(tmp_path, f"sqlite:///{tmp_path / 'undersigned.db'}")
    home.key.parent.mkdir()
    home.key.write_text(base64.b64encode(KEY).decode(), encoding="ascii")
    return home


@at_the_terminal_too
async def test_ada_asks_for_the_park_and_mo_guards_its_signatures(
    world: World, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, mo, izzy, bo = (world.person(name) for name in ("ada", "mo", "izzy", "bo"))
    monkeypatch.setattr(invite, "now", world.clock)
    await joins(ada, await printed_code(home), "Ada")
    await joins(mo, await invites(ada, "Moderator"), "Mo")
    await goes_on_duty(mo)

    await writes_the_petition(ada)
    await looks_at_it(ada)
    await reads_a_test(world, ada)
    code = await publishes(ada)

    await follows_its_goals(bo, code)
    await gives_a_reason(izzy, code)
    await others_sign(world, code, 118)
    await hears_of_the_goal_once(world, bo)
    await bo.opens(code)
    bo.sees("119 have signed.", "Next goal 500.")
    await bo.taps(COUNTED)
    bo.sees("You are signer number 120.")

    await is_softened_and_published(world, mo, izzy)
    await izzy.opens(code)
    await izzy.taps("Reasons")
    izzy.sees(GENTLE)

    await is_stopped_in_two_taps(world, mo, code)
    await signs_meanwhile(world.person("cleo"), code)
    await is_undone_in_the_morning(world, mo)
    await bo.opens(code)
    bo.sees("191 have signed.")
    await reads_all_of_it_in_the_trail(ada)


async def printed_code(home: Home) -> str:
    """What `undersigned invite` prints for an owner."""
    done = await asyncio.to_thread(home.does, "invite", GETEQUAL, "--role", "owner")
    assert done.exit_code == 0, done.output
    found = CODE.search(done.stdout)
    assert found
    return found[0]


async def goes_on_duty(mo: Supporter) -> None:
    """Until the morning; whoever nothing reaches is not told that alarms ring."""
    await may_be_written_to(mo)
    await goes_to_duty(mo)
    await mo.taps("I am on duty tonight")
    mo.sees("Mo (you), until")
    mo.sees("no alarm reaches you here yet" if isinstance(mo, AtTheTerminal) else "Alarms ring for you from now on.")


async def gives_a_reason(izzy: Supporter, code: str) -> None:
    """One that names somebody else, so that it waits."""
    await izzy.opens(code)
    await izzy.taps(NAMED)
    await says(izzy, "Izzy", NAMES_BOB)
    izzy.sees("Your words wait for a moderator")
    await may_be_written_to(izzy)


async def others_sign(world: World, code: str, people: int, called: str = "neighbour") -> None:
    """So many people sign at this moment."""
    at = world.clock()

    def sign(nouns: Nouns) -> None:
        found = nouns.petitions.by_code(code, "en", at)
        assert found is not None
        for number in range(people):
            who = remembered(nouns, "elsewhere", f"{called} {number}", "", at)
            nouns.signatures.add(found, who.id, Showing(), at, is_held=found.holds_new)

    await world.store.turn(sign)


async def follows_its_goals(bo: Supporter, code: str) -> None:
    """Before signing, as somebody who wants to see it grow."""
    await bo.opens(code)
    await bo.taps("More")
    await bo.taps("Follow")
    await bo.taps("Hear goals")
    bo.sees("From now on you hear: goals reached.")
    await may_be_written_to(bo)


async def hears_of_the_goal_once(world: World, bo: Supporter) -> None:
    """However often the outbox looks, and however many signed after it."""
    said = f"“{TITLE}” has reached 100 signatures."
    await bo.looks_on(world.tells())
    bo.sees(said)
    await bo.looks_on(world.tells())
    times = sum(said in each.text for each in bo.chat)
    assert times == (0 if isinstance(bo, AtTheTerminal) else 1), "at a terminal it is told with the next look alone"


async def is_softened_and_published(world: World, mo: Supporter, izzy: Supporter) -> None:
    """Each decision is one tap, and one for its reason; its writer is written to, and says it anew."""
    await opens_queue(mo)
    mo.sees("Reason 1 of 1", "Held: may name or reveal a third person.")
    await mo.taps("Ask to soften")
    await mo.taps("Names other people")
    mo.sees("Its writer is asked to soften the reason; the signature counts.")
    world.clock.moves(TOLD_AFTER)
    await tell_writers(world.store, world.clock())
    await izzy.looks_on(world.tells())
    izzy.sees("A moderator asks you to say it more carefully.")
    await izzy.commands("/mine")
    await izzy.taps(izzy.label("Keep the old park"))
    izzy.sees("A moderator asks you to say it more carefully")
    await izzy.taps("Say it anew")
    await says(izzy, "Izzy", GENTLE, is_anew=True)
    await opens_queue(mo)
    mo.sees("Held: was said anew after somebody asked for it.")
    mo.starts_counting()
    await mo.taps("Publish")
    assert mo.taps_made == 1
    mo.sees("The reason is published.", "Nothing waits.")


async def is_stopped_in_two_taps(world: World, mo: Supporter, code: str) -> None:
    """At two in the night, where the organisation is, an alarm rings for whoever is on duty."""
    world.clock.now = world.clock.now.replace(day=22, hour=7)
    await others_sign(world, code, 70, "raider")
    await watch(world.store, world.clock())
    await hears_the_alarm(world, mo)
    mo.sees("70 signatures in 5 minutes, usually 0")
    mo.starts_counting()
    await mo.taps("Hold everything new")
    mo.sees("Signing goes on.")
    await mo.taps("Hold everything new")
    assert mo.taps_made == 2
    mo.sees("New signatures wait. Nobody lost anything.")


async def hears_the_alarm(world: World, mo: Supporter) -> None:
    """It comes to whoever is on duty; at a terminal it stands on the desk."""
    await mo.looks_on(world.tells())
    if isinstance(mo, AtTheTerminal):
        await goes_to_desk(mo)
        mo.sees("1 alarm is open.")
        for label in ("More", "Hold or look", TITLE):
            await mo.taps(label)


async def signs_meanwhile(cleo: Supporter, code: str) -> None:
    """Who has nothing to do with it is told that theirs is looked at."""
    await cleo.opens(code)
    await cleo.taps(COUNTED)
    cleo.sees("Your signature is being checked.", "Nothing is lost.")


async def is_undone_in_the_morning(world: World, mo: Supporter) -> None:
    """Two taps, and nobody who waited is lost."""
    world.clock.moves(timedelta(hours=6))
    mo.starts_counting()
    await mo.taps("Count new ones again")
    mo.sees("1 that came meanwhile waits.")
    await mo.taps("Count them all")
    mo.sees("Counted: 1 of 1")
    assert mo.taps_made == 2


async def reads_all_of_it_in_the_trail(ada: Supporter) -> None:
    """In the chat, page by page, and in the file that she keeps."""
    await goes_to_desk(ada)
    await ada.taps("More")
    await ada.taps("What was done")
    read = ada.screen.text
    while "Next page" in ada.screen.labels:
        await ada.taps("Next page")
        read += ada.screen.text
    assert [told for told in TOLD_IN_CHAT if told not in read] == []
    await ada.taps("Keep it as a file")
    kept = [json.loads(line) for line in ada.file(".jsonl").decode().splitlines()]
    deeds = [(each["by"], each["deed"]) for each in reversed(kept) if each["deed"] != "sent_test"]
    assert deeds == list(KEPT_IN_FILE)
