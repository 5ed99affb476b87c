"""Choosing what a sweep does and to which signatures, step by step; nothing is changed by that."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from config.texts import _
from handlers.blocks import Block, Listing
from handlers.fields import asked_again, check_all
from handlers.organizing.done import Done
from handlers.organizing.gate import PETITION, SWEEP, Desk, organizes
from handlers.organizing.naming import back_to_desk, in_zone, times_of
from handlers.organizing.noting import write_down
from handlers.organizing.rights import Deed
from handlers.organizing.sweeps import sweep_line, sweep_screen, what_is_swept
from handlers.screens import Button, Field, Form, Reply, Screen, rows_of, to
from handlers.turn import Turn
from handlers.typed_times import time_past
from handlers.wording import PLATFORMS, platform_name, sample_line
from storage.petitions import Petition
from storage.sweeping import begin_counting
from storage.sweeps import Conditions, Sweep, SweepDeed, SweepState

QUARTER, HOUR, DAY = 15, 60, 24 * 60
SINCE_ALARM = 0
AN_HOUR, MICROSECOND = timedelta(hours=1), timedelta(microseconds=1)
BEFORE_ALARM = timedelta(minutes=5)
MOST_LISTED, MOST_TYPED, MOST_PLACE = 3, 20, 80


@organizes("sweeps", Deed.SWEEP, of=PETITION, reads=True)
def choose_deed(turn: Turn, desk: Desk[Petition]) -> Reply:
    """What can be done with many signatures, and what was done of late."""
    key, names = desk.subject.id, _deeds()
    done = turn.store.sweeps.of(key, MOST_LISTED)
    last = (Button(_("See the last one"), to("sweep", done[0].id)),) if done else ()
    lately: tuple[Block, ...] = (Listing(tuple(sweep_line(desk.subject, each) for each in done)),) if done else ()
    return Screen(
        _("Many signatures at once: “{title}”", title=desk.subject.title),
        (_("First it is counted how many fit. Nothing is changed before you say so."), *lately, *_sample(desk)),
        rows_of(
            tuple(Button(names[each], to("sweep_what", key, each.value)) for each in _BEGINS),
            tuple(Button(names[each], to("sweep_what", key, each.value)) for each in _ENDS),
            (*last, back_to_desk(desk.organisation.id)),
        ),
    )


_BEGINS, _ENDS = (SweepDeed.HOLD, SweepDeed.INVALIDATE), (SweepDeed.COUNT, SweepDeed.RESTORE)


def _deeds() -> dict[SweepDeed, str]:
    return {
        SweepDeed.HOLD: _("Hold"),
        SweepDeed.INVALIDATE: _("Strike out"),
        SweepDeed.COUNT: _("Count what waits"),
        SweepDeed.RESTORE: _("Restore"),
    }


def _sample(desk: Desk[Petition]) -> tuple[str, ...]:
    return sample_line(desk.subject.is_sample)


@organizes("sweep_what", Deed.SWEEP, of=PETITION, reads=True)
def choose_window(turn: Turn, desk: Desk[Petition], deed: SweepDeed) -> Reply:
    """Signed when."""
    labels = {QUARTER: _("Last 15 minutes"), HOUR: _("Last hour"), DAY: _("Last 24 hours")}
    if desk.subject.at_risk:
        del labels[QUARTER]
    if turn.store.alarms.last(desk.subject.id):
        labels = {SINCE_ALARM: _("Since the last alarm"), **labels}
    windows = [Button(label, to("sweep_new", desk.subject.id, deed.value, m)) for m, label in labels.items()]
    typed = Button(_("Other times"), to("sweep_times", desk.subject.id, deed.value))
    pairs = [*windows, typed]
    back = Button(_("Back to this petition"), to("sweeps", desk.subject.id))
    return Screen(
        _("Those that were signed when?"),
        (desk.subject.title, *_sample(desk)),
        rows_of(tuple(pairs[:2]), tuple(pairs[2:]), back),
    )


@organizes("sweep_new", Deed.SWEEP, of=PETITION, again="sweeps")
def count_window(turn: Turn, desk: Desk[Petition], deed: SweepDeed, minutes: int) -> Reply:
    """Those of the last minutes, or since the last alarm."""
    since = turn.now - timedelta(minutes=min(minutes, DAY))
    alarm = turn.store.alarms.last(desk.subject.id)
    if minutes == SINCE_ALARM and alarm is not None:
        since = alarm.raised_at - BEFORE_ALARM
    return _counted(turn, desk, deed, Conditions(since, turn.now))


def _counted(turn: Turn, desk: Desk[Petition], deed: SweepDeed, which: Conditions) -> Screen:
    which = _in_hours(which, turn.now) if desk.subject.at_risk else which
    made = turn.store.sweeps.make(desk.subject.id, deed, which, turn.now, desk.me)
    if desk.subject.at_risk:
        write_down(turn, desk, Done.COUNTED_FITTING, **what_is_swept(desk.subject, made, made.total))
    return sweep_screen(turn, desk.organisation, desk.subject, begin_counting(turn.store, made, turn.now))


def _in_hours(which: Conditions, now: datetime) -> Conditions:
    """From a whole hour to another one or to now, an hour at least: so that it can't be told who signed when."""
    until = min(_whole_hour(which.until + AN_HOUR - MICROSECOND), now)
    return replace(which, since=_whole_hour(min(which.since, until - AN_HOUR)), until=until)


