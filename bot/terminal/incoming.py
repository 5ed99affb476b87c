"""What a typed line means: a command, the number of a button, or words; and the language of whoever types."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from handlers.screens import AnyButton, LinkButton

_BYTE_ORDER_MARK = "\ufeff"
_COMMAND = re.compile(r"/([a-z]\w*)(?:\s+(.*))?", re.ASCII | re.DOTALL | re.IGNORECASE)
_LANGUAGE = re.compile(r"([a-z]{2})(?:[_.@-].*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """One line understood; `leads_to` is an address outside, which no handler hears of."""

    token: str = ""
    command: str = ""
    words: str = ""
    leads_to: str = ""


def understood(line: str, buttons: Mapping[str, AnyButton]) -> Said:
    """The line as a wish; a number that no button has is words like any other."""
    line = _encodable(line).removeprefix(_BYTE_ORDER_MARK).strip()
    if line in buttons:
        return _tapped(buttons[line])
    if command := _COMMAND.fullmatch(line):
        return Said(command=command[1].lower(), words=(command[2] or "").strip())
    return Said(words=line)


def _tapped(button: AnyButton) -> Said:
    if isinstance(button, LinkButton):
        return Said(leads_to=button.url)
    return Said(token=button.action.token)


def _encodable(line: str) -> str:
    """The line without halves of pairs, which nothing could write or store."""
    return line.encode("utf-8", "replace").decode()


def locale_of(environment: Mapping[str, str]) -> str:
    """The two-letter language of the environment, such as `de`; empty where it names none ("C", "POSIX")."""
    named = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    language = _LANGUAGE.fullmatch(next(filter(None, named), ""))
    return language[1].lower() if language else ""
