"""A campaign file held against the JSON Schema of the format, with the faults in plain sentences."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path as FilePath
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from storage.loading.faults import Found, Path

SCHEMA = FilePath(__file__).with_name("schema.json")
TYPES = {
    "string": "a text; a number or true needs quotation marks",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "a list, each item beginning with a hyphen",
    "object": "a group of keys",
}
FORMATS = {
    "line": "must be one line without control characters.",
    "text": "holds a control character.",
    "date": "must be a date such as 2011-06-20.",
    "web-address": "must be a web address that begins with https:// or http://.",
    "zone": "must be a time zone such as Europe/Paris.",
}
DATE_LENGTH = 10
# Control characters but line break and tab, halves of surrogate pairs, and what turns the direction of writing.
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202d\u202e]")


def schema_faults(value: Any) -> Iterator[Found]:
    """Where the value is not what the schema asks for, and how; one fault for a key and keyword, the strictest."""
    strictest: dict[tuple[Path, str], Any] = {}
    for error in _validator().iter_errors(value):
        place = (tuple(error.absolute_path), error.validator)
        if place not in strictest or _limit(error) < _limit(strictest[place]):
            strictest[place] = error
    for error in strictest.values():
        yield from _faults(error)


@cache
def _validator() -> Any:
    from jsonschema import Draft202012Validator, FormatChecker

    checker = FormatChecker(formats=())
    for name, is_good in CHECKS.items():
        checker.checks(name, raises=ValueError)(_for_texts(is_good))
    return Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")), format_checker=checker)


def _limit(error: Any) -> float:
    return error.validator_value if isinstance(error.validator_value, int | float) else 0


def _faults(error: Any) -> Iterator[Found]:
    path, given = tuple(error.absolute_path), error.instance
    if error.validator == "required":
        yield from (((*path, key), "is missing.") for key in error.validator_value if key not in given)
    elif error.validator == "additionalProperties":
        known = list(error.schema["properties"])
        yield from (((*path, key), _unknown(key, known)) for key in given if key not in known)
    elif given is None:
        yield path, "is empty; write a value or leave the key out."
    elif error.validator == "type":
        yield path, f"must be {TYPES[error.validator_value]}."
    else:
        yield path, error.schema.get("fault") or _sentence(error)


def _unknown(key: str, known: list[str]) -> str:
    near = get_close_matches(key, known, 1)
    return f"is not a key of the format here; did you mean {near[0]}?" if near else "is not a key of the format here."


def _sentence(error: Any) -> str:
    limit, given = error.validator_value, error.instance
    match error.validator:
        case "maxLength":
            return f"has {len(given)} characters; at most {limit} are allowed."
        case "maxItems":
            return f"has {len(given)} items; at most {limit} are allowed."
        case "minLength" | "minItems":
            return "is empty; write a value or leave the key out."
        case "minimum" | "maximum":
            return f"is {given}; it must be at {'least' if error.validator == 'minimum' else 'most'} {limit}."
        case "enum":
            return f"must be one of {', '.join(limit)}."
        case "uniqueItems":
            return "names something twice."
        case "format":
            return FORMATS[limit]
    return "is not what the format asks for."


def _is_text(text: str) -> bool:
    return not CONTROLS.search(text)


def _is_line(text: str) -> bool:
    return _is_text(text) and len(text.splitlines()) <= 1 and "\t" not in text


def _is_date(text: str) -> bool:
    return len(text) == DATE_LENGTH and text[4] == text[7] == "-" and bool(date.fromisoformat(text))


def _is_web_address(text: str) -> bool:
    parts = urlsplit(text)
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and text.isprintable() and " " not in text


def _is_zone(text: str) -> bool:
    try:
        return bool(ZoneInfo(text).key)
    except (OSError, KeyError):
        return False


def _for_texts(is_good: Any) -> Any:
    return lambda value: not isinstance(value, str) or is_good(value)


CHECKS = {
    "line": _is_line,
    "text": _is_text,
    "date": _is_date,
    "web-address": _is_web_address,
    "zone": _is_zone,
}
