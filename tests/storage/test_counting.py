"""The count is the sum of its ledger, whatever happens."""

from __future__ import annotations

from functools import partial
from itertools import count

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.ledger import Kind, Mismatch
from storage.nouns import Nouns
from storage.petitions import Petition
from storage.showing import Showing, Visibility
from storage.store import Store
from storage.tables.petitions import petition
from tests.storage.planting import (
    NOW,
    approve,
    count_of,
    counted_rows,
    end,
    erase,
    ledger_of,
    planted,
    reject,
    sign,
    signature_of,
    signing,
    withdraw,
)

EVERYTHING = Showing(Visibility.REASON, "Ada Lovelace", "Leeds", "I play here.")


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["sign", "sign held", "withdraw", "approve", "reject", "erase", "import", "end"]),
        st.sampled_from(["ada", "ben", "eve"]),
    ),
    max_size=12,
)
_slugs = count()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
async def test_whatever_happens_the_count_is_the_sum_of_its_ledger(store: Store, steps: list[tuple[str, str]]) -> None:
    slug = f"petition {next(_slugs)}"
    found = await planted(store, slug, ladder=[2, 3])
    imported = 0
    for step, name in steps:
        imported += await _do(store, found, step, f"{name} of {slug}")
    counted = await counted_rows(store, found)
    amounts = [amount for _kind, amount in await ledger_of(store, found)]
    assert await count_of(store, found) == sum(amounts) == len(counted) + imported
    assert len({row.number for row in counted} - {None}) == len(counted)
    wrong, _last = await store.read(lambda nouns: nouns.ledger.mismatches(0, 1000))
    assert wrong == []


async def _do(store: Store, found: Petition, step: str, person: str) -> int:
    """One step of somebody; how many were imported by it."""
    given = await signature_of(store, found, person)
    if step == "import":
        await store.turn(lambda nouns: nouns.ledger.enter(found.id, Kind.IMPORTED, 2, NOW))
        return 2
    if step == "end":
        await end(store, found)
    elif step == "erase":
        await erase(store, person)
    elif step in {"sign", "sign held"}:
        await store.turn(signing(found, person, EVERYTHING, is_held=step == "sign held"))
    elif given is not None:
        await {"withdraw": withdraw, "approve": approve, "reject": reject}[step](store, given)
    return 0


async def test_the_recount_finds_a_difference_page_by_page(store: Store) -> None:
    park, lake, moor = [await planted(store, slug) for slug in ("park", "lake", "moor")]
    await sign(store, lake, "ada")
    planted_fault = sa.update(petition).where(petition.c.id == lake.id).values(count=7)
    await store.turn(lambda nouns: nouns.connection.run(planted_fault))
    pages = [await store.read(partial(_recount, after)) for after in (0, park.id, lake.id, moor.id)]
    assert [reached for _wrong, reached in pages] == [park.id, lake.id, moor.id, None]
    assert [wrong for wrong, _reached in pages] == [[], [Mismatch(lake.id, 7, 1)], [], []]


def _recount(after: int, nouns: Nouns) -> tuple[list[Mismatch], int | None]:
    return nouns.ledger.mismatches(after, 1)
