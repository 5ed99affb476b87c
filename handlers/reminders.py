"""The reminders that somebody waits for, each with the way to stop it."""

from __future__ import annotations

from functools import partial

from config.texts import _, moment
from handlers.finding import find_petition
from handlers.lists import Entry, Page, Way, list_screen, page_of
from handlers.router import route
from handlers.screens import Button, Reply, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import see_open_petitions
from storage.reminders import Reminder


def reminders_button(turn: Turn) -> Button | None:
    """The way to them, where there are any."""
    if turn.supporter is None or not turn.store.reminders.all_of(turn.supporter.id, turn.now, 1)[1]:
        return None
    return Button(_("My reminders"), to("reminders"))


@route("reminders", reads=True, private=True)
def reminders(turn: Turn, page: int = 1) -> Reply:
    """What they asked to be reminded of, the next one first."""
    if turn.supporter is None:
        return no_reminders()
    found = page_of(partial(turn.store.reminders.all_of, turn.supporter.id, turn.now), page)
    if not found.items:
        return no_reminders()
    entries = Page([_entry(turn, each) for each in found.items], found.number, found.total)
    return list_screen(_("Your reminders"), entries, Way(_back(), "reminders"), _("Opening one lets you stop it."))


def no_reminders() -> Screen:
    """Nothing yet: how one begins."""
    how = _("Each petition that you have not signed has a button for one.")
    return Screen(_("You wait for no reminder."), (how,), rows_of(see_open_petitions(), _back()))


def _back() -> Button:
    return Button(_("Back to following"), to("following"))


def _entry(turn: Turn, waits: Reminder) -> Entry:
    petition = find_petition(turn, waits.petition_id)
    if petition is None:
        title = _("Something that is no longer public")
        return Entry(title, "", to("remind_not", waits.petition_id))
    when = moment(waits.due.moment, turn.zone(petition.zone), with_time=True)
    return Entry(petition.title, when, to("remind", petition.id), petition.is_sample)
