"""Logging in: a server that is away is waited for, and a token that is refused ends it at once."""

from __future__ import annotations

import traceback
from collections.abc import Callable

import pytest

from bot.telegram.client import PAUSES, TokenRefused, bot_of, log_in
from tests.bot.telegram.conftest import Pauses, settings_for
from tests.telegram_api import TOKEN, TelegramApi


async def test_a_wrong_token_is_refused_in_one_sentence_without_it(
    api: TelegramApi, pauses: Pauses, logged: Callable[[], str]
) -> None:
    wrong = "4200001:BBF-another_made_up_token_for_tests_7"
    bot = bot_of(settings_for(api.url, wrong))
    with pytest.raises(TokenRefused) as refused:
        await log_in(bot, pauses)
    await bot.shutdown()
    assert str(refused.value).startswith("Telegram does not accept UNDERSIGNED_TELEGRAM_TOKEN")
    assert pauses == []
    told = "".join(traceback.format_exception(refused.value)) + logged() + repr(bot)
    assert wrong.partition(":")[2] not in told


async def test_a_server_that_is_away_is_waited_for(api: TelegramApi, pauses: Pauses, logged: Callable[[], str]) -> None:
    api.fails_next("getMe", error=502, times=2)
    api.garbles_next("getMe")
    api.fails_next("getMe", error=429, retry_after=17)
    api.resets_next("getMe")
    bot = bot_of(settings_for(api.url))
    await log_in(bot, pauses)
    await bot.shutdown()
    assert pauses == [*PAUSES[:3], 17, PAUSES[4]]
    assert logged().count("Telegram can't be reached") == 5
    assert TOKEN not in logged()
