"""Messages: what is sent of itself, and stopping it. Here nothing is, and that is said as it is."""

from __future__ import annotations

from config.texts import _, later
from handlers.router import Command, route
from handlers.screens import Button, Reply, Screen, rows_of, to
from handlers.turn import Turn


@route("stop", reads=True, private=True, command=Command("stop", later("Stop all messages")))
def stop(_turn: Turn) -> Reply:
    """Nothing is sent unasked yet; signatures stay."""
    return Screen(
        _("No messages are sent to you."),
        (_("Your signatures stay. Withdraw them under My signatures if you want to."),),
        rows_of((Button(_("My signatures"), to("mine")), Button(_("Back to the start"), to("start")))),
    )
