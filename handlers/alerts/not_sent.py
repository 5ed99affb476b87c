"""A broadcast that was to begin at a time did not: its organizers alone hear that, and begin it themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.texts import _
from handlers.alerts.kinds import alert
from handlers.alerts.lines import Told
from handlers.alerts.of_broadcasts import line_to_desk, meant, told_of
from handlers.organizing.rights import Deed
from handlers.screens import Screen
from storage.broadcast_rows import Broadcast
from storage.hearing import NOT_SENT

if TYPE_CHECKING:
    from handlers.alerts.telling import Telling


def _waiting(telling: Telling) -> Broadcast | None:
    """The one that is meant, while it is to be sent still."""
    found = meant(telling)
    return found if found and not found.state.has_begun else None


def _said(found: Broadcast) -> str:
    return _("Not sent: {title}", title=found.title)


def _in_a_line(telling: Telling) -> Told | None:
    found = _waiting(telling)
    return line_to_desk(telling, found, _said(found)) if found else None


@alert(NOT_SENT, _in_a_line, is_asked_for=True, deed=Deed.TELL)
def not_sent(telling: Telling) -> Screen | None:
    """Whoever may tell people hears that nobody was told, and why it waits now."""
    found = _waiting(telling)
    if found is None:
        return None
    why = _("It could not begin at its time, and nobody was told. It is a draft again, without a time.")
    return told_of(found, _said(found), why)
