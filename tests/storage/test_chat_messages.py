"""Which messages stand in a private chat."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from storage.nouns import Nouns
from storage.store import Store

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
A_DAY, TWO_DAYS = timedelta(hours=24), timedelta(hours=48)


async def test_what_is_younger_than_two_days_can_be_removed(store: Store) -> None:
    def run(nouns: Nouns) -> None:
        messages = nouns.chat_messages
        messages.add("telegram:7", [1, 2], NOW)
        messages.add("telegram:7", [2, 3], NOW + A_DAY)
        messages.add("telegram:8", [9], NOW)
        assert sorted(messages.recent("telegram:7", NOW + A_DAY)) == [1, 2, 3]
        assert sorted(messages.recent("telegram:7", NOW + TWO_DAYS)) == [3]
        messages.drop_all_of("telegram:7")
        assert messages.recent("telegram:7", NOW) == []
        assert messages.recent("telegram:8", NOW) == [9]

    await store.turn(run)


async def test_a_form_stands_in_one_message_for_a_day(store: Store) -> None:
    def run(nouns: Nouns) -> None:
        messages = nouns.chat_messages
        messages.add("telegram:7", [5], NOW)
        for message in (4, 6, 5):
            messages.keep_form("telegram:7", message, None, NOW)
            assert messages.form("telegram:7", NOW) == (message, None)
        assert messages.form("telegram:8", NOW) == (None, None)
        assert messages.form("telegram:7", NOW + A_DAY) == (None, None)
        messages.keep_form("telegram:7", None, 5, NOW)
        assert messages.form("telegram:7", NOW) == (None, 5)
        messages.keep_form("telegram:7", None, None, NOW)
        assert messages.form("telegram:7", NOW) == (None, None)
        assert sorted(messages.recent("telegram:7", NOW)) == [4, 5, 6]

    await store.turn(run)


async def test_it_is_forgotten_in_pages(store: Store) -> None:
    def run(nouns: Nouns) -> None:
        nouns.chat_messages.add("telegram:7", range(1, 6), NOW)
        nouns.chat_messages.add("telegram:7", [9], NOW + A_DAY)
        assert nouns.chat_messages.prune(NOW + TWO_DAYS - timedelta(seconds=1), 10) == 0
        assert [nouns.chat_messages.prune(NOW + TWO_DAYS, 3) for _ in range(3)] == [3, 2, 0]
        assert nouns.chat_messages.recent("telegram:7", NOW + A_DAY) == [9]

    await store.turn(run)
