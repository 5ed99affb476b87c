"""The buttons below an alert that several kinds have."""

from __future__ import annotations

from config.texts import _
from handlers.screens import Action, Button, Look, to


def read_more(action: Action) -> Button:
    """The whole of what an alert tells in short."""
    return Button(_("Read more"), action, Look.MAIN)


def see_petition(petition_id: int, look: Look = Look.PLAIN) -> Button:
    """What it is about."""
    return Button(_("See the petition"), to("petition", petition_id), look)


def send_on(petition_id: int) -> Button:
    """For whoever has signed already, or may have."""
    return Button(_("Send to a friend"), to("share", petition_id), Look.MAIN)
