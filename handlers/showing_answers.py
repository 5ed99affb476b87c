"""The answers of the naming form as what is kept and shown."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.fields import initials
from handlers.holding import cause_to_hold
from storage.petitions import Petition
from storage.showing import Showing, Visibility


def showing_of(answers: Mapping[str, str]) -> Showing:
    """The form's answers as what is kept: initials are made here, and the full name goes no further."""
    visibility = Visibility(answers["show"])
    name, place = answers.get("name", ""), answers.get("place", "")
    if visibility is Visibility.INITIALS:
        return Showing(visibility, initials(name), place)
    reason = answers.get("reason", "") if visibility is Visibility.REASON else ""
    return Showing(visibility, name, place, reason, cause_to_hold(reason) if reason else "")


def as_others_see(petition: Petition, showing: Showing) -> Showing:
    """No further than is safe there, whatever was chosen before it became a risk: initials and a place at most."""
    is_narrow = showing.visibility in {Visibility.COUNTED, Visibility.INITIALS}
    if is_narrow or not petition.at_risk:
        return showing
    return Showing(Visibility.INITIALS, initials(showing.name), showing.place)
