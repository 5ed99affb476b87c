"""Photos and papers of handing a petition over, one after the other."""

from __future__ import annotations

from config.texts import _
from handlers.files import attachments_of, picture_of
from handlers.finding import find_petition
from handlers.particulars import handed_to
from handlers.router import route
from handlers.screens import Button, Reply, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import petition_not_found, sample_line
from storage.attachments import MOST_FILES
from storage.petitions import Petition
from storage.stories import File


@route("handed", reads=True)
def show_handed_over(turn: Turn, petition_id: int, place: int = 1) -> Reply:
    """To whom, when and where it was, with what was seen there."""
    petition = find_petition(turn, petition_id)
    if petition is None:
        return petition_not_found()
    listed = turn.store.attachments.of_deliveries(petition.id, MOST_FILES * MOST_FILES)
    if not listed:
        return turn.follow(to("more", petition.id), {})
    at = min(max(place, 1), len(listed))
    return _shown(turn, petition, listed, at)


def _shown(turn: Turn, petition: Petition, listed: list[tuple[int, File]], at: int) -> Screen:
    maker_id, file = listed[at - 1]
    makers = turn.store.details.decision_makers(petition.id)
    told = tuple(handed_to(each) for each in makers if each.id == maker_id)
    which = (_("{n} of {total}", n=at, total=len(listed)),) if len(listed) > 1 else ()
    following = Button(_("Next"), to("handed", petition.id, at + 1)) if at < len(listed) else None
    back = Button(_("Back to the details"), to("more", petition.id))
    return Screen(
        _("Handed over: {title}", title=petition.title),
        (*told, *which, *sample_line(petition.is_sample)),
        rows_of((following, back) if following else back),
        picture=picture_of([file]),
        attachments=attachments_of([file]),
        is_guarded=petition.at_risk,
    )
