"""From a private chat into a group or channel: the wish is remembered until the bot is brought there."""

from __future__ import annotations

from config.texts import _
from handlers.finding import find_petition
from handlers.router import route
from handlers.screens import Reply, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import back_to_sharing, petition_not_found, sample_line
from storage.cards import PETITION, Subject


@route("put_in", private=True, again="share_ways")
def put_in(turn: Turn, petition_id: int) -> Reply:
    """The app's own way to choose a group; what shall stand there is remembered for an hour, since it gets lost."""
    petition = find_petition(turn, petition_id)
    if petition is None:
        return petition_not_found()
    back = back_to_sharing(petition.id)
    ways = turn.incoming.add_to_room(to("petition", petition.id))
    if not ways:
        return Screen(_("This app has no groups that I could write to."), rows=rows_of(back))
    turn.store.card_wishes.add(turn.person.key, Subject(PETITION, petition.id), turn.now)
    return Screen(
        _("Put “{title}” into a group or a channel", title=petition.title),
        (
            _("Choose one that you administrate, within an hour. I then put one card there, and edit it from then on."),
            _("I write nothing else there, and tell nobody who signed. Delete the card, and it is gone for good."),
            _("You may want to pin it; I never do that by myself."),
            *sample_line(petition.is_sample),
        ),
        rows_of(ways, back),
    )
