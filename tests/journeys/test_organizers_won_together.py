"""One event wins petitions of two organisations; whoever signed both is told once."""

from __future__ import annotations

from tests.journeys.campaigns import COUNTED
from tests.journeys.organizers import answers
from tests.journeys.telling import clock_ticks, last_broadcast
from tests.journeys.test_organizers_winning import begins, organizes, piece_of, sent
from tests.journeys.worlds import World
from tests.people import Supporter


async def code_of(world: World, person: Supporter, petition_id: int) -> str:
    """Which other organizers type."""
    await person.taps_to(f"piece_event_code:{await piece_of(world, petition_id)}")
    (code,) = {word for word in person.screen.text.split() if word.count("-") == 1 and word.isupper()}
    return code


async def test_whoever_signed_both_is_told_once_and_reads_the_other_when_they_come(
    world: World, ada: Supporter, bo: Supporter
) -> None:
    park, pond = await organizes(world, ada), await organizes(world, bo, "KTMPND", "york")
    kim, lou = world.person("Kim"), world.person("Lou")
    for person, codes in ((kim, ("KTMPRK", "KTMPND")), (lou, ("KTMPND",))):
        for code in codes:
            await person.opens(code)
            await person.taps(COUNTED)
    await begins(ada, park)
    code = await code_of(world, ada, park)
    await bo.taps_to(f"win:{pond}")
    await bo.taps("Join another victory")
    await answers(bo, code=code)
    await sent(world, park)
    await world.tells()
    writes_unasked = world.speaks_by().name != "discord"
    await bo.taps_to(f"tell:{await last_broadcast(world)}")
    same_event = "1 person was told by another petition that the same event won, and reads it when they next come."
    if writes_unasked:
        bo.sees("2 people who signed.", same_event)
    await sent(world, pond)
    await world.tells()
    await clock_ticks(world)
    await bo.taps_to(f"tell:{await last_broadcast(world)}")
    if writes_unasked:
        bo.sees("1 person heard it.", same_event)
    await kim.starts()
    kim.sees("ktmpnd")
