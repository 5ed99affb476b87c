"""Reminders that come again: all of a petition, one of them, and pausing, going on and stopping."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from config.texts import _, day, n_
from handlers.blocks import Block, Moment, Paragraph, Quotation, Span
from handlers.counts import whole_tens
from handlers.lists import Entry, Page, Way, list_screen, page_among
from handlers.organizing.done import Done, with_said
from handlers.organizing.done_told import when_and_what
from handlers.organizing.gate import PETITION, Desk, organizes
from handlers.organizing.pieces import where_people_are_told
from handlers.organizing.rights import Deed
from handlers.organizing.writing import saved
from handlers.router import RowId
from handlers.screens import Button, Look, Reply, Rows, Screen, rows_of, to
from handlers.turn import Turn
from handlers.typed_rules import rule_said
from handlers.wording import back_from, filled, sample_line
from storage.follows import Topic, subject_of
from storage.petitions import Petition
from storage.recurring import Rule, local_time, skipped
from storage.reminder_rules import first_within
from storage.reminders import Reminder

MOST_REMINDERS = 10
OF_REMINDERS = {Done.PAUSED_REMINDER, Done.RESUMED_REMINDER, Done.STOPPED_REMINDER}
MOST_HEARERS = 10_000
"""So many are counted; of more it is said that there are more."""


def reminders_button(desk: Desk[Petition]) -> Button | None:
    """From a petition's desk to what it is reminded of, for those who may."""
    return Button(_("Reminders"), to("rems", desk.subject.id)) if desk.may(Deed.REMIND) else None


@organizes("rems", Deed.REMIND, of=PETITION, reads=True)
def list_reminders(turn: Turn, desk: Desk[Petition], page: int = 1) -> Reply:
    """The next first, five to a page."""
    petition = desk.subject
    rules = turn.store.reminder_rules.of_petition(petition.id)
    found = page_among(rules, page)
    entries = Page([_entry(petition, each) for each in found.items], found.number, found.total)
    can_add = petition.is_open and len(rules) < MOST_REMINDERS
    add = Button(_("Set a reminder"), to("rem_new", petition.id)) if can_add else None
    way = Way(back_from(where_people_are_told(petition.id)), "rems", (petition.id,), add)
    none = () if rules else (_("None yet. A reminder asks people to sign, again and again, until its end."),)
    lead = (*none, *why_none(petition), *sample_line(petition.is_sample))
    return list_screen(_("Reminders of “{title}”", title=petition.title), entries, way, *lead)


def why_none(petition: Petition) -> tuple[str, ...]:
    """Why nobody is reminded of a petition now; nothing where they can be."""
    if petition.is_draft:
        return (_("It is not published yet: people can be reminded of it once it is."),)
    return () if petition.is_open else (_("It can't be signed any more, so nobody is reminded of it."),)


def _entry(petition: Petition, found: Reminder) -> Entry:
    return Entry(rule_said(found.rule, found.zone), _stands(found), to("rem", petition.id, found.id))


def _stands(found: Reminder) -> tuple[Span, ...]:
    if found.is_paused:
        return (_("Paused."),)
    return filled(_("It comes next on {moment}."), moment=Moment(found.due.moment, found.zone, with_time=True))


@organizes("rem", Deed.REMIND, of=PETITION, reads=True)
def show_reminder(turn: Turn, desk: Desk[Petition], reminder_id: RowId) -> Reply:
    """When it comes, what it says, and who hears it."""
    petition = desk.subject
    found = turn.store.reminder_rules.find(petition.id, reminder_id)
    if found is None:
        return reminder_gone(turn, desk)
    return Screen(
        rule_said(found.rule, found.zone),
        (
            petition.title,
            Paragraph(_stands(found)),
            *what_is_told(turn, petition, found.rule, found.zone, found.words, found.ends_at),
            *why_none(petition),
            *sample_line(petition.is_sample),
        ),
        _rows(petition, found),
    )


def what_is_told(
    turn: Turn, petition: Petition, rule: Rule, zone: str, words: str, ends_at: datetime | None
) -> tuple[Block, ...]:
    """Until when, which words, whom it reaches, and what becomes of it when the clocks change."""
    until = (_("The last day is {day}.", day=day(last_day(ends_at, zone))),) if ends_at else (_("It has no end."),)
    said = (Quotation((words,), petition.organisation),) if words else (_("It has no words of its own."),)
    return (*until, *said, _who_hears(turn, petition), *_skips(turn, rule, zone))


def last_day(ends_at: datetime, zone: str) -> date:
    """The last day on which it may come."""
    return (ends_at.astimezone(ZoneInfo(zone)) - timedelta(microseconds=1)).date()


def _who_hears(turn: Turn, petition: Petition) -> str:
    n = turn.store.follows.hearers(subject_of(petition.id), Topic.DATES, MOST_HEARERS + 1)
    if petition.at_risk:
        return _(
            "People who asked to hear of its days, and hear it: {number}.", number=whole_tens(min(n, MOST_HEARERS))
        )
    if n > MOST_HEARERS:
        return _("More than {n} people asked to hear of its days, and hear it.", n=MOST_HEARERS)
    if not n:
        return _("Nobody asked to hear of its days so far: it reaches those who do by then.")
    return n_(
        "{n} person asked to hear of its days, and hears it unless they have stopped messages.",
        "{n} people asked to hear of its days, and hear it but for those who have stopped messages.",
        n,
    )


