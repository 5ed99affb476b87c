"""What goes wrong between a thumb and a server, and what people and their apps do that is no tap and no word."""

from __future__ import annotations

import asyncio

import pytest

from tests.journeys.campaigns import COUNTED, HOME, MARRIAGE
from tests.journeys.telegram_world import TelegramWorld
from tests.journeys.test_on_telegram import RINGS
from tests.telegram_people import OnTelegram

pytestmark = pytest.mark.telegram_alone
ONLY_WORDS = "I can read only words: send a petition's code, or type what you are looking for."


async def test_two_quick_taps_sign_once_and_both_are_answered(world: TelegramWorld, ada: OnTelegram) -> None:
    await ada.opens(MARRIAGE)
    sign = ada.button(COUNTED)
    await asyncio.gather(ada.taps(COUNTED), ada.taps_old(sign))
    said = [message.words.text for message in ada.account.chat.from_bot]
    assert sum("You are signer number 12,031." in words for words in said) == 1
    assert world.api.unanswered == []
    await ada.opens(MARRIAGE)
    ada.sees("12,031 have signed.")


async def test_a_message_deleted_while_she_taps_is_answered_by_a_new_one(world: TelegramWorld, ada: OnTelegram) -> None:
    await ada.commands("/settings")
    settings, go = ada.message, asyncio.Event()
    late = world.api.delays_next("editMessageText", until=go)
    tapping = asyncio.create_task(ada.taps("Language"))
    await late.reached.wait()
    await ada.account.deletes(settings)
    go.set()
    await tapping
    ada.sees("Choosing one keeps that choice for your account.")
    assert ada.messages_left == 1


async def test_a_message_too_old_to_be_shown_is_answered_by_a_new_one(ada: OnTelegram) -> None:
    await ada.commands("/settings")
    old = ada.message
    await ada.does(ada.account.taps("Privacy", is_old=True))
    assert ada.message is not old
    ada.sees("Reading leaves no trace.")


async def test_ada_blocks_the_bot_while_it_speaks_and_her_signature_is_there(
    world: TelegramWorld, ada: OnTelegram
) -> None:
    world.has_trouble = True
    await ada.opens(MARRIAGE)
    go = asyncio.Event()
    late = world.api.delays_next("sendMessage", until=go)
    tapping = asyncio.create_task(ada.taps(COUNTED))
    await late.reached.wait()
    await ada.account.blocks()
    go.set()
    await tapping
    await ada.account.unblocks()
    await ada.opens(MARRIAGE)
    ada.sees("You signed on 21 November 2026 as number 12,031.")


async def test_a_command_names_us_or_another_bot(world: TelegramWorld, bo: OnTelegram) -> None:
    await bo.commands(f"/petition@{world.api.bot.upper()} {MARRIAGE}")
    bo.sees("12,030 have signed.")
    await bo.commands("/start@another_bot")
    assert bo.messages_left == 1


async def test_an_edited_command_is_no_command_and_edited_words_are_words(bo: OnTelegram) -> None:
    await bo.commands(f"/start {MARRIAGE}")
    said = bo.account.chat.messages[0]
    await bo.does(bo.account.edits(said, f"/start {HOME}"))
    assert bo.messages_left == 1
    await bo.types("zebra")
    await bo.does(bo.account.edits(bo.account.chat.messages[-2], "parole"))
    bo.sees("1 petition has these words")


@pytest.mark.parametrize("kind", ["picture", "file"])
async def test_what_is_no_words_gets_one_clear_sentence(bo: OnTelegram, kind: str) -> None:
    sending = bo.account.sends_photo(RINGS.read_bytes()) if kind == "picture" else bo.account.sends_document("a", b"1")
    await bo.does(sending)
    assert bo.screen.text == ONLY_WORDS
    bo.sees_buttons("See open petitions")


async def test_every_tap_on_a_card_is_answered_once(world: TelegramWorld, bo: OnTelegram) -> None:
    await bo.opens(MARRIAGE)
    for label in [label for label in bo.screen.labels if label != COUNTED]:
        await bo.taps(label, on="Next goal")
    answers = world.api.calls_of("answerCallbackQuery")
    assert (len(answers), {call.status for call in answers}) == (bo.taps_made, {200})
