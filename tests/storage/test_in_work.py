"""Updates that were begun and not finished."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from storage.store import Store

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


async def test_it_is_counted_how_often_one_stood_in_work_when_the_process_ended(store: Store) -> None:
    assert [await store.turn(lambda nouns: nouns.in_work.begin("a", "1", NOW)) for _ in range(3)] == [0, 1, 2]
    assert await store.turn(lambda nouns: nouns.in_work.begin("b", "1", NOW)) == 0
    assert await store.turn(lambda nouns: nouns.in_work.begin("a", "2", NOW)) == 0


async def test_what_ended_begins_afresh(store: Store) -> None:
    await store.turn(lambda nouns: nouns.in_work.begin("a", "1", NOW))
    await store.turn(lambda nouns: nouns.in_work.end("a", "1"))
    await store.turn(lambda nouns: nouns.in_work.end("a", "1"))
    assert await store.turn(lambda nouns: nouns.in_work.begin("a", "1", NOW)) == 0


async def test_it_is_forgotten_after_two_days_in_pages(store: Store) -> None:
    for update in ("1", "2", "3"):
        await store.turn(lambda nouns, update=update: nouns.in_work.begin("a", update, NOW))  # type: ignore[misc]
    later = NOW + timedelta(hours=48, seconds=1)
    assert await store.turn(lambda nouns: nouns.in_work.prune(NOW + timedelta(hours=48), 2)) == 0
    assert [await store.turn(lambda nouns: nouns.in_work.prune(later, 2)) for _ in range(3)] == [2, 1, 0]
