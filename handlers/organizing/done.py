"""What is written into the audit trail, and how it is told: to whoever did it, and to others."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from config.texts import _, languages, later, speaking
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
    COUNTED_SIGNATURE = "counted_signature"
    REJECTED_SIGNATURE = "rejected_signature"
    PUBLISHED_REASON = "published_reason"
    SOFTENED_REASON = "softened_reason"
    REJECTED_REASON = "rejected_reason"
    PUBLISHED_COMMENT = "published_comment"
    SOFTENED_COMMENT = "softened_comment"
    REJECTED_COMMENT = "rejected_comment"
    UNDID_DECISION = "undid_decision"


BY_YOU: Mapping[str, str] = {
    Done.FOUNDED: later("You founded the organisation."),
    Done.INVITED: later("You invited somebody ({role})."),
    Done.TOOK_BACK: later("You took an invitation back ({role})."),
    Done.JOINED: later("You joined ({role})."),
    Done.CHANGED_ROLE: later("You changed what {about} is ({role})."),
    Done.REMOVED: later("You removed {about} ({role})."),
    Done.LEFT: later("You left ({role})."),
    Done.COUNTED_SIGNATURE: later("You counted a held signature ({under})."),
    Done.REJECTED_SIGNATURE: later("You did not count a held signature ({under})."),
    Done.PUBLISHED_REASON: later("You published a reason ({under})."),
    Done.SOFTENED_REASON: later("You asked somebody to soften a reason ({under})."),
    Done.REJECTED_REASON: later("You did not publish a reason ({under})."),
    Done.PUBLISHED_COMMENT: later("You published a comment ({under})."),
    Done.SOFTENED_COMMENT: later("You asked somebody to soften a comment ({under})."),
    Done.REJECTED_COMMENT: later("You did not publish a comment ({under})."),
    Done.UNDID_DECISION: later("You undid a decision ({under})."),
}
BY_OTHERS: Mapping[str, str] = {
    Done.FOUNDED: later("{who} founded the organisation."),
    Done.INVITED: later("{who} invited somebody ({role})."),
    Done.TOOK_BACK: later("{who} took an invitation back ({role})."),
    Done.JOINED: later("{who} joined ({role})."),
    Done.CHANGED_ROLE: later("{who} changed what {about} is ({role})."),
    Done.REMOVED: later("{who} removed {about} ({role})."),
    Done.LEFT: later("{who} left ({role})."),
    Done.COUNTED_SIGNATURE: later("{who} counted a held signature ({under})."),
    Done.REJECTED_SIGNATURE: later("{who} did not count a held signature ({under})."),
    Done.PUBLISHED_REASON: later("{who} published a reason ({under})."),
    Done.SOFTENED_REASON: later("{who} asked somebody to soften a reason ({under})."),
    Done.REJECTED_REASON: later("{who} did not publish a reason ({under})."),
    Done.PUBLISHED_COMMENT: later("{who} published a comment ({under})."),
    Done.SOFTENED_COMMENT: later("{who} asked somebody to soften a comment ({under})."),
    Done.REJECTED_COMMENT: later("{who} did not publish a comment ({under})."),
    Done.UNDID_DECISION: later("{who} undid a decision ({under})."),
}
UNKNOWN = later("Something was done that this version has no words for.")
TO_YOU = later("{who} changed what you are ({role}).")


THE_COMMAND_LINE = later("The command line")
ERASED = later("Somebody who was erased since")


def told(entry: Entry, reader: int) -> str:
    """One plain sentence, with a "you" for the reader's own deeds and for what was done to them."""
    values = {"who": _who(entry), "about": entry.about or _("somebody who was erased since"), "role": _role(entry)}
    values["under"] = str(entry.detail.get("under") or _("no longer known"))
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


def _role(entry: Entry) -> str:
    """Which role it was about; a detail goes with whoever was erased."""
    role = entry.detail.get("role")
    return role_named(Role(role)) if role in list(Role) else _("no longer known")


def with_said(reply: Reply, sentence: str) -> Reply:
    """The place to which a deed led, and what was done."""
    return reply.with_pop_up(sentence) if isinstance(reply, Screen) else reply
