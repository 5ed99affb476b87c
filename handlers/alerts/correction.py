"""What somebody was told was wrong: how it is, to all who were told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.texts import _, later
from handlers.alerts.buttons import read_more, see_petition
from handlers.alerts.kinds import A_WEEK, alert
from handlers.alerts.updates import line_of_news, news_of, whole_of
from handlers.screens import Screen, rows_of
from handlers.story_of_petition import corrected
from handlers.wording import sample_line, together
from storage.follows import Topic
from storage.hearing import CORRECTION

if TYPE_CHECKING:
    from handlers.alerts.telling import Telling


@alert(
    CORRECTION,
    line_of_news(later("Correction: {news}. News of “{title}”.")),
    topic=Topic.UPDATES,
    is_owed=True,
    again=True,
    late=A_WEEK,
)
def correction(telling: Telling) -> Screen | None:
    """Short, and not to be missed: whoever was told wrongly must not go on believing it."""
    found = news_of(telling)
    if found is None or not found[1].correction:
        return None
    petition, news = found
    return Screen(
        _("Correction"),
        (
            together(_("On: {news}", news=news.title), _("About: {title}", title=petition.title)),
            *corrected(news),
            *sample_line(petition.is_sample),
        ),
        rows_of(read_more(whole_of(news)), see_petition(petition.id)),
        is_guarded=petition.at_risk,
    )
