"""A day that matters is near."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.texts import _, day, n_
from handlers.alerts.buttons import see_petition
from handlers.alerts.days import THAT_DAY, days_to
from handlers.alerts.kinds import alert
from handlers.alerts.lines import Told, line_on
from handlers.screens import Look, Screen, rows_of
from handlers.wording import sample_line, together
from storage.follows import Topic
from storage.hearing import KEY_DATE
from storage.petition_details import KeyDate

if TYPE_CHECKING:
    from handlers.alerts.telling import Telling


def _date_of(telling: Telling) -> KeyDate | None:
    """The day it means; None where it was taken out or moved."""
    key_date_id, _colon, _days = telling.news.occasion.partition(":")
    return telling.store.details.key_date(telling.petition.id, int(key_date_id)) if telling.petition else None


def _in_a_line(telling: Telling) -> Told | None:
    petition, date = telling.petition, _date_of(telling)
    if petition is None or date is None:
        return None
    what = _(
        "{what}, on {day}. A day that matters to “{title}”.", what=date.what, day=day(date.on), title=petition.title
    )
    return line_on(telling, petition, what)


@alert(KEY_DATE, _in_a_line, topic=Topic.DATES, late=THAT_DAY)
def key_date(telling: Telling) -> Screen | None:
    """Those who want to hear of dates, while it is still ahead."""
    petition, date = telling.petition, _date_of(telling)
    if petition is None or date is None or (left := days_to(telling, petition, date.on)) < 0:
        return None
    facts = together(_("{day} · {organisation}", day=day(date.on), organisation=petition.organisation), petition.title)
    rows = rows_of(see_petition(petition.id, Look.MAIN))
    return Screen(
        _in_days(left, date.what), (facts, *sample_line(petition.is_sample)), rows, is_guarded=petition.at_risk
    )


def _in_days(left: int, what: str) -> str:
    if left == 0:
        return _("Today: {what}", what=what)
    if left == 1:
        return _("Tomorrow: {what}", what=what)
    return n_("In {n} day: {what}", "In {n} days: {what}", left, what=what)
