"""Buttons as Telegram has them, and what their callback data says of the message they stand on.

An action's token goes along as it is. One sign before it tells what kind of message the button stands on, so that a
tap of years later is still answered rightly, with nothing kept: an event stays and is answered below it, a form is
edited until its result takes its place, and text below a picture stays text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from telegram.constants import InlineKeyboardButtonLimit

from bot.safety import safe, safe_line
from config.texts import _
from handlers.breaks import units
from handlers.screens import AnyButton, Button, LinkButton, Look, Rows, ShareButton

MOST_BYTES = int(InlineKeyboardButtonLimit.MAX_CALLBACK_DATA)
MOST_COPIED = int(InlineKeyboardButtonLimit.MAX_COPY_TEXT)
MOST_IN_ROW = 3
MOST_BESIDE_TWO = 12
"""Characters of a label that a phone of 360 px shows whole in a row of three."""
Json = dict[str, Any]
"""What goes to the server as it is: the library's own objects take longer to be made than all else of a message."""
HandsOn = Callable[[ShareButton, str], Json]
_STYLES = {Look.MAIN: "primary", Look.DANGER: "danger"}
_OPENED = {"http", "https", "tg"}
"""The addresses that Telegram opens from a button."""
_AMONG_PEOPLE: Json = {
    "allow_user_chats": True,
    "allow_group_chats": True,
    "allow_channel_chats": True,
    "allow_bot_chats": False,
}


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


def keyboard(rows: Rows, stand: Stand, *, is_inline: bool = False) -> Json | None:
    """The rows of buttons; None where there is none that Telegram can have.

    `is_inline` where the bot may be asked for what is shared, in whatever chat is chosen for it.
    """
    handed_on = _through_bot if is_inline else _by_link
    made = [found for row in _laid_out(rows) for found in (_row(row, stand, handed_on), _copies(row)) if found]
    return {"inline_keyboard": made} if made else None


def _laid_out(rows: Rows) -> Rows:
    """The rows as a narrow phone shows them whole: one that is too full becomes pairs."""
    return tuple(part for row in rows for part in (_pairs(row) if _is_too_full(row) else (row,)))


def _is_too_full(row: tuple[AnyButton, ...]) -> bool:
    is_long = any(len(button.label) > MOST_BESIDE_TWO for button in row)
    return len(row) > MOST_IN_ROW or (len(row) == MOST_IN_ROW and is_long)


def _pairs(row: tuple[AnyButton, ...]) -> Rows:
    return tuple(row[place : place + 2] for place in range(0, len(row), 2))


def _row(row: tuple[AnyButton, ...], stand: Stand, handed_on: HandsOn) -> list[Json]:
    return [each for button in row for each in _made(button, stand, handed_on)]


def _copies(row: tuple[AnyButton, ...]) -> list[Json]:
    """Below what is shared, since a main button stands alone: the same text to be copied, where it is short enough."""
    texts = [safe(button.text) for button in row if isinstance(button, ShareButton)]
    short = [text for text in texts if text.strip() and units(text) <= MOST_COPIED]
    return [{"text": _("Copy the text"), "copy_text": {"text": text}} for text in short]


def _made(button: AnyButton, stand: Stand, handed_on: HandsOn) -> Iterator[Json]:
    label = safe_line(button.label) or "…"
    match button:
        case Button():
            yield _styled({"text": label, "callback_data": stamped(button.action.token, stand)}, button.look)
        case LinkButton(_label, url):
            if _is_opened(url):
                yield _styled({"text": label, "url": url}, button.look)
        case ShareButton():
            yield _styled(handed_on(button, label), Look.MAIN)


def _styled(made: Json, look: Look) -> Json:
    return {**made, "style": _STYLES[look]} if look in _STYLES else made


def _by_link(button: ShareButton, label: str) -> Json:
    return {"text": label, "url": share_address(safe(button.text))}


def _through_bot(button: ShareButton, label: str) -> Json:
    """Opens the list of chats, and in the chosen one the card: its words ask the bot there."""
    if not button.finds:
        return _by_link(button, label)
    chosen = {"query": button.finds, **_AMONG_PEOPLE}
    return {"text": _("Send to a chat"), "switch_inline_query_chosen_chat": chosen}


def _is_opened(url: str) -> bool:
    try:
        parts = urlsplit(url)
        _ = parts.port  # a bad port is only noticed when asked for
    except ValueError:
        return False
    return parts.scheme in _OPENED and bool(parts.netloc) and not re.search(r"\s", url)


def share_address(text: str) -> str:
    """Opens the list of chats with the text written in (https://core.telegram.org/api/links#share-links)."""
    return f"https://t.me/share/url?{urlencode({'url': text}, quote_via=quote)}"
