"""Trouble that tests wish for, limits, and addresses that are not there."""

import asyncio

import aiohttp
import discord
import pytest

from tests.discord_api import Channel, DiscordApi, Person
from tests.discord_api.conftest import Ask, Bot

SENDING = "POST /channels/*/messages"
OPERATION = "POST /channels/{channel_id}/messages"


async def test_errors_of_discord_and_of_the_gate_before_it(api: DiscordApi, ask: Ask, general: Channel) -> None:
    api.fails_next(SENDING, error=403, code=50013, message="Missing Permissions")
    assert (await ask.sends(general, content="x")).body == {"message": "Missing Permissions", "code": 50013}
    api.fails_next(SENDING, error=429, retry_after=2.5, is_global=True)
    told = await ask.sends(general, content="x")
    assert told.body == {"message": "You are being rate limited.", "retry_after": 2.5, "global": True}
    assert (told.headers["Via"], told.headers["X-RateLimit-Scope"]) == ("1.1 google", "global")
    assert (await ask.sends(general, content="x")).status == 200
    assert [call.status for call in api.calls_of(OPERATION)] == [403, 429, 200]


async def test_a_page_of_html_is_no_answer(api: DiscordApi, bot: Bot, general: Channel) -> None:
    api.fails_next(SENDING, error=503)
    api.fails_next("GET *", error=429)
    channel = bot.get_partial_messageable(general.id)
    with pytest.raises(discord.DiscordServerError):
        await channel.send("x")
    with pytest.raises(discord.HTTPException) as banned:
        await bot.fetch_channel(general.id)
    assert banned.value.status == 429
    assert general.messages == []


async def test_connections_are_reset_before_and_after(api: DiscordApi, bot: Bot, general: Channel) -> None:
    channel = bot.get_partial_messageable(general.id)
    api.resets_next(SENDING)
    with pytest.raises((aiohttp.ClientError, ConnectionError)):
        await channel.send("lost")
    api.loses_next_answer(SENDING)
    with pytest.raises((aiohttp.ClientError, ConnectionError)):
        await channel.send("kept", nonce=7)
    again = await channel.send("kept", nonce=7)
    assert [each.id for each in general.messages] == [again.id]
    assert [call.status for call in api.calls_of(OPERATION)] == [0, 0, 200]


async def test_answers_break_off(api: DiscordApi, bot: Bot, general: Channel) -> None:
    api.garbles_next(SENDING)
    with pytest.raises(ValueError, match="Unterminated string"):
        await bot.get_partial_messageable(general.id).send("x")
    assert general.messages == []


async def test_calls_are_kept_waiting(api: DiscordApi, bot: Bot, general: Channel) -> None:
    gate = asyncio.Event()
    fault = api.delays_next(SENDING, until=gate)
    sending = asyncio.create_task(bot.get_partial_messageable(general.id).send("x"))
    await fault.reached.wait()
    assert general.messages == []
    gate.set()
    await sending
    assert len(general.messages) == 1


async def test_limits_are_per_place_and_for_all(api: DiscordApi, ask: Ask, ada: Person, general: Channel) -> None:
    other = api.guild("York", ada).channel("other")
    api.limits.per_route[OPERATION] = (2, 5.0)
    told = [await ask.sends(general, content="x") for _ in range(3)]
    assert [each.status for each in told] == [200, 200, 429]
    assert [each.headers["X-RateLimit-Remaining"] for each in told] == ["1", "0", "0"]
    assert told[2].body == {"message": "You are being rate limited.", "retry_after": 5.0, "global": False}
    assert (await ask.sends(other, content="x")).status == 200
    api.passes(seconds=5)
    assert (await ask.sends(general, content="x")).status == 200
    api.limits.per_second = 1
    assert (await ask("GET", "/users/@me")).status == 200
    told_all = await ask("GET", "/users/@me")
    assert (told_all.status, told_all.headers["X-RateLimit-Global"]) == (429, "true")
    assert api.invalid_calls == 2
    api.passes(minutes=11)
    assert api.invalid_calls == 0


async def test_answers_to_people_are_not_of_the_limit_for_all(api: DiscordApi, ask: Ask, ada: Person) -> None:
    await ask.puts({"name": "petition", "description": "Read a petition"})
    api.limits.per_second = 0
    asked = await ada.runs("/petition")
    assert (await ask.answers(asked, 4, content="x")).status == 204
    assert (await ask.follows_up(asked, content="y")).status == 200


async def test_without_the_token_nothing_is_told(api: DiscordApi, general: Channel) -> None:
    async with aiohttp.ClientSession() as session, session.get(f"{api.url}/users/@me") as answer:
        assert answer.status == 401
        assert await answer.json() == {"message": "401: Unauthorized", "code": 0}


async def asks_for_nothing(session: aiohttp.ClientSession) -> None:
    async with DiscordApi() as api, session.get(f"{api.url}/nowhere") as answer:
        assert answer.status == 404
        assert [call.path for call in api.unknown_calls] == ["/nowhere"]


async def test_what_is_not_there_fails_the_test() -> None:
    async with aiohttp.ClientSession() as session:
        with pytest.raises(AssertionError, match="there is no GET /nowhere here"):
            await asks_for_nothing(session)


async def sends_a_hidden_file(session: aiohttp.ClientSession) -> None:
    async with DiscordApi() as api:
        general = api.guild("York", api.person("Ada")).channel("hall")
        form = aiohttp.FormData(quote_fields=False)
        form.add_field("payload_json", '{"flags": 32768, "components": [{"type": 10, "content": "x"}]}')
        form.add_field("files[0]", b"a", filename="a.txt")
        headers = {"Authorization": f"Bot {api.token}"}
        async with session.post(f"{api.url}/channels/{general.id}/messages", data=form, headers=headers) as answer:
            assert answer.status == 400


async def test_a_file_that_nothing_shows_fails_the_test() -> None:
    async with aiohttp.ClientSession() as session:
        with pytest.raises(AssertionError, match=r"no component shows the file a\.txt"):
            await sends_a_hidden_file(session)
