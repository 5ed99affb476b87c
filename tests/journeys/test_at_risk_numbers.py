"""Where a signature could endanger somebody, no number tells the world, or its organizers, of a single one."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from bot.clock.charting import count_groups, sum_hours
from bot.documents.making import make_documents
from handlers.organizing.chart_kinds import ChartKind
from storage.members import Role
from storage.nouns import Nouns
from storage.standing import State
from storage.tables.news import alert
from storage.tables.petitions import petition
from tests.journeys.campaigns import COUNTED
from tests.journeys.organizers import GETEQUAL, answers
from tests.journeys.petition_writing import comes_in
from tests.journeys.telling import fills_in_message, last_broadcast
from tests.journeys.test_a_whole_campaign import follows_its_goals
from tests.journeys.test_at_risk import is_sure
from tests.journeys.test_organizers_at_night import is_raided, organisation_of
from tests.journeys.test_organizers_delivering import sign
from tests.journeys.test_organizers_versions import as_public, planted, says, write_in_both
from tests.journeys.test_organizers_winning import organizes
from tests.journeys.worlds import World
from tests.people import Supporter
from tests.storage.planting import plant_petition, rows

RISKY = "PARKAM"
CLOSE_GOALS = [12, 13, 14, 25]


async def risky(world: World, count: int, ladder: list[int] | None = None) -> int:
    """A petition of the organisation, in at-risk mode, signed by so many."""
    owner = await world.store.read(lambda nouns: nouns.organisations.named(GETEQUAL))

    def plant(nouns: Nouns) -> int:
        counted = dict[str, Any](count=count, last_number=count, ladder=ladder)
        return plant_petition(nouns, RISKY.lower(), organisation_id=owner, at_risk=True, is_sample=True, **counted)

    return await world.store.turn(plant)


async def somebody_signs(world: World, name: str) -> None:
    """One signature more."""
    kim = world.person(name)
    await kim.opens(RISKY)
    await kim.taps(COUNTED)
    await is_sure(kim)


async def turns_risk(world: World, petition_id: int, *, is_on: bool) -> None:
    """Whatever has been signed."""
    changed = sa.update(petition).where(petition.c.id == petition_id).values(at_risk=is_on)
    await world.store.turn(lambda nouns: nouns.connection.run(changed))


async def goals_told(world: World) -> list[str]:
    """The goals for which an alert was raised."""
    return [row.occasion for row in await rows(world.store, sa.select(alert).where(alert.c.kind == "milestone"))]


async def test_only_whole_tens_are_taken_as_goals(world: World, ada: Supporter) -> None:
    park = await risky(world, count=18)
    await comes_in(world, ada)
    await ada.taps_to(f"pet_type:{park}:goals")
    await answers(ada, text="12, 13, 14, 15")
    ada.sees("At-risk mode is on: goals are whole tens, such as 100, 250, 500. Nothing was saved.")
    await ada.taps_to(f"pet_type:{park}:goals")
    await answers(ada, text="18, 50")
    ada.does_not_see("is reached already")
    await ada.taps_to(f"pet_type:{park}:goals")
    await answers(ada, text="20, 50")
    ada.sees("20, 50")


async def test_goals_that_stood_there_before_are_climbed_in_whole_tens(world: World, ada: Supporter) -> None:
    park = await risky(world, count=11, ladder=CLOSE_GOALS)
    await comes_in(world, ada)
    for name in ("kim", "lou", "max"):
        await ada.opens(RISKY)
        ada.sees("At least 10 have signed. Next goal 20.")
        await somebody_signs(world, name)
    assert await goals_told(world) == []
    await ada.taps_to(f"pet_days:{park}")
    ada.sees("20, 30")


async def test_a_whole_ten_is_told(world: World) -> None:
    await risky(world, count=19, ladder=CLOSE_GOALS)
    await somebody_signs(world, "kim")
    assert await goals_told(world) == ["20"]


def tells_of_goal(nouns: Nouns, petition_id: int, goal: int, world: World) -> bool:
    """As it was raised before at-risk mode was on."""
    return nouns.alerts.raise_once("milestone", f"petition:{petition_id}", str(goal), world.clock())


@pytest.mark.not_on_discord("nobody is written to there who has not asked for it")
async def test_a_single_signature_is_no_news(world: World, bo: Supporter) -> None:
    park = await risky(world, count=3)
    await follows_its_goals(bo, RISKY)
    for goal in (4, 14):
        raised = partial(tells_of_goal, petition_id=park, goal=goal, world=world)
        await world.store.turn(raised)
    await bo.opens(RISKY)
    bo.does_not_see("There is news", "piece of news", "pieces of news")
    await bo.taps_to("missed")
    bo.sees("No news yet.")


async def test_goals_reached_before_are_shown_in_whole_tens(world: World, ada: Supporter) -> None:
    park = await risky(world, count=1, ladder=[2, 50])
    await turns_risk(world, park, is_on=False)
    kim = world.person("kim")
    await kim.opens(RISKY)
    await kim.taps(COUNTED)
    await turns_risk(world, park, is_on=True)
    await ada.taps_to(f"more:{park}")
    ada.does_not_see("Goals reached", "2 signatures")


async def test_no_signer_reads_a_number(world: World, ada: Supporter) -> None:
    park = await risky(world, count=3)
    await ada.opens(RISKY)
    await ada.taps(COUNTED)
    await is_sure(ada)
    ada.sees("Thank you. Your signature counts.", "Fewer than 10 have signed so far.")
    for place in ("mine", f"signed:{park}", f"petition:{park}"):
        await ada.taps_to(place)
        ada.sees("You signed on", "Your signature counts.")
    assert not [shown.text for shown in ada.all_seen if "number 4" in shown.text]


async def test_its_organizers_read_no_exact_number_either(world: World, ada: Supporter) -> None:
    park = await planted(world, state=State.OPEN)
    await turns_risk(world, park, is_on=True)
    counted = sa.update(petition).where(petition.c.id == park).values(count=18)
    await world.store.turn(lambda nouns: nouns.connection.run(counted))
    await comes_in(world, ada)
    await ada.taps_to(f"pet_retire:{park}")
    await answers(ada, why="It is settled.")
    ada.sees("what was signed stays counted.")
    await ada.taps("Cancel")
    await world.store.turn(partial(write_in_both, found=await as_public(world, park)))
    await ada.taps_to(f"pet_out:{park}")
    ada.sees("Under the present text: at least 10 signatures.")
    await ada.taps("Publish this text")
    await says(ada, "All of it.", "It asks something else")
    ada.sees("Publish, and ask everybody who has signed?")
    assert not [shown.text for shown in ada.all_seen if "18" in shown.text]


async def test_who_tells_them_something_reads_whole_tens_and_picks_nobody_out(world: World, ada: Supporter) -> None:
    park = await risky(world, count=0)
    for name in ("Kim", "Lou", "Mia"):
        await somebody_signs(world, name)
    await comes_in(world, ada)
    await ada.taps_to(f"cast_of:{park}")
    await fills_in_message(ada)
    ada.sees("It is for fewer than 10 people.", "Fewer than 10 of them are told.", "A number could endanger somebody")
    number = await last_broadcast(world)
    await ada.taps_to(f"tell_for:{number}")
    ada.sees_no_button("Language")
    await ada.taps_to(f"tell_lang_is:{number}:de")
    ada.sees("It is for everybody here: nobody is picked out. Nothing was changed.")
    await ada.taps_to(f"tell:{number}")
    await ada.taps("Send it")
    await ada.taps("Yes, send now")
    await world.tells()
    await ada.taps_to(f"tell:{number}")
    ada.sees("Fewer than 10 people were told so far.")
    exact = ("3 people", "2 people", "1 person", "Still counting: 3")
    assert not [shown.text for shown in ada.all_seen if any(each in shown.text for each in exact)]


async def test_a_sweep_does_not_tell_who_signed_when_and_where(world: World, ada: Supporter) -> None:
    park = await risky(world, count=0)
    await is_raided(world, park, people=17, place="Leeds")
    await comes_in(world, ada, role=Role.OWNER)
    await ada.taps_to(f"sweep_what:{park}:hold")
    ada.sees_no_button("Last 15 minutes")
    await ada.taps_to(f"sweep_new:{park}:hold:1")
    ada.sees("To hold: at least 10", "Signed from ")
    ada.sees_no_button("Only one app", "Only one place")
    sweep = ada.button("Hold them").leads_to.partition(":")[2]
    for narrower in (f"sweep_place:{sweep}", f"sweep_app:{sweep}", f"sweep_on:{sweep}:telegram"):
        await ada.taps_to(narrower)
        ada.sees("To hold: at least 10")
    await ada.taps("Hold them")
    ada.sees("Held: at least 10 of at least 10")
    await ada.taps("Undo")
    await ada.taps_to(f"sweep_new:{park}:restore:60")
    ada.sees("To restore: fewer than 10")
    await ada.taps("Restore them")
    ada.sees("Restored: fewer than 10 of fewer than 10")
    await ada.taps_to(f"done:{await organisation_of(world, park)}")
    ada.sees("You had it counted how many signatures of")
    assert not [shown.text for shown in ada.all_seen if "17" in shown.title]


async def test_a_sweep_takes_whole_hours(world: World, ada: Supporter) -> None:
    park = await risky(world, count=0)
    await comes_in(world, ada, role=Role.OWNER)
    await ada.taps_to(f"sweep_new:{park}:hold:1")
    await ada.taps("Hold them")
    made = await world.store.read(lambda nouns: nouns.sweeps.of(park, 1)[0].conditions)
    assert made.until - made.since >= timedelta(hours=1)
    assert (made.since.minute, made.since.second) == (0, 0)


SCREENS = (
    *("pet:{park}", "how:{park}", "links:{park}", "deliver:{park}", "live:{park}", "hand:{park}", "pet_tell:{park}"),
    *(f"chart:{{park}}:{kind}" for kind in ChartKind),
    *("desk:{owner}", "status:{owner}", "tells:{owner}"),
)
AS_OF = re.compile("As of [^\n]*")


async def sees_everywhere(ada: Supporter, **ids: int | None) -> dict[str, str]:
    """All that an organizer can look at, but the time at which they look."""
    seen = {}
    for screen in SCREENS:
        await ada.taps_to(screen.format(**ids))
        seen[screen] = AS_OF.sub("", ada.screen.text)
    return seen


async def the_clock_counts(world: World) -> None:
    """Some time goes by, and charts are kept."""
    world.clock.moves(timedelta(minutes=20))
    await sum_hours(world.store, world.clock())
    await count_groups(world.store, world.clock())


@pytest.mark.recording_alone("what is said is compared, and not how an app says it")
async def test_no_screen_of_organizers_tells_of_one_signature_nor_of_its_age(world: World, ada: Supporter) -> None:
    park = await organizes(world, ada)
    await turns_risk(world, park, is_on=True)
    owner = await world.store.read(lambda nouns: nouns.organisations.named(GETEQUAL))
    for number in range(19):
        await sign(world, park, f"signer {number}")
    await ada.taps_to(f"live_on:{park}")
    await the_clock_counts(world)
    before = await sees_everywhere(ada, park=park, owner=owner)
    world.clock.moves(timedelta(minutes=20))
    await sign(world, park, "One more")
    world.clock.moves(timedelta(minutes=1))
    with_twenty = await sees_everywhere(ada, park=park, owner=owner)
    assert before != with_twenty, "a ten is full"
    await sign(world, park, "And one")
    for _later in range(5):
        await the_clock_counts(world)
        seen = await sees_everywhere(ada, park=park, owner=owner)
        assert seen == with_twenty | {name: seen[name] for name in seen if "apps" in name}
    assert "Counted on" not in seen["chart:{park}:apps"]


async def test_what_is_kept_of_an_organizer_tells_nobodys_signature(world: World, ada: Supporter) -> None:
    park = await organizes(world, ada)
    for number in range(13):
        await sign(world, park, f"signer {number}")
    await turns_risk(world, park, is_on=True)
    await ada.taps_to(f"doc_make:{park}:json:en")
    await make_documents(world.store, world.clock())
    await ada.taps_to("my_data")
    assert json.loads(ada.file(".json"))["documents"][0]["kind"] == "json"
    assert not re.search(r": 13\b", ada.file(".json").decode())
