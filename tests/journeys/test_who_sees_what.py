"""Ada asks who can see what, from every screen she signs on, and reads six lines that are true for her choice."""

from __future__ import annotations

import re

import pytest

from tests.journeys.campaigns import COUNTED, HOME, MARRIAGE, NAMED, WHO_SEES
from tests.journeys.worlds import one_by_one
from tests.people import Supporter

DEVICE = "Somebody holding your device:"
ERASED = "After you erase: nothing."

THEM = "The organizers, GetEQUAL: what others see"


def sees_six_lines(ada: Supporter, *lines: str) -> None:
    """All six, and these among them."""
    begins = ("Other people:", "The organizers, ", "Example Org, with the key:", "The app:", DEVICE, ERASED)
    lines_read = re.sub("\n(Telegram|Discord): everything", "\nThe app: everything", ada.screen.text).splitlines()
    found = [begin for line in lines_read for begin in begins if line.startswith(begin)]
    assert found == list(begins), ada.screen.text
    ada.sees(*lines)
    in_a_form = "Back to your answers" in ada.screen.labels
    ada.sees_buttons(*(() if in_a_form else ("Privacy", "My signatures", "Back to petition")))


COUNTED_LINES = (
    "Other people: one more signature in the count, and nothing of you.",
    "The organizers, Out4Immigration: the count and nothing of you.",
    "Example Org, with the key: that your account signed this petition, when, and by which way you came.",
)


async def test_before_and_after_a_counted_signature(ada: Supporter) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(WHO_SEES)
    ada.sees("If you sign counted only:")
    sees_six_lines(ada, *COUNTED_LINES)
    await ada.taps("Back to petition")
    await ada.taps(COUNTED)
    await ada.taps(WHO_SEES)
    ada.sees("As you signed:")
    sees_six_lines(ada, *COUNTED_LINES)


@one_by_one
async def test_from_the_question_and_the_preview(ada: Supporter) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(NAMED)
    await ada.taps(WHO_SEES)
    ada.sees("If you sign counted only:")
    ada.sees_buttons("Back to your answers")
    await ada.taps("Back to your answers")
    await ada.taps("Initials, region")
    await ada.taps(WHO_SEES)
    ada.sees("As you are about to sign:")
    sees_six_lines(
        ada, "Other people: the name or initials, the place and the reason you are about to give, nothing else."
    )
    await ada.taps("Back to your answers")
    await ada.types("Ada Lovelace")
    await ada.types("Leeds")
    await ada.taps(WHO_SEES)
    sees_six_lines(ada, "Other people: A. L., Leeds.", "The organizers, Out4Immigration: what others see.")
    ada.does_not_see("Lovelace")
    await ada.taps("Back to your answers")
    await ada.taps("Sign as A. L., Leeds")
    ada.sees("You are signer number 12,031.")


@pytest.mark.parametrize(
    ("reason", "lines"),
    [
        ("Nobody should be sent away for love.", ("Other people: Ada L., Leeds, and your reason.", f"{THEM}.")),
        (
            "My neighbour was sent away.",
            ("Other people: Ada L., Leeds.", f"{THEM}, and your reason before it is published."),
        ),
    ],
)
async def test_with_a_reason_that_is_published_or_waits(ada: Supporter, reason: str, lines: tuple[str, str]) -> None:
    await ada.opens(HOME)
    await ada.taps(NAMED)
    await ada.taps("Name and reason")
    await ada.types("Ada L.")
    await ada.types("Leeds")
    await ada.types(reason)
    await ada.taps("Sign as Ada L., Leeds")
    await ada.taps("Edit what is shown" if WHO_SEES not in ada.screen.labels else WHO_SEES)
    ada.sees("As you chose to be shown:")
    sees_six_lines(ada, *lines)
    await ada.taps("My signatures")
    await ada.taps(ada.label("Bring"))
    await ada.taps(WHO_SEES)
    sees_six_lines(ada, lines[0])


async def test_after_showing_nothing_any_more(ada: Supporter) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(NAMED)
    await ada.taps("Name")
    await ada.types("Ada L.")
    await ada.taps("Skip")
    await ada.taps("Sign as Ada L.")
    await ada.opens(MARRIAGE)
    await ada.taps("Change or withdraw")
    await ada.taps("Show nothing of me")
    await ada.taps(WHO_SEES)
    ada.does_not_see("Ada")
    sees_six_lines(ada, *COUNTED_LINES)
