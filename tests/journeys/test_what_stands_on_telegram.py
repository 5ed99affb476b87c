"""What must not stand in a chat does not, and what happened stays, whatever taps and restarts come in between."""

from __future__ import annotations

import asyncio

import pytest

from tests.journeys.campaigns import COUNTED, HOME, MARRIAGE, NAMED
from tests.journeys.telegram_world import TelegramWorld
from tests.journeys.test_forms_on_telegram import typed
from tests.seen import GO_ON
from tests.telegram_people import OnTelegram

pytestmark = pytest.mark.telegram_alone
RISKY = "PARKAK"


def all_words(ada: OnTelegram) -> str:
    return "\n".join(message.words.text for message in ada.account.chat.messages)


async def begins_to_name_herself(ada: OnTelegram) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(NAMED)
    await ada.taps("Name")
    await ada.types("Ada Lovelace")


@pytest.mark.parametrize("is_restarted", [False, True])
async def test_answers_that_are_thrown_away_stand_nowhere(
    world: TelegramWorld, ada: OnTelegram, is_restarted: bool
) -> None:
    await begins_to_name_herself(ada)
    await ada.commands("/mine")
    assert "Ada Lovelace" in all_words(ada)
    if is_restarted:
        await world.restarts()
    await ada.taps("Throw them away")
    ada.sees("Your answers are thrown away.")
    assert "Ada Lovelace" not in all_words(ada)


async def test_a_form_that_was_left_is_one_message_also_after_a_restart(world: TelegramWorld, ada: OnTelegram) -> None:
    await begins_to_name_herself(ada)
    left = ada.message
    await ada.commands("/mine")
    await world.restarts()
    await ada.taps(GO_ON)
    assert left not in ada.account.chat.messages
    await ada.types("Leeds")
    ada.sees("This is how it will look: Ada Lovelace, Leeds")


async def test_two_quick_taps_on_the_last_button_of_a_form_keep_the_thanks(ada: OnTelegram) -> None:
    await begins_to_name_herself(ada)
    await ada.types("Leeds")
    send = ada.button("Sign as shown above")
    thanks = ada.message
    await asyncio.gather(ada.taps("Sign as shown above"), ada.taps_old(send))
    assert "You are signer number 12,031." in thanks.words.text
    assert "Send to a friend" in thanks.labels


async def test_a_thank_you_for_a_risky_petition_is_protected_however_it_was_signed(
    world: TelegramWorld, ada: OnTelegram
) -> None:
    await world.begins_petitions(RISKY, at_risk=True)
    await ada.opens(RISKY)
    await ada.taps("Sign with initials")
    assert ada.message.is_protected
    await ada.taps("Initials, region")
    await ada.types("A. L.")
    await ada.types("Leeds")
    await ada.taps(ada.label("Sign as"))
    ada.sees("Could it endanger you to sign this?")
    assert ada.message.is_protected
    await ada.taps(ada.label("Sign as"))
    ada.sees("Thank you.")
    assert ada.message.is_protected


async def test_a_picture_that_is_refused_leaves_its_words(world: TelegramWorld, ada: OnTelegram) -> None:
    world.has_trouble = True
    world.api.fails_next("sendPhoto", error=400, description="Bad Request: IMAGE_PROCESS_FAILED", times=2)
    await ada.opens(MARRIAGE)
    ada.sees("12,030 have signed.", "Code KTMWQR.")
    assert ada.message.picture is None
    await ada.taps(COUNTED)
    ada.sees("You are signer number 12,031.")


async def test_a_picture_that_telegram_has_no_more_is_sent_anew_where_words_stood(
    world: TelegramWorld, ada: OnTelegram
) -> None:
    await ada.opens(MARRIAGE)
    assert ada.message.picture is not None
    await ada.types("marriage")
    words = ada.message
    world.api.fails_next(
        "editMessageMedia", error=400, description="Bad Request: wrong file identifier/HTTP URL specified"
    )
    await ada.taps(ada.label("Save Doug"))
    ada.sees("12,030 have signed.")
    assert ada.message is words
    assert words.picture is not None


async def test_words_of_before_that_are_corrected_answer_no_question(ada: OnTelegram) -> None:
    await ada.types("chicken soup")
    (words,) = [message for message in ada.account.chat.messages if not message.from_bot]
    await begins_to_name_herself(ada)
    form = ada.message
    await ada.does(ada.account.edits(words, "chicken soup recipe"))
    assert "chicken soup recipe" not in form.words.text
    await ada.types("Leeds")
    ada.sees("This is how it will look: Ada Lovelace, Leeds")
    assert "chicken soup recipe" in typed(ada)


async def test_a_slow_thank_you_does_not_take_the_place_of_what_was_tapped_since(
    world: TelegramWorld, ada: OnTelegram
) -> None:
    await ada.opens(HOME)
    go = asyncio.Event()
    late = world.api.delays_next("sendMessage", until=go)
    signing = asyncio.create_task(ada.taps(COUNTED))
    await late.reached.wait()
    sharing = asyncio.create_task(ada.account.taps("Share"))
    await sharing
    await world.api.until(lambda: world.api.world.updates.is_empty)
    go.set()
    await signing
    await world.rests()
    assert any(message.words.text.startswith("Share “") for message in ada.account.chat.from_bot)
