"""What is asked of a message in words of its own: its title, its text, and how it is signed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from config.texts import _
from handlers.screens import Field, FieldKind
from storage.marks import mark_of

MOST_TITLE, MOST_TEXT, MOST_SIGN_OFF = 120, 20_000, 200


@dataclass(frozen=True, slots=True)
class WrittenWords:
    """In one language; how it is signed stands with the first one alone, and is None with the others."""

    title: str = ""
    text: str = ""
    sign_off: str | None = ""

    @property
    def as_one(self) -> str:
        """Everything that stands there, for showing what changes."""
        return "\n\n".join(filter(None, (self.title, self.text, self.sign_off)))


def mark_of_words(said: WrittenWords) -> str:
    """Names what stands there."""
    return mark_of(said.as_one)


def message_fields(present: WrittenWords) -> tuple[Field, ...]:
    """A title, a long text, and with the first language how it is signed."""
    called = _("What is it called? It is what people read first.")
    told = _("What do you want to tell? Markdown is kept. Name nobody who could be endangered by it.")
    signed = _("How do you sign it, such as with your name? It may be left out.")
    title = Field("title", called, label=_("Title"), check="words", most=MOST_TITLE, present=present.title)
    text = Field("text", told, FieldKind.TEXT, "story", MOST_TEXT, label=_("Text"), present=present.text)
    if present.sign_off is None:
        return title, text
    sign_off = Field(
        "sign_off", signed, most=MOST_SIGN_OFF, is_required=False, label=_("Signed"), present=present.sign_off
    )
    return title, text, sign_off


def said_in(answers: Mapping[str, str]) -> WrittenWords:
    """What was typed there."""
    return WrittenWords(answers["title"], answers["text"], answers.get("sign_off"))
