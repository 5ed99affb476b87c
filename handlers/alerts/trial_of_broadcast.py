"""Something that is about to be told, in a message to whoever tells it: as all others will get it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from config.texts import _
from handlers.alerts.kinds import alert
from handlers.alerts.lines import Told
from handlers.alerts.of_broadcasts import line_to_desk, meant, to_desk
from handlers.blocks import Paragraph
from handlers.organizing.rights import Deed
from handlers.screens import Screen
from storage.broadcast_rows import Broadcast
from storage.hearing import TEST_OF_BROADCAST

if TYPE_CHECKING:
    from handlers.alerts.telling import Telling


def copy_of_broadcast(telling: Telling, found: Broadcast) -> Screen | None:
    """The message with a line above it, and the way to its desk in place of what others are offered."""
    from handlers.alerts import all_kinds

    news = telling.store.broadcasts.alert_of_draft(found, telling.now)
    told = all_kinds()[found.kind].tell(replace(telling, news=news, is_tried=True))
    if told is None:
        return None
    said = Paragraph(_("This is a test copy; you alone were sent it."))
    return replace(told, body=(said, *told.body), rows=to_desk(found))


def _in_a_line(telling: Telling) -> Told | None:
    found = meant(telling)
    if found is None:
        return None
    title = found.title or _("A message without words")
    return line_to_desk(telling, found, _("A test copy of “{title}”.", title=title), title)


@alert(TEST_OF_BROADCAST, _in_a_line, is_asked_for=True, deed=Deed.TELL)
def trial_of_broadcast(telling: Telling) -> Screen | None:
    """A copy of it as it is now, wherever they are written to."""
    found = meant(telling)
    return copy_of_broadcast(telling, found) if found else None
