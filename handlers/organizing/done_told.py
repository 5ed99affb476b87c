"""How an entry of the audit trail is told: to whoever did it, and to others."""

from __future__ import annotations

from functools import cache
from typing import Any

from config.texts import _, language_name, languages, later, moment, number, speaking
from handlers.organizing.done import Done
from handlers.organizing.done_words import BY_NOBODY, BY_OTHERS, BY_YOU, WHAT
from handlers.organizing.gate import Desk
from handlers.organizing.naming import in_zone, role_named, subject_named
from handlers.turn import Turn
from handlers.waiting import counted
from storage.audit import Entry
from storage.members import Role

UNKNOWN = later("Something was done that this version has no words for.")
TO_YOU = later("{who} changed what you are ({role}).")
UNKNOWN_DETAIL = later("no longer known")
THE_COMMAND_LINE = later("The command line")
ERASED = later("Somebody who was erased since")


def told(entry: Entry, reader: int, of: str = "") -> str:
    """One plain sentence, with a "you" for the reader's own deeds and for what was done to them.

    `of` names the petition or the story that it was done to, as it is called now.
    """
    about = entry.about or _("somebody who was erased since")
    values = {"who": _who(entry), "about": about, "of": of, "role": _role(entry), "language": _language(entry)}
    values |= _swept(entry) | _alarmed(entry)
    values["reason"] = str(entry.detail.get("reason") or _(UNKNOWN_DETAIL))
    if entry.deed in BY_NOBODY:
        return _(BY_NOBODY[entry.deed], **values)
    if entry.by == reader:
        return _(BY_YOU.get(entry.deed, UNKNOWN), **values)
    if entry.about_id == reader and entry.deed == Done.CHANGED_ROLE:
        return _(TO_YOU, **values)
    return _(BY_OTHERS.get(entry.deed, UNKNOWN), **values)


def when_and_what(turn: Turn, desk: Desk[Any], entry: Entry) -> str:
    """One of them with its moment, for somebody who came second."""
    at = moment(entry.at, in_zone(turn, desk.organisation), with_time=True)
    deed = told(entry, desk.me.supporter_id, subject_named(turn, entry.subject))
    return _("{moment}: {deed}", moment=at, deed=deed)


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


def _swept(entry: Entry) -> dict[str, str]:
    """What was done to how many signatures; a detail goes with whoever was erased."""
    how_many = entry.detail.get("number")
    return {
        "number": _(UNKNOWN_DETAIL) if how_many is None else _how_many(entry, int(how_many)),
        "what": _(WHAT.get(entry.detail.get("what", ""), UNKNOWN_DETAIL)),
    }


def _how_many(entry: Entry, found: int) -> str:
    """What new ones were held was counted no further than is worth it when that was begun."""
    is_begun = entry.deed == Done.SWEPT and entry.detail.get("by_holding")
    return counted(found) if is_begun else number(found)


def _alarmed(entry: Entry) -> dict[str, str]:
    return {name: number(int(entry.detail.get(name, 0))) for name in ("minutes", "usual")}


def _role(entry: Entry) -> str:
    """Which role it was about; a detail goes with whoever was erased."""
    role = entry.detail.get("role")
    return role_named(Role(role)) if role in list(Role) else _(UNKNOWN_DETAIL)


def _language(entry: Entry) -> str:
    locale = str(entry.detail.get("language", ""))
    return language_name(locale) if locale else _(UNKNOWN_DETAIL)
