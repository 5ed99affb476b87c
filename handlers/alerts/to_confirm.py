"""Somebody wants something sent, and a second organizer has to agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.texts import _, language
from handlers.alerts.kinds import alert
from handlers.alerts.lines import Told
from handlers.organizing.rights import Deed
from handlers.screens import Button, Look, Screen, rows_of, to
from handlers.wording import sample_line
from storage.broadcast_rows import Broadcast, BroadcastState
from storage.hearing import TO_CONFIRM

if TYPE_CHECKING:
    from handlers.alerts.telling import Telling


def _waiting(telling: Telling) -> Broadcast | None:
    """The one that is meant, while nobody has agreed."""
    found = telling.store.broadcasts.find(int(telling.news.occasion.partition(":")[0]), language())
    if found is None or found.state is not BroadcastState.ASKED or telling.store.broadcasts.is_agreed(found.id):
        return None
    return found


def _said(found: Broadcast) -> str:
    return _("Shall this be sent: {title}?", title=found.title or _("A message without words"))


def _in_a_line(telling: Telling) -> Told | None:
    found = _waiting(telling)
    if found is None:
        return None
    day = telling.day(telling.news.raised_at, found.zone)
    return Told(day, _said(found), found.title or _("A message without words"), to("tell", found.id), found.is_sample)


@alert(TO_CONFIRM, _in_a_line, is_asked_for=True, deed=Deed.CONFIRM)
def to_confirm(telling: Telling) -> Screen | None:
    """All who may agree hear it, but for whoever asked."""
    found = _waiting(telling)
    if found is None:
        return None
    why = _("An organizer wants to send it, and one more has to agree. After 30 minutes an owner may go on alone.")
    look = Button(_("Look"), to("tell", found.id), Look.MAIN)
    return Screen(_said(found), (why, *sample_line(found.is_sample)), rows_of(look), is_guarded=True)
