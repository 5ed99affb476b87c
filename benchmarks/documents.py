"""A document of 10,000 signatures in four scripts: how long it takes, how much memory, and how signing goes meanwhile.

python -m benchmarks.documents [--signatures 10000]
"""

from __future__ import annotations

import argparse
import asyncio
import random
import resource
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path
from typing import TypeVar

from benchmarks.report import Figure, report
from bot.documents.making import make_documents
from storage.documents import DocumentKind, DocumentState
from storage.keys import KeyPlace
from storage.members import Role
from storage.nouns import Nouns
from storage.opening import StorePlace, open_store
from storage.showing import Showing, Visibility
from storage.store import Store
from tests.storage.planting import plant_organisation, plant_petition
from tests.storage.test_members import join

NAMES = (
    ("Ada Lovelace", "Łukasz Nowak", "Nguyễn Thị Mai", "Søren Åkesson"),
    ("أحمد المصري", "فاطمة الزهراء", "محمد علي حسن"),
    ("प्रिया शर्मा", "क्षितिज वर्मा", "राजेश कुमार"),
    ("王小明", "陳美麗", "田中さくら"),
)
PLACES = ("Leeds", "القاهرة", "दिल्ली", "北京", "")
REASONS = ("I walk there every day.", "أطفالي يلعبون هناك.", "यह हमारा पार्क है।", "这是我们的公园。")
EACH_REASON = 20
"""One of so many gives a reason."""
AT_ONCE = 100
PAUSE = 0.02
ALONE_FOR = 5.0
"""Seconds in which people sign and nothing is made, to compare."""
FIRST_STRANGER = 10_000_000
_STRANGERS = count()
T = TypeVar("T")
MOST_SECONDS, MOST_MEBIBYTES, MOST_MILLISECONDS = 10, 300, 150


def main() -> None:
    """Measure once: the child's peak is that of all children of this process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--signatures", type=int, default=10_000)
    asyncio.run(_measure(parser.parse_args().signatures))


async def _measure(signatures: int) -> None:
    async with _store() as store:
        petition_id = await _plant(store, signatures)
        before: list[float] = []
        meanwhile: list[float] = []
        await _while_people_sign(store, petition_id, before, asyncio.sleep(ALONE_FOR))
        seconds, size = await _while_people_sign(store, petition_id, meanwhile, _make(store, petition_id))
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        made = [
            Figure("from the wish to the file", (seconds,), "s", limit=MOST_SECONDS),
            Figure("processor time of what sets it", (used.ru_utime + used.ru_stime,), "s"),
            Figure("memory of what sets it", (used.ru_maxrss / 1024,), "MiB", limit=MOST_MEBIBYTES, is_of_worst=True),
            Figure("the file", (size / 1000,), "kB"),
        ]
        report("documents", [*made, *_of_signing("before", before), *_of_signing("meanwhile", meanwhile)], {})


async def _while_people_sign(store: Store, petition_id: int, waits: list[float], work: Awaitable[T]) -> T:
    signing = asyncio.create_task(_sign_on(store, petition_id, waits))
    try:
        return await work
    finally:
        signing.cancel()


@asynccontextmanager
async def _store() -> AsyncIterator[Store]:
    with tempfile.TemporaryDirectory() as folder:
        place = StorePlace(f"sqlite:///{folder}/undersigned.db", KeyPlace(Path(folder) / "undersigned.key", ""))
        async with open_store(place) as store:
            yield store


async def _plant(store: Store, signatures: int) -> int:
    """So many sign with a name in one of the scripts."""
    petition_id = await store.turn(lambda nouns: plant_petition(nouns, "park"))
    for first in range(0, signatures, AT_ONCE):
        await store.turn(partial(_sign, petition_id=petition_id, people=range(first, first + AT_ONCE)))
    return petition_id


def _sign(nouns: Nouns, petition_id: int, people: Sequence[int]) -> None:
    now = datetime.now(UTC)
    petition = nouns.petitions.find(petition_id, "en", now)
    assert petition is not None
    for each in people:
        supporter = nouns.supporters.add("terminal", str(each), str(each), now)
        nouns.signatures.add(petition, supporter.id, _showing(each), now)


def _showing(each: int) -> Showing:
    chance = random.Random(each)
    name, place = chance.choice(chance.choice(NAMES)), chance.choice(PLACES)
    if each % EACH_REASON:
        return Showing(Visibility.NAME, f"{name} {each}", place)
    return Showing(Visibility.REASON, f"{name} {each}", place, chance.choice(REASONS))


async def _sign_on(store: Store, petition_id: int, waits: list[float]) -> None:
    """One after the other, as people do, for as long as the document takes."""
    each = FIRST_STRANGER + next(_STRANGERS) * 1_000_000
    while True:
        began = time.perf_counter()
        await store.turn(partial(_sign, petition_id=petition_id, people=(each,)))
        waits.append((time.perf_counter() - began) * 1000)
        each += 1
        await asyncio.sleep(PAUSE)


async def _make(store: Store, petition_id: int) -> tuple[float, int]:
    """Seconds from the wish to the file, and its bytes."""
    asked_at = datetime.now(UTC)
    asked = await store.turn(partial(_ask, petition_id=petition_id, now=asked_at))
    began = time.perf_counter()
    await make_documents(store, datetime.now(UTC))
    seconds = time.perf_counter() - began
    made = await store.read(lambda nouns: nouns.documents.find(asked))
    assert made is not None
    assert made.state is DocumentState.READY, made.state
    content = await store.read(lambda nouns: nouns.documents.content(made, asked_at))
    assert content is not None
    return seconds, len(content)


def _ask(nouns: Nouns, petition_id: int, now: datetime) -> int:
    plant_organisation(nouns)
    asked = nouns.documents.ask(petition_id, DocumentKind.PDF, "en", join(nouns, "eva", Role.OWNER), now)
    assert asked is not None
    return asked.id


def _of_signing(when: str, waits: list[float]) -> list[Figure]:
    """How long a signature takes; the slowest one is held to the limit while a document is made."""
    waits.sort()
    limit = MOST_MILLISECONDS if when == "meanwhile" else None
    return [
        Figure(f"signed {when}", (float(len(waits)),), "signatures"),
        Figure(f"a signature {when}, median", (statistics.median(waits),), "ms"),
        Figure(f"a signature {when}, 95th percentile", (waits[int(len(waits) * 0.95)],), "ms"),
        Figure(f"a signature {when}, slowest", (waits[-1],), "ms", limit=limit, is_of_worst=True),
    ]


if __name__ == "__main__":
    main()
