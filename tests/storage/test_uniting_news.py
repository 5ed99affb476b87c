"""What two linked accounts follow, chose and were told becomes one person's."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from storage.follows import SIGNING_FOLLOWS, Topic, subject_of
from storage.making import MAKING, make_page
from storage.nouns import Nouns
from storage.petitions import Petition
from storage.preferences import Digest, Night
from storage.store import Store
from storage.supporters import Account
from storage.tables.news import delivery, follow
from storage.tables.people import account, supporter
from storage.uniting import link_accounts
from tests.storage.planting import NOW, planted, rows
from tests.storage.two_accounts import ADA, HERS, LATER, is_known, known, link

FULL = Topic.ENDINGS | Topic.UPDATES | Topic.MILESTONES


@pytest.fixture
async def park(store: Store) -> Petition:
    return await planted(store)


@pytest.mark.parametrize(
    ("one", "other", "heard"),
    [
        (SIGNING_FOLLOWS, Topic.ENDINGS, Topic.ENDINGS),
        (FULL, SIGNING_FOLLOWS, SIGNING_FOLLOWS),
        (FULL, Topic.NOTHING, Topic.NOTHING),
        (Topic.NOTHING, FULL, Topic.NOTHING),
        (Topic.MILESTONES, Topic.ENDINGS, Topic.MILESTONES | Topic.ENDINGS),
    ],
)
async def test_what_both_follow_is_followed_by_the_stricter_choice(
    store: Store, one: Topic, other: Topic, heard: Topic
) -> None:
    def follow_both(nouns: Nouns) -> None:
        ada, hers = known(nouns, ADA), known(nouns, HERS)
        nouns.follows.set(ada, "petition:1", one, NOW)
        nouns.follows.set(hers, "petition:1", other, LATER)
        nouns.follows.set(hers, "topic:parks", Topic.STORIES, LATER)

    await store.turn(follow_both)
    await link(store)
    found = {row.subject: (Topic(row.topics), row.since) for row in await rows(store, sa.select(follow))}
    assert found == {"petition:1": (heard, NOW), "topic:parks": (Topic.STORIES, LATER)}


async def test_a_kind_of_news_is_heard_since_it_first_was(store: Store) -> None:
    def follow_both(nouns: Nouns) -> None:
        ada, hers = known(nouns, ADA), known(nouns, HERS)
        nouns.follows.set(ada, "petition:1", Topic.ENDINGS, NOW)
        nouns.follows.change(ada, "petition:1", LATER + timedelta(hours=2), more=Topic.MILESTONES)
        nouns.follows.set(hers, "petition:1", Topic.ENDINGS | Topic.MILESTONES, LATER)

    await store.turn(follow_both)
    await link(store)
    (row,) = await rows(store, sa.select(follow))
    assert (row.since, row.endings_since, row.milestones_since) == (NOW, None, LATER)


async def chooses(store: Store, party: Account, **chosen: Any) -> None:
    await store.turn(lambda nouns: nouns.preferences.set(known(nouns, party), **chosen))


async def test_the_quieter_choice_holds(store: Store) -> None:
    await chooses(store, ADA, night=Night.KEEP, digest=Digest.DAILY, is_discreet=False, zone="Asia/Tokyo")
    await chooses(store, HERS, digest=Digest.WEEKLY, is_discreet=True, is_text_only=True, is_stopped=True)
    await chooses(store, HERS, zone="Europe/Berlin", news_seen_at=LATER)
    await store.turn(lambda nouns: nouns.supporters.set_locale(known(nouns, HERS), "de"))
    await link(store)
    person = await is_known(store, ADA)
    found = await store.read(lambda nouns: nouns.preferences.of(person))
    assert (found.night, found.digest, found.is_discreet) == (Night.KEEP, Digest.WEEKLY, True)
    assert (found.is_text_only, found.is_stopped, found.news_seen_at) == (True, True, NOW)
    assert found.zone in {"Asia/Tokyo", "Europe/Berlin"}
    spoken = await store.read(lambda nouns: nouns.supporters.find(ADA.platform, ADA.user_id))
    assert spoken is not None
    assert spoken.locale == "de"


@pytest.mark.parametrize(("one", "other", "held"), [(None, None, None), (None, False, False), (True, None, True)])
async def test_discreet_messages_that_nobody_chose_stay_so(
    store: Store, one: bool | None, other: bool | None, held: bool | None
) -> None:
    await chooses(store, ADA, is_discreet=one)
    await chooses(store, HERS, is_discreet=other)
    await link(store)
    (row,) = await rows(store, sa.select(supporter))
    assert row.is_discreet is held


async def test_a_newcomer_brings_no_old_news_back(store: Store) -> None:
    await chooses(store, ADA, news_seen_at=LATER)
    await store.turn(lambda nouns: known(nouns, HERS, LATER + timedelta(hours=1)))
    await link(store)
    (row,) = await rows(store, sa.select(supporter))
    assert (row.since, row.news_seen_at) == (NOW, LATER)


WON = "petition:1"


def hears(nouns: Nouns, *, of_hers: Topic, of_adas: Topic = Topic.NOTHING) -> tuple[int, int]:
    """Ada and her other account, both written to; they want these kinds of news of the first petition."""
    both = [nouns.supporters.add_account(replace(each, is_written_to=True), NOW).id for each in (ADA, HERS)]
    for supporter_id, topics in zip(both, (of_adas, of_hers), strict=True):
        nouns.follows.set(supporter_id, WON, topics, NOW)
    return both[0], both[1]


async def states_of(store: Store) -> list[str]:
    return [row.state for row in await rows(store, sa.select(delivery.c.state))]


@pytest.mark.parametrize(
    ("first", "second", "stays"),
    [
        ("gone", "queued", "queued"),
        ("queued", "gone", "queued"),
        ("failed", "collected", "collected"),
        ("queued", "sent", "sent"),
        ("sent", "queued", "sent"),
        ("skipped", "queued", "skipped"),
    ],
)
async def test_what_could_not_be_told_on_one_account_is_told_on_the_other(
    store: Store, park: Petition, first: str, second: str, stays: str
) -> None:
    def told(nouns: Nouns) -> None:
        both = hears(nouns, of_hers=Topic.ENDINGS, of_adas=Topic.ENDINGS)
        nouns.alerts.raise_once("victory", subject_of(park.id), "won", LATER)
        make_page(nouns, nouns.alerts.waiting(1)[0], LATER)
        staying, going = sorted(both, key=lambda each: (nouns.supporters.since(each), each))
        for supporter_id, state in ((staying, first), (going, second)):
            mine = sa.update(delivery).where(delivery.c.supporter_id == supporter_id)
            nouns.connection.run(mine.values(state=state))

    await store.turn(told)
    await link(store)
    assert await states_of(store) == [stays]


async def test_what_is_being_told_is_told_to_whoever_follows_by_linking(store: Store, park: Petition) -> None:
    def told(nouns: Nouns) -> None:
        both = hears(nouns, of_hers=Topic.NOTHING)
        staying, going = sorted(both, key=lambda each: (nouns.supporters.since(each), each))
        nouns.follows.end(staying, WON)
        nouns.follows.set(going, WON, Topic.ENDINGS, NOW)
        nouns.alerts.raise_once("victory", subject_of(park.id), "won", LATER)
        (given,) = nouns.alerts.waiting(1)
        work = nouns.jobs.begin(MAKING, str(given.id), None, LATER)
        nouns.jobs.move(replace(work, cursor=f"0:{max(both)}"), LATER)

    await store.turn(told)
    await store.turn(lambda nouns: link_accounts(nouns, ADA, HERS, LATER))
    await store.turn(lambda nouns: make_page(nouns, nouns.alerts.waiting(1)[0], LATER))
    (row,) = await rows(store, sa.select(delivery))
    assert (row.state, row.why) == ("queued", "petition")
    assert (await rows(store, sa.select(account.c.supporter_id)))[0].supporter_id == row.supporter_id
