"""What stands around a piece of news: its day, who decided or answered, and what it rests on."""

from __future__ import annotations

from dataclasses import replace

from config.texts import _, day
from handlers.fields import asked_again, check_all
from handlers.lists import Entry, Way, list_screen, page_among
from handlers.organizing.done import with_said
from handlers.organizing.gate import Desk, organizes
from handlers.organizing.news_fields import (
    MOST_SOURCES,
    day_field,
    day_in,
    mark_of_source,
    source_fields,
    source_in,
    without,
)
from handlers.organizing.pieces import PIECE, back_to_piece, changed
from handlers.organizing.rights import Deed
from handlers.organizing.writing_targets import named
from handlers.screens import Button, Form, Reply, Rows, Screen, rows_of, to
from handlers.sources import sources
from handlers.turn import Turn
from handlers.wording import back_from, ending, sample_line, together
from storage.news_pieces import Piece


@organizes("piece_about", Deed.TELL, of=PIECE, reads=True, again="piece")
def show_facts(turn: Turn, desk: Desk[Piece]) -> Reply:
    """All of it, each with the way to change it."""
    piece = desk.subject
    rests_on = sources(piece.sources) or (_("No sources yet."),)
    return Screen(
        _("About “{title}”", title=piece.words.title),
        (
            together(_("Happened on {day}.", day=day(piece.happened_on)), _who(turn, piece)),
            *rests_on,
            *sample_line(piece.is_sample),
        ),
        _rows(piece),
    )


def _who(turn: Turn, piece: Piece) -> str:
    found = turn.store.handing_over.find(piece.petition_id, piece.decision_maker_id or 0)
    if piece.is_victory:
        return _("Decided by {whom}.", whom=ending(named(found.said))) if found else _("Who decided is not said yet.")
    return _("Answered by {whom}.", whom=ending(named(found.said))) if found else _("Who answered is not said.")


def _rows(piece: Piece) -> Rows:
    who = Button(_("Who decided") if piece.is_victory else _("Who answered"), to("piece_maker", piece.id))
    onward = (Button(_("Where it leads"), to("piece_after", piece.id)),) if piece.is_victory else ()
    return rows_of(
        (Button(_("Set the day"), to("piece_day", piece.id)), who),
        (Button(_("Sources"), to("piece_sources", piece.id)), Button(_("Files"), to("piece_files", piece.id))),
        (*onward, back_to_piece(piece)),
    )


@organizes("piece_day", Deed.TELL, of=PIECE, again="piece_about")
def set_day(turn: Turn, desk: Desk[Piece]) -> Reply:
    """When it happened; nothing has happened in the future."""
    piece, shown = desk.subject, to("piece_about", desk.subject.id)
    asked = day_field(_("On which day did it happen?"), piece.happened_on)
    form = Form(_("The day"), (asked,), to("piece_day", piece.id), back=shown, intro=sample_line(piece.is_sample))
    answers, problem = check_all(form.fields, dict(turn.values))
    on, ahead = (None, "") if problem else day_in(answers, piece.today(turn.now))
    if problem or ahead or on is None:
        return replace(form, problem=problem or ahead)
    turn.store.news_drafts.set_day(piece, on)
    return changed(turn, desk, shown, _("Happened on {day}.", day=day(on)))


@organizes("piece_maker", Deed.TELL, of=PIECE, reads=True, again="piece_about")
def choose_maker(turn: Turn, desk: Desk[Piece], page: int = 1) -> Reply:
    """Those whom the petition asks, or to whom it is handed."""
    piece = desk.subject
    listed = turn.store.handing_over.all_of(piece.petition_id)
    entries = [Entry(named(each.said), "", to("piece_maker_is", piece.id, each.id)) for each in listed]
    found = page_among(entries, page)
    nobody = Button(_("Nobody"), to("piece_maker_is", piece.id, 0)) if piece.decision_maker_id else None
    way = Way(back_from(to("piece_about", piece.id)), "piece_maker", (piece.id,), nobody)
    title = _("Who decided?") if piece.is_victory else _("Who answered?")
    lead = () if entries else (_("The petition names nobody. Name somebody where it is handed over."),)
    return list_screen(title, found, way, *lead, *sample_line(piece.is_sample))


@organizes("piece_maker_is", Deed.TELL, of=PIECE, again="piece_about")
def set_maker(turn: Turn, desk: Desk[Piece], maker_id: int) -> Reply:
    """One of them, or with 0 nobody."""
    piece, shown = desk.subject, to("piece_about", desk.subject.id)
    if not turn.store.news_drafts.set_maker(piece, maker_id or None):
        return with_said(turn.follow(shown, {}), _("This one is gone. Nothing was changed."))
    return changed(turn, desk, shown, _("Saved."))


@organizes("piece_sources", Deed.TELL, of=PIECE, reads=True, again="piece_about")
def list_sources(_turn: Turn, desk: Desk[Piece], page: int = 1) -> Reply:
    """What it rests on; each can be taken out."""
    piece = desk.subject
    listed = [
        Entry(each.title, each.url, to("piece_source_out", piece.id, mark_of_source(each))) for each in piece.sources
    ]
    found = page_among(listed, page)
    add = Button(_("Add a source"), to("piece_source", piece.id)) if len(listed) < MOST_SOURCES else None
    way = Way(back_from(to("piece_about", piece.id)), "piece_sources", (piece.id,), add)
    lead = _("A tap on one takes it out.") if listed else _("No sources yet.")
    return list_screen(
        _("Sources of “{title}”", title=piece.words.title), found, way, lead, *sample_line(piece.is_sample)
    )


@organizes("piece_source", Deed.TELL, of=PIECE, again="piece_sources")
def add_source(turn: Turn, desk: Desk[Piece]) -> Reply:
    """A title and an address."""
    piece, shown = desk.subject, to("piece_sources", desk.subject.id)
    if len(piece.sources) >= MOST_SOURCES:
        said = _("At most {n} sources stand there. Remove one first.", n=MOST_SOURCES)
        return with_said(turn.follow(shown, {}), said)
    form = Form(
        _("A source"), source_fields(), to("piece_source", piece.id), back=shown, intro=sample_line(piece.is_sample)
    )
    answers, problem = check_all(form.fields, dict(turn.values))
    if problem:
        return asked_again(form, answers, problem)
    added = source_in(answers)
    if added not in piece.sources:
        turn.store.news_drafts.set_sources(piece, (*piece.sources, added))
    return changed(turn, desk, shown, _("Added: {source}", source=added.title))


@organizes("piece_source_out", Deed.TELL, of=PIECE, again="piece_sources")
def remove_source(turn: Turn, desk: Desk[Piece], mark: str) -> Reply:
    """It is not named any more; the last one stays, since news without a source are not told."""
    piece, shown = desk.subject, to("piece_sources", desk.subject.id)
    staying = without(piece.sources, mark)
    if len(staying) == len(piece.sources):
        return turn.follow(shown, {})
    if not staying:
        return with_said(turn.follow(shown, {}), _("One source has to stay. Add another one first."))
    turn.store.news_drafts.set_sources(piece, staying)
    return changed(turn, desk, shown, _("Taken out."))
