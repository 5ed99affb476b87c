"""People at the Bot API server: they open a petition, get a card, and tap the button that signs."""

from __future__ import annotations

import asyncio
import html
import json
import re
from dataclasses import dataclass

from benchmarks.bot_api import AT, BOT, BotApi, Json

FIRST_PERSON = 1_000_000_001
CARD_MESSAGE = 41
PETITION = "KTMWQR"
SIGN = "Sign, counted only"
_TAG = re.compile("<[^>]+>")


@dataclass(frozen=True)
class Card:
    """A petition as it was shown: its words, its buttons, and what the one that signs carries."""

    text: str
    keyboard: Json
    data: str


def person(at: int) -> Json:
    """Somebody with this place in the row of all."""
    return {"id": FIRST_PERSON + at, "is_bot": False, "first_name": "Ada", "last_name": "Li", "language_code": "en"}


def chat(at: int) -> Json:
    """Their private chat, which has the same id."""
    return {"id": FIRST_PERSON + at, "type": "private", "first_name": "Ada", "last_name": "Li"}


def place_of(chat_id: object) -> int:
    """The place in the row of the person of this chat."""
    return int(str(chat_id)) - FIRST_PERSON


def opening(at: int, code: str = PETITION) -> Json:
    """They follow a link to a petition."""
    text = f"/start {code}"
    marks = [{"type": "bot_command", "offset": 0, "length": len("/start")}]
    message = {"message_id": 40, "from": person(at), "chat": chat(at), "date": AT, "text": text, "entities": marks}
    return {"message": message}


def tap(at: int, card: Card, query: str | None = None) -> Json:
    """They tap the button that signs, on a card of their own."""
    shown = {
        "message_id": CARD_MESSAGE,
        "from": BOT,
        "chat": chat(at),
        "date": AT,
        "text": card.text,
        "reply_markup": card.keyboard,
    }
    query = query or f"query-{at}"
    asked = {"id": query, "from": person(at), "message": shown, "chat_instance": f"-{at}", "data": card.data}
    return {"callback_query": asked}


def card_of(sent: Json) -> Card | None:
    """The card in what was sent; None where no button of it signs."""
    keyboard = sent.get("reply_markup") or {"inline_keyboard": []}
    keyboard = json.loads(keyboard) if isinstance(keyboard, str) else keyboard
    for button in (button for row in keyboard["inline_keyboard"] for button in row):
        if button["text"] == SIGN:
            words = html.unescape(_TAG.sub("", sent.get("text") or sent.get("caption") or ""))
            return Card(words, keyboard, button["callback_data"])
    return None


class Scout:
    """Somebody who opens the petition once, so that all others have its card."""

    def __init__(self) -> None:
        """No card has been seen."""
        self.card: Card | None = None
        self._came = asyncio.Event()

    def sees(self, method: str, values: Json) -> None:
        """Look at a call of the bot's."""
        if self.card is None and method in {"sendMessage", "sendPhoto"}:
            self.card = card_of(values)
            if self.card is not None:
                self._came.set()

    async def opens(self, api: BotApi, at: int, seconds: float, code: str = PETITION) -> Card:
        """Open the petition and take the card. Raises TimeoutError."""
        api.push([opening(at, code)])
        async with asyncio.timeout(seconds):
            await self._came.wait()
        assert self.card is not None
        return self.card
