"""What somebody may type into a field: one rule a kind, and one clear sentence for what can't be taken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from config.texts import _, later, listing
from handlers.addresses import problem_with_address
from handlers.codes import link_code_in
from handlers.dates import read_date
from handlers.hidden import holds_hidden
from handlers.long_text import tidy_text
from handlers.names import OF_NAME, OF_PLACE, has_letter, problem_with
from handlers.screens import Field, FieldKind, Form
from handlers.several import problem_with_goals, problem_with_names, problem_with_topics
from handlers.time_zones import zone_named, zones_near
from handlers.typed_numbers import problem_with_number
from handlers.typed_rules import problem_with_clock, problem_with_days
from handlers.typed_times import problem_with_time
from handlers.uploads import MARK, SENT, NeedsFile, problem_of, takes_files, wanted_kind
from handlers.videos import problem_with_video

CONTROL = {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Characters that stand for nothing that can be shown."""
STORED = re.compile(r"[0-9a-f]{64}\.[a-z]{3} [^\n]+")
"""The answer to a question of files: its name in the store, and the one that people read."""


MOST_SPARE = 50_000
"""So much more than fits is still looked at; whatever is longer is too long, whatever it holds."""


@dataclass(frozen=True, slots=True)
class Checked:
    """An answer as it will be kept, or the problem with it; nothing is kept then."""

    value: str = ""
    problem: str = ""


def check(field: Field, typed: str) -> Checked:
    """Read one answer by the field's own rule. Raises NeedsFile where one was sent that is not brought yet."""
    if takes_files(field) and typed.startswith(MARK):
        return _not_brought(field, typed)
    if field.kind is FieldKind.FILE:
        return _file(field, typed)
    if field.kind in {FieldKind.CHOICE, FieldKind.CONSENT}:
        return _choice(field, typed)
    return _words_of(field, typed)


def _words_of(field: Field, typed: str) -> Checked:
    if len(typed) > field.most + MOST_SPARE:
        return Checked(problem=_too_long(field, len(typed)))
    many_lines = field.kind in {FieldKind.LONG, FieldKind.TEXT}
    if field.check == "words" and not many_lines and "\n" in typed.strip():
        return Checked(problem=_("This has room for one line. Nothing was saved."))
    if problem := _unreadable(typed, many_lines=many_lines):
        return Checked(problem=problem)
    value = tidy_text(typed) if field.kind is FieldKind.TEXT else tidy(typed, many_lines=many_lines)
    if not value:
        return _empty(field)
    if len(value) > field.most:
        return Checked(problem=_too_long(field, len(value)))
    problem = RULES[field.check](value)
    return Checked(problem=problem) if problem else Checked(value)


def check_all(fields: tuple[Field, ...], typed: dict[str, str]) -> tuple[dict[str, str], str]:
    """Read every field that applies; the answers as they will be kept, and the first problem there is."""
    answers: dict[str, str] = {}
    for field in fields:
        if not field.applies(answers):
            continue
        checked = check(field, typed.get(field.name, ""))
        if checked.problem:
            return answers, checked.problem
        answers[field.name] = checked.value
    return answers, ""


def asked_again(form: Form, answers: Mapping[str, str], problem: str, *, without: str = "") -> Form:
    """The form with what is wrong; what could be taken of it is not typed twice, but for the one answer in question."""
    kept = tuple((name, value) for name, value in answers.items() if name != without)
    return replace(form, problem=problem, answers=kept)


def suggesting(field: Field, suggestion: str) -> Field:
    """The field with a suggestion, if that could be taken as its answer."""
    checked = check(field, suggestion)
    return replace(field, suggestion=checked.value)


