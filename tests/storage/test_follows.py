"""Follows: a choice is kept, and what happened is found by it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from storage.alerts import WAITING, Alert
from storage.follows import SIGNING_FOLLOWS, Follow, Topic, subject_of
from storage.nouns import Nouns
from storage.store import Store
from storage.tables.stories import story
from tests.storage.planting import NOW, plant_organisation, plant_petition, remembered

HOUR = timedelta(hours=1)
PARK = subject_of(1)


async def somebody(store: Store, user_id: str = "7") -> int:
    return (await store.turn(lambda nouns: remembered(nouns, "terminal", user_id, "chat", NOW))).id


async def sets(store: Store, person: int, subject: str, topics: Topic, at: datetime = NOW) -> None:
    await store.turn(lambda nouns: nouns.follows.set(person, subject, topics, at))


async def heard(store: Store, person: int, subject: str = PARK) -> Topic:
    return await store.read(lambda nouns: nouns.follows.of(person, subject))


async def raised(store: Store, kind: str, subject: str, occasion: Any, at: datetime = NOW + HOUR) -> None:
    await store.turn(lambda nouns: nouns.alerts.raise_once(kind, subject, str(occasion), at))


async def missed(store: Store, person: int, after: datetime | None = None) -> list[tuple[str, str]]:
    found, total = await store.read(lambda nouns: nouns.missed.of(person, after, 100))
    assert total == len(found)
    return [(news.kind, news.occasion) for news in found]


def plant_story(nouns: Nouns, organisation_id: int, petition_id: int | None) -> int:
    values = {
        "slug": "s",
        "kind": "story",
        "happened_on": NOW.date(),
        "locale": "en",
        "title": "T",
        "text": "",
        "links": [],
    }
    planted = sa.insert(story).values(
        **values, organisation_id=organisation_id, petition_id=petition_id, is_sample=False
    )
    row = nouns.connection.first(planted.returning(story.c.id))
    assert row is not None
    return int(row.id)


async def test_what_signing_begins_leaves_a_choice_alone(store: Store) -> None:
    ada = await somebody(store)
    begun = await store.turn(lambda nouns: nouns.follows.begin(ada, PARK, SIGNING_FOLLOWS, NOW))
    assert begun == await heard(store, ada) == SIGNING_FOLLOWS
    await sets(store, ada, PARK, Topic.NOTHING)
    again = await store.turn(lambda nouns: nouns.follows.begin(ada, PARK, SIGNING_FOLLOWS, NOW))
    assert again == await heard(store, ada) == Topic.NOTHING


async def test_what_is_followed_stands_in_pages_without_what_is_muted(store: Store) -> None:
    ada, bo = await somebody(store), await somebody(store, "8")
    for number in range(1, 8):
        await sets(store, ada, subject_of(number), Topic.ENDINGS, NOW + number * HOUR)
    await sets(store, ada, subject_of(7), Topic.NOTHING)
    await sets(store, bo, PARK, Topic.STORIES)
    page, total = await store.read(lambda nouns: nouns.follows.all_of(ada, 5))
    assert (page[0], len(page), total) == (Follow("petition:6", Topic.ENDINGS), 5, 6)
    await store.turn(lambda nouns: nouns.follows.end(ada, PARK))
    assert await heard(store, ada) == Topic.NOTHING
    assert await heard(store, bo) == Topic.STORIES


async def test_missed_are_the_kinds_that_are_heard_after_the_follow_and_after_the_last_look(store: Store) -> None:
    park = await store.turn(lambda nouns: plant_petition(nouns, "park"))
    ada = await somebody(store)
    await sets(store, ada, subject_of(park), Topic.MILESTONES)
    await raised(store, "milestone", subject_of(park), 100, NOW - HOUR)
    await raised(store, "milestone", subject_of(park), 200, NOW + HOUR)
    await raised(store, "milestone", subject_of(park), 500, NOW + 3 * HOUR)
    await raised(store, "milestone", "petition:99", 500)
    await raised(store, "new_story", "organisation:1", 99)
    assert await missed(store, ada) == [("milestone", "500"), ("milestone", "200")]
    assert await missed(store, ada, NOW + 2 * HOUR) == [("milestone", "500")]
    assert await missed(store, await somebody(store, "8")) == []


async def test_missed_is_bounded_and_knows_how_much_there_is(store: Store) -> None:
    park = await store.turn(lambda nouns: plant_petition(nouns, "park"))
    ada = await somebody(store)
    await sets(store, ada, subject_of(park), Topic.MILESTONES)
    for goal in range(100, 113):
        await raised(store, "milestone", subject_of(park), goal, NOW + goal * HOUR)
    found, total = await store.read(lambda nouns: nouns.missed.of(ada, None, 8))
    assert ([news.occasion for news in found][:2], len(found), total) == (["112", "111"], 8, 13)
    assert await store.read(lambda nouns: nouns.missed.of(ada, None, 5, 50)) == ([], 13)


async def test_each_way_of_following_finds_its_news_once(store: Store) -> None:
    def plant(nouns: Nouns) -> tuple[int, int, int]:
        owner = plant_organisation(nouns)
        park = plant_petition(nouns, "park", topics=("trees", "100% green_"))
        return owner, park, plant_story(nouns, owner, park)

    owner, park, told = await store.turn(plant)
    await raised(store, "new_petition", f"organisation:{owner}", park)
    await raised(store, "new_story", f"organisation:{owner}", told)
    both = Topic.PETITIONS | Topic.STORIES
    ways = {
        f"organisation:{owner}": both,
        "topic:trees": both,
        "topic:100% green_": Topic.PETITIONS,
        subject_of(park): Topic.STORIES,
    }
    found = {}
    for subject, topics in ways.items():
        person = await somebody(store, subject)
        await sets(store, person, subject, topics)
        found[subject] = {kind for kind, _occasion in await missed(store, person)}
    assert found == {
        f"organisation:{owner}": {"new_petition", "new_story"},
        "topic:trees": {"new_petition", "new_story"},
        "topic:100% green_": {"new_petition"},
        subject_of(park): {"new_story"},
    }
    ada = await somebody(store, "everything")
    for subject, topics in ways.items():
        await sets(store, ada, subject, topics)
    assert len(await missed(store, ada)) == 2


async def test_a_draft_is_no_news(store: Store) -> None:
    draft = await store.turn(lambda nouns: plant_petition(nouns, "park", state="draft", topics=("trees",)))
    ada = await somebody(store)
    for subject in ("topic:trees", "organisation:1", subject_of(draft)):
        await sets(store, ada, subject, Topic(63))
    await raised(store, "new_petition", "organisation:1", draft)
    await raised(store, "milestone", subject_of(draft), 100)
    assert await missed(store, ada) == []


async def test_news_names_what_it_tells_of(store: Store) -> None:
    park = await store.turn(lambda nouns: plant_petition(nouns, "park"))
    ada = await somebody(store)
    await sets(store, ada, subject_of(park), Topic.MILESTONES)
    await raised(store, "milestone", subject_of(park), 100)
    found, _total = await store.read(lambda nouns: nouns.missed.of(ada, None, 1))
    assert found == [Alert(1, "milestone", subject_of(park), "100", NOW + HOUR, WAITING)]
