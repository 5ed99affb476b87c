"""Keyboards under messages: what a person sees of them, and what the server refuses."""

from __future__ import annotations

from dataclasses import dataclass, field

from telegram.constants import InlineKeyboardButtonLimit, InlineKeyboardMarkupLimit

from tests.telegram_api import links
from tests.telegram_api.refusals import Json, Refused, bad_request, too_strict

ACTIONS = (
    *("url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat"),
    *("switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay"),
)
LASTING_WHEN_FORWARDED = ("url", "login_url", "switch_inline_query", "switch_inline_query_chosen_chat", "copy_text")
ONLY_IN_PRIVATE = ("web_app",)
STYLES = ("primary", "success", "danger")


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message; `action` says which of the Bot API's fields it carries."""

    label: str
    action: str
    data: str = ""
    url: str = ""
    style: str = ""
    copies: str = ""
    json: Json = field(default_factory=dict, repr=False)


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Markup:
    """What hangs under a message: inline buttons, or another keyboard as the Bot API writes it."""

    rows: Rows = ()
    other: Json | None = None

    @property
    def json(self) -> Json | None:
        """As the Bot API gives it back with a message: only inline keyboards are."""
        rows = [[button.json for button in row] for row in self.rows]
        return {"inline_keyboard": rows} if rows else None

    @property
    def forwarded(self) -> Markup:
        """What stays of it when its message is forwarded."""
        rows = (tuple(each for each in row if each.action in LASTING_WHEN_FORWARDED) for row in self.rows)
        return Markup(tuple(filter(None, rows)))


def markup_of(given: object, *, is_private: bool = True, is_channel: bool = False) -> Markup:
    """What `reply_markup` means, or why it is refused."""
    if given is None:
        return Markup()
    if not isinstance(given, dict):
        raise bad_request("Object expected as reply markup")
    if "inline_keyboard" not in given:
        return Markup(other=given or None)
    rows = _rows(given["inline_keyboard"])
    for button in (button for row in rows for button in row):
        _check_place(button, is_private, is_channel)
    _check_size(rows)
    return Markup(tuple(filter(None, rows)))


def inline_markup_of(given: object, *, is_private: bool = True, is_channel: bool = False) -> Markup:
    """The same where only inline buttons may be, as with every edit."""
    markup = markup_of(given, is_private=is_private, is_channel=is_channel)
    if markup.other is not None:
        raise bad_request("Inline keyboard expected")
    return markup


def _rows(given: object) -> Rows:
    if not isinstance(given, list) or not all(isinstance(row, list) for row in given):
        raise bad_request('Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    return tuple(tuple(_button(each) for each in row) for row in given)


def _button(given: object) -> Button:
    if not isinstance(given, dict):
        raise _unreadable("InlineKeyboardButton must be an Object")
    if "text" not in given:
        raise _unreadable('Can\'t find field "text"')
    if not isinstance(given["text"], str):
        raise _unreadable('Field "text" must be of type String')
    if given.get("style") not in (None, "", *STYLES):
        raise _unreadable("invalid button style specified")
    actions = [name for name in ACTIONS if given.get(name) not in (None, "") or (name in given and "inline" in name)]
    if not actions:
        raise _unreadable("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise too_strict(f"a button has more than one action: {', '.join(actions)}")
    if not given["text"]:
        raise bad_request("Inline keyboard button text must be non-empty")
    return _of_action(actions[0], given)


def _of_action(action: str, given: Json) -> Button:
    label, style = given["text"], given.get("style") or ""
    if action == "url":
        url = _url(given["url"])
        return Button(label, action, url=url, style=style, json={**given, "url": url})
    if action == "callback_data":
        return Button(label, action, data=_data(given["callback_data"]), style=style, json=given)
    if action == "copy_text":
        return Button(label, action, copies=_copied(given["copy_text"]), style=style, json=given)
    return Button(label, action, style=style, json=given)


def _url(given: str) -> str:
    try:
        return given if links.user_of(given) is not None else links.checked(given)
    except links.WrongLink as fault:
        raise bad_request(f"Inline keyboard button {fault}") from None


def _data(given: object) -> str:
    if not isinstance(given, str):
        raise _unreadable('Field "callback_data" must be of type String')
    if len(given.encode()) > InlineKeyboardButtonLimit.MAX_CALLBACK_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    return given


def _copied(given: object) -> str:
    if not isinstance(given, dict) or not isinstance(given.get("text"), str):
        raise _unreadable('Can\'t find field "text"')
    words: str = given["text"]
    if not 1 <= len(words) <= InlineKeyboardButtonLimit.MAX_COPY_TEXT:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return words


def _check_place(button: Button, is_private: bool, is_channel: bool) -> None:
    if button.action in ONLY_IN_PRIVATE and not is_private:
        raise bad_request("BUTTON_TYPE_INVALID")
    if is_channel and button.action in ("switch_inline_query", "switch_inline_query_current_chat"):
        raise bad_request(
            f"Can't use {button.action} button in a channel chat, because users will not be able to use the button "
            "without knowing bot's username"
        )


def _check_size(rows: Rows) -> None:
    if sum(map(len, rows)) > InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER:
        raise bad_request("reply markup is too long")
    if any(len(row) > InlineKeyboardMarkupLimit.BUTTONS_PER_ROW for row in rows):
        raise too_strict(f"a row has more than {int(InlineKeyboardMarkupLimit.BUTTONS_PER_ROW)} buttons")


def _unreadable(words: str) -> Refused:
    return bad_request(f"Can't parse inline keyboard button: {words}")
