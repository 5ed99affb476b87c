"""What is being told: how far it is, live in the one message, and the ways to pause it, go on, and stop it."""

from __future__ import annotations

from config.texts import _, n_
from handlers.blocks import Block, Line
from handlers.organizing.done import Done
from handlers.organizing.gate import BROADCAST, Desk, organizes
from handlers.organizing.rights import Deed
from handlers.organizing.telling_in_tens import results_in_tens, stopped_in_tens
from handlers.organizing.telling_parts import (
    about_line,
    back_from_telling,
    back_to_telling,
    how_it_stands,
    saved,
    title_of,
    too_late,
)
from handlers.organizing.telling_results import known_beforehand, result_blocks
from handlers.screens import Button, Look, Reply, Rows, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import sample_line, together
from storage.broadcast_rows import Broadcast, BroadcastState
from storage.told import Told

GOES_ON = {BroadcastState.RUNNING, BroadcastState.PAUSED}


def progress(turn: Turn, desk: Desk[Broadcast]) -> Screen:
    """How many were told how; looked at again by itself as long as more are told."""
    found = desk.subject
    told = turn.store.broadcasts.told(found.id, turn.now)
    is_moving = found.state is BroadcastState.RUNNING or bool(told.on_their_way)
    return Screen(
        title_of(turn, found),
        (
            *_how_it_goes(turn, found, told),
            *sample_line(found.is_sample),
        ),
        _rows(found),
        goes_on=to("tell", found.id) if is_moving else None,
    )


def _how_it_goes(turn: Turn, found: Broadcast, told: Told) -> tuple[Block, ...]:
    standing: tuple[Line, ...] = (how_it_stands(turn, found), *about_line(turn, found))
    if turn.store.broadcasts.is_at_risk(found):
        return (together(*standing), *results_in_tens(told, found.state))
    results = result_blocks(told, found.state)
    return (together(*standing, *_how_far(found, told)), *results, *_known_beforehand(turn, found, told))


def _known_beforehand(turn: Turn, found: Broadcast, told: Told) -> tuple[Block, ...]:
    """Of what was stopped nobody reads anything when they next come."""
    if found.state is BroadcastState.STOPPED:
        return ()
    return known_beforehand(told, turn.store.rehearsals.of(found.id), turn.zone(found.zone))


def _how_far(found: Broadcast, told: Told) -> tuple[str, ...]:
    if found.state not in GOES_ON or not told.total:
        return ()
    left = told.waiting + told.paused + told.on_their_way
    return (n_("{n} is still to be told.", "{n} are still to be told.", left),) if left else ()


def _rows(found: Broadcast) -> Rows:
    back = back_from_telling(found)
    stop = Button(_("Stop…"), to("tell_stop", found.id), Look.DANGER)
    fix = Button(_("Correct…"), to("tell_fix", found.id))
    look = Button(_("See how far it is"), to("tell", found.id), Look.MAIN)
    if found.state is BroadcastState.RUNNING:
        return rows_of(look, (Button(_("Pause"), to("tell_pause", found.id)), stop), (fix, back))
    if found.state is BroadcastState.PAUSED:
        return rows_of(Button(_("Go on"), to("tell_on", found.id), Look.MAIN), (stop, fix), back)
    return rows_of((fix, back))


@organizes("tell_pause", Deed.TELL, of=BROADCAST, again="tell")
def pause(turn: Turn, desk: Desk[Broadcast]) -> Reply:
    """Nobody more is told until somebody goes on."""
    found = desk.subject
    if not turn.store.broadcasts.pause(found.id):
        return too_late(turn, desk)
    return saved(turn, desk, Done.PAUSED, to("tell", found.id), _("Paused. Nobody more is told until you go on."))


@organizes("tell_on", Deed.TELL, of=BROADCAST, again="tell")
def go_on(turn: Turn, desk: Desk[Broadcast]) -> Reply:
    """All who wait are told."""
    found = desk.subject
    if not turn.store.broadcasts.resume(found.id, turn.now):
        return too_late(turn, desk)
    return saved(turn, desk, Done.WENT_ON, to("tell", found.id), _("It goes on."))


@organizes("tell_stop", Deed.TELL, of=BROADCAST, reads=True, again="tell")
def ask_to_stop(turn: Turn, desk: Desk[Broadcast]) -> Reply:
    """Asked once, since it can't be gone on with."""
    found = desk.subject
    if found.state not in GOES_ON:
        return turn.follow(to("tell", found.id), {})
    stop = Button(_("Stop for good"), to("tell_stop_yes", found.id), Look.DANGER)
    pause = Button(_("Only pause"), to("tell_pause", found.id)) if found.state is BroadcastState.RUNNING else None
    body: tuple[Block, ...] = (
        _("Nobody more is told, also not when they next come. It can't be gone on with after that."),
        _("Who was told stays told. To tell them that it was wrong, correct it."),
    )
    return Screen(
        _("Stop “{title}”?", title=title_of(turn, found)),
        (*body, *sample_line(found.is_sample)),
        rows_of(tuple(filter(None, (stop, pause))), back_to_telling(found)),
    )


@organizes("tell_stop_yes", Deed.TELL, of=BROADCAST, again="tell")
def stop(turn: Turn, desk: Desk[Broadcast]) -> Reply:
    """It has ended; where everybody was told by then, that is said."""
    found = desk.subject
    if not turn.store.broadcasts.stop(found.id, turn.now):
        return too_late(turn, desk)
    told = turn.store.broadcasts.told(found.id, turn.now)
    said = stopped_in_tens(told) if turn.store.broadcasts.is_at_risk(found) else _stopped(told)
    return saved(turn, desk, Done.STOPPED_SENDING, to("tell", found.id), said)


def _stopped(told: Told) -> str:
    """How many had been told, and how many might be still, as the message was on its way."""
    sent = told.people + told.chats
    if told.on_their_way:
        return _("Stopped. {sent} had been sent, and {more} were on their way.", sent=sent, more=told.on_their_way)
    if not sent:
        return _("Stopped. Nobody had been told.")
    left = told.waiting + told.later + told.paused
    if told.total and not left:
        return n_(
            "Stopped, but {n} had been sent: that was all.", "Stopped, but {n} had been sent: that was all.", sent
        )
    return n_("Stopped. {n} had been sent.", "Stopped. {n} had been sent.", sent)
