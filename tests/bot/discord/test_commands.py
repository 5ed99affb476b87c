"""Slash commands: as many as there are wishes, in every language, told to Discord only where they changed."""

from __future__ import annotations

from typing import Any

import pytest
from discord import Locale, Permissions

from bot.discord import commands
from bot.discord.client import Client
from config.texts import languages
from handlers import make_router
from handlers.router import Takes
from tests.bot.discord.running import logged_in
from tests.discord_api import DiscordApi

MENU = make_router().menu
PUT, GET = "PUT /applications/{application_id}/commands", "GET /applications/{application_id}/commands"


def test_every_wish_that_can_be_typed_is_offered_everywhere() -> None:
    offered = commands.all_of(MENU)
    assert [each["name"] for each in offered] == [*(each.name for each in MENU if not each.removes), "Report"]
    assert "clean" not in {each["name"] for each in offered}
    assert all(each["contexts"] == [0, 1, 2] and each["integration_types"] == [0, 1] for each in offered)


def test_what_is_for_those_who_govern_is_offered_to_them() -> None:
    governed = {each["name"]: each.get("default_member_permissions") for each in commands.all_of(MENU)}
    assert {name for name, rights in governed.items() if rights} == {each.name for each in MENU if each.is_for_admins}
    assert governed["card"] == str(Permissions(manage_guild=True).value)


def test_descriptions_are_there_in_every_language_we_have() -> None:
    wanted = {locale.value for locale in Locale if locale.value.split("-")[0] in set(languages()) - {"en"}}
    for each in commands.all_of(MENU)[:-1]:
        assert set(each["description_localizations"]) == wanted
        assert 1 <= len(each["description"]) <= 100


def test_what_takes_a_petition_or_a_story_offers_choices() -> None:
    options = {each["name"]: each["options"][0] for each in commands.all_of(MENU) if "options" in each}
    assert {name for name, option in options.items() if option.get("autocomplete")} == {
        command.name for command in MENU if command.takes in {Takes.PETITION, Takes.STORY}
    }


async def test_commands_are_told_once_and_again_only_where_they_changed(api: DiscordApi) -> None:
    async with logged_in(api) as client:
        await tells_twice(client)
        assert (len(api.calls_of(GET)), len(api.calls_of(PUT))) == (2, 1)
        await commands.tell(client, MENU[1:])
        assert len(api.calls_of(PUT)) == 2


async def tells_twice(client: Client) -> None:
    """A start, and another one."""
    await commands.tell(client, MENU)
    await commands.tell(client, MENU)


async def test_a_fault_holds_nothing_up(api: DiscordApi) -> None:
    api.fails_next("GET /applications/*", error=403, code=50001, message="Missing Access")
    async with logged_in(api) as client:
        await commands.tell(client, MENU)
        assert api.calls_of(PUT) == []


@pytest.mark.parametrize(
    ("fault", "first"),
    [
        ({"error": 503}, 0.5),
        ({"is_garbage": True}, 0.5),
        ({"error": 429, "retry_after": 90}, 90.0),
    ],
)
async def test_what_could_not_be_told_at_the_start_is_told_later(
    api: DiscordApi, fault: dict[str, Any], first: float
) -> None:
    pauses: list[float] = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    api.befalls(GET.replace("{application_id}", "*"), message="No", **fault)
    api.befalls(PUT.replace("{application_id}", "*"), is_garbage=True)
    async with logged_in(api) as client:
        await commands.tell(client, MENU, sleep)
    assert pauses == [first, 1.0]
    assert len(api.world.commands) == len(commands.all_of(MENU))


@pytest.mark.parametrize(
    "stale",
    [
        {"default_member_permissions": "0"},
        {"nsfw": True},
        {"description": "What it said last year"},
        {"description_localizations": {"de": "Was vor einem Jahr da stand"}},
        {"contexts": [0]},
    ],
)
async def test_a_command_that_stands_otherwise_is_told_anew(api: DiscordApi, stale: dict[str, Any]) -> None:
    async with logged_in(api) as client:
        await commands.tell(client, MENU)
        api.world.commands[0] |= stale
        await commands.tell(client, MENU)
    assert len(api.calls_of(PUT)) == 2


@pytest.mark.parametrize(
    "stale",
    [
        {"required": True},
        {"choices": [{"name": "Oaks", "value": "KTMWQR"}]},
        {"min_length": 3},
        {"description": "What it said last year"},
    ],
)
async def test_an_option_that_stands_otherwise_is_told_anew(api: DiscordApi, stale: dict[str, Any]) -> None:
    async with logged_in(api) as client:
        await commands.tell(client, MENU)
        command = next(command for command in api.world.commands if command.get("options"))
        command["options"] = [{**command["options"][0], **stale}]
        await commands.tell(client, MENU)
    assert len(api.calls_of(PUT)) == 2
