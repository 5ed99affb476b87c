"""Somebody wants a broadcast sent: another organizer has to agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.texts import _
from handlers.alerts.kinds import alert
from handlers.alerts.lines import Told
from handlers.alerts.of_broadcasts import line_to_desk, meant, told_of
from handlers.organizing.rights import Deed
from handlers.screens import Screen
from storage.broadcast_rows import Broadcast, BroadcastState
from storage.hearing import TO_CONFIRM

if TYPE_CHECKING:
    from handlers.alerts.telling import Telling


def _asked(telling: Telling) -> Broadcast | None:
    """What is to be agreed to, while nobody has."""
    found = meant(telling)
    if found is None or found.state is not BroadcastState.ASKED or telling.store.asking_another.is_agreed(found.id):
        return None
    return found


def _said(found: Broadcast) -> str:
    return _("To be confirmed: {title}", title=found.title)


def _in_a_line(telling: Telling) -> Told | None:
    found = _asked(telling)
    return line_to_desk(telling, found, _said(found)) if found else None


@alert(TO_CONFIRM, _in_a_line, is_asked_for=True, deed=Deed.CONFIRM)
def to_confirm(telling: Telling) -> Screen | None:
    """Whoever may agree hears that somebody asks, unless another one was faster."""
    found = _asked(telling)
    if found is None:
        return None
    why = _(
        "Another organizer of {organisation} wants to send it and asks you to confirm.", organisation=found.organisation
    )
    return told_of(found, _said(found), why)
