"""The time zone in which somebody reads dates, typed as a zone's name or a city's."""

from __future__ import annotations

from dataclasses import replace

from config.texts import _
from handlers.fields import check_all
from handlers.router import route
from handlers.screens import Button, Field, Form, Reply, Screen, rows_of, to
from handlers.settings import settings_screen
from handlers.time_zones import zone_named
from handlers.turn import Turn

MOST_ZONE = 40


@route("zone", private=True, again="settings")
def show_zone(turn: Turn) -> Reply:
    """How it stands where one is chosen; else the question."""
    zone = turn.preferences.zone
    if not zone:
        return zone_form()
    return Screen(
        _("Your time zone is {zone}.", zone=zone),
        (_("Dates are shown in it."),),
        rows_of(
            (Button(_("Type another"), to("type_zone")), Button(_("Forget my time zone"), to("forget_zone"))),
            Button(_("Back to settings"), to("settings")),
        ),
    )


@route("type_zone", private=True, again="settings")
def type_zone(_turn: Turn) -> Reply:
    """The question alone."""
    return zone_form()


def zone_form() -> Form:
    """One question."""
    question = _("Which city near you has your time? Type it, or a time zone such as Europe/Berlin.")
    return Form(
        title=_("Time zone"),
        fields=(Field("zone", question, label=_("Time zone"), check="zone", most=MOST_ZONE),),
        action=to("set_zone"),
        back=to("settings"),
    )


@route("set_zone", private=True, again="settings")
def set_zone(turn: Turn) -> Reply:
    """Keep the zone that was typed."""
    form = zone_form()
    answers, problem = check_all(form.fields, dict(turn.values))
    if problem:
        return replace(form, problem=problem)
    zone = zone_named(answers["zone"])
    turn.store.preferences.set(turn.remember().id, zone=zone)
    return settings_screen(turn).with_pop_up(_("Your time zone is {zone}.", zone=zone))


@route("forget_zone", private=True, again="settings")
def forget_zone(turn: Turn) -> Reply:
    """Dates again in the zone of whatever they belong to."""
    if turn.supporter is not None:
        turn.store.preferences.set(turn.supporter.id, zone="")
    return settings_screen(turn).with_pop_up(_("Dates are shown in the time zone of each campaign."))
