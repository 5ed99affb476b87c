"""Trouble that tests wish for: on the way in, in the answer, or on the way back."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

from tests.telegram_api.refusals import Refused, too_many_requests

ANY = "*"
"""Stands for every method but getUpdates."""


@dataclass(eq=False, slots=True)
class Fault:
    """What happens to the next calls of a method; `times` counts down."""

    method: str
    times: int = 1
    chat: int | None = None
    error: int | None = None
    description: str = ""
    retry_after: int | None = None
    is_garbage: bool = False
    resets: bool = False
    loses_answer: bool = False
    seconds: float = 0.0
    until: asyncio.Event | None = None
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when a call has come to it."""

    def meets(self, method: str, chat: Any) -> bool:
        """Whether it is this call's turn."""
        names = {method} if method == "getUpdates" else {method, ANY}
        return self.times > 0 and self.method in names and self.chat in (None, chat)

    async def wait(self) -> None:
        """Keep the call waiting."""
        self.reached.set()
        if self.seconds:
            await asyncio.sleep(self.seconds)
        if self.until is not None:
            await self.until.wait()

    @property
    def refusal(self) -> Refused | None:
        """What is answered instead of the effect, where the Bot API itself would answer so."""
        if self.error == 429:
            return too_many_requests(self.retry_after or 1)
        if self.error is None or (self.error >= 500 and not self.description):
            return None
        return Refused(self.error, self.description or f"Bad Request: injected {self.error}")

    @property
    def page(self) -> str:
        """What a server in front of the Bot API says when that is away."""
        return (
            f"<html>\r\n<head><title>{self.error}</title></head>\r\n<body><h1>{self.error}</h1></body>\r\n</html>\r\n"
        )
