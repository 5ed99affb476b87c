"""Logging in, install links, and the doctor."""

from __future__ import annotations

import pytest
from pydantic import SecretStr

from bot.checking.findings import ok
from bot.discord import checking, links
from bot.discord.client import TokenRefused, log_in
from bot.discord.opening import opened
from bot.platforms import CannotRun, Surroundings, no_offers
from config.settings import Settings
from handlers import make_router
from handlers.screens import to
from storage.store import Store
from tests.bot.discord.running import logged_in, real_now, settings_for
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
    found = await checking.findings(settings_for(api))
    assert found[0].sentence.startswith("Discord knows the bot; it is added to servers by https://discord.com/oauth2/")
    assert found[-1] == ok("Server “Uni Leeds”: the bot may do what it needs to.")


async def test_the_doctor_says_that_the_token_is_wrong(api: DiscordApi) -> None:
    api.fails_next("GET /users/@me", error=401)
    (finding,) = await checking.findings(settings_for(api))
    assert finding.sentence.startswith("Discord does not accept UNDERSIGNED_DISCORD_TOKEN")


async def test_the_doctor_says_that_nothing_answers(api: DiscordApi) -> None:
    settings = settings_for(api).model_copy(update={"discord_api": "http://127.0.0.1:1"})
    (finding,) = await checking.findings(settings)
    assert finding.sentence == "Discord at http://127.0.0.1:1 can't be asked: nothing there takes a connection."
