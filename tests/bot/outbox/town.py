"""A town whose people follow a petition on Telegram, what happens there, and the outbox that tells them of it."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from math import ceil
from typing import Any

import sqlalchemy as sa

from bot.outbox.bringing import Bringing
from bot.outbox.making import make_deliveries
from bot.outbox.places import APART_IN_GROUP
from bot.outbox.steadiness import Steadiness
from bot.platforms import Platform
from storage.chats import Place
from storage.claiming import LEASE
from storage.correcting import SETTLES
from storage.due import Due
from storage.follows import Topic, subject_of
from storage.nouns import Nouns
from storage.store import Store
from storage.tables.bookkeeping import job
from storage.tables.news import alert, delivery, pace
from storage.tables.telling import campaign_update
from tests.storage.planting import NOW, plant_petition, rows
from tests.storage.test_cards import put
from tests.telegram_api import Person, Room, TelegramApi

ALL = Topic(sum(Topic))
SINCE = NOW - timedelta(days=30)
A_SECOND, AN_HOUR = timedelta(seconds=1), timedelta(hours=1)
KINDS = {"campaign_update": "news", "response": "response", "victory": "victory"}


class Clock:
    """Stands still, but for those who sleep: for them it goes on once nothing is under way."""

    def __init__(self, time: datetime = NOW) -> None:
        """It shows this."""
        self.time = time
        self._under_way = 0
        self._is_idle = asyncio.Event()
        self._is_idle.set()

    def __call__(self) -> datetime:
        """What it shows."""
        return self.time

    def passes(self, **much: float) -> None:
        """Time goes by."""
        self.time += timedelta(**much)

    async def sleep(self, seconds: float) -> None:
        """Time goes by, once all that was begun is done."""
        until = self.time + timedelta(seconds=seconds)
        await self._is_idle.wait()
        self.time = max(self.time, until)
        await asyncio.sleep(0)

    async def naps(self, seconds: float) -> None:
        """The same for whoever is under way."""
        self.passes(seconds=seconds)
        await asyncio.sleep(0)

    async def counts(self, work: Coroutine[Any, Any, None]) -> None:
        """Something is under way until it is done."""
        try:
            await work
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._is_idle.set()

    def begins(self) -> None:
        """Something is under way from now on."""
        self._under_way += 1
        self._is_idle.clear()


class Bringer(Bringing):
    """Brings by such a clock."""

    def __init__(self, store: Store, platform: Platform, steadiness: Steadiness, clock: Clock) -> None:
        """As the outbox makes it."""
        super().__init__(store, platform, steadiness, clock, self._rest)
        self._watched = clock

    async def _rest(self, seconds: float) -> None:
        """What is known is written down before a lease can run out over it."""
        await self._watched.sleep(0)
        await self._outcomes.write()
        await self._watched.sleep(seconds)

    def _bring(self, due: Due) -> Coroutine[Any, Any, None]:
        self._watched.begins()
        return self._watched.counts(super()._bring(due))


@dataclass
class Town:
    """One petition, its people, and the outbox of one bot."""

    store: Store
    api: TelegramApi
    platform: Platform
    clock: Clock
    per_second: float = 30.0
    petition_id: int = 0
    steadiness: Steadiness = field(init=False)
    _numbers: Any = field(default_factory=lambda: count(1))

    async def founded(self, slug: str = "park", **columns: Any) -> Town:
        """With its petition."""
        self.steadiness = Steadiness(self.per_second)
        self.petition_id = await self.store.turn(lambda nouns: plant_petition(nouns, slug, **columns))
        return self

    async def people(self, n: int, topics: Topic = ALL, **preferences: Any) -> list[Person]:
        """So many who have started the bot and follow the petition."""
        people = [self.api.person(f"Person {next(self._numbers)}") for _ in range(n)]
        for person in people:
            person.chat.is_started = True
        await self.store.turn(lambda nouns: self._remember(nouns, people, topics, preferences))
        return people

    async def person(self, topics: Topic = ALL, **preferences: Any) -> Person:
        """One of them."""
        (person,) = await self.people(1, topics, **preferences)
        return person

    def _remember(self, nouns: Nouns, people: Iterable[Person], topics: Topic, preferences: dict[str, Any]) -> None:
        for person in people:
            added = nouns.supporters.add("telegram", str(person.id), str(person.id), SINCE, is_written_to=True)
            nouns.follows.set(added.id, subject_of(self.petition_id), topics, SINCE)
            for name, value in preferences.items():
                nouns.preferences.set(added.id, **{name: value})

    async def group(self, admin: Person) -> Room:
        """A group in which the petition's card stands."""
        group = self.api.group("Friends of the park", [admin])
        await group.adds_bot(admin)
        place = Place("telegram", str(group.id), str(group.id))
        await self.store.turn(lambda nouns: put(nouns, self.petition_id, place))
        return group

    async def supporter(self, person: Person) -> int:
        """The number under which somebody is remembered."""
        found = await self.store.read(lambda nouns: nouns.supporters.find("telegram", str(person.id)))
        assert found is not None
        return found.id

    async def hears(self, kind: str, occasion: str = "", to: Person | None = None) -> str:
        """Something happens that is told; the title of what is told, where the organizers wrote it."""
        occasion = occasion or f"{kind}-{next(self._numbers)}"
        one = await self.supporter(to) if to else None
        await self.store.turn(lambda nouns: self._raise(nouns, kind, occasion, one))
        return occasion

    def _raise(self, nouns: Nouns, kind: str, occasion: str, to: int | None) -> None:
        if kind in KINDS:
            written = {"slug": occasion, "title": occasion, "text": "It is so.", "kind": KINDS[kind]}
            usual = {"petition_id": self.petition_id, "happened_on": date(2026, 11, 20), "sources": []}
            nouns.connection.run(sa.insert(campaign_update).values(written | usual))
        nouns.alerts.raise_once(kind, subject_of(self.petition_id), occasion, self.clock(), to)

    async def corrects(self, title: str, *, says_so: bool) -> None:
        """A campaign update of this title was not right."""
        await self.store.turn(lambda nouns: self._correct(nouns, title, says_so=says_so))
        self.clock.time += SETTLES

    def _correct(self, nouns: Nouns, title: str, *, says_so: bool) -> None:
        changed = {"text": "It is otherwise.", "correction": "It is not so." if says_so else ""}
        nouns.connection.run(sa.update(campaign_update).where(campaign_update.c.slug == title).values(changed))
        nouns.campaign_updates.correct(self.petition_id, title, self.clock(), says_so=says_so)

    async def makes(self) -> None:
        """The deliveries of all that happened are made."""
        while await make_deliveries(self.store, self.clock()):
            pass

    async def forgets(self) -> None:
        """Nothing is left of what was told and is to be told, nor of when."""
        await self.store.turn(_forget)

    def bringer(self) -> Bringer:
        """A process, as far as it tells people."""
        return Bringer(self.store, self.platform, self.steadiness, self.clock)

    def hasty_bringer(self) -> Bringing:
        """One for which no moment is too early, so that many are told at once."""
        return Bringing(self.store, self.platform, Steadiness(10_000.0), self.clock, _no_sleep)

    async def tells(self) -> None:
        """All who are to be told now are told, and then a while goes by in which nothing happens."""
        await self.makes()
        async with asyncio.timeout(30):
            await self.bringer().keep()
        self.clock.time += APART_IN_GROUP

    async def tells_all(self, ahead: timedelta = timedelta()) -> None:
        """However often it has to be tried; what was told by a clock that was so far `ahead` counts until then."""
        for passes in range(40 + ceil(ahead / AN_HOUR)):
            await self.tells()
            if not {state for state, _problem in await self.states()} & {"queued", "sending", "collected"}:
                return
            self.clock.passes(seconds=min(20 * 2**passes, 3600))
        raise AssertionError(f"nobody comes to an end: {await self.states()}")

    async def begins_anew(self) -> None:
        """The process ended in the middle, and another one starts in its place, once its leases have run out."""
        await self.store.turn(lambda nouns: nouns.deliveries.begin_anew(self.clock()))
        self.clock.time += LEASE

    async def states(self) -> list[tuple[str, str]]:
        """State and problem of every delivery, as they were made."""
        found = sa.select(delivery.c.state, delivery.c.problem).order_by(delivery.c.id)
        return [(row.state, row.problem) for row in await rows(self.store, found)]

    @property
    def sent_at(self) -> list[datetime]:
        """When a message was taken."""
        return [call.at for call in self.api.calls_of("sendMessage") if call.status == 200]


def _forget(nouns: Nouns) -> None:
    for table in (delivery, alert, job, pace):
        nouns.connection.run(sa.delete(table))


async def _no_sleep(_seconds: float) -> None:
    await asyncio.sleep(0)


def told(person: Person) -> list[str]:
    """The first line of each message that somebody got."""
    return [message.text.splitlines()[0] for message in person.chat.from_bot]
