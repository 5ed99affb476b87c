"""What is looked at before others see it: safety goes before speed, and a false alarm costs only some hours."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

from config.texts import _
from handlers.fields import JOINERS, LINK
from handlers.holding_words import BEGINNINGS, COMMON, HARMLESS_OWN, KNOWN_CAPITALS, PEOPLE
from storage.voices import HELD_FOR, Cause

TOO_FAST_SIGNATURES = 5
TOO_FAST_WITHIN = timedelta(minutes=1)

THIRD_PERSON = "third_person"
HOLDS_LINK = "link"
UNKNOWN_LANGUAGE = "language"
UNREAD = "unread"

PERSON = re.compile(
    rf"\b(?:(?:step|grand|god|great|foster|ex)-?)*(?:{'|'.join(PEOPLE.split())})(?:e?s)?\b|\b\w+-in-laws?\b|\bin-laws\b",
    re.IGNORECASE,
)
TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof)\b\.?\s(?!President\b)", re.IGNORECASE)
OWN = re.compile(r"\b(?:my|our)\s+(?:own\s+)?([^\W\d_]+)", re.IGNORECASE)
DOTTED = re.compile(r"[^\s.]\.[^\W\d_]|\bdot\b|://", re.IGNORECASE)
NETWORK = re.compile(
    r"\b(?:facebook|instagram|insta|telegram|whatsapp|tiktok|snapchat|discord|twitter|youtube)\b", re.I
)
NUMBER = re.compile(r"\d(?:[\s().-]?\d){5,}")
ADDRESS = re.compile(
    r"\b\d+\w?\s+(?:\w+\s+){1,3}(?:street|st|road|rd|avenue|ave|lane|drive|square|court|place)\b"
    r"|\b(?:flat|apartment|apt|room|unit)\s+\d",
    re.IGNORECASE,
)
MIXED = re.compile(r"[^\W\d_]\d|\d(?!(?:st|nd|rd|th|s)\b)[^\W\d_]", re.IGNORECASE)
SHORTENED = re.compile(r"\bU\.S\.(?:A\.)?|\be\.g\.|\bi\.e\.", re.IGNORECASE)
SENTENCE_END = re.compile(r"[.!?:;]\s*|\n")
_HARMLESS_OWN, _COMMON, _CAPITALS = (frozenset(each.split()) for each in (HARMLESS_OWN, COMMON, KNOWN_CAPITALS))
_BEGINNINGS = frozenset(BEGINNINGS.split()) | _COMMON | _CAPITALS


def cause_to_hold(reason: str) -> str:
    """Why a moderator should read this reason first, or nothing: a link, a third person, a language we can't judge."""
    reason = SHORTENED.sub("US", reason)
    if any(pattern.search(reason) for pattern in (LINK, DOTTED, NETWORK, NUMBER, ADDRESS)):
        return HOLDS_LINK
    if not _reads_as_english(reason):
        return UNKNOWN_LANGUAGE
    plain = _plain(reason)
    if any(pattern.search(plain) for pattern in (PERSON, TITLED, MIXED)):
        return THIRD_PERSON
    return THIRD_PERSON if _has_somebody(plain) or _names_somebody(plain) else ""


def _plain(text: str) -> str:
    """Without accents and joiners, and with straight apostrophes, so that a word is found however it is written."""
    letters = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter) and letter not in JOINERS)


def _reads_as_english(text: str) -> bool:
    words = [word.casefold() for word in re.findall(r"[^\W\d_]+", text)]
    return bool(words) and text_is_latin(text) and any(word in _COMMON for word in words)


def text_is_latin(text: str) -> bool:
    """Whether every letter is a Latin one, which also catches look-alikes of other scripts."""
    return all(unicodedata.name(c, "").startswith("LATIN") for c in text if unicodedata.category(c).startswith("L"))


def _has_somebody(text: str) -> bool:
    """ "My …" is mostly said of somebody, by more words than can be listed; what is harmless can be."""
    return any(word.casefold() not in _HARMLESS_OWN for word in OWN.findall(text))


def _names_somebody(text: str) -> bool:
    """A capital on a word that is not known to be harmless there may be somebody's name."""
    return any(_holds_capital(sentence) for sentence in SENTENCE_END.split(text))


def _holds_capital(sentence: str) -> bool:
    words = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", sentence)
    begins_with_name = bool(words) and words[0][0].isupper() and words[0].casefold() not in _BEGINNINGS
    return begins_with_name or any(word[0].isupper() and word.casefold() not in _CAPITALS for word in words[1:])


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
