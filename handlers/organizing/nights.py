"""What moderators look after beyond single words: alarms that are open, petitions that hold what is new."""

from __future__ import annotations

from functools import partial

from config.texts import _, language, n_
from handlers.counts import signed_by
from handlers.lists import Entry, Page, Way, list_screen, page_of
from handlers.organizing.gate import ORGANISATION, Desk, organizes
from handlers.organizing.holding_new import holding_line
from handlers.organizing.naming import back_to_desk
from handlers.organizing.rights import Deed
from handlers.screens import Button, Reply, to
from handlers.turn import Turn
from storage.organisations import Organisation
from storage.petitions import Petition


def nights_button(desk: Desk[Organisation]) -> Button | None:
    """From the desk to all that may be held, for those who may."""
    return Button(_("Hold or look"), to("nights", desk.organisation.id)) if desk.may(Deed.HOLD_NEW) else None


def night_lines(turn: Turn, desk: Desk[Organisation]) -> tuple[str, ...]:
    """What nobody may overlook on the desk: new signatures that wait, and alarms that nobody has answered."""
    if not desk.may(Deed.HOLD_NEW):
        return ()
    holding = turn.store.holds.how_many(desk.organisation.id)
    alarms = len(turn.store.alarms.open_of(desk.organisation.id))
    waits = n_("New signatures wait on {n} petition.", "New signatures wait on {n} petitions.", holding)
    rings = n_("{n} alarm is open.", "{n} alarms are open.", alarms)
    return (*((waits,) if holding else ()), *((rings,) if alarms else ()))


@organizes("nights", Deed.HOLD_NEW, of=ORGANISATION, reads=True)
def list_nights(turn: Turn, desk: Desk[Organisation], page: int = 1) -> Reply:
    """Alarms first, then the petitions that hold what is new, then all others; each leads to where it is held."""
    organisation_id = desk.organisation.id
    alarms = {each.petition_id: each.id for each in turn.store.alarms.open_of(organisation_id)}
    found = page_of(partial(turn.store.holds.petitions, organisation_id), page)
    petitions = [each for key in found.items if (each := turn.store.petitions.find(key, language(), turn.now))]
    entries = Page([_entry(each, alarms.get(each.id)) for each in petitions], found.number, found.total)
    lead = _("Which petition?") if entries.items else _("No petition is public yet.")
    way = Way(back_to_desk(organisation_id), "nights", (organisation_id,))
    return list_screen(_("Hold what is new, or look"), entries, way, lead)


def _entry(petition: Petition, alarm_id: int | None) -> Entry:
    if alarm_id is not None:
        return Entry(petition.title, _("An alarm is open."), to("alarm", alarm_id), petition.is_sample)
    facts = "".join(holding_line(petition)) or signed_by(petition)
    return Entry(petition.title, facts, to("holding", petition.id), petition.is_sample)
