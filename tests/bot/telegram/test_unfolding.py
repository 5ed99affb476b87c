"""Long work is seen going on, in the one message that shows it."""

from __future__ import annotations

from storage.sqlite import SqliteStore
from tests.bot.telegram.running import Running
from tests.looks import Digging, Looks
from tests.telegram_api import Person, TelegramApi


async def begins(api: TelegramApi) -> Person:
    """Ada taps what begins the work."""
    ada = api.person("Ada")
    await ada.starts()
    await ada.sees("A garden")
    await ada.taps("Dig")
    await ada.sees("Dug: 1 of 3")
    return ada


async def test_the_message_changes_by_itself_until_the_work_is_done(
    sqlite_store: SqliteStore, running: Running, api: TelegramApi
) -> None:
    work, looks = Digging(), Looks()
    async with running.over(sqlite_store, work.answer, between_looks=looks):
        ada = await begins(api)
        messages = len(ada.chat.from_bot)
        for work.done in (2, 3):
            looks.next()
            await ada.sees(f"Dug: {work.done} of 3")
        assert len(ada.chat.from_bot) == messages


async def test_whoever_taps_on_is_not_called_back(
    sqlite_store: SqliteStore, running: Running, api: TelegramApi
) -> None:
    work, looks = Digging(), Looks()
    async with running.over(sqlite_store, work.answer, between_looks=looks) as telegram:
        ada = await begins(api)
        await ada.sends("roses")
        await ada.sees("A garden")
        work.done = 2
        looks.next()
        await telegram.rests(5)
        assert work.looks == 0


async def test_what_was_deleted_does_not_come_again(
    sqlite_store: SqliteStore, running: Running, api: TelegramApi
) -> None:
    work, looks = Digging(), Looks()
    async with running.over(sqlite_store, work.answer, between_looks=looks):
        ada = await begins(api)
        await ada.deletes(ada.last)
        work.done = 2
        looks.next()
        await api.until(lambda: work.looks == 1)
        await api.settles()
        assert not any("Dug" in message.text for message in ada.chat.from_bot)
