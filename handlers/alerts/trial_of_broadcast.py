"""Something that is about to be told, in a message to whoever tells it: as all others will get it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from config.texts import _, language
from handlers.alerts.kinds import alert
from handlers.alerts.lines import Told
from handlers.blocks import Paragraph
from handlers.organizing.rights import Deed
from handlers.screens import Button, Look, Screen, rows_of, to
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
    rows = rows_of(Button(_("Look"), to("tell", found.id), Look.MAIN))
    return replace(told, body=(said, *told.body), rows=rows)


def _found(telling: Telling) -> Broadcast | None:
    return telling.store.broadcasts.find(int(telling.news.occasion.partition(":")[0]), language())


def _in_a_line(telling: Telling) -> Told | None:
    found = _found(telling)
    if found is None:
        return None
    title = found.title or _("A message without words")
    day = telling.day(telling.news.raised_at, found.zone)
    said = _("A test copy of “{title}”.", title=title)
    return Told(day, said, title, to("tell", found.id), found.is_sample)


@alert(TEST_OF_BROADCAST, _in_a_line, is_asked_for=True, deed=Deed.TELL)
def trial_of_broadcast(telling: Telling) -> Screen | None:
    """A copy of it as it is now, wherever they are written to."""
    found = _found(telling)
    return copy_of_broadcast(telling, found) if found else None
