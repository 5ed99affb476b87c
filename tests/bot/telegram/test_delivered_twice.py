"""Everything that was done comes again after a restart, as if nothing had been confirmed: nothing changes."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
import sqlalchemy as sa

from bot.samples import load_samples_once
from config.settings import Settings
from storage.nouns import Nouns
from storage.sqlite import SqliteStore
from storage.tables.metadata import metadata
from tests.bot.telegram.running import Running
from tests.fuzz.ledgers import check_numbers
from tests.journeys.campaigns import COUNTED, MARRIAGE
from tests.telegram_api import Button, Message, Person, TelegramApi

STEPS = 30
OF_THE_PLATFORM = {"handled", "in_work", "chat_message"}
TYPED = ("Ada L.", "Leeds", "Because it matters to my street.", "/settings", "/browse", MARRIAGE)


def everything(nouns: Nouns) -> dict[str, list[Any]]:
    """All rows but those that only tell what was delivered."""
    tables = [table for table in metadata.sorted_tables if table.name not in OF_THE_PLATFORM]
    return {table.name: sorted(str(tuple(row)) for row in nouns.connection.all(sa.select(table))) for table in tables}


def buttons(person: Person) -> list[tuple[Message, Button]]:
    """What can be tapped on their newest messages and asks the bot."""
    shown = [message for message in person.chat.from_bot if not message.is_deleted][-3:]
    return [(each, button) for each in shown for button in each.buttons if button.action == "callback_data"]


async def does_something(person: Person, random: Random) -> None:
    """Tap or type."""
    found = buttons(person)
    if found and random.random() < 0.75:
        message, button = random.choice(found)
        await person.taps_late(button, message)
    else:
        await person.sends(random.choice(TYPED))


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
async def test_nothing_changes_when_all_updates_come_again(
    sqlite_store: SqliteStore, running: Running, api: TelegramApi, seed: int
) -> None:
    await load_samples_once(sqlite_store, Settings())
    ada, random, done = api.person("Ada"), Random(seed), list[Any]()
    async with running.over(sqlite_store) as telegram:
        await api.until(lambda: api.world.updates.is_held)
        await ada.starts(MARRIAGE)
        done.append(api.world.updates.last)
        await ada.sees("Code KTMWQR")
        await ada.taps(COUNTED)
        done.append(api.world.updates.last)
        for _ in range(STEPS):
            await api.settles()
            await telegram.rests(10)
            await does_something(ada, random)
            done.append(api.world.updates.last)
        await api.settles()
        await telegram.rests(10)
    before = await sqlite_store.read(everything)
    api.world.updates.pending.extend(done)
    async with running.over(sqlite_store) as telegram:
        await api.settles()
        await telegram.rests(10)
        await api.until(lambda: not api.unanswered)
    assert await sqlite_store.read(everything) == before
    await sqlite_store.read(check_numbers)
    assert before["signature"]
