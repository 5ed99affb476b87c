"""Reporting a reason or a comment: once for a person, with a cause, to be looked at by a moderator."""

from __future__ import annotations

from dataclasses import dataclass

from config.texts import _
from handlers.router import RowId, route
from handlers.screens import Button, Reply, Screen, rows_of, to
from handlers.turn import Turn
from handlers.voices import find_reason, is_mine
from handlers.wording import sample_line, see_open_petitions
from storage.voices import Cause, Said


@route("report", reads=True, private=True)
def ask_for_cause(turn: Turn, kind: Said, subject_id: RowId) -> Reply:
    """What is wrong with it."""
    place = _place_of(turn, kind, subject_id)
    if place is None:
        return nothing_to_report()
    causes = [Button(label, to("reported", kind, subject_id, cause)) for cause, label in cause_labels().items()]
    return Screen(
        _("What is wrong with it?"),
        (_("A moderator reads it then. Nobody else is told that you reported it."), *sample_line(place.is_sample)),
        rows_of(tuple(causes[:2]), tuple(causes[2:]), place.back),
    )


def cause_labels() -> dict[Cause, str]:
    """The causes to choose from."""
    return {
        Cause.REVEALS: _("It reveals somebody"),
        Cause.INSULTS: _("It insults somebody"),
        Cause.ADVERTISES: _("It advertises"),
        Cause.OTHER: _("Something else"),
    }


@route("reported", private=True, again="is_reported")
def report(turn: Turn, kind: Said, subject_id: RowId, cause: Cause) -> Reply:
    """Pass it on; the same person's second report changes nothing."""
    place = _place_of(turn, kind, subject_id)
    if place is None:
        return nothing_to_report()
    is_new = turn.store.voices.report(kind, subject_id, turn.remember().id, cause, turn.now)
    title = _("Thank you. Somebody will look at it.") if is_new else reported_before()
    return Screen(title, sample_line(place.is_sample), rows_of(place.back), is_event=True)


def reported_before() -> str:
    """Once for a person and a thing."""
    return _("You reported this before. Somebody looks at it, or has done so.")


@route("is_reported", reads=True, private=True)
def show_report(turn: Turn, kind: Said, subject_id: RowId) -> Reply:
    """Whether this person has reported it."""
    place = _place_of(turn, kind, subject_id)
    if place is None:
        return nothing_to_report()
    if turn.supporter is None or not turn.store.voices.has_reported(kind, subject_id, turn.supporter.id):
        return ask_for_cause(turn, kind, subject_id)
    return Screen(reported_before(), sample_line(place.is_sample), rows_of(place.back))


@route("report_elsewhere", reads=True, private=True)
def not_ours(_turn: Turn) -> Reply:
    """Somebody else's message was reported to the bot, which answers for its own alone."""
    return Screen(
        _("Only what stands in my messages can be reported here."),
        (_("For anything else, the app has a report of its own."),),
        rows_of(see_open_petitions()),
    )


def nothing_to_report() -> Screen:
    """It is not shown to others, or it is the person's own."""
    return Screen(
        _("There is nothing to report here. It is your own, or it is not shown any more."),
        rows=rows_of(Button(_("See open petitions"), to("browse"))),
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands that can be reported."""

    back: Button
    is_sample: bool


def _place_of(turn: Turn, kind: Said, subject_id: int) -> Place | None:
    """Where it stands, if others see it and this person did not write it."""
    return _place_of_reason(turn, subject_id) if kind is Said.REASON else _place_of_comment(turn, subject_id)


def _place_of_reason(turn: Turn, reason_id: int) -> Place | None:
    found = find_reason(turn, reason_id)
    if found is None or is_mine(turn, found[0]):
        return None
    petition = found[1]
    return Place(Button(_("Back to the reasons"), to("reasons", petition.id)), petition.is_sample)


def _place_of_comment(turn: Turn, comment_id: int) -> Place | None:
    comment = turn.store.comments.find(comment_id)
    story = turn.store.stories.find(comment.story_id) if comment else None
    if story is None or _wrote(turn, comment_id):
        return None
    return Place(Button(_("Back to the comments"), to("comments", story.id)), story.is_sample)


def _wrote(turn: Turn, comment_id: int) -> bool:
    return turn.supporter is not None and turn.store.comments.find_mine(comment_id, turn.supporter.id) is not None
