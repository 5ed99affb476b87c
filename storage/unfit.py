"""Why a file that somebody sent can't be used."""

from __future__ import annotations

from enum import StrEnum


class Fault(StrEnum):
    """What is wrong with it; each is told in one sentence."""

    TOO_LARGE = "too_large"
    WRONG_KIND = "wrong_kind"
    DISGUISED = "disguised"
    TOO_MANY_PIXELS = "too_many_pixels"
    BROKEN = "broken"
    NO_TEXT = "no_text"
    NOT_BROUGHT = "not_brought"
    """The app did not hand it over, or not in time."""
    TOO_MANY = "too_many"
    """Its sender has sent very many of late."""
    NOT_THERE = "not_there"
    """It was named by a path at which there is none."""


class Unfit(Exception):
    """The file can't be used; nothing of it is kept."""

    def __init__(self, fault: Fault) -> None:
        """Only the kind of it is told."""
        super().__init__(fault.value)
        self.fault = fault
