"""Which marks the server reads: some know fewer than others, and what they can't read is said more plainly."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

import structlog

from bot.telegram.calling import CallFailed, Fault
from bot.telegram.html import Server

T = TypeVar("T")
log = structlog.get_logger()


class Marks:
    """What is known of one server."""

    def __init__(self, *, is_inline: bool = False) -> None:
        """It reads everything until it says otherwise."""
        self.server = Server(is_inline=is_inline)

    async def as_read(self, say: Callable[[Server], Awaitable[T]]) -> T:
        """Say it; where the server can't read it, without date-time marks from now on, or this once without any.

        Raises CallFailed or Moved.
        """
        dated = self.server
        undated = replace(dated, knows_moments=False)
        for server in dict.fromkeys((dated, undated)):
            try:
                said = await say(server)
            except CallFailed as failed:
                if failed.fault is not Fault.UNREADABLE:
                    raise
            else:
                self._reads(server)
                return said
        log.error("the server could not read a message's marks; it goes without them")
        return await say(replace(undated, knows_marks=False))

    def _reads(self, server: Server) -> None:
        if server != self.server:
            log.warning("the server reads no date-time marks; dates are written out from now on")
        self.server = server
