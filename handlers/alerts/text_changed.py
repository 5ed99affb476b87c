"""A petition asks something else than somebody signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.texts import _
from handlers.alerts.buttons import see_petition
from handlers.alerts.kinds import A_WEEK, alert
from handlers.alerts.lines import Told, line_on
from handlers.blocks import Paragraph, Quotation
from handlers.screens import Button, Look, Screen, rows_of, to
from handlers.wording import sample_line
from storage.hearing import TEXT_CHANGED

if TYPE_CHECKING:
    from handlers.alerts.telling import Telling


def _in_a_line(telling: Telling) -> Told | None:
    petition = telling.petition
    if petition is None:
        return None
    said = _("“{title}” asks something else than you signed.", title=petition.title)
    return line_on(telling, petition, said, to("changed", petition.id))


@alert(TEXT_CHANGED, _in_a_line, is_asked_for=True, again=True, late=A_WEEK)
def text_changed(telling: Telling) -> Screen | None:
    """Whoever signed before is asked once; silence keeps the signature standing."""
    petition = telling.petition
    if petition is None:
        return None
    version = telling.store.versions.find(petition.id, petition.asks_since)
    note = (Quotation((version.note,), petition.organisation),) if version and version.note else ()
    return Screen(
        petition.title,
        (
            _("It asks something else than you signed. Does your signature still hold?"),
            *note,
            Paragraph(petition.ask),
            _("As long as you say nothing, your signature stands as one of the earlier text."),
            *sample_line(petition.is_sample),
        ),
        rows_of(Button(_("See what changed"), to("changed", petition.id), Look.MAIN), see_petition(petition.id)),
        is_guarded=petition.at_risk,
    )
