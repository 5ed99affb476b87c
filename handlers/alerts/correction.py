"""What somebody was told was wrong, or holds no longer: how it is, to all who were told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.texts import _, language, later
from handlers.alerts.beginnings import beginning
from handlers.alerts.buttons import read_more, see_petition
from handlers.alerts.kinds import A_WEEK, alert
from handlers.alerts.lines import Told, line_on_broadcast
from handlers.alerts.updates import line_of_news, news_of, whole_of
from handlers.screens import Screen, rows_of, to
from handlers.story_of_petition import corrected, put_right
from handlers.wording import sample_line, together
from storage.broadcast_rows import Broadcast
from storage.correcting import OF_BROADCAST
from storage.follows import Topic
from storage.hearing import CORRECTION

if TYPE_CHECKING:
    from handlers.alerts.telling import Telling


_line_of_news = line_of_news(later("Correction: {news}. News of “{title}”."))


def _broadcast(telling: Telling) -> Broadcast | None:
    """The broadcast that it corrects, where it corrects one in words of its own."""
    said, _colon, _at = telling.news.occasion.partition(":")
    is_of_broadcast = said.startswith(OF_BROADCAST)
    return telling.store.broadcasts.public(int(said[len(OF_BROADCAST) :]), language()) if is_of_broadcast else None


def _in_a_line(telling: Telling) -> Told | None:
    news = _broadcast(telling)
    if news is None:
        return _line_of_news(telling)
    what = _("Correction: {news}. News of {organisation}.", news=news.title, organisation=news.organisation)
    is_guarded = telling.petition is not None and telling.petition.at_risk
    return line_on_broadcast(telling, news, what, to("broadcast", news.id), is_guarded=is_guarded)


@alert(
    CORRECTION,
    _in_a_line,
    topic=Topic.UPDATES,
    is_owed=True,
    again=True,
    late=A_WEEK,
)
def correction(telling: Telling) -> Screen | None:
    """Short, and not to be missed: whoever was told wrongly must not go on believing it."""
    broadcast = _broadcast(telling)
    if broadcast is not None:
        return _of_broadcast(telling, broadcast)
    found = news_of(telling)
    if found is None or not corrected(found[1]):
        return None
    petition, news = found
    return Screen(
        _("Withdrawn") if news.is_withdrawn else _("Correction"),
        (
            together(_("On: {news}", news=news.title), _("About: {title}", title=petition.title)),
            *beginning(corrected(news)),
            *sample_line(petition.is_sample),
        ),
        rows_of(read_more(whole_of(news)), see_petition(petition.id)),
        is_guarded=petition.at_risk,
    )


def _of_broadcast(telling: Telling, news: Broadcast) -> Screen | None:
    if not news.correction:
        return None
    petition = telling.find(news.petition_id)
    about = _("About: {title}", title=petition.title) if petition else None
    body = (
        together(_("On: {news}", news=news.title), about),
        *beginning(put_right(news.correction)),
        *sample_line(news.is_sample),
    )
    rows = rows_of(read_more(to("broadcast", news.id)), see_petition(petition.id) if petition else None)
    return Screen(_("Correction"), body, rows, is_guarded=petition is not None and petition.at_risk)
