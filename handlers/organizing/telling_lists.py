"""Where telling people begins: of one petition, and all that an organisation tells, told and is about to tell."""

from __future__ import annotations

from functools import partial

from config.texts import _, language
from handlers.blocks import Line
from handlers.lists import Entry, Page, Way, list_screen, page_of
from handlers.organizing.adding import paper_button
from handlers.organizing.charts import heard_button
from handlers.organizing.gate import ORGANISATION, PETITION, Desk, organizes
from handlers.organizing.goals import goals_button
from handlers.organizing.naming import back_to_desk, title_of
from handlers.organizing.petitions import how_it_stands as how_petition_stands
from handlers.organizing.reminding import reminders_button
from handlers.organizing.rights import Deed
from handlers.organizing.telling_parts import about_line, how_it_stands
from handlers.screens import Button, Reply, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import back_from, sample_line
from storage.broadcast_rows import Broadcast
from storage.organisations import Organisation
from storage.petitions import Petition


def tells_button(desk: Desk[Organisation]) -> Button | None:
    """On the organisation's desk, for those who tell people."""
    return Button(_("Messages"), to("tells", desk.organisation.id)) if desk.may(Deed.TELL) else None


def tell_people_button(desk: Desk[Petition]) -> Button | None:
    """On the desk of a petition that people can know of."""
    is_there = desk.may(Deed.TELL) and not desk.subject.is_draft
    return Button(_("Tell people"), to("pet_tell", desk.subject.id)) if is_there else None


@organizes("tells", Deed.TELL, of=ORGANISATION, reads=True)
def list_told(turn: Turn, desk: Desk[Organisation], page: int = 1) -> Reply:
    """Five to a page, the newest first, each with how it stands."""
    organisation = desk.organisation
    found = page_of(partial(turn.store.broadcasts.of_organisation, organisation.id), page)
    entries = Page([_entry(turn, each) for each in found.items], found.number, found.total)
    anew = Button(_("New message"), to("cast_new", organisation.id))
    way = Way(back_to_desk(organisation.id), "tells", (organisation.id,), anew)
    lead = () if found.items else (_("Nothing yet. What is told to people stands here, also before it is sent."),)
    title = _("What {organisation} tells", organisation=organisation.name)
    return list_screen(title, entries, way, *lead, *sample_line(organisation.is_sample and not found.items))


def _entry(turn: Turn, given: Broadcast) -> Entry:
    found = turn.store.broadcasts.find(given.id, language()) or given
    return Entry(title_of(turn, found), _facts(turn, found), to("tell", found.id), found.is_sample)


def _facts(turn: Turn, found: Broadcast) -> Line:
    return (*how_it_stands(turn, found), *(f"\n{line}" for line in about_line(turn, found)))


@organizes("pet_tell", Deed.TELL, of=PETITION, reads=True, again="pet")
def choose_what_to_tell(_turn: Turn, desk: Desk[Petition]) -> Reply:
    """What there is to be told of it."""
    petition = desk.subject
    return Screen(
        _("Tell people of “{title}”", title=petition.title),
        (
            how_petition_stands(petition),
            _("Whatever you choose, you see who would hear of it before anything is sent."),
            *sample_line(petition.is_sample),
        ),
        rows_of(
            (Button(_("News"), to("tell_new", petition.id)), Button(_("Message"), to("cast_of", petition.id))),
            (Button(_("Victory"), to("win", petition.id)), Button(_("Response"), to("responses", petition.id))),
            (Button(_("More"), to("pet_tell_more", petition.id)), back_from(to("pet", petition.id))),
        ),
    )


@organizes("pet_tell_more", Deed.TELL, of=PETITION, reads=True, again="pet_tell")
def choose_more(_turn: Turn, desk: Desk[Petition]) -> Reply:
    """What is done now and then."""
    petition = desk.subject
    return Screen(
        _("More about “{title}”", title=petition.title),
        sample_line(petition.is_sample),
        rows_of(
            (heard_button(desk), reminders_button(desk)),
            (goals_button(desk), paper_button(desk)),
            (
                Button(_("All that is told"), to("tells", petition.organisation_id)),
                back_from(to("pet_tell", petition.id)),
            ),
        ),
    )
