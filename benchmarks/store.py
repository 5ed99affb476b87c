"""How many signatures a second the store takes, on both engines, beside the bare driver in the same run.

500 signers wait at any time. `signatures.add` is handled mark, sealed name and place, ledger, count and number;
the whole turn is a tap through dispatch by somebody new: language, petition, supporter, signature and thank-you.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import shutil
import statistics
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter

import sqlalchemy as sa

from benchmarks.peers import bare_asyncpg, bare_sqlite
from benchmarks.report import Figure, report
from bot.dispatch import Dispatch
from config.logging import set_up_logging
from handlers import make_router
from handlers.screens import Reply, Screen
from handlers.turn import Chat, Incoming, Person
from storage.nouns import Nouns
from storage.petitions import Petition
from storage.postgresql import CONNECTIONS
from storage.showing import Showing, Visibility
from storage.sqlite import SqliteStore
from storage.store import Store
from storage.tables.organisations import organisation
from storage.tables.people import supporter
from storage.tables.petitions import petition, petition_text
from tests.stores import NoPostgresql, Stores

WAITING = 500
AIM_ON_SQLITE = 10_000
ONE_PETITION = 1
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def plant(people: int) -> Callable[[Nouns], None]:
    """One petition, and supporters 1 to `people` who can sign it."""

    def write(nouns: Nouns) -> None:
        run, many = nouns.connection.run, nouns.connection.many
        run(sa.insert(organisation).values(ORGANISATION))
        run(sa.insert(petition).values(PETITION))
        run(sa.insert(petition_text).values(TEXT))
        many(sa.insert(supporter), [{"id": at, "locale": "", "since": NOW} for at in range(1, people + 1)])

    return write


ORGANISATION = {"id": 1, "slug": "o", "name": "O", "locale": "en", "zone": "UTC", "links": [], "is_sample": False}
PETITION = {
    "id": ONE_PETITION,
    "organisation_id": 1,
    "slug": "p",
    "code": "KTMWQR",
    "state": "open",
    "started_on": date(2026, 1, 1),
    "at_risk": False,
    "video": "",
    "co_signers": [],
    "version": 1,
    "is_sample": False,
}
TEXT = {
    "petition_id": ONE_PETITION,
    "version": 1,
    "locale": "en",
    "title": "Keep the park open",
    "ask": "Let the park stay open at night.",
    "summary": "",
    "story": "",
    "hash": "",
}


async def per_second(people: range, one: Callable[[int], Awaitable[object]]) -> float:
    """How many a second are done, with 500 waiting at any time."""
    queue = iter(people)

    async def work() -> None:
        for each in queue:
            await one(each)

    started = perf_counter()
    await asyncio.gather(*(work() for _ in range(WAITING)))
    return len(people) / (perf_counter() - started)


async def adding(store: Store, people: range) -> float:
    """`signatures.add` with its handled mark."""
    found = await store.read(lambda nouns: nouns.petitions.find(ONE_PETITION, "en", NOW))
    assert found is not None
    return await per_second(people, lambda each: store.turn(lambda nouns: _add(nouns, found, each)))


def _add(nouns: Nouns, found: Petition, supporter_id: int) -> None:
    assert nouns.handled.add("benchmark", str(supporter_id), NOW)
    assert nouns.signatures.add(found, supporter_id, Showing(Visibility.NAME, "Ada L.", "Leeds"), NOW) is not None


async def whole_turns(store: Store, people: range) -> float:
    """Taps on "Sign, counted only", each by somebody new."""
    dispatch = Dispatch(store, make_router(), lambda: NOW)
    return await per_second(people, lambda each: _tap(dispatch, each))


async def _tap(dispatch: Dispatch, each: int) -> None:
    person = Person("benchmark", str(each), locale="en")
    chat = Chat("benchmark", str(each))
    tap = Incoming("taps", str(each), person, chat, token=f"sign:{ONE_PETITION}")
    while not _has_number(await dispatch.answer(tap)):
        """Somebody who waited longer than a turn may wait is told so, and taps again."""


def _has_number(reply: Reply | None) -> bool:
    assert isinstance(reply, Screen)
    assert "number" in reply.title or reply.rows[0][0].label == "Try again", reply
    return "number" in reply.title


@contextlib.asynccontextmanager
async def fresh(stores: Stores, engine: str, people: int) -> AsyncIterator[Store]:
    """A durable store with one petition; the folder is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="undersigned-benchmark-"))
    try:
        async with stores.open(engine, folder) as store:
            await store.page(plant(people))
            yield store
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def bare(stores: Stores, engine: str, people: range) -> float:
    """The driver's own figure, over a store of its own."""
    async with fresh(stores, engine, people.stop) as store:
        if isinstance(store, SqliteStore):
            return await asyncio.to_thread(bare_sqlite, store.file, ONE_PETITION, people, WAITING)
        url = store._engine.url.set(drivername="postgresql").render_as_string(hide_password=False)  # type: ignore[attr-defined]
        return await bare_asyncpg(url, ONE_PETITION, people, CONNECTIONS)


async def measure(stores: Stores, engine: str, signers: int, rounds: int) -> tuple[list[Figure], dict[str, float]]:
    """Alternating rounds of the bare driver, `signatures.add` and whole turns."""
    people = range(1, signers + 1)
    driver, added, turned = [], [], []
    for _ in range(rounds):
        driver.append(await bare(stores, engine, people))
        async with fresh(stores, engine, people.stop) as store:
            added.append(await adding(store, people))
        async with fresh(stores, engine, 0) as store:
            turned.append(await whole_turns(store, people))
    unit = "signatures/s"
    figures = [
        Figure(f"{engine}: bare driver", tuple(driver), unit),
        Figure(f"{engine}: signatures.add", tuple(added), unit, AIM_ON_SQLITE if engine == "sqlite" else None),
        Figure(f"{engine}: whole turn", tuple(turned), unit),
    ]
    base = statistics.median(driver)
    return figures, {
        f"{engine}: signatures.add / bare driver": statistics.median(added) / base,
        f"{engine}: whole turn / bare driver": statistics.median(turned) / base,
    }


async def main(signers: int, rounds: int) -> None:
    """Both engines; PostgreSQL is left out, and said so, where it can't be had."""
    with tempfile.TemporaryDirectory(prefix="undersigned-benchmark-") as folder:
        stores = Stores(Path(folder), is_durable=True)
        figures, ratios = await measure(stores, "sqlite", signers, rounds)
        try:
            more_figures, more_ratios = await measure(stores, "postgresql", signers // 5, rounds)
            figures, ratios = figures + more_figures, ratios | more_ratios
        except NoPostgresql as fault:
            print(f"PostgreSQL can't be had: {fault}")
        finally:
            stores.close()
    report("store", figures, ratios)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="fewer signers and rounds")
    chosen = parser.parse_args()
    set_up_logging("error", "text")
    asyncio.run(main(2_500, 3) if chosen.short else main(20_000, 5))
