"""Methods by which the bot says what it is: commands, descriptions, name, menu button."""

from __future__ import annotations

from typing import Any

from tests.telegram_api.methods import METHODS, answers
from tests.telegram_api.profile import DEFAULT_SCOPE, check_language
from tests.telegram_api.reaching import chat_to_read
from tests.telegram_api.refusals import Json, bad_request
from tests.telegram_api.requests import Request
from tests.telegram_api.world import World

SCOPES_OF_CHATS = ("chat", "chat_administrators", "chat_member")
TEXTS = {"Name": "name", "Description": "description", "ShortDescription": "short_description"}


@answers("setMyCommands")
def set_my_commands(world: World, request: Request) -> Any:
    """Show commands in the menu of those whom the scope and the language name."""
    world.profile.set_commands(request.get("commands") or [], _scope(world, request), request.text("language_code"))
    return True


@answers("getMyCommands")
def get_my_commands(world: World, request: Request) -> Any:
    """The commands of exactly this scope and language."""
    return world.profile.commands_of(_scope(world, request), request.text("language_code"))


@answers("deleteMyCommands")
def delete_my_commands(world: World, request: Request) -> Any:
    """Show what a wider scope has again."""
    check_language(request.text("language_code"))
    world.profile.set_commands([], _scope(world, request), request.text("language_code"))
    return True


@answers("setChatMenuButton")
def set_chat_menu_button(world: World, request: Request) -> Any:
    """What the button beside the field for typing does, for one person or for all."""
    button: Json = request.get("menu_button") or {"type": "default"}
    if button["type"] == "web_app" and not button["web_app"]["url"].startswith("https://"):
        raise bad_request("Can't parse menu button: Only HTTPS links are allowed")
    world.profile.menu_buttons[_person_id(world, request)] = button
    return True


@answers("getChatMenuButton")
def get_chat_menu_button(world: World, request: Request) -> Any:
    """What that button does."""
    buttons = world.profile.menu_buttons
    return buttons.get(_person_id(world, request)) or buttons.get(None) or {"type": "default"}


@answers("setMyDefaultAdministratorRights")
def set_my_default_administrator_rights(world: World, request: Request) -> Any:
    """Which rights the app proposes when the bot is made an admin."""
    world.profile.wished_rights[request.flag("for_channels")] = request.get("rights") or {}
    return True


@answers("getMyDefaultAdministratorRights")
def get_my_default_administrator_rights(world: World, request: Request) -> Any:
    """Which rights the app proposes."""
    names = (
        *("is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members"),
        *("can_promote_members", "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories"),
        "can_delete_stories",
    )
    wished = world.profile.wished_rights.get(request.flag("for_channels"), {})
    return {**dict.fromkeys(names, False), **wished}


def _scope(world: World, request: Request) -> Json:
    scope: Json = request.get("scope") or DEFAULT_SCOPE
    if scope["type"] in SCOPES_OF_CHATS:
        return {**scope, "chat_id": chat_to_read(world, scope["chat_id"]).id}
    return scope


def _person_id(world: World, request: Request) -> int | None:
    if request.chat_id is None:
        return None
    chat = chat_to_read(world, request.chat_id)
    if not chat.is_private:
        raise bad_request("chat not found")
    return chat.id


def _answer_texts() -> None:
    """The name, the description and the short description are set and told alike."""
    for suffix, kind in TEXTS.items():
        METHODS[f"setMy{suffix}"] = _setter(kind)
        METHODS[f"getMy{suffix}"] = _getter(kind)


def _setter(kind: str) -> Any:
    def set_text(world: World, request: Request) -> Any:
        world.profile.set_text(kind, request.text(kind), request.text("language_code"))
        return True

    return set_text


def _getter(kind: str) -> Any:
    def get_text(world: World, request: Request) -> Any:
        return {kind: world.profile.text(kind, request.text("language_code"))}

    return get_text


_answer_texts()
