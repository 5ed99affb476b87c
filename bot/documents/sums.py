"""How a count comes about, in lines that add up, and in whole tens where a single signature could endanger somebody."""

from __future__ import annotations

from bot.documents.contents import Contents
from config.texts import _, n_, number
from handlers.counts import signed_by
from storage.goals import AT_RISK_STEP


def amounts(told: Contents) -> list[tuple[str, str, int]]:
    """Parts of the count, each with a name for machines and one for people; together they are the count, exactly."""
    if told.at_risk:
        return []
    counted = told.head.counted
    parts = [
        ("named", _("Signed here, with a name or initials"), told.named_here),
        ("counted_only", _("Signed here, counted only"), told.counted_only),
        ("on_paper", _("On paper"), counted.on_paper),
        ("on_other_lists", _("On other lists"), counted.on_lists),
    ]
    usual = [
        ("put_right", _("Paper and other lists, put right since"), counted.put_right),
        ("changed_meanwhile", _("Signed or withdrawn while this was made"), told.changed_meanwhile),
    ]
    return [*parts, *(part for part in usual if part[2])]


def signed_number(amount: int) -> str:
    """With its sign where something is taken off."""
    return number(amount) if amount >= 0 else f"−{number(-amount)}"


def total_said(told: Contents) -> tuple[str, str]:
    """The count as a large number, and what it is a number of."""
    if not told.at_risk:
        return number(told.count), n_("signature", "signatures", told.count)
    if not told.count:
        return _("fewer than {n}", n=AT_RISK_STEP), _("signatures")
    return _("at least {n}", n=told.count), _("signatures")


def explained(told: Contents) -> list[str]:
    """What the numbers mean, in sentences."""
    if told.at_risk:
        return [
            signed_by(told.head.petition),
            _("Whoever signed may be in danger. So whole tens are told here, initials alone, and no reasons."),
            *([told.head.earlier] if told.head.earlier else []),
        ]
    of_lists = told.named_of_lists
    sentences = [
        _("Counted only: these people signed, and chose that nothing of them is shown."),
        n_("{n} of those on other lists is named below.", "{n} of those on other lists are named below.", of_lists)
        if of_lists
        else "",
        told.head.earlier,
    ]
    return [each for each in sentences if each]
