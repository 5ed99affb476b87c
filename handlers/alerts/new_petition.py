"""Something followed has a new petition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.texts import _
from handlers.alerts.asking import rows_to_sign, what_it_asks
from handlers.alerts.kinds import alert
from handlers.alerts.lines import Told, line_on
from handlers.screens import Screen
from storage.follows import Topic
from storage.hearing import NEW_PETITION
from storage.petitions import Petition

if TYPE_CHECKING:
    from handlers.alerts.telling import Telling


def _started(telling: Telling) -> Petition | None:
    return telling.find(int(telling.news.occasion))


def _in_a_line(telling: Telling) -> Told | None:
    petition = _started(telling)
    if petition is None:
        return None
    what = _("{organisation} started “{title}”.", organisation=petition.organisation, title=petition.title)
    return line_on(telling, petition, what)


@alert(NEW_PETITION, _in_a_line, topic=Topic.PETITIONS)
def new_petition(telling: Telling) -> Screen | None:
    """What it asks, and the button to sign it, while it can be signed."""
    petition = _started(telling)
    if petition is None or not petition.is_open:
        return None
    body = (_("A new petition"), *what_it_asks(telling.store, petition))
    return Screen(petition.title, body, rows_to_sign(petition), is_guarded=petition.at_risk)
