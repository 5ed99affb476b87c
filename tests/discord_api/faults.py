"""Trouble that tests wish for: on the way in, in the answer, or on the way back."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from tests.discord_api.refusals import Json, Refused

ANY = "*"
"""Stands for every call."""


@dataclass(eq=False, slots=True)
class Fault:
    """What happens to the next calls whose method and path look like `call`; `times` counts down."""

    call: str
    times: int = 1
    error: int | None = None
    code: int = 0
    message: str = ""
    retry_after: float | None = None
    is_global: bool = False
    is_garbage: bool = False
    resets: bool = False
    loses_answer: bool = False
    until: asyncio.Event | None = None
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when a call has come to it."""

    def meets(self, method: str, path: str) -> bool:
        """Whether it is this call's turn."""
        return self.times > 0 and fnmatchcase(f"{method} {path}", self.call)

    async def wait(self) -> None:
        """Keep the call waiting."""
        self.reached.set()
        if self.until is not None:
            await self.until.wait()

    @property
    def refusal(self) -> Refused | None:
        """What is answered instead of the effect, where Discord itself would answer so."""
        if self.error is None or self.error == 429 or (self.error >= 500 and not self.message):
            return None
        return Refused(self.error, self.code, self.message or f"{self.error}: injected")

    @property
    def wait_told(self) -> Json:
        """The body of a 429."""
        return {"message": "You are being rate limited.", "retry_after": self.retry_after, "global": self.is_global}
