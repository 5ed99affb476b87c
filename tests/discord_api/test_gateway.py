"""The gateway: beginning, resuming and losing sessions, and what is told to whom."""

import asyncio
import json
import zlib
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import discord
import pytest

from tests.discord_api import Channel, Community, DiscordApi, Person, redirected
from tests.discord_api.conftest import Ask, Bot

PROPERTIES = {"os": "linux", "browser": "test", "device": "test"}


class Line:
    """A websocket without a library between."""

    def __init__(self, api: DiscordApi, session: aiohttp.ClientSession) -> None:
        self._api = api
        self._session = session
        self.socket: aiohttp.ClientWebSocketResponse

    async def opens(self, query: str = "?v=10&encoding=json") -> Any:
        self.socket = await self._session.ws_connect(self._api.gateway_url + query)
        return await self.hears()

    async def says(self, op: int, data: Any) -> None:
        await self.socket.send_json({"op": op, "d": data})

    async def hears(self) -> Any:
        message = await self.socket.receive(timeout=5)
        return json.loads(message.data) if message.type is aiohttp.WSMsgType.TEXT else self.socket.close_code

    async def identifies(self, **more: Any) -> Any:
        await self.says(2, {"token": self._api.token, "intents": 1, "properties": PROPERTIES, **more})
        return await self.hears()


@pytest.fixture
async def line(api: DiscordApi) -> AsyncIterator[Line]:
    async with aiohttp.ClientSession() as session:
        yield Line(api, session)


async def test_a_session_begins(line: Line, leeds: Community, ada: Person) -> None:
    assert (await line.opens())["op"] == 10
    ready = await line.identifies()
    assert (ready["t"], ready["s"], ready["d"]["guilds"]) == ("READY", 1, [{"id": str(leeds.id), "unavailable": True}])
    created = await line.hears()
    assert (created["t"], created["d"]["member_count"], len(created["d"]["members"])) == ("GUILD_CREATE", 3, 1)
    await line.says(1, 2)
    assert (await line.hears())["op"] == 11


async def test_of_a_crowd_only_its_number_is_told(line: Line, api: DiscordApi, ada: Person) -> None:
    api.guild("York", ada, crowd=50_000)
    await line.opens()
    await line.identifies()
    created = (await line.hears())["d"]
    assert (created["member_count"], created["large"], len(created["members"])) == (50_002, True, 1)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [({"token": "x"}, 4004), ({"intents": 1 << 30}, 4013), ({"intents": 1 << 1}, 4014), ({"properties": {}}, 4002)],
)
async def test_some_may_not_begin(line: Line, wrong: dict[str, Any], code: int) -> None:
    await line.opens()
    assert await line.identifies(**wrong) == code


async def test_what_nobody_understands_closes_the_line(line: Line) -> None:
    await line.opens()
    await line.socket.send_str("{")
    assert await line.hears() == 4002
    await line.opens()
    await line.says(77, None)
    assert await line.hears() == 4001
    await line.opens()
    await line.says(3, {})
    assert await line.hears() == 4003
    await line.opens()
    await line.identifies()
    assert await line.identifies() == 4005


async def test_sessions_are_counted(api: DiscordApi, line: Line, ask: Ask) -> None:
    api.gateway.starts_left = 1
    await line.opens()
    await line.identifies()
    assert (await ask("GET", "/gateway/bot")).body["session_start_limit"]["remaining"] == 0
    await line.opens()
    assert await line.identifies() == 4004


async def test_what_was_missed_is_replayed(api: DiscordApi, line: Line, leeds: Community) -> None:
    await line.opens()
    ready = await line.identifies()
    assert (await line.hears())["s"] == 2
    api.gateway.drops(4000)
    assert await line.hears() == 4000
    leeds.channel("missed")
    leeds.channel("missed too")
    await line.opens()
    await line.says(6, {"token": api.token, "session_id": ready["d"]["session_id"], "seq": 2})
    told = [await line.hears() for _ in range(3)]
    assert [(each["t"], each["s"]) for each in told] == [("CHANNEL_CREATE", 3), ("CHANNEL_CREATE", 4), ("RESUMED", 5)]


async def test_sessions_that_are_gone_cannot_be_resumed(api: DiscordApi, line: Line) -> None:
    await line.opens()
    ready = await line.identifies()
    await line.socket.close(code=1000)
    await api.until(lambda: not api.gateway.sessions)
    await line.opens()
    await line.says(6, {"token": api.token, "session_id": ready["d"]["session_id"], "seq": 1})
    assert await line.hears() == {"op": 9, "d": False, "t": None, "s": None}
    ready = await line.identifies()
    api.gateway.drops(4000)
    await line.opens()
    await line.says(6, {"token": api.token, "session_id": ready["d"]["session_id"], "seq": 99})
    assert await line.hears() == 4007


async def test_sessions_are_ended_from_here(api: DiscordApi, line: Line) -> None:
    await line.opens()
    await line.identifies()
    api.gateway.invalidates(is_resumable=True)
    assert await line.hears() == {"op": 9, "d": True, "t": None, "s": None}
    assert api.gateway.sessions
    api.gateway.invalidates()
    assert await line.hears() == {"op": 9, "d": False, "t": None, "s": None}
    assert not api.gateway.sessions


