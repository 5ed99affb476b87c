"""Those who were asked have answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.texts import later
from handlers.alerts.kinds import A_WEEK, alert
from handlers.alerts.updates import line_of_news, told_in_short
from handlers.screens import Screen
from storage.follows import Topic
from storage.hearing import RESPONSE

if TYPE_CHECKING:
    from handlers.alerts.telling import Telling


@alert(
    RESPONSE,
    line_of_news(later("{news}. A response to “{title}”.")),
    topic=Topic.ENDINGS,
    is_ending=True,
    again=True,
    late=A_WEEK,
)
def response(telling: Telling) -> Screen | None:
    """An official response belongs to how it ends."""
    return told_in_short(telling)
