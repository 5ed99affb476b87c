"""What is asked about a piece of news, each question written once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from config.texts import _, day
from handlers.dates import read_date
from handlers.screens import Field, FieldKind
from storage.marks import mark_of
from storage.organisations import Source

MOST_SOURCES, MOST_NAMED, MOST_ADDRESS = 10, 120, 500
MOST_TITLE, MOST_LINE, MOST_QUOTED, MOST_LETTER = 120, 300, 2_000, 20_000


def source_fields() -> tuple[Field, Field]:
    """A title and an address."""
    called = Field("title", _("What is the source called?"), check="line", most=MOST_NAMED, label=_("Source"))
    question = _("Its address, beginning with https://")
    return called, Field("url", question, check="address", most=MOST_ADDRESS, label=_("Address"))


def source_in(answers: Mapping[str, str]) -> Source:
    """What was typed there."""
    return Source(answers["title"], answers["url"])


def mark_of_source(source: Source) -> str:
    """Names a source, so that an old button removes no other."""
    return mark_of(f"{source.title}\n{source.url}")


def without(sources: Sequence[Source], mark: str) -> tuple[Source, ...]:
    """All but the one that the mark names."""
    return tuple(each for each in sources if mark_of_source(each) != mark)


def title_field(present: str = "") -> Field:
    """What it is called."""
    return Field("words", _("What is it called?"), check="words", most=MOST_TITLE, label=_("Title"), present=present)


def what_changed(present: str = "") -> Field:
    """What was won."""
    question = _("What changed? One or two sentences, for people who know nothing of it.")
    return Field("words", question, FieldKind.LONG, "words", most=MOST_LINE, label=_("What changed"), present=present)


def not_solved(present: str = "") -> Field:
    """What was not."""
    question = _("What does it not solve? Say it as plainly as what is won.")
    return Field(
        "words",
        question,
        FieldKind.LONG,
        most=MOST_LINE,
        is_required=False,
        label=_("Not solved"),
        present=present,
    )


def long_text(present: str = "") -> Field:
    """All of it."""
    question = _("What do you want to tell? Markdown is kept. Name nobody who could be endangered by it.")
    return Field("words", question, FieldKind.TEXT, "story", most=MOST_LETTER, label=_("Text"), present=present)


def quotation(present: str = "") -> Field:
    """An answer, word by word."""
    question = _("What did they answer? Their own words, as they stand in the source.")
    return Field("words", question, FieldKind.LONG, "words", most=MOST_QUOTED, label=_("Quotation"), present=present)


def day_field(question: str, present: date | None, *, is_required: bool = True) -> Field:
    """A day that has come."""
    shown = day(present) if present else ""
    return Field("day", question, check="date", is_required=is_required, label=_("Day"), present=shown)


def day_in(answers: Mapping[str, str], today: date) -> tuple[date | None, str]:
    """The day that was typed, and what is wrong with it: nothing has happened in the future."""
    on = read_date(answers["day"]).on if answers["day"] else None
    is_ahead = on is not None and on > today
    return on, _("This day has not come yet. Nothing was saved.") if is_ahead else ""
