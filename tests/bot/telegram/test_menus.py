"""Command menus and descriptions: told once, per scope and language, and again only where they changed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from telegram import BotCommand, BotCommandScopeAllGroupChats

from bot.telegram import menus
from bot.telegram.client import Client
from config.texts import language, languages
from handlers import make_router
from tests.telegram_api import TelegramApi

MENU = make_router().menu


def told(api: TelegramApi) -> list[str]:
    return [call.method for call in api.calls if call.method.startswith("setMy")]


async def test_private_chats_have_at_most_eight_and_administrators_one(client: Client, api: TelegramApi) -> None:
    await menus.tell(client, MENU)
    scopes = {call.params["scope"]["type"]: call.params["commands"] for call in api.calls_of("setMyCommands")}
    assert set(scopes) == {"all_private_chats", "all_chat_administrators"}
    assert 0 < len(scopes["all_private_chats"]) <= 8
    assert [command["command"] for command in scopes["all_chat_administrators"]] == ["card"]


async def test_what_groups_were_offered_before_is_taken_back(client: Client, api: TelegramApi) -> None:
    await client.set_my_commands([BotCommand("browse", "See")], scope=BotCommandScopeAllGroupChats())
    await menus.tell(client, MENU)
    assert await client.get_my_commands(scope=BotCommandScopeAllGroupChats()) == ()


async def test_each_language_has_its_own_words(
    client: Client, api: TelegramApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(menus, "_", lambda text: f"{language()} {text}")
    await menus.tell(client, MENU)
    others = {code for code in languages() if code != "en"}
    assert {call.params.get("language_code") for call in api.calls_of("setMyCommands")} == {None, *others}
    for method, field in (("setMyDescription", "description"), ("setMyShortDescription", "short_description")):
        told = {call.params.get("language_code") or "en": call.params[field][:2] for call in api.calls_of(method)}
        assert told == {code: code for code in languages()}


async def test_a_second_start_tells_nothing(client: Client, api: TelegramApi) -> None:
    await menus.tell(client, MENU)
    before = told(api)
    await menus.tell(client, MENU)
    assert told(api) == before


async def test_only_what_changed_is_told(client: Client, api: TelegramApi) -> None:
    await menus.tell(client, MENU)
    before = len(told(api))
    await client.set_my_short_description("Somebody else's words", language_code="de")
    await menus.tell(client, MENU)
    assert told(api)[before:] == ["setMyShortDescription"] * 2


async def test_a_fault_is_one_line_and_nothing_ends(
    client: Client, api: TelegramApi, logged: Callable[[], str]
) -> None:
    api.fails_next("setMyCommands", error=400, description="Bad Request: BOT_COMMAND_INVALID")
    await menus.tell(client, MENU)
    api.fails_next("getMyCommands", error=500)
    await menus.tell(client, MENU)
    assert logged().count("menus could not be brought up to date") == 2
