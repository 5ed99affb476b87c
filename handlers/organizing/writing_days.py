"""The days and goals of a petition: until when it can be signed, what it wants to reach, and the days that matter."""

from __future__ import annotations

from dataclasses import replace

from config.texts import _, day
from handlers.dates import read_date
from handlers.fields import check_all
from handlers.lists import Entry, Page, Way, list_screen, page_among
from handlers.organizing.done import Done, with_said
from handlers.organizing.facts import FactName
from handlers.organizing.gate import PETITION, Desk, organizes
from handlers.organizing.rights import Deed
from handlers.organizing.writing import saved
from handlers.organizing.writing_facts import fact_button, fact_line
from handlers.screens import Button, Field, Form, Look, Reply, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import back_from, sample_line
from storage.drafting_parts import StoredDay
from storage.petitions import Petition

MOST_DAYS, MOST_DATE, MOST_WHAT = 20, 40, 200


@organizes("pet_days", Deed.WRITE_PETITION, of=PETITION, reads=True)
def show_days(turn: Turn, desk: Desk[Petition]) -> Reply:
    """What stands there, and the ways to change it."""
    petition = desk.subject
    names = (FactName.UNTIL, FactName.ZONE, FactName.GOALS)
    until, zone, goals = (fact_button(petition, name) for name in names)
    return Screen(
        _("Days and goals of “{title}”", title=petition.title),
        (*(fact_line(turn, desk, name) for name in names), *sample_line(petition.is_sample)),
        rows_of(
            (until, zone, goals),
            Button(_("Days that matter"), to("pet_dates", petition.id)),
            back_from(to("pet", petition.id)),
        ),
    )


@organizes("pet_dates", Deed.WRITE_PETITION, of=PETITION, reads=True)
def list_days(turn: Turn, desk: Desk[Petition], page: int = 1) -> Reply:
    """The earliest first, five to a page."""
    petition = desk.subject
    days = turn.store.drafted_parts.days(petition.id)

    found = page_among(days, page)
    entries = Page([_entry(petition, each) for each in found.items], found.number, found.total)
    way = Way(
        back_from(to("pet_days", petition.id)),
        "pet_dates",
        (petition.id,),
        Button(_("Add a day"), to("pet_date_new", petition.id)),
    )
    none = () if days else (_("None yet. A hearing, a vote, an anniversary: whoever wants it hears of it before."),)
    return list_screen(_("Days that matter"), entries, way, *none, *sample_line(petition.is_sample))


def _entry(petition: Petition, stored: StoredDay) -> Entry:
    return Entry(day(stored.on), stored.what, to("pet_date", petition.id, stored.id))


@organizes("pet_date", Deed.WRITE_PETITION, of=PETITION, reads=True)
def show_day(turn: Turn, desk: Desk[Petition], day_id: int) -> Reply:
    """One of them."""
    petition = desk.subject
    stored = next((each for each in turn.store.drafted_parts.days(petition.id) if each.id == day_id), None)
    if stored is None:
        return _gone(turn, petition)
    out = Button(_("Take it out"), to("pet_date_out", petition.id, day_id), Look.DANGER)
    body = (stored.what, *sample_line(petition.is_sample))
    return Screen(day(stored.on), body, rows_of((out, back_from(to("pet_dates", petition.id)))))


def _gone(turn: Turn, petition: Petition) -> Reply:
    shown = turn.follow(to("pet_dates", petition.id), {})
    return with_said(shown, _("This day is gone. Nothing was changed."))


@organizes("pet_date_new", Deed.WRITE_PETITION, of=PETITION, reads=True)
def ask_for_day(_turn: Turn, desk: Desk[Petition]) -> Reply:
    """Which day, and what is then."""
    return day_form(desk.subject)


def day_form(petition: Petition) -> Form:
    """A date and a few words."""
    return Form(
        title=_("A day that matters"),
        intro=sample_line(petition.is_sample),
        fields=(
            Field("on", _("Which day is it?"), label=_("Day"), check="date", most=MOST_DATE),
            Field("what", _("What is on that day?"), label=_("What"), check="words", most=MOST_WHAT),
        ),
        action=to("pet_date_add", petition.id),
        back=to("pet_dates", petition.id),
    )


@organizes("pet_date_add", Deed.WRITE_PETITION, of=PETITION, again="pet_dates")
def add_day(turn: Turn, desk: Desk[Petition]) -> Reply:
    """It stands among the others, in their order."""
    petition, form, shown = desk.subject, day_form(desk.subject), to("pet_dates", desk.subject.id)
    answers, problem = check_all(form.fields, dict(turn.values))
    if problem:
        return replace(form, problem=problem)
    if len(turn.store.drafted_parts.days(petition.id)) >= MOST_DAYS:
        return with_said(turn.follow(shown, {}), _("There can be at most {n} days. Nothing was changed.", n=MOST_DAYS))
    on = read_date(answers["on"]).on
    assert on is not None, "the rule of the field has read it"
    if not turn.store.drafted_parts.add_day(petition.id, on, answers["what"]):
        return with_said(turn.follow(shown, {}), _("This day stands there already. Nothing was changed."))
    return saved(turn, desk, Done.CHANGED_DAYS, shown, _("Added: {day}", day=day(on)), part="dates")


@organizes("pet_date_out", Deed.WRITE_PETITION, of=PETITION, again="pet_dates")
def remove_day(turn: Turn, desk: Desk[Petition], day_id: int) -> Reply:
    """Nobody hears of it any more."""
    petition = desk.subject
    if not turn.store.drafted_parts.remove_day(petition.id, day_id):
        return _gone(turn, petition)
    return saved(turn, desk, Done.CHANGED_DAYS, to("pet_dates", petition.id), _("Taken out."), part="dates")
