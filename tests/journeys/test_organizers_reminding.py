"""Organizers set reminders that come again, and change, pause and stop them."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import sqlalchemy as sa

from storage.follows import Topic, subject_of
from storage.members import Role
from storage.nouns import Nouns
from storage.tables.news import alert, reminder
from tests.journeys.organizers import GETEQUAL, goes_to_desk
from tests.journeys.petition_writing import asks_again, comes_in
from tests.journeys.worlds import World, at_the_terminal_too, one_by_one
from tests.people import Supporter
from tests.storage.planting import plant_petition, remembered, rows

QUESTIONS = ("days", "at", "words", "zone", "until")
LEAVE = "Leave it as it is"


async def park(world: World, slug: str = "park", **columns: object) -> int:
    """A petition of GetEQUAL whose clocks are those of Berlin; its id."""

    def plant(nouns: Nouns) -> int:
        owner = nouns.organisations.named(GETEQUAL)
        usual = {"organisation_id": owner, "code": "PARKAK", "is_sample": True, "zone": "Europe/Berlin"}
        return plant_petition(nouns, slug, **{**usual, **columns})  # type: ignore[arg-type]

    return int(await world.store.turn(plant))


async def says(person: Supporter, **values: str) -> None:
    """Answers to some of the questions; the others are skipped, or left as they are."""
    if person.screen.is_whole_form:
        await person.fills_in(**values)
        return
    for name in QUESTIONS:
        if name in values:
            await person.types(values[name])
        else:
            await person.taps(LEAVE if LEAVE in person.screen.labels else "Skip")


async def follow(world: World, petition_id: int, people: int) -> None:
    """So many people want to hear of its days."""

    def begin(nouns: Nouns) -> None:
        for number in range(people):
            who = remembered(nouns, "terminal", f"follower {number}", "", world.clock.now)
            nouns.follows.begin(who.id, subject_of(petition_id), Topic.DATES, world.clock.now)

    await world.store.turn(begin)


@at_the_terminal_too
async def test_a_reminder_is_set_after_a_last_look_and_comes(world: World, ada: Supporter) -> None:
    key = await park(world)
    await follow(world, key, 3)
    await comes_in(world, ada)
    await ada.taps_to(f"rems:{key}")
    ada.sees("None yet. A reminder asks people to sign, again and again, until its end.")
    await ada.taps("Set a reminder")
    await says(ada, days="Thu, Mon", at="17:30", words="Bring a friend.", until="31 December 2026")
    ada.sees("Monday and Thursday at 17:30, Europe/Berlin", "Bring a friend.", "The last day is 31 December 2026.")
    ada.sees("3 people asked to hear of its days, and hear it but for those who have stopped messages.")
    assert await rows(world.store, sa.select(reminder)) == []
    await ada.taps("Set this reminder")
    ada.sees("Set.", "Monday and Thursday at 17:30, Europe/Berlin", "It comes next on")
    world.clock.moves(timedelta(days=2, hours=5))
    await world.store.page(lambda nouns: nouns.reminders.tell_due(world.clock.now, 9))
    assert [row.occasion for row in await rows(world.store, sa.select(alert).where(alert.c.kind == "reminder"))] == [
        "2026-11-23T17:30"
    ]


async def test_it_is_paused_goes_on_is_changed_and_stopped(world: World, ada: Supporter) -> None:
    key = await park(world)
    await comes_in(world, ada)
    await ada.taps_to(f"rem_new:{key}")
    await says(ada, days="3", at="9:00")
    ada.sees("Every 3 days at 09:00, Europe/Berlin", "It has no words of its own.", "Nobody asked to hear of its days")
    await ada.taps("Set this reminder")
    await ada.taps(ada.label("Every 3 days"))
    await ada.taps("Pause it")
    ada.sees("Paused. Nobody is reminded until it goes on.")
    world.clock.moves(timedelta(days=10))
    await ada.taps("Let it go on")
    ada.sees("It goes on with its next time.", "It comes next on")
    await ada.taps("Change it")
    await says(ada, at="20:15", words="Once more.")
    ada.sees("Every 3 days at 20:15, Europe/Berlin", "Once more.")
    await ada.taps("Change it so")
    ada.sees("Changed.", "Every 3 days at 20:15, Europe/Berlin", "Once more.")
    await ada.taps("Stop it")
    ada.sees("Stop this reminder?", "It comes no more. What was told stays told.")
    await ada.taps("Stop it")
    ada.sees("Stopped. It comes no more.", "None yet.")


async def test_a_rule_with_its_rhythm_keeps_it_when_its_words_change(world: World, ada: Supporter) -> None:
    key = await park(world)
    await comes_in(world, ada)
    await ada.taps_to(f"rem_new:{key}")
    await says(ada, days="3", at="9:00")
    await ada.taps("Set this reminder")
    before = [row.occurrence for row in await rows(world.store, sa.select(reminder))]
    world.clock.moves(timedelta(hours=2))
    await ada.taps(ada.label("Every 3 days"))
    await ada.taps("Change it")
    await says(ada, words="Other words.")
    await ada.taps("Change it so")
    assert [row.occurrence for row in await rows(world.store, sa.select(reminder))] == before


async def refused(person: Supporter, problem: str, **values: str) -> None:
    """This can't be taken, is said why, and asked once more."""
    await says(person, **values)
    person.sees(problem)
    await asks_again(person)


