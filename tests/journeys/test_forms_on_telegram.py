"""A form on Telegram is one message, the last one; what is typed into it does not stay in the chat."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.journeys.campaigns import COUNTED, HOME, MARRIAGE, NAMED
from tests.journeys.telegram_world import TelegramWorld
from tests.journeys.test_on_telegram import RINGS
from tests.seen import GO_ON
from tests.telegram_people import OnTelegram

pytestmark = pytest.mark.telegram_alone


def typed(ada: OnTelegram) -> list[str]:
    """What she wrote and what still stands."""
    return [message.text for message in ada.account.chat.messages if not message.from_bot]


@pytest.fixture
async def asked(ada: OnTelegram) -> OnTelegram:
    """Ada is asked where she lives."""
    await ada.opens(MARRIAGE)
    await ada.taps(NAMED)
    await ada.taps("Name")
    await ada.types("Ada Lovelace")
    return ada


async def test_ada_fills_in_one_message(ada: OnTelegram) -> None:
    await ada.opens(HOME)
    await ada.taps(NAMED)
    form = ada.message
    await ada.taps("Name and reason")
    for answer in ("12", "Ada L.", "Leeds", "Nobody should be sent away for love."):
        await ada.types(answer)
        assert ada.message is form
    ada.sees("Ada L., Leeds", "Nobody should be sent away for love.")
    await ada.taps("Change")
    await ada.types("Nobody should be sent away.")
    assert ada.message is form
    await ada.taps("Sign as Ada L., Leeds")
    ada.sees("You are signer number 128.")
    assert (typed(ada), ada.messages_left) == ([f"/start {HOME}"], 2)


async def test_what_a_form_ended_in_stays_when_the_next_one_begins(ada: OnTelegram) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(NAMED)
    await ada.taps("Name")
    await ada.types("Ada L.")
    await ada.types("Leeds")
    await ada.taps("Sign as Ada L., Leeds")
    thanks = ada.message
    await ada.opens(HOME)
    await ada.taps(COUNTED)
    await ada.taps("Change or withdraw")
    await ada.taps("Add my name or reason")
    await ada.taps("Name")
    assert thanks in ada.account.chat.messages
    assert "You are signer number 12,031." in thanks.words.text


async def test_a_form_that_was_left_comes_again_as_the_last_message(asked: OnTelegram) -> None:
    left = asked.message
    await asked.opens(HOME)
    assert left in asked.account.chat.messages
    await asked.taps(GO_ON)
    assert asked.message is asked.account.last
    assert left not in asked.account.chat.messages
    await asked.types("Leeds")
    await asked.taps("Sign as shown above")
    asked.sees("Others see you as Ada Lovelace, Leeds.")
    assert typed(asked) == [f"/start {MARRIAGE}", f"/start {HOME}"]


async def test_a_form_goes_on_in_its_message_after_a_restart(world: TelegramWorld, asked: OnTelegram) -> None:
    form = asked.message
    await world.restarts()
    await asked.types("Leeds")
    assert asked.message is form
    asked.sees("This is how it will look: Ada Lovelace, Leeds")
    assert typed(asked) == [f"/start {MARRIAGE}"]


@pytest.mark.parametrize("is_restarted", [False, True])
async def test_after_a_day_words_answer_no_form(world: TelegramWorld, asked: OnTelegram, is_restarted: bool) -> None:
    form = asked.message
    world.clock.moves(timedelta(hours=25))
    if is_restarted:
        await world.restarts()
    await asked.types("parole")
    asked.sees("1 petition has these words")
    assert asked.message is not form
    assert "parole" in typed(asked)


async def test_words_beside_a_preview_are_answered_below_it(asked: OnTelegram) -> None:
    await asked.types("Leeds")
    preview = asked.message
    await asked.types("parole")
    assert asked.message is not preview
    await asked.taps("Sign as shown above")
    assert asked.message is preview


async def test_something_else_than_words_asks_again_below(asked: OnTelegram) -> None:
    before = asked.message
    await asked.does(asked.account.sends_photo(RINGS.read_bytes()))
    asked.sees("I can read only words. Type your answer, or tap a button.", "Where do you live")
    assert asked.message is asked.account.last
    assert before not in asked.account.chat.messages
    await asked.types("Leeds")
    asked.sees("This is how it will look: Ada Lovelace, Leeds")
