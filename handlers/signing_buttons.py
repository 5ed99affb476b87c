"""The sign buttons below what somebody has read."""

from __future__ import annotations

from config.texts import _
from handlers.finding import own_signature_unseen
from handlers.screens import Button, to
from handlers.turn import Turn
from handlers.wording import carried, sign_button
from storage.petitions import Petition


def sign_if_possible(turn: Turn, petition: Petition, source: str = "") -> Button | None:
    """The safe signature, while the petition can be signed and this person has not signed it as far as we may say."""
    return sign_button(petition, source) if petition.is_open and not has_signed(turn, petition) else None


def named_button(petition: Petition, source: str = "") -> Button:
    """The wider choice: it names the most that can be shown there."""
    label = _("Sign with initials") if petition.at_risk else _("Sign with my name")
    return Button(label, to("sign_named", petition.id, *carried(source)))


def has_signed(turn: Turn, petition: Petition) -> bool:
    """Whether this person has signed; where others look on, nothing is told."""
    return own_signature_unseen(turn, petition) is not None
