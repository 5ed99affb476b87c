"""Live cards are kept up to date: posted once, edited when they would show something else, never sent again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import blake2b

import structlog

from bot.platforms import Answer, Delivered, Gone, Platform, TryLater, Unknown
from config.texts import speaking
from handlers.screens import Screen
from handlers.turn import Chat, Incoming, Person
from storage.cards import NOTHING_CHOSEN, Card
from storage.chats import ChatKind
from storage.store import Store

EVERY_SECONDS = 2.0
MOST_AT_ONCE = 20
"""Cards shown at one look: they give way to people who wait for an answer."""
AGAIN_AFTER = timedelta(minutes=5)

log = structlog.get_logger()


class LiveCards:
    """Looks after the cards of all platforms that run."""

    def __init__(
        self, store: Store, platforms: Mapping[str, Platform], answer: Answer, clock: Callable[[], datetime]
    ) -> None:
        """`answer` is dispatch: a card is what somebody unknown is shown who looks at it."""
        self._store = store
        self._platforms = platforms
        self._answer = answer
        self._clock = clock

    async def keep(self, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep) -> None:
        """Look again and again, until cancelled; trouble is logged, and the next look tries again."""
        while True:
            try:
                await self.look()
            except Exception:
                log.exception("cards could not be looked after")
            await sleep(EVERY_SECONDS)

    async def look(self) -> None:
        """Notice what has changed, and show those cards whose time has come."""
        now = self._clock()
        await self._store.turn(lambda nouns: nouns.cards.notice_changes(now, MOST_AT_ONCE))
        for card in await self._store.turn(lambda nouns: nouns.cards.claim_due(now, MOST_AT_ONCE)):
            platform = self._platforms.get(card.platform)
            if platform is not None:
                await self._look_after(platform, card)

    async def _look_after(self, platform: Platform, card: Card) -> None:
        if card.is_over:
            await self._take_away(platform, card)
            return
        screen = await self._screen(platform, card)
        shown = _digest(screen)
        if shown == card.shown:
            await self._stands(card, card.message, shown)
            return
        with speaking(screen.language):
            receipt = await platform.deliver(card.address, screen, is_silent=True, replaces=card.message)
        match receipt:
            case Delivered(message):
                if not await self._stands(card, message, shown):
                    await platform.take_away(card.address, message)
            case TryLater(after):
                await self._put_off(card, after)
            case Gone():
                await self._store.turn(lambda nouns: nouns.cards.drop(card))
            case _:
                log.warning("a card could not be shown", kind=type(receipt).__name__)
                await self._put_off(card, AGAIN_AFTER)

    async def _take_away(self, platform: Platform, card: Card) -> None:
        """Nothing has to go that was never posted; what can't go just now is tried again."""
        receipt = await platform.take_away(card.address, card.message) if card.message else Gone()
        match receipt:
            case TryLater(after):
                await self._put_off(card, after)
            case Unknown():
                await self._put_off(card, AGAIN_AFTER)
            case _:
                await self._store.turn(lambda nouns: nouns.cards.drop(card))

    async def _screen(self, platform: Platform, card: Card) -> Screen:
        """What somebody sees who looks on in that chat, and of whom nothing is known."""
        token = "card_choice" if card.subject == NOTHING_CHOSEN else f"card:{card.subject.kind}:{card.subject.key}"
        kind = ChatKind(card.chat_kind)
        standing = Chat(card.platform, card.address, is_private=False)
        chat = replace(standing, is_channel=kind.is_channel, is_of_server=kind.is_of_server)
        update_id, nobody = f"card/{card.id}", Person(card.platform, "", locale=card.locale)
        looking = Incoming("cards", update_id, nobody, chat, token, invite=platform.invite, is_admin=True, is_look=True)
        reply = await self._answer(looking)
        assert isinstance(reply, Screen), "a card is a screen"
        return reply

    async def _stands(self, card: Card, message: str, shown: str) -> bool:
        now = self._clock()
        return await self._store.turn(lambda nouns: nouns.cards.stands(card, message, shown, now))

    async def _put_off(self, card: Card, after: timedelta) -> None:
        until = self._clock() + after
        await self._store.turn(lambda nouns: nouns.cards.put_off(card, until))


def _digest(screen: Screen) -> str:
    """Equal for screens that show the same."""
    return blake2b(repr(screen).encode(), digest_size=16).hexdigest()
