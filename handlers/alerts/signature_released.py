"""A signature that was being checked counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.texts import _
from handlers.alerts.buttons import send_on
from handlers.alerts.decisions import told_otherwise
from handlers.alerts.kinds import alert
from handlers.alerts.lines import Told, line_on
from handlers.counts import progress
from handlers.screens import Button, Screen, rows_of, to
from handlers.thanks import what_is_shown
from handlers.wording import sample_line, together
from storage.hearing import SIGNATURE_RELEASED
from storage.petitions import Petition
from storage.showing import Signature, SignatureState
from storage.telling_writers import RELEASED

if TYPE_CHECKING:
    from handlers.alerts.telling import Telling


def _released(telling: Telling) -> tuple[Signature, Petition] | None:
    """The signature and its petition, while what is told of it holds."""
    signature = telling.store.reviews.decided(telling.news.subject_id)
    state = SignatureState.COUNTED if telling.news.occasion == RELEASED else SignatureState.INVALIDATED
    if signature is None or signature.state is not state or signature.number is None:
        return None
    petition = telling.find(signature.petition_id)
    return (signature, petition) if petition else None


def _said(signature: Signature, petition: Petition) -> str:
    if signature.state is SignatureState.INVALIDATED:
        return _("Your signature does not count: somebody looked at it again.")
    if petition.at_risk:
        return _("Your signature counts.")
    return _("Your signature counts. You are signer number {number}.", number=signature.number)


def _in_a_line(telling: Telling) -> Told | None:
    found = _released(telling)
    return line_on(telling, found[1], _said(*found), to("signed", found[1].id)) if found else None


@alert(SIGNATURE_RELEASED, _in_a_line, is_asked_for=True, again=True)
def signature_released(telling: Telling) -> Screen | None:
    """Its signer hears that it counts, and as which number."""
    found = _released(telling)
    if found is None:
        return None
    signature, petition = found
    if signature.state is SignatureState.INVALIDATED:
        return _taken_back(telling, signature, petition)
    shown = together(_("About: {title}", title=petition.title), progress(petition), what_is_shown(signature, petition))
    mine = Button(_("See my signature"), to("signed", petition.id))
    rows = rows_of(send_on(petition.id) if petition.is_open else None, mine)
    return Screen(
        _said(signature, petition), (shown, *sample_line(petition.is_sample)), rows, is_guarded=petition.at_risk
    )


def _taken_back(telling: Telling, signature: Signature, petition: Petition) -> Screen:
    """Whoever was told that it counts hears that it does not."""
    about = _("About: {title}", title=petition.title)
    body = (about, *told_otherwise(telling.news.occasion), *sample_line(petition.is_sample))
    mine = Button(_("See my signature"), to("signed", petition.id))
    return Screen(_said(signature, petition), body, rows_of(mine), is_guarded=petition.at_risk)
