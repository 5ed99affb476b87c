"""Whom of those who would hear of a broadcast it is for: who signed or follows, since when, where, by which link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class Who(StrEnum):
    """How they came to hear of it."""

    EVERYBODY = "everybody"
    SIGNERS = "signers"
    FOLLOWERS = "followers"
    """Who follows and has not signed."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Whoever fits all of it; as it begins, everybody.

    `signed_after` and `signed_before` are days where the organisation is, the first one in and the second one out.
    `platforms` and `locales` are any of these; `place_key` is the keyed hash of a place, in hexadecimal digits, and
    `source` the name of the link by which they came. What is asked of a signature is asked of one and the same.
    """

    who: Who = Who.EVERYBODY
    signed_after: date | None = None
    signed_before: date | None = None
    platforms: tuple[str, ...] = ()
    locales: tuple[str, ...] = ()
    place_key: str = ""
    source: str = ""

    @property
    def is_everybody(self) -> bool:
        """Whether nobody is left out."""
        return self == Audience()

    @property
    def names_a_group(self) -> bool:
        """Whether it could single out a few people: then there have to be enough of them."""
        return bool(self.place_key or self.source)

    @property
    def picks_out(self) -> bool:
        """Whether it asks more of people than that they signed or follow."""
        return bool(self.signed_after or self.signed_before or self.platforms or self.locales or self.names_a_group)

    @property
    def asks_of_a_signature(self) -> bool:
        """Whether only somebody who signed can fit."""
        return self.who is Who.SIGNERS or bool(self.signed_after or self.signed_before or self.names_a_group)

    @property
    def contradicts_itself(self) -> bool:
        """Whether nobody can fit, whatever they did."""
        is_empty = bool(self.signed_after and self.signed_before and self.signed_after >= self.signed_before)
        return is_empty or (self.who is Who.FOLLOWERS and self.asks_of_a_signature)

    def written(self) -> dict[str, Any] | None:
        """As it is stored: what differs from everybody, and None where nothing does."""
        kept = {name: _plain(value) for name, value in asdict(self).items() if value}
        return None if self.is_everybody else kept

    @classmethod
    def read(cls, written: Mapping[str, Any] | None) -> Audience:
        """The same again."""
        values: dict[str, Any] = dict(written or {})
        values |= {name: date.fromisoformat(values[name]) for name in _DAYS if name in values}
        values |= {name: tuple(values[name]) for name in _LISTS if name in values}
        return cls(**values | {"who": Who(values.get("who", Who.EVERYBODY))})


_DAYS, _LISTS = ("signed_after", "signed_before"), ("platforms", "locales")


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else str(value)


@dataclass(frozen=True, slots=True)
class Group:
    """A place or a link by which at least five people came, and how many of the last ones to sign; its `key` names it
    in an audience."""

    key: str
    name: str
    people: int
