"""What is said unasked: alerts to a chat, cards that stand in groups and in messages that somebody sent on."""

from __future__ import annotations

import re

from bot.platforms import Delivered, Gone, Manner, Receipt
from bot.telegram.among_others import AmongOthers
from bot.telegram.calling import CallFailed, Fault, Moved
from bot.telegram.inline import SENT, Inline
from bot.telegram.sending import Place, Sender
from bot.telegram.speaking import Speaker
from handlers.screens import Screen

_NUMBER = re.compile("-?[0-9]{1,20}")


class Delivery:
    """Says things to addresses: `chat`, `chat/topic` or `inline:message`."""

    def __init__(self, sender: Sender, speaker: Speaker, others: AmongOthers, inline: Inline) -> None:
        """Each of them says it in its own kind of place."""
        self._sender = sender
        self._speaker = speaker
        self._others = others
        self._inline = inline

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
            return Gone() if manner.replaces and failed.fault is Fault.NOT_EDITABLE else failed.receipt

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
