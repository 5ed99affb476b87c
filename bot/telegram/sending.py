"""One message sent, edited or removed, and the ways around what a server refuses."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import structlog
from telegram import InputFile, InputMediaPhoto, Message
from telegram.constants import BulkRequestLimit, ChatAction, MessageLimit, ParseMode

from bot.making_pictures import beside, made_picture
from bot.safety import safe
from bot.telegram.calling import LONGEST_WAIT, CallFailed, Fault, Sleep, T, call
from bot.telegram.client import Client
from bot.telegram.html import sentence
from bot.telegram.keyboard import Json
from bot.telegram.render import Payload
from handlers.breaks import cut
from handlers.screens import AnyPicture, Attachment, MadeFile, MadePicture, Picture

MOST_POP_UP = 200
MOST_REMEMBERED_FILES = 1_000

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message goes, and how."""

    chat_id: int
    thread: int | None = None
    is_silent: bool = False
    is_guarded: bool = False
    may_repeat: bool = False
    """Whether it is better to come twice than not at all, where nobody can know whether it came."""
    is_unasked: bool = False
    """Whether nobody waits for it, so that a limit is told and not waited for."""

    @property
    def options(self) -> dict[str, Any]:
        """As the Bot API names them."""
        return {
            "chat_id": self.chat_id,
            "message_thread_id": self.thread,
            "disable_notification": self.is_silent or None,
            "protect_content": self.is_guarded or None,
        }


