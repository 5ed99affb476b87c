"""A half-filled form as the person knows it: from their own answers, and from what is asked next."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from handlers.screens import AnyButton, Button, Field, FieldKind, Form, Reply, Screen
from handlers.turn import Incoming
from tests.fuzz.words import squeezed

KEPT_FOR = timedelta(days=1)
SEND = "answer:send:"
TAPS_THAT_ANSWER = {"pick", "use", "skip"}


def verb_of(incoming: Incoming) -> str:
    """What a tap asks for; empty for commands and words."""
    return incoming.token.split(":")[0]


def ids_of(incoming: Incoming) -> list[str]:
    """What a tapped button names."""
    return incoming.token.split(":")[1:]


def tokens_of(reply: Reply) -> list[str]:
    """Where the buttons of a reply lead."""
    rows: tuple[tuple[AnyButton, ...], ...] = reply.rows if isinstance(reply, Screen | Form) else ()
    return [button.action.token for row in rows for button in row if isinstance(button, Button)]


def is_preview(reply: Reply) -> bool:
    """Whether it shows the answers, to be sent."""
    return isinstance(reply, Screen) and any(token.startswith(SEND) for token in tokens_of(reply))


def applying(fields: tuple[Field, ...], answers: dict[str, str]) -> dict[str, str]:
    """The answers to the questions that are asked at all."""
    return {each.name: answers[each.name] for each in fields if each.name in answers and each.applies(answers)}


@dataclass
class Filling:
    """A form that somebody fills in; `step` is the open question, or None where its preview is shown."""

    action: str
    fields: tuple[Field, ...]
    answers: dict[str, str] = field(default_factory=dict)
    step: int | None = None
    revision: str = ""
    is_left: bool = False
    kept_at: datetime | None = None

    def is_over(self, now: datetime) -> bool:
        """Whether its day has gone by."""
        return self.kept_at is not None and now >= self.kept_at + KEPT_FOR

    @property
    def given(self) -> dict[str, str]:
        """The answers as they will be sent."""
        return applying(self.fields, self.answers)

    def is_sent_by(self, incoming: Incoming) -> bool:
        """Whether this tap sends what the preview shows."""
        sends = incoming.token == f"{SEND}{self.revision}" or incoming.token.startswith(f"{SEND}{self.revision}:")
        return self.step is None and bool(self.revision) and sends

    def answer_in(self, incoming: Incoming) -> str | None:
        """What this would answer to the open question, or None where it is no answer to it."""
        if self.step is None:
            return None
        asked = self.fields[self.step]
        if not incoming.token and not incoming.command:
            return None if self.is_left else squeezed(incoming.words)
        tap, *rest = (ids_of(incoming) if verb_of(incoming) == "answer" else []) or [""]
        if tap not in TAPS_THAT_ANSWER or rest[:1] != [self.revision]:
            return None
        return {"pick": ":".join(rest[1:]), "use": squeezed(asked.suggestion), "skip": ""}[tap]

    def goes_on(self, incoming: Incoming | None, reply: Form | Screen, now: datetime) -> None:
        """The next question or the preview is shown; what was answered before is in it."""
        was_left = self.is_left
        step = reply.step if isinstance(reply, Form) else None
        value = self.answer_in(incoming) if incoming else None
        moved = self.step is not None and (step is None or step > self.step)
        if value is not None and self.step is not None and moved:
            self.answers[self.fields[self.step].name] = value
        self.step, self.is_left, self.kept_at = step, False, now
        self.revision = next(token.split(":")[2] for token in tokens_of(reply) if token.startswith("answer:"))
        if isinstance(reply, Form):
            self._shows_no_other(reply, was_left=was_left)

    def _shows_no_other(self, reply: Form, *, was_left: bool) -> None:
        asked = reply.fields[reply.step or 0].name
        shown = {name: squeezed(value) for name, value in reply.answers}
        mine = {name: value for name, value in self.given.items() if value and name != asked}
        assert shown == mine, f"the form shows {shown}, and was told {mine} (left: {was_left})"


def values_given(reply_fields: tuple[Field, ...], values: dict[str, str]) -> dict[str, str]:
    """The answers of a form that was sent as a whole."""
    tidied = {
        each.name: value if each.kind is FieldKind.CHOICE else squeezed(value)
        for each in reply_fields
        if (value := values.get(each.name)) is not None
    }
    return applying(reply_fields, tidied)
