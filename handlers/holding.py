"""What is looked at before others see it: safety goes before speed, and a false alarm costs only some hours."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

from config.texts import _
from handlers.fields import LINK
from storage.voices import HELD_FOR, Cause

TOO_FAST_SIGNATURES = 5
TOO_FAST_WITHIN = timedelta(minutes=1)

THIRD_PERSON = "third_person"
HOLDS_LINK = "link"
UNKNOWN_LANGUAGE = "language"
UNREAD = "unread"

PEOPLE = (
    "partner husband wife spouse fiance fiancee boyfriend girlfriend lover ex friend friends neighbor neighbour"
    " neighbors neighbours colleague colleagues coworker coworkers boss student students child children kid kids son"
    " sons"
    " daughter daughters brother brothers sister sisters mother father mom mum dad parent parents cousin cousins aunt"
    " uncle nephew niece grandmother grandfather family families relative relatives roommate client patient"
    " he him his she her hers"
)
PERSON = re.compile(rf"\b({'|'.join(PEOPLE.split())})\b", re.IGNORECASE)
TITLED = re.compile(r"\b(Mr|Mrs|Ms|Dr|Prof)\b\.?\s", re.IGNORECASE)
PHONE = re.compile(r"\d[\d\s().-]{6,}\d")
SENTENCE_END = re.compile(r"[.!?:;]\s*|\n")
KNOWN_CAPITALS = frozenset(
    [
        "i",
        "i'm",
        "i'd",
        "i've",
        "i'll",
        "us",
        "usa",
        "america",
        "american",
        "americans",
        "united",
        "states",
        "president",
        "congress",
        "senate",
        "house",
        "secretary",
        "doma",
        "ice",
        "uafa",
        "lgbt",
        "lgbtq",
        "gay",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "god",
        "constitution",
        "supreme",
        "court",
        "washington",
        "dc",
    ]
)
COMMON_ENGLISH = frozenset(
    [
        "the",
        "a",
        "an",
        "and",
        "or",
        "but",
        "of",
        "to",
        "in",
        "is",
        "are",
        "it",
        "this",
        "that",
        "for",
        "with",
        "we",
        "i",
        "my",
        "our",
        "you",
        "they",
        "because",
        "not",
        "no",
        "be",
        "have",
        "has",
        "was",
        "on",
        "all",
        "every",
        "should",
        "must",
        "people",
        "love",
        "equal",
        "equality",
        "law",
        "laws",
        "rights",
        "right",
        "marriage",
        "petition",
        "sign",
    ]
)


def cause_to_hold(reason: str) -> str:
    """Why a moderator should read this reason first, or nothing: a link, a third person, a language we can't judge."""
    if LINK.search(reason) or PHONE.search(reason):
        return HOLDS_LINK
    if not _reads_as_english(reason):
        return UNKNOWN_LANGUAGE
    if PERSON.search(reason) or TITLED.search(reason) or _names_somebody(reason):
        return THIRD_PERSON
    return ""


def _reads_as_english(text: str) -> bool:
    words = [word.casefold() for word in re.findall(r"[^\W\d_]+", text)]
    return bool(words) and text_is_latin(text) and any(word in COMMON_ENGLISH for word in words)


def text_is_latin(text: str) -> bool:
    """Whether every letter is a Latin one, which also catches look-alikes of other scripts."""
    return all(unicodedata.name(c, "").startswith("LATIN") for c in text if unicodedata.category(c).startswith("L"))


def _names_somebody(text: str) -> bool:
    """A capital inside a sentence, on a word that is not known to be harmless, may be somebody's name."""
    return any(_holds_capital(sentence) for sentence in SENTENCE_END.split(text))


def _holds_capital(sentence: str) -> bool:
    words = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", sentence)
    return any(word[0].isupper() and word.casefold() not in KNOWN_CAPITALS for word in words[1:])


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
        "too_fast": _("was given far too fast"),
        HELD_FOR: _("was reported by readers"),
        UNREAD: _("was not read yet"),
    }
    return causes.get(cause, cause)
