"""What the bot sends stands in the chat as people see it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest
from aiogram import Bot as AiogramBot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile
from telegram import (
    Bot,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    LinkPreviewOptions,
    Message,
    MessageEntity,
    ReplyParameters,
)
from telegram.error import BadRequest

from tests.telegram_api import Action, Entity, Person, TelegramApi
from tests.telegram_api.conftest import Clock


async def test_ada_reads_a_text(bot: Bot, ada: Person) -> None:
    sent = await bot.send_message(
        ada.id,
        " <b>Save</b> the <i>park</i> 🌳 ",
        parse_mode="HTML",
        disable_notification=True,
        protect_content=True,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    seen = ada.last
    assert (seen.text, seen.id, seen.from_bot) == ("Save the park 🌳", sent.message_id, True)
    assert seen.entities == (Entity("bold", 0, 4), Entity("italic", 9, 4))
    assert (seen.is_silent, seen.is_protected, seen.link_preview) == (True, True, {"is_disabled": True})
    assert seen.sent_at == datetime(2026, 6, 1, 12, tzinfo=UTC)
    assert sent.parse_entities() == {sent.entities[0]: "Save", sent.entities[1]: "park"}


async def test_ada_reads_entities(bot: Bot, ada: Person, clock: Clock) -> None:
    entities = [
        MessageEntity("text_link", 0, 2, url="https://a.org/x"),
        MessageEntity("date_time", 3, 1, unix_time=clock.time),
    ]
    await bot.send_message(ada.id, "😀 t", entities=entities)
    assert [entity.type for entity in ada.last.entities] == ["text_link", "date_time"]
    assert ada.last.entities[0].url == "https://a.org/x"


async def test_ada_sees_buttons(bot: Bot, ada: Person) -> None:
    buttons = [
        [InlineKeyboardButton("Sign", callback_data="sign:1", style="success")],
        [
            InlineKeyboardButton("Page", url="https://a.org"),
            InlineKeyboardButton("Copy", copy_text=CopyTextButton("c")),
        ],
    ]
    await bot.send_message(ada.id, "x", reply_markup=InlineKeyboardMarkup(buttons))
    assert [[button.label for button in row] for row in ada.last.rows] == [["Sign"], ["Page", "Copy"]]
    sign, page, copy = ada.last.buttons
    assert (sign.data, sign.style, page.url, copy.copies) == ("sign:1", "success", "https://a.org/", "c")


async def test_ada_gets_a_picture_and_a_file(bot: Bot, ada: Person, png: bytes) -> None:
    photo = await bot.send_photo(ada.id, png, caption="<b>A park</b>", parse_mode="HTML", show_caption_above_media=True)
    assert (ada.last.picture, ada.last.caption, ada.last.text) == (png, "A park", "")
    assert (photo.photo[-1].width, photo.photo[-1].height) == (200, 100)
    await bot.send_document(ada.id, b"%PDF-", filename="letter.pdf", caption="A letter")
    assert ada.last.document == ("letter.pdf", b"%PDF-")
    again = await bot.send_photo(ada.id, photo.photo[-1].file_id)
    assert again.photo[-1].file_unique_id == photo.photo[-1].file_unique_id
    with pytest.raises(BadRequest, match="type photo as document"):
        await bot.send_document(ada.id, photo.photo[-1].file_id)


async def test_what_is_no_picture_is_none(bot: Bot, ada: Person) -> None:
    with pytest.raises(BadRequest, match="Image_process_failed"):
        await bot.send_photo(ada.id, b"not a picture")
    with pytest.raises(BadRequest, match="File must be non-empty"):
        await bot.send_document(ada.id, b"", filename="x")


async def test_an_album(bot: Bot, ada: Person, png: bytes) -> None:
    sent = await bot.send_media_group(ada.id, [InputMediaPhoto(png, caption="one"), InputMediaPhoto(png)])
    assert [message.caption for message in ada.chat.from_bot] == ["one", ""]
    assert len({message.media_group_id for message in sent}) == 1


async def test_ada_sees_that_the_bot_types(bot: Bot, ada: Person) -> None:
    await bot.send_chat_action(ada.id, "typing")
    assert ada.chat.actions == [Action("typing")]


async def test_a_message_is_edited_and_deleted(bot: Bot, ada: Person, clock: Clock, png: bytes) -> None:
    message = await bot.send_message(ada.id, "one", reply_markup=one_button())
    clock.passes(minutes=1)
    edited = await message.edit_text("two")
    assert isinstance(edited, Message)
    assert edited.edit_date == clock.time
    assert (ada.last.text, ada.last.rows) == ("two", ())
    await message.edit_reply_markup(one_button())
    assert ada.last.labels == ["Go"]
    await message.edit_media(InputMediaPhoto(png, caption="three"))
    assert (ada.last.caption, ada.last.picture) == ("three", png)
    await message.edit_media(InputMediaDocument(b"x", filename="x.txt"))
    assert ada.last.document == ("x.txt", b"x")
    await message.edit_caption("four")
    assert ada.last.caption == "four"
    await message.delete()
    assert ada.chat.from_bot == []


async def test_many_are_deleted_at_once(bot: Bot, ada: Person) -> None:
    sent = [await bot.send_message(ada.id, str(number)) for number in range(3)]
    assert await bot.delete_messages(ada.id, [*(message.message_id for message in sent), 999])
    assert ada.chat.from_bot == []


async def test_a_message_is_copied_forwarded_and_replied_to(bot: Bot, ada: Person) -> None:
    buttons = [[InlineKeyboardButton("Go", callback_data="go"), InlineKeyboardButton("Page", url="https://a.org")]]
    message = await bot.send_message(ada.id, "one", reply_markup=InlineKeyboardMarkup(buttons))
    forwarded = await message.forward(ada.id)
    assert forwarded.forward_origin is not None
    assert ada.last.labels == ["Page"]
    await message.copy(ada.id)
    assert (ada.last.text, ada.last.labels) == ("one", [])
    await bot.send_message(ada.id, "two", reply_parameters=ReplyParameters(message.message_id))
    assert ada.last.reply_to is not None
    assert ada.last.reply_to.text == "one"
    secret = await bot.send_message(ada.id, "secret", protect_content=True)
    with pytest.raises(BadRequest, match="protected content"):
        await secret.forward(ada.id)


async def test_a_file_is_downloaded(api: TelegramApi, bot: Bot, ada: Person) -> None:
    message = await ada.sends_document("campaigns.yaml", b"petitions: []")
    assert message.media is not None
    file = await bot.get_file(message.media.file.id)
    assert bytes(await file.download_as_bytearray()) == b"petitions: []"
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{api.url}/file/botWRONG/{message.media.file.path}") as answer:
            assert answer.status == 401
        async with session.get(f"{api.url}/file/bot{api.token}/documents/none") as answer:
            assert answer.status == 404


async def test_a_local_server_keeps_files_on_its_disk(tmp_path: Path) -> None:
    async with TelegramApi(local=tmp_path) as api:
        ada = api.person("Ada")
        message = await ada.sends_document("campaigns.yaml", b"petitions: []")
        assert message.media is not None
        async with Bot(api.token, base_url=f"{api.url}/bot", local_mode=True) as bot:
            file = await bot.get_file(message.media.file.id)
            assert file.file_path is not None
            assert bytes(await file.download_as_bytearray()) == b"petitions: []"
            assert file.file_path.startswith(str(tmp_path))
            (tmp_path / "letter.txt").write_bytes(b"Dear")
            await bot.send_document(ada.id, tmp_path / "letter.txt")
            assert ada.last.document == ("letter.txt", b"Dear")


async def test_aiogram_sends_too(api: TelegramApi, ada: Person, png: bytes) -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(api.url))
    async with AiogramBot(api.token, session=session) as bot:
        assert (await bot.me()).username == api.bot
        sent = await bot.send_message(ada.id, "<b>x</b>", parse_mode="HTML", reply_parameters=None)
        assert await bot.edit_message_text("y", chat_id=ada.id, message_id=sent.message_id)
        assert ada.last.text == "y"
        await bot.send_photo(ada.id, BufferedInputFile(png, "x.png"), caption="z")
        assert ada.last.picture == png
        with pytest.raises(TelegramBadRequest, match="Bad Request: message text is empty"):
            await bot.send_message(ada.id, "")


def one_button() -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data="go")]])
