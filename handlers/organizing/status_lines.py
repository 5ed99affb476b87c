"""How petitions stand and what is being told, in words: for organizers in chat, and for the command line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from config.texts import _, day, language, number
from handlers.blocks import Line
from handlers.counts import number_told, progress, whole_tens
from handlers.organizing.naming import title_in
from handlers.paces import goal_ahead, goal_line, many
from handlers.waiting import counted
from storage.broadcast_rows import BroadcastState
from storage.organisations import Organisation
from storage.statuses import A_DAY, Status

if TYPE_CHECKING:
    from storage.nouns import Nouns


def status_lines(status: Status, zone: str, now: datetime) -> tuple[Line, ...]:
    """One petition: its count, the last day, the next goal, what waits, what was told, when it closes."""
    return tuple(_lines(status, zone, now))


def _lines(status: Status, zone: str, now: datetime) -> Iterator[Line]:
    petition = status.petition
    yield progress(petition)
    yield from _pace(status, zone, now)
    if status.alarm_id is not None:
        yield _("An alarm is open.")
    if status.waiting:
        yield _("Waiting for a decision: {n}.", n=_waiting(status))
    yield _last_told(status)
    if petition.last_day:
        yield _("Its last day: {day}.", day=day(petition.last_day))


def _pace(status: Status, zone: str, now: datetime) -> Iterator[Line]:
    """The last day, and what follows; a window that moves would tell of one signature where that is a danger."""
    petition = status.petition
    if petition.at_risk:
        return
    yield _("Within the last 24 hours: {n}.", n=many(petition, status.last_day))
    if ahead := goal_ahead(petition, status.last_day, A_DAY, now):
        yield goal_line(ahead, zone)


def _waiting(status: Status) -> str:
    """Whole tens at risk, there too."""
    return number_told(status.petition, status.waiting) if status.petition.at_risk else counted(status.waiting)


def _last_told(status: Status) -> str:
    if status.told_on is None:
        return _("Nothing was told of it yet.")
    return _("Something was last told of it on {day}.", day=day(status.told_on))


def being_told_lines(store: Nouns, organisation: Organisation, now: datetime) -> tuple[str, ...]:
    """What goes out just now, how far it is, and whom it did not reach."""
    return tuple(_told(store, each, now) for each in store.statuses.being_told(organisation.id))


def _told(store: Nouns, broadcast_id: int, now: datetime) -> str:
    found, told = store.broadcasts.find(broadcast_id, language()), store.broadcasts.told(broadcast_id, now)
    assert found is not None, "it was found in this turn"
    sent, left = told.people + told.chats, told.waiting + told.later + told.paused + told.on_their_way
    say = whole_tens if store.groups.endangers(found) else number
    counts = {"sent": say(sent), "left": say(left), "lost": say(told.not_reached)}
    title = title_in(store, found, now)
    if found.state is BroadcastState.PAUSED:
        return _(
            "Paused: “{title}”. Sent: {sent}. Still to be sent: {left}. Not reached: {lost}.", title=title, **counts
        )
    return _(
        "Being told: “{title}”. Sent: {sent}. Still to be sent: {left}. Not reached: {lost}.", title=title, **counts
    )
