"""Links with a name, such as "poster": all of a petition with what they brought, one of them, and its QR picture."""

from __future__ import annotations

from collections.abc import Mapping

from config.texts import _
from handlers.counts import group_told
from handlers.invitations import address_to
from handlers.lists import Entry, Page, Way, list_screen, page_of
from handlers.organizing.done import with_said
from handlers.organizing.gate import PETITION, Desk, organizes
from handlers.organizing.rights import Deed
from handlers.screens import Button, Look, QrCode, Reply, Rows, Screen, rows_of, to
from handlers.share import ways_in
from handlers.turn import Turn
from handlers.wording import back_from, sample_line, together
from storage.named_links import NamedLink
from storage.petitions import Petition
from storage.way import Step

Counted = Mapping[str, Mapping[Step, int]]


def links_button(desk: Desk[Petition]) -> Button | None:
    """From a petition's desk to its links, for those who may make some."""
    return Button(_("Links with a name"), to("links", desk.subject.id)) if desk.may(Deed.NAME_LINKS) else None


@organizes("links", Deed.NAME_LINKS, of=PETITION, reads=True)
def list_links(turn: Turn, desk: Desk[Petition], page: int = 1) -> Reply:
    """Those that count first, each with how many it brought; nobody is named."""
    petition, links = desk.subject, turn.store.named_links
    found = page_of(lambda most, skip: links.of(petition.id, most, skip), page)
    counted = turn.store.way.by_source(petition.id)
    entries = Page([_entry(petition, each, counted) for each in found.items], found.number, found.total)
    can_add = not petition.is_draft and links.has_room(petition.id)
    add = Button(_("Make a link"), to("links_new", petition.id)) if can_add else None
    way = Way(back_from(to("how", petition.id)), "links", (petition.id,), add)
    lead = (*_what_they_are(petition, is_empty=not found.total), *sample_line(petition.is_sample))
    return list_screen(_("Links to “{title}”", title=petition.title), entries, way, *lead)


def _what_they_are(petition: Petition, *, is_empty: bool) -> tuple[str, ...]:
    if petition.is_draft:
        return (unpublished(),)
    if is_empty:
        return (_("None yet. A link for each poster, stall or radio spot tells how many came by it, and never who."),)
    return (_("How many came by each; nobody is named. New openings stand here after a few seconds."),)


def unpublished() -> str:
    """Why there are none."""
    return _("It is not published yet: links can be made once it is.")


def _entry(petition: Petition, link: NamedLink, counted: Counted) -> Entry:
    ended = (_("Ended."),) if link.has_ended else ()
    facts = " ".join((*ended, *brought(petition, link, counted)))
    return Entry(link.name, facts, to("links_one", petition.id, link.id))


def brought(petition: Petition, link: NamedLink, counted: Counted) -> tuple[str, str, str]:
    """How often it was opened, how many signed by it, and how many by the own links of those."""
    by_step = counted.get(link.source, {})
    opened, signed, further = (
        group_told(petition, by_step.get(step, 0)) for step in (Step.OPENED, Step.SIGNED, Step.FURTHER)
    )
    return (
        _("Opened: {n}.", n=opened),
        _("Signed: {n}.", n=signed),
        _("Signed by links of those: {n}.", n=further),
    )


@organizes("links_one", Deed.NAME_LINKS, of=PETITION, reads=True, again="links")
def show_link(turn: Turn, desk: Desk[Petition], link_id: int) -> Reply:
    """One link: what it brought, and how it is handed out."""
    petition, link = desk.subject, turn.store.named_links.find(desk.subject.id, link_id)
    if link is None:
        return no_link(turn, petition)
    ended = (_("It has ended: it opens the petition and counts no more."),) if link.has_ended else ()
    counted = turn.store.way.by_source(petition.id)
    return Screen(
        _("The link “{name}”", name=link.name),
        (
            petition.title,
            together(*ended, *brought(petition, link, counted)),
            together(*ways_in(turn, petition, link.code)),
            *sample_line(petition.is_sample),
        ),
        _rows(petition, link),
    )


def _rows(petition: Petition, link: NamedLink) -> Rows:
    ids = (petition.id, link.id)
    picture, back = Button(_("QR picture to print"), to("links_qr", *ids)), back_from(to("links", petition.id))
    if link.has_ended:
        return rows_of((picture, back))
    rename = Button(_("Rename"), to("links_name", *ids, link.mark))
    return rows_of(picture, (rename, Button(_("End it…"), to("links_end", *ids), Look.DANGER)), back)


def no_link(turn: Turn, petition: Petition) -> Reply:
    """Of another petition, or never made."""
    return with_said(turn.follow(to("links", petition.id), {}), _("There is no such link. Nothing was changed."))


@organizes("links_qr", Deed.NAME_LINKS, of=PETITION, reads=True, again="links")
def show_picture(turn: Turn, desk: Desk[Petition], link_id: int) -> Reply:
    """A picture for a poster, with what is to be printed below it."""
    petition, link = desk.subject, turn.store.named_links.find(desk.subject.id, link_id)
    if link is None:
        return no_link(turn, petition)
    address = address_to(turn, to("petition", petition.id, link.code))
    described = _("QR code that opens “{title}” by the link “{name}”.", title=petition.title, name=link.name)
    letters = _("QR code of the letters {code}.", code=link.code)
    return Screen(
        _("QR picture for “{title}”", title=petition.title),
        (
            _("The link “{name}”", name=link.name),
            _("To print below it: without a camera, type the code {code}.", code=link.code),
            _("The petition's own code, {code}, opens it too, and is not counted for this link.", code=petition.code),
            *sample_line(petition.is_sample),
        ),
        rows_of(back_from(to("links_one", petition.id, link.id))),
        QrCode(address or link.code, link.code, described if address else letters),
        is_event=True,
    )
