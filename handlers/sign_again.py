"""Signing another petition in one tap with earlier details."""

from __future__ import annotations

from config.texts import _
from handlers.earlier import earlier_showing
from handlers.petition import petition_screen
from handlers.router import route
from handlers.screens import Action, Reply, to
from handlers.sign import sign_as
from handlers.turn import Turn
from handlers.wording import carried, find_petition, petition_not_found


@route("sign_as", private=True, again="petition")
def sign_as_before(turn: Turn, petition_id: int, mark: str, source: str = "") -> Reply:
    """Sign with exactly what the button said; if that has changed since, nothing is signed."""
    return _sign(turn, petition_id, mark, source, sure=to("sign_as_sure", petition_id, mark, *carried(source)))


@route("sign_as_sure", private=True, again="petition")
def sign_as_before_for_sure(turn: Turn, petition_id: int, mark: str, source: str = "") -> Reply:
    """The same, once they were asked whether it could endanger them."""
    return _sign(turn, petition_id, mark, source)


def _sign(turn: Turn, petition_id: int, mark: str, source: str, *, sure: Action | None = None) -> Reply:
    petition = find_petition(turn, petition_id)
    if petition is None:
        return petition_not_found()
    showing = earlier_showing(turn, petition)
    if showing is None or turn.store.signatures.mark_of(showing) != mark:
        return petition_screen(turn, petition).with_pop_up(_("What you show has changed since, so nothing was signed."))
    return sign_as(turn, petition_id, showing, source, sure=sure)
