"""What charts cost beside a million signatures: summing, counting, reading, drawing, and the memory of the drawing."""

from __future__ import annotations

import argparse
import asyncio
import statistics
import subprocess
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from time import perf_counter

import sqlalchemy as sa

from benchmarks.report import Figure, report
from bot.clock.charting import count_groups, sum_hours
from bot.drawing.charts import svg_of
from bot.drawing.rasterising import CHILD, command_of, png_of
from config.logging import set_up_logging
from storage.census import GroupKind
from storage.columns import MILLISECOND
from storage.nouns import Nouns
from storage.store import Store
from storage.tables.petitions import petition
from tests.bot.drawing.cases import cases
from tests.storage.planting import NOW, plant_petition
from tests.stores import ENGINES, NoPostgresql, Stores

YEAR = timedelta(days=365)
A_PAGE = 20_000
MOST_MILLISECONDS = 50.0
ENTRIES = """
WITH RECURSIVE n(i) AS (SELECT CAST({first} AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {last})
INSERT INTO tally (petition_id, kind, amount, at) SELECT {petition}, 'signed', 1, {begins} + i * {step} FROM n
"""
SIGNATURES = """
WITH RECURSIVE n(i) AS (SELECT CAST({first} AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {last})
INSERT INTO signature (id, petition_id, number, state, visibility, text_version, source, signed_at)
SELECT i + 1, {petition}, i + 1, 'counted', 'counted', 1,
CASE i % 4 WHEN 0 THEN 'group' WHEN 1 THEN 'search' ELSE '' END, {begins} + i * {step} FROM n
"""


async def planted(store: Store, count: int) -> int:
    """A petition that so many signed, evenly over a year."""
    petition_id = int(await store.turn(lambda nouns: plant_petition(nouns, "park", count=count)))
    begins, step = int((NOW - YEAR).timestamp() * 1_000), YEAR // count // MILLISECOND
    for first in range(0, count, A_PAGE):
        at = {"first": first, "last": min(first + A_PAGE, count), "petition": petition_id}
        for statement in (ENTRIES, SIGNATURES):
            await store.page(partial(_run, statement.format(**at, begins=begins, step=step)))
    return petition_id


def _run(statement: str, nouns: Nouns) -> None:
    nouns.connection.run(sa.text(statement))


async def seconds(work: Awaitable[object]) -> float:
    """How long it takes."""
    begun = perf_counter()
    await work
    return perf_counter() - begun


@asynccontextmanager
async def watched(store: Store, petition_id: int) -> AsyncIterator[list[float]]:
    """How long writing a row takes meanwhile, again and again, in milliseconds."""
    waited: list[float] = []

    async def write() -> None:
        change = sa.update(petition).where(petition.c.id == petition_id).values(last_number=petition.c.last_number)
        while True:
            waited.append(1_000 * await seconds(store.turn(lambda nouns: nouns.connection.run(change))))
            await asyncio.sleep(0.005)

    writing = asyncio.create_task(write())
    try:
        yield waited
    finally:
        writing.cancel()


async def of_engine(engine: str, store: Store, count: int) -> list[Figure]:
    """Everything that touches the store."""
    petition_id = await planted(store, count)
    async with watched(store, petition_id) as waited:
        summing = await seconds(sum_hours(store, NOW + timedelta(minutes=1)))
    worst_summing = sorted(waited)[int(len(waited) * 0.99)]
    async with watched(store, petition_id) as waited:
        counting = await seconds(count_groups(store, NOW + timedelta(minutes=1)))
    worst_counting = sorted(waited)[int(len(waited) * 0.99)]
    figures = [
        Figure(f"{engine}: hours summed", (count / summing,), "entries/s"),
        Figure(f"{engine}: writing meanwhile, p99", (worst_summing,), "ms", limit=150),
        Figure(f"{engine}: groups counted", (count / counting,), "signatures/s"),
        Figure(f"{engine}: writing meanwhile, p99 ", (worst_counting,), "ms", limit=150),
    ]
    for name, read in questions(petition_id).items():
        rounds = tuple([1_000 * await seconds(store.read(read)) for _round in range(20)])
        figures.append(Figure(f"{engine}: {name}", rounds, "ms", limit=MOST_MILLISECONDS))
    return figures


def questions(petition_id: int) -> dict[str, Callable[[Nouns], object]]:
    """What charts ask of a store."""
    return {
        "48 hours": lambda nouns: nouns.charting.hours(petition_id, NOW - timedelta(hours=48)),
        "30 days": lambda nouns: nouns.charting.hours(petition_id, NOW - timedelta(days=30)),
        "the whole course": lambda nouns: nouns.charting.course(petition_id, NOW),
        "groups by link": lambda nouns: nouns.charting.groups(petition_id, GroupKind.SOURCE),
    }


def drawing(rounds: int) -> list[Figure]:
    """One chart as SVG, as PNG, and the most memory that a drawing process had."""
    figures = []
    for name in ("columns-7", "course-5000", "bars-7"):
        drawn = [_timed(lambda name=name: svg_of(cases()[name])) for _round in range(rounds)]  # type: ignore[misc]
        svg = svg_of(cases()[name])
        made = []
        for _round in range(rounds):
            png_of.cache_clear()
            made.append(_timed(lambda svg=svg: png_of(svg)))  # type: ignore[misc]
        figures.append(Figure(f"{name}: SVG", tuple(drawn), "ms"))
        figures.append(Figure(f"{name}: PNG in its own process", tuple(made), "ms"))
        figures.append(Figure(f"{name}: PNG, p95", (statistics.quantiles(made, n=20)[-1],), "ms", limit=1_000))
    return [*figures, Figure("memory of a drawing process", (_memory(),), "MiB", limit=100)]


def _memory() -> float:
    """The most that one had, as the kernel tells it there."""
    said = "sys.stderr.write(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    svg = svg_of(cases()["course-5000"]).encode()
    done = subprocess.run(command_of(f"{CHILD}\n{said}"), input=svg, capture_output=True, check=True)
    return int(done.stderr) / 1024


def _timed(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return 1_000 * (perf_counter() - begun)


async def main(count: int, rounds: int) -> None:
    """All of it."""
    figures = drawing(rounds)
    with tempfile.TemporaryDirectory(prefix="undersigned-benchmark-") as folder:
        stores = Stores(Path(folder), is_durable=True)
        try:
            for engine in ENGINES:
                (place := Path(folder) / f"of-{engine}").mkdir()
                async with stores.open(engine, place) as store:
                    figures += await of_engine(engine, store, count)
        except NoPostgresql as fault:
            print(f"PostgreSQL can't be had: {fault}")
        finally:
            stores.close()
    report("charts", figures, {})


if __name__ == "__main__":
    set_up_logging("error", "text")
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--signatures", type=int, default=1_000_000)
    asked.add_argument("--rounds", type=int, default=20)
    given = asked.parse_args()
    asyncio.run(main(given.signatures, given.rounds))
