"""The desk of a piece of news: how it stands, what it says so far, and the ways to its parts."""

from __future__ import annotations

from config.texts import _, day, language_name, listing
from handlers.blocks import Block, Bold, Paragraph
from handlers.organizing.done import Done, with_said
from handlers.organizing.gate import Desk, organizes
from handlers.organizing.pieces import (
    PIECE,
    back_to_piece,
    how_it_stands,
    note,
    petition_of,
    telling_of,
    where_people_are_told,
)
from handlers.organizing.rights import Deed
from handlers.organizing.telling_parts import how_it_stands as how_telling_stands
from handlers.screens import Button, Look, Reply, Rows, Screen, rows_of, to
from handlers.sources import sources
from handlers.turn import Turn
from handlers.wording import back_from, sample_line, together
from storage.broadcast_rows import BroadcastState
from storage.news_pieces import Piece


@organizes("piece", Deed.TELL, of=PIECE, reads=True, again="organize")
def show_piece(turn: Turn, desk: Desk[Piece]) -> Reply:
    """Everything that is saved stands here, for each organizer."""
    piece, petition = desk.subject, petition_of(turn, desk)
    languages = [language_name(each) for each in turn.store.news_drafts.texts(piece)]
    return Screen(
        piece.words.title,
        (
            Paragraph((Bold(how_it_stands(piece)),)),
            *_waits(turn, piece),
            together(_("About: {title}", title=petition.title), _("Happened on {day}.", day=day(piece.happened_on))),
            *_says(piece),
            *sources(piece.sources),
            _("Languages: {languages}.", languages=listing(languages)),
            *sample_line(piece.is_sample),
        ),
        _rows(turn, piece),
    )


def _waits(turn: Turn, piece: Piece) -> tuple[Block, ...]:
    """Whether a second organizer is asked, and when it begins, where anything of that is set."""
    found = telling_of(turn, piece)
    if found is None or found.state.has_begun or (found.state is BroadcastState.DRAFT and not found.starts_at):
        return ()
    return (Paragraph(how_telling_stands(turn, found)),)


def _says(piece: Piece) -> tuple[Block, ...]:
    """What its readers see of it first."""
    words, extent = piece.words, ""
    if piece.is_victory:
        extent = _("All of it was won.") if piece.is_full else _("A part of it was won.")
    led = (
        (_("Corrected:"), piece.correction),
        (_("What changed:"), words.what_changed),
        (_("Not solved:"), words.not_solved),
    )
    return (
        *((extent,) if extent else ()),
        *(Paragraph((Bold(lead), " ", said)) for lead, said in led if said),
    )


def _rows(turn: Turn, piece: Piece) -> Rows:
    about = (Button(_("What it says"), to("piece_words", piece.id)), Button(_("Facts"), to("piece_about", piece.id)))
    back = back_from(where_people_are_told(piece.petition_id))
    if piece.is_draft:
        drop = Button(_("Throw it away…"), to("piece_drop", piece.id), Look.DANGER)
        return rows_of(_onward(turn, piece, Look.MAIN), about, (drop, back))
    onward = _onward(turn, piece)
    last = (onward, back) if onward else (back,)
    amiss = (
        Button(_("Correct…"), to("piece_fix", piece.id)),
        Button(_("Withdraw…"), to("piece_out", piece.id), Look.DANGER),
    )
    return rows_of(about, amiss, last) if piece.is_published else rows_of(last)


def _onward(turn: Turn, piece: Piece, look: Look = Look.PLAIN) -> Button | None:
    """To those who hear of it: who they would be, and then how far it is."""
    telling = turn.store.news_drafts.broadcast_of(piece.id)
    if telling is None:
        return None
    return Button(_("Rehearse and send") if piece.is_draft else _("Who was told"), to("tell", telling), look)


@organizes("piece_drop", Deed.TELL, of=PIECE, reads=True, again="piece")
def ask_to_drop(turn: Turn, desk: Desk[Piece]) -> Reply:
    """Asked once: what is written goes."""
    piece = desk.subject
    if not piece.is_draft:
        return turn.follow(to("piece", piece.id), {})
    drop = Button(_("Throw it away"), to("piece_drop_yes", piece.id), Look.DANGER)
    said = _("What is written of it goes, in all languages, with its files. Nobody has been told.")
    return Screen(
        _("Throw “{title}” away?", title=piece.words.title),
        (said, *_waits(turn, piece), *sample_line(piece.is_sample)),
        rows_of((drop, back_to_piece(piece))),
    )


@organizes("piece_drop_yes", Deed.TELL, of=PIECE)
def drop_piece(turn: Turn, desk: Desk[Piece]) -> Reply:
    """Unless somebody has begun to tell it."""
    piece = desk.subject
    if not turn.store.news_drafts.drop(piece):
        return with_said(turn.follow(to("piece", piece.id), {}), _("It is told by now. Nothing was changed."))
    note(turn, desk, Done.DROPPED_NEWS)
    return with_said(turn.follow(where_people_are_told(piece.petition_id), {}), _("It is thrown away."))
