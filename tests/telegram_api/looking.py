"""Methods that look at users, chats and files."""

from __future__ import annotations

from typing import Any

from tests.telegram_api.methods import answers
from tests.telegram_api.refusals import bad_request
from tests.telegram_api.requests import Request
from tests.telegram_api.world import World


@answers("getMe")
def get_me(world: World, request: Request) -> Any:
    """The bot itself."""
    return {
        **world.bot.json,
        "can_join_groups": True,
        "can_read_all_group_messages": world.reads_all_groups,
        "supports_inline_queries": world.is_inline,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
    }


@answers("getFile")
def get_file(world: World, request: Request) -> Any:
    """Where a file can be downloaded."""
    file_id = request.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    file = world.files.find(file_id)
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    return world.files.described(file)
