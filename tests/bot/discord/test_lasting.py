"""What must hold for months: nothing is kept of members and interactions, answers keep their order, the end waits."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Awaitable, Callable
from typing import Any
from weakref import ref

import aiohttp
import pytest
from discord import Asset, MemberCacheFlags

from bot.discord import completing, platform
from bot.discord.answering import Answering
from bot.discord.calling import Brake
from bot.discord.client import USUAL_API, Client, TokenRefused, point_at
from bot.discord.incoming import Heard
from bot.discord.platform import Discord
from bot.platforms import Delivered, Manner
from handlers.screens import Screen
from storage.store import Store
from tests.answers import answering
from tests.bot.discord.running import Held, Running
from tests.discord_api import Channel, Community, DiscordApi, Person
from tests.discord_api.interactions import DEFERRED
from tests.discord_api.world import FIRST_ANSWER

PLACE = Screen("Save the oaks", ("Let them stand.",))
BANS_AT = 10_000
"""So many refused calls within ten minutes end in a ban (https://discord.com/developers/docs/topics/rate-limits)."""


class Raw(dict[str, Any]):
    """What came over the gateway, such that it can be seen when nobody has it any more."""


class NeverRead:
    """A store that is too slow to read from."""

    async def read(self, _work: Any, *, within: float | None = None) -> Any:
        """Wait for ever."""
        await asyncio.Event().wait()


def alive(*kinds: type) -> int:
    """How many objects of these kinds there are."""
    gc.collect()
    return sum(type(each) in kinds for each in gc.get_objects())


async def test_nothing_is_kept_of_members_and_messages(
    running: Running, sqlite_store: Store, api: DiscordApi, leeds: Community
) -> None:
    for number in range(5):
        leeds.joins(api.person(f"Member {number}"))
    async with running.over(sqlite_store) as discord:
        state = discord._client._connection
        while not discord._client.guilds:  # noqa: ASYNC110 – the library has no bell
            await asyncio.sleep(0.01)
        assert (state.max_messages, state._messages) == (None, None)
        assert state.member_cache_flags == MemberCacheFlags.none()
        assert {member.id for guild in discord._client.guilds for member in guild.members} <= {api.world.bot.id}


async def test_nothing_is_kept_of_interactions(
    running: Running, sqlite_store: Store, ada: Person, general: Channel
) -> None:
    came: list[ref[Raw]] = []
    async with running.over(sqlite_store) as discord:
        parsers = discord._client._connection.parsers
        hears = parsers["INTERACTION_CREATE"]

        def noting(data: dict[str, Any]) -> None:
            raw = Raw(data)
            came.append(ref(raw))
            hears(raw)

        parsers["INTERACTION_CREATE"] = noting
        for _time in range(3):
            await (await ada.runs("/help", general)).shown()
        await discord.rests(10)
        assert alive(Heard, Answering) == 0
        assert [each() for each in came] == [None] * 3


async def test_the_end_waits_for_what_is_committed(
    running: Running, sqlite_store: Store, api: DiscordApi, ada: Person, general: Channel
) -> None:
    may_go = asyncio.Event()
    async with running.over(sqlite_store, answering(lambda _incoming: PLACE)) as discord:
        rests = discord.rests

        async def rests_now(within: float) -> None:
            may_go.set()
            await rests(within)

        discord.rests = rests_now  # type: ignore[method-assign]
        held = api.delays_next("POST /interactions/*", until=may_go)
        asked = await ada.runs("/help", general)
        await held.reached.wait()
    may_go.set()
    await asked.shown()
    assert "Save the oaks" in asked.last.text
    assert discord.left == 0


async def test_the_parts_of_a_delivery_all_come_and_once(
    running: Running, sqlite_store: Store, ada: Person, general: Channel
) -> None:
    long = Screen("Save the oaks", tuple(f"{number} " + "words " * 300 for number in range(6)))
    async with running.over(sqlite_store) as discord:
        first = await discord.deliver(f"channel/{general.id}", long, Manner(nonce="delivery-7"))
        came = list(general.messages)
        assert len(came) > 1
        assert all(any(f"{number} words" in message.text for message in came) for number in range(6))
        assert isinstance(first, Delivered)
        assert await discord.deliver(f"channel/{general.id}", long, Manner(nonce="delivery-7")) == first
        assert general.messages == came


def test_pictures_come_from_beside_a_server_of_ones_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Asset, "BASE", "https://cdn.example")
    point_at(USUAL_API, "wss://gateway.discord.gg")
    assert Asset.BASE == "https://cdn.example"
    point_at("http://127.0.0.1:3001/api/v10", "ws://127.0.0.1:3001")
    assert Asset.BASE == "http://127.0.0.1:3001"


