"""A moderator has read why somebody signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.texts import _
from handlers.alerts.decisions import may_write_anew, read_decision, told_otherwise, why_not
from handlers.alerts.kinds import alert
from handlers.alerts.lines import Told, line_on
from handlers.screens import Button, Look, Screen, rows_of, to
from handlers.wording import sample_line, together
from storage.hearing import REASON_DECIDED
from storage.petitions import Petition
from storage.showing import ReasonState, SignatureState

if TYPE_CHECKING:
    from handlers.alerts.telling import Telling


def _petition_of(telling: Telling) -> Petition | None:
    """The petition it was signed for, while the decision holds and says what is so."""
    signature = telling.store.reviews.decided(telling.news.subject_id)
    state, _cause = read_decision(telling.news.occasion)
    if signature is None or signature.state is not SignatureState.COUNTED or signature.reason_state != state:
        return None
    petition = telling.find(signature.petition_id)
    is_shown_to_nobody = petition is not None and petition.at_risk and state == ReasonState.PUBLISHED
    return None if is_shown_to_nobody else petition


def _said(telling: Telling) -> str:
    state, _cause = read_decision(telling.news.occasion)
    if state == ReasonState.PUBLISHED:
        return _("Your reason is published.")
    if state == ReasonState.SOFTENED:
        return _("A moderator asks you to say it more carefully. Your signature counts all the same.")
    return _("A moderator did not publish your reason. Your signature counts all the same.")


def _in_a_line(telling: Telling) -> Told | None:
    petition = _petition_of(telling)
    return line_on(telling, petition, _said(telling), to("signed", petition.id)) if petition else None


@alert(REASON_DECIDED, _in_a_line, is_asked_for=True, again=True)
def reason_decided(telling: Telling) -> Screen | None:
    """Its writer hears whether others see it; the words themselves are not repeated."""
    petition = _petition_of(telling)
    if petition is None:
        return None
    above = _("About: {title}", title=petition.title)
    mine = Button(_("See my signature"), to("signed", petition.id), Look.MAIN)
    state, cause = read_decision(telling.news.occasion)
    is_published = state == ReasonState.PUBLISHED
    may_be_said_anew = not is_published and _may_be_said_anew(telling)
    because = () if is_published else (together(why_not(cause), may_write_anew() if may_be_said_anew else None),)
    anew = Button(_("Say it anew"), to("sign_named", petition.id)) if may_be_said_anew else None
    body = (above, *told_otherwise(telling.news.occasion), *because, *sample_line(petition.is_sample))
    return Screen(_said(telling), body, rows_of(mine, anew), is_guarded=petition.at_risk)


def _may_be_said_anew(telling: Telling) -> bool:
    signature = telling.store.reviews.decided(telling.news.subject_id)
    return signature is not None and signature.may_say_it_anew
