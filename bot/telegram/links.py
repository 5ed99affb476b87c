"""Links that lead into the bot's private chat (https://core.telegram.org/bots/features#deep-linking)."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Bot

from config.texts import _
from handlers.screens import MOST_TOKEN_BYTES, Action, LinkButton, payload_of

RIGHTS_IN_CHANNELS = "post_messages+edit_messages"


@dataclass(frozen=True, slots=True)
class Links:
    """The addresses of one bot; `is_inline` where its name can be typed in other chats, which its owner switches on."""

    username: str
    is_inline: bool = False

    @property
    def address(self) -> str:
        """The bot itself."""
        return f"https://t.me/{self.username}"

    def invite(self, action: Action) -> str:
        """A link that leads to the action; what a payload can't carry leads to the start."""
        payload = payload_of(action)
        can_carry = payload.replace("-", "").replace("_", "").isalnum() and payload.isascii()
        return f"{self.address}?start={payload}" if can_carry and len(payload) <= MOST_TOKEN_BYTES else self.address

    def into_rooms(self, action: Action) -> tuple[LinkButton, ...]:
        """The app's own lists of groups and channels; phones lose the payload, so that nothing depends on it."""
        payload = payload_of(action)
        return (
            LinkButton(_("Choose a group"), f"{self.address}?startgroup={payload}"),
            LinkButton(_("Choose a channel"), f"{self.address}?startchannel&admin={RIGHTS_IN_CHANNELS}"),
        )


def links_of(bot: Bot) -> Links:
    """Those of a bot that is logged in."""
    return Links(bot.username, bool(bot.supports_inline_queries))
