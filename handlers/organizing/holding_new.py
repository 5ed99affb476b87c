"""Holding everything new on a petition: two taps, undone in two, and nobody loses anything."""

from __future__ import annotations

from dataclasses import replace

from config.texts import _, n_, number
from handlers.blocks import Block
from handlers.organizing.done import Done
from handlers.organizing.gate import PETITION, Desk, organizes
from handlers.organizing.naming import back_to_desk
from handlers.organizing.noting import write_down
from handlers.organizing.rights import Deed
from handlers.organizing.sweeps import sweep_screen, what_is_swept
from handlers.router import RowId
from handlers.screens import Button, Look, Reply, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import sample_line, together
from storage.columns import EPOCH, MILLISECOND
from storage.holds import Waiting
from storage.petitions import Petition
from storage.piles import Chosen, Pile
from storage.queues import MOST_COUNTED
from storage.showing import PETITION as BY_PETITION
from storage.sweeping import begin_sweep
from storage.sweeps import Conditions, SweepDeed

NEVER = RowId(0)


def hold_button(petition_id: int, look: Look = Look.PLAIN) -> Button:
    """The first of two taps, from wherever something looks odd."""
    return Button(_("Hold everything new"), to("holding", petition_id), look)


def hold_or_count_button(petition: Petition) -> Button:
    """The same, which says what it leads to while new ones wait."""
    if petition.holds_new:
        return Button(_("Count new ones again"), to("holding", petition.id))
    return hold_button(petition.id)


def holding_line(petition: Petition) -> tuple[str, ...]:
    """Said wherever those who run a petition see it, while new ones wait."""
    return (_("New signatures wait."),) if petition.holds_new else ()


@organizes("holding", Deed.HOLD_NEW, of=PETITION, reads=True)
def ask_to_hold(turn: Turn, desk: Desk[Petition]) -> Reply:
    """Asked once, with what it does; where it is done already, how many wait."""
    if desk.subject.holds_new:
        return new_ones_wait(turn, desk)
    yes = Button(_("Hold everything new"), to("holding_yes", desk.subject.id), Look.MAIN)
    return Screen(
        _("Hold everything new on “{title}”?", title=desk.subject.title),
        (
            _("Signing goes on. Each new signature waits, and its signer reads that it is being checked."),
            _reasons_wait(),
            _("What has been counted stays counted. It can be undone at any time."),
            _("Those that came already can be held after that."),
            *sample_line(desk.subject.is_sample),
        ),
        rows_of(yes, (_many(desk),), back_to_desk(desk.organisation.id)),
    )


def _many(desk: Desk[Petition]) -> Button:
    """The way to those that came already."""
    return Button(_("Hold or strike out many"), to("sweeps", desk.subject.id))


@organizes("holding_yes", Deed.HOLD_NEW, of=PETITION, again="holding")
def hold_new(turn: Turn, desk: Desk[Petition]) -> Reply:
    """From now on new signatures wait; whatever alarm there was of it is answered."""
    if turn.store.holds.set(desk.subject.id, is_on=True):
        turn.store.alarms.are_answered(desk.subject.id, desk.me, turn.now)
        write_down(turn, desk, Done.HELD_NEW)
    return new_ones_wait(turn, desk)


def new_ones_wait(turn: Turn, desk: Desk[Petition]) -> Screen:
    """How it stands, with the way to undo it."""
    undo = Button(_("Count new ones again"), to("holding_no", desk.subject.id), Look.MAIN)
    return Screen(
        _("New signatures wait. Nobody lost anything."),
        (
            together(desk.subject.title, _how_many(turn.store.holds.waiting(desk.subject.id, turn.now))),
            _reasons_wait(),
            *sample_line(desk.subject.is_sample),
        ),
        rows_of(undo, (_many(desk),), back_to_desk(desk.organisation.id)),
    )


def _reasons_wait() -> str:
    return _("New reasons of those who signed before wait, too, until somebody has read them.")


