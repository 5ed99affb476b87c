"""Organizers see how a petition goes: charts as pictures, in one message, each with its sentence."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.clock.charting import count_groups, sum_hours
from bot.clock.counting import write_way
from storage.members import Role
from storage.nouns import Nouns
from storage.tables.petitions import petition
from tests.journeys.campaigns import HOME
from tests.journeys.organizers import goes_to_desk, joins, moderators_code
from tests.journeys.telegram_world import TelegramWorld
from tests.journeys.telling import signs
from tests.journeys.worlds import World, at_the_terminal_too
from tests.people import Supporter
from tests.stores import ENGINES
from tests.telegram_people import OnTelegram

on_both_engines = pytest.mark.parametrize("engine", ENGINES)
SIX = ("Kim", "Lou", "Mia", "Noa", "Ola", "Pia")


@pytest.fixture
async def eva(world: World) -> Supporter:
    """An owner of the organisation that runs the petition."""
    person = world.person("Eva")
    await joins(person, await moderators_code(world, role=Role.OWNER), "Eva")
    return person


async def goes_to_charts(person: Supporter) -> None:
    """To how the petition goes."""
    await goes_to_desk(person)
    await person.taps("Petitions")
    await person.taps(person.label("Bring"))
    await person.taps("How it goes")


async def the_clock_sums(world: World) -> None:
    """What the clock keeps of charts."""
    world.clock.moves(timedelta(minutes=1))
    await write_way(world.store, world.tally, world.clock())
    await sum_hours(world.store, world.clock())
    await count_groups(world.store, world.clock())


async def is_at_risk(world: World) -> None:
    """A signature there could endanger somebody."""

    def change(nouns: Nouns) -> None:
        nouns.connection.run(sa.update(petition).where(petition.c.code == HOME).values(at_risk=True))

    await world.store.turn(change)


@on_both_engines
@at_the_terminal_too
async def test_eva_looks_at_one_chart_after_the_other(world: World, eva: Supporter) -> None:
    await signs(world, *SIX)
    await the_clock_sums(world)
    await goes_to_charts(eva)
    eva.sees("6 signatures within the last day.")
    await eva.taps("Per hour")
    eva.sees("Signatures per hour", "6 signatures within the last 48 hours; the most in one hour were 6, beginning on")
    eva.sees_picture("6 signatures within the last 48 hours")
    await eva.taps("Per day")
    eva.sees("6 signatures within 30 days; the most on one day were 6, on 21 November 2026.")
    eva.sees_picture("the most on one day were 6")
    await eva.taps("In total")
    eva.sees("the count has come to")
    eva.does_not_see("08:00")
    await eva.taps("Back to how it goes")
    await eva.taps("By app")
    eva.sees("Signatures by app", ": 6", "Counted on 21 November 2026")
    await eva.taps("Back to how it goes")
    await eva.taps("By place")
    eva.sees("Others, and without a place: 6")
    await eva.taps("Back to how it goes")
    await eva.taps("The way")
    eva.sees("Opened 6 times, signed 6 times: 100 of a hundred.", "Signed: 6", "Read its story: fewer than 5")
    await eva.taps("Messages")
    eva.sees("Messages about it")


async def test_whoever_prefers_the_dark_is_shown_all_charts_so(world: World, eva: Supporter) -> None:
    await signs(world, *SIX)
    await goes_to_charts(eva)
    await eva.taps("Per day")
    await eva.taps("Dark")
    eva.sees("Signatures per day")
    await eva.taps("In total")
    await eva.taps("Light")
    eva.sees("Signatures in total")
    assert eva.button("Dark").leads_to.endswith(":total:1")


async def test_where_a_signature_could_endanger_somebody_there_are_fewer_charts(world: World, eva: Supporter) -> None:
    await signs(world, *SIX)
    await is_at_risk(world)
    await the_clock_sums(world)
    await goes_to_charts(eva)
    assert "within the last day" not in eva.screen.text
    for label in ("Per hour", "By link", "By place"):
        eva.sees_no_button(label)
    await eva.taps("Per day")
    eva.sees("Too few signed within this time to tell how many.", "All numbers are whole tens")
    await eva.taps("Back to how it goes")
    await eva.taps("By app")
    eva.sees("No group of 10 or more yet.")
    eva.does_not_see("Counted on")


async def test_a_supporter_sees_no_charts(world: World, eva: Supporter) -> None:
    await goes_to_charts(eva)
    token = eva.button("Per day").leads_to
    ada = world.person("Ada")
    await ada.taps_to(token)
    ada.sees("Only organizers of")


@pytest.mark.telegram_alone
async def test_on_telegram_one_chart_takes_the_place_of_another_in_one_message(
    world: TelegramWorld, eva: OnTelegram
) -> None:
    await signs(world, *SIX)
    await goes_to_charts(eva)
    chosen_in = eva.message
    await eva.taps("Per day")
    by_day = eva.message.picture
    assert eva.message is chosen_in
    await eva.taps("In total")
    assert eva.message is chosen_in
    assert by_day != eva.message.picture
    await eva.taps("Dark")
    assert eva.message is chosen_in


@pytest.mark.telegram_alone
async def test_a_chart_that_can_not_be_changed_comes_anew(world: TelegramWorld, eva: OnTelegram) -> None:
    await signs(world, *SIX)
    await goes_to_charts(eva)
    await eva.taps("Per day")
    world.has_trouble = True
    by_day, picture = eva.message, eva.message.picture
    world.api.fails_next("editMessageMedia", error=400, description="Bad Request: message can't be edited")
    await eva.taps("In total")
    eva.sees("Signatures in total")
    assert eva.message is not by_day
    assert by_day.picture == picture
