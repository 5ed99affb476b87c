"""People do what people can, and the bot hears of it as from the real server."""

from __future__ import annotations

import pytest
from telegram import Bot, ChatMember, InlineKeyboardButton, InlineKeyboardMarkup, Update

from tests.telegram_api import Person, TelegramApi


def buttons(*labels: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=f"do:{label}") for label in labels]])


async def last(bot: Bot) -> Update:
    return (await bot.get_updates(offset=-1))[0]


async def test_ada_follows_a_link(api: TelegramApi, bot: Bot) -> None:
    ada = api.person("Ada", language="de", username="ada")
    await ada.opens(f"https://t.me/{api.bot}?start=p_42")
    message = (await last(bot)).message
    assert message is not None
    assert message.text == "/start p_42"
    assert message.entities[0].type == "bot_command"
    assert message.from_user is not None
    assert (message.from_user.language_code, message.from_user.username) == ("de", "ada")
    assert message.chat.id == message.from_user.id == ada.id
    with pytest.raises(AssertionError, match="leads elsewhere"):
        await ada.opens("https://t.me/another_bot?start=1")


async def test_ada_taps_a_button_by_its_label(api: TelegramApi, bot: Bot, ada: Person) -> None:
    await bot.send_message(ada.id, "old park", reply_markup=buttons("Sign"))
    new = await bot.send_message(ada.id, "new park", reply_markup=buttons("Sign"))
    tap = await ada.taps("Sign")
    query = (await last(bot)).callback_query
    assert query is not None
    assert query.message is not None
    assert (query.data, query.message.message_id, query.id) == ("do:Sign", new.message_id, tap.id)
    await query.answer("Thank you", show_alert=True)
    assert ((await tap.answered()).text, tap.is_alert) == ("Thank you", True)
    await ada.taps("Sign", on="old")
    assert len(api.unanswered) == 1


async def test_ada_cannot_tap_what_is_not_there(bot: Bot, ada: Person) -> None:
    message = await bot.send_message(ada.id, "x", reply_markup=buttons("Sign", "Follow"))
    with pytest.raises(AssertionError, match=r"no button 'Withdraw'.*'Sign', 'Follow'"):
        await ada.taps("Withdraw")
    shown = ada.last
    button = shown.buttons[0]
    await message.edit_text("y")
    with pytest.raises(AssertionError):
        await ada.taps("Sign")
    await ada.taps_late(button, shown)
    assert (await last(bot)).callback_query is not None
    await message.delete()
    with pytest.raises(AssertionError, match="gone"):
        await ada.taps_late(button, shown)


async def test_ada_taps_on_a_message_too_old_to_see(bot: Bot, ada: Person) -> None:
    message = await bot.send_message(ada.id, "x", reply_markup=buttons("Sign"))
    await ada.taps("Sign", is_old=True)
    query = (await last(bot)).callback_query
    assert query is not None
    assert query.message is not None
    assert (query.message.message_id, query.message.is_accessible) == (message.message_id, False)


async def test_some_buttons_ask_nobody(bot: Bot, ada: Person) -> None:
    await bot.send_message(
        ada.id, "x", reply_markup=InlineKeyboardMarkup.from_button(InlineKeyboardButton("Page", url="https://a.org/x"))
    )
    assert (await ada.taps("Page")).url == "https://a.org/x"
    assert await bot.get_updates() == ()


async def test_an_answer_opens_the_bot(api: TelegramApi, bot: Bot, ada: Person) -> None:
    await bot.send_message(ada.id, "x", reply_markup=buttons("Go"))
    tap = await ada.taps("Go")
    await bot.answer_callback_query(tap.id, url=f"https://t.me/{api.bot}?start=x")
    assert tap.url.endswith("?start=x")


async def test_ada_blocks_and_comes_back(bot: Bot, ada: Person) -> None:
    await ada.blocks()
    blocked = (await last(bot)).my_chat_member
    assert blocked is not None
    assert (blocked.old_chat_member.status, blocked.new_chat_member.status) == (ChatMember.MEMBER, ChatMember.BANNED)
    with pytest.raises(AssertionError, match="blocked"):
        await ada.sends("x")
    await ada.unblocks()
    back = (await last(bot)).my_chat_member
    assert back is not None
    assert back.new_chat_member.status == ChatMember.MEMBER


async def test_ada_edits_and_sends_files(bot: Bot, ada: Person, png: bytes) -> None:
    message = await ada.sends("one")
    await ada.edits(message, "two")
    edited = (await last(bot)).edited_message
    assert edited is not None
    assert (edited.text, edited.message_id) == ("two", message.id)
    await ada.sends_photo(png, "a park")
    photo = (await last(bot)).message
    assert photo is not None
    assert (photo.caption, photo.photo[-1].width) == ("a park", 200)
    await ada.deletes(message)
    assert message not in ada.chat.messages


async def test_ada_sees_what_comes(bot: Bot, ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    await bot.send_message(ada.id, "Save the park")
    assert (await ada.sees("Save", "park")).text == "Save the park"
    monkeypatch.setattr("tests.loopback.waiting.GUARD", 0.01)
    with pytest.raises(AssertionError, match="Save the park"):
        await ada.sees("tram")
