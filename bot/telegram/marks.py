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
    """What is known of one server; dates are given up first, then all marks."""

    def __init__(self, *, is_inline: bool = False) -> None:
        """It knows everything until it says otherwise."""
        self.server = Server(is_inline=is_inline)

    async def as_read(self, say: Callable[[Server], Awaitable[T]]) -> T:
        """Say it, with fewer marks from now on where the server can't read them. Raises CallFailed or Moved."""
        while True:
            server = self.server
            try:
                return await say(server)
            except CallFailed as failed:
                if failed.fault is not Fault.UNREADABLE or not server.knows_marks:
                    raise
                log.warning("the server could not read a message's marks; it says less of them", kind=failed.kind)
                self.server = replace(server, knows_moments=False, knows_marks=server.knows_moments)
