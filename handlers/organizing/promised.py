"""What is published with a draft beside its texts: said before, and named so that nobody publishes anything else."""

from __future__ import annotations

from config.texts import _, day
from handlers.turn import Turn
from storage.marks import mark_of
from storage.petitions import Petition


def how_it_begins(petition: Petition) -> tuple[str, ...]:
    """Whom it protects, and until when it can be signed."""
    return (_at_risk(petition), _until(petition))


def _at_risk(petition: Petition) -> str:
    if petition.at_risk:
        return _("At-risk mode is on: nobody is shown further than is safe.")
    return _("At-risk mode is off: names and reasons are shown as their signers choose.")


def _until(petition: Petition) -> str:
    if petition.last_day is None:
        return _("It can be signed until somebody closes it.")
    return _("It can be signed until {day} is over ({zone}).", day=day(petition.last_day), zone=petition.zone)


def mark_of_draft(turn: Turn, petition: Petition) -> str:
    """Some letters that change with everything its readers will see, and with whether it protects them."""
    facts = (petition.at_risk, petition.closes_at, petition.zone, petition.ladder, petition.co_signers)
    lines = (petition.contact, petition.legal_line, petition.video, *sorted(turn.store.details.topics(petition.id)))
    files = turn.store.stories.files_of_petition(petition.id)
    return mark_of(repr((turn.store.versions.public(petition).mark, facts, lines, files)))
