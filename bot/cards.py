"""Live cards are kept up to date: posted once, edited when they would show something else, never sent again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from hashlib import blake2b

import structlog

from bot.platforms import Answer, Delivered, Gone, Manner, Platform, Receipt, Scope, TryLater, Unknown
from config.texts import speaking
from handlers.screens import Screen
from handlers.turn import Chat, Incoming, Person
from storage.cards import NOTHING_CHOSEN, PETITION
from storage.chats import ChatKind
from storage.due_cards import Card
from storage.nouns import Nouns
from storage.store import Store

EVERY_SECONDS = 2.0
MOST_AT_ONCE = 40
"""Cards that are being shown at one time: they give way to people who wait for an answer."""
MOST_NOTICED = 500
AGAIN_AFTER = timedelta(minutes=1)
SOON = timedelta(seconds=3)
"""Several cards of one group are shown one after the other."""

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
        self._stood: dict[int, str] = {}
        self._showing: dict[str, asyncio.Task[None]] = {}

    async def keep(self, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep) -> None:
        """Look again and again, until cancelled; trouble is logged, and the next look tries again."""
        while True:
            try:
                await self.look()
            except Exception:
                log.exception("cards could not be looked after")
            await sleep(EVERY_SECONDS)

    async def look(self) -> None:
        """Notice what has changed, and begin to show those cards whose time has come."""
        now = self._clock()
        await self._notice(now)
        for name, platform in dict(self._platforms).items():
            most = MOST_AT_ONCE - len(self._showing)
            if most > 0 and await self._store.read(partial(_waits, platform=name, now=now)):
                claimed: list[Card] = await self._store.turn(partial(_claim, platform=name, now=now, most=most))
                for card in claimed:
                    await self._begin(platform, card)

    async def rests(self) -> None:
        """Wait until what is being shown is shown."""
        while self._showing:
            await asyncio.wait(self._showing.values())

    async def _notice(self, now: datetime) -> None:
        """Nothing is written where no petition has changed and no card was long unseen."""
        standing = await self._store.read(lambda nouns: nouns.due_cards.standing())
        for petition_id in [key for key, stands in standing.items() if self._stood.get(key) != stands]:
            await self._notice_all(partial(_notice, petition_id=petition_id, now=now))
        self._stood = standing
        if await self._store.read(lambda nouns: nouns.due_cards.is_long_unseen(now)):
            await self._notice_all(lambda nouns: nouns.due_cards.notice_long_unseen(now, MOST_NOTICED))

    async def _notice_all(self, page: Callable[[Nouns], int]) -> None:
        while await self._store.page(page) == MOST_NOTICED:
            pass

    async def _begin(self, platform: Platform, card: Card) -> None:
        """One at a time where they share limits, so that one that has to wait holds up no other."""
        place = platform.pace_of(card.address)
        pace = f"{card.platform}:{place}"
        if pace in self._showing:
            await self._put_off(card, SOON)
            return
        rest = await self._store.read(partial(_rest, platform=card.platform, place=place, now=self._clock()))
        if rest > timedelta():
            await self._put_off(card, rest)
            return
        task = self._showing[pace] = asyncio.create_task(self._look_after(platform, card))
        task.add_done_callback(lambda _task: self._showing.pop(pace, None))

    async def _look_after(self, platform: Platform, card: Card) -> None:
        try:
            await (self._take_away(platform, card) if card.is_over else self._show(platform, card))
        except Exception:
            log.exception("a card could not be looked after")
            await self._put_off(card, AGAIN_AFTER)

    async def _take_away(self, platform: Platform, card: Card) -> None:
        """Nothing has to go that was never posted; what can't go just now is tried again."""
        receipt = await platform.take_away(card.address, card.message) if card.message else Gone()
        match receipt:
            case TryLater():
                await self._later(platform, card, receipt)
            case Unknown():
                await self._put_off(card, AGAIN_AFTER)
            case _:
                await self._store.turn(lambda nouns: nouns.due_cards.drop(card))

    async def _later(self, platform: Platform, card: Card, receipt: TryLater) -> None:
        """Alerts, too, rest where a limit is more than this card's."""
        if receipt.scope in (Scope.CHAT, Scope.BOT):
            place, now = platform.pace_of(card.address) if receipt.scope is Scope.CHAT else "", self._clock()
            until = now + receipt.after
            await self._store.turn(lambda nouns: nouns.pace.rest(card.platform, until, now, place))
        await self._put_off(card, receipt.after)

    async def _show(self, platform: Platform, card: Card) -> None:
        screen = await self._screen(platform, card)
        if screen is None:
            await self._put_off(card, AGAIN_AFTER)
            return
        shown = _digest(screen)
        if shown == card.shown:
            await self._stands(card, card.message, shown)
            return
        with speaking(screen.language):
            receipt = await platform.deliver(card.address, screen, Manner(is_silent=True, replaces=card.message))
        await self._is_told(platform, card, receipt, shown)

    async def _is_told(self, platform: Platform, card: Card, receipt: Receipt, shown: str) -> None:
        """Write down what became of it; one that was taken away while it was posted goes at once."""
        match receipt:
            case Delivered(message):
                if not await self._stands(card, message, shown):
                    await platform.take_away(card.address, message)
            case TryLater():
                await self._later(platform, card, receipt)
            case Gone() if card.message and card.is_wanted:
                await self._store.turn(lambda nouns: nouns.due_cards.post_again(card, self._clock()))
            case Gone():
                await self._store.turn(lambda nouns: nouns.due_cards.drop(card))
            case Unknown() if not card.message:
                log.warning("nobody knows whether a card came; it is not sent again")
                await self._store.turn(lambda nouns: nouns.due_cards.drop(card))
            case _:
                log.warning("a card could not be shown", kind=type(receipt).__name__)
                await self._put_off(card, AGAIN_AFTER)

    async def _screen(self, platform: Platform, card: Card) -> Screen | None:
        """What somebody sees who looks on in that chat, and of whom nothing is known; None where there is trouble."""
        kind = ChatKind(card.chat_kind)
        standing = Chat(card.platform, card.address, is_private=False)
        chat = replace(standing, is_channel=kind.is_channel, is_of_server=kind.is_of_server)
        update_id, nobody = f"card/{card.id}", Person(card.platform, "", locale=card.locale)
        looking = Incoming(
            "cards", update_id, nobody, chat, _token(card), invite=platform.invite, is_admin=True, is_look=True
        )
        reply = await self._answer(looking)
        return reply if isinstance(reply, Screen) and reply.is_card else None

    async def _stands(self, card: Card, message: str, shown: str) -> bool:
        now = self._clock()
        return await self._store.turn(lambda nouns: nouns.due_cards.stands(card, message, shown, now))

    async def _put_off(self, card: Card, after: timedelta) -> None:
        until = self._clock() + after
        await self._store.turn(lambda nouns: nouns.due_cards.put_off(card, until))


def _rest(nouns: Nouns, *, platform: str, place: str, now: datetime) -> timedelta:
    """How long the platform wants nothing there; the pace of alerts does not hold a card up."""
    return nouns.pace.rests_until(platform, now, place) - now


def _waits(nouns: Nouns, *, platform: str, now: datetime) -> bool:
    return nouns.due_cards.waits(platform, now)


def _claim(nouns: Nouns, *, platform: str, now: datetime, most: int) -> list[Card]:
    return nouns.due_cards.claim_due(platform, now, most)


def _notice(nouns: Nouns, *, petition_id: int, now: datetime) -> int:
    return nouns.due_cards.notice_change(petition_id, now, MOST_NOTICED)


def _token(card: Card) -> str:
    if card.subject == NOTHING_CHOSEN:
        return "card_choice"
    about = f"card:{card.subject.kind}:{card.subject.key}"
    return f"{about}:{card.count}" if card.subject.kind == PETITION and card.count is not None else about


def _digest(screen: Screen) -> str:
    """Equal for screens that show the same."""
    return blake2b(repr(screen).encode(), digest_size=16).hexdigest()
