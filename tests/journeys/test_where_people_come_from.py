"""The way by which somebody came is kept with their signature, and with nobody's reading."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from storage.came_by import CameBy
from storage.tables.links import way_count
from storage.tables.people import supporter
from storage.tables.signing import signature
from tests.discord_people import OnDiscord
from tests.journeys.campaigns import COUNTED, HOME, NAMED
from tests.journeys.discord_world import DiscordWorld
from tests.journeys.groups import Gathering
from tests.journeys.links import home, is_counted
from tests.journeys.organizers import answers
from tests.journeys.servers import puts_card, taps
from tests.journeys.telegram_world import TelegramWorld
from tests.journeys.worlds import World, at_the_terminal_too
from tests.people import Supporter
from tests.storage.planting import rows
from tests.telegram_people import OnTelegram


async def came_by(world: World) -> list[str]:
    """What the signatures keep, in the order in which they were made."""
    found = sa.select(signature.c.source).where(signature.c.supporter_id.is_not(None)).order_by(signature.c.signed_at)
    return [row.source for row in await rows(world.store, found)]


async def counted(world: World) -> set[tuple[str, str, int]]:
    """What the counters say."""
    await is_counted(world)
    return {(row.source, row.step, row.n) for row in await rows(world.store, sa.select(way_count))}


@at_the_terminal_too
async def test_each_way_in_is_kept_with_the_signature(world: World) -> None:
    key = await home(world)
    kim, lou, mia, nia = (world.person(name) for name in ("Kim", "Lou", "Mia", "Nia"))
    await kim.opens(HOME)
    await lou.starts(f"petition-{key}")
    await mia.starts()
    await mia.taps(mia.label("Bring"))
    await nia.commands("/search exiled")
    await nia.taps(nia.label("Bring"))
    for person in (kim, lou, mia, nia):
        await person.taps(COUNTED)
    assert await came_by(world) == [CameBy.TYPED, CameBy.ADDRESS, CameBy.LIST, CameBy.SEARCH]
    assert {(source, n) for source, step, n in await counted(world) if step == "opened"} == {
        (each, 1) for each in ("typed", "address", "list", "search")
    }


async def test_the_way_lasts_through_story_reasons_and_the_form(world: World, ada: Supporter) -> None:
    await ada.starts(f"petition-{await home(world)}")
    await ada.taps("Read the story")
    await ada.taps("Back to petition")
    await ada.taps("More")
    await ada.taps("See who signed")
    await ada.taps("Back to petition")
    await ada.taps(NAMED)
    if ada.screen.is_whole_form:
        await ada.fills_in(show="name", name="Ada L.", place="Leeds")
    else:
        await ada.taps("Name")
        await answers(ada, name="Ada L.", place="Leeds")
        await ada.taps("Sign as Ada L., Leeds")
    assert await came_by(world) == [CameBy.ADDRESS]


async def test_whoever_only_reads_is_counted_and_not_remembered(world: World, ada: Supporter) -> None:
    await ada.opens(HOME)
    await ada.taps("Read the story")
    await ada.taps("Back to petition")
    await ada.taps("Share")
    assert await counted(world) == {("typed", "opened", 1), ("typed", "read", 1), ("typed", "shared", 1)}
    assert await rows(world.store, sa.select(supporter)) == []


@pytest.mark.telegram_alone
async def test_a_card_in_a_group_is_a_way(world: TelegramWorld, ada: OnTelegram, bo: OnTelegram) -> None:
    group = Gathering(world, world.api.supergroup("Park friends", [ada.account], [bo.account]), ada.account)
    await group.brings_bot()
    await group.chooses("Bring Separated and…")
    await group.later()
    tap = await bo.account.taps(COUNTED, chat=group.room)
    await world.rests()
    await bo.does(bo.account.opens(tap.url))
    await bo.taps(COUNTED)
    assert await came_by(world) == [CameBy.GROUP]


@pytest.mark.discord_alone
async def test_a_card_in_a_channel_is_a_way(world: DiscordWorld, ada: OnDiscord, bo: OnDiscord) -> None:
    card = await puts_card(world, world.owner, world.server.channel("general"))
    opened = await taps(world, bo.account, card, "Sign")
    await taps(world, bo.account, opened.last, COUNTED)
    assert await came_by(world) == [CameBy.GROUP]
