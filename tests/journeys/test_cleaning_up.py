"""Ada cleans up her chat, or is erased: what the app still lets be removed is gone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.journeys.campaigns import COUNTED, MARRIAGE, NAMED
from tests.journeys.telegram_world import TelegramWorld
from tests.journeys.worlds import World, deletes_herself
from tests.people import Supporter
from tests.telegram_people import OnTelegram

CLEAN = "Clean up this chat"
telegram_alone = pytest.mark.telegram_alone


@deletes_herself
async def test_ada_cleans_up_from_privacy_and_stays_a_signer(ada: Supporter) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(COUNTED)
    await ada.commands("/privacy")
    await ada.taps(CLEAN)
    ada.sees("This chat is cleaned up.", "Messages of the last 48 hours are removed", "clear this chat's history")
    assert ada.messages_left == 1
    await ada.taps("My signatures")
    ada.sees("as number 12,031.")


@deletes_herself
async def test_erasing_cleans_up_too(ada: Supporter) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(COUNTED)
    await ada.commands("/privacy")
    await ada.taps("Erase me")
    ada.sees("Messages of the last 48 hours go from this chat too")
    await ada.taps("Erase me now")
    ada.sees("You are erased.", "Messages of the last 48 hours are removed")
    assert ada.messages_left == 1


@pytest.mark.not_on_telegram("Telegram removes messages")
async def test_where_nothing_can_be_removed_it_is_said(world: World) -> None:
    bo = world.person("bo", can_remove=False)
    await bo.commands("/privacy")
    bo.sees_no_button(CLEAN)
    await bo.taps_to("clean")
    bo.sees("I can't remove anything here.", "Delete what you want to be gone in the app itself.")
    await bo.opens(MARRIAGE)
    await bo.taps(COUNTED)
    await bo.commands("/privacy")
    await bo.taps("Erase me")
    bo.sees("files saved from it, are yours to delete.")
    await bo.taps("Erase me now")
    bo.does_not_see("48 hours")


@telegram_alone
@pytest.mark.parametrize("way", ["clean", "erase"])
async def test_nothing_of_both_stays_even_after_a_restart(world: TelegramWorld, ada: OnTelegram, way: str) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(COUNTED)
    await ada.types("parole")
    await ada.opens(MARRIAGE)
    await world.restarts()
    await ada.commands("/privacy")
    if way == "clean":
        await ada.taps(CLEAN)
    else:
        await ada.taps("Erase me")
        await ada.taps("Erase me now")
    assert ada.account.chat.messages == [ada.message]


@telegram_alone
async def test_a_half_filled_form_outlives_a_clean_chat(ada: OnTelegram) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(NAMED)
    await ada.taps("Name")
    await ada.types("Ada Lovelace")
    await ada.commands("/clean")
    ada.sees("Your answers are kept for a day")
    assert ada.account.chat.messages == [ada.message]
    await ada.taps("Go on with your answers")
    await ada.types("Leeds")
    ada.sees("This is how it will look: Ada Lovelace, Leeds")


@telegram_alone
async def test_what_is_older_than_two_days_stays_and_the_rest_goes(world: TelegramWorld, ada: OnTelegram) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(COUNTED)
    old = list(ada.account.chat.messages)
    world.clock.moves(timedelta(hours=49))
    await ada.commands("/mine")
    await ada.commands("/clean")
    assert ada.account.chat.messages == [*old, ada.message]


@telegram_alone
async def test_a_button_of_long_ago_cleans_up_too(world: TelegramWorld, ada: OnTelegram) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(COUNTED)
    await ada.commands("/privacy")
    old = list(ada.account.chat.messages)
    world.clock.moves(timedelta(hours=49))
    await ada.commands("/mine")
    await ada.taps(CLEAN)
    assert ada.account.chat.messages == [*old, ada.message]


@telegram_alone
async def test_a_reader_whom_the_store_does_not_know_is_told_the_truth(world: TelegramWorld, bo: OnTelegram) -> None:
    await bo.opens(MARRIAGE)
    await bo.commands("/clean")
    assert bo.account.chat.messages == [bo.message]
    await bo.opens(MARRIAGE)
    read = list(bo.account.chat.messages)
    await world.restarts()
    await bo.commands("/clean")
    bo.sees("as far as I still know them")
    assert bo.account.chat.messages == [*read, bo.message]
