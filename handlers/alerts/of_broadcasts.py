"""What organizers alone hear of a broadcast: which one is meant, and the screen that leads to its desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.texts import _, language
from handlers.alerts.lines import Told, line_on_broadcast
from handlers.screens import Button, Look, Rows, Screen, rows_of, to
from handlers.wording import sample_line
from storage.broadcast_rows import Broadcast

if TYPE_CHECKING:
    from handlers.alerts.telling import Telling


def meant(telling: Telling) -> Broadcast | None:
    """The one that the occasion begins with, also before it is public."""
    return telling.store.broadcasts.find(int(telling.news.occasion.partition(":")[0]), language())


def line_to_desk(telling: Telling, found: Broadcast, said: str, title: str = "") -> Told:
    """The same in a line, which leads to its desk."""
    return line_on_broadcast(telling, found, said, to("tell", found.id), title)


def to_desk(found: Broadcast) -> Rows:
    """All that is offered below it."""
    return rows_of(Button(_("Look"), to("tell", found.id), Look.MAIN))


def told_of(found: Broadcast, said: str, why: str) -> Screen:
    """What became of it, and what that means."""
    return Screen(said, (why, *sample_line(found.is_sample)), to_desk(found), is_guarded=True)
