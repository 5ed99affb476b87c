"""What organizers told of a petition: the piece of news that an alert means, and how it begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.texts import _, language
from handlers.alerts.beginnings import beginning
from handlers.alerts.buttons import read_more, see_petition
from handlers.alerts.kinds import InALine
from handlers.alerts.lines import Told, line_on
from handlers.campaign_updates import facts_of
from handlers.news_parts import text_of
from handlers.screens import Action, Screen, rows_of, to
from handlers.story_of_petition import withdrawn
from handlers.wording import sample_line, together
from storage.campaign_updates import VICTORY, CampaignUpdate
from storage.petitions import Petition

if TYPE_CHECKING:
    from handlers.alerts.telling import Telling


def news_of(telling: Telling) -> tuple[Petition, CampaignUpdate] | None:
    """The petition and the piece of news; None where either is no longer there."""
    petition = telling.petition
    if petition is None:
        return None
    slug, is_draft_shown = telling.news.occasion.partition(":")[0], telling.is_tried
    found = telling.store.campaign_updates.named(petition.id, slug, language(), is_draft_shown=is_draft_shown)
    return (petition, found) if found else None


def line_of_news(said: str) -> InALine:
    """A line that tells of it; `said` has places for its title and the petition's, and is translated by then."""

    def line(telling: Telling) -> Told | None:
        found = news_of(telling)
        if found is None:
            return None
        petition, news = found
        what = _(said, news=news.title, title=petition.title)
        return line_on(telling, petition, what, whole_of(news), news.title)

    return line


def whole_of(news: CampaignUpdate) -> Action:
    """Where all of it is read."""
    return to("victory", news.petition_id) if news.kind == VICTORY else to("update", news.id)


def told_in_short(telling: Telling) -> Screen | None:
    """Its title, when it happened, which petition it is about, and how it begins."""
    found = news_of(telling)
    if found is None:
        return None
    petition, news = found
    about = _("About: {title}", title=petition.title)
    body = (
        together(facts_of(news, petition), about),
        *beginning(withdrawn(news) or text_of(telling.store, news)),
        *sample_line(petition.is_sample),
    )
    rows = rows_of(read_more(to("update", news.id)), see_petition(petition.id))
    return Screen(news.title, body, rows, is_guarded=petition.at_risk)
