"""How many of those who signed an earlier text have said that it still holds."""

from __future__ import annotations

from config.texts import _, n_, number
from handlers.counts import in_steps
from storage.petitions import Petition


def earlier_signers(petition: Petition) -> str:
    """True numbers, in whole tens where a single signature could endanger somebody; empty where nobody was asked."""
    asked = min(petition.asked_again, petition.count)
    if asked <= 0:
        return ""
    confirmed = min(petition.confirmed, asked)
    return _in_tens(asked, confirmed) if petition.at_risk else _counted(asked, confirmed)


def _counted(asked: int, confirmed: int) -> str:
    return n_(
        "{n} signed an earlier text; {confirmed} of them confirmed the new one.",
        "{n} signed an earlier text; {confirmed} of them confirmed the new one.",
        asked,
        confirmed=number(confirmed),
    )


def _in_tens(asked: int, confirmed: int) -> str:
    if not in_steps(asked):
        return _("Some signed an earlier text.")
    return n_(
        "At least {n} signed an earlier text; at least {confirmed} of them confirmed the new one.",
        "At least {n} signed an earlier text; at least {confirmed} of them confirmed the new one.",
        in_steps(asked),
        confirmed=number(in_steps(confirmed)),
    )
