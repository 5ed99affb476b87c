"""Logging in, install links, and the doctor."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from bot.checking.findings import note, ok, wrong
from bot.discord import checking, links
from bot.discord.client import TokenRefused, log_in
from bot.discord.opening import opened
from bot.platforms import CannotRun, Surroundings, no_offers
from config.settings import Settings
from handlers import make_router
from handlers.screens import to
from storage.store import Store
from tests.bot.discord.running import Running, logged_in, real_now, settings_for
from tests.discord_api import Community, DiscordApi, Person


def around(settings: Settings, store: Store, said: list[str]) -> Surroundings:
    return Surroundings(settings, store, real_now, make_router().menu, said.append, no_offers, lambda _incoming: False)


async def test_a_wrong_token_is_said_in_one_sentence(api: DiscordApi, sqlite_store: Store) -> None:
    settings = Settings(discord_token=SecretStr("wrong"), discord_api=api.url, discord_gateway=api.gateway_url)
    with pytest.raises(CannotRun, match="Discord does not accept UNDERSIGNED_DISCORD_TOKEN"):
        async with opened(around(settings, sqlite_store, [])):
            raise AssertionError("it does not open")


async def test_a_server_out_of_reach_is_said_and_does_not_refuse(api: DiscordApi, sqlite_store: Store) -> None:
    said: list[str] = []
    settings = settings_for(api).model_copy(update={"discord_api": "http://127.0.0.1:1/api/v10"})
    async with opened(around(settings, sqlite_store, said)) as door:
        assert door.platform.name == "discord"
    assert said == ["Discord at http://127.0.0.1:1/api/v10 can't be reached; it is tried again and again."]


async def test_the_login_is_tried_until_discord_answers(api: DiscordApi) -> None:
    pauses: list[float] = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    api.fails_next("GET /users/@me", error=503, times=2)
    async with logged_in(api, first=False) as client:
        await log_in(client, sleep)
        assert (client.application_id, pauses) == (api.bot.id, [0.5, 1.0])


@pytest.mark.parametrize("call", ["GET /users/@me", "GET /oauth2/applications/@me"])
async def test_a_login_that_is_answered_with_what_can_not_be_read_is_tried_again(api: DiscordApi, call: str) -> None:
    pauses: list[float] = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    api.garbles_next(call)
    async with logged_in(api, first=False) as client:
        await log_in(client, sleep)
        assert (client.application_id, pauses) == (api.bot.id, [0.5])


async def test_a_start_that_is_answered_with_what_can_not_be_read_does_not_refuse(
    api: DiscordApi, sqlite_store: Store
) -> None:
    said: list[str] = []
    api.garbles_next("GET /users/@me")
    async with opened(around(settings_for(api), sqlite_store, said)) as door:
        assert door.platform.name == "discord"
    assert said == [f"Discord at {api.url} can't be reached; it is tried again and again."]


async def test_what_can_not_be_offered_is_logged_and_holds_nothing_up(
    running: Running, sqlite_store: Store, ada: Person, leeds: Community
) -> None:
    async def introduces() -> None:
        raise TypeError("no list of commands")

    with capture_logs() as logs:
        async with running.over(sqlite_store, introduces=introduces):
            await (await ada.runs("/help", leeds.channel("general"))).shown()
    assert "work on Discord failed" in [told["event"] for told in logs]


async def test_what_waits_to_be_offered_does_not_hold_up_the_end(running: Running, sqlite_store: Store) -> None:
    begun = asyncio.Event()

    async def introduces() -> None:
        begun.set()
        await asyncio.Event().wait()

    async with running.over(sqlite_store, introduces=introduces) as discord:
        await begun.wait()
    assert discord.left == 0


async def test_a_token_that_is_refused_is_not_tried_again(api: DiscordApi) -> None:
    api.fails_next("GET /users/@me", error=401)
    async with logged_in(api, first=False) as client:
        with pytest.raises(TokenRefused):
            await log_in(client)


def test_install_links_ask_for_little() -> None:
    made = links.Links(42)
    assert "client_id=42&scope=bot+applications.commands" in made.for_servers
    assert made.for_people.endswith("client_id=42&scope=applications.commands&integration_type=1")


def test_an_invitation_is_a_command_to_type() -> None:
    assert links.invite(to("petition", 42)) == "/start code:petition-42"


async def test_the_doctor_names_what_is_missing_where(api: DiscordApi, ada: Person) -> None:
    leeds = api.guild("Uni Leeds", ada, has_bot=False)
    leeds.adds_bot(has_commands=False)
    leeds.everybody(send_messages=False)
    last = (await checking.findings(settings_for(api)))[-1]
    assert last.is_bad
    assert last.sentence.startswith("Server “Uni Leeds”: missing are ")
    assert "send messages" in last.sentence
    assert "the scope applications.commands" in last.sentence


async def test_the_doctor_is_content(api: DiscordApi, leeds: Community) -> None:
    leeds.everybody(manage_roles=True, mention_everyone=True)
    found = await checking.findings(settings_for(api))
    assert found[0].sentence.startswith("Discord knows the bot; it is added to servers by https://discord.com/oauth2/")
    assert found[-1] == ok("Server “Uni Leeds”: the bot may do what it needs to.")


async def test_the_doctor_names_what_a_role_would_need(api: DiscordApi, leeds: Community) -> None:
    for allowed, missing in (({}, "mention all roles and manage roles"), ({"manage_roles": True}, "mention all roles")):
        leeds.everybody(**allowed)
        (*_, last) = await checking.findings(settings_for(api))
        assert not last.is_bad
        said = f"Server “Uni Leeds”: the bot may do what it needs to; a role for news also needs {missing}: https://"
        assert last.sentence.startswith(said)
        assert str((links.NEEDED | links.FOR_A_ROLE).value) in last.sentence


async def test_the_doctor_wants_to_write_in_threads_too(api: DiscordApi, leeds: Community) -> None:
    leeds.everybody(send_messages_in_threads=False)
    (*_, last) = await checking.findings(settings_for(api))
    assert "missing are send messages in threads." in last.sentence


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        ({"error": 404, "code": 10004, "message": "Unknown Guild"}, "it refuses what it is asked"),
        ({"is_garbage": True}, "its answer can't be read"),
    ],
)
async def test_a_server_that_can_not_be_asked_about_hides_no_other(
    api: DiscordApi, ada: Person, leeds: Community, fault: dict[str, Any], why: str
) -> None:
    york = api.guild("York", ada)
    api.befalls(f"GET /applications/*/guilds/{leeds.id}/commands", **fault)
    leeds_says, york_says = (await checking.findings(settings_for(api)))[-2:]
    assert leeds_says == wrong(f"Server “Uni Leeds” can't be asked about: {why}.")
    assert york_says.sentence.startswith(f"Server “{york.guild.name}”: the bot may do what it needs to")


async def test_the_doctor_says_where_it_stopped_looking(
    api: DiscordApi, ada: Person, leeds: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "MOST_SERVERS", 1)
    api.guild("York", ada)
    (*_, server, last) = await checking.findings(settings_for(api))
    assert server.sentence.startswith("Server “Uni Leeds”")
    assert last == note("Only the first 1 servers were looked at.")


async def test_what_the_doctor_learnt_before_discord_fell_silent_is_said(api: DiscordApi, leeds: Community) -> None:
    api.garbles_next("GET /users/@me/guilds")
    found = await checking.findings(settings_for(api))
    assert [each.verdict for each in found] == ["ok", "ok", "wrong"]
    assert found[-1].sentence == f"Discord at {api.url} can't be asked: its answer can't be read."


async def test_the_doctor_says_that_the_token_is_wrong(api: DiscordApi) -> None:
    api.fails_next("GET /users/@me", error=401)
    (finding,) = await checking.findings(settings_for(api))
    assert finding.sentence.startswith("Discord does not accept UNDERSIGNED_DISCORD_TOKEN")


async def test_the_doctor_says_that_nothing_answers(api: DiscordApi) -> None:
    settings = settings_for(api).model_copy(update={"discord_api": "http://127.0.0.1:1"})
    (finding,) = await checking.findings(settings)
    assert finding.sentence == "Discord at http://127.0.0.1:1 can't be asked: nothing there takes a connection."