@one_by_one
async def test_what_is_no_rule_is_refused_in_one_sentence_each(world: World, ada: Supporter) -> None:
    key = await park(world)
    await comes_in(world, ada)
    await ada.taps_to(f"rem_new:{key}")
    for typed, problem in (
        ("Someday", "Type weekdays, such as Monday and Thursday, or a number of days. Nothing was saved."),
        ("Monday, Tusday", "Type weekdays, such as Monday and Thursday, or a number of days. Nothing was saved."),
        ("0", "It comes every 1 to 366 days. Nothing was saved."),
        ("-2", "It comes every 1 to 366 days. Nothing was saved."),
        ("900", "It comes every 1 to 366 days. Nothing was saved."),
    ):
        await ada.types(typed)
        ada.sees(problem)
    await ada.types("every")
    await ada.types("1")
    for typed in ("25:00", "half past", "12:60"):
        await ada.types(typed)
        ada.sees("A time of day is from 0:00 to 23:59, such as 17:30. Nothing was saved.")
    await ada.types("17.30")
    await ada.taps("Skip")
    for typed, problem in (
        ("Mars", "No time zone has this name; try the largest city near you. Nothing was saved."),
        ("Europe/Berlim", "No one time zone has this name. Written alike: Europe/Berlin"),
    ):
        await ada.types(typed)
        ada.sees(problem)
    await ada.taps(LEAVE)
    for typed, problem in (
        ("31 February 2027", "February 2027 has no day 31. Nothing was saved."),
        ("1 May 2020", "It comes first on 21 November 2026, and would have ended by then. Nothing was saved."),
    ):
        await ada.types(typed)
        ada.sees(problem)
    assert await rows(world.store, sa.select(reminder)) == []


async def test_an_end_before_its_first_time_is_said_in_a_window_too(world: World, ada: Supporter) -> None:
    key = await park(world)
    await comes_in(world, ada)
    await ada.taps_to(f"rem_new:{key}")
    await says(ada, days="Friday", at="9:00", until="23 November 2026")
    ada.sees("It comes first on 27 November 2026, and would have ended by then. Nothing was saved.")
    assert await rows(world.store, sa.select(reminder)) == []


async def test_an_hour_that_the_clocks_skip_is_said_before(world: World, ada: Supporter) -> None:
    key = await park(world)
    await comes_in(world, ada)
    await ada.taps_to(f"rem_new:{key}")
    await says(ada, days="1", at="2:30")
    ada.sees("On 28 March 2027 the clocks skip 02:30: it then comes at 03:00.")


async def test_nobody_is_reminded_of_what_has_closed_by_then(world: World, ada: Supporter) -> None:
    key = await park(world, closes_at=world.clock.now + timedelta(days=3))
    await comes_in(world, ada)
    await ada.taps_to(f"rem_new:{key}")
    await says(ada, days="Friday", at="9:00")
    ada.sees("It comes first on 27 November 2026, when nobody can sign any more. Nothing was saved.")
    closed = await park(world, "closed", code="CLOSED", state="closed")
    await ada.taps_to(f"rem_new:{closed}")
    ada.sees("It can't be signed any more, so nobody is reminded of it.")
    ada.sees_no_button("Set a reminder")