def _how_many(waiting: Waiting) -> str:
    if not waiting.signatures:
        return _("None waits so far.")
    if waiting.signatures > MOST_COUNTED:
        return _("More than {n} wait so far.", n=number(MOST_COUNTED))
    return n_("{n} waits so far.", "{n} wait so far.", waiting.signatures)


@organizes("holding_no", Deed.HOLD_NEW, of=PETITION, again="holding_left")
def hold_no_longer(turn: Turn, desk: Desk[Petition]) -> Reply:
    """New signatures count at once again; then it is asked what becomes of those that waited."""
    if turn.store.holds.set(desk.subject.id, is_on=False):
        write_down(turn, desk, Done.COUNTED_NEW)
    return turn.follow(to("holding_left", desk.subject.id), {})


@organizes("holding_left", Deed.HOLD_NEW, of=PETITION, reads=True)
def ask_about_the_waiting(turn: Turn, desk: Desk[Petition]) -> Reply:
    """What becomes of those that came meanwhile."""
    if desk.subject.holds_new:
        return new_ones_wait(turn, desk)
    waiting = turn.store.holds.waiting(desk.subject.id, turn.now)
    until = (turn.now - EPOCH) // MILLISECOND
    count = Button(_("Count them all"), to("holding_count", desk.subject.id, until), Look.MAIN)
    leave = Button(_("Leave them waiting"), to("desk", desk.organisation.id))
    reasons = _reasons(turn, desk)
    body: tuple[Block, ...] = (
        together(desk.subject.title, _came(waiting), _to_read(reasons)),
        *sample_line(desk.subject.is_sample),
    )
    read = (_read_button(desk),) if reasons else ()
    back = leave if waiting.signatures else back_to_desk(desk.organisation.id)
    return Screen(_("New signatures count again."), body, rows_of(count if waiting.signatures else None, (*read, back)))


def _reasons(turn: Turn, desk: Desk[Petition]) -> int:
    """Counting signatures publishes no words: how many of those wait until somebody has read them."""
    chosen = Chosen(desk.organisation.id, Pile.REASONS, desk.subject.id)
    return turn.store.queues.how_many(chosen)[Pile.REASONS]


def _to_read(reasons: int) -> str:
    if not reasons:
        return ""
    return n_("{n} reason waits until somebody has read it.", "{n} reasons wait until somebody has read them.", reasons)


def _read_button(desk: Desk[Petition]) -> Button:
    return Button(_("Read the reasons"), to("queue", desk.organisation.id, Pile.REASONS.value, desk.subject.id))


def _came(waiting: Waiting) -> str:
    if not waiting.signatures:
        return _("None came meanwhile that would wait.")
    if waiting.signatures > MOST_COUNTED:
        return _("More than {n} that came meanwhile wait.", n=number(MOST_COUNTED))
    return n_("{n} that came meanwhile waits.", "{n} that came meanwhile wait.", waiting.signatures)


@organizes("holding_count", Deed.HOLD_NEW, of=PETITION, again="holding_left")
def count_the_waiting(turn: Turn, desk: Desk[Petition], until: RowId = NEVER) -> Reply:
    """All that waited when that was asked are counted, page after page; it can be undone as a whole.

    `until` is that moment, in milliseconds since 1970; nothing is counted while new ones are held again.
    """
    asked_at = EPOCH + min(until, (turn.now - EPOCH) // MILLISECOND) * MILLISECOND
    waiting = turn.store.holds.waiting(desk.subject.id, asked_at)
    if desk.subject.holds_new or waiting.since is None:
        return turn.follow(to("holding_left", desk.subject.id), {})
    which = Conditions(waiting.since, asked_at, put_by=BY_PETITION)
    made = turn.store.sweeps.make(desk.subject.id, SweepDeed.COUNT, which, turn.now, desk.me)
    write_down(turn, desk, Done.SWEPT, **what_is_swept(desk.subject, made, waiting.signatures))
    begun = begin_sweep(turn.store, replace(made, total=waiting.signatures), turn.now)
    return sweep_screen(turn, desk.organisation, desk.subject, begun)
