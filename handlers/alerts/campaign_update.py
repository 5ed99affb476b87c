"""The organizers of a petition have news."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.texts import _
from handlers.alerts.kinds import A_WEEK, alert
from handlers.alerts.lines import Told, line_on
from handlers.alerts.updates import news_of, told_in_short
from handlers.screens import Screen, to
from storage.follows import Topic
from storage.hearing import CAMPAIGN_UPDATE

if TYPE_CHECKING:
    from handlers.alerts.telling import Telling


def _in_a_line(telling: Telling) -> Told | None:
    found = news_of(telling)
    if found is None:
        return None
    petition, news = found
    what = _("{news}. News of “{title}”.", news=news.title, title=petition.title)
    return line_on(telling, petition, what, to("update", news.id), news.title)


@alert(CAMPAIGN_UPDATE, _in_a_line, topic=Topic.UPDATES, again=True, apart=A_WEEK)
def campaign_update(telling: Telling) -> Screen | None:
    """Whoever signed hears news at most weekly; what came too soon is read when they come back."""
    return told_in_short(telling)
