"""What random conversations found, each by its own name."""

from __future__ import annotations

import pytest

from tests.journeys.campaigns import HOME, MARRIAGE, NAMED
from tests.people import Supporter

HALF_A_PAIR = "\ud800"


@pytest.mark.parametrize("command", ["/petition", "/sign", "/share", "/start", "/search"])
@pytest.mark.parametrize("words", [HALF_A_PAIR, HALF_A_PAIR * 6, "\x00" * 6, "ПЕТИЦИ"])
async def test_what_is_no_code_asks_the_store_nothing(ada: Supporter, command: str, words: str) -> None:
    await ada.commands(f"{command} {words}")
    ada.does_not_see("Something failed")


async def test_a_second_form_of_a_sample_says_that_it_is_one(ada: Supporter) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(NAMED)
    await ada.taps("Name")
    await ada.opens(HOME)
    await ada.taps(NAMED)
    ada.sees("You have begun something else:", "Sample campaign: nothing is delivered")


async def test_answers_thrown_away_under_a_sample_say_that_it_is_one(ada: Supporter) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(NAMED)
    await ada.taps("Cancel")
    ada.sees("Your answers are thrown away.", "Sample campaign: nothing is delivered")
