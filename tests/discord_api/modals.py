"""Modals: what Discord lets an app ask, and how."""

from __future__ import annotations

from tests.discord_api.components import MENUS, ROW, TEXT, Parts, check_menu, check_options
from tests.discord_api.refusals import Json, Problems

INPUT, LABEL, UPLOAD, RADIO, GROUP, BOX = 4, 18, 19, 21, 22, 23
FIELDS = (INPUT, *MENUS, UPLOAD, RADIO, GROUP, BOX)
MOST_PARTS, MOST_TYPED = 5, 4000


def check_modal(modal: Json) -> None:
    """Refuse what Discord refuses."""
    problems = Problems()
    for name, most in (("custom_id", 100), ("title", 45)):
        if problems.required(f"data.{name}", modal.get(name)):
            problems.length(f"data.{name}", modal[name], 1, most)
    parts = modal.get("components") or []
    problems.length("data.components", parts, 1, MOST_PARTS)
    unique = Parts(problems)
    for at, part in enumerate(parts):
        _check_part(part, f"data.components.{at}", problems, unique)
    problems.refuse()


def _check_part(part: Json, place: str, problems: Problems, unique: Parts) -> None:
    unique.check_id(part, place)
    if part.get("type") == LABEL:
        _check_label(part, place, problems, unique)
    elif part.get("type") == ROW:
        _check_row(part, place, problems, unique)
    elif part.get("type") == TEXT:
        if problems.required(f"{place}.content", part.get("content")):
            problems.length(f"{place}.content", part["content"], 1, MOST_TYPED)
    else:
        problems.add(
            f"{place}.type", "UNION_TYPE_CHOICES", f'Value of field "type" must be one of (1, {TEXT}, {LABEL}).'
        )


def _check_label(label: Json, place: str, problems: Problems, unique: Parts) -> None:
    if problems.required(f"{place}.label", label.get("label")):
        problems.length(f"{place}.label", label["label"], 1, 45)
    problems.length(f"{place}.description", label.get("description"), 1, 100)
    field = label.get("component") or {}
    if field.get("type") not in FIELDS:
        problems.add(f"{place}.component.type", "UNION_TYPE_CHOICES", f'Value of field "type" must be one of {FIELDS}.')
        return
    if field["type"] == INPUT and field.get("label"):
        words = "A text input inside of a label has no label of its own."
        problems.add(f"{place}.component.label", "COMPONENT_LABEL_NOT_ALLOWED", words)
    _check_field(field, f"{place}.component", problems, unique)


def _check_row(row: Json, place: str, problems: Problems, unique: Parts) -> None:
    """The older way: one text input with a label of its own."""
    inside = row.get("components") or []
    if [part.get("type") for part in inside] != [INPUT]:
        problems.add(f"{place}.components", "UNION_TYPE_CHOICES", "A row of a modal holds one text input.")
        return
    if problems.required(f"{place}.components.0.label", inside[0].get("label")):
        problems.length(f"{place}.components.0.label", inside[0]["label"], 1, 45)
    _check_field(inside[0], f"{place}.components.0", problems, unique)


def _check_field(field: Json, place: str, problems: Problems, unique: Parts) -> None:
    unique.check_id(field, place)
    unique.check_custom_id(field, place)
    if field["type"] == INPUT:
        _check_input(field, place, problems)
    elif field["type"] in MENUS:
        check_menu(field, place, problems)
        _check_unmarked(field, place, problems)
    elif field["type"] == UPLOAD:
        _check_upload(field, place, problems)
    elif field["type"] in (RADIO, GROUP):
        least = 2 if field["type"] == RADIO else 1
        check_options(field.get("options") or [], f"{place}.options", problems, least=least, most=10)


def _check_upload(field: Json, place: str, problems: Problems) -> None:
    low, high = field.get("min_values", 1), field.get("max_values", 1)
    if not (0 <= low <= 10 and 1 <= high <= 10 and low <= high):
        problems.add(f"{place}.max_values", "BASE_TYPE_BAD_LENGTH", "min_values and max_values clash.")


def _check_unmarked(menu: Json, place: str, problems: Problems) -> None:
    """In a modal a menu cannot be greyed out."""
    if menu.get("disabled"):
        problems.add(f"{place}.disabled", "MODAL_COMPONENT_DISABLED", "A menu of a modal cannot be disabled.")


def _check_input(field: Json, place: str, problems: Problems) -> None:
    if field.get("style") not in (1, 2):
        problems.add(f"{place}.style", "BASE_TYPE_CHOICES", "Value must be one of {1, 2}.")
    problems.length(f"{place}.placeholder", field.get("placeholder"), 0, 100)
    low, high = field.get("min_length") or 0, field.get("max_length") or MOST_TYPED
    if not 0 <= low <= high <= MOST_TYPED:
        problems.add(f"{place}.max_length", "TEXT_INPUT_INVALID_LENGTHS", "min_length and max_length clash.")
    value = field.get("value")
    if value:
        problems.length(f"{place}.value", value, low, high)
