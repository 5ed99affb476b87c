"""The organizers of a petition have news."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.texts import later
from handlers.alerts.kinds import A_WEEK, alert
from handlers.alerts.updates import line_of_news, told_in_short
from handlers.screens import Screen
from storage.follows import Topic
from storage.hearing import CAMPAIGN_UPDATE

if TYPE_CHECKING:
    from handlers.alerts.telling import Telling


@alert(
    CAMPAIGN_UPDATE, line_of_news(later("{news}. News of “{title}”.")), topic=Topic.UPDATES, again=True, apart=A_WEEK
)
def campaign_update(telling: Telling) -> Screen | None:
    """Whoever signed hears news at most weekly; what came too soon is read when they come back."""
    return told_in_short(telling)
