"""Linking accounts on several apps, which needs a second app to be there."""

from __future__ import annotations

from config.texts import _, later
from handlers.router import Command, route
from handlers.screens import Button, Reply, Screen, rows_of, to
from handlers.turn import Turn


@route("link", reads=True, private=True, command=Command("link", later("Use one account in several apps")))
def link(_turn: Turn) -> Reply:
    """Said as it is."""
    return Screen(
        _("There is nothing to link yet."),
        (_("Accounts on other apps can be linked once there is another app here."),),
        rows_of((Button(_("Settings"), to("settings")), Button(_("Back to the start"), to("start")))),
    )
