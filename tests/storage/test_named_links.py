"""Links that organizers name: one of a name, for one petition, and opening it when they have ended."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from storage.came_by import by_link, link_in
from storage.named_links import MOST_LINKS, NamedLink, key_of
from storage.petitions import Petition
from storage.store import Store
from tests.storage.planting import NOW, planted


async def made(store: Store, found: Petition, name: str = "Poster") -> NamedLink:
    """A link of this name."""
    link = await store.turn(lambda nouns: nouns.named_links.make(found.id, name, NOW))
    assert link is not None
    return link


async def test_of_two_of_one_name_the_second_is_none(store: Store) -> None:
    park, lake = await planted(store), await planted(store, "lake")
    poster = await made(store, park)
    assert await store.turn(lambda nouns: nouns.named_links.make(park.id, " POSTER ", NOW)) is None
    assert (await made(store, lake)).id != poster.id


async def test_it_is_renamed_where_the_name_is_free(store: Store) -> None:
    park = await planted(store)
    poster, radio = await made(store, park), await made(store, park, "Radio")
    assert not await store.turn(lambda nouns: nouns.named_links.rename(radio, "poster"))
    assert await store.turn(lambda nouns: nouns.named_links.rename(poster, "POSTER"))
    names = await store.read(lambda nouns: nouns.named_links.names(park.id))
    assert names == {poster.source: "POSTER", radio.source: "Radio"}


async def test_one_that_has_ended_is_found_by_its_code_and_stands_last(store: Store) -> None:
    park = await planted(store)
    poster = await made(store, park)
    await made(store, park, "Radio")
    await made(store, park, "Stall")
    assert await store.turn(lambda nouns: nouns.named_links.end(poster, NOW))
    assert not await store.turn(lambda nouns: nouns.named_links.end(poster, NOW + timedelta(days=1)))
    found = await store.read(lambda nouns: nouns.named_links.by_code(poster.code))
    assert found is not None
    assert found.has_ended
    links, total = await store.read(lambda nouns: nouns.named_links.of(park.id, 5))
    assert ([each.name for each in links], total) == (["Stall", "Radio", "Poster"], 3)


async def test_a_link_is_of_one_petition_alone(store: Store) -> None:
    park, lake = await planted(store), await planted(store, "lake")
    poster = await made(store, park)
    assert await store.read(lambda nouns: nouns.named_links.find(lake.id, poster.id)) is None


async def test_there_is_room_for_fifty_that_count(store: Store) -> None:
    park = await planted(store)
    links = [await made(store, park, f"Street {n}") for n in range(MOST_LINKS)]
    assert not await store.read(lambda nouns: nouns.named_links.has_room(park.id))
    await store.turn(lambda nouns: nouns.named_links.end(links[0], NOW))
    assert await store.read(lambda nouns: nouns.named_links.has_room(park.id))


@settings(max_examples=200, deadline=None)
@given(st.text(), st.integers(min_value=0, max_value=2**31))
def test_whatever_it_says_a_source_is_read_back_or_is_no_link(words: str, link_id: int) -> None:
    assert link_in(by_link(link_id)) == link_id
    found = link_in(words)
    assert found is None or words.startswith("link:")


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40))
def test_a_name_is_the_same_however_it_is_spaced_and_cased(name: str) -> None:
    assert key_of(f"  {name}\t") == key_of(name)
    assert key_of("Poster " + name.swapcase()) == key_of("poster  " + name.swapcase())
