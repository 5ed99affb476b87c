"""Rows of buttons as Discord has them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from bot.discord.custom_ids import Stand, made_different, stamped
from bot.safety import leads_out, safe_line
from handlers.screens import AnyButton, Button, LinkButton, Look, Rows

Json = dict[str, Any]
ROW, BUTTON = 1, 2
PRIMARY, SECONDARY, DANGER, LINK = 1, 2, 4, 5
MOST_IN_ROW = 5
MOST_LABEL = 80
MOST_URL = 512
_STYLES = {Look.MAIN: PRIMARY, Look.PLAIN: SECONDARY, Look.DANGER: DANGER}
_OPENED = {"http", "https", "discord"}
"""The addresses that Discord opens from a button."""


def action_rows(rows: Rows, stand: Stand) -> list[Json]:
    """The rows that have a button; custom ids differ within a message."""
    made = [[button for each in row for button in _made(each, stand)] for row in rows]
    _tell_apart(list(chain.from_iterable(made)))
    parts = (row[at : at + MOST_IN_ROW] for row in made for at in range(0, len(row), MOST_IN_ROW))
    return [{"type": ROW, "components": part} for part in parts]


def _tell_apart(buttons: list[Json]) -> None:
    acting = [button for button in buttons if "custom_id" in button]
    for button, custom_id in zip(acting, made_different(each["custom_id"] for each in acting), strict=True):
        button["custom_id"] = custom_id


def _made(button: AnyButton, stand: Stand) -> Iterator[Json]:
    label = safe_line(button.label)[:MOST_LABEL] or "…"
    match button:
        case Button():
            custom_id = stamped(button.action.token, stand)
            yield {"type": BUTTON, "style": _STYLES[button.look], "label": label, "custom_id": custom_id}
        case LinkButton(_label, url):
            if leads_out(url, _OPENED) and len(url) <= MOST_URL:
                yield {"type": BUTTON, "style": LINK, "label": label, "url": url}
