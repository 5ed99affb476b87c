"""Being reminded to sign later: one screen asks when, and another says when that is and how to stop it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from enum import StrEnum

from config.texts import _
from handlers.blocks import Block, Line, Moment
from handlers.deeds import Letter
from handlers.direct import is_written_to
from handlers.finding import find_petition
from handlers.petition import petition_screen
from handlers.router import route
from handlers.screens import Button, Look, Reply, Screen, rows_of, to
from handlers.signing_buttons import has_signed
from handlers.thanks import discreet_from_now_on
from handlers.turn import Turn
from handlers.wording import (
    back_to_petition,
    closing_line,
    filled,
    petition_not_found,
    sample_line,
    sign_button,
    together,
)
from storage.petitions import Petition
from storage.recurring import local_time, moment_of

A_WHILE = timedelta(minutes=30)
"""What comes sooner is no reminder."""


class When(StrEnum):
    """The times that are offered."""

    EVENING = "evening"
    TOMORROW = "tomorrow"
    IN_THREE_DAYS = "in_three_days"


TIMES = {When.EVENING: (0, time(19)), When.TOMORROW: (1, time(17)), When.IN_THREE_DAYS: (3, time(17))}
"""So many days from now, at which time."""


@route("remind", reads=True, private=True)
def remind(turn: Turn, petition_id: int) -> Reply:
    """When that will be, or the question when it shall be."""
    petition = find_petition(turn, petition_id)
    found = turn.store.reminders.to_sign(turn.supporter.id, petition_id) if turn.supporter else None
    if petition is None or found is None or not _can_sign(turn, petition):
        return ask_when(turn, petition_id)
    return _reminded(turn, petition, found.due.moment)


@route("remind_when", reads=True, private=True)
def ask_when(turn: Turn, petition_id: int) -> Reply:
    """When to be reminded."""
    petition = find_petition(turn, petition_id)
    if petition is None:
        return petition_not_found()
    if not petition.is_open:
        return petition_screen(turn, petition).with_pop_up(_("This petition can't be signed any more."))
    return _question(turn, petition) if _can_sign(turn, petition) else petition_screen(turn, petition)


@route("remind_at", private=True, again="remind")
def remind_me(turn: Turn, petition_id: int, when: When) -> Reply:
    """Remind them once, then."""
    petition = find_petition(turn, petition_id)
    if petition is None or not _can_sign(turn, petition):
        return ask_when(turn, petition_id)
    at = _offered(turn, petition).get(when)
    if at is None:
        return _question(turn, petition).with_pop_up(_("That is too late by now. Choose another time."))
    supporter = turn.remember()
    turn.store.reminders.remind_to_sign(supporter.id, petition.id, at)
    is_now_discreet = petition.at_risk and turn.store.preferences.preselect_discreet(supporter.id)
    screen = _reminded(turn, petition, at, *discreet_from_now_on(is_now_discreet))
    return screen if is_written_to(turn) else _with_letter(turn, petition, at, screen)


@route("remind_not", private=True, again="petition")
def remind_me_not(turn: Turn, petition_id: int) -> Reply:
    """No reminder of this petition any more."""
    if turn.supporter is not None:
        turn.store.reminders.stop_to_sign(turn.supporter.id, petition_id)
    petition = find_petition(turn, petition_id)
    screen = petition_not_found() if petition is None else petition_screen(turn, petition)
    return screen.with_pop_up(_("I will not remind you to sign this petition."))


def _can_sign(turn: Turn, petition: Petition) -> bool:
    return petition.is_open and not has_signed(turn, petition)


def _offered(turn: Turn, petition: Petition) -> Mapping[When, datetime]:
    """The times that are still ahead, and at which the petition can still be signed."""
    zone = turn.zone(petition.zone)
    today = local_time(turn.now, zone).date()
    moments = {
        when: moment_of(datetime.combine(today + timedelta(days=days), at), zone) for when, (days, at) in TIMES.items()
    }
    ends = petition.closes_at
    return {
        when: at for when, at in moments.items() if at > turn.now + A_WHILE and (ends is None or at + A_WHILE < ends)
    }


def _question(turn: Turn, petition: Petition) -> Screen:
    offered = _offered(turn, petition)
    if not offered:
        return _closes_too_soon(petition)
    zone = turn.zone(petition.zone)
    body: tuple[Block, ...] = (
        petition.title,
        together(
            _("Choosing a time keeps it for your account until then."),
            _("The times are those of {zone}; settings can change that.", zone=zone),
            *(() if is_written_to(turn) else (_("It also lets me write to you by direct message."),)),
        ),
        *sample_line(petition.is_sample),
    )
    buttons = tuple(Button(_label(when), to("remind_at", petition.id, when)) for when in offered)
    return Screen(
        _("When shall I remind you to sign?"), body, rows_of(buttons[:2], buttons[2:], back_to_petition(petition.id))
    )


def _label(when: When) -> str:
    return {
        When.EVENING: _("This evening"),
        When.TOMORROW: _("Tomorrow"),
        When.IN_THREE_DAYS: _("In three days"),
    }[when]


def _closes_too_soon(petition: Petition) -> Screen:
    words = together(closing_line(petition), _("That is too soon for a reminder."))
    rows = rows_of(sign_button(petition), back_to_petition(petition.id))
    return Screen(petition.title, (words, *sample_line(petition.is_sample)), rows)


def _reminded(turn: Turn, petition: Petition, at: datetime, *more: Line) -> Screen:
    stopped = (_("All messages are stopped until you resume them."),) if turn.has_stopped else ()
    said = together(_when(turn, petition, at), *more, *stopped)
    another = Button(_("Another time"), to("remind_when", petition.id))
    rows = rows_of(sign_button(petition), (another, _not_button(petition)), back_to_petition(petition.id))
    return Screen(petition.title, (said, *sample_line(petition.is_sample)), rows)


def _when(turn: Turn, petition: Petition, at: datetime) -> Line:
    moment = Moment(at, turn.zone(petition.zone), with_time=True)
    return filled(_("I will remind you to sign: {when}."), when=moment)


def _not_button(petition: Petition) -> Button:
    return Button(_("Don't remind me"), to("remind_not", petition.id))


def _with_letter(turn: Turn, petition: Petition, at: datetime, screen: Screen) -> Screen:
    """Where nobody is written to who did not ask for it, this asks, and the first message comes at once."""
    turn.store.supporters.write_to(turn.person.platform, turn.person.user_id, is_on=True)
    written = _("I have written to you. Look at your direct messages.")
    letter = Letter(_letter(turn, petition, at), to("direct_refused", petition.id), to("direct_later", petition.id))
    return replace(screen, body=(*screen.body, written), deed=letter)


def _letter(turn: Turn, petition: Petition, at: datetime) -> Screen:
    """It names nothing to whoever wants to be written to discreetly."""
    no_more = Button(_("No direct messages"), to("direct_not"))
    if turn.store.preferences.of(turn.remember().id).is_discreet:
        return Screen(_("I will remind you here, as you asked."), rows=rows_of(no_more), is_event=True)
    show = Button(_("Show the petition"), to("petition", petition.id), Look.MAIN)
    said, rows = together(_when(turn, petition, at)), rows_of(show, (_not_button(petition), no_more))
    return Screen(petition.title, (said, *sample_line(petition.is_sample)), rows, is_event=True)
