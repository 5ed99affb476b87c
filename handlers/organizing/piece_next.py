"""Where a victory leads: the petition with which it goes on, and others that were won by the same event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from config.texts import _, language
from handlers.blocks import Block, Listing
from handlers.fields import check_all
from handlers.lists import Entry, Page, Way, list_screen, page_of
from handlers.organizing.done import with_said
from handlers.organizing.gate import PETITION, Desk, organizes
from handlers.organizing.petitions import how_it_stands
from handlers.organizing.pieces import PIECE, begin_piece, changed
from handlers.organizing.rights import Deed
from handlers.organizing.winning import can_begin, cannot_be_won
from handlers.screens import Button, Field, Form, Reply, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import back_from, sample_line
from storage.campaign_updates import VICTORY
from storage.coining import PART, coined, written
from storage.news_pieces import Begun, NewsWords, Piece
from storage.petitions import Petition

CODE_PARTS, MOST_CODE, MOST_WON = 2, 60, 20


@organizes("piece_after", Deed.DECLARE_VICTORY, of=PIECE, reads=True, again="piece_about")
def show_after(turn: Turn, desk: Desk[Piece]) -> Reply:
    """How much was won, and what comes after it."""
    piece = desk.subject
    following = turn.store.petitions.find(piece.next_petition_id or 0, language(), turn.now)
    extent = _("A part of it") if piece.is_full else _("All of it")
    return Screen(
        _("Where “{title}” leads", title=piece.words.title),
        (
            _("All of it was won.") if piece.is_full else _("A part of it was won."),
            _("Next: {title}", title=following.title) if following else _("No next petition."),
            *sample_line(piece.is_sample),
        ),
        rows_of(
            (
                Button(_("Next petition"), to("piece_next", piece.id)),
                Button(_("Same event"), to("piece_event", piece.id)),
            ),
            (Button(extent, to("piece_full", piece.id)), back_from(to("piece_about", piece.id))),
        ),
    )


@organizes("piece_full", Deed.DECLARE_VICTORY, of=PIECE, again="piece_after")
def change_extent(turn: Turn, desk: Desk[Piece]) -> Reply:
    """All of it was won, or only a part; the one becomes the other."""
    piece, shown = desk.subject, to("piece_after", desk.subject.id)
    if not piece.is_victory:
        return turn.follow(shown, {})
    turn.store.news_drafts.set_full(piece, is_full=not piece.is_full)
    said = _("A part of it was won.") if piece.is_full else _("All of it was won.")
    return changed(turn, desk, shown, said)


def _petitions(turn: Turn, piece: Piece, page: int, verb: str) -> Page[Entry]:
    """The petitions of the same organisation; its own says that it is its own."""
    drafts = turn.store.drafts

    def fetch(most: int, skip: int) -> tuple[Sequence[Petition], int]:
        return drafts.of_organisation(piece.organisation_id, language(), turn.now, most, skip)

    found = page_of(fetch, page)
    return Page([_entry(piece, each, verb) for each in found.items], found.number, found.total)


def _entry(piece: Piece, petition: Petition, verb: str) -> Entry:
    own = petition.id == piece.petition_id
    facts = _("This victory is its own.") if own else how_it_stands(petition)
    return Entry(petition.title, facts, to(verb, piece.id, petition.id), petition.is_sample)


@organizes("piece_next", Deed.DECLARE_VICTORY, of=PIECE, reads=True, again="piece_about")
def choose_next(turn: Turn, desk: Desk[Piece], page: int = 1) -> Reply:
    """The petitions of the same organisation."""
    piece = desk.subject
    none = Button(_("None"), to("piece_next_is", piece.id, 0)) if piece.next_petition_id else None
    way = Way(back_from(to("piece_after", piece.id)), "piece_next", (piece.id,), none)
    found = _petitions(turn, piece, page, "piece_next_is")
    return list_screen(_("With which petition does it go on?"), found, way)


@organizes("piece_next_is", Deed.DECLARE_VICTORY, of=PIECE, again="piece_about")
def set_next(turn: Turn, desk: Desk[Piece], petition_id: int) -> Reply:
    """That one, or with 0 none; it is offered as long as it can be signed."""
    piece, shown = desk.subject, to("piece_after", desk.subject.id)
    if petition_id and _unfit(turn, piece, petition_id):
        return with_said(turn.follow(to("piece_next", piece.id), {}), _unfit(turn, piece, petition_id))
    turn.store.news_drafts.set_next(piece, petition_id or None)
    return changed(turn, desk, shown, _("Saved."))


def _unfit(turn: Turn, piece: Piece, petition_id: int) -> str:
    """Why it can't go on with that one, or nothing."""
    found = turn.store.petitions.find(petition_id, language(), turn.now)
    if found is None or found.organisation_id != piece.organisation_id:
        return _("Only a public petition of yours can be the next one. Nothing was changed.")
    is_own, is_open = found.id == piece.petition_id, found.is_open
    return (
        _("Only another petition that can be signed can be the next one. Nothing was changed.")
        if is_own or not is_open
        else ""
    )


