"""What somebody was told was wrong: how it is, to all who were told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.texts import _
from handlers.alerts.buttons import read_more, see_petition
from handlers.alerts.kinds import A_WEEK, alert
from handlers.alerts.lines import Told, line_on
from handlers.alerts.updates import news_of
from handlers.screens import Action, Screen, rows_of, to
from handlers.story_of_petition import corrected
from handlers.wording import sample_line, together
from storage.campaign_updates import VICTORY, CampaignUpdate
from storage.follows import Topic
from storage.hearing import CORRECTION

if TYPE_CHECKING:
    from handlers.alerts.telling import Telling


def _in_a_line(telling: Telling) -> Told | None:
    found = news_of(telling)
    if found is None:
        return None
    petition, news = found
    what = _("Correction: {news}. News of “{title}”.", news=news.title, title=petition.title)
    return line_on(telling, petition, what, _whole(news), news.title)


@alert(CORRECTION, _in_a_line, topic=Topic.UPDATES, is_owed=True, again=True, late=A_WEEK)
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
        rows_of(read_more(_whole(news)), see_petition(petition.id)),
        is_guarded=petition.at_risk,
    )


def _whole(news: CampaignUpdate) -> Action:
    return to("victory", news.petition_id) if news.kind == VICTORY else to("update", news.id)
