"""Inline queries: asked anywhere, answered once, chosen and then edited by their own id."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
)

from tests.telegram_api import Person, TelegramApi
from tests.telegram_api.conftest import Ask, Clock


def article(title: str, **more: Any) -> InlineQueryResultArticle:
    return InlineQueryResultArticle(title.lower(), title, InputTextMessageContent(f"Read {title}"), **more)


async def test_ada_sends_a_petition_inline(api: TelegramApi, bot: Bot, ada: Person) -> None:
    asking = await ada.asks_inline("park")
    query = (await bot.get_updates(offset=-1))[0].inline_query
    assert query is not None
    assert (query.query, query.id) == ("park", asking.id)
    button = InlineKeyboardMarkup.from_button(InlineKeyboardButton("Sign", callback_data="sign"))
    start = InlineQueryResultsButton("Mine", start_parameter="mine")
    await query.answer([article("Park", reply_markup=button)], is_personal=True, cache_time=5, button=start)
    await asking.answered()
    assert ([result.title for result in asking.results], asking.is_personal, asking.cache_time) == (["Park"], True, 5)
    message = await ada.chooses(asking, "Park")
    assert (message.text, message.via) == ("Read Park", api.world.bot)
    chosen = (await bot.get_updates(offset=-1))[0].chosen_inline_result
    assert chosen is not None
    assert (chosen.result_id, chosen.inline_message_id) == ("park", message.inline_id)
    assert await bot.edit_message_text("Signed", inline_message_id=message.inline_id) is True
    assert message.text == "Signed"


async def test_a_tap_on_an_inline_message(api: TelegramApi, bot: Bot, ada: Person) -> None:
    group = api.supergroup("Park", [ada])
    asking = await ada.asks_inline("park")
    button = InlineKeyboardMarkup.from_button(InlineKeyboardButton("Sign", callback_data="sign"))
    await bot.answer_inline_query(asking.id, [article("Park", reply_markup=button)])
    message = await ada.chooses(asking, "Park", group)
    await ada.taps("Sign", chat=group)
    query = (await bot.get_updates(offset=-1))[0].callback_query
    assert query is not None
    assert (query.inline_message_id, query.message) == (message.inline_id, None)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"results": [article("Park").to_dict()] * 51}, "too many inline query results specified"),
        ({"button": {"text": "x", "start_parameter": "ä"}}, "START_PARAM_INVALID"),
        ({"next_offset": "x" * 65}, "NEXT_OFFSET_INVALID"),
        ({"results": [{"type": "dice", "id": "1"}]}, ""),
    ],
)
async def test_what_cannot_be_offered(ask: Ask, ada: Person, more: dict[str, Any], words: str) -> None:
    asking = await ada.asks_inline("park")
    status, told = await ask("answerInlineQuery", **{"inline_query_id": asking.id, "results": [], **more})
    assert status == 400
    assert words in told


async def test_results_have_their_own_ids(ask: Ask, ada: Person) -> None:
    asking = await ada.asks_inline("park")
    result = article("Park").to_dict()
    wish = {"inline_query_id": asking.id}
    assert await ask("answerInlineQuery", **wish, results=[result, result]) == (
        400,
        "Bad Request: RESULT_ID_DUPLICATE",
    )
    assert await ask("answerInlineQuery", **wish, results=[{**result, "id": "x" * 65}]) == (
        400,
        "Bad Request: RESULT_ID_INVALID",
    )


async def test_an_inline_query_is_answered_once_and_in_time(ask: Ask, ada: Person, clock: Clock) -> None:
    asking, late = await ada.asks_inline("park"), await ada.asks_inline("tram")
    too_old = (400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
    assert (await ask("answerInlineQuery", inline_query_id=asking.id, results=[]))[0] == 200
    assert await ask("answerInlineQuery", inline_query_id=asking.id, results=[]) == too_old
    clock.passes(minutes=1)
    assert await ask("answerInlineQuery", inline_query_id=late.id, results=[]) == too_old
