"""Who runs campaigns: one organisation's page, and all of them."""

from __future__ import annotations

from collections.abc import Sequence

from config.texts import _, language, n_
from handlers.blocks import Block, Heading, Italic, Paragraph
from handlers.counts import headline
from handlers.labels import short
from handlers.lists import Entry, Page, Way, list_screen, page_among
from handlers.markdown import blocks_of
from handlers.parts import part_of
from handlers.router import route
from handlers.screens import Button, Reply, Rows, Screen, rows_of, to
from handlers.sources import links
from handlers.turn import Turn
from handlers.wording import follow_button, nothing_here, sample_line
from storage.came_by import CameBy
from storage.follows import subject_of_organisation
from storage.listing import Filter
from storage.organisations import Organisation
from storage.petitions import Petition

MOST_ORGANISATIONS = 1_000
_MOST_OPENED = 4


@route("organisation", reads=True)
def show_organisation(turn: Turn, organisation_id: int, part: int = 1) -> Reply:
    """Its motto, what it does, its petitions and how to reach it."""
    organisation = turn.store.organisations.find(organisation_id)
    if organisation is None:
        return no_organisation()
    sample = sample_line(organisation.is_sample)
    shown = part_of(turn, part, _about(organisation), organisation.name, *sample)
    body = (*shown.line(), *shown.blocks, *sample)
    read_on = shown.read_on("organisation", organisation.id)
    return Screen(organisation.name, body, _rows(turn, organisation, read_on))


def no_organisation() -> Screen:
    """Under this id nobody is found."""
    return nothing_here(_("There is no organisation here."), _("See what can be signed instead."))


def _about(organisation: Organisation) -> tuple[Block, ...]:
    return (
        *((Paragraph((Italic(organisation.motto),)),) if organisation.motto else ()),
        *_headline(organisation),
        *blocks_of(organisation.mission),
        *((Heading(_("Find it here")), *links(organisation.links)) if organisation.links else ()),
        *((_("Contact: {contact}", contact=organisation.contact),) if organisation.contact else ()),
        organisation.legal_line,
    )


def _headline(organisation: Organisation) -> tuple[str, ...]:
    if not organisation.petitions:
        return (_("It has started no petition here."),)
    started = n_("It started {n} petition.", "It started {n} petitions.", organisation.petitions)
    return (*headline(organisation), started)


def _rows(turn: Turn, organisation: Organisation, read_on: Button | None) -> Rows:
    back = Button(_("See organisations"), to("organisations"))
    if read_on:
        return rows_of((read_on, back))
    buttons = _petition_buttons(turn, organisation)
    follow = follow_button(turn, "organisation", organisation.id, subject_of_organisation(organisation.id))
    return rows_of(buttons[:2], buttons[2:], (follow, back))


def _petition_buttons(turn: Turn, organisation: Organisation) -> tuple[Button, ...]:
    """Up to four petitions by their titles; of more, three and the way to all."""
    chosen = Filter(organisation_id=organisation.id)
    newest, total = turn.store.petitions.listed(chosen, language(), turn.now, _MOST_OPENED)
    if total <= _MOST_OPENED:
        return tuple(map(_opener, newest))
    everything = Button(_("See all its petitions"), to("from", organisation.id))
    return (*map(_opener, newest[: _MOST_OPENED - 1]), everything)


def _opener(petition: Petition) -> Button:
    return Button(short(petition.title), to("petition", petition.id, CameBy.LIST))


@route("organisations", reads=True)
def list_organisations(turn: Turn, page: int = 1) -> Reply:
    """Those that have started a petition, by name."""
    named = turn.store.organisations.with_petitions(MOST_ORGANISATIONS)
    found = page_among(named, page)
    if not found.items:
        return nothing_here(_("Organisations"), _("Nobody has started a petition yet. Whoever does will stand here."))
    entries = Page(_entries(turn, found.items), found.number, found.total)
    return list_screen(_("Organisations"), entries, Way(Button(_("Back to petitions"), to("browse")), "organisations"))


def _entries(turn: Turn, named: Sequence[tuple[int, str]]) -> list[Entry]:
    listed = (turn.store.organisations.find(organisation_id) for organisation_id, _name in named)
    return [_entry(organisation) for organisation in listed if organisation is not None]


def _entry(organisation: Organisation) -> Entry:
    facts = _headline(organisation)[0]
    return Entry(organisation.name, facts, to("organisation", organisation.id), organisation.is_sample)
