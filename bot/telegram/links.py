"""Links that lead into the bot's private chat (https://core.telegram.org/bots/features#deep-linking)."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.screens import MOST_TOKEN_BYTES, Action, payload_of


@dataclass(frozen=True, slots=True)
class Links:
    """The addresses of one bot."""

    username: str

    @property
    def address(self) -> str:
        """The bot itself."""
        return f"https://t.me/{self.username}"

    def invite(self, action: Action) -> str:
        """A link that leads to the action; what a payload can't carry leads to the start."""
        payload = payload_of(action)
        can_carry = payload.replace("-", "").replace("_", "").isalnum() and payload.isascii()
        return f"{self.address}?start={payload}" if can_carry and len(payload) <= MOST_TOKEN_BYTES else self.address
