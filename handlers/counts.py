"""How many have signed, said so that it is true, and endangers nobody."""

from __future__ import annotations

from collections.abc import Iterable

from config.texts import _, listing, n_, number
from storage.additions import From, NotHere
from storage.goals import AT_RISK_STEP, next_goal
from storage.organisations import Organisation
from storage.petition_details import Milestone
from storage.petitions import Petition


def signed_by(petition: Petition) -> str:
    """How many have signed: true numbers; in whole tens where a single signature could endanger somebody."""
    if not petition.at_risk:
        return n_("{n} has signed.", "{n} have signed.", petition.count)
    shown = in_steps(petition.count)
    if not shown:
        return _("Fewer than {n} have signed so far.", n=AT_RISK_STEP)
    return n_("At least {n} has signed.", "At least {n} have signed.", shown)


def in_steps(count: int) -> int:
    """The whole tens of a count."""
    return count // AT_RISK_STEP * AT_RISK_STEP


def count_told(petition: Petition) -> int:
    """As much of the count as may be told."""
    return in_steps(petition.count) if petition.at_risk else petition.count


def number_told(petition: Petition, how_many: int) -> str:
    """Any other number of its signatures, as much of it as may be told."""
    return in_tens(how_many) if petition.at_risk else number(how_many)


def in_tens(how_many: int) -> str:
    """As much of a number as may be told where a single signature could endanger somebody."""
    shown = in_steps(how_many)
    return _("at least {n}", n=shown) if shown else _("fewer than {n}", n=AT_RISK_STEP)


def milestones_told(petition: Petition, reached: Iterable[Milestone]) -> list[Milestone]:
    """Those of whole tens alone where a single signature could endanger somebody."""
    return [each for each in reached if is_told(petition, each.threshold)]


def is_told(petition: Petition, goal: int) -> bool:
    """Whether it may be said that so many have signed."""
    return not petition.at_risk or goal == in_steps(goal)


def progress(petition: Petition) -> str:
    """The count and, while it can be signed, the next goal."""
    if petition.at_risk:
        return _progress_at_risk(petition)
    if not petition.is_open:
        return n_("{n} signed.", "{n} signed.", petition.count)
    goal = next_goal(petition.count, petition.ladder)
    return n_("{n} has signed. Next goal {goal}.", "{n} have signed. Next goal {goal}.", petition.count, goal=goal)


def _progress_at_risk(petition: Petition) -> str:
    shown = in_steps(petition.count)
    if not shown:
        return signed_by(petition)
    if not petition.is_open:
        return n_("At least {n} signed.", "At least {n} signed.", shown)
    goal = next_goal(shown, petition.ladder, AT_RISK_STEP)
    return n_(
        "At least {n} has signed. Next goal {goal}.", "At least {n} have signed. Next goal {goal}.", shown, goal=goal
    )


def headline(organisation: Organisation) -> tuple[str, ...]:
    """Signatures counted as signatures: somebody who signed two petitions is in it twice."""
    if not organisation.petitions:
        return ()
    if organisation.is_at_risk:
        shown, n = signatures(in_steps(organisation.signatures)), organisation.petitions
        return (
            n_("At least {signatures} on {n} petition", "At least {signatures} on {n} petitions", n, signatures=shown),
        )
    return (
        n_(
            "{signatures} on {n} petition",
            "{signatures} on {n} petitions",
            organisation.petitions,
            signatures=signatures(organisation.signatures),
        ),
    )


def signatures(count: int) -> str:
    """A number of signatures, counted as signatures."""
    return n_("{n} signature", "{n} signatures", count)


def signatures_of(petition: Petition) -> str:
    """The same of one petition, as a part of a sentence; in whole tens where a single one could endanger somebody."""
    if not petition.at_risk:
        return signatures(petition.count)
    shown = in_steps(petition.count)
    if not shown:
        return _("fewer than {n} signatures", n=AT_RISK_STEP)
    return n_("at least {n} signature", "at least {n} signatures", shown)


def counted_apart(petition: Petition, not_here: NotHere) -> tuple[str, ...]:
    """How many of those who have signed did so where; nothing where all did so here.

    Where a single signature could endanger somebody, only what was not made here is told, in whole tens.
    """
    if not not_here.total:
        return ()
    if petition.at_risk:
        return _apart_at_risk(not_here)
    here = _("{n} here", n=petition.count - not_here.total)
    parts = listing([here, *_elsewhere(not_here.on_paper, not_here.on_lists)])
    if petition.is_open:
        return (n_("{n} has signed: {parts}.", "{n} have signed: {parts}.", petition.count, parts=parts),)
    return (n_("{n} signed: {parts}.", "{n} signed: {parts}.", petition.count, parts=parts),)


def _apart_at_risk(not_here: NotHere) -> tuple[str, ...]:
    parts = _elsewhere(in_steps(not_here.on_paper), in_steps(not_here.on_lists))
    return (_("Among them are at least {parts}.", parts=listing(parts)),) if parts else ()


def _elsewhere(on_paper: int, on_lists: int) -> list[str]:
    counted = ((From.PAPER, on_paper), (From.LIST, on_lists))
    return [added_from(kind, n) for kind, n in counted if n]


def added_from(kind: From, n: int) -> str:
    """So many signatures of one kind, as a part of a sentence."""
    return _("{n} on paper", n=n) if kind is From.PAPER else _("{n} on other lists", n=n)
