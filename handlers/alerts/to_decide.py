"""Something new waits for a moderator: only how much of what, never a word of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.texts import _
from handlers.alerts.kinds import alert
from handlers.alerts.lines import Told
from handlers.blocks import Block, Listing
from handlers.organizing.rights import Deed
from handlers.screens import Button, Look, Screen, rows_of, to
from handlers.waiting import how_much_waits
from handlers.wording import sample_line
from storage.hearing import TO_DECIDE
from storage.organisations import Organisation
from storage.piles import Chosen

if TYPE_CHECKING:
    from handlers.alerts.telling import Telling


def _waiting(telling: Telling) -> tuple[Organisation, tuple[str, ...]] | None:
    """How much, kind by kind, while something does."""
    organisation = telling.organisation
    if organisation is None:
        return None
    lines = how_much_waits(telling.store.queues.how_many(Chosen(organisation.id)))
    return (organisation, lines) if lines else None


def _said(organisation: Organisation) -> str:
    return _("Something waits for a decision at {organisation}", organisation=organisation.name)


def _in_a_line(telling: Telling) -> Told | None:
    found = _waiting(telling)
    if found is None:
        return None
    organisation, _lines = found
    day = telling.day(telling.news.raised_at, organisation.zone)
    return Told(day, _said(organisation), organisation.name, to("queue", organisation.id), organisation.is_sample)


@alert(TO_DECIDE, _in_a_line, is_asked_for=True, deed=Deed.SEE_HELD)
def to_decide(telling: Telling) -> Screen | None:
    """Its moderators hear that nobody has looked yet."""
    found = _waiting(telling)
    if found is None:
        return None
    organisation, lines = found
    look = Button(_("Look"), to("queue", organisation.id), Look.MAIN)
    body: tuple[Block, ...] = (Listing(lines), *sample_line(organisation.is_sample))
    return Screen(_said(organisation), body, rows_of(look), is_guarded=True)
