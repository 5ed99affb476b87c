"""What is said unasked: alerts to a chat, cards that stand in groups and in messages that somebody sent on."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.platforms import Delivered, Gone, Manner, Receipt, Scope, TryLater
from bot.telegram.among_others import AmongOthers
from bot.telegram.calling import CallFailed, Fault, Moved
from bot.telegram.inline import SENT, Inline
from bot.telegram.sending import Place, Sender
from bot.telegram.speaking import Speaker
from handlers.screens import Screen

MANY_CHATS, AT_ONE_TIME = 3, timedelta(seconds=2)
"""So many chats that are refused so shortly after one another are not refused for their own sake."""
_NUMBER = re.compile("-?[0-9]{1,20}")


class Refusals:
    """What a limit is of, which Telegram does not say: of one chat, unless several are refused at one time."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        """Nobody was refused yet."""
        self._clock = clock
        self._lately: dict[int, datetime] = {}

    def judged(self, chat_id: int, receipt: Receipt) -> Receipt:
        """The receipt of this chat, which may be of the whole bot."""
        if not isinstance(receipt, TryLater) or receipt.scope is not Scope.CHAT:
            return receipt
        now = self._clock()
        lately = {chat: at for chat, at in self._lately.items() if abs(now - at) < AT_ONE_TIME}
        self._lately = lately | {chat_id: now}
        return replace(receipt, scope=Scope.BOT) if len(self._lately) >= MANY_CHATS else receipt


class Delivery:
    """Says things to addresses: `chat`, `chat/topic` or `inline:message`."""

    def __init__(
        self, sender: Sender, speaker: Speaker, others: AmongOthers, inline: Inline, refusals: Refusals
    ) -> None:
        """Each of them says it in its own kind of place."""
        self._sender = sender
        self._speaker = speaker
        self._others = others
        self._inline = inline
        self._refusals = refusals

    async def deliver(self, address: str, screen: Screen, manner: Manner) -> Receipt:
        """A new message, or a message that says something else from now on."""
        if address.startswith(SENT):
            return await self._inline.change(address.removeprefix(SENT), screen)
        place = _place(address, is_silent=manner.is_silent, is_guarded=screen.is_guarded, is_unasked=True)
        if place is None:
            return Gone()
        try:
            return Delivered(str(await self._say(place, screen, manner.replaces)))
        except CallFailed as failed:
            is_gone = manner.replaces and failed.fault is Fault.NOT_EDITABLE
            return Gone() if is_gone else self._refusals.judged(place.chat_id, failed.receipt)

    async def _say(self, place: Place, screen: Screen, replaces: str) -> int:
        if replaces:
            await self._others.edit(place.chat_id, int(replaces), screen)
            return int(replaces)
        return await (self._others.post(place, screen) if screen.is_card else self._speaker.deliver(place, screen))

    async def take_away(self, address: str, message: str) -> Receipt:
        """A message goes, where it still can."""
        place = _place(address)
        if place is None:
            return Gone()
        try:
            await self._sender.remove(place.chat_id, [int(message)])
        except Moved:
            return Gone()
        return Delivered(message)


def _place(address: str, **manner: bool) -> Place | None:
    chat, _slash, topic = address.partition("/")
    if not _NUMBER.fullmatch(chat):
        return None
    return Place(int(chat), int(topic) if _NUMBER.fullmatch(topic) else None, **manner)
