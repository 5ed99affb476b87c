"""What somebody chose to show last time, offered where the button itself says all of it."""

from __future__ import annotations

from config.texts import _
from handlers.screens import MOST_LABEL_CHARACTERS, Button, to
from handlers.turn import Turn
from handlers.wording import as_read, shown_as
from storage.petitions import Petition
from storage.showing import Showing, Visibility


def earlier_showing(turn: Turn, petition: Petition) -> Showing | None:
    """How they were seen last, if this petition lets that be shown; never with a reason, and never wider."""
    if turn.supporter is None:
        return None
    showing = turn.store.signatures.latest_shown(turn.supporter.id)
    if showing is None or (petition.at_risk and showing.visibility is not Visibility.INITIALS):
        return None
    if showing.visibility is Visibility.REASON:
        return Showing(Visibility.NAME, showing.name, showing.place)
    return showing


def sign_as_button(turn: Turn, petition: Petition, source: str = "") -> Button | None:
    """ "Sign as Ada L., Leeds": only where the label holds the whole of what others will see."""
    showing = earlier_showing(turn, petition) if turn.chat.is_private else None
    if showing is None:
        return None
    label = _("Sign as {shown}", shown=shown_as(showing))
    if len(label) > MOST_LABEL_CHARACTERS:
        return None
    return Button(label, to("sign_as", petition.id, turn.store.signatures.mark_of(showing), *as_read(petition, source)))
