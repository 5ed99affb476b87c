"""What is told of a tap without reading its update: reading it may be what goes wrong."""

from __future__ import annotations

from typing import Any

from bot.telegram.polling import RawUpdate


def query_in(raw: RawUpdate) -> str:
    """The id by which a tap is let go of; nothing where nothing was tapped."""
    query = _tap(raw).get("id")
    return query if isinstance(query, str) else ""


def language_in(raw: RawUpdate) -> str:
    """The language of whoever tapped; nothing where it is not told."""
    person = _tap(raw).get("from")
    code = person.get("language_code") if isinstance(person, dict) else ""
    return code if isinstance(code, str) else ""


def _tap(raw: RawUpdate) -> dict[str, Any]:
    query = raw.get("callback_query")
    return query if isinstance(query, dict) else {}
