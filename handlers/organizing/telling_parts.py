"""What the screens of telling people share: how a broadcast is called, how it stands, what was done with it last."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from config.texts import _, language, later
from handlers.blocks import Bold, Moment, Span
from handlers.organizing.done import Done, with_said
from handlers.organizing.done_told import when_and_what
from handlers.organizing.gate import Desk
from handlers.organizing.noting import write_of
from handlers.organizing.pieces import where_people_are_told
from handlers.screens import Action, Button, Reply, to
from handlers.turn import Turn
from handlers.wording import back_from, filled
from storage.broadcast_rows import Broadcast, BroadcastState
from storage.hearing import BROADCAST, CAMPAIGN_UPDATE, DELIVERED, RESPONSE, VICTORY

KINDS: Mapping[str, str] = {
    BROADCAST: later("Message"),
    CAMPAIGN_UPDATE: later("News"),
    RESPONSE: later("Response"),
    VICTORY: later("Victory"),
    DELIVERED: later("Handed over"),
}
STANDING: Mapping[BroadcastState, str] = {
    BroadcastState.DRAFT: later("{kind}, a draft: nobody else sees it."),
    BroadcastState.ASKED: later("{kind}, waiting for a second organizer."),
    BroadcastState.SCHEDULED: later("{kind}. It begins at {begins}."),
    BroadcastState.RUNNING: later("{kind}, being sent since {since}."),
    BroadcastState.PAUSED: later("{kind}, paused. It was begun at {since}."),
    BroadcastState.STOPPED: later("{kind}, begun at {since} and stopped at {ended}."),
    BroadcastState.DONE: later("{kind}, sent. It was begun at {since}."),
}
AGREED = later("{kind}. A second organizer agreed.")
TO_BEGIN = later("{kind}, a draft. It is to begin at {begins}, once a second organizer agrees.")


def how_it_stands(turn: Turn, found: Broadcast) -> tuple[Span, ...]:
    """What it is, whether it is told, and since when."""
    moments = {"begins": found.starts_at, "since": found.started_at, "ended": found.ended_at}
    shown = {name: Moment(at, turn.zone(found.zone), with_time=True) for name, at in moments.items() if at}
    kind = Bold(_(KINDS.get(found.kind, KINDS[BROADCAST])))
    return filled(_(_standing(turn, found)), kind=kind, **shown)


def _standing(turn: Turn, found: Broadcast) -> str:
    if found.state is BroadcastState.ASKED and turn.store.asking_another.is_agreed(found.id):
        return AGREED
    if found.state is BroadcastState.DRAFT and found.starts_at:
        return TO_BEGIN
    return STANDING[found.state]


def about_line(turn: Turn, found: Broadcast) -> tuple[str, ...]:
    """The petition that it is about."""
    petition = turn.store.petitions.find_any(found.petition_id, language(), turn.now) if found.petition_id else None
    return (_("About: {title}", title=petition.title),) if petition else ()


def back_to_telling(found: Broadcast) -> Button:
    """Lead back to its desk, and name where."""
    return back_from(to("tell", found.id))


def where_it_was_begun(found: Broadcast) -> Action:
    """The place of its petition, or of all that its organisation tells."""
    if found.petition_id is None:
        return to("tells", found.organisation_id)
    return where_people_are_told(found.petition_id)


def back_from_telling(found: Broadcast) -> Button:
    """Lead back there, and name it."""
    return back_from(where_it_was_begun(found))


def take_back_button(found: Broadcast) -> Button:
    """What is asked for or has its time is a draft again by it."""
    return Button(_("Take it back"), to("tell_back", found.id))


def named(broadcast_id: int) -> str:
    """How the trail names it."""
    return f"broadcast:{broadcast_id}"


def note(turn: Turn, desk: Desk[Broadcast], done: Done, **detail: Any) -> None:
    """Into the trail."""
    write_of(turn, desk, done, named(desk.subject.id), **detail)


def saved(turn: Turn, desk: Desk[Broadcast], done: Done, shown: Action, sentence: str) -> Reply:
    """Written into the trail, and said above the place to which it leads."""
    note(turn, desk, done)
    return with_said(turn.follow(shown, {}), sentence)


def what_was_done_last(turn: Turn, desk: Desk[Broadcast]) -> str:
    """Who did what with it last and when, for somebody who came second."""
    last = turn.store.audit.last_on(desk.organisation.id, named(desk.subject.id))
    return when_and_what(turn, desk, last) if last else _("It is not as you saw it any more. Nothing was changed.")


def too_late(turn: Turn, desk: Desk[Broadcast]) -> Reply:
    """Somebody else was first: what they did is said above its desk as it is now."""
    said = what_was_done_last(turn, desk)
    return with_said(turn.follow(to("tell", desk.subject.id), {}), said)
