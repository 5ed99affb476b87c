"""What organizers told those who follow them, read whole."""

from __future__ import annotations

from config.texts import _, language, moment
from handlers.finding import find_petition
from handlers.labels import short
from handlers.markdown import blocks_of
from handlers.parts import Part, part_of
from handlers.router import route
from handlers.screens import Button, Reply, Rows, Screen, rows_of, to
from handlers.story_of_petition import put_right, reading
from handlers.turn import Turn
from handlers.wording import back_to_petition, nothing_here, sample_line
from storage.broadcast_rows import Broadcast
from storage.petitions import Petition


def facts_of(news: Broadcast) -> str:
    """When it was told, and by whom."""
    day = moment(news.made_at, news.zone, with_time=False)
    return _("{day} · {organisation}", day=day, organisation=news.organisation)


@route("broadcast", reads=True)
def read_broadcast(turn: Turn, broadcast_id: int, part: int = 1) -> Reply:
    """All of it, with its sign-off and the legal line of whoever tells it."""
    news = turn.store.broadcasts.public(broadcast_id, language())
    if news is None:
        return nothing_here(_("This news is no longer here."), _("See what can be signed instead."))
    return _told(turn, news, find_petition(turn, news.petition_id) if news.petition_id else None, part)


def _told(turn: Turn, news: Broadcast, petition: Petition | None, part: int) -> Screen:
    about = (_("About: {title}", title=petition.title),) if petition else ()
    above = (facts_of(news), *about, *sample_line(news.is_sample))
    shown = part_of(
        turn,
        part,
        (*put_right(news.correction), *blocks_of(news.text), news.sign_off, news.legal_line),
        news.title,
        *above,
    )
    is_guarded = petition is not None and petition.at_risk
    return reading(news.title, shown, above, _rows(news, petition, shown), is_guarded=is_guarded)


def _rows(news: Broadcast, petition: Petition | None, shown: Part) -> Rows:
    about = Button(
        short(_("About {organisation}", organisation=news.organisation)), to("organisation", news.organisation_id)
    )
    back = back_to_petition(petition.id) if petition else None
    return rows_of(shown.read_on("broadcast", news.id), (about, back) if back else about)
