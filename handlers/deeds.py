"""What a reply wants done once its turn is stored, and before it is shown: values that say what, and never how."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from handlers.screens import Action, Screen


@dataclass(frozen=True, slots=True)
class Letter:
    """Something written to the person where they read their messages, as soon as what they did is stored.

    Where the platform does not let us, or not just now, one of the actions says what is shown instead.
    """

    screen: Screen
    if_refused: Action
    if_late: Action


@dataclass(frozen=True, slots=True)
class Post:
    """A card that everybody sees where the person is, and that it was they who posted it.

    One of the actions says what is shown instead where the platform does not let us, or does not say if it did.
    """

    card: Screen
    if_refused: Action
    if_unknown: Action


class RoleDeed(StrEnum):
    """What becomes of the role of a server by which its members say that they want news."""

    MAKE = "make"
    END = "end"
    GIVE = "give"
    TAKE = "take"


@dataclass(frozen=True, slots=True)
class RoleWish:
    """A role is made for a server or ended, given to the person or taken from them, as soon as the turn is stored.

    One of the actions says what is shown instead where the platform does not let us, or not just now, and where it is
    done.
    """

    deed: RoleDeed
    server: str
    if_refused: Action
    if_late: Action
    role: str = ""
    """The platform's id of a role that there is."""
    name: str = ""
    """What a new one is called."""
    if_done: Action | None = None


Deed = Letter | Post | RoleWish
