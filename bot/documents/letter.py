"""A petition as it is handed over, as data for its template: cover, count, letter, signatures and reasons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.documents.contents import Contents, Listed
from bot.documents.lettering import Said, isolated, line, said
from bot.documents.sums import amounts, explained, signed_number, total_said
from config.texts import _, language, moment, n_, number
from handlers.blocks import Block, Heading, Line, Listing, Paragraph, Quotation, Span
from handlers.wording import sample_line

MOST_LISTED = 15_000
"""In one PDF: more would take more memory than is there."""


def letter(told: Contents) -> dict[str, Any]:
    """Everything that the template says, and nothing else."""
    petition, (total, total_words) = told.head.petition, total_said(told)
    return {
        "language": language(),
        "title": said(petition.title),
        "by": line(petition.organisation),
        "code": petition.code,
        "footer": _footer(told),
        "ask": said(petition.ask),
        "facts": list(_facts(told)),
        "total": total,
        "total_said": total_words,
        "arithmetic": [[label, signed_number(amount)] for _name, label, amount in amounts(told)],
        "explained": explained(told),
        "letter": list(_letter(told)),
        "is_numbered": not told.at_risk,
        "signatures": [[_number(each), _who(each)] for each in told.listed],
        "others": _others(told),
        "reasons": [said(each.reason, who=_who(each)) for each in told.reasons],
        "words": _words(),
    }


def _words() -> dict[str, str]:
    return {
        "petition": _("Petition"),
        "page": _("Page {page} of {last}"),
        "count": _("The count"),
        "total": _("Together"),
        "letter": _("What is asked"),
        "signatures": _("Who signed"),
        "columns": _("Number, name and place, as far as each chose to show them"),
        "reasons": _("Why they signed"),
    }


def _footer(told: Contents) -> str:
    day = moment(told.head.at, told.head.petition.zone, with_time=not told.at_risk)
    by = line(told.head.petition.organisation)
    return " ".join((_("{organisation} · {day}", organisation=by, day=day), *sample_line(told.head.petition.is_sample)))


def _facts(told: Contents) -> Iterator[Said]:
    petition = told.head.petition
    day = moment(told.head.at, petition.zone, with_time=False)
    told_of = (
        (_("To"), told.head.to),
        (_("By"), petition.organisation),
        (_("As of"), day),
        (_("Code"), petition.code),
    )
    yield from (said(value, label=label) for label, value in told_of if value)


def _letter(told: Contents) -> Iterator[Said]:
    petition = told.head.petition
    yield said(petition.ask, kind="paragraph")
    if petition.summary:
        yield said(petition.summary, kind="paragraph")
    for block in told.head.story:
        yield from _block(block)
    if told.head.legal_line:
        yield said(told.head.legal_line, kind="paragraph")


def _block(block: Block) -> Iterator[Said]:
    match block:
        case str():
            yield said(block, kind="paragraph")
        case Paragraph():
            yield said(_plain(block.line), kind="paragraph")
        case Heading():
            yield said(block.text, kind="heading")
        case Quotation():
            yield said(" ".join(map(_plain, block.lines)), kind="quotation", speaker=line(block.speaker))
        case Listing():
            yield from (said(f"– {_plain(each)}", kind="paragraph") for each in block.items)


def _plain(text: Line) -> str:
    return text if isinstance(text, str) else "".join(map(_of_span, text))


def _of_span(span: Span) -> str:
    return span if isinstance(span, str) else str(getattr(span, "text", ""))


def _number(each: Listed) -> str:
    return "" if each.number is None else number(each.number)


def _who(each: Listed) -> str:
    """Such as "Ada L., Leeds"; neither the name nor the place turns the other around."""
    name, place = isolated(each.name), isolated(each.place)
    return _("{name}, {place}", name=name, place=place) if place else name


def _others(told: Contents) -> str:
    """Who is not listed."""
    if told.at_risk:
        return _("All others are counted, and nothing of them is shown.")
    if left := told.more_here + told.more_of_lists:
        return n_(
            "{n} more is named in the file of signatures that goes with this document.",
            "{n} more are named in the file of signatures that goes with this document.",
            left,
        )
    return (
        n_("And {n} more, counted only.", "And {n} more, counted only.", told.counted_only) if told.counted_only else ""
    )
