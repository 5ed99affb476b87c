"""What lists and searches have to show, worked out in Python from the whole tables, and compared with their pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from storage.finding import MOST_SEARCHED
from storage.listing import MOST_LISTED, MOST_RISING_ENTRIES, RISING_WINDOW, Filter, Order
from storage.nouns import Nouns
from storage.petitions import Petition
from storage.searching import prefix_range
from storage.tables.petitions import petition, petition_word, tally

PAGE = 25
NOT_OF_PEOPLE = {"imported", "paper", "corrected"}
Fetch = Callable[[int, int], tuple[Sequence[Petition], int]]


@dataclass(frozen=True, slots=True)
class Whole:
    """Every petition, and what was signed lately."""

    petitions: Sequence[Any]
    gained: Counter[int]

    @classmethod
    def of(cls, nouns: Nouns, now: datetime) -> Whole:
        """Read the tables."""
        columns = (petition.c.id, petition.c.state, petition.c.count, petition.c.started_on, petition.c.closes_at)
        return cls(nouns.connection.all(sa.select(*columns)), _gained(nouns, now))

    def listed(self, order: Order, now: datetime) -> list[int]:
        """The ids of a list, to its end."""
        open_ones = [each for each in self.petitions if each.state == "open"]
        public = [each for each in self.petitions if each.state != "draft"]
        closing = [each for each in open_ones if each.closes_at is not None and each.closes_at > now]
        won = [each for each in self.petitions if each.state == "won"]
        ordered = {
            Order.NEWEST: lambda: sorted(public, key=_newest, reverse=True),
            Order.MOST_SIGNED: lambda: sorted(public, key=lambda each: (each.count, each.id), reverse=True),
            Order.RISING: lambda: sorted(open_ones, key=self._rising, reverse=True),
            Order.CLOSING: lambda: sorted(closing, key=lambda each: (each.closes_at, each.id)),
            Order.WON: lambda: sorted(won, key=_newest, reverse=True),
        }
        return [each.id for each in ordered[order]()][:MOST_LISTED]

    def _rising(self, each: Any) -> tuple[Any, ...]:
        return max(self.gained[each.id], 0), *_newest(each)

    def found(self, nouns: Nouns, words: Sequence[str], *, is_all: bool) -> list[int]:
        """The ids a search finds: of all petitions, or of those that are most signed."""
        have = [_that_have(nouns, word) for word in words]
        public = (each for each in self.petitions if each.state != "draft")
        ordered = sorted(public, key=lambda each: (each.count, each.id), reverse=True)
        searched = ordered if is_all else ordered[:MOST_SEARCHED]
        return [each.id for each in searched if all(each.id in ids for ids in have)]


def check_list(nouns: Nouns, whole: Whole, order: Order, now: datetime) -> None:
    """Each petition stands once, where it belongs, on every page and at every run."""
    chosen = Filter(order)
    for _run in range(2):
        shown = _paged(lambda most, skip: nouns.petitions.listed(chosen, "en", now, most, skip))
        assert shown == whole.listed(order, now), f"{order} is not in its order"


def check_search(nouns: Nouns, whole: Whole, words: Sequence[str], now: datetime) -> None:
    """Whatever has the words is found once, in the order of signatures."""
    is_all = nouns.petitions.search(words, "en", now, 1).is_all
    shown = _paged(lambda most, skip: nouns.petitions.search(words, "en", now, most, skip)[:2])
    assert shown == whole.found(nouns, words, is_all=is_all), f"{words} does not find what it should"


def _paged(fetch: Fetch) -> list[int]:
    total = fetch(PAGE, 0)[1]
    pages = [fetch(PAGE, skip)[0] for skip in range(0, total, PAGE)]
    shown = [each.id for page in pages for each in page]
    assert len(shown) == len(set(shown)) == total, "a petition stands twice, or is left out"
    return shown


def _newest(each: Any) -> tuple[Any, ...]:
    return each.started_on, each.id


def _gained(nouns: Nouns, now: datetime) -> Counter[int]:
    entries = nouns.connection.all(sa.select(tally).where(tally.c.at > now - RISING_WINDOW))
    by_people = [entry for entry in entries if entry.kind not in NOT_OF_PEOPLE]
    newest = sorted(by_people, key=lambda entry: (entry.at, entry.petition_id), reverse=True)
    gained: Counter[int] = Counter()
    for entry in newest[:MOST_RISING_ENTRIES]:
        gained[entry.petition_id] += entry.amount
    return gained


def _that_have(nouns: Nouns, word: str) -> set[int]:
    low, high = prefix_range(word)
    begins = sa.and_(petition_word.c.word >= low, petition_word.c.word < high)
    return {row.petition_id for row in nouns.connection.all(sa.select(petition_word.c.petition_id).where(begins))}
