"""Answers without a store, as dispatch would give them."""

from __future__ import annotations

from collections.abc import Callable

from bot.platforms import Answer, Show
from handlers.screens import Reply
from handlers.turn import Incoming


def answering(reply_to: Callable[[Incoming], Reply | None]) -> Answer:
    """What dispatch offers, with replies of one's own; each is shown before it is returned."""

    async def answer(incoming: Incoming, show: Show | None = None) -> Reply | None:
        reply = reply_to(incoming)
        if show is not None:
            await show(reply)
        return reply

    return answer
