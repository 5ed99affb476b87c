"""What a button's or a form's custom id says: a sign for what it stands on, and the action's token.

Nothing is kept for messages that live for years. One sign before the token tells whether the message makes room for
what comes next (a place), stays as it is (an event), or is there until a form's result stands in it; a slash stands
before the name of a command that is to be run again. Tokens begin with a letter, so that no sign can be mistaken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

MOST_CHARACTERS = 100
_AGAIN = "#"
"""Before the number of a button whose action another button of the message has too: custom ids must differ."""


class Stand(StrEnum):
    """What kind of message it stands on; each is the sign before the token."""

    PLACE = ""
    EVENT = "!"
    FORM = "?"


COMMAND = "/"
"""The sign of a command that is to be run again."""


@dataclass(frozen=True, slots=True)
class Meant:
    """A custom id as it is read: an action's token, or a command."""

    stand: Stand
    token: str = ""
    command: str = ""


def stamped(token: str, stand: Stand) -> str:
    """The custom id of an action."""
    return stand + token


def of_command(name: str) -> str:
    """The custom id that runs a command again, with no words: nothing that was typed travels in a button."""
    return COMMAND + name


def read(custom_id: str) -> Meant:
    """What was meant by it."""
    meant = custom_id.partition(_AGAIN)[0]
    stand = Stand(meant[:1]) if meant[:1] in {Stand.EVENT, Stand.FORM} else Stand.PLACE
    token = meant.removeprefix(stand)
    if token.startswith(COMMAND):
        return Meant(stand, command=token.removeprefix(COMMAND))
    return Meant(stand, token)


def made_different(custom_ids: Iterable[str]) -> Iterator[str]:
    """The same ids, a number behind each that was there before."""
    seen: dict[str, int] = {}
    for custom_id in custom_ids:
        times = seen[custom_id] = seen.get(custom_id, 0) + 1
        yield custom_id if times == 1 else f"{custom_id}{_AGAIN}{times}"
