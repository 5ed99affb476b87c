"""Signing another petition in one tap with earlier details."""

from __future__ import annotations

from config.texts import _
from handlers.earlier import earlier_showing
from handlers.petition import petition_screen
from handlers.router import route
from handlers.screens import Reply
from handlers.sign import sign_as
from handlers.turn import Turn
from handlers.wording import find_petition, petition_not_found


@route("sign_as", private=True, again="petition")
def sign_as_before(turn: Turn, petition_id: int, mark: str, source: str = "") -> Reply:
    """Sign with exactly what the button said; if that has changed since, nothing is signed."""
    petition = find_petition(turn, petition_id)
    if petition is None:
        return petition_not_found()
    showing = earlier_showing(turn, petition)
    if showing is None or turn.store.signatures.mark_of(showing) != mark:
        return petition_screen(turn, petition).with_pop_up(_("What you show has changed since, so nothing was signed."))
    return sign_as(turn, petition_id, showing, source)