class Sender:
    """Speaks to the Bot API for one bot."""

    def __init__(self, bot: Client, sleep: Sleep = asyncio.sleep) -> None:
        """`bot` is initialised already."""
        self._bot = bot
        self._sleep = sleep
        self._file_ids: dict[Path, str] = {}

    async def send(self, place: Place, payload: Payload) -> int:
        """A new message; returns its id. Raises CallFailed or Moved."""
        if payload.picture is not None:
            return await self._send_picture(place, payload, payload.picture)
        values = {**place.options, **_words_of(payload)}
        sent = await self._new(place, lambda: self._bot.make("sendMessage", values))
        return int(sent["message_id"])

    async def _send_picture(self, place: Place, payload: Payload, picture: AnyPicture) -> int:
        async def make() -> Message:
            return await self._bot.send_photo(
                photo=await self._photo(picture),
                caption=payload.html or None,
                parse_mode=ParseMode.HTML,
                api_kwargs={"reply_markup": payload.keyboard},
                **place.options,
            )

        try:
            message = await self._by_id_or_bytes(picture, lambda: self._new(place, make))
        except CallFailed as failed:
            _let_words_go_alone(failed)
            return await self.send(place, in_words(payload, picture))
        return message.message_id

    async def _by_id_or_bytes(self, picture: AnyPicture, show: Callable[[], Awaitable[T]]) -> T:
        """What came of it; what the server has no more under its id is sent anew. Raises CallFailed or Moved."""
        try:
            message = await show()
        except CallFailed as failed:
            if failed.fault is not Fault.REFUSED or not self._forgets(picture):
                raise
            return await self._by_id_or_bytes(picture, show)
        self._remember(picture, message)
        return message

    async def _photo(self, picture: AnyPicture, *, attach: bool = False) -> str | InputFile:
        """What the server has already, by its id; else the bytes, read or made off the event loop.

        `attach` where it stands inside of another object, which then only names it.
        """
        if isinstance(picture, MadePicture):
            content = await _got(partial(made_picture, picture), beside)
            return InputFile(content, filename=f"{picture.name}.png", attach=attach)
        if picture.path in self._file_ids:
            return self._file_ids[picture.path]
        return InputFile(await _got(picture.path.read_bytes), filename=picture.path.name, attach=attach)

    def _forgets(self, picture: AnyPicture) -> bool:
        """False where its bytes were sent already."""
        return isinstance(picture, Picture) and self._file_ids.pop(picture.path, None) is not None

    def _remember(self, picture: AnyPicture, message: object) -> None:
        if isinstance(picture, Picture) and isinstance(message, Message) and message.photo:
            if len(self._file_ids) >= MOST_REMEMBERED_FILES:
                self._file_ids.clear()
            self._file_ids[picture.path] = message.photo[-1].file_id

    async def edit(self, chat_id: int, message_id: int, payload: Payload) -> None:
        """The message says something else from now on. Raises CallFailed or Moved."""
        values = {"chat_id": chat_id, "message_id": message_id, **_words_of(payload)}
        await call(lambda: self._bot.make("editMessageText", values), may_repeat=True, sleep=self._sleep)

    async def edit_inline(self, inline_message_id: str, payload: Payload) -> None:
        """A message that somebody sent inline says something else from now on. Raises CallFailed or Moved."""
        values = {"inline_message_id": inline_message_id, **_words_of(payload)}
        await call(lambda: self._bot.make("editMessageText", values), may_repeat=True, sleep=self._sleep)

    async def answer_query(self, query: str, answer: Json) -> None:
        """Answer an inline query; one that is too old is let be. Raises CallFailed or Moved."""
        values = {"inline_query_id": query, **answer}
        await call(lambda: self._bot.make("answerInlineQuery", values), may_repeat=True, sleep=self._sleep)

    async def edit_picture(self, chat_id: int, message_id: int, payload: Payload) -> bool:
        """A message of text becomes a picture with a caption; False where that can't be. Raises CallFailed or Moved."""
        assert payload.picture is not None
        picture = payload.picture

        async def make() -> object:
            photo = await self._photo(picture, attach=True)
            media = InputMediaPhoto(photo, caption=payload.html, parse_mode=ParseMode.HTML)
            buttons = {"reply_markup": payload.keyboard}
            return await self._bot.edit_message_media(media, chat_id, message_id, api_kwargs=buttons)

        try:
            await self._by_id_or_bytes(picture, lambda: call(make, may_repeat=True, sleep=self._sleep))
        except CallFailed as failed:
            _let_words_go_alone(failed)
            return False
        return True

    async def edit_caption(self, chat_id: int, message_id: int, payload: Payload) -> None:
        """The words below a picture. Raises CallFailed or Moved."""

        values = {
            "chat_id": chat_id,
            "message_id": message_id,
            "caption": payload.html,
            "parse_mode": ParseMode.HTML.value,
            "reply_markup": payload.keyboard,
        }
        await call(lambda: self._bot.make("editMessageCaption", values), may_repeat=True, sleep=self._sleep)

    async def send_file(self, place: Place, file: Attachment | MadeFile) -> int:
        """A file with its description in words; returns the id of its message.

        Raises CallFailed or Moved; a file that can't be read is Refused.
        """
        content = file.content if isinstance(file, MadeFile) else await _got(file.path.read_bytes)
        caption, _rest = cut(safe(file.description), MessageLimit.CAPTION_LENGTH)

        async def make() -> Message:
            return await self._bot.send_document(
                document=InputFile(content, filename=file.name),
                caption=str(caption) or None,
                **place.options,
            )

        return (await self._new(place, make)).message_id

    async def _new(self, place: Place, make: Callable[[], Awaitable[T]]) -> T:
        """A message that must not come twice is tried again only where it surely did not arrive."""
        longest = 0.0 if place.is_unasked else LONGEST_WAIT
        message = await call(make, may_repeat=place.may_repeat, sleep=self._sleep, longest_wait=longest)
        assert message is not None, "no fault of sending is harmless"
        return message

    async def remove(self, chat_id: int, message_ids: Sequence[int]) -> None:
        """Take messages away, as far as the server still does; what it refuses stays."""
        most = BulkRequestLimit.MAX_LIMIT
        for at in range(0, len(message_ids), most):
            try:
                await self._remove(chat_id, message_ids[at : at + most])
            except CallFailed as failed:
                log.info("messages could not be removed", kind=failed.kind)

    async def _remove(self, chat_id: int, message_ids: Sequence[int]) -> None:
        await call(lambda: self._bot.delete_messages(chat_id, message_ids), may_repeat=True, sleep=self._sleep)

    async def answer_tap(self, query: str, words: str = "", *, is_alert: bool = False) -> None:
        """Let go of a tapped button; words as a pop-up, or as a toast that only repeats."""
        try:
            await call(
                lambda: self._bot.answer_callback_query(
                    query, text=words[:MOST_POP_UP] or None, show_alert=is_alert or None
                ),
                may_repeat=True,
                sleep=self._sleep,
            )
        except CallFailed as failed:
            log.warning("a tap could not be answered", kind=failed.kind)

    async def lead_on(self, query: str, url: str) -> None:
        """Let go of a tapped button by opening a link into the bot's own chat."""
        try:
            await call(lambda: self._bot.answer_callback_query(query, url=url), may_repeat=True, sleep=self._sleep)
        except CallFailed as failed:
            log.warning("a tap could not be answered", kind=failed.kind)

    async def shows_work(self, place: Place, *, uploads: bool = False) -> None:
        """Show that something is being made; it decorates, so its faults are only counted."""
        action = ChatAction.UPLOAD_DOCUMENT if uploads else ChatAction.TYPING
        try:
            await call(
                lambda: self._bot.send_chat_action(place.chat_id, action, message_thread_id=place.thread),
                may_repeat=False,
                sleep=self._sleep,
            )
        except CallFailed as failed:
            log.info("could not show that work goes on", kind=failed.kind)


def _let_words_go_alone(failed: CallFailed) -> None:
    """Not every picture is taken, and not every server lets a message of words become one. Raises any other fault."""
    if failed.fault not in {Fault.REFUSED, Fault.NOT_EDITABLE}:
        raise failed
    log.warning("a picture was refused; its words go alone")


async def _got(bring: Callable[[], bytes], where: Callable[..., Awaitable[bytes]] = asyncio.to_thread) -> bytes:
    """Read or made off the event loop. Raises CallFailed."""
    try:
        return await where(bring)
    except OSError as error:
        raise CallFailed(Fault.REFUSED, type(error).__name__) from error


def in_words(payload: Payload, picture: AnyPicture) -> Payload:
    """The same message without its picture, whose description stands for it where there are no other words."""
    return replace(payload, picture=None, html=payload.html or sentence(picture.description).html)


def _words_of(payload: Payload) -> dict[str, Any]:
    """What a message of text says, as the Bot API names it."""
    return {
        "text": payload.html,
        "parse_mode": ParseMode.HTML.value,
        "reply_markup": payload.keyboard,
        "link_preview_options": payload.preview,
    }
