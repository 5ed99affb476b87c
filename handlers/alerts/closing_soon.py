"""A petition can be signed for a few days more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.texts import _, day, n_
from handlers.alerts.buttons import see_petition, send_on
from handlers.alerts.days import THAT_DAY, days_to
from handlers.alerts.kinds import alert
from handlers.alerts.lines import Told, line_on
from handlers.counts import progress
from handlers.screens import Screen, rows_of
from handlers.wording import closing_line, sample_line, sign_button, together
from storage.follows import Topic
from storage.hearing import CLOSING_SOON
from storage.petitions import Petition
from storage.recipients import Why

if TYPE_CHECKING:
    from handlers.alerts.telling import Telling


def _in_a_line(telling: Telling) -> Told | None:
    petition = telling.petition
    closing = petition.last_day if petition else None
    if petition is None or closing is None or not petition.is_open:
        return None
    what = _("“{title}” can be signed until {day}.", title=petition.title, day=day(closing))
    return line_on(telling, petition, what)


@alert(CLOSING_SOON, _in_a_line, topic=Topic.DATES, late=THAT_DAY)
def closing_soon(telling: Telling) -> Screen | None:
    """Those who want to hear of dates, unless it closes later after all."""
    petition = telling.petition
    left = _days_left(telling, petition) if petition else None
    if petition is None or left is None:
        return None
    has_signed = telling.why is Why.SIGNED
    safe = () if has_signed else (_("Signing counts you; no name is kept or shown."),)
    said = together(progress(petition), closing_line(petition), *safe)
    main = send_on(petition.id) if has_signed else sign_button(petition)
    return Screen(
        _title(left, petition.title),
        (said, *sample_line(petition.is_sample)),
        rows_of(main, see_petition(petition.id)),
        is_guarded=petition.at_risk,
    )


def _days_left(telling: Telling, petition: Petition) -> int | None:
    """None where it is closed, or its end was moved further away since."""
    closing = petition.last_day
    if closing is None or not petition.is_open:
        return None
    left, said = days_to(telling, petition, closing), int(telling.news.occasion.rpartition(":")[2])
    return left if 0 <= left <= said else None


def _title(left: int, title: str) -> str:
    if left == 0:
        return _("Today is the last day to sign “{title}”.", title=title)
    if left == 1:
        return _("Tomorrow is the last day to sign “{title}”.", title=title)
    return n_("“{title}” closes in {n} day.", "“{title}” closes in {n} days.", left, title=title)
