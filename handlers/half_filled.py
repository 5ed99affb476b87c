"""Half-filled forms: what is kept of them for a day, for one person in one chat.

One is kept as `{"form": …, "answers": …, "step": …, "is_left": …, "revision": …}`, sealed.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

from handlers.screens import Action, Button, Choice, Field, FieldKind, Form
from handlers.turn import Turn

SHAPE = 1
"""Changes when what is kept changes its shape: a form of another version of this program counts as gone."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A half-filled form; `step` is the open question, or None when its preview is shown."""

    form: Form
    answers: dict[str, str]
    step: int | None
    is_left: bool = False
    revision: int = 0
    last_part: int = 0
    """How much the last message of a long text held, in UTF-16 units."""
    sure: Action | None = None
    """Where answers go that waited for one more word, once it is said; going on with them leads to that question."""

    @property
    def field(self) -> Field | None:
        """The open question."""
        return None if self.step is None else self.form.fields[self.step]

    @property
    def applying(self) -> dict[str, str]:
        """The answers to the questions that apply."""
        fields = (field for field in self.form.fields if field.applies(self.answers))
        return {field.name: self.answers.get(field.name, "") for field in fields}

    @property
    def written(self) -> str:
        """As much of a long text as was written; empty for what is none, and as long as what stands there is left."""
        is_text = self.field is not None and self.field.kind is FieldKind.TEXT
        return self.answers.get(self.field.name, "") if self.field and is_text else ""


def find(turn: Turn) -> Kept | None:
    """This person's half-filled form in this chat, if its day is not over."""
    body = turn.store.conversations.find(turn.chat.key, turn.person.key, turn.now)
    return None if body is None or body.get("shape") != SHAPE else _kept(body)


def keep(turn: Turn, kept: Kept) -> None:
    """In place of any earlier one of theirs in this chat."""
    body = {
        "shape": SHAPE,
        "form": _form_body(kept.form),
        "answers": kept.answers,
        "step": kept.step,
        "is_left": kept.is_left,
        "revision": kept.revision,
        "last_part": kept.last_part,
        "sure": None if kept.sure is None else kept.sure.token,
    }
    turn.store.conversations.keep(turn.chat.key, turn.person.key, body, turn.now)


def leave(turn: Turn, kept: Kept) -> None:
    """The person does something else: the form is kept, and typed words no longer answer it."""
    keep(turn, replace(kept, is_left=True))


def drop(turn: Turn) -> bool:
    """Throw the answers away; False if there were none."""
    return turn.store.conversations.drop(turn.chat.key, turn.person.key)


def _form_body(form: Form) -> dict[str, Any]:
    def token(action: Action | None) -> str | None:
        return None if action is None else action.token

    return {
        "title": form.title,
        "fields": [asdict(field) for field in form.fields],
        "action": form.action.token,
        "preview": token(form.preview),
        "back": token(form.back),
        "aside": [form.aside.label, form.aside.action.token] if form.aside else None,
        "intro": [block for block in form.intro if isinstance(block, str)],
        "is_guarded": form.is_guarded,
    }


def _kept(body: dict[str, Any]) -> Kept:
    def action(token: str | None) -> Action | None:
        return None if token is None else Action(token)

    form = body["form"]
    return Kept(
        Form(
            title=form["title"],
            fields=tuple(_field(field) for field in form["fields"]),
            action=Action(form["action"]),
            preview=action(form["preview"]),
            back=action(form["back"]),
            aside=Button(form["aside"][0], Action(form["aside"][1])) if form["aside"] else None,
            intro=tuple(form["intro"]),
            is_guarded=form.get("is_guarded", False),
        ),
        answers=body["answers"],
        step=body["step"],
        is_left=body["is_left"],
        revision=body["revision"],
        last_part=body.get("last_part", 0),
        sure=action(body.get("sure")),
    )


def _field(body: dict[str, Any]) -> Field:
    choices = tuple(Choice(**choice) for choice in body["choices"])
    only_if = body["only_if"]
    only_if = None if only_if is None else (only_if[0], tuple(only_if[1]))
    return Field(**{**body, "kind": FieldKind(body["kind"]), "choices": choices, "only_if": only_if})
