"""Inline queries: what somebody types after the bot's name, in chats that are not ours, is answered with cards.

A query changes nothing, so it is neither written down nor told to dispatch as a turn, and an old one may be lost. Who
asks is known here alone, and only until they are answered: their app shows what it asked for last.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from typing import Any

import structlog
from telegram import ChosenInlineResult, InlineQuery

from bot.platforms import Delivered, Gone, Offering, Receipt
from bot.telegram.articles import answer_of, card_for_chats, petition_in
from bot.telegram.calling import CallFailed, Fault
from bot.telegram.html import Server
from bot.telegram.incoming import NAME, locale_of
from bot.telegram.marks import Marks
from bot.telegram.placing import Scene
from bot.telegram.polling import RawUpdate
from bot.telegram.sending import Sender
from config.texts import speaking
from handlers.offers import Offer
from handlers.screens import Screen
from handlers.turn import Chat, Incoming, Person

SENT = "inline:"
"""Before the id of a card that was sent inline, in the address of its chat, of which nothing else is known."""
MOST_AT_ONCE = 2
"""So many are looked up beside one another: some reader of the store stays free for people who tap."""
MOST_PEOPLE = 100
"""Whoever asks beside so many others is not answered: their app asks again with the next letter."""
MOST_OFFSET_DIGITS = 4

log = structlog.get_logger()
Start = Callable[[Coroutine[Any, Any, None]], object]


@dataclass(frozen=True, slots=True)
class Asked:
    """One inline query; `skip` is how many of its results were shown already."""

    query: str
    person: int
    locale: str
    words: str
    skip: int


class Inline:
    """Answers inline queries for one bot, and tells which of its cards are sent."""

    def __init__(self, bot: str, sender: Sender, offer: Offering, scene: Scene, marks: Marks) -> None:
        """`bot` is the name under which updates are handled."""
        self._bot = bot
        self._sender = sender
        self._offer = offer
        self._scene = scene
        self._marks = marks
        self._newest: dict[int, Asked] = {}
        self._a_few = asyncio.Semaphore(MOST_AT_ONCE)
        self.dropped = 0
        """Queries of more people than can be answered at one time."""

    def takes(self, raw: RawUpdate, start: Start) -> bool:
        """Whether it is an inline query; the work on it is started, and it need not come again."""
        asked = _asked_in(raw.get("inline_query"))
        if asked is None:
            return False
        is_in_work = asked.person in self._newest
        if not is_in_work and len(self._newest) >= MOST_PEOPLE:
            self.dropped += 1
            return True
        self._newest[asked.person] = asked
        if not is_in_work:
            start(self._answer_newest(asked.person))
        return True

    async def _answer_newest(self, person: int) -> None:
        """Answer what somebody asked last, until they have asked nothing newer meanwhile."""
        try:
            while not await self._is_answered(person):
                pass
        finally:
            del self._newest[person]

    async def _is_answered(self, person: int) -> bool:
        async with self._a_few:
            asked = self._newest[person]
            found = await self._offer(self._incoming(asked), asked.skip)
        if self._newest[person] is asked:
            await self._answer(asked, found)
        return self._newest[person] is asked

    def _incoming(self, asked: Asked) -> Incoming:
        """Nobody asks, from nowhere: what is found can't depend on it."""
        return Incoming(
            self._bot,
            asked.query,
            Person(NAME, "", locale=asked.locale),
            Chat(NAME, SENT, is_private=False),
            words=asked.words,
        )

    async def _answer(self, asked: Asked, found: tuple[Offer, ...] | None) -> None:
        async def answer(server: Server) -> None:
            with speaking(asked.locale):
                told = answer_of(found, asked.words, asked.skip, replace(self._scene, server=server))
            await self._sender.answer_query(asked.query, told)

        try:
            await self._marks.as_read(answer)
        except CallFailed as failed:
            log.warning("an inline query could not be answered", fault=str(failed.fault), kind=failed.kind)

    async def change(self, inline_message: str, screen: Screen) -> Receipt:
        """Let a card that was sent show this from now on."""

        async def edit(server: Server) -> None:
            card = card_for_chats(screen, replace(self._scene, server=server))
            if card is None:
                raise CallFailed(Fault.REFUSED, "too long for a card")
            await self._sender.edit_inline(inline_message, card)

        try:
            await self._marks.as_read(edit)
        except CallFailed as failed:
            return Gone() if failed.fault is Fault.NOT_EDITABLE else failed.receipt
        return Delivered(inline_message)

    def sent_on(self, raw: RawUpdate) -> Incoming | None:
        """That a card was sent into a chat, where the update tells so; who sent it is left out."""
        chosen = _chosen_in(raw.get("chosen_inline_result"))
        petition = petition_in(chosen.result_id) if chosen else ""
        if chosen is None or not petition or not chosen.inline_message_id:
            return None
        message = chosen.inline_message_id
        return Incoming(
            self._bot,
            str(raw["update_id"]),
            Person(NAME, "", locale=locale_of(chosen.from_user)),
            Chat(NAME, f"{SENT}{message}", is_private=False),
            words=petition,
            happening="sent_on",
            message=message,
        )


def _asked_in(raw: object) -> Asked | None:
    """None for what is no inline query, or none that the library can read."""
    try:
        query = InlineQuery.de_json(raw, None) if isinstance(raw, dict) else None
        if query is None:
            return None
        return Asked(str(query.id), int(query.from_user.id), locale_of(query.from_user), str(query.query), _skip(query))
    except Exception:
        return None


def _skip(query: InlineQuery) -> int:
    """How many were shown already, as we said in the answer before; 0 for what we never said."""
    said = str(query.offset)
    return int(said) if said.isascii() and said.isdecimal() and len(said) <= MOST_OFFSET_DIGITS else 0


def _chosen_in(raw: object) -> ChosenInlineResult | None:
    try:
        return ChosenInlineResult.de_json(raw, None) if isinstance(raw, dict) else None
    except Exception:
        return None
