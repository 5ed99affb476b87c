"""Files of a petition to be handed over or printed: what was made, making one, how far it is, and fetching it."""

from __future__ import annotations

from functools import partial

from config.texts import _, language_name
from handlers.breaks import spans_of
from handlers.lists import Entry, Page, Way, list_screen, page_among, page_of
from handlers.organizing.delivering import live_button
from handlers.organizing.document_files import (
    KINDS,
    as_file,
    asked_by,
    holds_names,
    how_it_stands,
    is_withheld,
    kind_named,
)
from handlers.organizing.done import Done, with_said
from handlers.organizing.gate import PETITION, Belongs, Desk, organizes
from handlers.organizing.naming import in_zone
from handlers.organizing.noting import write_down, write_of
from handlers.organizing.rights import Deed
from handlers.router import RowId
from handlers.screens import Action, Button, Look, Reply, Rows, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import back_from, sample_line, together
from storage.documents import Document, DocumentKind, DocumentState, Links
from storage.follows import subject_of
from storage.petitions import Petition


def no_file() -> Screen:
    """Forgotten after its day, foreign, or never made: all answered alike, and most who ask had it made yesterday."""
    return Screen(
        _("There is no such file."),
        (_("A file is kept for 24 hours; it can be made anew from the petition's desk."),),
        rows_of(Button(_("Organize"), to("organize"))),
    )


DOCUMENT: Belongs[Document] = Belongs(
    RowId,
    lambda turn, key: turn.store.documents.find(key),
    lambda found: found.organisation_id,
    no_file,
    is_hidden=lambda _found: True,
)


def deliver_button(desk: Desk[Petition]) -> Button | None:
    """On the desk of a petition that people can know of."""
    is_there = desk.may(Deed.MAKE_DOCUMENTS) and not desk.subject.is_draft
    return Button(_("Deliver"), to("deliver", desk.subject.id)) if is_there else None


@organizes("deliver", Deed.MAKE_DOCUMENTS, of=PETITION, reads=True, again="pet")
def show_delivering(_turn: Turn, desk: Desk[Petition]) -> Reply:
    """What is needed to bring signatures to a desk."""
    petition = desk.subject
    return Screen(
        _("Deliver “{title}”", title=petition.title),
        (
            _("Documents to hand over and a poster to print; and to whom it was handed over."),
            *sample_line(petition.is_sample),
        ),
        rows_of(
            (Button(_("Documents, poster"), to("docs", petition.id)), live_button(desk)),
            Button(_("Handing over"), to("hand", petition.id)),
            back_from(to("pet", petition.id)),
        ),
    )


@organizes("docs", Deed.MAKE_DOCUMENTS, of=PETITION, reads=True)
def list_documents(turn: Turn, desk: Desk[Petition], page: int = 1) -> Reply:
    """Those that are being made or can still be fetched, the newest first."""
    petition = desk.subject
    found = page_of(partial(turn.store.documents.of, petition.id), page)
    entries = Page([_entry(turn, desk, each) for each in found.items], found.number, found.total)
    make = None if petition.is_draft else Button(_("Make a file"), to("doc_new", petition.id))
    way = Way(back_from(to("deliver", petition.id)), "docs", (petition.id,), make)
    nothing = _("Nothing is kept just now. What is made stands here for 24 hours.")
    unpublished = _("It is not published yet: files can be made once it is.")
    lead = () if found.items else (unpublished if petition.is_draft else nothing,)
    title = _("Files of “{title}”", title=petition.title)
    return list_screen(title, entries, way, *lead, *sample_line(petition.is_sample))


def _entry(turn: Turn, desk: Desk[Petition], each: Document) -> Entry:
    how_far, *_more = how_it_stands(turn, each, zone := in_zone(turn, desk.organisation))
    facts = (*spans_of(how_far), "\n", *asked_by(turn, each, zone))
    return Entry(kind_named(each.kind), facts, to("doc", each.id))


@organizes("doc_new", Deed.MAKE_DOCUMENTS, of=PETITION, reads=True, again="docs")
def choose_kind(turn: Turn, desk: Desk[Petition]) -> Reply:
    """What each is good for."""
    petition = desk.subject
    if petition.is_draft:
        return turn.follow(to("docs", petition.id), {})
    pdf, csv, programs, poster = (Button(_(KINDS[kind].label), _to_make(turn, petition, kind)) for kind in KINDS)
    return Screen(
        _("What shall be made of “{title}”?", title=petition.title),
        (
            together(*(_(kind.sentence) for kind in KINDS.values())),
            _("People stand in it as far as each chose to be seen; all others are counted."),
            *sample_line(petition.is_sample),
        ),
        rows_of((pdf, poster), (csv, programs), back_from(to("docs", petition.id))),
    )


def _to_make(turn: Turn, petition: Petition, kind: DocumentKind) -> Action:
    """Asked for its language only where there are several."""
    locales = _locales(turn, petition)
    if len(locales) == 1:
        return to("doc_make", petition.id, kind.value, locales[0])
    return to("doc_lang", petition.id, kind.value)


