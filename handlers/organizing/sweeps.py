"""Sweeps as moderators see them: which signatures, how many fit, how far it is, and the way back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from config.texts import _, later, n_, number
from handlers.blocks import Block, Line, Moment
from handlers.counts import in_steps, number_told
from handlers.organizing.done import Done
from handlers.organizing.gate import SWEEP, Desk, organizes
from handlers.organizing.naming import in_zone
from handlers.organizing.noting import write_of
from handlers.organizing.rights import Deed
from handlers.screens import Button, Look, Reply, Rows, Screen, rows_of, to
from handlers.turn import Turn
from handlers.waiting import counted
from handlers.wording import filled, platform_name, sample_line, together
from storage.follows import subject_of
from storage.organisations import Organisation
from storage.petitions import Petition
from storage.showing import PETITION as BY_PETITION
from storage.sweeping import begin_sweep, begin_undoing, cancel
from storage.sweeps import Sweep, SweepDeed, SweepState

FITTING = {
    SweepDeed.HOLD: later("{number} to hold"),
    SweepDeed.INVALIDATE: later("{number} to strike out"),
    SweepDeed.COUNT: later("{number} to count"),
    SweepDeed.RESTORE: later("{number} to restore"),
}
FITTING_AT_RISK = {
    SweepDeed.HOLD: later("To hold: {number}"),
    SweepDeed.INVALIDATE: later("To strike out: {number}"),
    SweepDeed.COUNT: later("To count: {number}"),
    SweepDeed.RESTORE: later("To restore: {number}"),
}
DOING = {
    SweepDeed.HOLD: later("Held: {done} of {total}"),
    SweepDeed.INVALIDATE: later("Struck out: {done} of {total}"),
    SweepDeed.COUNT: later("Counted: {done} of {total}"),
    SweepDeed.RESTORE: later("Restored: {done} of {total}"),
}
STOPPED = {
    SweepDeed.HOLD: later("Held, and stopped at {done} of {total}"),
    SweepDeed.INVALIDATE: later("Struck out, and stopped at {done} of {total}"),
    SweepDeed.COUNT: later("Counted, and stopped at {done} of {total}"),
    SweepDeed.RESTORE: later("Restored, and stopped at {done} of {total}"),
}
DO = {
    SweepDeed.HOLD: later("Hold {number}"),
    SweepDeed.INVALIDATE: later("Strike out {number}"),
    SweepDeed.COUNT: later("Count {number}"),
    SweepDeed.RESTORE: later("Restore {number}"),
}
STOPS_LOOKED_AT = 50
DO_AT_RISK = {
    SweepDeed.HOLD: later("Hold them"),
    SweepDeed.INVALIDATE: later("Strike them out"),
    SweepDeed.COUNT: later("Count them"),
    SweepDeed.RESTORE: later("Restore them"),
}
LESSENING = (SweepDeed.HOLD, SweepDeed.INVALIDATE)
MEANS = {
    SweepDeed.HOLD: later("They wait and do not count until somebody decides. Their signers read that."),
    SweepDeed.INVALIDATE: later("They do not count any more. Their signers see that, and whom they can ask."),
    SweepDeed.COUNT: later("What waited counts from then on, each with a number of its own."),
    SweepDeed.RESTORE: later(
        "What sweeps struck out counts again, each under the number it had, or else with a number of its own."
    ),
}


def sweep_screen(turn: Turn, organisation: Organisation, petition: Petition, given: Sweep) -> Screen:
    """How it stands, and what can be done with it now."""
    body: tuple[Block, ...] = (
        together(petition.title, *_which(turn, organisation, given)),
        *_who_stopped(turn, organisation, petition, given),
        *_meaning(given, may_fit=_may_fit(petition, given)),
        *sample_line(petition.is_sample),
    )
    goes_on = to("sweep", given.id) if given.state.is_at_work else None
    return Screen(_title(petition, given), body, _rows(petition, given), goes_on=goes_on)


def _may_fit(petition: Petition, given: Sweep) -> bool:
    """Where a single signature could endanger somebody, it is not said that there is none."""
    return petition.at_risk or given.total > 0


def _title(petition: Petition, given: Sweep) -> str:
    fitting, done = number_told(petition, given.total), number_told(petition, given.done)
    if given.state is SweepState.COUNTING:
        return _("Counting what fits: {number} so far", number=fitting)
    if given.state is SweepState.COUNTED:
        said = FITTING_AT_RISK if petition.at_risk else FITTING
        return _(said[given.deed], number=fitting) if _may_fit(petition, given) else _("No signature fits.")
    total = _total(petition, given)
    if given.state in (SweepState.UNDOING, SweepState.UNDONE):
        return _("Put back: {done} of {total}", done=done, total=total)
    titles = STOPPED if given.state is SweepState.CANCELLED else DOING
    return _(titles[given.deed], done=done, total=total)


def _total(petition: Petition, given: Sweep) -> str:
    """What new ones were held was counted no further than is worth it, before it is all done."""
    is_open = given.state in (SweepState.RUNNING, SweepState.CANCELLED)
    if is_open and given.conditions.put_by == BY_PETITION and not petition.at_risk:
        return counted(given.total)
    return number_told(petition, max(given.total, given.done))


def _which(turn: Turn, organisation: Organisation, given: Sweep) -> tuple[Line, ...]:
    which = given.conditions
    between = _("Signed from {since} to {until}")
    since, until = (_moment(turn, organisation, each) for each in (which.since, which.until))
    app = (_("By people on {platform}", platform=platform_name(which.platform)),) if which.platform else ()
    place = (_("With the place “{place}”", place=which.place),) if which.place else ()
    held = (_("Held since new ones wait"),) if which.put_by == BY_PETITION else ()
    return (filled(between, since=since, until=until), *app, *place, *held)


def _moment(turn: Turn, organisation: Organisation, at: datetime) -> Moment:
    return Moment(at, in_zone(turn, organisation), with_time=True)


def _who_stopped(turn: Turn, organisation: Organisation, petition: Petition, given: Sweep) -> tuple[str, ...]:
    """By the trail, which holds nobody's name any more who was erased."""
    if given.state is not SweepState.CANCELLED:
        return ()
    subject = subject_of(given.petition_id)
    stops = turn.store.audit.times_done(organisation.id, Done.STOPPED_SWEEP, subject, STOPS_LOOKED_AT)
    is_it = what_is_swept(petition, given, given.done).items()
    stop = next((each for each in stops if is_it <= each.detail.items()), None)
    if stop is None or not stop.name:
        return ()
    is_own = turn.supporter is not None and stop.by == turn.supporter.id
    return (_("You stopped it."),) if is_own else (_("{who} stopped it.", who=stop.name),)


