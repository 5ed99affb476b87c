"""Telling people whom a number could endanger: organizers read whole tens of them, and pick nobody out."""

from __future__ import annotations

from config.texts import _, n_
from handlers.blocks import Paragraph
from handlers.counts import in_steps
from handlers.turn import Turn
from handlers.wording import together
from storage.broadcast_rows import Broadcast
from storage.goals import AT_RISK_STEP
from storage.rehearsals import Rehearsal
from storage.told import Told


def endangers(turn: Turn, found: Broadcast) -> bool:
    """Whether a number of those whom it is for could tell of one of them."""
    return turn.store.groups.endangers(found)


def why_in_tens() -> str:
    """Said where other petitions have their numbers."""
    return _("A number could endanger somebody here: whole tens alone are told, and nobody is picked out.")


def rehearsed(rehearsal: Rehearsal) -> Paragraph:
    """Whom it is for, and how many of them are told."""
    return together(_whom(rehearsal.signers + rehearsal.followers), _told(rehearsal.told), why_in_tens())


def told_so_far(told: Told) -> Paragraph:
    """How many were told."""
    shown = in_steps(told.people)
    if not shown:
        said = _("Fewer than {n} people were told so far.", n=AT_RISK_STEP)
    else:
        said = n_("At least {n} person was told so far.", "At least {n} people were told so far.", shown)
    return together(said, why_in_tens())


def _whom(people: int) -> str:
    shown = in_steps(people)
    if not shown:
        return _("It is for fewer than {n} people.", n=AT_RISK_STEP)
    return n_("It is for at least {n} person.", "It is for at least {n} people.", shown)


def _told(people: int) -> str:
    shown = in_steps(people)
    if not shown:
        return _("Fewer than {n} of them are told.", n=AT_RISK_STEP)
    return n_("At least {n} of them is told.", "At least {n} of them are told.", shown)
