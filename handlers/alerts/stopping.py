"""The button of each alert that stops its kind."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from config.texts import _
from handlers.screens import Action, Button, Look, Rows, Screen, to
from storage.follows import Topic
from storage.hearing import COACH, ENDINGS, NEW_PETITION, TO_DECIDE
from storage.recipients import Why

if TYPE_CHECKING:
    from handlers.alerts.kinds import AlertKind
    from handlers.alerts.telling import Telling

TO_A_ROW = 2


def with_stop(telling: Telling, kind: AlertKind, told: Screen) -> Screen:
    """The alert with its button, which stands last."""
    return replace(told, rows=_with_last(told.rows, stop_button(telling, kind)))


def stop_button(telling: Telling, kind: AlertKind) -> Button:
    """One tap stops the kind where it came from; what concerns one person alone leads to how messages come."""
    if kind.name == TO_DECIDE:
        return Button(_("Stop telling me"), to("queue_quiet", telling.news.subject_id))
    if kind.name == COACH:
        return Button(_("Stop telling me"), to("coach_off", telling.news.subject_id))
    if kind.is_alarm:
        return Button(_("On duty"), to("duty", _organisation_id(telling)))
    if telling.why is Why.OWN or kind.topic is Topic.NOTHING:
        return Button(_("How messages come"), to("settings"))
    return Button(_("Fewer messages"), _stop(telling, kind))


def _stop(telling: Telling, kind: AlertKind) -> Action:
    if telling.why is Why.ORGANISATION:
        return to("fewer", "organisation", _organisation_id(telling), int(_topic_of_organisations(kind)))
    whose = "topics" if telling.why is Why.TOPIC else "petition"
    return to("fewer", whose, _petition_id(telling), int(kind.topic))


def _topic_of_organisations(kind: AlertKind) -> Topic:
    """What comes of its petitions is one kind of an organisation's news."""
    return Topic.UPDATES if kind.name in ENDINGS else kind.topic


def _organisation_id(telling: Telling) -> int:
    return telling.petition.organisation_id if telling.petition else telling.news.subject_id


def _petition_id(telling: Telling) -> int:
    if telling.story is not None:
        return telling.story.petition_id or 0
    if telling.petition is not None:
        return telling.petition.id
    return int(telling.news.occasion) if telling.news.kind == NEW_PETITION else 0


def _with_last(rows: Rows, button: Button) -> Rows:
    """Beside the last one, unless that is the main one or its row is full."""
    last = rows[-1] if rows else ()
    is_full = len(last) >= TO_A_ROW or any(isinstance(each, Button) and each.look is Look.MAIN for each in last)
    return (*rows, (button,)) if is_full or not rows else (*rows[:-1], (*last, button))
