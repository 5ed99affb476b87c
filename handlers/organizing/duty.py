"""Being on duty: until when alarms ring for a member, also at night, and who else is awake."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from config.texts import _
from handlers.blocks import Block, Line, Listing, Moment, Paragraph
from handlers.direct import direct_button, is_written_to, only_if_asked
from handlers.fields import check_all
from handlers.organizing.done import Done, with_said
from handlers.organizing.gate import ORGANISATION, Desk, organizes
from handlers.organizing.naming import back_to_desk, in_zone, member_named, times_of
from handlers.organizing.rights import Deed, who_may
from handlers.screens import Button, Field, Form, Look, Reply, Rows, Screen, rows_of, to
from handlers.stop import resume_button
from handlers.turn import Turn
from handlers.typed_times import next_morning, time_ahead
from handlers.wording import filled
from storage.members import Member
from storage.organisations import Organisation

MOST_DAYS, MOST_TYPED = 7, 20


def duty_button(desk: Desk[Organisation]) -> Button:
    """The way there from the desk."""
    return Button(_("On duty"), to("duty", desk.organisation.id))


def duty_line(turn: Turn, organisation: Organisation, member: Member) -> tuple[Paragraph, ...]:
    """Whether a member is awake for alarms, as all others see it."""
    until = member.on_duty_until
    if until is None or until <= turn.now or member.role not in who_may(Deed.BE_ON_DUTY):
        return ()
    shown = Moment(until, in_zone(turn, organisation), with_time=True)
    return (Paragraph(filled(_("On duty until {moment}"), moment=shown)),)


def on_duty(turn: Turn, organisation_id: int) -> list[Member]:
    """Whoever is awake for alarms just now."""
    return turn.store.duty.now(organisation_id, who_may(Deed.BE_ON_DUTY), turn.now)


@organizes("duty", Deed.BE_ON_DUTY, of=ORGANISATION, reads=True)
def show_duty(turn: Turn, desk: Desk[Organisation]) -> Reply:
    """Who is on duty, and the way to begin or end it."""
    awake = on_duty(turn, desk.organisation.id)
    is_mine = any(each.id == desk.me.id for each in awake)
    body: tuple[Block, ...] = (
        *_who(turn, desk, awake),
        _("An alarm comes when far more people sign than usual. For whoever is on duty it rings, also at night."),
        *_hindrances(turn),
    )
    return Screen(_("On duty for alarms"), body, _rows(turn, desk, is_mine=is_mine))


def _who(turn: Turn, desk: Desk[Organisation], awake: list[Member]) -> tuple[Block, ...]:
    if not awake:
        return (_("Nobody is on duty. An alarm then goes to all moderators and owners, without a sound."),)
    return (Listing(tuple(_until(turn, desk, each) for each in awake)),)


def _until(turn: Turn, desk: Desk[Organisation], member: Member) -> Line:
    assert member.on_duty_until is not None, "whoever is on duty is so until some time"
    until = Moment(member.on_duty_until, in_zone(turn, desk.organisation), with_time=True)
    return filled(_("{member}, until {moment}"), member=member_named(turn, member), moment=until)


def _hindrances(turn: Turn) -> tuple[Block, ...]:
    """Why an alarm would not reach them."""
    if turn.preferences.is_stopped:
        return (_("You have stopped all messages: no alarm reaches you until you resume them."),)
    return () if is_written_to(turn) else (only_if_asked(turn),)


def _rows(turn: Turn, desk: Desk[Organisation], *, is_mine: bool) -> Rows:
    key = desk.organisation.id
    when = Button(_("Until another time"), to("duty_when", key))
    begin = Button(_("I am on duty tonight"), to("duty_on", key), Look.MAIN)
    end = Button(_("End my duty"), to("duty_off", key), Look.MAIN)
    other = resume_button() if turn.preferences.is_stopped else None if is_written_to(turn) else direct_button(turn)
    return rows_of(end if is_mine else begin, (when, *((other,) if other else ())), back_to_desk(key))


@organizes("duty_on", Deed.BE_ON_DUTY, of=ORGANISATION, again="duty")
def begin_duty(turn: Turn, desk: Desk[Organisation]) -> Reply:
    """Until eight in the morning, where they or their organisation are."""
    return _begin(turn, desk, next_morning(in_zone(turn, desk.organisation), turn.now))


def _begin(turn: Turn, desk: Desk[Organisation], until: datetime) -> Reply:
    turn.store.duty.begin(desk.me, until)
    turn.store.audit.write(desk.organisation.id, Done.WENT_ON_DUTY, turn.now, by=desk.me, until=until.isoformat())
    return with_said(turn.follow(to("duty", desk.organisation.id), {}), _what_that_means(turn))


def _what_that_means(turn: Turn) -> str:
    """Nobody is told that it rings for them where nothing reaches them."""
    if turn.preferences.is_stopped or not turn.room.reaches_later or not is_written_to(turn):
        return _("You are on duty, but no alarm reaches you here yet: all others are told instead.")
    return _("Alarms ring for you from now on.")


@organizes("duty_when", Deed.BE_ON_DUTY, of=ORGANISATION, again="duty")
def ask_until(turn: Turn, desk: Desk[Organisation]) -> Reply:
    """Until when else."""
    return until_form(turn, desk)


def until_form(turn: Turn, desk: Desk[Organisation]) -> Form:
    """One question."""
    question = _("Until when are you on duty? Type a time such as 23:30, or with its day, such as 2026-03-01 23:30.")
    return Form(
        title=_("On duty for alarms"),
        intro=(times_of(turn, desk.organisation),),
        fields=(Field("until", question, label=_("Until"), check="moment", most=MOST_TYPED),),
        action=to("duty_until", desk.organisation.id),
        back=to("duty", desk.organisation.id),
    )


@organizes("duty_until", Deed.BE_ON_DUTY, of=ORGANISATION, again="duty")
def begin_duty_until(turn: Turn, desk: Desk[Organisation]) -> Reply:
    """A time ahead, within a week."""
    form = until_form(turn, desk)
    answers, problem = check_all(form.fields, dict(turn.values))
    if problem:
        return replace(form, problem=problem)
    until = time_ahead(answers["until"], in_zone(turn, desk.organisation), turn.now)
    if not 0 < (until - turn.now).total_seconds() <= MOST_DAYS * 86_400:
        return replace(form, problem=_("Duty ends within the next {n} days. Nothing was saved.", n=MOST_DAYS))
    return _begin(turn, desk, until)


@organizes("duty_off", Deed.BE_ON_DUTY, of=ORGANISATION, again="duty")
def end_duty(turn: Turn, desk: Desk[Organisation]) -> Reply:
    """Nothing rings for them any more."""
    shown = to("duty", desk.organisation.id)
    if not any(each.id == desk.me.id for each in on_duty(turn, desk.organisation.id)):
        return turn.follow(shown, {})
    turn.store.duty.end(desk.me)
    turn.store.audit.write(desk.organisation.id, Done.WENT_OFF_DUTY, turn.now, by=desk.me)
    return with_said(turn.follow(shown, {}), _("Alarms ring for you no longer."))
