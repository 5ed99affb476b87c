"""The petitions of an organisation, as those who write them see them; and how one begins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from config.texts import _, language, later
from handlers import asking
from handlers.blocks import Block, Bold, Paragraph
from handlers.counts import signatures_of
from handlers.fields import check_all
from handlers.lists import Entry, Page, Way, list_screen, page_of
from handlers.organizing.beginning import begun_enough
from handlers.organizing.done import Done
from handlers.organizing.gate import ORGANISATION, Desk, organizes
from handlers.organizing.holding_new import holding_line
from handlers.organizing.naming import back_to_desk
from handlers.organizing.noting import write_of
from handlers.organizing.rights import Deed
from handlers.screens import Action, Button, Field, Form, Look, Reply, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import back_from, sample_line
from storage.follows import subject_of
from storage.organisations import Organisation
from storage.petitions import Petition
from storage.standing import State

MOST_TITLE = 120
STATES: Mapping[State, str] = {
    State.DRAFT: later("Draft"),
    State.OPEN: later("Open"),
    State.CLOSED: later("Closed"),
    State.WON: later("Won"),
    State.RETIRED: later("Retired"),
}


def petitions_button(desk: Desk[Organisation]) -> Button | None:
    """On the organisation's desk, for those who write."""
    is_writer = desk.may(Deed.WRITE_PETITION)
    return Button(_("Petitions"), to("pets", desk.organisation.id)) if is_writer else None


def state_named(petition: Petition) -> str:
    """Where it stands, in a word; a day of closing that has come ends it by itself."""
    has_run_out = petition.state is State.OPEN and not petition.is_open
    return _(STATES[State.CLOSED if has_run_out else petition.state])


def how_it_stands(petition: Petition) -> str:
    """Its state and, once it is public, how many have signed."""
    if petition.is_draft:
        return _("{state} · code {code}", state=state_named(petition), code=petition.code)
    return _(
        "{state} · {count} · code {code}",
        state=state_named(petition),
        count=signatures_of(petition),
        code=petition.code,
    )


@organizes("pets", Deed.WRITE_PETITION, of=ORGANISATION, reads=True)
def list_petitions(turn: Turn, desk: Desk[Organisation], page: int = 1) -> Reply:
    """Five to a page, drafts first."""
    organisation = desk.organisation
    found = page_of(partial(turn.store.drafts.of_organisation, organisation.id, language(), turn.now), page)
    entries = Page([_entry(each) for each in found.items], found.number, found.total)
    anew = Button(_("New petition"), to("pet_new", organisation.id))
    way = Way(back_to_desk(organisation.id), "pets", (organisation.id,), anew)
    lead = () if found.items else (_("No petition yet. The first begins with its title."),)
    return list_screen(_("Petitions of {organisation}", organisation=organisation.name), entries, way, *lead)


def _entry(petition: Petition) -> Entry:
    facts = ("\n", *holding_line(petition)) if petition.holds_new else ()
    return Entry(petition.title, (how_it_stands(petition), *facts), to("pet", petition.id), petition.is_sample)


@organizes("pet_new", Deed.WRITE_PETITION, of=ORGANISATION, reads=True)
def ask_title(turn: Turn, desk: Desk[Organisation]) -> Reply:
    """It begins with its title."""
    return begun_enough(turn, desk, to("pets", desk.organisation.id)) or title_form(desk.organisation)


def title_form(organisation: Organisation, *, is_sure: bool = False) -> Form:
    """One question; `is_sure` once similar petitions were seen."""
    question = _("What is the petition called? A title says what shall happen, in a few words.")
    return Form(
        title=_("New petition"),
        intro=sample_line(organisation.is_sample),
        fields=(Field("title", question, label=_("Title"), check="words", most=MOST_TITLE),),
        action=to("pet_begin", organisation.id, int(is_sure)),
        back=to("pets", organisation.id),
    )


@organizes("pet_begin", Deed.WRITE_PETITION, of=ORGANISATION, again="pets")
def begin_petition(turn: Turn, desk: Desk[Organisation], is_sure: int = 0) -> Reply:
    """A draft with this title; where there are similar ones, they are shown first."""
    organisation, form = desk.organisation, title_form(desk.organisation)
    if (enough := begun_enough(turn, desk, to("pets", organisation.id))) is not None:
        return enough
    answers, problem = check_all(form.fields, dict(turn.values))
    if problem:
        return replace(form, problem=problem)
    title = answers["title"]
    similar = turn.store.drafts.similar(organisation.id, title, language(), turn.now)
    if similar and not is_sure:
        return similar_ones(turn, organisation, title, similar)
    petition_id = turn.store.drafts.begin(organisation.id, title, language(), turn.now)
    begun = turn.store.petitions.find_any(petition_id, language(), turn.now)
    assert begun is not None, "what was begun in this turn is there"
    write_of(turn, desk, Done.BEGAN, subject_of(petition_id), code=begun.code)
    return turn.follow(to("pet", petition_id), {})


def similar_ones(turn: Turn, organisation: Organisation, title: str, similar: list[Petition]) -> Screen:
    """What there is already; the title is kept until somebody has looked."""
    sure = title_form(organisation, is_sure=True).action
    waiting = asking.keep_waiting(turn, title_form(organisation), {"title": title}, sure)
    looks = tuple(
        Button(_("Look at {n}", n=place), _looked_at(each, organisation)) for place, each in enumerate(similar, 1)
    )
    return Screen(
        _("Is it one of these?"),
        (*map(_similar, range(1, len(similar) + 1), similar), _("Yours: {title}", title=title)),
        rows_of(
            Button(_("Begin mine"), waiting.send, Look.MAIN),
            looks,
            (Button(_("Throw mine away"), waiting.cancel), back_from(to("pets", organisation.id))),
        ),
    )


def _looked_at(petition: Petition, organisation: Organisation) -> Action:
    own = petition.organisation_id == organisation.id
    return to("pet" if own else "petition", petition.id)


def _similar(place: int, petition: Petition) -> Block:
    title = _("{n}. {title}", n=place, title=petition.title)
    facts = _("{organisation} · {state}", organisation=petition.organisation, state=state_named(petition))
    said = (Bold(title), "\n", facts, *(("\n", petition.ask) if petition.ask else ()))
    return Paragraph((*said, *(f"\n{line}" for line in sample_line(petition.is_sample))))
