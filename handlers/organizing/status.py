"""How everything stands at an organisation, in one screen: what needs a hand first in front."""

from __future__ import annotations

from functools import partial

from config.texts import _, language
from handlers.lists import Entry, Page, Way, list_screen, page_of
from handlers.organizing.gate import ORGANISATION, Desk, organizes
from handlers.organizing.naming import back_to_desk, in_zone
from handlers.organizing.pieces import where_people_are_told
from handlers.organizing.rights import Deed
from handlers.organizing.status_lines import being_told_lines, status_lines
from handlers.organizing.telling_lists import tells_button
from handlers.screens import Action, Button, Reply, to
from handlers.turn import Turn
from handlers.wording import sample_line, together
from storage.organisations import Organisation
from storage.statuses import Status


def status_button(desk: Desk[Organisation]) -> Button | None:
    """On the organisation's desk, for those who see how petitions go."""
    return Button(_("Status"), to("status", desk.organisation.id)) if desk.may(Deed.SEE_STATUS) else None


@organizes("status", Deed.SEE_STATUS, of=ORGANISATION, reads=True)
def show_status(turn: Turn, desk: Desk[Organisation], page: int = 1) -> Reply:
    """Five petitions to a page, and above them what is being told."""
    organisation = desk.organisation
    found = page_of(partial(turn.store.statuses.running, organisation.id, turn.now), page)
    petitions = turn.store.petitions.those(found.items, language(), turn.now)
    entries = [_entry(turn, desk, turn.store.statuses.of(each, turn.now)) for each in petitions]
    way = Way(back_to_desk(organisation.id), "status", (organisation.id,), tells_button(desk))
    none = () if entries else (_("No petition of it can be signed just now."),)
    lead = (*none, *being_told_lines(turn.store, organisation, turn.now))
    title = _("How {organisation} stands", organisation=organisation.name)
    listed = Page(entries, found.number, found.total)
    return list_screen(title, listed, way, *lead, *sample_line(organisation.is_sample and not entries))


def _entry(turn: Turn, desk: Desk[Organisation], status: Status) -> Entry:
    petition, lines = status.petition, status_lines(status, in_zone(turn, desk.organisation), turn.now)
    return Entry(petition.title, together(*lines).line, _where_a_hand_helps(desk, status), petition.is_sample)


def _where_a_hand_helps(desk: Desk[Organisation], status: Status) -> Action:
    """To what waits, for those who decide; to telling people, where nothing was told yet; else to its desk."""
    petition = status.petition
    if status.alarm_id is not None and desk.may(Deed.BE_ON_DUTY):
        return to("alarm", status.alarm_id)
    if status.waiting and desk.may(Deed.SEE_HELD):
        return to("queue", petition.organisation_id)
    return where_people_are_told(petition.id) if status.told_on is None else to("pet", petition.id)