def _meaning(given: Sweep, *, may_fit: bool) -> tuple[str, ...]:
    """What it would do; once it is done, how that ends."""
    if given.state is SweepState.COUNTED and may_fit:
        return (_(MEANS[given.deed]), *_stay_out(given), _("It can be undone as a whole."))
    if given.state.is_at_work:
        return (_("It goes on by itself, also when you look away."),)
    if given.state is SweepState.COUNTED:
        return _stay_out(given)
    if given.state is SweepState.UNDONE:
        return (_("What somebody decided on or withdrew meanwhile stayed as it was."),)
    return (_("Goals that were told stay told."),) if given.deed in LESSENING else ()


def _stay_out(given: Sweep) -> tuple[str, ...]:
    if not given.stay_out:
        return ()
    return (
        n_("{n} on which a moderator decided stays out.", "{n} on which a moderator decided stay out.", given.stay_out),
    )


def _rows(petition: Petition, given: Sweep) -> Rows:
    back = Button(_("Back to this petition"), to("sweeps", given.petition_id))
    look = Button(_("See how far it is"), to("sweep", given.id), Look.MAIN)
    stop = Button(_("Stop"), to("sweep_stop", given.id))
    if given.state is SweepState.COUNTED and _may_fit(petition, given):
        return rows_of(_do(petition, given), () if petition.at_risk else _narrower(given), back)
    if given.state.can_be_undone and (given.done or petition.at_risk):
        return rows_of(Button(_("Undo"), to("sweep_undo", given.id), Look.MAIN), back)
    if given.state.is_at_work:
        return rows_of(look, (stop, back) if given.state is SweepState.RUNNING else back)
    return rows_of(back)


