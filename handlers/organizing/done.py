"""What is written into the audit trail, and how it is told: to whoever did it, and to others."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from config.texts import _, later
from handlers.organizing.naming import role_named
from storage.audit import Entry
from storage.members import Role


class Done(StrEnum):
    """A deed in the trail; the words stand in rows for years, and never get a new meaning."""

    FOUNDED = "founded"
    INVITED = "invited"
    TOOK_BACK = "took_back"
    JOINED = "joined"
    CHANGED_ROLE = "changed_role"
    REMOVED = "removed"
    LEFT = "left"


BY_YOU: Mapping[str, str] = {
    Done.FOUNDED: later("You founded the organisation."),
    Done.INVITED: later("You invited somebody ({role})."),
    Done.TOOK_BACK: later("You took an invitation back ({role})."),
    Done.JOINED: later("You joined ({role})."),
    Done.CHANGED_ROLE: later("You changed what {about} is ({role})."),
    Done.REMOVED: later("You removed {about} ({role})."),
    Done.LEFT: later("You left ({role})."),
}
BY_OTHERS: Mapping[str, str] = {
    Done.FOUNDED: later("{who} founded the organisation."),
    Done.INVITED: later("{who} invited somebody ({role})."),
    Done.TOOK_BACK: later("{who} took an invitation back ({role})."),
    Done.JOINED: later("{who} joined ({role})."),
    Done.CHANGED_ROLE: later("{who} changed what {about} is ({role})."),
    Done.REMOVED: later("{who} removed {about} ({role})."),
    Done.LEFT: later("{who} left ({role})."),
}
UNKNOWN = later("Something was done that this version has no words for.")
TO_YOU = later("{who} changed what you are ({role}).")


def told(entry: Entry, reader: int) -> str:
    """One plain sentence, with a "you" for the reader's own deeds and for what was done to them."""
    values = {"who": _who(entry), "about": entry.about or _("somebody who was erased since"), "role": _role(entry)}
    if entry.by == reader:
        return _(BY_YOU.get(entry.deed, UNKNOWN), **values)
    if entry.about_id == reader and entry.deed == Done.CHANGED_ROLE:
        return _(TO_YOU, **values)
    return _(BY_OTHERS.get(entry.deed, UNKNOWN), **values)


def _who(entry: Entry) -> str:
    if entry.name:
        return entry.name
    return _("Somebody who was erased since") if entry.role else _("The command line")


def _role(entry: Entry) -> str:
    """Which role it was about; a detail goes with whoever was erased."""
    role = entry.detail.get("role")
    return role_named(Role(role)) if role in list(Role) else _("no longer known")
