"""A broadcast that was to begin at a time did not: its organizers alone hear that, and begin it themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.texts import _, language
from handlers.alerts.kinds import alert
from handlers.alerts.lines import Told
from handlers.organizing.rights import Deed
from handlers.screens import Button, Look, Screen, rows_of, to
from handlers.wording import sample_line
from storage.broadcasts import Broadcast
from storage.hearing import NOT_SENT

if TYPE_CHECKING:
    from handlers.alerts.telling import Telling


def _waiting(telling: Telling) -> Broadcast | None:
    """The one that is meant, while it is to be sent still."""
    number = int(telling.news.occasion.partition(":")[0])
    found = telling.store.broadcasts.find(number, language())
    return found if found and not found.state.has_begun else None


def _said(found: Broadcast) -> str:
    return _("Not sent: {title}", title=found.title)


def _in_a_line(telling: Telling) -> Told | None:
    found = _waiting(telling)
    if found is None:
        return None
    day = telling.day(telling.news.raised_at, found.zone)
    return Told(day, _said(found), found.title, to("tell", found.id), found.is_sample)


@alert(NOT_SENT, _in_a_line, is_asked_for=True, deed=Deed.TELL)
def not_sent(telling: Telling) -> Screen | None:
    """Whoever may tell people hears that nobody was told, and why it waits now."""
    found = _waiting(telling)
    if found is None:
        return None
    why = _("It could not begin at its time, and nobody was told. It is a draft again, without a time.")
    look = Button(_("Look"), to("tell", found.id), Look.MAIN)
    return Screen(_said(found), (why, *sample_line(found.is_sample)), rows_of(look), is_guarded=True)
