"""Buttons as Telegram has them, and what their callback data says of the message they stand on.

An action's token goes along as it is. One sign before it tells what kind of message the button stands on, so that a
tap of years later is still answered rightly, with nothing kept: an event stays and is answered below it, a form is
edited until its result takes its place, and text below a picture stays text.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from urllib.parse import quote, urlencode, urlsplit

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import InlineKeyboardButtonLimit

from bot.safety import safe_line
from config.texts import _
from handlers.breaks import units
from handlers.screens import AnyButton, Button, LinkButton, Look, Rows, ShareButton

MOST_BYTES = int(InlineKeyboardButtonLimit.MAX_CALLBACK_DATA)
MOST_COPIED = int(InlineKeyboardButtonLimit.MAX_COPY_TEXT)
_STYLES = {Look.MAIN: "primary", Look.DANGER: "danger"}
_OPENED = {"http", "https", "tg"}
"""The addresses that Telegram opens from a button."""


class Stand(StrEnum):
    """What kind of message a button stands on; each is the sign before the token."""

    PLACE = ""
    EVENT = "!"
    FORM = "?"
    BELOW_PICTURE = "."


def stamped(token: str, stand: Stand) -> str:
    """The token with its sign; a token that leaves no room for it goes alone."""
    data = stand + token
    return data if len(data.encode()) <= MOST_BYTES else token


def read(data: str) -> tuple[Stand, str]:
    """What kind of message was tapped, and the token."""
    sign = data[:1]
    if sign and sign in {Stand.EVENT, Stand.FORM, Stand.BELOW_PICTURE}:
        return Stand(sign), data[1:]
    return Stand.PLACE, data


def keyboard(rows: Rows, stand: Stand) -> InlineKeyboardMarkup | None:
    """The rows of buttons; None where there is none that Telegram can have."""
    made = [[each for button in row for each in _made(button, stand)] for row in rows]
    return InlineKeyboardMarkup([row for row in made if row]) if any(made) else None


def _made(button: AnyButton, stand: Stand) -> Iterator[InlineKeyboardButton]:
    label = safe_line(button.label) or "…"
    match button:
        case Button():
            data = stamped(button.action.token, stand)
            yield InlineKeyboardButton(label, callback_data=data, style=_STYLES.get(button.look))
        case LinkButton(_label, url):
            if urlsplit(url).scheme in _OPENED:
                yield InlineKeyboardButton(label, url=url)
        case ShareButton(_label, text):
            yield InlineKeyboardButton(label, url=share_address(text), style=_STYLES[Look.MAIN])
            if 0 < units(text) <= MOST_COPIED:
                yield InlineKeyboardButton(_("Copy the text"), copy_text=CopyTextButton(text))


def share_address(text: str) -> str:
    """Opens the list of chats with the text written in (https://core.telegram.org/api/links#share-links)."""
    return f"https://t.me/share/url?{urlencode({'url': text}, quote_via=quote)}"
