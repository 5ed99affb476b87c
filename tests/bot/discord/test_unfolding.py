"""Long work is seen going on, in the one answer that shows it."""

from __future__ import annotations

from storage.store import Store
from tests.bot.discord.running import Running
from tests.discord_api import Channel, DiscordApi, Message, Person
from tests.looks import Digging, Looks


async def begins(ada: Person, general: Channel) -> Message:
    """Ada taps what begins the work."""
    garden = await (await ada.runs("/start", general)).shown()
    return (await (await ada.taps(garden.last, "Dig")).shown()).last


async def test_the_answer_changes_by_itself_until_the_work_is_done(
    running: Running, sqlite_store: Store, api: DiscordApi, ada: Person, general: Channel
) -> None:
    work, looks = Digging(), Looks()
    async with running.over(sqlite_store, work.answer, between_looks=looks):
        shown = await begins(ada, general)
        assert "Dug: 1 of 3" in shown.text
        for work.done in (2, 3):
            looks.next()
            await api.until(lambda: f"Dug: {work.done} of 3" in shown.text)


async def test_whoever_goes_on_is_not_called_back(
    running: Running, sqlite_store: Store, api: DiscordApi, ada: Person, general: Channel
) -> None:
    work, looks = Digging(), Looks()
    async with running.over(sqlite_store, work.answer, between_looks=looks) as discord:
        await begins(ada, general)
        await (await ada.runs("/help", general)).shown()
        work.done = 2
        looks.next()
        await discord.rests(5)
        assert work.looks == 0