async def test_replies_to_one_person_are_shown_in_their_order(
    running: Running, sqlite_store: Store, api: DiscordApi, ada: Person, general: Channel
) -> None:
    heard: list[str] = []
    may_go = asyncio.Event()
    shown: list[str] = []

    def answer(incoming: Any) -> Screen:
        heard.append(incoming.command)
        return PLACE

    async with running.over(sqlite_store, answering(answer)) as discord:
        _notes(discord, shown)
        held = api.delays_next("POST /interactions/*", until=may_go)
        first = await ada.runs("/help", general)
        await held.reached.wait()
        second = await ada.runs("/start", general)
        await api.until(lambda: len(heard) == 2)
        for _turn in range(100):
            await asyncio.sleep(0)
        assert shown == ["help"]
        may_go.set()
        await first.shown()
        await second.shown()
        await discord.rests(10)
    assert shown == ["help", "help is shown", "start", "start is shown"]


def _notes(discord: Discord, shown: list[str]) -> None:
    """Write down when each reply begins to be shown, and when it is."""
    show: Callable[..., Awaitable[None]] = discord._speaker.show

    async def noting(heard: Heard, *rest: Any) -> None:
        shown.append(heard.incoming.command)
        await show(heard, *rest)
        shown.append(f"{heard.incoming.command} is shown")

    discord._speaker.show = noting  # type: ignore[assignment, method-assign]


async def test_a_refused_token_leaves_no_connection_open(api: DiscordApi) -> None:
    def opened() -> list[aiohttp.ClientSession]:
        return [each for each in gc.get_objects() if type(each) is aiohttp.ClientSession and not each.closed]

    before = len(opened())
    client = Client("wrong")
    with pytest.raises(TokenRefused):
        await client.tries_to_log_in()
    left = len(opened()) - before
    await client.close()
    assert left == 0


def test_the_brake_stops_before_discord_bans() -> None:
    brake = Brake(lambda: 0.0)
    for _refusal in range(BANS_AT // 2):
        brake.counts(403)
    assert brake.pause is not None


@pytest.mark.parametrize("seconds", [platform.DEADLINE_SECONDS, completing.PATIENCE_SECONDS])
def test_there_is_time_left_for_the_first_answer_itself(seconds: float) -> None:
    assert 1.0 <= seconds <= FIRST_ANSWER.total_seconds() - 0.5


async def test_a_first_answer_comes_within_three_seconds_of_a_real_clock(
    running: Running, sqlite_store: Store, ada: Person, general: Channel
) -> None:
    slow = Held(PLACE)
    loop = asyncio.get_running_loop()
    async with running.over(sqlite_store, slow):
        began = loop.time()
        asked = await (await ada.runs("/help", general)).answered()
        assert loop.time() - began < FIRST_ANSWER.total_seconds()
        assert asked.first == DEFERRED
        slow.may_go.set()
        await asked.shown()


async def test_choices_are_given_within_three_seconds_of_a_real_clock(running: Running, ada: Person) -> None:
    never: Any = NeverRead()
    loop = asyncio.get_running_loop()
    async with running.over(never):
        began = loop.time()
        assert await ada.completes("/sign", petition="oaks") == []
        assert loop.time() - began < FIRST_ANSWER.total_seconds()
