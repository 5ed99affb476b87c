"""Those who were asked have answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.texts import _
from handlers.alerts.kinds import A_WEEK, alert
from handlers.alerts.lines import Told, line_on
from handlers.alerts.updates import news_of, told_in_short
from handlers.screens import Screen, to
from storage.follows import Topic
from storage.hearing import RESPONSE

if TYPE_CHECKING:
    from handlers.alerts.telling import Telling


def _in_a_line(telling: Telling) -> Told | None:
    found = news_of(telling)
    if found is None:
        return None
    petition, answer = found
    what = _("{news}. A response to “{title}”.", news=answer.title, title=petition.title)
    return line_on(telling, petition, what, to("update", answer.id), answer.title)


@alert(RESPONSE, _in_a_line, topic=Topic.ENDINGS, is_ending=True, again=True, late=A_WEEK)
def response(telling: Telling) -> Screen | None:
    """An official response belongs to how it ends."""
    return told_in_short(telling)
