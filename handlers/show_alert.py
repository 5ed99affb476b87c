"""Showing an alert that came discreetly, to whom it was meant for."""

from __future__ import annotations

from config.texts import _
from handlers.alerts.telling import tell_alert, telling_for
from handlers.router import route
from handlers.screens import Reply, to
from handlers.turn import Turn
from handlers.wording import nothing_here


@route("show_alert", reads=True, private=True)
def show_alert(turn: Turn, alert_id: int) -> Reply:
    """What it says now; anybody else sees what they follow themselves."""
    found = turn.store.missed.told_to(turn.supporter.id, alert_id) if turn.supporter else None
    if found is None:
        return turn.follow(to("missed"), {})
    shown = tell_alert(telling_for(turn, *found))
    return shown or nothing_here(_("This news is no longer here."), _("See what can be signed instead."))
