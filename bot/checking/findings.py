"""What a check says: a sentence, and whether it is good news."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How a finding stands; the last two need somebody's hand."""

    OK = "ok"
    NOTE = "note"
    MISSING = "missing"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor's."""

    verdict: Verdict
    sentence: str

    def __str__(self) -> str:
        return f"{self.verdict}: {self.sentence}"

    @property
    def is_bad(self) -> bool:
        """Whether something has to be done."""
        return self.verdict in {Verdict.MISSING, Verdict.WRONG}


def ok(sentence: str) -> Finding:
    """All is as it should be."""
    return Finding(Verdict.OK, sentence)


def note(sentence: str) -> Finding:
    """Good to know."""
    return Finding(Verdict.NOTE, sentence)


def missing(sentence: str) -> Finding:
    """Something is not there and must be."""
    return Finding(Verdict.MISSING, sentence)


def wrong(sentence: str) -> Finding:
    """Something is there and must be different."""
    return Finding(Verdict.WRONG, sentence)
