"""Who signed, as files for spreadsheets and programs: the same people and the same words as in the PDF.

The shape of both is told in `docs/documents.md`.
"""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC
from typing import Any

from bot.documents.contents import Contents, Listed
from bot.documents.sums import amounts
from bot.safety import safe, safe_line

COLUMNS = ("number", "name", "place", "day", "reason")
BYTE_ORDER_MARK = "\N{BYTE ORDER MARK}"
"""By it spreadsheets tell UTF-8."""
_BEGINS_FORMULA = tuple("=+-@\t\r\n＝＋－＠−﹢﹣﹦﹫")
"""Signs by which a spreadsheet takes a cell for a formula, those of full width among them."""
_UNSEEN = dict.fromkeys(map(ord, "\u200c\u200d\u200e\u200f\u061c"))
"""Joiners and signs of direction, which a name may need, and behind which a formula could stand."""
_HARMLESS = "'"
"""Before such a sign it makes a cell text."""


def as_csv(told: Contents) -> bytes:
    """RFC 4180 with a byte order mark; no cell begins like a formula."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    writer.writerows([as_text(cell) for cell in _cells(each)] for each in told.listed)
    return (BYTE_ORDER_MARK + buffer.getvalue()).encode()


def as_text(cell: str) -> str:
    """The cell, so that a spreadsheet shows it and does not compute it."""
    shown = safe(cell)
    return f"{_HARMLESS}{shown}" if shown.translate(_UNSEEN).lstrip().startswith(_BEGINS_FORMULA) else shown


def as_json(told: Contents) -> bytes:
    """One object; what nobody chose to show is null."""
    petition = told.head.petition
    whole: dict[str, Any] = {
        "petition": {
            "code": petition.code,
            "title": safe_line(petition.title),
            "ask": safe_line(petition.ask),
            "language": petition.locale,
            "by": safe_line(petition.organisation),
            "to": safe_line(told.head.to),
        },
        "as_of": told.head.at.astimezone(UTC).date().isoformat() if told.at_risk else told.head.at.isoformat(),
        "count": told.count,
        "is_rounded_down": told.at_risk,
        "parts": {name: amount for name, _label, amount in amounts(told)},
        "signatures": [dict(zip(COLUMNS, _values(each), strict=True)) for each in told.listed],
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _cells(each: Listed) -> list[str]:
    return ["" if value is None else str(value) for value in _values(each)]


def _values(each: Listed) -> tuple[int | str | None, ...]:
    day = each.signed_at.astimezone(UTC).date().isoformat() if each.signed_at else None
    return (each.number, safe_line(each.name), safe_line(each.place) or None, day, safe(each.reason) or None)
