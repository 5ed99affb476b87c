"""Why words are not published: for a moderator to choose, and for their writer to read."""

from __future__ import annotations

from enum import StrEnum

from config.texts import _
from handlers.turn import Turn
from storage.decisions import Thing


class WhyNot(StrEnum):
    """A cause from the list; the words stand in rows for years, and never get a new meaning."""

    NAMES = "names"
    ENDANGERS = "endangers"
    INSULTS = "insults"
    ADVERTISES = "advertises"
    OFF_TOPIC = "off_topic"
    OTHER = "other"


def why_not_label(cause: WhyNot) -> str:
    """On a moderator's button."""
    return {
        WhyNot.NAMES: _("Names other people"),
        WhyNot.ENDANGERS: _("Endangers people"),
        WhyNot.INSULTS: _("Insults somebody"),
        WhyNot.ADVERTISES: _("Advertises"),
        WhyNot.OFF_TOPIC: _("Not on the subject"),
        WhyNot.OTHER: _("Another reason"),
    }[cause]


def told_to_writer(cause: str) -> str:
    """One kind sentence; empty for a cause that is not of the list."""
    return {
        WhyNot.NAMES.value: _("The words name somebody else, whom that could harm."),
        WhyNot.ENDANGERS.value: _("Something in the words could endanger you or somebody else."),
        WhyNot.INSULTS.value: _("Something in the words could hurt somebody."),
        WhyNot.ADVERTISES.value: _("The words read like advertising, which has no place here."),
        WhyNot.OFF_TOPIC.value: _("The words are about something else than this campaign."),
        WhyNot.OTHER.value: _("The moderator thinks that the words do not fit here."),
    }.get(cause, "")


def lines_for_writer(turn: Turn, thing: Thing, subject_id: int) -> tuple[str, ...]:
    """Why their words are not published, where a moderator chose a cause."""
    given = turn.store.decisions.last_on(thing, subject_id)
    told = told_to_writer(given.cause) if given and not given.is_undone else ""
    return (told,) if told else ()
