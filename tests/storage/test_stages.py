"""Where a petition stands, as its organizers change it; done twice or by two at once, it takes effect once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.util import await_only

from storage import consents, stages
from storage.hearing import NEW_PETITION
from storage.nouns import Nouns
from storage.petitions import Petition
from storage.postgresql import PostgresqlStore
from storage.stages import Stages
from storage.standing import State
from storage.store import Store
from storage.tables.news import alert
from storage.tables.petitions import petition_version
from tests.storage.plans import Writing
from tests.storage.planting import NOW, count_of, erase, ledger_of, plant_petition, planted, read, rows, sign
from tests.storage.test_versions import asked_and_confirmed, changed, keep
from tests.storage.turning import PATIENCE


async def drafted(store: Store) -> Petition:
    """A draft as its organizers find it."""
    petition_id = await store.turn(lambda nouns: plant_petition(nouns, "park", state=State.DRAFT.value))
    return await found_by_organizers(store, petition_id)


async def found_by_organizers(store: Store, petition_id: int) -> Petition:
    found = await store.read(lambda nouns: nouns.petitions.find_any(petition_id, "en", NOW))
    assert found is not None
    return found


async def at_once(store: Store, change: Callable[[Nouns], bool]) -> list[bool]:
    """Four of them."""
    return sorted(await asyncio.gather(*(store.turn(change) for _ in range(4))))


async def test_a_draft_is_published_once_and_told_once(store: Store) -> None:
    park = await drafted(store)
    assert await at_once(store, lambda nouns: nouns.stages.publish(park, NOW)) == [False, False, False, True]
    now = await read(store, park.id)
    assert (now.state, now.started_on, now.is_open) == (State.OPEN, date(2026, 11, 21), True)
    told = await rows(store, sa.select(alert))
    assert [(each.kind, each.occasion) for each in told] == [(NEW_PETITION, str(park.id))]
    assert [row.version for row in await rows(store, sa.select(petition_version))] == [1]
    found = await store.read(lambda nouns: nouns.petitions.search(["keep"], "en", NOW, 5))
    assert [each.id for each in found.petitions] == [park.id]


async def test_it_starts_on_the_day_that_it_is_in_its_own_zone(store: Store) -> None:
    park = await drafted(store)
    night = NOW + timedelta(hours=11)
    await store.turn(lambda nouns: nouns.stages.publish(replace(park, zone="Pacific/Auckland"), night))
    assert (await read(store, park.id)).started_on == date(2026, 11, 22)


async def test_two_who_close_it_at_once_close_it_once(store: Store) -> None:
    park = await planted(store)
    assert await at_once(store, lambda nouns: nouns.stages.close(park)) == [False, False, False, True]
    assert (await read(store, park.id)).state is State.CLOSED


async def test_a_retired_one_says_why_and_can_be_opened_again(store: Store) -> None:
    park = await planted(store)
    assert await store.turn(lambda nouns: nouns.stages.retire(park, "The park is gone.", NOW))
    now = await read(store, park.id)
    assert (now.state, now.retired_for, now.is_open) == (State.RETIRED, "The park is gone.", False)
    assert not await store.turn(lambda nouns: nouns.stages.close(park))
    assert await store.turn(lambda nouns: nouns.stages.reopen(park, NOW))
    assert (await read(store, park.id)).retired_for == ""


async def test_retiring_leaves_the_closing_day_and_opening_again_gives_it_back(store: Store) -> None:
    last = NOW + timedelta(days=30)
    park = await planted(store, closes_at=last)
    await store.turn(lambda nouns: nouns.stages.retire(park, "The park is gone.", NOW))
    retired = await read(store, park.id)
    assert (retired.retired_at, retired.closes_at) == (NOW, last)
    await store.turn(lambda nouns: nouns.stages.reopen(park, NOW + timedelta(days=1)))
    again = await read(store, park.id)
    assert (again.retired_at, again.closes_at, again.is_open) == (None, last, True)


@pytest.mark.parametrize("state", [State.WON, State.DRAFT])
async def test_a_won_one_and_a_draft_are_not_opened_here(store: Store, state: State) -> None:
    petition_id = await store.turn(lambda nouns: plant_petition(nouns, "park", state=state.value))
    park = await found_by_organizers(store, petition_id)
    await store.turn(lambda nouns: nouns.stages.reopen(park, NOW))
    assert not await store.turn(lambda nouns: nouns.stages.retire(park, "no", NOW))
    assert (await found_by_organizers(store, petition_id)).state is state


async def test_a_closing_day_that_has_come_goes_when_it_opens_again(store: Store) -> None:
    park = await planted(store, closes_at=NOW - timedelta(days=1))
    assert not park.is_open
    await store.turn(lambda nouns: nouns.stages.reopen(park, NOW))
    now = await read(store, park.id)
    assert (now.is_open, now.closes_at) == (True, None)


async def ended_with_erased(store: Store, *erased: str) -> Petition:
    """A petition that Ada signed, too, and that ended before the others were erased."""
    park = await planted(store)
    for name in ("ada", *erased):
        await sign(store, park, name)
    return await ended(store, park, *erased)


async def ended(store: Store, park: Petition, *erased: str) -> Petition:
    """Closed; these are erased after that."""
    await store.turn(lambda nouns: nouns.stages.close(park))
    for name in erased:
        await erase(store, name)
    return await read(store, park.id)


async def test_who_was_erased_after_it_ended_is_taken_from_the_count_first(store: Store) -> None:
    park = await ended_with_erased(store, "bo", "cy")
    assert park.count == 3
    assert await store.read(lambda nouns: nouns.stages.nameless(park)) == 2
    assert await at_once(store, lambda nouns: nouns.stages.reopen(park, NOW)) == [True] * 4
    assert await count_of(store, park) == 1
    assert [each for each in await ledger_of(store, park) if each[0] == "erased"] == [("erased", -2)]


async def test_those_who_go_at_once_leave_what_was_asked_at_once(store: Store) -> None:
    park = await planted(store)
    for name in ("ada", "bo", "cy", "dee"):
        await sign(store, park, name)
    asking = await changed(store, park)
    for name in ("ada", "bo"):
        await keep(store, asking, name)
    ended_park = await ended(store, asking, "bo", "cy")
    assert await asked_and_confirmed(store, park) == (4, 2)

    def reopen(nouns: Nouns) -> int:
        written = Writing(nouns.connection)
        Stages(written, nouns.versions).reopen(ended_park, NOW)
        return written.statements.count(consents.LEAVE)

    assert await store.turn(reopen) == 1
    assert await asked_and_confirmed(store, park) == (2, 1)


async def test_where_nobody_is_asked_nothing_is_written_of_it(store: Store) -> None:
    park = await ended_with_erased(store, "bo", "cy")

    def reopen(nouns: Nouns) -> int:
        written = Writing(nouns.connection)
        Stages(written, nouns.versions).reopen(park, NOW)
        return written.statements.count(consents.LEAVE)

    assert await store.turn(reopen) == 0


async def test_many_are_taken_in_pages_and_it_opens_after_the_last(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stages, "MOST_AT_ONCE", 2)
    park = await ended_with_erased(store, "bo", "cy", "dee", "eva", "fay")
    assert not await store.turn(lambda nouns: nouns.stages.reopen(park, NOW))
    assert not (await read(store, park.id)).is_open
    assert await store.read(lambda nouns: nouns.stages.is_reopening(park))
    pages = 0
    while await store.page(lambda nouns: nouns.stages.reopen_more(NOW)):
        pages += 1
    assert (pages, await count_of(store, park), (await read(store, park.id)).is_open) == (3, 1, True)
    assert not await store.read(lambda nouns: nouns.stages.is_reopening(park))


async def being_reopened(store: Store, monkeypatch: pytest.MonkeyPatch) -> Petition:
    """A petition of which the first page is taken from the count."""
    monkeypatch.setattr(stages, "MOST_AT_ONCE", 2)
    park = await ended_with_erased(store, "bo", "cy", "dee", "eva", "fay")
    await store.turn(lambda nouns: nouns.stages.reopen(park, NOW))
    assert await store.page(lambda nouns: nouns.stages.reopen_more(NOW))
    return park


async def finish(store: Store) -> None:
    while await store.page(lambda nouns: nouns.stages.reopen_more(NOW)):
        pass


async def test_what_is_retired_while_it_is_being_opened_stays_retired(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    park = await being_reopened(store, monkeypatch)
    assert await store.turn(lambda nouns: nouns.stages.retire(park, "The park is gone.", NOW))
    await finish(store)
    assert (await read(store, park.id)).state is State.RETIRED
    assert await count_of(store, park) == 4


async def test_what_is_closed_while_it_is_being_opened_stays_closed(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    park = await being_reopened(store, monkeypatch)
    assert await store.turn(lambda nouns: nouns.stages.close(park))
    assert not await store.turn(lambda nouns: nouns.stages.close(park))
    await finish(store)
    assert (await read(store, park.id)).state is State.CLOSED
    assert not await store.read(lambda nouns: nouns.stages.is_reopening(park))


async def test_a_page_that_waited_for_who_retires_it_opens_nothing(
    postgresql_store: PostgresqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, park = postgresql_store, await being_reopened(postgresql_store, monkeypatch)
    monkeypatch.setattr(stages, "MOST_AT_ONCE", 9)
    has_retired = asyncio.Event()

    def retire(nouns: Nouns) -> bool:
        retired = nouns.stages.retire(park, "The park is gone.", NOW)
        has_retired.set()
        await_only(asyncio.sleep(0.2))
        return retired

    def page(nouns: Nouns) -> bool:
        await_only(has_retired.wait())
        return nouns.stages.reopen_more(NOW)

    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(store.turn(retire), store.turn(page))
    assert (await read(store, park.id)).state is State.RETIRED


async def test_who_was_erased_after_it_ended_is_asked_no_more(store: Store) -> None:
    park = await planted(store)
    for name in ("ada", "bo", "cy"):
        await sign(store, park, name)
    park = await changed(store, park)
    await keep(store, park, "bo")
    park = await ended(store, park, "bo", "cy")
    assert await asked_and_confirmed(store, park) == (3, 1)
    await store.turn(lambda nouns: nouns.stages.reopen(park, NOW))
    assert await asked_and_confirmed(store, park) == (1, 0)
