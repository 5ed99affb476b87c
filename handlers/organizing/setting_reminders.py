"""Setting a reminder that comes again, and changing one: a form, a last look at whom it reaches when, and then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from config.texts import _, day
from handlers import asking
from handlers.blocks import Moment, Paragraph
from handlers.dates import read_date
from handlers.fields import asked_again, check_all
from handlers.organizing.done import Done, with_said
from handlers.organizing.gate import PETITION, Desk, organizes
from handlers.organizing.reminding import MOST_REMINDERS, last_day, reminder_gone, what_is_told, why_none
from handlers.organizing.rights import Deed
from handlers.organizing.writing import saved, somebody_was_faster
from handlers.router import RowId
from handlers.screens import Button, Field, Form, Look, Reply, Screen, rows_of, to
from handlers.time_zones import zone_named
from handlers.turn import Turn
from handlers.typed_rules import clock_in, days_in, days_typed, example, rule_said
from handlers.wording import filled, sample_line
from storage.marks import mark_of
from storage.petitions import Petition
from storage.recurring import EveryDays, Rule, Weekly, first_after, local_time, moment_of
from storage.reminders import Reminder
from storage.standing import end_of_day

NEW, UNSEEN = RowId(0), "0"
MOST_WORDS, MOST_DAYS_TYPED, MOST_TIME, MOST_ZONE, MOST_DATE = 300, 80, 10, 40, 40
A_DAY = timedelta(days=1)
Answers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Plan:
    """When it comes, what it says, and until when."""

    rule: Rule
    zone: str
    words: str
    ends_at: datetime | None


@organizes("rem_new", Deed.REMIND, of=PETITION, reads=True)
def ask_for_reminder(turn: Turn, desk: Desk[Petition]) -> Reply:
    """When, what and until when."""
    return _refusal(turn, desk.subject, NEW) or reminder_form(desk.subject)


@organizes("rem_edit", Deed.REMIND, of=PETITION, reads=True)
def ask_for_change(turn: Turn, desk: Desk[Petition], reminder_id: RowId) -> Reply:
    """The same, with what stands there."""
    petition = desk.subject
    found = turn.store.reminder_rules.find(petition.id, reminder_id)
    if found is None:
        return reminder_gone(turn, desk)
    return _refusal(turn, petition, reminder_id) or reminder_form(petition, found)


def _refusal(turn: Turn, petition: Petition, reminder_id: RowId) -> Reply | None:
    """Why none can be set now."""
    listed = to("rems", petition.id)
    if why := why_none(petition):
        return with_said(turn.follow(listed, {}), why[0])
    is_full = len(turn.store.reminder_rules.of_petition(petition.id)) >= MOST_REMINDERS
    if reminder_id == NEW and is_full:
        said = _("There can be at most {n} reminders. Nothing was changed.", n=MOST_REMINDERS)
        return with_said(turn.follow(listed, {}), said)
    return None


def reminder_form(petition: Petition, found: Reminder | None = None) -> Form:
    """Five questions; its action names what its writer saw."""
    there = _standing(petition, found)
    ids = (petition.id, found.id if found else NEW, _mark(petition, found))
    return Form(
        title=_("A reminder of “{title}”", title=petition.title),
        intro=sample_line(petition.is_sample),
        fields=tuple(replace(each, present=there.get(each.name, "")) for each in _fields()),
        action=to("rem_look", *ids),
        back=to("rem", petition.id, found.id) if found else to("rems", petition.id),
    )


def _mark(petition: Petition, found: Reminder | None) -> str:
    """Names what stands there."""
    return mark_of("\n".join(_standing(petition, found).values())) if found else UNSEEN


def _fields() -> tuple[Field, ...]:
    days = _("Which days? Weekdays, such as {days}, or a number: 1 is each day, 3 each third.", days=example())
    words = _("What do you say to it? The petition and its button to sign come by themselves.")
    zone = _("By whose clocks? Type a large city there, or a time zone such as Europe/Berlin.")
    return (
        Field("days", days, label=_("Days"), check="days", most=MOST_DAYS_TYPED),
        Field("at", _("At which time of day? Type it like 17:30."), label=_("Time"), check="clock", most=MOST_TIME),
        Field("words", words, label=_("Words"), check="words", most=MOST_WORDS, is_required=False),
        Field("zone", zone, label=_("Time zone"), check="zone", most=MOST_ZONE),
        Field(
            "until", _("Which is its last day?"), label=_("Last day"), check="date", most=MOST_DATE, is_required=False
        ),
    )


def _standing(petition: Petition, found: Reminder | None) -> dict[str, str]:
    """What stands there, as it might have been typed; a new one is meant by the petition's clocks."""
    if found is None:
        return {"zone": petition.zone}
    until = day(last_day(found.ends_at, found.zone)) if found.ends_at else ""
    at = f"{found.rule.at:%H:%M}"
    return {"days": days_typed(found.rule), "at": at, "words": found.words, "zone": found.zone, "until": until}


