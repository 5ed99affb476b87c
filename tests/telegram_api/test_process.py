"""The server as a process of its own, moved from afar."""

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import RetryAfter

from tests.telegram_api import RemoteApi


async def test_people_act_from_afar(monkeypatch: pytest.MonkeyPatch, png: bytes) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    async with await RemoteApi.started("--no-checks") as api:
        stats = await api.stats()
        ada = await api.person("Ada", language="de")
        await ada.starts("p_1")
        async with Bot(stats["token"], base_url=f"{api.url}/bot") as bot:
            await bot.send_photo(ada.id, png, caption="Save the park", reply_markup=one_button())
            assert (await ada.sees("Save")).picture == png
            tap = await ada.taps("Sign")
            assert not tap.is_answered
            await bot.answer_callback_query(tap.id, "Thank you")
            assert (await tap.answered()).text == "Thank you"
            with pytest.raises(AssertionError, match="no button 'Follow'"):
                await ada.taps("Follow")
            await ada.sends_document("a.txt", b"abc")
            assert (await ada.messages())[-1].document == ("a.txt", b"abc")
            await api.befalls("sendMessage", error=429, retry_after=2)
            with pytest.raises(RetryAfter):
                await bot.send_message(ada.id, "x")
            await bot.get_updates(offset=(await bot.get_updates())[-1].update_id + 1)
            await api.settles()
            assert [call["status"] for call in await api.calls("sendMessage")] == [429]
            assert (await api.stats())["pending"] == 0


def one_button() -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup.from_button(InlineKeyboardButton("Sign", callback_data="sign:1"))
