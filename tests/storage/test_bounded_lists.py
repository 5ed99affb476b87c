"""Lists and searches that are cut short keep their order, and say that there may be more."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from storage import finding, listing
from storage.ledger import Kind
from storage.listing import Filter, Order
from storage.nouns import Nouns
from storage.store import Store
from tests.storage.planting import NOW, plant_petition, planted

HOUR = timedelta(hours=1)


def plant_ties(nouns: Nouns) -> None:
    """Ten petitions, by twos alike in all that they are ordered by."""
    for n in range(10):
        day, closing = date(2026, 1, 1 + n // 2), NOW + HOUR * (1 + n // 2)
        words, topics = ["park"], ["trees"]
        plant_petition(nouns, f"p{n}", words=words, topics=topics, count=n // 2, started_on=day, closes_at=closing)


async def _slugs(store: Store, chosen: Filter, most: int = 99, skip: int = 0) -> tuple[list[str], int]:
    found, total = await store.read(lambda nouns: nouns.petitions.listed(chosen, "en", NOW, most, skip))
    return [each.slug for each in found], total


@pytest.mark.parametrize("order", [Order.NEWEST, Order.MOST_SIGNED, Order.RISING])
async def test_ties_are_broken_by_the_newer_id(store: Store, order: Order) -> None:
    await store.turn(plant_ties)
    assert await _slugs(store, Filter(order)) == ([f"p{n}" for n in range(9, -1, -1)], 10)


async def test_what_closes_at_once_stands_in_the_order_of_ids(store: Store) -> None:
    await store.turn(plant_ties)
    assert (await _slugs(store, Filter(Order.CLOSING)))[0] == [f"p{n}" for n in range(10)]


async def test_a_list_ends_where_it_is_cut(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "MOST_LISTED", 4)
    await store.turn(plant_ties)
    assert await _slugs(store, Filter()) == (["p9", "p8", "p7", "p6"], 4)
    assert await _slugs(store, Filter(), 3, 3) == (["p6"], 4)
    assert await _slugs(store, Filter(), 3, 5_000_000) == ([], 4)


@pytest.mark.parametrize("most_sorted", [1, 5_000])
async def test_a_topic_is_listed_alike_whether_it_is_large(
    store: Store, monkeypatch: pytest.MonkeyPatch, most_sorted: int
) -> None:
    monkeypatch.setattr(listing, "MOST_SORTED", most_sorted)
    await store.turn(plant_ties)
    await planted(store, "lake", topics=["water"])
    assert await _slugs(store, Filter(topic="trees"), 3, 2) == (["p7", "p6", "p5"], 10)


async def test_what_people_signed_lately_rises_and_the_newest_follow(store: Store) -> None:
    await store.turn(plant_ties)

    def sign(nouns: Nouns) -> None:
        for slug, kind, amount, ago in (
            (1, Kind.SIGNED, 2, HOUR),
            (2, Kind.SIGNED, 3, HOUR),
            (3, Kind.SIGNED, 3, HOUR),
            (4, Kind.SIGNED, 9, HOUR * 25),
            (5, Kind.IMPORTED, 9, HOUR),
            (10, Kind.WITHDRAWN, -1, HOUR),
        ):
            nouns.ledger.enter(slug, kind, amount, NOW - ago)

    await store.turn(sign)
    rising = ["p2", "p1", "p0", "p9", "p8", "p7", "p6", "p5", "p4", "p3"]
    assert await _slugs(store, Filter(Order.RISING)) == (rising, 10)
    pages = [await _slugs(store, Filter(Order.RISING), 2, skip) for skip in range(0, 10, 2)]
    assert [slug for page, _total in pages for slug in page] == rising


async def test_rising_looks_at_the_newest_signatures_only(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "MOST_RISING_ENTRIES", 2)
    await store.turn(plant_ties)
    for slug, hours in ((1, 3), (1, 3), (1, 3), (2, 2), (2, 1)):
        await store.turn(lambda nouns, at=NOW - HOUR * hours, slug=slug: nouns.ledger.enter(slug, Kind.SIGNED, 1, at))  # type: ignore[misc]
    assert (await _slugs(store, Filter(Order.RISING), 2))[0] == ["p1", "p9"]


@pytest.mark.parametrize(("searched", "is_all"), [(4, False), (11, True)])
async def test_common_words_are_looked_for_among_the_most_signed(
    store: Store, monkeypatch: pytest.MonkeyPatch, searched: int, is_all: bool
) -> None:
    monkeypatch.setattr(finding, "MOST_OF_A_WORD", 1)
    monkeypatch.setattr(finding, "MOST_SEARCHED", searched)
    await store.turn(plant_ties)
    await store.turn(lambda nouns: plant_petition(nouns, "draft", state="draft", words=["park"], count=99))
    found = await store.read(lambda nouns: nouns.petitions.search(["par"], "en", NOW, 3, 1))
    assert [each.slug for each in found.petitions] == ["p8", "p7", "p6"]
    assert (found.total, found.is_all) == (min(searched, 10), is_all)


async def test_topics_are_listed_by_how_many_have_them(store: Store) -> None:
    await planted(store, "a", topics=["water", "trees"])
    await planted(store, "b", topics=["water", "air"])
    await planted(store, "c", topics=["secret"], state="won")
    await store.turn(lambda nouns: plant_petition(nouns, "d", topics=["hidden"], state="draft"))
    assert await store.read(lambda nouns: nouns.petitions.topics(9)) == ["water", "air", "secret", "trees"]
