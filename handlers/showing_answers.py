"""The answers of the naming form as what is kept and shown."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.fields import initials
from handlers.holding import cause_to_hold
from storage.showing import Showing, Visibility


def showing_of(answers: Mapping[str, str]) -> Showing:
    """The form's answers as what is kept: initials are made here, and the full name goes no further."""
    visibility = Visibility(answers["show"])
    name, place = answers.get("name", ""), answers.get("place", "")
    if visibility is Visibility.INITIALS:
        return Showing(visibility, initials(name), place)
    reason = answers.get("reason", "") if visibility is Visibility.REASON else ""
    return Showing(visibility, name, place, reason, cause_to_hold(reason) if reason else "")