@organizes("piece_event", Deed.DECLARE_VICTORY, of=PIECE, reads=True, again="piece_about")
def show_event(turn: Turn, desk: Desk[Piece]) -> Reply:
    """Which other petitions were won by the same event, and how more of them join."""
    piece = desk.subject
    code = (_("Code for other organisations: {code}", code=shown_code(piece.event)),) if piece.event else ()
    return Screen(
        _("Other petitions won by the same event"),
        (
            _("Each petition has its own victory, and tells its own people; yours is copied as it stands now."),
            *_others(turn, piece),
            *code,
            *sample_line(piece.is_sample),
        ),
        rows_of(
            (
                Button(_("Add one of ours"), to("piece_event_of", piece.id)),
                *(() if piece.event else (Button(_("Get a code"), to("piece_event_code", piece.id)),)),
            ),
            back_from(to("piece_after", piece.id)),
        ),
    )


def shown_code(event: str) -> str:
    """As it is read out; what a campaign file calls an event is shown as it is."""
    return written(event) if len(event) == CODE_PARTS * PART and event.isupper() else event


def _others(turn: Turn, piece: Piece) -> tuple[Block, ...]:
    """Those that are public, and drafts of the same organisation."""
    told = [each for each in turn.store.news_drafts.of_event(piece.event, MOST_WON) if each.id != piece.id]
    seen = [each for each in told if each.is_published or each.organisation_id == piece.organisation_id]
    named = [turn.store.petitions.find_any(each.petition_id, language(), turn.now) for each in seen]
    return (Listing(tuple(each.title for each in named if each)),) if seen else (_("None yet."),)


@organizes("piece_event_code", Deed.DECLARE_VICTORY, of=PIECE, again="piece_event")
def coin_code(turn: Turn, desk: Desk[Piece]) -> Reply:
    """Organizers of others who type it begin a victory of theirs with what this one says."""
    _with_event(turn, desk.subject)
    return turn.follow(to("piece_event", desk.subject.id), {})


def _with_event(turn: Turn, piece: Piece) -> Piece:
    if piece.event or not piece.is_victory:
        return piece
    event = coined(CODE_PARTS)
    turn.store.news_drafts.set_event(piece, event)
    return replace(piece, event=event)


@organizes("piece_event_of", Deed.DECLARE_VICTORY, of=PIECE, reads=True, again="piece_event")
def choose_other(turn: Turn, desk: Desk[Piece], page: int = 1) -> Reply:
    """The petitions of the same organisation."""
    piece = desk.subject
    found = _petitions(turn, piece, page, "piece_event_add")
    way = Way(back_from(to("piece_event", piece.id)), "piece_event_of", (piece.id,))
    return list_screen(_("Which other petition did it win?"), found, way)


@organizes("piece_event_add", Deed.DECLARE_VICTORY, of=PIECE, again="piece_event")
def add_other(turn: Turn, desk: Desk[Piece], petition_id: int) -> Reply:
    """A victory of that petition begins as a draft."""
    petition = turn.store.petitions.find_any(petition_id, language(), turn.now)
    if petition is None or petition.organisation_id != desk.organisation.id or not desk.subject.is_victory:
        return with_said(turn.follow(to("piece_event_of", desk.subject.id), {}), _("There is no petition here."))
    return _joined(turn, Desk(desk.organisation, desk.me, petition), _with_event(turn, desk.subject))


def _joined(turn: Turn, desk: Desk[Petition], won: Piece) -> Reply:
    """The same event in the words of the other victory, under the title of this petition."""
    petition, texts = desk.subject, turn.store.news_drafts.texts(won)
    if not can_begin(turn, petition):
        said = cannot_be_won(petition) or _("Its victory is begun already.")
        return with_said(turn.follow(to("win", petition.id), {}), said)
    words = {locale: _of_other(turn, petition, locale, said) for locale, said in texts.items()}
    first = words.pop(won.locale)
    begun = Begun(VICTORY, won.locale, first, won.happened_on, won.sources, is_full=won.is_full)
    return begin_piece(turn, desk, replace(begun, event=won.event, others=words))


def _of_other(turn: Turn, petition: Petition, locale: str, said: NewsWords) -> NewsWords:
    """Without the letter, which is of those who wrote it."""
    found = turn.store.petitions.find_any(petition.id, locale, turn.now)
    return replace(said, title=found.title if found else petition.title, text="")


@organizes("win_join", Deed.DECLARE_VICTORY, of=PETITION, again="win")
def join_event(turn: Turn, desk: Desk[Petition]) -> Reply:
    """By the code that organizers of another petition handed on."""
    petition = desk.subject
    asked = Field("code", _("Which code did the others give you?"), check="line", most=MOST_CODE, label=_("Code"))
    action, back = to("win_join", petition.id), to("win", petition.id)
    form = Form(_("Join another victory"), (asked,), action, back=back, intro=sample_line(petition.is_sample))
    answers, problem = check_all(form.fields, dict(turn.values))
    if problem:
        return replace(form, problem=problem)
    won = _won_by(turn, answers["code"])
    if won is None:
        return replace(form, problem=_("No victory has this code. Nothing was changed."))
    return _joined(turn, desk, won)


def _won_by(turn: Turn, typed: str) -> Piece | None:
    """The first victory of that event, however its code was written."""
    for event in (typed, typed.replace("-", "").replace(" ", "").upper()):
        if won := turn.store.news_drafts.of_event(event, 1):
            return won[0]
    return None
