"""The long poll: what is not confirmed comes again, and only one may listen."""

from __future__ import annotations

import asyncio

import pytest
from telegram import Bot, Update
from telegram.error import Conflict
from telegram.request import HTTPXRequest

from tests.telegram_api import Person, TelegramApi
from tests.telegram_api.conftest import Ask


def texts(updates: tuple[Update, ...]) -> list[str | None]:
    return [update.message.text for update in updates if update.message]


async def test_what_is_not_confirmed_comes_again(bot: Bot, ada: Person) -> None:
    for text in ("one", "two", "three"):
        await ada.sends(text)
    assert texts(await bot.get_updates()) == ["one", "two", "three"]
    first = (await bot.get_updates(limit=2))[0]
    assert texts(await bot.get_updates(limit=2)) == ["one", "two"]
    assert texts(await bot.get_updates(offset=first.update_id + 1)) == ["two", "three"]
    assert texts(await bot.get_updates()) == ["two", "three"]
    assert texts(await bot.get_updates(offset=first.update_id + 3)) == []


async def test_a_negative_offset_forgets_what_is_older(bot: Bot, ada: Person) -> None:
    for text in ("one", "two", "three"):
        await ada.sends(text)
    assert texts(await bot.get_updates(offset=-1)) == ["three"]
    assert texts(await bot.get_updates()) == ["three"]


async def test_ids_grow(bot: Bot, ada: Person) -> None:
    await ada.sends("one")
    await ada.sends("two")
    one, two = await bot.get_updates()
    assert two.update_id == one.update_id + 1


async def test_a_poll_is_held_until_something_happens(api: TelegramApi, bot: Bot, ada: Person) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await api.until(lambda: api.world.updates.is_held)
    await ada.sends("hello")
    assert texts(await poll) == ["hello"]


async def test_a_poll_ends_with_nothing(api: TelegramApi, bot: Bot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await api.until(lambda: api.world.updates.is_held)
    api.world.updates.let_go()
    assert await poll == ()


async def test_a_second_listener_ends_the_first(api: TelegramApi, bot: Bot) -> None:
    async with Bot(api.token, base_url=f"{api.url}/bot", get_updates_request=HTTPXRequest()) as other:
        first = asyncio.create_task(bot.get_updates(timeout=30))
        await api.until(lambda: api.world.updates.is_held)
        second = asyncio.create_task(other.get_updates(timeout=30))
        with pytest.raises(Conflict, match="terminated by other getUpdates request; make sure that only one"):
            await first
        await api.until(lambda: api.world.updates.is_held)
        api.world.updates.let_go()
        assert await second == ()


async def test_only_allowed_kinds_come(bot: Bot, ada: Person) -> None:
    await bot.get_updates(allowed_updates=["edited_message"])
    message = await ada.sends("one")
    await ada.edits(message, "two")
    (update,) = await bot.get_updates()
    assert update.edited_message is not None
    assert update.edited_message.text == "two"
    await bot.get_updates(offset=update.update_id + 1, allowed_updates=[])
    await ada.sends("three")
    assert texts(await bot.get_updates()) == ["three"]


async def test_members_are_told_of_only_on_demand(api: TelegramApi, bot: Bot, ada: Person) -> None:
    group = api.supergroup("Park", [ada])
    await group.adds_bot(as_admin=True)
    await group.lets_in(api.person("Ben"))
    kinds = [set(update.to_dict()) - {"update_id"} for update in await bot.get_updates(allowed_updates=["chat_member"])]
    assert {"chat_member"} not in kinds
    await group.lets_in(api.person("Eve"))
    assert (await bot.get_updates(offset=-1))[0].chat_member is not None


async def test_no_poll_beside_a_webhook(api: TelegramApi, bot: Bot, ask: Ask) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await api.until(lambda: api.world.updates.is_held)
    await ask("setWebhook", url="http://127.0.0.1:9/x")
    with pytest.raises(Conflict, match="terminated by setWebhook request"):
        await poll
    assert await ask("getUpdates") == (
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    )
    await ask("deleteWebhook")
    assert await bot.get_updates() == ()


async def test_an_update_comes_twice(api: TelegramApi, bot: Bot, ada: Person) -> None:
    await ada.sends("one")
    (update,) = await bot.get_updates()
    api.repeats_last_update()
    again = await bot.get_updates(offset=update.update_id + 1)
    assert [each.update_id for each in again] == [update.update_id]
    assert await bot.get_updates(offset=update.update_id + 1) == ()


async def test_a_test_waits_until_the_bot_has_heard_all(api: TelegramApi, bot: Bot, ada: Person) -> None:
    await ada.sends("one")

    async def hears() -> None:
        (update,) = await bot.get_updates()
        await bot.get_updates(offset=update.update_id + 1)

    listening = asyncio.create_task(hears())
    await api.settles()
    await listening
    assert api.world.updates.is_empty