def tidy(text: str, *, many_lines: bool = False) -> str:
    """Composed, with single spaces; a long text keeps its paragraphs."""
    composed = unicodedata.normalize("NFC", text)
    if not many_lines:
        return " ".join(composed.split())
    lines = [" ".join(line.split()) for line in composed.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _unreadable(text: str, *, many_lines: bool) -> str:
    allowed = {"\t", "\n", "\r"} if many_lines else {"\t"}
    if any(unicodedata.category(character) in CONTROL and character not in allowed for character in set(text)):
        return _("This holds characters that can't be shown. Nothing was saved.")
    if holds_hidden(text):
        return _("This holds hidden characters, such as ones that turn the writing direction. Nothing was saved.")
    return ""


def _not_brought(field: Field, typed: str) -> Checked:
    if typed == SENT:
        raise NeedsFile(field)
    return Checked(problem=problem_of(typed, field))


def _file(field: Field, value: str) -> Checked:
    """The name of what was stored; words are no file."""
    if not value:
        return _empty(field)
    return Checked(value) if STORED.fullmatch(value) else Checked(problem=wanted_kind(field))


def _choice(field: Field, typed: str) -> Checked:
    if typed in {choice.value for choice in field.choices}:
        return Checked(typed)
    return Checked(problem=_("Choose one of the buttons. Nothing was saved."))


def _empty(field: Field) -> Checked:
    """No window can show a very long text: nothing in it leaves what is there."""
    if field.kind is FieldKind.TEXT and field.present:
        return Checked(field.present)
    return Checked(problem=_("This needs an answer. Nothing was saved.")) if field.is_required else Checked()


def _too_long(field: Field, length: int) -> str:
    sentences = {
        "name": later("A name has at most {most} characters; this has {length}. Nothing was saved."),
        "place": later("A place has at most {most} characters; this has {length}. Nothing was saved."),
        "reason": later("A reason has at most {most} characters; this has {length}. Nothing was saved."),
        "comment": later("A comment has at most {most} characters; this has {length}. Nothing was saved."),
    }
    anything = later("This can have at most {most} characters; it has {length}. Nothing was saved.")
    return _(sentences.get(field.check, anything), most=field.most, length=length)


def _name(value: str) -> str:
    return problem_with(value, OF_NAME)


def _place(value: str) -> str:
    return problem_with(value, OF_PLACE)


def _reason(value: str) -> str:
    return "" if has_letter(value) else _("A reason has words. Nothing was saved.")


def _description(value: str) -> str:
    return "" if has_letter(value) else _("A description has words. Nothing was saved.")


def _line(_value: str) -> str:
    return ""


def _comment(value: str) -> str:
    return "" if has_letter(value) else _("A comment has words. Nothing was saved.")


def _zone(value: str) -> str:
    if zone_named(value):
        return ""
    if near := zones_near(value):
        return _("No one time zone has this name. Written alike: {zones}. Nothing was saved.", zones=listing(near))
    return _("No time zone has this name; try the largest city near you. Nothing was saved.")


def _link_code(value: str) -> str:
    if link_code_in(value):
        return ""
    return _("A code has eight letters and digits, such as {example}. Nothing was changed.", example="K7QM-2XPD")


def _words(value: str) -> str:
    return "" if has_letter(value) else _("This needs words. Nothing was saved.")


def _date(value: str) -> str:
    return read_date(value).problem


def _organisation(value: str) -> str:
    return "" if has_letter(value) else _("The name of an organisation has a letter. Nothing was saved.")


RULES: dict[str, Callable[[str], str]] = {
    "name": _name,
    "place": _place,
    "reason": _reason,
    "comment": _comment,
    "description": _description,
    "line": _line,
    "zone": _zone,
    "link_code": _link_code,
    "organisation": _organisation,
    "words": _words,
    "story": _words,
    "date": _date,
    "goals": problem_with_goals,
    "topics": problem_with_topics,
    "names": problem_with_names,
    "video": problem_with_video,
    "address": problem_with_address,
    "moment": problem_with_time,
    "days": problem_with_days,
    "clock": problem_with_clock,
    "number": problem_with_number,
}


def initials(name: str) -> str:
    """The first letter of each part of a name, such as "A. L." for "Ada Lovelace"."""
    letters = (next((c for c in part if unicodedata.category(c).startswith("L")), "") for part in name.split())
    return " ".join(f"{letter.upper()}." for letter in letters if letter)
