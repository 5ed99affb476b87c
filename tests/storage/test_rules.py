"""The rules of an organisation are its own, and who hears of a petition's days is counted up to a bound."""

from __future__ import annotations

from storage.follows import Topic, subject_of
from storage.nouns import Nouns
from storage.rules import OwnRules
from storage.store import Store
from tests.storage.planting import NOW, plant_organisation, planted, remembered


async def test_an_organisation_has_the_usual_rules_until_it_sets_its_own(store: Store) -> None:
    leeds, york = await store.turn(lambda nouns: [plant_organisation(nouns, slug) for slug in ("leeds", "york")])
    usual = OwnRules(most_a_week=3, needs_two=False, quiet_days=30)
    assert await store.read(lambda nouns: nouns.rules.of(leeds)) == usual
    own = OwnRules(most_a_week=1, needs_two=True, quiet_days=0)
    await store.turn(lambda nouns: nouns.rules.set(leeds, own))
    assert await store.read(lambda nouns: (nouns.rules.of(leeds), nouns.rules.of(york))) == (own, usual)


async def test_those_who_want_to_hear_of_days_are_counted(store: Store) -> None:
    park, lake = await planted(store, "park"), await planted(store, "lake")

    def follow(nouns: Nouns) -> None:
        chosen = (Topic.DATES, Topic.DATES | Topic.UPDATES, Topic.UPDATES, Topic.NOTHING)
        for number, topics in enumerate(chosen):
            who = remembered(nouns, "telegram", f"person {number}", "", NOW)
            nouns.follows.set(who.id, subject_of(park.id), topics, NOW)
            nouns.follows.set(who.id, subject_of(lake.id), Topic.DATES, NOW)

    await store.turn(follow)

    def count(nouns: Nouns) -> list[int]:
        return [
            nouns.follows.hearers(subject_of(each), Topic.DATES, most) for each in (park.id, lake.id) for most in (9, 3)
        ]

    assert await store.read(count) == [2, 2, 4, 3]
