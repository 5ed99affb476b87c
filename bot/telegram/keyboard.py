"""Buttons as Telegram has them, and what their callback data says of the message they stand on.

An action's token goes along as it is. One sign before it tells what kind of message the button stands on, so that a
tap of years later is still answered rightly, with nothing kept: an event stays and is answered below it, a form is
edited until its result takes its place, and text below a picture stays text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Any
from urllib.parse import quote, urlencode

from telegram.constants import InlineKeyboardButtonLimit

from bot.safety import leads_out, safe, safe_line
from config.texts import _
from handlers.breaks import units
from handlers.screens import AnyButton, Button, LinkButton, Look, Rows, ShareButton

MOST_BYTES = int(InlineKeyboardButtonLimit.MAX_CALLBACK_DATA)
MOST_COPIED = int(InlineKeyboardButtonLimit.MAX_COPY_TEXT)
MOST_IN_ROW = 5
MOST_ROWS = 5
"""So many rows a narrow phone may show before a long label is rather cut."""
MOST_WIDE = {1: 24.0, 2: 9.5, 3: 6.1, 4: 4.3, 5: 3.2}
"""How wide a label may be that a phone of 360 px shows whole, by how many stand in its row: in heights of a letter."""
_NARROW, _WIDE = set("fijlrtI .,:;!'’“”()|"), set("mwMW…—%")
Json = dict[str, Any]
"""What goes to the server as it is: the library's own objects take longer to be made than all else of a message."""
Row = tuple[AnyButton, ...]
_LAST_EUROPEAN = "\u2e7f"
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


def _laid_out(rows: Rows) -> Iterator[Row]:
    """The rows as a narrow phone shows them whole: one that is too full is divided, as long as there is room below."""
    some = _filled_up([part for row in rows for part in _divided(row)])
    room = MOST_ROWS - len(some)
    for row in some:
        if len(row) > 1 and room > 0 and not _fits(row):
            room -= 1
            yield from _in_parts(row, 1)
        else:
            yield row


def _divided(row: Row) -> Rows:
    """A row in parts, which are as large as fits, and alike; but pairs at least."""
    parts = 1
    while (size := -(-len(row) // parts)) > 2 and (size > MOST_IN_ROW or not all(map(_fits, _in_parts(row, size)))):
        parts += 1
    return _in_parts(row, size)


def _in_parts(row: Row, size: int) -> Rows:
    return tuple(row[place : place + size] for place in range(0, len(row), size))


def _filled_up(rows: list[Row]) -> list[Row]:
    """What was left over of a row, beside the next button that is alone too, where both fit."""
    filled: list[Row] = []
    for row in rows:
        pair = (*filled[-1], *row) if filled else row
        is_left_over = len(filled) > 1 and len(filled[-2]) > 1
        if is_left_over and len(pair) == 2 and _fits(pair) and row is not rows[-1]:
            filled[-1] = pair
        else:
            filled.append(row)
    return filled


def _fits(row: Row) -> bool:
    return all(_width(button.label) <= MOST_WIDE[len(row)] for button in row)


def _width(label: str) -> float:
    """About how wide a label is in the app's letters, which differ between systems by a few hundredths."""
    return sum(map(_width_of_letter, label))


def _width_of_letter(letter: str) -> float:
    if letter in _NARROW:
        return 0.3
    if letter in _WIDE:
        return 0.85
    if letter > _LAST_EUROPEAN:
        return 1.0
    return 0.65 if letter.isupper() else 0.55


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
            if leads_out(url, _OPENED):
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


def share_address(text: str) -> str:
    """Opens the list of chats with the text written in (https://core.telegram.org/api/links#share-links)."""
    return f"https://t.me/share/url?{urlencode({'url': text}, quote_via=quote)}"