def _locales(turn: Turn, petition: Petition) -> list[str]:
    return [outline.locale for outline in turn.store.drafts.outlines(petition)]


@organizes("doc_lang", Deed.MAKE_DOCUMENTS, of=PETITION, reads=True, again="docs")
def choose_language(turn: Turn, desk: Desk[Petition], kind: str, page: int = 1) -> Reply:
    """The languages in which it is written."""
    petition = desk.subject
    if petition.is_draft or kind not in set(DocumentKind):
        return turn.follow(to("docs", petition.id), {})
    locales = _locales(turn, petition)
    found = page_among(locales, page)
    entries = [Entry(language_name(each), "", to("doc_make", petition.id, kind, each)) for each in found.items]
    way = Way(back_from(to("doc_new", petition.id)), "doc_lang", (petition.id, kind))
    return list_screen(_("In which language?"), Page(entries, found.number, found.total), way)


@organizes("doc_make", Deed.MAKE_DOCUMENTS, of=PETITION, again="docs")
def begin_document(turn: Turn, desk: Desk[Petition], kind: str, locale: str) -> Reply:
    """It is made beside everything else; its screen shows how far that is."""
    petition, listed = desk.subject, to("docs", desk.subject.id)
    if petition.is_draft or kind not in set(DocumentKind) or locale not in _locales(turn, petition):
        return turn.follow(listed, {})
    links = _ways_in(turn, petition)
    asked = turn.store.documents.ask(petition.id, DocumentKind(kind), locale, desk.me, turn.now, links)
    if asked is None:
        return with_said(turn.follow(listed, {}), _("Several are being made already. Wait for them, or stop one."))
    write_down(turn, desk, Done.ASKED_DOCUMENT, what=kind)
    return turn.follow(to("doc", asked.id), {})


def _ways_in(turn: Turn, petition: Petition) -> Links:
    """The links that open it, first the one of this app; nothing in them leads back to who asks."""
    way = to("petition", petition.id)
    here = (turn.person.platform, turn.invite(way))
    return tuple(each for each in (here, *turn.links(way)) if each[1].startswith("https://"))


@organizes("doc", Deed.MAKE_DOCUMENTS, of=DOCUMENT, reads=True)
def show_document(turn: Turn, desk: Desk[Document]) -> Reply:
    """How far it is; once it is there, until when it can be fetched."""
    asked = desk.subject
    petition = desk.petition(turn, asked.petition_id)
    return Screen(
        _("{what}: {title}", what=kind_named(asked.kind), title=petition.title),
        (
            together(*how_it_stands(turn, asked, in_zone(turn, desk.organisation))),
            *sample_line(petition.is_sample),
        ),
        _rows(asked),
        goes_on=to("doc", asked.id) if asked.state.is_at_work else None,
    )


def _rows(asked: Document) -> Rows:
    back = back_from(to("docs", asked.petition_id))
    if asked.state.is_at_work:
        return rows_of((Button(_("Stop"), to("doc_stop", asked.id), Look.DANGER), back))
    if asked.state is DocumentState.READY:
        return rows_of(Button(_("Get the file"), to("doc_get", asked.id), Look.MAIN), back)
    again = to("doc_make", asked.petition_id, asked.kind.value, asked.locale)
    return rows_of((Button(_("Make it again"), again), back))


@organizes("doc_stop", Deed.MAKE_DOCUMENTS, of=DOCUMENT, again="doc")
def stop_document(turn: Turn, desk: Desk[Document]) -> Reply:
    """Nothing of it is kept."""
    asked = desk.subject
    if turn.store.documents.stop(asked.id, turn.now):
        _note(turn, desk, Done.STOPPED_DOCUMENT)
    return turn.follow(to("doc", asked.id), {})


def _note(turn: Turn, desk: Desk[Document], done: Done) -> None:
    write_of(turn, desk, done, subject_of(desk.subject.petition_id), what=desk.subject.kind.value)


@organizes("doc_get", Deed.MAKE_DOCUMENTS, of=DOCUMENT, again="doc")
def fetch_document(turn: Turn, desk: Desk[Document]) -> Reply:
    """The file in a new message, as often as it is asked for."""
    asked, petition = desk.subject, desk.petition(turn, desk.subject.petition_id)
    listed = to("docs", petition.id)
    if is_withheld(asked, petition):
        problem = _("It was made before the petition was at risk, and is not given out any more.")
        return with_said(turn.follow(listed, {}), problem)
    file = as_file(turn.store, asked, petition, turn.now)
    if file is None:
        return with_said(turn.follow(listed, {}), _("This file is gone. It can be made anew."))
    _note(turn, desk, Done.FETCHED_DOCUMENT)
    return Screen(
        file.description,
        (*holds_names(asked), *sample_line(petition.is_sample)),
        rows_of(back_from(listed)),
        attachments=(file,),
        is_event=True,
    )