@organizes("rem_look", Deed.REMIND, of=PETITION, again="rems")
def look_at_it(turn: Turn, desk: Desk[Petition], reminder_id: RowId = NEW, seen: str = UNSEEN) -> Reply:
    """When it comes first and whom it reaches, before it is set."""
    petition, found = desk.subject, turn.store.reminder_rules.find(desk.subject.id, reminder_id)
    if reminder_id != NEW and found is None:
        return reminder_gone(turn, desk)
    form = reminder_form(petition, found)
    if refused := _refusal(turn, petition, reminder_id):
        return refused
    answers, problem = check_all(form.fields, dict(turn.values))
    if problem:
        return asked_again(form, answers, problem)
    plan = _plan(turn, answers, found)
    if problem := _problem_with(turn, petition, plan):
        return asked_again(form, answers, problem, without="until")
    sure = to("rem_yes", petition.id, reminder_id, _mark(petition, found))
    if seen != _mark(petition, found):
        before = "\n\n".join(filter(None, _standing(petition, found).values()))
        return somebody_was_faster(turn, form, before, answers, sure)
    waiting = asking.keep_waiting(turn, form, answers, sure)
    return _last_look(turn, petition, plan, waiting, is_new=found is None)


def _plan(turn: Turn, answers: Answers, before: Reminder | None) -> Plan:
    zone, days, at = zone_named(answers["zone"]), days_in(answers["days"]), clock_in(answers["at"])
    last = read_date(answers["until"]).on if answers["until"] else None
    assert days is not None, "the rule of the field has read it"
    assert at is not None, "the rule of the field has read it"
    if isinstance(days, frozenset):
        rule: Rule = Weekly(days, at)
    elif before is not None and isinstance(before.rule, EveryDays) and before.rule.every == days:
        rule = replace(before.rule, at=at)
    else:
        today = local_time(turn.now, zone).date()
        is_over = moment_of(datetime.combine(today, at), zone) <= turn.now
        rule = EveryDays(days, today + A_DAY if is_over else today, at)
    return Plan(rule, zone, answers["words"], end_of_day(last, zone) if last else None)


def _problem_with(turn: Turn, petition: Petition, plan: Plan) -> str:
    """A reminder that never comes is none."""
    first = first_after(plan.rule, plan.zone, turn.now)
    assert first is not None, "what comes again comes once more"
    on = day(local_time(first.moment, plan.zone).date())
    if plan.ends_at is not None and first.moment >= plan.ends_at:
        return _("It comes first on {day}, and would have ended by then. Nothing was saved.", day=on)
    if petition.closes_at is not None and first.moment >= petition.closes_at:
        return _("It comes first on {day}, when nobody can sign any more. Nothing was saved.", day=on)
    return ""


def _last_look(turn: Turn, petition: Petition, plan: Plan, waiting: asking.Waiting, *, is_new: bool) -> Screen:
    first = first_after(plan.rule, plan.zone, turn.now)
    assert first is not None, "what comes again comes once more"
    at = Moment(first.moment, plan.zone, with_time=True)
    label = _("Set this reminder") if is_new else _("Change it so")
    return Screen(
        rule_said(plan.rule, plan.zone),
        (
            petition.title,
            Paragraph(filled(_("It comes first on {moment}."), moment=at)),
            *what_is_told(turn, petition, plan.rule, plan.zone, plan.words, plan.ends_at),
            *sample_line(petition.is_sample),
        ),
        rows_of(
            Button(label, waiting.send, Look.MAIN),
            (Button(_("Change the answers"), waiting.change), Button(_("Cancel"), waiting.cancel)),
        ),
    )


@organizes("rem_yes", Deed.REMIND, of=PETITION, again="rems")
def set_reminder(turn: Turn, desk: Desk[Petition], reminder_id: RowId = NEW, seen: str = UNSEEN) -> Reply:
    """It comes from now on; what somebody else changed since that look is shown first."""
    petition, found = desk.subject, turn.store.reminder_rules.find(desk.subject.id, reminder_id)
    if reminder_id != NEW and found is None:
        return reminder_gone(turn, desk)
    answers, problem = check_all(reminder_form(petition, found).fields, dict(turn.values))
    is_as_seen = seen == _mark(petition, found) and not _refusal(turn, petition, reminder_id)
    plan = _plan(turn, answers, found) if is_as_seen and not problem else None
    if plan is None or _problem_with(turn, petition, plan):
        return turn.follow(to("rem_look", petition.id, reminder_id, seen), dict(turn.values))
    if found is None:
        turn.store.reminders.add_rule(
            petition.id, plan.rule, plan.zone, turn.now, words=plan.words, ends_at=plan.ends_at
        )
        return saved(turn, desk, Done.SET_REMINDER, to("rems", petition.id), _("Set."))
    turn.store.reminder_rules.change(found.id, plan.rule, plan.zone, turn.now, words=plan.words, ends_at=plan.ends_at)
    return saved(turn, desk, Done.CHANGED_REMINDER, to("rem", petition.id, found.id), _("Changed."))
