"""Methods that answer taps."""

from __future__ import annotations

import re
from typing import Any

from tests.telegram_api.methods import answers
from tests.telegram_api.refusals import bad_request
from tests.telegram_api.requests import Request
from tests.telegram_api.world import World


@answers("answerCallbackQuery")
def answer_callback_query(world: World, request: Request) -> Any:
    """Tell the person's app that their tap arrived."""
    url = request.text("url")
    if url and not re.match(rf"https?://t\.me/{world.bot.username}\?start=", url, re.IGNORECASE):
        raise bad_request("URL_INVALID")
    world.taps.answer(
        request.text("callback_query_id"),
        world.now(),
        text=request.text("text"),
        is_alert=request.flag("show_alert"),
        url=url,
    )
    return True
