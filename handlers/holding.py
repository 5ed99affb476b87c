"""What is looked at before others see it: safety goes before speed, and a false alarm costs only some hours."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

from config.texts import _
from handlers.holding_words import FUNCTION_WORDS, KNOWN_CAPITALS, NOT_FORMS, ONLY_IN_GENERAL, OTHER_WORDS, POINTING
from handlers.names import LINK
from storage.showing import ALL_NEW, REJECTED_BEFORE, SOFTENED_BEFORE, SWEPT, TOO_FAST, UNREAD
from storage.voices import HELD_FOR, Cause

TOO_FAST_SIGNATURES = 5
TOO_FAST_WITHIN = timedelta(minutes=1)

THIRD_PERSON = "third_person"
HOLDS_LINK = "link"
UNKNOWN_LANGUAGE = "language"


DOTTED = re.compile(r"[^\s.]\.[^\W\d_]|\bdot\b|://", re.IGNORECASE)
NUMBER = re.compile(r"\d(?:[\s().,/–-]{0,2}\d){5,}")
ADDRESS = re.compile(
    r"\b\d+\w?\s+(?:\w+\s+){1,3}(?:street|st|road|rd|avenue|ave|lane|drive|square|court|place)\b"
    r"|\b(?:flat|apartment|apt|room|unit)\s+\d",
    re.IGNORECASE,
)
UNITED_STATES = re.compile(r"\bU\.S\.(?:A\.)?|\bUSA?\b")
MR_PRESIDENT = re.compile(r"\bMr\.?\s+President\b")
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DATE = re.compile(rf"\b(?:\d\d?\s+)?(?:{MONTHS})\s+(?:\d\d?,?\s+)?(?=\d{{4}}\b)")
"""With its year only: some months are also names, of people and of towns."""
NAMED_LIKE_A_WORD = re.compile(r"\b(?:will|may|hope)(?:'s|\s+(?:is|was|has|had|and|or|who))\b", re.IGNORECASE)
SMALL_NUMBER = re.compile(r"\d{1,4}(?:st|nd|rd|th|s)?")
SHORTENED_VERB = re.compile(r"(?:'(?:s|m|re|ve|ll|d)|n't)$")
SENTENCE_END = re.compile(r"[.!?:;]\s*|\n")
BETWEEN_WORDS = re.compile(r"[\s.,;:!?…\"“”()–—/&%❤\ufe0f]+")
"""Anything else, a hyphen or a joiner for instance, is part of a word, and makes it an unknown one."""


def _forms(word: str) -> set[str]:
    """A word with its regular plural, third person, -ed and -ing; some forms are no English, which endangers nobody."""
    if word.endswith("e"):
        return {word, f"{word}s", f"{word}d", f"{word[:-1]}ing"}
    if word.endswith("y") and word[-2] not in "aeiou":
        return {word, f"{word[:-1]}ies", f"{word[:-1]}ied", f"{word}ing"}
    plural = "es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s"
    return {word, word + plural, f"{word}ed", f"{word}ing", f"{word}{word[-1]}ed", f"{word}{word[-1]}ing"}


def _all_forms(words: str) -> frozenset[str]:
    return frozenset().union(*map(_forms, words.split())) - frozenset(NOT_FORMS.split())


_CAPITALS, _POINTING = frozenset(KNOWN_CAPITALS.split()), frozenset(POINTING.split())
_ONLY_IN_GENERAL = _all_forms(ONLY_IN_GENERAL)
VOCABULARY = frozenset(FUNCTION_WORDS.split()) | _all_forms(OTHER_WORDS) | _ONLY_IN_GENERAL | _CAPITALS


def cause_to_hold(reason: str) -> str:
    """Why a moderator should read this reason first, or nothing, if every word of it is known to endanger nobody."""
    plain = _plain(reason)
    if any(pattern.search(plain) for pattern in (LINK, DOTTED, NUMBER, ADDRESS)):
        return HOLDS_LINK
    words = [_base(word) for word in _words(plain)]
    unknown = [word for word in words if not _is_known(word)]
    if len(unknown) * 3 > len(words) * 2 or not words:
        return UNKNOWN_LANGUAGE
    if unknown or _points_at_somebody(words) or NAMED_LIKE_A_WORD.search(plain) or _has_unknown_capital(plain):
        return THIRD_PERSON
    return ""


def _plain(text: str) -> str:
    """Without accents, with straight apostrophes, and without what is harmless though it looks like a name."""
    letters = unicodedata.normalize("NFD", text.replace("’", "'").replace("‘", "'"))
    text = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return DATE.sub("", MR_PRESIDENT.sub("President", UNITED_STATES.sub("America", text)))


def _words(text: str) -> list[str]:
    return [word for part in BETWEEN_WORDS.split(text) if (word := part.strip("'-"))]


def _base(word: str) -> str:
    folded = word.casefold()
    return folded if folded in VOCABULARY else SHORTENED_VERB.sub("", folded)


def _is_known(word: str) -> bool:
    return word in VOCABULARY or bool(SMALL_NUMBER.fullmatch(word))


def _points_at_somebody(words: list[str]) -> bool:
    return not _POINTING.isdisjoint(words) and not _ONLY_IN_GENERAL.isdisjoint(words)


def _has_unknown_capital(text: str) -> bool:
    """A capital inside a sentence may make a name of any word."""
    inside = (word for sentence in SENTENCE_END.split(text) for word in _words(sentence)[1:])
    return any(word[0].isupper() and _base(word) not in _CAPITALS for word in inside)


def what_reports_say(causes: Iterable[Cause]) -> str:
    """The causes of reports in words with their numbers, for whoever reviews."""
    words = {
        Cause.REVEALS: _("reveals somebody"),
        Cause.INSULTS: _("insults somebody"),
        Cause.ADVERTISES: _("advertises"),
        Cause.OTHER: _("something else"),
    }
    return ", ".join(_("{cause} ({n})", cause=words[cause], n=n) for cause, n in Counter(causes).items())


def what_holds(cause: str) -> str:
    """A cause in words, for whoever reviews."""
    causes = {
        THIRD_PERSON: _("may name or reveal a third person"),
        HOLDS_LINK: _("holds a link, an address or a number"),
        UNKNOWN_LANGUAGE: _("is in a language that is not judged automatically"),
        TOO_FAST: _("was given far too fast"),
        ALL_NEW: _("came while everything new was held"),
        SWEPT: _("was held together with others"),
        HELD_FOR: _("was reported by readers"),
        UNREAD: _("was not read yet"),
        REJECTED_BEFORE: _("follows words of the same signer that were rejected"),
        SOFTENED_BEFORE: _("was said anew after somebody asked for it"),
    }
    return causes.get(cause, cause)
