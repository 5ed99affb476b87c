"""People who wait for news: a petition that they follow, an answer to it, and the moment at which it is told."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import sqlalchemy as sa

from storage.due import SENT
from storage.follows import SIGNING_FOLLOWS, subject_of
from storage.keys import KeyPlace
from storage.nouns import Nouns
from storage.opening import StorePlace, open_store
from storage.progress import Progress
from storage.store import Store
from storage.tables.telling import campaign_update
from tests.storage.planting import plant_petition

AT_ONCE = 200
SINCE = datetime(2026, 1, 1, tzinfo=UTC)
TEXT = "The council has answered. " + "It will keep the park open, and repairs its paths by the end of the year. " * 4


@asynccontextmanager
async def beside(folder: Path) -> AsyncIterator[Store]:
    """The store of a bot that may be running meanwhile."""
    place = StorePlace(f"sqlite:///{folder / 'undersigned.db'}", KeyPlace(folder / "undersigned.key", ""))
    async with open_store(place, beside=True) as store:
        yield store


async def plant_followers(store: Store, slug: str, people: Sequence[int], platform: str) -> int:
    """A petition that they all follow, and what is to be told of it: its id."""
    petition_id = await store.turn(lambda nouns: plant_petition(nouns, slug))
    await all_follow(store, petition_id, people, platform)
    return await store.turn(lambda nouns: _answered(nouns, petition_id))


async def all_follow(store: Store, petition_id: int, people: Sequence[int], platform: str) -> None:
    """A petition, as whoever signs does."""
    for first in range(0, len(people), AT_ONCE):
        some = people[first : first + AT_ONCE]
        await store.page(lambda nouns, some=some: _follow(nouns, petition_id, some, platform))  # type: ignore[misc]


def _follow(nouns: Nouns, petition_id: int, people: Sequence[int], platform: str) -> None:
    for each in people:
        added = nouns.supporters.add(platform, str(each), str(each), SINCE, is_written_to=True, spoken="en")
        nouns.follows.begin(added.id, subject_of(petition_id), SIGNING_FOLLOWS, SINCE)


def _answered(nouns: Nouns, petition_id: int) -> int:
    told = {"slug": "answer", "kind": "response", "happened_on": date(2026, 5, 1), "title": "They have answered"}
    added = sa.insert(campaign_update).values(petition_id=petition_id, text=TEXT, sources=[], **told)
    row = nouns.connection.first(added.returning(campaign_update.c.id))
    assert row is not None
    return int(row.id)


async def tell(store: Store, update_id: int) -> None:
    """From now on it is told."""
    await store.turn(lambda nouns: nouns.campaign_updates.announce(update_id, datetime.now(UTC)))


async def progress(store: Store) -> Progress:
    """How far the newest alert is."""

    def look(nouns: Nouns) -> Progress:
        (newest,) = nouns.alerts.recent(1)
        return nouns.progress.of([newest], datetime.now(UTC))[newest.id]

    return await store.read(look)


async def how_many_are_written(store: Store) -> int:
    """To how many people the newest alert has come, as far as the bot has written that down."""
    is_any = await store.read(lambda nouns: bool(nouns.alerts.recent(1)))
    return (await progress(store)).states.get(SENT, 0) if is_any else 0
