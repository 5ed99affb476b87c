"""Finding petitions: every one exactly once, in a steady order, in the nearest language, and no draft."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from storage.ledger import Kind
from storage.listing import Filter, Order
from storage.nouns import Nouns
from storage.petitions import Found, Petition
from storage.standing import State
from storage.store import Store
from storage.tables.telling import campaign_update
from tests.storage.planting import NOW, plant_organisation, plant_petition, planted, read, sign

DAY = timedelta(days=1)


def plant_many(nouns: Nouns) -> None:
    """Petitions that have much in common, so that nothing but their ids tells them apart."""
    for n in range(11):
        plant_petition(nouns, f"petition {n}", topics=["trees"], words=["park"], closes_at=NOW + DAY, count=n % 2)
    for n in range(5):
        plant_petition(nouns, f"won {n}", state="won", topics=["trees"], words=["park", "parks"])
    plant_petition(nouns, "draft", state="draft", topics=["trees", "secret"], words=["park"], closes_at=NOW + DAY)


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize("size", [1, 4, 100])
async def test_every_petition_is_listed_exactly_once(store: Store, order: Order, size: int) -> None:
    await store.turn(plant_many)
    everything, total = await store.read(lambda nouns: nouns.petitions.listed(Filter(order), "en", NOW, 100))
    assert len(everything) == total == {Order.WON: 5, Order.RISING: 11, Order.CLOSING: 11}.get(order, 16)
    assert len({found.id for found in everything}) == total
    pages = [await _page_of_list(store, order, size, skip) for skip in range(0, total, size)]
    assert [found for page in pages for found in page] == everything
    assert await _page_of_list(store, order, size, total) == []


async def _page_of_list(store: Store, order: Order, size: int, skip: int) -> list[Petition]:
    return (await store.read(lambda nouns: nouns.petitions.listed(Filter(order), "en", NOW, size, skip)))[0]


@pytest.mark.parametrize("size", [1, 3, 100])
async def test_every_petition_is_found_exactly_once(store: Store, size: int) -> None:
    await store.turn(plant_many)
    everything, total, is_all = await _search(store, ["par"])
    assert len(everything) == len({found.id for found in everything}) == total == 16
    assert is_all
    pages = [await _search(store, ["par"], size, skip) for skip in range(0, total, size)]
    assert [found for page, _total, _is_all in pages for found in page] == everything


async def _search(store: Store, words: list[str], most: int = 100, skip: int = 0) -> Found:
    return await store.read(lambda nouns: nouns.petitions.search(words, "en", NOW, most, skip))


async def test_every_word_that_is_sought_has_to_begin_some_word(store: Store) -> None:
    park = await planted(store, "park", words=["park", "elmstreet"])
    await planted(store, "lake", words=["lake", "elmstreet"])
    assert await _search(store, ["elm", "par"]) == ([park], 1, True)
    assert await _search(store, ["street"]) == ([], 0, True)
    assert await _search(store, ["parking"]) == ([], 0, True)


async def test_words_of_other_scripts_and_ends_of_the_alphabet_are_found(store: Store) -> None:
    park = await planted(store, "park", words=["zzz", "парк", "東", "é"])
    for word in ("z", "пар", "東", "é"):
        assert await _search(store, [word]) == ([park], 1, True)


async def test_petitions_are_listed_in_the_order_that_was_asked_for(store: Store) -> None:
    old = await planted(store, "old", started_on=date(2025, 1, 1), closes_at=NOW + DAY)
    new = await planted(store, "new", started_on=date(2026, 1, 1), closes_at=NOW + 2 * DAY)
    long_ago = NOW - 2 * DAY
    await store.turn(lambda nouns: nouns.ledger.enter(new.id, Kind.IMPORTED, 50, long_ago))
    await sign(store, old, "ada")
    assert await _slugs(store, Filter(Order.NEWEST)) == ["new", "old"]
    assert await _slugs(store, Filter(Order.MOST_SIGNED)) == ["new", "old"]
    assert await _slugs(store, Filter(Order.RISING)) == ["old", "new"]
    assert await _slugs(store, Filter(Order.CLOSING)) == ["old", "new"]


async def _slugs(store: Store, chosen: Filter) -> list[str]:
    found, _total = await store.read(lambda nouns: nouns.petitions.listed(chosen, "en", NOW, 100))
    return [one.slug for one in found]


async def test_petitions_are_listed_by_topic_and_organisation(store: Store) -> None:
    bristol = await store.turn(partial(plant_organisation, slug="bristol"))
    await planted(store, "park", topics=["trees"])
    await planted(store, "lake", topics=["water"])
    await planted(store, "harbour", topics=["water"], organisation_id=bristol)
    assert await _slugs(store, Filter(topic="water")) == ["harbour", "lake"]
    assert await _slugs(store, Filter(organisation_id=bristol)) == ["harbour"]
    assert await _slugs(store, Filter(topic="trees", organisation_id=bristol)) == []


@pytest.mark.parametrize(
    ("locales", "wanted", "given"),
    [
        (("en", "de", "fr"), "fr", "fr"),
        (("en", "de", "fr"), "pl", "de"),
        (("fr", "pl"), "en", "fr"),
        (("pl",), "", "pl"),
    ],
)
async def test_a_petition_speaks_the_nearest_language_it_has(
    store: Store, locales: tuple[str, ...], wanted: str, given: str
) -> None:
    berlin = await store.turn(partial(plant_organisation, slug="berlin", locale="de"))
    petition_id = await store.turn(partial(plant_petition, slug="park", organisation_id=berlin, locales=locales))
    found = await store.read(lambda nouns: nouns.petitions.find(petition_id, wanted, NOW))
    assert found is not None
    assert (found.locale, found.title) == (given, f"park in {given}")
    assert await store.read(lambda nouns: nouns.petitions.listed(Filter(), wanted, NOW, 9)) == ([found], 1)


async def test_a_petition_closes_on_its_day_by_itself(store: Store) -> None:
    park = await planted(store, "park", closes_at=NOW + DAY)
    assert park.is_open
    ended = await store.read(lambda nouns: nouns.petitions.find(park.id, "en", NOW + DAY))
    assert ended == replace(park, is_open=False)


async def test_a_petition_is_found_by_its_code_however_it_is_typed(store: Store) -> None:
    park = await planted(store, "park", code="PARKAB")
    assert await store.read(lambda nouns: nouns.petitions.by_code("parkab", "en", NOW)) == park


async def test_a_draft_answers_like_nothing_at_all(store: Store) -> None:
    await planted(store, "park", topics=["trees"])
    draft_id = await store.turn(_plant_draft)

    def look(nouns: Nouns) -> list[object]:
        updates = nouns.campaign_updates
        return [
            nouns.petitions.find(draft_id, "en", NOW),
            nouns.petitions.by_code("DRAFT", "en", NOW),
            nouns.petitions.search(["secret"], "en", NOW, 9),
            updates.of(draft_id, 9),
            updates.how_many(draft_id),
            updates.victory_of(draft_id),
            updates.find(1),
            updates.find(2),
        ]

    assert await store.read(look) == [None, None, ([], 0, True), [], 0, None, None, None]
    assert [await _slugs(store, Filter(order)) for order in Order] == [["park"], ["park"], ["park"], [], []]
    assert await store.read(lambda nouns: nouns.petitions.topics(9)) == ["trees"]
    assert await store.read(lambda nouns: nouns.petitions.open_count()) == 1
    assert await store.read(lambda nouns: [name for _id, name in nouns.organisations.with_petitions(9)]) == ["leeds"]


def _plant_draft(nouns: Nouns) -> int:
    shy = plant_organisation(nouns, "shy")
    draft_id = plant_petition(
        nouns,
        "draft",
        organisation_id=shy,
        state=State.DRAFT.value,
        topics=["secret"],
        words=["secret"],
        closes_at=NOW + DAY,
        count=500,
    )
    for kind in ("news", "victory"):
        news: dict[str, Any] = {"slug": kind, "kind": kind, "title": "Secret", "text": "", "sources": []}
        nouns.connection.run(
            sa.insert(campaign_update).values(news | {"petition_id": draft_id, "happened_on": date(2026, 1, 1)})
        )
    return draft_id


async def test_a_petition_that_is_read_again_is_the_same(store: Store) -> None:
    park = await planted(store, "park", ladder=[3, 9], co_signers=["Ben"], video="https://example.org/v")
    assert (park.ladder, park.co_signers) == ((3, 9), ("Ben",))
    assert await read(store, park.id) == park
