"""What somebody may type into a field: one rule a kind, and one clear sentence for what can't be taken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from config.texts import _, later, listing
from handlers.holding_words import PEOPLE
from handlers.screens import Field, FieldKind
from handlers.time_zones import zone_named, zones_near

JOINERS = {"\u200c", "\u200d"}
"""Zero-width, yet part of how Persian, Indic scripts and some emoji are written."""
LINK = re.compile(r"(https?:|www\.|\b[\w-]+\.(com|org|net|info|biz|io|me|app|ru|cn|xyz|link|gg|ly|to)\b|@\w)", re.I)
DOTTED = re.compile(r"\w\.[a-z]{2}|(?i:\sdot\s)|://")
REMARK = re.compile(r"[][(){}<>（）［］【】「」『』〈〉《》\"“”„‟«»‹›]|^with\b", re.IGNORECASE)
LONG_NUMBER = re.compile(r"\d(?:[\s.-]?\d){5,}")
OF_PEOPLE = re.compile(rf"\b(?:{'|'.join(PEOPLE.split())})s?\b", re.IGNORECASE)
PARTICLE = re.compile(r"[a-zà-ÿ]{1,3}")
"""Such as "de", "la", "van" or "y", of which a name may have many."""
MOST_WORDS_OF_NAME = 6
MOST_WORDS_OF_PLACE = 8


@dataclass(frozen=True, slots=True)
class Checked:
    """An answer as it will be kept, or the problem with it; nothing is kept then."""

    value: str = ""
    problem: str = ""


def check(field: Field, typed: str) -> Checked:
    """Read one answer by the field's own rule."""
    if field.kind in {FieldKind.CHOICE, FieldKind.CONSENT}:
        return _choice(field, typed)
    many_lines = field.kind is FieldKind.LONG
    if problem := _unreadable(typed, many_lines=many_lines):
        return Checked(problem=problem)
    value = tidy(typed, many_lines=many_lines)
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


def tidy(text: str, *, many_lines: bool = False) -> str:
    """Composed, with single spaces; a long text keeps its paragraphs."""
    composed = unicodedata.normalize("NFC", text)
    if not many_lines:
        return " ".join(composed.split())
    lines = [" ".join(line.split()) for line in composed.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _unreadable(text: str, *, many_lines: bool) -> str:
    allowed = {"\t", "\n", "\r"} if many_lines else {"\t"}
    for character in text:
        kind = unicodedata.category(character)
        if kind in {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"} and character not in allowed:
            return _("This holds characters that can't be shown. Nothing was saved.")
        if kind == "Cf" and character not in JOINERS:
            return _("This holds hidden characters, such as ones that turn the writing direction. Nothing was saved.")
    return ""


def _choice(field: Field, typed: str) -> Checked:
    if typed in {choice.value for choice in field.choices}:
        return Checked(typed)
    return Checked(problem=_("Please choose one of the buttons. Nothing was saved."))


def _empty(field: Field) -> Checked:
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


def _has_letter(text: str) -> bool:
    return any(unicodedata.category(character).startswith("L") for character in text)


def _name(value: str) -> str:
    if not _has_letter(value):
        return _("A name has at least one letter. Nothing was saved.")
    if _leads_elsewhere(value):
        return _("A name can't hold a link or an address. Nothing was saved.")
    if _says_more(value, MOST_WORDS_OF_NAME):
        return _("Only a name fits here, without remarks, brackets or long numbers. Nothing was saved.")
    return ""


def _place(value: str) -> str:
    if not _has_letter(value):
        return _("A place has at least one letter. Nothing was saved.")
    if _leads_elsewhere(value):
        return _("A place can't hold a link or an address. Nothing was saved.")
    if _says_more(value, MOST_WORDS_OF_PLACE):
        return _("Only a place fits here, without remarks, brackets or long numbers. Nothing was saved.")
    return ""


def _leads_elsewhere(value: str) -> bool:
    return "@" in value or bool(LINK.search(value) or DOTTED.search(value))


def _says_more(value: str, most_words: int) -> bool:
    words = [word for word in value.split() if not PARTICLE.fullmatch(word)]
    return len(words) > most_words or any(pattern.search(value) for pattern in (REMARK, LONG_NUMBER, OF_PEOPLE))


def _reason(value: str) -> str:
    return "" if _has_letter(value) else _("A reason has words. Nothing was saved.")


def _line(_value: str) -> str:
    return ""


def _comment(value: str) -> str:
    return "" if _has_letter(value) else _("A comment has words. Nothing was saved.")


def _zone(value: str) -> str:
    if zone_named(value):
        return ""
    if near := zones_near(value):
        return _("No one time zone has this name. Written alike: {zones}. Nothing was saved.", zones=listing(near))
    return _("No time zone has this name; try the largest city near you. Nothing was saved.")


RULES: dict[str, Callable[[str], str]] = {
    "name": _name,
    "place": _place,
    "reason": _reason,
    "comment": _comment,
    "line": _line,
    "zone": _zone,
}


def initials(name: str) -> str:
    """The first letter of each part of a name, such as "A. L." for "Ada Lovelace"."""
    letters = (next((c for c in part if unicodedata.category(c).startswith("L")), "") for part in name.split())
    return " ".join(f"{letter.upper()}." for letter in letters if letter)
