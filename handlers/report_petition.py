"""Reporting a petition or an organisation itself: whoever runs the bot answers for showing their words."""

from __future__ import annotations

from config.texts import _
from handlers.finding import find_petition
from handlers.organisations import no_organisation
from handlers.petition import by_line
from handlers.router import route
from handlers.screens import Button, Reply, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import back_to_petition, petition_not_found, run_by, sample_line
from storage.petitions import Petition


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
            *(() if petition.at_risk else (_("What signers wrote is reported under their reasons."),)),
            *sample_line(petition.is_sample),
        ),
        rows_of((*_reasons(petition), back_to_petition(petition.id))),
    )


def _reasons(petition: Petition) -> tuple[Button, ...]:
    """The way to what signers wrote, where that is shown."""
    return () if petition.at_risk else (Button(_("Reasons"), to("reasons", petition.id)),)


@route("report_organisation", reads=True, private=True)
def report_organisation(turn: Turn, organisation_id: int) -> Reply:
    """Whoever runs the bot can be told of it; each of its petitions is reported for itself."""
    organisation = turn.store.organisations.find(organisation_id)
    if organisation is None:
        return no_organisation()
    contact = turn.operator.contact
    reach = _("To report it, write to {contact}; a petition is reported on its own card.", contact=contact)
    petitions = Button(_("See all its petitions"), to("from", organisation.id))
    return Screen(
        _("Report “{title}”", title=organisation.name),
        (
            reach if contact else _("A petition is reported on its own card."),
            run_by(turn),
            *sample_line(organisation.is_sample),
        ),
        rows_of((petitions, Button(_("Back to organisation"), to("organisation", organisation.id)))),
    )
