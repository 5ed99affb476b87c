"""What is written into the audit trail, and how it is told: to whoever did it, and to others."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from config.texts import _, languages, later, number, speaking
from handlers.organizing.naming import role_named
from handlers.screens import Reply, Screen
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
    WENT_ON_DUTY = "went_on_duty"
    WENT_OFF_DUTY = "went_off_duty"
    HELD_NEW = "held_new"
    COUNTED_NEW = "counted_new"
    SAID_FINE = "said_fine"
    SWEPT = "swept"
    STOPPED_SWEEP = "stopped_sweep"
    UNDID_SWEEP = "undid_sweep"


BY_YOU: Mapping[str, str] = {
    Done.FOUNDED: later("You founded the organisation."),
    Done.INVITED: later("You invited somebody ({role})."),
    Done.TOOK_BACK: later("You took an invitation back ({role})."),
    Done.JOINED: later("You joined ({role})."),
    Done.CHANGED_ROLE: later("You changed what {about} is ({role})."),
    Done.REMOVED: later("You removed {about} ({role})."),
    Done.LEFT: later("You left ({role})."),
    Done.WENT_ON_DUTY: later("You went on duty for alarms."),
    Done.WENT_OFF_DUTY: later("You ended your duty."),
    Done.HELD_NEW: later("You held everything new on petition {code}."),
    Done.COUNTED_NEW: later("You let new signatures count again on petition {code}."),
    Done.SAID_FINE: later("You said of an alarm on petition {code} that it is fine."),
    Done.SWEPT: later("You changed many signatures of petition {code} at once ({what}: {number})."),
    Done.STOPPED_SWEEP: later("You stopped that on petition {code} ({what} by then: {number})."),
    Done.UNDID_SWEEP: later("You put that back on petition {code} ({what} before: {number})."),
}
BY_OTHERS: Mapping[str, str] = {
    Done.FOUNDED: later("{who} founded the organisation."),
    Done.INVITED: later("{who} invited somebody ({role})."),
    Done.TOOK_BACK: later("{who} took an invitation back ({role})."),
    Done.JOINED: later("{who} joined ({role})."),
    Done.CHANGED_ROLE: later("{who} changed what {about} is ({role})."),
    Done.REMOVED: later("{who} removed {about} ({role})."),
    Done.LEFT: later("{who} left ({role})."),
    Done.WENT_ON_DUTY: later("{who} went on duty for alarms."),
    Done.WENT_OFF_DUTY: later("{who} ended their duty."),
    Done.HELD_NEW: later("{who} held everything new on petition {code}."),
    Done.COUNTED_NEW: later("{who} let new signatures count again on petition {code}."),
    Done.SAID_FINE: later("{who} said of an alarm on petition {code} that it is fine."),
    Done.SWEPT: later("{who} changed many signatures of petition {code} at once ({what}: {number})."),
    Done.STOPPED_SWEEP: later("{who} stopped that on petition {code} ({what} by then: {number})."),
    Done.UNDID_SWEEP: later("{who} put that back on petition {code} ({what} before: {number})."),
}
UNKNOWN = later("Something was done that this version has no words for.")
TO_YOU = later("{who} changed what you are ({role}).")


SWEEPS: Mapping[str, str] = {
    "hold": later("held"),
    "invalidate": later("struck out"),
    "count": later("counted"),
    "restore": later("restored"),
}
UNKNOWN_DETAIL = later("no longer known")
THE_COMMAND_LINE = later("The command line")
ERASED = later("Somebody who was erased since")


def told(entry: Entry, reader: int) -> str:
    """One plain sentence, with a "you" for the reader's own deeds and for what was done to them."""
    values = {"who": _who(entry), "about": entry.about or _("somebody who was erased since"), "role": _role(entry)}
    values |= _of_petition(entry)
    if entry.by == reader:
        return _(BY_YOU.get(entry.deed, UNKNOWN), **values)
    if entry.about_id == reader and entry.deed == Done.CHANGED_ROLE:
        return _(TO_YOU, **values)
    return _(BY_OTHERS.get(entry.deed, UNKNOWN), **values)


def _who(entry: Entry) -> str:
    if entry.name:
        return entry.name
    return _(ERASED if entry.role else THE_COMMAND_LINE)


def names_nobody(name: str) -> bool:
    """Whether the trail would read, in any language, as if somebody else had done what a member of this name does."""
    return _letters(name) in _taken()


@cache
def _taken() -> frozenset[str]:
    names = set()
    for code in languages():
        with speaking(code):
            names |= {_letters(_(name)) for name in (THE_COMMAND_LINE, ERASED)}
    return frozenset(names)


def _letters(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalpha())


def _of_petition(entry: Entry) -> dict[str, str]:
    """Which petition, and what was done to how many of its signatures; a detail goes with whoever was erased."""
    code, how_many = (entry.detail.get(name) for name in ("code", "number"))
    what = _(SWEEPS.get(entry.detail.get("what", ""), UNKNOWN_DETAIL))
    return {
        "code": code or _("no longer known"),
        "number": _("no longer known") if how_many is None else number(int(how_many)),
        "what": what,
    }


def _role(entry: Entry) -> str:
    """Which role it was about; a detail goes with whoever was erased."""
    role = entry.detail.get("role")
    return role_named(Role(role)) if role in list(Role) else _("no longer known")


def with_said(reply: Reply, sentence: str) -> Reply:
    """The place to which a deed led, and what was done."""
    return reply.with_pop_up(sentence) if isinstance(reply, Screen) else reply
