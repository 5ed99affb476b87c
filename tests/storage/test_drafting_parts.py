"""Whom a petition asks, its days and goals, and what else its organizers say of it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from storage.drafting_parts import Target
from storage.nouns import Nouns
from storage.petitions import Petition
from storage.store import Store
from storage.tables.petitions import delivery_to
from tests.storage.planting import NOW, plant_petition, planted, read
from tests.storage.test_drafts import found

MAYOR, ADA, LEEDS = Target(office="Mayor"), Target(person="Ada L."), Target(person="Ada L.", district="Leeds")


async def names(store: Store, park: Petition) -> list[Target]:
    """Whom it asks now."""
    return [each.said for each in await store.read(lambda nouns: nouns.drafted_parts.targets(park.id))]


async def test_targets_stand_in_their_order_each_once(store: Store) -> None:
    park = await planted(store)
    added = [
        await store.turn(lambda nouns, said=said: nouns.drafted_parts.add_target(park.id, said))  # type: ignore[misc]
        for said in (MAYOR, ADA, LEEDS, ADA)
    ]
    assert added == [True, True, True, False]
    mayor, ada, leeds = await store.read(lambda nouns: nouns.drafted_parts.targets(park.id))
    assert await store.turn(lambda nouns: nouns.drafted_parts.move_up(park.id, leeds.id))
    assert not await store.turn(lambda nouns: nouns.drafted_parts.move_up(park.id, mayor.id))
    assert not await store.turn(lambda nouns: nouns.drafted_parts.move_up(park.id, 404))
    assert await names(store, park) == [MAYOR, LEEDS, ADA]
    assert not await store.turn(lambda nouns: nouns.drafted_parts.change_target(park.id, ada.id, LEEDS))
    handed = Target(person="Ada L.", is_addressed=False)
    assert await store.turn(lambda nouns: nouns.drafted_parts.change_target(park.id, ada.id, handed))
    assert await store.turn(lambda nouns: nouns.drafted_parts.remove_target(park.id, mayor.id))
    assert not await store.turn(lambda nouns: nouns.drafted_parts.remove_target(park.id, mayor.id))
    assert await names(store, park) == [LEEDS, handed]


async def test_whoever_was_handed_the_signatures_stays(store: Store) -> None:
    park = await planted(store)
    await store.turn(lambda nouns: nouns.drafted_parts.add_target(park.id, MAYOR))
    (mayor,) = await store.read(lambda nouns: nouns.drafted_parts.targets(park.id))
    await store.turn(lambda nouns: nouns.connection.run(sa.insert(delivery_to).values(decision_maker_id=mayor.id)))
    assert not await store.turn(lambda nouns: nouns.drafted_parts.remove_target(park.id, mayor.id))


async def test_a_target_of_another_petition_is_left_alone(store: Store) -> None:
    park, tree = await planted(store), await planted(store, "tree")
    await store.turn(lambda nouns: nouns.drafted_parts.add_target(park.id, MAYOR))
    (mayor,) = await store.read(lambda nouns: nouns.drafted_parts.targets(park.id))
    assert not await store.turn(lambda nouns: nouns.drafted_parts.remove_target(tree.id, mayor.id))
    assert not await store.turn(lambda nouns: nouns.drafted_parts.change_target(tree.id, mayor.id, ADA))
    assert await names(store, park) == [MAYOR]


async def test_days_stand_in_their_order_each_once(store: Store) -> None:
    park = await planted(store)
    later, sooner = (date(2027, 2, 1), "The vote"), (date(2027, 1, 1), "The hearing")
    added = [
        await store.turn(lambda nouns, day=day: nouns.drafted_parts.add_day(park.id, *day))  # type: ignore[misc]
        for day in (later, sooner, later)
    ]
    assert added == [True, True, False]
    days = await store.read(lambda nouns: nouns.drafted_parts.days(park.id))
    assert [(each.on, each.what) for each in days] == [sooner, later]
    assert await store.turn(lambda nouns: nouns.drafted_parts.remove_day(park.id, days[0].id))
    assert not await store.turn(lambda nouns: nouns.drafted_parts.remove_day(park.id, days[0].id))


async def test_its_last_day_ends_where_it_is_meant(store: Store) -> None:
    park = await planted(store)
    await store.turn(lambda nouns: nouns.drafted_parts.set_closing(park, date(2026, 12, 31)))
    closing = await read(store, park.id)
    assert closing.closes_at == datetime(2027, 1, 1, tzinfo=UTC)
    await store.turn(lambda nouns: nouns.drafted_parts.set_zone(closing, "America/New_York"))
    there = await read(store, park.id)
    assert (there.zone, there.last_day) == ("America/New_York", date(2026, 12, 31))
    assert there.closes_at == datetime(2027, 1, 1, 5, tzinfo=UTC)
    await store.turn(lambda nouns: nouns.drafted_parts.set_closing(there, None))
    assert (await read(store, park.id)).closes_at is None


async def test_goals_and_lines_are_its_own_or_the_usual_ones(store: Store) -> None:
    park = await planted(store)

    def set_all(nouns: Nouns) -> None:
        nouns.drafted_parts.set_ladder(park, (50, 70))
        nouns.drafted_parts.set_line(park, "contact", "park@example.org")

    await store.turn(set_all)
    shown = await read(store, park.id)
    assert (shown.ladder, shown.contact) == ((50, 70), "park@example.org")
    await store.turn(lambda nouns: nouns.drafted_parts.set_ladder(park, None))
    assert (await read(store, park.id)).ladder is None


@pytest.mark.parametrize(("state", "is_found"), [("open", True), ("draft", False)])
async def test_topics_and_co_signers_are_found_once_it_is_public(store: Store, state: str, is_found: bool) -> None:
    petition_id = await store.turn(lambda nouns: plant_petition(nouns, "park", state=state, topics=["old"]))
    park = await store.read(lambda nouns: found(nouns, petition_id))

    def say(nouns: Nouns) -> list[str]:
        nouns.drafted_parts.set_topics(park, ["trees", "birds"])
        nouns.drafted_parts.set_co_signers(park, ["Zeppelin Club"])
        return nouns.details.topics(petition_id)

    assert sorted(await store.turn(say)) == ["birds", "trees"]
    for words in (["trees"], ["zeppelin"]):
        search = await store.read(lambda nouns, words=words: nouns.petitions.search(words, "en", NOW, 5))  # type: ignore[misc]
        assert bool(search.petitions) is is_found
