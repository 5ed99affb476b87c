"""Reporting a petition itself: its words are its organisation's, and whoever runs the bot answers for showing them."""

from __future__ import annotations

from config.texts import _
from handlers.petition import by_line
from handlers.router import route
from handlers.screens import Button, Reply, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import back_to_petition, find_petition, petition_not_found, run_by, sample_line


@route("report_petition", reads=True, private=True)
def report_petition(turn: Turn, petition_id: int) -> Reply:
    """Who can be told of it; what signers wrote is reported where it stands."""
    petition = find_petition(turn, petition_id)
    if petition is None:
        return petition_not_found()
    contact = turn.operator.contact
    reach = (_("To report it, write to {contact} and name the code {code}.", contact=contact, code=petition.code),)
    return Screen(
        _("Report “{title}”", title=petition.title),
        (
            by_line(turn, petition),
            run_by(turn),
            *(reach if contact else ()),
            _("What signers wrote is reported under their reasons."),
            *sample_line(petition.is_sample),
        ),
        rows_of((Button(_("Reasons"), to("reasons", petition.id)), back_to_petition(petition.id))),
    )