async def test_who_misses_heartbeats_is_dropped(api: DiscordApi, line: Line) -> None:
    api.gateway.heartbeat_interval = 0.02
    await line.opens()
    await line.identifies()
    assert await line.hears() == 4009
    assert api.gateway.sessions == {}


async def test_the_stream_is_compressed(line: Line, api: DiscordApi) -> None:
    async with aiohttp.ClientSession() as session:
        socket = await session.ws_connect(f"{api.gateway_url}?v=10&encoding=json&compress=zlib-stream")
        stream = zlib.decompressobj()
        data = await socket.receive_bytes()
        assert data.endswith(b"\x00\x00\xff\xff")
        assert json.loads(stream.decompress(data))["op"] == 10


async def test_websockets_are_refused_and_left_without_hello(api: DiscordApi, line: Line) -> None:
    api.gateway.refuses_next(503)
    with pytest.raises(aiohttp.WSServerHandshakeError, match="503"):
        await line.opens()
    api.gateway.says_no_hello()
    async with aiohttp.ClientSession() as session:
        silent = await session.ws_connect(api.gateway_url)
        await line.opens()
        with pytest.raises(TimeoutError):
            await silent.receive(timeout=0.01)


async def test_a_bot_hears_what_it_asked_for(api: DiscordApi, bot: Bot, ada: Person, leeds: Community) -> None:
    general = leeds.channel("general")
    role = leeds.role("Campaign news")
    leeds.gives(ada, role)
    leeds.joins(api.person("Cy"))
    await ada.says("Hello", general)
    leeds.renames(general, "hall")
    leeds.gives(None, role)
    said = await ada.says("Hello", general)
    leeds.deletes_message(said)
    leeds.deletes(general)
    leeds.leaves(ada)
    leeds.deletes_role(role)
    leeds.removes_bot()
    await api.until(lambda: bot.heard[-1:] == ["GUILD_DELETE"])
    told = ["CHANNEL_CREATE", "GUILD_ROLE_CREATE", "CHANNEL_UPDATE", "GUILD_MEMBER_UPDATE", "CHANNEL_DELETE"]
    assert bot.heard[-7:] == [*told, "GUILD_ROLE_DELETE", "GUILD_DELETE"]
    assert list(bot.guilds) == []


async def test_a_bot_is_added_to_a_server(api: DiscordApi, bot: Bot, ada: Person) -> None:
    york = api.guild("York", ada)
    york.channel("hall")
    await api.until(lambda: bot.heard[-1:] == ["CHANNEL_CREATE"])
    assert [guild.name for guild in bot.guilds] == ["York"]
    york.goes_down()
    york.comes_back()
    await api.until(lambda: bot.heard[-1:] == ["GUILD_CREATE"])


async def test_a_bot_resumes_and_hears_what_it_missed(api: DiscordApi, bot: Bot, leeds: Community) -> None:
    session = api.gateway.session
    api.gateway.drops()
    leeds.channel("missed")
    await api.until(lambda: session.resumed == 1)
    await api.until(lambda: "CHANNEL_CREATE" in bot.heard)
    api.gateway.asks_to_reconnect()
    await api.until(lambda: session.resumed == 2)


async def test_what_is_held_comes_later(api: DiscordApi, bot: Bot, ada: Person, general: Channel) -> None:
    heard = asyncio.Event()

    async def answer(happened: discord.Interaction[Bot]) -> None:
        heard.set()
        await happened.response.send_message("Hello")

    bot.answer = answer
    await bot.puts({"name": "petition", "description": "Read a petition"})
    api.gateway.holds()
    asked = await ada.runs("/petition")
    api.passes(seconds=4)
    assert asked.has_failed
    assert not heard.is_set()
    api.gateway.lets_go()
    await heard.wait()
    await api.until(lambda: bool(bot.faults))
    assert [getattr(fault, "code", 0) for fault in bot.faults] == [10062]


async def test_a_wrong_token_is_told_at_login(api: DiscordApi) -> None:
    with redirected(api):
        async with Bot() as bot:
            with pytest.raises(discord.LoginFailure):
                await bot.login("wrong")


async def test_forbidden_intents_are_told(api: DiscordApi) -> None:
    with redirected(api):
        async with discord.Client(intents=discord.Intents.all()) as bot:
            with pytest.raises(discord.PrivilegedIntentsRequired):
                await bot.start(api.token)


async def test_messages_are_told_to_who_asks_for_them(line: Line, ask: Ask, ada: Person, general: Channel) -> None:
    await line.opens()
    await line.identifies(intents=1 | 1 << 9)
    await line.hears()
    await ada.says("Hello", general)
    told = await line.hears()
    assert (told["t"], told["d"]["content"]) == ("MESSAGE_CREATE", "")
    sent = (await ask.sends(general, content="Hello")).body["id"]
    assert (await line.hears())["d"]["content"] == "Hello"
    await ask("DELETE", f"/channels/{general.id}/messages/{sent}")
    assert (await line.hears())["t"] == "MESSAGE_DELETE"
    await ada.says("Hello")
    await ask("PATCH", f"/channels/{general.id}/messages/{sent}", {"content": "x"})
    await line.says(1, 5)
    assert (await line.hears())["op"] == 11