def _skips(turn: Turn, rule: Rule, zone: str) -> tuple[str, ...]:
    """An hour that the clocks skip on some day within a year."""
    missing = skipped(rule, zone, turn.now)
    if missing is None:
        return ()
    comes, local = local_time(missing.moment, zone), datetime.fromisoformat(missing.local)
    said = _("On {day} the clocks skip {time}: it then comes at {instead}.", **_times(local, comes))
    return (said,)


def _times(local: datetime, comes: datetime) -> dict[str, str]:
    return {"day": day(local.date()), "time": f"{local:%H:%M}", "instead": f"{comes:%H:%M}"}


def _rows(petition: Petition, found: Reminder) -> Rows:
    ids = (petition.id, found.id)
    pause, go_on = Button(_("Pause it"), to("rem_pause", *ids)), Button(_("Let it go on"), to("rem_on", *ids))
    return rows_of(
        (go_on if found.is_paused else pause, Button(_("Change it"), to("rem_edit", *ids))),
        Button(_("Stop it"), to("rem_stop", *ids), Look.DANGER),
        back_from(to("rems", petition.id)),
    )


def reminder_gone(turn: Turn, desk: Desk[Petition]) -> Reply:
    """It is over, or somebody else has stopped it."""
    shown, over = turn.follow(to("rems", desk.subject.id), {}), _("This reminder is over. Nothing was changed.")
    return with_said(shown, f"{over}{_by_whom(turn, desk)}")


def _stands_so(turn: Turn, desk: Desk[Petition], reminder_id: RowId, sentence: str) -> Reply:
    """Somebody else was first."""
    shown = turn.follow(to("rem", desk.subject.id, reminder_id), {})
    return with_said(shown, f"{sentence}{_by_whom(turn, desk)}")


def _by_whom(turn: Turn, desk: Desk[Petition]) -> str:
    """What was done last to a reminder of it, if nothing else was done to the petition since."""
    last = turn.store.audit.last_on(desk.organisation.id, subject_of(desk.subject.id))
    if last is None or last.deed not in OF_REMINDERS:
        return ""
    return f"\n{when_and_what(turn, desk, last)}"


@organizes("rem_pause", Deed.REMIND, of=PETITION, again="rem")
def pause(turn: Turn, desk: Desk[Petition], reminder_id: RowId) -> Reply:
    """Nobody is reminded until it goes on."""
    shown = to("rem", desk.subject.id, reminder_id)
    if _of_it(turn, desk.subject, reminder_id) is None:
        return reminder_gone(turn, desk)
    if not turn.store.reminder_rules.pause(reminder_id):
        return _stands_so(turn, desk, reminder_id, _("It is paused already. Nothing was changed."))
    return saved(turn, desk, Done.PAUSED_REMINDER, shown, _("Paused. Nobody is reminded until it goes on."))


def _of_it(turn: Turn, petition: Petition, reminder_id: RowId) -> Reminder | None:
    return turn.store.reminder_rules.find(petition.id, reminder_id)


@organizes("rem_on", Deed.REMIND, of=PETITION, again="rem")
def go_on(turn: Turn, desk: Desk[Petition], reminder_id: RowId) -> Reply:
    """It comes again from its next time on; what would have come meanwhile is not told."""
    petition, shown = desk.subject, to("rem", desk.subject.id, reminder_id)
    found = _of_it(turn, petition, reminder_id)
    if found is None:
        return reminder_gone(turn, desk)
    if not found.is_paused:
        return _stands_so(turn, desk, reminder_id, _("It goes on already. Nothing was changed."))
    if first_within(found.rule, found.zone, turn.now, found.ends_at) is None:
        return with_said(turn.follow(shown, {}), _("Its end has passed: change that first. Nothing was changed."))
    turn.store.reminder_rules.go_on(found, turn.now)
    return saved(turn, desk, Done.RESUMED_REMINDER, shown, _("It goes on with its next time."))


@organizes("rem_stop", Deed.REMIND, of=PETITION, reads=True)
def ask_to_stop(turn: Turn, desk: Desk[Petition], reminder_id: RowId) -> Reply:
    """Asked once, since its words go with it."""
    petition = desk.subject
    found = _of_it(turn, petition, reminder_id)
    if found is None:
        return reminder_gone(turn, desk)
    stop = Button(_("Stop it"), to("rem_stop_yes", petition.id, reminder_id), Look.DANGER)
    leave = Button(_("Leave it as it is"), to("rem", petition.id, reminder_id))
    words = (Quotation((found.words,), petition.organisation),) if found.words else ()
    said = (rule_said(found.rule, found.zone), *words, _("It comes no more. What was told stays told."))
    return Screen(_("Stop this reminder?"), (*said, *sample_line(petition.is_sample)), rows_of((stop, leave)))


@organizes("rem_stop_yes", Deed.REMIND, of=PETITION, again="rems")
def stop(turn: Turn, desk: Desk[Petition], reminder_id: RowId) -> Reply:
    """It comes no more."""
    petition = desk.subject
    if _of_it(turn, petition, reminder_id) is None or not turn.store.reminder_rules.stop(reminder_id, turn.now):
        return reminder_gone(turn, desk)
    return saved(turn, desk, Done.STOPPED_REMINDER, to("rems", petition.id), _("Stopped. It comes no more."))
