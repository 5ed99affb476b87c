"""A reminder that organizers send again and again, while a petition can be signed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from config.texts import _
from handlers.alerts.asking import rows_to_sign, what_it_asks
from handlers.alerts.beginnings import beginning
from handlers.alerts.kinds import alert
from handlers.alerts.lines import Told, line_on
from handlers.blocks import Quotation
from handlers.screens import Screen
from storage.follows import Topic
from storage.hearing import REMINDER
from storage.petitions import Petition

if TYPE_CHECKING:
    from handlers.alerts.telling import Telling

SIX_HOURS = timedelta(hours=6)


def _open_petition(telling: Telling) -> Petition | None:
    return telling.petition if telling.petition and telling.petition.is_open else None


def _in_a_line(telling: Telling) -> Told | None:
    petition = _open_petition(telling)
    return line_on(telling, petition, _("“{title}” can still be signed.", title=petition.title)) if petition else None


@alert(REMINDER, _in_a_line, topic=Topic.DATES, late=SIX_HOURS)
def reminder(telling: Telling) -> Screen | None:
    """In the organizers' own words, with the button to sign."""
    petition = _open_petition(telling)
    if petition is None:
        return None
    words = telling.reminder.words if telling.reminder else ""
    said = beginning([Quotation((words,), petition.organisation)]) if words else ()
    body = what_it_asks(telling.store, petition, *said)
    return Screen(petition.title, body, rows_to_sign(petition), is_guarded=petition.at_risk)