async def test_of_two_who_change_one_the_second_sees_the_difference(
    world: World, ada: Supporter, bo: Supporter
) -> None:
    key = await park(world)
    await comes_in(world, ada)
    await comes_in(world, bo, "Bo")
    await ada.taps_to(f"rem_new:{key}")
    await says(ada, days="Monday", at="9:00", words="Sign today.")
    await ada.taps("Set this reminder")
    [made] = await rows(world.store, sa.select(reminder))
    for person in (ada, bo):
        await person.taps_to(f"rem_edit:{key}:{made.id}")
    await says(ada, words="Sign this week.")
    await ada.taps("Change it so")
    await says(bo, words="Sign now.")
    bo.sees("Somebody else has changed this meanwhile.", "Nothing was overwritten.")
    await bo.taps("Take mine")
    bo.sees("Changed.", "Sign now.")


async def test_what_another_stopped_is_over(world: World, ada: Supporter, bo: Supporter) -> None:
    key = await park(world)
    await comes_in(world, ada)
    await comes_in(world, bo, "Bo")
    await ada.taps_to(f"rem_new:{key}")
    await says(ada, days="Monday", at="9:00")
    await ada.taps("Set this reminder")
    [made] = await rows(world.store, sa.select(reminder))
    await bo.taps_to(f"rem:{key}:{made.id}")
    await ada.taps_to(f"rem_stop_yes:{key}:{made.id}")
    await bo.taps("Pause it")
    bo.sees("This reminder is over. Nothing was changed.", "Ada stopped a reminder of “park in en” (PARKAK).")
    await ada.taps_to(f"rem_stop_yes:{key}:{made.id}")
    ada.sees("This reminder is over. Nothing was changed.")


async def test_of_two_who_pause_at_once_one_does(world: World, ada: Supporter, bo: Supporter) -> None:
    key = await park(world)
    await comes_in(world, ada)
    await comes_in(world, bo, "Bo")
    await ada.taps_to(f"rem_new:{key}")
    await says(ada, days="Monday", at="9:00")
    await ada.taps("Set this reminder")
    [made] = await rows(world.store, sa.select(reminder))
    for person in (ada, bo):
        await person.taps_to(f"rem:{key}:{made.id}")
    for label, deed in (("Pause it", "It is paused already."), ("Let it go on", "It goes on already.")):
        await bo.taps_to(f"rem:{key}:{made.id}")
        await ada.taps_to(f"rem:{key}:{made.id}")
        await ada.taps(label)
        await bo.taps(label)
        bo.sees(deed, "Ada ")


async def test_there_are_at_most_ten(world: World, ada: Supporter) -> None:
    from storage.recurring import EveryDays

    key = await park(world)
    now = world.clock.now
    for hour in range(10):
        rule = EveryDays(1, now.date(), now.time().replace(hour=hour, microsecond=0))
        await world.store.turn(partial(_add, key, rule, now))
    await comes_in(world, ada)
    await ada.taps_to(f"rems:{key}")
    ada.sees("1 to 5 of 10")
    ada.sees_no_button("Set a reminder")
    await ada.taps_to(f"rem_new:{key}")
    ada.sees("There can be at most 10 reminders. Nothing was changed.")


def _add(key: int, rule: object, now: object, nouns: Nouns) -> None:
    nouns.reminders.add_rule(key, rule, "Europe/Berlin", now)  # type: ignore[arg-type]


async def test_the_trail_says_what_was_done(world: World, ada: Supporter) -> None:
    key = await park(world)
    await comes_in(world, ada, role=Role.OWNER)
    await ada.taps_to(f"rem_new:{key}")
    await says(ada, days="Monday", at="9:00")
    await ada.taps("Set this reminder")
    await goes_to_desk(ada)
    await ada.taps("More")
    await ada.taps("What was done")
    ada.sees("You set a reminder of “park in en” (PARKAK).")
