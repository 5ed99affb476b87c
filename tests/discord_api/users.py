"""Accounts, of people and of the bot."""

from __future__ import annotations

from dataclasses import dataclass

from tests.discord_api.refusals import Json


@dataclass(eq=False, slots=True)
class User:
    """An account; `locale` is the language of their app."""

    id: int
    name: str
    locale: str = "en-US"
    is_bot: bool = False
    has_closed_dms: bool = False
    has_installed: bool = False
    """Whether they added the app to their own account."""

    @property
    def username(self) -> str:
        """Unique and lower case."""
        return f"{self.name.lower().replace(' ', '.')}.{self.id % 100_000}"

    @property
    def mention(self) -> str:
        """What pings them."""
        return f"<@{self.id}>"

    @property
    def json(self) -> Json:
        """As the API writes it."""
        return {
            "id": str(self.id),
            "username": self.username,
            "discriminator": "0",
            "global_name": self.name,
            "avatar": None,
            "bot": self.is_bot,
            "flags": 0,
            "public_flags": 0,
            "primary_guild": None,
        }
