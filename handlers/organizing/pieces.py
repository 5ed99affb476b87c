"""A piece of news on its organizers' desk: a victory, a response or an update, which nobody else finds here."""

from __future__ import annotations

from collections.abc import Mapping

from config.texts import _, language, later
from handlers.organizing.done import Done, with_said
from handlers.organizing.gate import Belongs, Desk, nothing_to_organize
from handlers.organizing.noting import write_down, write_of
from handlers.organizing.rights import Deed
from handlers.organizing.telling_taken_back import taken_back
from handlers.screens import Action, Button, Reply, to
from handlers.turn import Turn
from handlers.wording import back_from
from storage.broadcast_rows import Broadcast
from storage.campaign_updates import RESPONSE, VICTORY, alert_kind
from storage.follows import subject_of
from storage.news_pieces import Begun, NewsState, Piece
from storage.petitions import Petition

NEWS = "news"
KINDS: Mapping[str, str] = {VICTORY: later("Victory"), RESPONSE: later("Response"), NEWS: later("News")}
STANDING: Mapping[NewsState, str] = {
    NewsState.DRAFT: later("{kind}, a draft: nobody else sees it."),
    NewsState.PUBLISHED: later("{kind}, published."),
    NewsState.WITHDRAWN: later("{kind}, withdrawn: {reason}"),
}
DEEDS: Mapping[str, Deed] = {VICTORY: Deed.DECLARE_VICTORY, RESPONSE: Deed.DELIVER}
"""What it takes to write, correct and withdraw each kind; news take what their routes say."""
PIECE: Belongs[Piece] = Belongs(
    int,
    lambda turn, key: turn.store.news_drafts.find(key),
    lambda found: found.organisation_id,
    nothing_to_organize,
    is_hidden=lambda _found: True,
    deed=lambda found: DEEDS.get(found.kind),
)


def petition_of(turn: Turn, desk: Desk[Piece]) -> Petition:
    """The one that it is news of."""
    return desk.petition(turn, desk.subject.petition_id)


def how_it_stands(piece: Piece) -> str:
    """What it is, and who sees it."""
    return _(STANDING[piece.state], kind=_(KINDS.get(piece.kind, KINDS[NEWS])), reason=piece.withdrawn_for)


def where_people_are_told(petition_id: int) -> Action:
    """The place on a petition's desk from which all telling begins."""
    return to("pet_tell", petition_id)


def back_to_piece(piece: Piece) -> Button:
    """Lead back, and name where."""
    return back_from(to("piece", piece.id))


def begin_telling(turn: Turn, piece: Piece) -> int | None:
    """What will tell it, which is made once; None where its petition is not public."""
    return turn.store.broadcasts.begin(
        piece.organisation_id,
        alert_kind(piece.kind),
        piece.locale or language(),
        turn.now,
        petition_id=piece.petition_id,
        update_id=piece.id,
    )


def begin_piece(turn: Turn, desk: Desk[Petition], begun: Begun) -> Reply:
    """A draft, with what will tell it; it leads to its desk, from which both go on."""
    piece = turn.store.news_drafts.find(turn.store.news_drafts.begin(desk.subject.id, begun))
    assert piece is not None, "what was begun in this turn is there"
    begin_telling(turn, piece)
    write_down(turn, desk, Done.BEGAN_NEWS, what=piece.kind)
    return with_said(turn.follow(to("piece", piece.id), {}), _("The draft is there; nobody else sees it."))


def changed(turn: Turn, desk: Desk[Piece], shown: Action, sentence: str) -> Reply:
    """Its page says it at once; messages that were sent say it before long; and the trail has it."""
    turn.store.news_drafts.complete(desk.subject, turn.now)
    note(turn, desk, Done.CHANGED_NEWS)
    waited = taken_back(turn, turn.store.news_drafts.broadcast_of(desk.subject.id))
    return with_said(turn.follow(shown, {}), waited or sentence)


def telling_of(turn: Turn, piece: Piece) -> Broadcast | None:
    """What tells it; nothing of what a campaign file brought."""
    telling = turn.store.news_drafts.broadcast_of(piece.id)
    return turn.store.broadcasts.find(telling) if telling is not None else None


def note(turn: Turn, desk: Desk[Piece], done: Done) -> None:
    """Into the trail, of its petition."""
    write_of(turn, desk, done, subject_of(desk.subject.petition_id), what=desk.subject.kind)
