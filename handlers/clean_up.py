"""Cleaning up the chat: what was written here goes away, as far as the platform still lets it be removed."""

from __future__ import annotations

from config.texts import _, later
from handlers.router import Command, route
from handlers.screens import Button, Reply, Screen, to
from handlers.turn import Turn


@route("clean", reads=True, private=True, command=Command("clean", later("Clean up this chat"), removes=True))
def clean_up(turn: Turn) -> Reply:
    """What is young enough is removed; of the rest it is said how it goes."""
    if not turn.room.can_remove:
        return can_not_remove()
    return Screen(
        _("This chat is cleaned up."),
        (young_are_removed(), _("Your signatures, settings and what you follow stay.")),
        _rows(),
        clears_chat=True,
    )


def can_not_remove() -> Screen:
    """A platform that takes nothing back."""
    return Screen(
        _("I can't remove anything here."),
        (_("Delete what you want to be gone in the app itself."),),
        _rows(),
    )


def young_are_removed() -> str:
    """True also after a restart, which forgets what stood in the chats of people whom the store does not know."""
    return _(
        "Messages of the last 48 hours are removed, as far as I still know them."
        " For the rest, clear this chat's history in the app."
    )


def _rows() -> tuple[tuple[Button, ...], ...]:
    return ((Button(_("My signatures"), to("mine")), Button(_("Back to the start"), to("start"))),)


def clean_up_button(turn: Turn) -> Button | None:
    """Offered where something can be removed."""
    return Button(_("Clean up this chat"), to("clean")) if turn.room.can_remove else None