def _whole_hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)


@organizes("sweep_times", Deed.SWEEP, of=PETITION, again="sweeps")
def ask_times(turn: Turn, desk: Desk[Petition], deed: SweepDeed) -> Reply:
    """Two times of one's own."""
    return times_form(turn, desk, deed)


def times_form(turn: Turn, desk: Desk[Petition], deed: SweepDeed) -> Form:
    """From when to when."""
    since = _("Signed since when? Type a time such as 02:10, or with its day, such as 2026-03-01 02:10.")
    until = _("And until when?")
    return Form(
        title=_("Those that were signed when?"),
        intro=(times_of(turn, desk.organisation), *_whole_hours(desk.subject), *_sample(desk)),
        fields=(
            Field("since", since, label=_("From"), check="moment", most=MOST_TYPED),
            Field("until", until, label=_("Until"), check="moment", most=MOST_TYPED),
        ),
        action=to("sweep_between", desk.subject.id, deed.value),
        back=to("sweep_what", desk.subject.id, deed.value),
    )


def _whole_hours(petition: Petition) -> tuple[str, ...]:
    return (_("At-risk mode is on: whole hours are taken."),) if petition.at_risk else ()


@organizes("sweep_between", Deed.SWEEP, of=PETITION, again="sweeps")
def count_between(turn: Turn, desk: Desk[Petition], deed: SweepDeed) -> Reply:
    """Those between two times that were typed."""
    form = times_form(turn, desk, deed)
    answers, problem = check_all(form.fields, dict(turn.values))
    if problem:
        return asked_again(form, answers, problem)
    since, until = (_past(turn, desk, answers[each]) for each in ("since", "until"))
    if since >= min(until, turn.now):
        return replace(form, problem=_("The first time has to be before the second, and past. Nothing was saved."))
    return _counted(turn, desk, deed, Conditions(since, until))


def _past(turn: Turn, desk: Desk[Petition], typed: str) -> datetime:
    return time_past(typed, in_zone(turn, desk.organisation), turn.now)


def _is_at_risk(turn: Turn, desk: Desk[Sweep]) -> bool:
    """Then nothing narrower than a time can be asked for: it could tell who signed."""
    return desk.petition(turn, desk.subject.petition_id).at_risk


@organizes("sweep_app", Deed.SWEEP, of=SWEEP, reads=True)
def choose_app(turn: Turn, desk: Desk[Sweep]) -> Reply:
    """By people of which app."""
    if _is_at_risk(turn, desk):
        return turn.follow(to("sweep", desk.subject.id), {})
    apps = (*PLATFORMS, "terminal")
    buttons = tuple(Button(platform_name(each), to("sweep_on", desk.subject.id, each)) for each in apps)
    back = Button(_("Back to the sweep"), to("sweep", desk.subject.id))
    return Screen(_("Of people on which app?"), rows=rows_of(buttons, back))


@organizes("sweep_on", Deed.SWEEP, of=SWEEP, again="sweep")
def count_on(turn: Turn, desk: Desk[Sweep], platform: str) -> Reply:
    """Only those whose signer has an account there."""
    if platform not in (*PLATFORMS, "terminal"):
        return turn.follow(to("sweep", desk.subject.id), {})
    return _narrowed(turn, desk, replace(desk.subject.conditions, platform=platform))


@organizes("sweep_place", Deed.SWEEP, of=SWEEP, again="sweep")
def ask_place(turn: Turn, desk: Desk[Sweep]) -> Reply:
    """With which place, just as they typed it."""
    if _is_at_risk(turn, desk):
        return turn.follow(to("sweep", desk.subject.id), {})
    return place_form(desk)


def place_form(desk: Desk[Sweep]) -> Form:
    """One question."""
    question = _("Which place do they all show? It has to be written just as they wrote it.")
    return Form(
        title=_("Of which place?"),
        fields=(Field("place", question, label=_("Place"), check="place", most=MOST_PLACE),),
        action=to("sweep_in", desk.subject.id),
        back=to("sweep", desk.subject.id),
    )


@organizes("sweep_in", Deed.SWEEP, of=SWEEP, again="sweep")
def count_in(turn: Turn, desk: Desk[Sweep]) -> Reply:
    """Only those that show this place."""
    form = place_form(desk)
    answers, problem = check_all(form.fields, dict(turn.values))
    if problem:
        return replace(form, problem=problem)
    return _narrowed(turn, desk, replace(desk.subject.conditions, place=answers["place"]))


def _narrowed(turn: Turn, desk: Desk[Sweep], which: Conditions) -> Reply:
    """What is begun already keeps its conditions."""
    given = turn.store.sweeps.locked(desk.subject.id)
    if _is_at_risk(turn, desk) or given is None or given.state not in (SweepState.COUNTING, SweepState.COUNTED):
        return turn.follow(to("sweep", desk.subject.id), {})
    begin_counting(turn.store, turn.store.sweeps.narrow(given, which), turn.now)
    return turn.follow(to("sweep", given.id), {})
