"""Why an alert came, in a line that stands below each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from config.texts import _, later
from storage.follows import SIGNING_FOLLOWS
from storage.hearing import (
    ALARM_UNATTENDED,
    COACH,
    DOCUMENT_MADE,
    NOT_SENT,
    QUIET,
    REMINDER_TO_SIGN,
    TEST_COPY,
    TEST_OF_BROADCAST,
    TEXT_CHANGED,
    TO_CONFIRM,
    TO_DECIDE,
)
from storage.recipients import Why

if TYPE_CHECKING:
    from handlers.alerts.kinds import AlertKind
    from handlers.alerts.telling import Telling

OF_ITS_KIND: Mapping[str, str] = {
    REMINDER_TO_SIGN: later("You hear this because you asked to be reminded."),
    DOCUMENT_MADE: later("You hear this because you asked for it."),
    TEST_COPY: later("You hear this because you tried it out."),
    TEXT_CHANGED: later("You hear this because you signed an earlier text."),
    TO_DECIDE: later(
        "Only moderators hear this, when something new waits and nobody has looked: every three hours at most."
    ),
    TEST_OF_BROADCAST: later("You hear this because you tried it out."),
    TO_CONFIRM: later("Only organizers hear this: one of you asks, another one agrees."),
    QUIET: later("Only organizers hear this; their owners set after how many days."),
    COACH: later("Only organizers hear this, in the first three days of a petition: three times a day at most."),
    NOT_SENT: later("Only organizers hear this, since it was to be sent for them."),
}
"""Of kinds that come for one reason alone."""


def why_it_came(telling: Telling, kind: AlertKind) -> str:
    """How it concerns whoever reads it; signing alone does not bring every kind."""
    if kind.name in OF_ITS_KIND:
        return _(OF_ITS_KIND[kind.name])
    if kind.rings:
        return _("You hear this because you are on duty.")
    if kind.name == ALARM_UNATTENDED:
        return _("Nobody is on duty, so all who could be hear this.")
    if telling.why is Why.SIGNED and kind.topic in SIGNING_FOLLOWS:
        return _("You hear this because you signed.")
    named = {
        Why.TOPIC: _("You hear this because you follow one of its topics."),
        Why.OWN: _("Only you hear this: it is about something you did here."),
        Why.HERE: _("This stands here because a card of the campaign does."),
    }
    return named.get(telling.why) or _followed(telling)


def _followed(telling: Telling) -> str:
    is_of_petition = telling.why in (Why.PETITION, Why.SIGNED)
    followed = _petition(telling) if is_of_petition else _organisation(telling)
    if not followed:
        return _("You hear this because you follow the campaign.")
    return _("You hear this because you follow “{title}”.", title=followed)


def _petition(telling: Telling) -> str:
    story = telling.story
    petition = telling.find(story.petition_id) if story else telling.petition
    return petition.title if petition else ""


def _organisation(telling: Telling) -> str:
    if telling.petition is not None:
        return telling.petition.organisation
    organisation = telling.organisation
    return organisation.name if organisation else ""