def _do(petition: Petition, given: Sweep) -> Button:
    label = DO_AT_RISK[given.deed] if petition.at_risk else DO[given.deed]
    return Button(_(label, number=number(given.total)), to("sweep_yes", given.id), Look.MAIN)


def _narrower(given: Sweep) -> tuple[Button, ...]:
    app = Button(_("Only one app"), to("sweep_app", given.id))
    return (app, Button(_("Only one place"), to("sweep_place", given.id)))


def sweep_line(petition: Petition, given: Sweep) -> str:
    """One of those that were begun, in a line."""
    return _title(petition, given)


@organizes("sweep", Deed.SWEEP, of=SWEEP, reads=True)
def show_sweep(turn: Turn, desk: Desk[Sweep]) -> Reply:
    """How far it is."""
    return _shown(turn, desk, desk.subject)


def _shown(turn: Turn, desk: Desk[Sweep], given: Sweep) -> Reply:
    petition = desk.petition(turn, given.petition_id)
    return sweep_screen(turn, desk.organisation, petition, given)


@organizes("sweep_yes", Deed.SWEEP, of=SWEEP, again="sweep")
def do_sweep(turn: Turn, desk: Desk[Sweep]) -> Reply:
    """The one confirmation; once it is begun, the same tap shows how far it is."""
    given, petition = turn.store.sweeps.locked(desk.subject.id), desk.petition(turn, desk.subject.petition_id)
    if given is None or given.state is not SweepState.COUNTED or not _may_fit(petition, given):
        return turn.follow(to("sweep", desk.subject.id), {})
    begun = begin_sweep(turn.store, given, turn.now)
    _write(turn, desk, Done.SWEPT, given.total if begun.state.is_at_work else begun.done)
    return _shown(turn, desk, begun)


@organizes("sweep_stop", Deed.SWEEP, of=SWEEP, again="sweep")
def stop_sweep(turn: Turn, desk: Desk[Sweep]) -> Reply:
    """It stops after the page that is done."""
    given = turn.store.sweeps.locked(desk.subject.id)
    if given is None or given.state is not SweepState.RUNNING:
        return turn.follow(to("sweep", desk.subject.id), {})
    _write(turn, desk, Done.STOPPED_SWEEP, given.done)
    petition = desk.petition(turn, given.petition_id)
    said = n_("Stopped. {n} was changed and stays so.", "Stopped. {n} were changed and stay so.", given.done)
    said = _("Stopped. What was changed stays so.") if petition.at_risk else said
    shown = _shown(turn, desk, cancel(turn.store, given))
    return shown.with_pop_up(said) if isinstance(shown, Screen) else shown


@organizes("sweep_undo", Deed.SWEEP, of=SWEEP, again="sweep")
def undo_sweep(turn: Turn, desk: Desk[Sweep]) -> Reply:
    """Each goes back to how it stood."""
    given = turn.store.sweeps.locked(desk.subject.id)
    if given is None or not given.state.can_be_undone:
        return turn.follow(to("sweep", desk.subject.id), {})
    _write(turn, desk, Done.UNDID_SWEEP, given.done)
    return _shown(turn, desk, begin_undoing(turn.store, given, turn.now))


def _write(turn: Turn, desk: Desk[Sweep], done: Done, how_many: int) -> None:
    given, petition = desk.subject, desk.petition(turn, desk.subject.petition_id)
    write_of(turn, desk, done, subject_of(petition.id), code=petition.code, **what_is_swept(petition, given, how_many))


def what_is_swept(petition: Petition, given: Sweep, how_many: int) -> dict[str, Any]:
    """As the trail keeps it: which place they show was typed by a signer, and stays out of it."""
    which = given.conditions
    return {
        "what": given.deed.value,
        "number": in_steps(how_many) if petition.at_risk else how_many,
        "since": which.since.isoformat(),
        "until": which.until.isoformat(),
        "app": which.platform,
        "by_place": bool(which.place),
        "by_holding": which.put_by == BY_PETITION,
    }
