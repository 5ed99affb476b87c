"""A form as Discord's modal: every question at once, each with a label; and the answers of one that was sent.

A suggestion is shown as an example and not as a value: a value that stands there would be sent by whoever looks at the
button alone. What somebody typed before is a value. A question that applies to one choice only can be left empty, and
says for which choice it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from bot.discord.custom_ids import MOST_CHARACTERS, Stand, stamped
from bot.discord.markdown import blocks, joined, strong
from bot.discord.uploads import INSTEAD, UPLOAD
from bot.safety import encodable, safe_line
from config.texts import _, listing, n_
from handlers.breaks import cut
from handlers.screens import Field, FieldKind, Form

Json = dict[str, Any]
MOST_TITLE = MOST_LABEL = 45
MOST_HINT = 100
MOST_TYPED = 4_000
MOST_PARTS = 5
LEAST_RADIOS, MOST_RADIOS, MOST_OPTIONS = 2, 10, 25
SELECT, INPUT, TEXT, LABEL, RADIO, CHECKBOX = 3, 4, 10, 18, 21, 23
SHORT, LONG = 1, 2
CONSENTS = "="
"""In the custom id of a box to be ticked, before the value that a tick stands for."""


def modal_of(form: Form, stand: Stand) -> Json:
    """The form, whole; `stand` is what its result finds on the message it was opened from."""
    given = dict(form.answers)
    labels = [label for field in form.fields if _can_apply(field, form) for label in _labels(field, form, given)]
    above = [] if len(labels) >= MOST_PARTS else list(_above(form))
    return {
        "custom_id": stamped(form.action.token, stand)[:MOST_CHARACTERS],
        "title": shortened(form.title, MOST_TITLE),
        "components": [*above, *labels],
    }


def answers_in(components: Iterable[Json]) -> dict[str, str]:
    """What was filled in, by the names of the fields."""
    answered = (_answer(part["component"]) for part in components if isinstance(part.get("component"), dict))
    return {name: encodable(value) for name, value in answered if name}


def shortened(text: str, most: int) -> str:
    """The text on one line, cut after a word where it does not fit."""
    line = safe_line(text)
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    whole = cut.rpartition(" ")[0]
    return f"{(whole if len(whole) > most // 2 else cut).rstrip()}…"


def _above(form: Form) -> Iterator[Json]:
    whole_title = form.title if len(safe_line(form.title)) > MOST_TITLE else ""
    parts = [*(strong(said) for said in (form.problem, whole_title) if said), *blocks(form.intro)]
    if words := cut(joined(parts), MOST_TYPED)[0]:
        yield {"type": TEXT, "content": words}


def _can_apply(field: Field, form: Form) -> bool:
    """Whether any choice that is offered leads to the question."""
    if field.only_if is None:
        return True
    asked, values = field.only_if
    offered = {choice.value for other in form.fields if other.name == asked for choice in other.choices}
    return not offered or bool(offered & set(values))


def _labels(field: Field, form: Form, given: dict[str, str]) -> Iterator[Json]:
    """One, or two where words may come as a file instead."""
    yield _label(field, form, given)
    if field.kind is FieldKind.TEXT:
        instead = {"type": UPLOAD, "custom_id": field.name + INSTEAD, "required": False, "max_values": 1}
        yield {"type": LABEL, "label": shortened(_("Or as a file (.txt or .md)"), MOST_LABEL), "component": instead}


def _label(field: Field, form: Form, given: dict[str, str]) -> Json:
    """The question is the label where it fits; else it stands below its short name."""
    question = safe_line(field.question)
    fits = len(question) <= MOST_LABEL
    name = question if fits else shortened(field.label or question, MOST_LABEL)
    hint = _hint(field, form) if fits else shortened(question, MOST_HINT)
    described = {"description": hint} if hint else {}
    return {
        "type": LABEL,
        "label": name,
        **described,
        "component": _input(field, form, given.get(field.name, field.present)),
    }


def _hint(field: Field, form: Form) -> str:
    """For which choice a question is meant."""
    if field.only_if is None:
        return ""
    asked, values = field.only_if
    labels = {choice.value: choice.label for other in form.fields if other.name == asked for choice in other.choices}
    return shortened(_("Only for: {choices}", choices=listing([labels.get(v, v) for v in values])), MOST_HINT)


def _input(field: Field, form: Form, value: str) -> Json:
    match field.kind:
        case FieldKind.CONSENT:
            agreed = field.choices[0].value if field.choices else "yes"
            return {"type": CHECKBOX, "custom_id": f"{field.name}{CONSENTS}{agreed}", "default": value == agreed}
        case FieldKind.CHOICE:
            return _choice(field, value)
        case FieldKind.FILE:
            return {"type": UPLOAD, "custom_id": field.name, "required": _must(field), "max_values": 1}
        case _:
            return _text_input(field, _hint(field, form), value)


def _choice(field: Field, value: str) -> Json:
    """What is offered; the only one there is is chosen already."""
    given = value if len(field.choices) > 1 else field.choices[0].value
    options = [_option(choice.value, choice.label, given) for choice in field.choices]
    kind = RADIO if LEAST_RADIOS <= len(options) <= MOST_RADIOS else SELECT
    return {"type": kind, "custom_id": field.name, "required": _must(field), "options": options[:MOST_OPTIONS]}


def _option(value: str, label: str, given: str) -> Json:
    chosen = {"default": True} if value == given else {}
    return {"value": value, "label": shortened(label, MOST_HINT), **chosen}


def _text_input(field: Field, hint: str, value: str) -> Json:
    example = field.suggestion and _("For example {suggestion}", suggestion=field.suggestion)
    shown = shortened(example or hint, MOST_HINT)
    most = min(field.most, MOST_TYPED)
    if field.kind is FieldKind.TEXT and len(value) > most:  # half of it would come back as all of it
        shown, value = shortened(_too_long(len(value), is_kept=value == field.present), MOST_HINT), ""
    return {
        "type": INPUT,
        "custom_id": field.name,
        "style": SHORT if field.kind is FieldKind.SHORT else LONG,
        "required": _must(field),
        "max_length": most,
        **({"placeholder": shown} if shown else {}),
        **({"value": value[:most]} if value else {}),
    }


def _too_long(length: int, *, is_kept: bool) -> str:
    """What becomes of a text that the window has no room for."""
    if is_kept:
        return n_(
            "{n} character is here. Left empty, it stays; what you send takes its place.",
            "{n} characters are here. Left empty, they stay; what you send takes their place.",
            length,
        )
    return n_(
        "{n} character is here. Send all of it as a file.", "{n} characters are here. Send all of it as a file.", length
    )


def _must(field: Field) -> bool:
    return field.is_required and field.only_if is None and field.kind is not FieldKind.TEXT


def _answer(component: Json) -> tuple[str, str]:
    if component.get("type") == UPLOAD:
        name = str(component.get("custom_id", ""))
        return "" if name.endswith(INSTEAD) else name, ""
    name, _sign, agreed = str(component.get("custom_id", "")).partition(CONSENTS)
    if agreed:
        return name, agreed if component.get("value") is True else ""
    value = component.get("value")
    chosen = component.get("values") or [""]
    return name, str(value if isinstance(value, str) else chosen[0] if isinstance(chosen, list) else "")
