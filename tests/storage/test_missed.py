"""Missed news: only of the kinds that were chosen, by indexes, and never more than can be looked through."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from storage import hearing
from storage.alerts import Alert
from storage.columns import EPOCH
from storage.due import COLLECTED, SENT
from storage.follows import Topic, subject_of, subject_of_organisation, subject_of_topic
from storage.hearing import (
    BROADCAST,
    CAMPAIGN_UPDATE,
    CLOSING_SOON,
    COMMENT_DECIDED,
    DELIVERED,
    KEY_DATE,
    MILESTONE,
    NEW_PETITION,
    NEW_STORY,
    REASON_DECIDED,
    RESPONSE,
    SIGNATURE_RELEASED,
    VICTORY,
)
from storage.nouns import Nouns
from storage.recipients import Why
from storage.store import Store
from storage.tables.news import alert, delivery
from storage.tables.stories import story
from storage.tables.telling import campaign_update
from tests.storage.plans import plan_of
from tests.storage.planting import NOW, plant_organisation, plant_petition, tell_at_once

HOUR = timedelta(hours=1)
LATER = NOW + HOUR
WHOLE = re.compile(r"^SCAN (?:alert|delivery|follow|petition\w*|story|campaign_update)\b|Seq Scan on", re.MULTILINE)
INDEXES = ("ix_alert_subject_raised_at", "ix_alert_kind_raised_at", "ix_delivery_of_person")
ORGANISATION, TREES = subject_of_organisation(1), subject_of_topic("trees")
PARK = subject_of(1)
OF_ORGANISATIONS = {VICTORY, RESPONSE, DELIVERED, CAMPAIGN_UPDATE, BROADCAST}


def plant(nouns: Nouns) -> None:
    """A petition of an organisation, with a story, and an alert of each kind an hour later."""
    owner = plant_organisation(nouns)
    park = plant_petition(nouns, "park", topics=["trees"])
    told = {"slug": "s", "kind": "story", "happened_on": NOW.date(), "locale": "en", "title": "T", "text": ""}
    nouns.connection.run(
        sa.insert(story).values(**told, links=[], organisation_id=owner, petition_id=park, is_sample=False)
    )
    for slug in (VICTORY, RESPONSE, CAMPAIGN_UPDATE):
        update = {"petition_id": park, "slug": slug, "kind": slug, "happened_on": NOW.date(), "title": "T", "text": ""}
        nouns.connection.run(sa.insert(campaign_update).values(**update, sources=[]))
        nouns.alerts.raise_once(slug, PARK, slug, LATER)
    assert tell_at_once(nouns, owner, "T", "", "", LATER, park)
    occasions = {MILESTONE: "100", DELIVERED: "2026-11-21", KEY_DATE: "1:7", CLOSING_SOON: "2026-11-28:7"}
    for kind, occasion in occasions.items():
        nouns.alerts.raise_once(kind, PARK, occasion, LATER)
    nouns.alerts.raise_once(NEW_PETITION, ORGANISATION, str(park), LATER)
    nouns.alerts.raise_once(NEW_STORY, ORGANISATION, "1", LATER)


def following(nouns: Nouns, subject: str, topics: Topic, since: datetime = NOW) -> int:
    """Somebody who follows this."""
    somebody = nouns.supporters.add("terminal", f"{subject} {topics} {since}", "chat", NOW).id
    nouns.follows.set(somebody, subject, topics, since)
    return somebody


@pytest.mark.parametrize(
    ("subject", "heard"),
    [
        (
            PARK,
            {
                Topic.ENDINGS: {VICTORY, RESPONSE, DELIVERED},
                Topic.UPDATES: {CAMPAIGN_UPDATE, BROADCAST},
                Topic.MILESTONES: {MILESTONE},
                Topic.DATES: {KEY_DATE, CLOSING_SOON},
                Topic.STORIES: {NEW_STORY},
            },
        ),
        (
            ORGANISATION,
            {
                Topic.PETITIONS: {NEW_PETITION},
                Topic.STORIES: {NEW_STORY},
                Topic.UPDATES: OF_ORGANISATIONS,
            },
        ),
        (TREES, {Topic.PETITIONS: {NEW_PETITION}, Topic.STORIES: {NEW_STORY}}),
    ],
)
async def test_each_kind_of_news_is_heard_by_whoever_chose_it_and_nobody_else(
    store: Store, subject: str, heard: dict[Topic, set[str]]
) -> None:
    await store.turn(plant)
    for topic in Topic:
        somebody = await store.turn(partial(following, subject=subject, topics=topic))
        found, total = await missed(store, somebody)
        wanted = heard.get(topic, set())
        assert ({news.kind for news in found}, total) == (wanted, len(wanted)), topic


async def missed(store: Store, somebody: int, after: datetime | None = None) -> tuple[list[Alert], int]:
    return await store.read(lambda nouns: nouns.missed.of(somebody, after, 20))


@pytest.mark.parametrize("subject", [PARK, ORGANISATION, TREES])
async def test_what_was_raised_in_the_very_moment_of_following_or_of_the_last_look_is_not_missed(
    store: Store, subject: str
) -> None:
    await store.turn(plant)
    everything = Topic(sum(Topic))
    early = await store.turn(lambda nouns: following(nouns, subject, topics=everything))
    late = await store.turn(lambda nouns: following(nouns, subject, topics=everything, since=LATER))
    await store.turn(lambda nouns: nouns.follows.set(late, subject_of_topic("rivers"), everything, NOW))
    assert (await missed(store, early))[1] > 0
    assert await missed(store, early, LATER) == await missed(store, late) == ([], 0)


async def test_of_organisations_and_topics_the_newest_are_looked_through(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hearing, "MOST_LOOKED_THROUGH", 3)

    def plant_news(nouns: Nouns) -> list[int]:
        plant_petition(nouns, "park", topics=["trees"])
        rows = [
            {"kind": NEW_PETITION, "subject": ORGANISATION, "occasion": str(n), "raised_at": NOW + n * HOUR}
            for n in range(1, 8)
        ]
        nouns.connection.many(sa.insert(alert), rows)
        following(nouns, ORGANISATION, topics=Topic.PETITIONS)
        heard = hearing._of_organisations(NEW_PETITION, Topic.PETITIONS)
        somebody = nouns.connection.all(sa.text("SELECT supporter_id FROM follow"))[0][0]
        found = nouns.connection.all(heard, supporter_id=somebody, after=EPOCH)
        return sorted(int(row.occasion) for row in found)

    assert await store.turn(plant_news) == [5, 6, 7]


async def test_news_goes_by_indexes_and_reads_no_table_whole(store: Store) -> None:
    await store.turn(plant)
    subjects = (PARK, ORGANISATION, TREES)

    def follow_all(nouns: Nouns) -> int:
        somebody = following(nouns, subjects[0], Topic(sum(Topic)))
        for subject in subjects[1:]:
            nouns.follows.set(somebody, subject, Topic(sum(Topic)), NOW)
        return somebody

    somebody = await store.turn(follow_all)

    def look(nouns: Nouns) -> None:
        nouns.missed.of(somebody, None, 8)
        nouns.missed.and_told(somebody, 8)
        nouns.missed.told_to(somebody, 1)

    plan = await store.turn(lambda nouns: plan_of(nouns, look))
    assert not WHOLE.search(plan), plan
    for index in INDEXES:
        assert index in plan, plan


def telling(nouns: Nouns, somebody: int, state: str) -> None:
    """All alerts are deliveries to somebody, which have come so far."""
    for row in nouns.connection.all(sa.select(alert.c.id)):
        values = {"alert_id": row.id, "supporter_id": somebody, "platform": "terminal", "why": Why.PETITION.value}
        nouns.connection.run(sa.insert(delivery).values(**values, state=state, at=LATER))


@pytest.mark.parametrize(("state", "is_told"), [(SENT, True), (COLLECTED, True), ("gone", False), ("failed", False)])
async def test_what_was_told_is_no_missed_news_and_what_could_not_be_told_is(
    store: Store, state: str, is_told: bool
) -> None:
    await store.turn(plant)
    ada = await store.turn(lambda nouns: following(nouns, PARK, Topic(sum(Topic))))
    bo = await store.turn(lambda nouns: following(nouns, PARK, Topic(sum(Topic)), NOW - HOUR))
    before = await missed(store, ada)
    await store.turn(lambda nouns: telling(nouns, ada, state))
    assert await missed(store, ada) == (([], 0) if is_told else before)
    assert await store.read(lambda nouns: nouns.missed.and_told(ada, 20)) == before == await missed(store, bo)


async def test_what_concerns_one_person_alone_is_missed_by_them_until_they_are_told(store: Store) -> None:
    ada = await store.turn(lambda nouns: following(nouns, TREES, Topic.PETITIONS))
    bo = await store.turn(lambda nouns: following(nouns, PARK, Topic.ENDINGS))

    def decide(nouns: Nouns) -> None:
        nouns.supporters.write_to("terminal", f"{TREES} {Topic.PETITIONS} {NOW}", is_on=True)
        for kind in (COMMENT_DECIDED, REASON_DECIDED, SIGNATURE_RELEASED):
            nouns.alerts.raise_once(kind, "signature:7", "x", LATER, to=ada)

    await store.turn(decide)
    found, total = await missed(store, ada)
    assert ({each.kind for each in found}, total) == ({COMMENT_DECIDED, REASON_DECIDED, SIGNATURE_RELEASED}, 3)
    assert await missed(store, bo) == ([], 0)
    told = await store.read(lambda nouns: nouns.missed.told_to(ada, found[0].id))
    assert told == (found[0], Why.OWN)
    assert await store.read(lambda nouns: nouns.missed.told_to(bo, found[0].id)) is None
    await store.turn(lambda nouns: nouns.connection.run(sa.update(delivery).values(state=SENT)))
    assert await missed(store, ada) == ([], 0)
