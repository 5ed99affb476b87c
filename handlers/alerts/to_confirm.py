"""Somebody wants a broadcast sent: another organizer has to agree."""

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


def _asked(telling: Telling) -> Broadcast | None:
    """What is to be agreed to, while nobody has."""
    number = int(telling.news.occasion.partition(":")[0])
    found = telling.store.broadcasts.find(number, language())
    if found is None or found.state is not BroadcastState.ASKED or telling.store.broadcasts.is_agreed(found.id):
        return None
    return found


def _said(found: Broadcast) -> str:
    return _("To be confirmed: {title}", title=found.title)


def _in_a_line(telling: Telling) -> Told | None:
    found = _asked(telling)
    if found is None:
        return None
    day = telling.day(telling.news.raised_at, found.zone)
    return Told(day, _said(found), found.title, to("tell", found.id), found.is_sample)


@alert(TO_CONFIRM, _in_a_line, is_asked_for=True, deed=Deed.CONFIRM)
def to_confirm(telling: Telling) -> Screen | None:
    """Whoever may agree hears that somebody asks, unless another one was faster."""
    found = _asked(telling)
    if found is None:
        return None
    said = _(
        "Another organizer of {organisation} wants to send it and asks you to confirm.", organisation=found.organisation
    )
    look = Button(_("Look"), to("tell", found.id), Look.MAIN)
    return Screen(_said(found), (said, *sample_line(found.is_sample)), rows_of(look), is_guarded=True)
