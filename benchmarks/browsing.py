"""How long it takes to list and to find petitions among many, on both engines, beside a bare read of one petition.

Every list and search is also paged through to its end, twice, and compared with the order worked out from the tables.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import shutil
import sqlite3
import statistics
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import sqlalchemy as sa

from benchmarks.many_petitions import CHINESE, COMMON, NOW, RARE, Size, plant_many
from benchmarks.report import Figure, report
from benchmarks.whole_orders import Whole, check_list, check_search
from config.logging import set_up_logging
from storage.listing import Filter, Order
from storage.nouns import Nouns
from storage.searching import sought_words
from storage.sqlite import SqliteStore
from storage.store import Store, Work
from tests.stores import ENGINES, NoPostgresql, Stores

PAGE = 5
TENTH, LAST = 9 * PAGE, 199 * PAGE
MOST_MILLISECONDS = 50
SHORT, LONG = Size(5_000, 20_000), Size(100_000, 400_000)
POINT_READ = "SELECT * FROM petition WHERE id = "
ORDERS = {
    "recent": Order.NEWEST,
    "rising": Order.RISING,
    "most signed": Order.MOST_SIGNED,
    "closing": Order.CLOSING,
    "won": Order.WON,
}
SEARCHES = {
    "a common word": COMMON,
    "a rare word": RARE,
    "a prefix of two letters": "sc",
    "two words": "river nurses",
    "a common and a rare word": f"{COMMON} {RARE}",
    "words that never meet": "school escuela",
    "a Chinese word": CHINESE,
    "an Arabic word": "حقوق",
    "a word nobody wrote": "qqqq",
}
Measured = Callable[[], Awaitable[object]]


def asked() -> dict[str, Work[Any]]:
    """What is measured, by its name."""
    pages = {f"{name}, page 1": listing(Filter(order), 0) for name, order in ORDERS.items()}
    pages |= {f"{name}, page 10": listing(Filter(order), TENTH) for name, order in ORDERS.items()}
    pages["recent, page 200"] = listing(Filter(), LAST)
    pages["a topic, page 1"] = listing(Filter(topic="topic 0"), 0)
    pages["an organisation, page 1"] = listing(Filter(organisation_id=1), 0)
    pages["all topics"] = lambda nouns: nouns.petitions.topics(1_000)
    return pages | {f"search: {name}": searching(words) for name, words in SEARCHES.items()}


def listing(chosen: Filter, skip: int) -> Work[Any]:
    """One page of a list."""
    return lambda nouns: nouns.petitions.listed(chosen, "en", NOW, PAGE, skip)


def searching(words: str) -> Work[Any]:
    """The page of a search."""
    sought = sorted(sought_words(words))
    return lambda nouns: nouns.petitions.search(sought, "en", NOW, PAGE)


async def milliseconds(rounds: int, one: Measured) -> list[float]:
    """How long each round took, after one to warm up, in order."""
    await one()
    took = []
    for _ in range(rounds):
        started = perf_counter()
        await one()
        took.append((perf_counter() - started) * 1000)
    return sorted(took)


@contextlib.asynccontextmanager
async def bare_reader(store: Store) -> AsyncIterator[Measured]:
    """A read of one petition by its primary key, with the same driver and nothing around it."""
    if isinstance(store, SqliteStore):
        with contextlib.closing(sqlite3.connect(store.file, check_same_thread=False)) as driver:
            yield lambda: asyncio.to_thread(lambda: driver.execute(f"{POINT_READ} ?", (77,)).fetchall())
        return
    import asyncpg

    url = store._engine.url.set(drivername="postgresql").render_as_string(hide_password=False)  # type: ignore[attr-defined]
    connection = await asyncpg.connect(url)
    yield lambda: connection.fetch(f"{POINT_READ} $1", 77)
    await connection.close()


@contextlib.asynccontextmanager
async def filled(stores: Stores, engine: str, size: Size) -> AsyncIterator[Store]:
    """A store with many petitions; the folder is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="undersigned-benchmark-"))
    try:
        async with stores.open(engine, folder) as store:
            await plant_many(store, size)
            if engine == "postgresql":
                # As autovacuum would have done; SQLite's planner is left without statistics, as it is in use.
                await store.page(lambda nouns: nouns.connection.run(sa.text("ANALYZE")))
            yield store
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def check(nouns: Nouns) -> None:
    """Every list and search to its end. Raises AssertionError."""
    whole = Whole.of(nouns, NOW)
    for order in ORDERS.values():
        check_list(nouns, whole, order, NOW)
    for words in SEARCHES.values():
        check_search(nouns, whole, sorted(sought_words(words)), NOW)


async def measure(store: Store, engine: str, rounds: int) -> tuple[list[Figure], dict[str, float]]:
    """Each question beside the point read."""
    async with bare_reader(store) as bare:
        point = await milliseconds(10 * rounds, bare)
    base = statistics.median(point)
    figures, ratios = [_figure(f"{engine}: point read", point)], {}
    for name, work in asked().items():
        took = await milliseconds(rounds, lambda work=work: store.read(work))  # type: ignore[misc]
        figures.append(_figure(f"{engine}: {name}", took))
        ratios[f"{engine}: {name} / point read"] = statistics.median(took) / base
        ratios[f"{engine}: {name}, p95 ms"] = _late(took)
    return figures, ratios


def _figure(name: str, took: list[float]) -> Figure:
    return Figure(name, tuple(each * 1000 for each in took), "µs")


def _late(took: list[float]) -> float:
    return took[int(len(took) * 0.95)]


async def main(size: Size, rounds: int) -> None:
    """Both engines; PostgreSQL is left out, and said so, where it can't be had."""
    figures: list[Figure] = []
    ratios: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="undersigned-benchmark-") as folder:
        stores = Stores(Path(folder), is_durable=True)
        try:
            for engine in ENGINES:
                async with filled(stores, engine, size) as store:
                    await store.read(check)
                    print(f"{engine}: {size.petitions:,} petitions; every list and search is whole and in order")
                    more_figures, more_ratios = await measure(store, engine, rounds)
                figures, ratios = figures + more_figures, ratios | more_ratios
        except NoPostgresql as fault:
            print(f"PostgreSQL can't be had: {fault}")
        finally:
            stores.close()
    report("browsing", figures, ratios)
    slow = [name for name, value in ratios.items() if name.endswith("p95 ms") and value > MOST_MILLISECONDS]
    print(f"Over {MOST_MILLISECONDS} ms: {', '.join(slow) or 'none'}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="5,000 petitions instead of 100,000")
    chosen = parser.parse_args()
    set_up_logging("error", "text")
    asyncio.run(main(SHORT, 40) if chosen.short else main(LONG, 60))
