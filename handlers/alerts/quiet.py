"""Nothing was told of a petition for long: its organizers are asked for news, and supporters hear nothing of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.texts import _
from handlers.alerts.kinds import A_WEEK, alert
from handlers.alerts.lines import Told, line_on
from handlers.campaign_updates import no_news_for
from handlers.organizing.pieces import where_people_are_told
from handlers.organizing.rights import Deed
from handlers.screens import Button, Look, Screen, rows_of
from handlers.wording import sample_line
from storage.hearing import QUIET
from storage.petitions import Petition

if TYPE_CHECKING:
    from handlers.alerts.telling import Telling


def _said(telling: Telling) -> tuple[Petition, str] | None:
    """The petition, and for how long; None where something was told meanwhile."""
    petition = telling.petition
    days = telling.store.quiet.days_of(petition, telling.now) if petition else 0
    return (petition, no_news_for(days)) if petition and days else None


def _in_a_line(telling: Telling) -> Told | None:
    found = _said(telling)
    if found is None:
        return None
    petition, said = found
    what = _("“{title}”: {said}", title=petition.title, said=said)
    return line_on(telling, petition, what, where_people_are_told(petition.id))


@alert(QUIET, _in_a_line, is_asked_for=True, late=A_WEEK, deed=Deed.TELL)
def quiet(telling: Telling) -> Screen | None:
    """Those who may tell something of it hear so, at most once in as many days."""
    found = _said(telling)
    if found is None:
        return None
    petition, said = found
    return Screen(
        petition.title,
        (said, _("Its page says so, too. Even a few words help those who signed."), *sample_line(petition.is_sample)),
        rows_of(Button(_("Tell people"), where_people_are_told(petition.id), Look.MAIN)),
        is_guarded=petition.at_risk,
    )
