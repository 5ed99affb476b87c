"""Two hundred who signed, on both apps: what each was promised by a rehearsal, and what each then got."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from functools import partial

import sqlalchemy as sa

from bot.outbox.bringing import Bringing
from bot.outbox.making import make_deliveries
from bot.outbox.steadiness import Steadiness
from config.texts import nearest_language
from handlers.alerts.manners import decide
from storage.broadcast_rows import Broadcast
from storage.columns import EPOCH
from storage.nouns import Nouns
from storage.preferences import Digest, Night
from storage.rehearsals import LATER, NOT_REACHED, SHOWN_LATER, Outcome, Part
from storage.rehearsing import Seen, perform_page
from storage.tables.news import delivery
from storage.tables.petitions import petition
from tests.bot.outbox.post import Letter
from tests.bot.outbox.town import Clock
from tests.bot.outbox.village import Somebody, Village
from tests.journeys.campaigns import HOME
from tests.journeys.telling import clock_ticks
from tests.journeys.worlds import World
from tests.storage.planting import rows

HOW_MANY = 200
NIGHT_THERE, DAY_THERE = "Pacific/Auckland", "Europe/Berlin"
"""At noon in London."""


def two_hundred() -> list[Somebody]:
    """All kinds of them, evenly on both apps; the languages and the ways go round at different speeds."""
    return [_nth(n) for n in range(HOW_MANY)]


def _nth(n: int) -> Somebody:
    apps = ("telegram",) if n % 2 else ("discord",)
    here, way = frozenset(apps), n // 2 % 10
    return Somebody(
        apps=apps,
        closed=here if way == 0 else frozenset(),
        blocked=here if way == 1 else frozenset(),
        is_stopped=way == 2,
        zone=NIGHT_THERE if way in {3, 4, 5} else DAY_THERE,
        night=Night.KEEP if way == 5 else Night.SILENT,
        digest=Digest.DAILY if way == 6 else Digest.OFF,
        spoken=("en", "de", "es", "")[n // 20 % 4],
        has_signed=True,
    )


class Crowd:
    """Those people around a petition of the samples, and the post that brings them what is told."""

    def __init__(self, world: World) -> None:
        """Nobody has come yet."""
        self.village = Village(world.store, Clock(world.clock.now))
        self._world = world

    async def comes(self) -> None:
        """All of them sign."""
        code = sa.select(petition.c.id, petition.c.organisation_id).where(petition.c.code == HOME)
        (found,) = await rows(self._world.store, code)
        self.village.petition_id, self.village.organisation_id = found.id, found.organisation_id
        people = two_hundred()
        await self._world.store.turn(lambda nouns: self.village.comes(nouns, people))

    async def promised(self, broadcast_id: int) -> list[Seen]:
        """What would become of each, one by one, as the rehearsal that organizers see counted them."""
        found, made = await self._world.store.read(
            lambda nouns: (nouns.broadcasts.find(broadcast_id), nouns.rehearsals.of(broadcast_id))
        )
        assert found is not None
        assert made is not None
        seen = await self._world.store.turn(lambda nouns: _one_by_one(nouns, found, made.for_at))
        assert made.is_finished
        assert dict(made.counts) == dict(Counter[Part](each.part for each in seen))
        assert {each.whom for each in seen} >= set(self.village.people)
        return seen

    async def brings(self, *apps: str) -> None:
        """What is due now is brought on these apps."""
        while await make_deliveries(self._world.store, self._world.clock()):
            pass
        for app in apps:
            post = self.village.posts[app]
            await Bringing(self._world.store, post, Steadiness(10_000.0), self._world.clock, _no_sleep).keep()
        await clock_ticks(self._world)

    async def goes_on(self) -> None:
        """Until nothing waits any more, however many days that takes."""
        due = sa.select(sa.func.min(delivery.c.due_at).label("at"))
        while (at := (await rows(self._world.store, due))[0].at) is not None:
            self._world.clock.now = max(self._world.clock.now, at)
            await self.brings(*self.village.posts)

    def letters_of(self, whom: int, found: Broadcast) -> list[Letter]:
        """What somebody got of it."""
        return self.village.letters_of(whom, found)

    async def has_got_what_was_promised(self, found: Broadcast, promised: Sequence[Seen]) -> None:
        """At once, later, or when they next come: each of them, and nothing else."""
        await self.brings(*self.village.posts)
        at_once = {each.whom: self.letters_of(each.whom, found) for each in promised}
        await self.goes_on()
        for each in promised:
            got = self.letters_of(each.whom, found)
            _is_kept(each, at_once[each.whom], got[len(at_once[each.whom]) :])
            await self._reads_when_they_come(each, found)

    async def _reads_when_they_come(self, each: Seen, found: Broadcast) -> None:
        if each.part.outcome.is_of_chat:
            return
        missed = await self._world.store.read(lambda nouns: nouns.missed.of(each.whom, EPOCH, 50)[0])
        is_missed = any(news.id == found.alert_id for news in missed)
        assert is_missed == (each.part.outcome in SHOWN_LATER | NOT_REACHED), each


def _is_kept(seen: Seen, at_once: list[Letter], later: list[Letter]) -> None:
    match seen.part.outcome:
        case Outcome.NOW | Outcome.SILENT:
            assert [each.is_silent for each in at_once] == [seen.part.outcome is Outcome.SILENT], seen
        case _:
            assert at_once == [], seen
    assert len(later) == (1 if seen.part.outcome in LATER else 0), seen
    for each in (*at_once, *later):
        assert each.platform == seen.part.platform
        assert each.screen.language == nearest_language(seen.part.locale)


def _one_by_one(nouns: Nouns, found: Broadcast, at: object) -> list[Seen]:
    seen: list[Seen] = []
    cursor: str | None = ""
    while cursor is not None:
        page = nouns.connection.taken_back(partial(perform_page, nouns, found, at, cursor, decide))  # type: ignore[arg-type]
        seen += page.seen
        cursor = page.cursor
    return seen


async def _no_sleep(_seconds: float) -> None:
    await asyncio.sleep(0)
