"""How far a form is filled in, in words that every platform shows alike: what was answered, and what is asked."""

from __future__ import annotations

from collections.abc import Iterator

from bot.safety import safe, safe_line
from config.texts import _
from handlers.long_text import how_long
from handlers.screens import Field, FieldKind, Form
from handlers.uploads import shown_name


def questions(form: Form) -> list[Field]:
    """The open question; all that apply where none is open."""
    if form.step is not None:
        return [form.fields[form.step]]
    return [field for field in form.fields if field.applies(dict(form.answers))]


def answers(form: Form) -> Iterator[str]:
    """What was answered so far beside the open question, each with its name, such as "Name: Ada L."."""
    given = dict(form.answers)
    for place, field in enumerate(form.fields):
        if place != form.step and field.applies(given) and given.get(field.name):
            yield _answered(field, given[field.name])


def _answered(field: Field, value: str) -> str:
    if field.kind is FieldKind.FILE:
        value = shown_name(value)
    if field.kind is FieldKind.TEXT:
        value = how_long(value)
    labels = {choice.value: choice.label for choice in field.choices}
    label = safe_line(field.label or field.question).rstrip("?？:：… ")
    return _("{question}: {answer}", question=label, answer=safe(labels.get(value) or _as_long_as_taken(field, value)))


def _as_long_as_taken(field: Field, value: str) -> str:
    """No app lets anybody type more; who sends it all the same reads the beginning."""
    return value if len(value) <= field.most else f"{value[: field.most].rstrip()}…"
