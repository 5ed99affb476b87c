"""Signing another petition in one tap with earlier details."""

from __future__ import annotations

from config.texts import _
from handlers.earlier import earlier_showing
from handlers.finding import find_petition
from handlers.petition import petition_screen
from handlers.router import route
from handlers.screens import Action, Reply, to
from handlers.sign import Read, sign_as
from handlers.turn import Turn
from handlers.wording import BY_NO_LINK, petition_not_found


@route("sign_as", private=True, again="petition")
def sign_as_before(turn: Turn, petition_id: int, mark: str, source: str = "", asks: int = 1) -> Reply:
    """Sign with exactly what the button said; if that has changed since, nothing is signed."""
    sure = to("sign_as_sure", petition_id, mark, source or BY_NO_LINK, asks)
    return _sign(turn, petition_id, mark, Read(source, asks), sure=sure)


@route("sign_as_sure", private=True, again="petition")
def sign_as_before_for_sure(turn: Turn, petition_id: int, mark: str, source: str = "", asks: int = 1) -> Reply:
    """The same, once they were asked whether it could endanger them."""
    return _sign(turn, petition_id, mark, Read(source, asks))


def _sign(turn: Turn, petition_id: int, mark: str, read: Read, *, sure: Action | None = None) -> Reply:
    petition = find_petition(turn, petition_id)
    if petition is None:
        return petition_not_found()
    showing = earlier_showing(turn, petition)
    if showing is None or turn.store.signatures.mark_of(showing) != mark:
        return petition_screen(turn, petition).with_pop_up(_("What you show has changed since, so nothing was signed."))
    return sign_as(turn, petition_id, showing, read, sure=sure)
