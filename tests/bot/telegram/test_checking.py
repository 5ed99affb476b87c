"""What the doctor says of Telegram, against the strict server."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from telegram import User

from bot.telegram.checking import findings, of_switches
from config.settings import Settings
from tests.bot.telegram.conftest import settings_for
from tests.telegram_api import TelegramApi
from tests.telegram_api.webhooks import Webhook

WANTED = "https://petitions.example.org"
DELIVERED_TO = f"{WANTED}/telegram"


async def said(settings: Settings) -> str:
    return "\n".join(map(str, await findings(settings)))


def hooked(api: TelegramApi, address: str = WANTED) -> Settings:
    return settings_for(api.url).model_copy(update={"telegram_webhook": address})


def delivers_to(api: TelegramApi, address: str) -> None:
    api.world.postman.webhook = Webhook(address)


async def test_a_bot_that_stands_well_has_nothing_wrong(api: TelegramApi) -> None:
    known, unknowable = await findings(settings_for(api.url))
    assert str(known) == "ok: Telegram knows the bot: https://t.me/undersigned_test_bot"
    assert "@BotFather: /setinlinefeedback, then @undersigned_test_bot, then Enabled" in str(unknowable)
    assert not unknowable.is_bad


async def test_a_bot_that_is_not_inline_is_told_both_switches(api: TelegramApi) -> None:
    api.world.is_inline = False
    told = await said(settings_for(api.url))
    assert "note: @undersigned_test_bot can't be used inline" in told
    assert told.count("/setinlinefeedback") == told.count("/setinline,") == 1


async def test_a_webhook_that_is_not_told_yet_will_be(api: TelegramApi) -> None:
    told = await said(hooked(api))
    assert f"note: Telegram will deliver to {DELIVERED_TO} once `undersigned run` has said so." in told
    assert "Until then" not in told


async def test_a_webhook_elsewhere_is_named(api: TelegramApi) -> None:
    delivers_to(api, "https://old.example.org/telegram")
    assert "Until then it delivers to https://old.example.org/telegram." in await said(hooked(api))


async def test_a_webhook_that_is_told_is_well(api: TelegramApi) -> None:
    delivers_to(api, DELIVERED_TO)
    assert f"ok: Telegram delivers to {DELIVERED_TO}; updates that wait: 0." in await said(hooked(api, f"{WANTED}/"))


@pytest.mark.parametrize("address", ["http://petitions.example.org", "https://petitions.example.org:8080"])
async def test_an_address_that_telegram_refuses_is_wrong_and_nothing_else(api: TelegramApi, address: str) -> None:
    told = await said(hooked(api, address))
    assert "wrong: UNDERSIGNED_TELEGRAM_WEBHOOK must be https" in told
    assert "deliver" not in told


async def test_a_webhook_that_is_not_wanted_is_told(api: TelegramApi) -> None:
    delivers_to(api, DELIVERED_TO)
    assert "takes it away and asks instead" in await said(settings_for(api.url))


async def test_a_wrong_token_is_wrong(api: TelegramApi) -> None:
    assert "wrong: Telegram does not accept" in await said(settings_for(api.url, "1:other"))


async def test_a_server_that_is_not_there_is_told_in_plain_words() -> None:
    told = await said(settings_for("http://127.0.0.1:9"))
    assert told == "wrong: Telegram at http://127.0.0.1:9 can't be asked: nothing there takes a connection."


async def test_a_server_in_trouble_is_told_in_plain_words(api: TelegramApi) -> None:
    for wish in (partial(api.fails_next, error=500), partial(api.fails_next, error=503), api.resets_next):
        wish("getMe")
        assert "can't be asked: it failed, or the connection broke off." in await said(settings_for(api.url))
    api.garbles_next("getMe")
    assert "can't be asked: what answers there is no Bot API." in await said(settings_for(api.url))
    api.fails_next("getMe", error=429, retry_after=3)
    assert "can't be asked: it refuses to answer now." in await said(settings_for(api.url))


@pytest.mark.parametrize(
    ("switched", "words"),
    [
        ({"can_join_groups": False}, "wrong: @b can't be added to groups; send @BotFather: /setjoingroups"),
        ({"can_read_all_group_messages": True}, "wrong: @b gets every message of its groups"),
        ({"supports_inline_queries": False}, "note: @b can't be used inline"),
        ({}, "note: Telegram does not say whether cards that people send inline can be kept up to date"),
    ],
)
def test_each_switch_that_is_wrong_is_told_with_what_to_send(switched: dict[str, Any], words: str) -> None:
    well = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": True}
    told = list(map(str, of_switches(User(1, "Bot", True, username="b", **{**well, **switched}))))
    assert any(each.startswith(words) for each in told)
    assert len(told) == 1 + words.startswith("wrong")
