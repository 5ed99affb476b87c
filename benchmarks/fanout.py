"""Raising one alert for a million followers, on both engines: how long it takes, what it costs, who waits meanwhile."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import resource
import tempfile
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

import sqlalchemy as sa

from benchmarks.report import Figure, report
from bot.outbox.making import make_deliveries
from storage.columns import EPOCH
from storage.follows import subject_of
from storage.nouns import Nouns
from storage.showing import Showing
from storage.store import Store
from storage.tables.news import delivery, follow
from storage.tables.people import account, supporter
from tests.stores import ENGINES, NoPostgresql, Stores

SHORT, LONG = 50_000, 1_000_000
NOW = datetime(2013, 6, 27, 12, tzinfo=UTC)
PLANTED_AT_ONCE = 20_000
MOST_SECONDS, MOST_MIB, MOST_MILLISECONDS = 15.0, 50.0, 150.0
A_SECOND = timedelta(seconds=1)
SPREAD = 9_000_000_000_007
"""Ids as far apart as random ones are, in no order."""
LARGEST = 2**63 - 25


def plant_people(nouns: Nouns, first: int, last: int) -> None:
    """Followers of the first petition, each with an account on which they can be written to."""
    ids = [number * SPREAD % LARGEST for number in range(first, last + 1)]
    sealed = {name: b"" for name in ("user_id", "address")}
    here = {"platform": "telegram", "is_written_to": True, **sealed}
    nouns.connection.many(sa.insert(supporter), [{"id": each, "since": NOW} for each in ids])
    accounts = [{"id": each, "supporter_id": each, "reference": each.to_bytes(8), **here} for each in ids]
    nouns.connection.many(sa.insert(account), accounts)
    follows = [{"supporter_id": each, "subject": subject_of(1), "topics": 1, "since": EPOCH} for each in ids]
    nouns.connection.many(sa.insert(follow), follows)


async def plant(store: Store, people: int) -> None:
    """A petition that so many follow, and one alert on it."""
    from tests.storage.planting import plant_organisation, plant_petition

    await store.turn(lambda nouns: (plant_organisation(nouns), plant_petition(nouns, "park")))
    for first in range(1, people + 1, PLANTED_AT_ONCE):
        last = min(first + PLANTED_AT_ONCE - 1, people)
        await store.turn(lambda nouns, first=first, last=last: plant_people(nouns, first, last))  # type: ignore[misc]
    # As PostgreSQL does by itself within a minute.
    await store.turn(lambda nouns: nouns.connection.run(sa.text("ANALYZE")) if nouns.connection.name != "sqlite" else 0)
    await store.turn(lambda nouns: nouns.alerts.raise_once("victory", subject_of(1), "won", NOW))


async def sign_meanwhile(store: Store, taken: list[float]) -> None:
    """Somebody signs twenty times a second; how long each waited, in milliseconds."""
    for number in range(10**9):
        begun = perf_counter()
        await store.turn(lambda nouns, number=number: _sign(nouns, number))  # type: ignore[misc]
        taken.append((perf_counter() - begun) * 1000)
        await asyncio.sleep(0.05)


def _sign(nouns: Nouns, number: int) -> None:
    petition = nouns.petitions.find(1, "en", NOW)
    assert petition is not None
    somebody = nouns.supporters.add("telegram", f"late {number}", "", NOW).id
    nouns.signatures.add(petition, somebody, Showing(), NOW)


def peak_mib() -> float:
    """The most memory that this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


async def measured(store: Store, people: int) -> tuple[float, float, list[float]]:
    """Seconds until every delivery is made, MiB above the start, and what signing meanwhile took."""
    await plant(store, people)
    waits: list[float] = []
    signing = asyncio.create_task(sign_meanwhile(store, waits))
    await asyncio.sleep(0.5)
    before, begun = peak_mib(), perf_counter()
    while await make_deliveries(store, NOW + A_SECOND):
        pass
    seconds = perf_counter() - begun
    signing.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await signing
    count = sa.select(sa.func.count().label("n")).select_from(delivery)
    (row,) = await store.read(lambda nouns: nouns.connection.all(count))
    made = row.n
    assert made == people, f"{made} of {people} are told"
    return seconds, peak_mib() - before, sorted(waits)


@contextlib.asynccontextmanager
async def opened(engine: str, folder: Path) -> AsyncIterator[Store]:
    """A store of this engine with its usual durability."""
    stores = Stores(folder, is_durable=True)
    try:
        async with stores.open(engine, folder) as store:
            yield store
    finally:
        stores.close()


async def main(people: int, engines: tuple[str, ...]) -> None:
    """Print figures and keep them; exit 1 where an aim is missed."""
    figures: list[Figure] = []
    ratios: dict[str, float] = {}
    for engine in engines:
        with tempfile.TemporaryDirectory() as folder:
            try:
                async with opened(engine, Path(folder)) as store:
                    seconds, mib, waits = await measured(store, people)
            except NoPostgresql as why:
                print(f"{engine}: {why}")
                continue
        worst, most = waits[int(len(waits) * 0.99)], MOST_SECONDS * people / LONG
        figures += [
            Figure(f"{engine}: seconds for {people:,}", (seconds,), "s"),
            Figure(f"{engine}: memory above the start", (mib,), "MiB"),
            Figure(f"{engine}: signing meanwhile, p99", (worst,), "ms"),
        ]
        ratios |= {
            f"{engine}: of the seconds it may take": seconds / most,
            f"{engine}: of the memory it may take": mib / MOST_MIB,
            f"{engine}: of the wait there may be": worst / MOST_MILLISECONDS,
        }
    report("fanout", figures, ratios)
    if any(ratio > 1 for ratio in ratios.values()):
        raise SystemExit(1)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="fifty thousand followers")
    parser.add_argument("--engine", choices=ENGINES, help="only on this one")
    given = parser.parse_args()
    asyncio.run(main(SHORT if given.short else LONG, (given.engine,) if given.engine else ENGINES))
