"""Somebody asked to be reminded to sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.texts import _
from handlers.alerts.asking import rows_to_sign, what_it_asks
from handlers.alerts.kinds import alert
from handlers.alerts.lines import Told, line_on
from handlers.screens import Button, Screen, to
from storage.hearing import REMINDER_TO_SIGN

if TYPE_CHECKING:
    from handlers.alerts.telling import Telling


def _in_a_line(telling: Telling) -> Told | None:
    petition = telling.petition
    if petition is None or not petition.is_open:
        return None
    return line_on(telling, petition, _("You wanted to sign “{title}”.", title=petition.title))


@alert(REMINDER_TO_SIGN, _in_a_line, is_asked_for=True)
def reminder_to_sign(telling: Telling) -> Screen | None:
    """What it asks, once more, while it can be signed."""
    petition = telling.petition
    if petition is None or not petition.is_open:
        return None
    title = _("You wanted to sign “{title}”.", title=petition.title)
    rows = rows_to_sign(petition, Button(_("Remind me later"), to("remind", petition.id)))
    return Screen(title, what_it_asks(telling.store, petition), rows, is_guarded=petition.at_risk)
