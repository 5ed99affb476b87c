"""Organizers tell those who follow them something in words of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.texts import _, language
from handlers.alerts.beginnings import beginning
from handlers.alerts.buttons import read_more, see_petition
from handlers.alerts.kinds import A_WEEK, alert
from handlers.alerts.lines import Told, line_on_broadcast
from handlers.broadcasts import facts_of
from handlers.markdown import blocks_of
from handlers.screens import Screen, rows_of, to
from handlers.wording import sample_line, together
from storage.broadcast_rows import Broadcast
from storage.follows import Topic
from storage.hearing import BROADCAST
from storage.petitions import Petition

if TYPE_CHECKING:
    from handlers.alerts.telling import Telling


def _told(telling: Telling) -> tuple[Broadcast, Petition | None] | None:
    """What they tell, and the petition it is about, where it is about one."""
    broadcasts = telling.store.broadcasts
    find = broadcasts.find if telling.is_tried else broadcasts.public
    found = find(int(telling.news.occasion), language())
    return (found, telling.find(found.petition_id)) if found else None


def _in_a_line(telling: Telling) -> Told | None:
    found = _told(telling)
    if found is None:
        return None
    news, petition = found
    what = _("{organisation} tells: {title}", organisation=news.organisation, title=news.title)
    is_guarded = petition is not None and petition.at_risk
    return line_on_broadcast(telling, news, what, to("broadcast", news.id), is_guarded=is_guarded)


@alert(BROADCAST, _in_a_line, topic=Topic.UPDATES, again=True, apart=A_WEEK)
def broadcast(telling: Telling) -> Screen | None:
    """Those who want its news hear it at most weekly; what came too soon is read when they come back."""
    found = _told(telling)
    if found is None:
        return None
    news, petition = found
    about = _("About: {title}", title=petition.title) if petition else None
    body = (
        together(facts_of(news), about),
        *beginning(blocks_of(news.text)),
        *sample_line(news.is_sample),
    )
    rows = rows_of(read_more(to("broadcast", news.id)), see_petition(petition.id) if petition else None)
    return Screen(news.title, body, rows, is_guarded=petition is not None and petition.at_risk)
