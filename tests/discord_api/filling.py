"""Filling a modal in as a person's app lets them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tests.discord_api.refusals import Json

ROW, LABEL = 1, 18
INPUT, UPLOAD, RADIO, GROUP, BOX = 4, 19, 21, 22, 23


def filled(modal: Json, values: dict[str, Any]) -> Json:
    """What the app sends; a value that belongs to no field, or does not fit it, is an AssertionError."""
    left = dict(values)
    parts = [_part(part, left) for part in modal["components"]]
    assert not left, f"the modal has no field {list(left)}; it has {fields_of(modal)}"
    return {"custom_id": modal["custom_id"], "components": parts}


def fields_of(modal: Json) -> list[str]:
    """The labels of its fields."""
    labels = [part.get("label") or part.get("components", [{}])[0].get("label") for part in modal["components"]]
    return [label for label in labels if label]


def _part(part: Json, left: dict[str, Any]) -> Json:
    told: Json = {"type": part["type"], "id": part["id"]}
    if part["type"] == LABEL:
        return {**told, "component": _field(part["component"], part["label"], left)}
    if part["type"] == ROW:
        inside = part["components"][0]
        return {**told, "components": [_field(inside, inside["label"], left)]}
    return told


def _field(field: Json, label: str, left: dict[str, Any]) -> Json:
    given = left.pop(label) if label in left else left.pop(field["custom_id"], None)
    told = {"type": field["type"], "custom_id": field["custom_id"], "id": field["id"]}
    return {**told, **_value(field, label, given)}


def _value(field: Json, label: str, given: Any) -> Json:
    if field["type"] == INPUT:
        return {"value": _text(field, label, field.get("value", "") if given is None else given)}
    if field["type"] == RADIO:
        return {"value": _one(field, label, given)}
    if field["type"] == UPLOAD:
        return {"values": _files(field, label, given)}
    if field["type"] == BOX:
        return {"value": bool(field.get("default")) if given is None else bool(given)}
    return {"values": _several(field, label, given)}


def _files(field: Json, label: str, given: Any) -> list[str]:
    """Ids of the files that were chosen."""
    chosen = [str(each) for each in given or ()]
    least, most = field.get("min_values", 1), field.get("max_values") or 1
    assert chosen or not field.get("required", True), f"the app asks for {label!r}"
    assert not chosen or least <= len(chosen) <= most, f"{label!r} takes {least} to {most} files"
    return chosen


def _text(field: Json, label: str, text: str) -> str:
    assert text or not field.get("required", True), f"the app asks for {label!r}"
    low, high = field.get("min_length") or 0, field.get("max_length") or 4000
    assert not text or low <= len(text) <= high, f"{label!r} takes {low} to {high} characters"
    assert "\n" not in text or field["style"] == 2, f"{label!r} is one line"
    return text


def _one(field: Json, label: str, given: Any) -> str | None:
    chosen = _values(field, label, _defaults(field) if given is None else [given])
    assert chosen or not field.get("required", True), f"the app asks for {label!r}"
    return chosen[0] if chosen else None


def _several(field: Json, label: str, given: Any) -> list[str]:
    wanted = _defaults(field) if given is None else [given] if isinstance(given, str) else list(given)
    chosen = _values(field, label, wanted)
    assert chosen or not field.get("required", True), f"the app asks for {label!r}"
    most = field.get("max_values") or (len(field["options"]) if field["type"] == GROUP else 1)
    least = field.get("min_values", 1)
    assert not chosen or least <= len(chosen) <= most, f"{label!r} takes {least} to {most}"
    return chosen


def _defaults(field: Json) -> list[str]:
    return [option["value"] for option in field.get("options", []) if option.get("default")]


def _values(field: Json, label: str, wanted: Iterable[str]) -> list[str]:
    """Values by value or label."""
    options = {option["label"]: option["value"] for option in field.get("options", [])}
    chosen = [options.get(each, each) for each in wanted]
    strange = [each for each in chosen if each not in options.values()]
    assert not strange or field["type"] in (5, 6, 7, 8), f"{label!r} has no {strange[0]!r}; it has {list(options)}"
    return chosen
