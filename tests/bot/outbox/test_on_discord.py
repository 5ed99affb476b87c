"""News on Discord, which knows a message again that is sent twice."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import sqlalchemy as sa

from bot.discord.platform import Discord, Standing
from bot.outbox.making import make_deliveries
from bot.outbox.steadiness import Steadiness
from storage.chats import ChatKind, Place
from storage.claiming import LEASE
from storage.follows import subject_of
from storage.nouns import Nouns
from storage.servers import Role
from storage.store import Store
from storage.tables.news import delivery
from storage.tables.telling import campaign_update
from tests.bot.discord.running import logged_in
from tests.bot.outbox.town import ALL, KINDS, SINCE, Bringer, Clock
from tests.discord_api import DiscordApi, Person, redirected
from tests.storage.planting import plant_petition, rows
from tests.storage.test_cards import put


@pytest.fixture
async def discord_api(clock: Clock) -> AsyncIterator[DiscordApi]:
    """A server that goes by the clock."""
    async with DiscordApi(now=clock) as api:
        with redirected(api):
            yield api


@pytest.fixture
async def bringer(store: Store, discord_api: DiscordApi, clock: Clock) -> AsyncIterator[Bringer]:
    """What tells people there."""
    async with logged_in(discord_api) as client:
        yield Bringer(store, Discord(client, Standing(store, clock)), Steadiness(5.0), clock)


@pytest.fixture
async def ada(store: Store, discord_api: DiscordApi, clock: Clock) -> Person:
    """Somebody to whom a goal that was reached is to be told, which is never sent twice elsewhere."""
    ada = discord_api.person("Ada")
    ada.installs()
    petition_id = await store.turn(lambda nouns: plant_petition(nouns, "park", count=50_000))

    def follow(nouns: Nouns) -> None:
        added = nouns.supporters.add("discord", str(ada.id), str(ada.id), SINCE, is_written_to=True)
        nouns.follows.set(added.id, subject_of(petition_id), ALL, SINCE)
        nouns.alerts.raise_once("milestone", subject_of(petition_id), "100", clock())

    await store.turn(follow)
    while await make_deliveries(store, clock()):
        pass
    return ada


async def states(store: Store) -> list[str]:
    """Of every delivery."""
    return [row.state for row in await rows(store, sa.select(delivery.c.state))]


async def test_an_answer_that_was_lost_doubles_nothing(
    store: Store, bringer: Bringer, ada: Person, discord_api: DiscordApi, clock: Clock
) -> None:
    discord_api.loses_next_answer("POST /channels/*/messages")
    await bringer.keep()
    clock.passes(seconds=10)
    await bringer_again(bringer, clock).keep()
    posts = [call for call in discord_api.calls if call.operation == "POST /channels/{channel_id}/messages"]
    assert len({call.body["nonce"] for call in posts}) == 1 < len(posts)
    assert len(ada.dm.messages) == 1
    assert await states(store) == ["sent"]


async def test_a_crash_doubles_nothing(store: Store, bringer: Bringer, ada: Person, clock: Clock) -> None:
    batch = await store.turn(bringer._claim)
    screen = await bringer._rendering.screen(bringer._platform, batch.due[0])
    assert screen is not None
    await bringer._deliver(batch.due[0], screen)
    await store.turn(lambda nouns: nouns.deliveries.begin_anew(clock()))
    clock.time += LEASE
    await bringer_again(bringer, clock).keep()
    assert len(ada.dm.messages) == 1
    assert await states(store) == ["sent"]


async def test_after_too_long_nobody_is_told_twice(store: Store, bringer: Bringer, ada: Person, clock: Clock) -> None:
    await store.turn(bringer._claim)
    clock.passes(minutes=10)
    await bringer_again(bringer, clock).keep()
    assert ada.dm.messages == []
    assert await states(store) == ["skipped"]


async def test_a_limit_is_waited_for(store: Store, bringer: Bringer, ada: Person, discord_api: DiscordApi) -> None:
    discord_api.fails_next("POST /channels/*/messages", error=429, retry_after=0.05)
    await bringer.keep()
    assert len(ada.dm.messages) == 1
    assert await states(store) == ["sent"]


@pytest.mark.parametrize(("kind", "rings"), [("response", True), ("campaign_update", False)])
async def test_in_an_announcement_channel_how_it_ends_calls_the_role_and_all_is_published(
    store: Store, bringer: Bringer, discord_api: DiscordApi, clock: Clock, kind: str, rings: bool
) -> None:
    owner = discord_api.person("Olga")
    leeds = discord_api.guild("Uni Leeds", owner)
    leeds.everybody(mention_everyone=True)
    role, news = leeds.role("Campaign news"), leeds.channel("news", is_announcement=True)
    york = discord_api.guild("Uni York", owner)
    elsewhere = york.channel("news from Leeds")
    york.follows(news, elsewhere)

    def happens(nouns: Nouns) -> None:
        petition_id = plant_petition(nouns, "park", count=50_000)
        channel = Place("discord", f"channel/{news.id}", str(leeds.id), ChatKind.NEWS)
        put(nouns, petition_id, channel)
        nouns.chats.publish(nouns.chats.add(channel, "en", clock()), is_on=True)
        nouns.servers.begin_role("discord", str(leeds.id), clock())
        nouns.servers.has_role("discord", str(leeds.id), Role(str(role.id), "Campaign news"))
        written = {"petition_id": petition_id, "slug": "100", "title": "They answered", "text": "So.", "sources": []}
        answer = {"kind": KINDS[kind], "happened_on": clock().date()}
        nouns.connection.run(sa.insert(campaign_update).values(written | answer))
        nouns.alerts.raise_once(kind, subject_of(petition_id), "100", clock())

    await store.turn(happens)
    while await make_deliveries(store, clock()):
        pass
    await bringer.keep()
    (message,) = news.messages
    assert message.pings == ({role.id} if rings else set())
    assert len(elsewhere.messages) == 1


async def test_whoever_closed_their_direct_messages_is_not_tried_again_until_they_ask(
    store: Store, bringer: Bringer, ada: Person, discord_api: DiscordApi, clock: Clock
) -> None:
    ada.closes_dms()
    for goal in ("100", "500", "1000"):
        await hears(store, clock, goal)
        await bringer_again(bringer, clock).keep()
    assert refusals(discord_api) == 1
    assert await states(store) == ["gone"]
    assert not await store.read(lambda nouns: nouns.supporters.is_written_to("discord", str(ada.id)))
    ada.opens_dms()
    await store.turn(lambda nouns: nouns.supporters.write_to("discord", str(ada.id), is_on=True))
    clock.passes(days=1)
    await hears(store, clock, "2500")
    await bringer_again(bringer, clock).keep()
    assert await states(store) == ["gone", "sent"]


async def hears(store: Store, clock: Clock, goal: str) -> None:
    """A goal is reached."""
    await store.turn(lambda nouns: nouns.alerts.raise_once("milestone", subject_of(1), goal, clock()))
    while await make_deliveries(store, clock()):
        pass


def refusals(api: DiscordApi) -> int:
    return sum(call.status == 403 for call in api.calls)


def bringer_again(before: Bringer, clock: Clock) -> Bringer:
    """The next process."""
    return Bringer(before._store, before._platform, Steadiness(5.0), clock)
