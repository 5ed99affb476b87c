"""Why something is not told yet, one sentence each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from config.texts import _, later, n_
from handlers.organizing.telling_at_risk import endangers
from handlers.turn import Turn
from storage.broadcast_rows import Broadcast, Hindrance
from storage.follows import subject_of, subject_of_organisation
from storage.rehearsals import Rehearsal

A_WEEK = timedelta(days=7)
SAID: Mapping[Hindrance, str] = {
    Hindrance.HAS_BEGUN: later("It was begun before, and is told once."),
    Hindrance.NOT_PUBLIC: later("Its petition is not public, or its news were withdrawn: nothing can be told of it."),
    Hindrance.NO_WORDS: later("It says nothing yet. Write its words first."),
    Hindrance.NOT_HANDED: later("It was not handed over on that day, as is known by now: nothing can be told of it."),
    Hindrance.TOO_FEW: later(
        "Fewer than five people are of that place or link, or its signers could be endangered. Choose everybody."
    ),
    Hindrance.NOT_AGREED: later("A second organizer has to agree before it is sent."),
}


def why_not_yet(turn: Turn, found: Broadcast) -> str:
    """What hinders it now, or nothing."""
    hindrance = turn.store.broadcasts.hindrance(found, turn.now)
    if hindrance is Hindrance.TOO_MANY:
        sent = turn.store.broadcasts.started_within(found.organisation_id, turn.now - A_WEEK)
        return n_(
            "{n} message was sent within a week: your organisation allows no more. It can be sent later.",
            "{n} messages were sent within a week: your organisation allows no more. It can be sent later.",
            sent,
        )
    return _(SAID[hindrance]) if hindrance else ""


def nothing_to_send(turn: Turn, found: Broadcast, rehearsal: Rehearsal) -> str:
    """Why sending it would mean nothing: it is for nobody, or for whoever sends it; else nothing.

    News become public by that, also where nobody hears of them. Where signers could be endangered it is not told
    whether there is anybody.
    """
    if not rehearsal.is_finished or found.is_of_news or endangers(turn, found):
        return ""
    people = rehearsal.signers + rehearsal.followers
    if not people and not rehearsal.chats:
        return _("There is nobody to send it to.")
    is_alone = people == 1 and not rehearsal.chats and found.audience.is_everybody and _follows(turn, found)
    return _("It would come to nobody but you. Send a test to yourself instead.") if is_alone else ""


def _follows(turn: Turn, found: Broadcast) -> bool:
    subjects = [subject_of_organisation(found.organisation_id)]
    subjects += [subject_of(found.petition_id)] if found.petition_id else []
    me = turn.supporter
    return me is not None and any(turn.store.follows.of(me.id, each) for each in subjects)
