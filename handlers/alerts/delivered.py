"""A petition was handed over: to whom, how and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.texts import _
from handlers.alerts.beginnings import beginning
from handlers.alerts.buttons import read_more, see_petition
from handlers.alerts.kinds import A_WEEK, alert
from handlers.alerts.lines import Told, line_on
from handlers.blocks import Listing
from handlers.particulars import handed_to
from handlers.screens import Screen, rows_of, to
from handlers.wording import sample_line
from storage.follows import Topic
from storage.hearing import DELIVERED
from storage.petition_details import DecisionMaker, handing_over

if TYPE_CHECKING:
    from handlers.alerts.telling import Telling


def _those_reached(telling: Telling) -> list[DecisionMaker]:
    """Those to whom it was handed over on that day."""
    if telling.petition is None:
        return []
    makers = telling.store.details.decision_makers(telling.petition.id)
    return [who for who in makers if who.is_delivered and handing_over(who.delivered_on) == telling.news.occasion]


def _in_a_line(telling: Telling) -> Told | None:
    petition = telling.petition
    if petition is None or not _those_reached(telling):
        return None
    what = _("“{title}” was handed over.", title=petition.title)
    return line_on(telling, petition, what, to("more", petition.id))


@alert(DELIVERED, _in_a_line, topic=Topic.ENDINGS, is_ending=True, again=True, late=A_WEEK)
def delivered(telling: Telling) -> Screen | None:
    """Its signers hear where their signatures went."""
    petition, reached = telling.petition, _those_reached(telling)
    if petition is None or not reached:
        return None
    return Screen(
        _("Handed over: {title}", title=petition.title),
        (
            _("By {organisation}", organisation=petition.organisation),
            *beginning([Listing(tuple(map(handed_to, reached)))]),
            *sample_line(petition.is_sample),
        ),
        rows_of(read_more(to("more", petition.id)), see_petition(petition.id)),
        is_guarded=petition.at_risk,
    )
