"""Posting a petition's card where somebody is, for others to see; they learn first that it shows who did it."""

from __future__ import annotations

from dataclasses import replace

from config.texts import _
from handlers.cards import petition_card
from handlers.deeds import Post
from handlers.finding import find_petition
from handlers.router import RowId, route
from handlers.screens import Button, Look, Reply, Screen, rows_of, to
from handlers.share import share_screen
from handlers.turn import Turn
from handlers.wording import back_to_sharing, petition_not_found, sample_line
from storage.petitions import Petition
from storage.vault import random_id

NEVER_ASKED = RowId(0)


@route("post_here", reads=True, private=True)
def ask(turn: Turn, petition_id: int) -> Reply:
    """What others would see, before anything is posted."""
    petition = find_petition(turn, petition_id)
    if petition is None:
        return petition_not_found()
    if not turn.room.posts_here:
        return share_screen(turn, petition)
    may_tell = (_("They may take it that you support it."),) if petition.at_risk else ()
    return Screen(
        _("Post “{title}” here?", title=petition.title),
        (_("Everybody here sees its card, and that you posted it."), *may_tell, *sample_line(petition.is_sample)),
        rows_of(
            Button(_("Post it"), to("posted_here", petition.id, random_id()), Look.MAIN), back_to_sharing(petition.id)
        ),
    )


@route("posted_here", private=True, again="share")
def post(turn: Turn, petition_id: int, asked: RowId = NEVER_ASKED) -> Reply:
    """The card stands there from now on; each of its buttons answers whoever taps it alone.

    `asked` names the question that is answered, so that who taps its button twice posts once.
    """
    petition = find_petition(turn, petition_id)
    if petition is None:
        return petition_not_found()
    if not turn.room.posts_here:
        return not_posted(turn, petition_id)
    if asked != NEVER_ASKED and not turn.store.handled.add(turn.incoming.bot, f"posted/{asked}", turn.now):
        return share_screen(turn, petition)
    posting = Post(_card(turn, petition), to("not_posted", petition.id), to("perhaps_posted", petition.id))
    return replace(share_screen(turn, petition).with_pop_up(_("Its card stands here now.")), deed=posting)


def _card(turn: Turn, petition: Petition) -> Screen:
    """As those see it of whom nothing is known."""
    among_others = replace(turn.chat, is_private=False, is_of_server=True)
    return petition_card(replace(turn, incoming=replace(turn.incoming, chat=among_others)), petition)


@route("not_posted", reads=True, private=True)
def not_posted(turn: Turn, petition_id: int) -> Reply:
    """The platform did not let us."""
    petition = find_petition(turn, petition_id)
    if petition is None:
        return petition_not_found()
    return share_screen(turn, petition).with_pop_up(_("It could not be posted here. Nothing was sent."))


@route("perhaps_posted", reads=True, private=True)
def perhaps_posted(turn: Turn, petition_id: int) -> Reply:
    """The connection broke off before the platform said whether it stands there."""
    petition = find_petition(turn, petition_id)
    if petition is None:
        return petition_not_found()
    unsure = _("I can't tell whether it was posted. Look in the channel.")
    return share_screen(turn, petition).with_pop_up(unsure)
