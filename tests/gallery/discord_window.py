"""A form of Discord as its window opens."""

from __future__ import annotations

from html import escape
from typing import Any

from tests.gallery.discord_marks import html_of

Json = dict[str, Any]
LONG = 2
KEYS = '<div class="keys"><span class="key">Cancel</span><span class="key primary">Submit</span></div>'


def window(modal: Json) -> str:
    """All of it."""
    head = f'<div class="top"><b>{escape(modal["title"])}</b><span>✕</span></div>'
    parts = "".join(map(_part, modal["components"]))
    return f'<div class="behind"><div class="window">{head}{parts}{KEYS}</div></div>'


def _part(part: Json) -> str:
    if part["type"] == 10:
        return f'<div class="text">{html_of(part["content"], {})}</div>'
    field = part["component"]
    star = "<em>*</em>" if field.get("required") else ""
    described = f"<small>{escape(part['description'])}</small>" if part.get("description") else ""
    return f'<div class="label"><b>{escape(part["label"])}{star}</b>{described}{_field(field)}</div>'


def _field(field: Json) -> str:
    match field["type"]:
        case 21:
            return f'<div class="radios">{"".join(map(_radio, field["options"]))}</div>'
        case 3:
            chosen = next((each["label"] for each in field["options"] if each.get("default")), "Make a selection")
            return f'<div class="input select">{escape(chosen)}<span>⌄</span></div>'
        case 19:
            return '<div class="input long"><span>Drop a file here, or browse</span></div>'
        case 23:
            return f'<i class="box{" on" * bool(field.get("default"))}"></i>'
        case _:
            return _input(field)


def _radio(option: Json) -> str:
    return f'<div><i class="{"on" * bool(option.get("default"))}"></i>{escape(option["label"])}</div>'


def _input(field: Json) -> str:
    shown = escape(field.get("value", "")) or f"<span>{escape(field.get('placeholder', ''))}</span>"
    return f'<div class="input{" long" * (field.get("style") == LONG)}">{shown}</div>'
