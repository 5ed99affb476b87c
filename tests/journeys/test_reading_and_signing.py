"""Bo reads before he signs: every sample text to its last page, and from there the signature is one tap away."""

from __future__ import annotations

import pytest

from tests.journeys.campaigns import COUNTED, GUIDELINES, HOME, MARRIAGE
from tests.journeys.worlds import World, other_room
from tests.people import Supporter


async def reads_on(person: Supporter) -> None:
    """Tap "Read on" to the last page."""
    while following := [label for label in person.screen.labels if label.startswith("Read on")]:
        await person.taps(following[0])


def everything_read(person: Supporter) -> str:
    """All that was ever on the screen."""
    return "\n".join(shown.text for shown in person.all_seen)


@other_room
@pytest.mark.parametrize("room", [600, 1500, 3500])
@pytest.mark.parametrize(
    ("code", "first", "last", "number"),
    [
        (MARRIAGE, "Doug and Alex are married.", "More about the couples is on", "12,031"),
        (HOME, "Jesse and Max live in exile.", "Hear Jesse and Max tell it themselves", "128"),
    ],
)
async def test_bo_reads_a_story_to_its_end_and_signs(
    world: World, room: int, code: str, first: str, last: str, number: str
) -> None:
    bo = world.person("bo", text=room)
    await bo.opens(code)
    await bo.taps("Read the story")
    bo.sees(first)
    await reads_on(bo)
    bo.sees(last)
    bo.starts_counting()
    await bo.taps(COUNTED)
    bo.sees(f"You are signer number {number}.")
    assert (bo.taps_made, bo.answers_typed, bo.messages_left) == (1, 0, 2)


async def test_a_story_opens_with_one_tap_and_leaves_the_card_where_it_is(bo: Supporter) -> None:
    await bo.opens(HOME)
    card = bo.screen
    bo.starts_counting()
    await bo.taps("Read the story")
    assert (bo.taps_made, bo.messages_left) == (1, 2)
    assert bo.chat[0] == card


async def test_bo_reads_all_of_a_petition_that_was_partly_won(bo: Supporter) -> None:
    await bo.opens(GUIDELINES)
    bo.sees("Partly won: The Secretary", "Not solved: No citizen can yet", "1,791 signed.")
    bo.sees_no_button(COUNTED)
    await bo.taps("Read the victory letter")
    bo.sees("Partly won: Same-sex partners now count as family in writing", "What changed:", "Not solved:")
    await reads_on(bo)
    bo.sees("The Out4Immigration volunteers", "National newspaper", "Next: Bring Separated and Exiled")
    await bo.taps("Read the story")
    bo.sees("On 17 June 2011 Immigration and Customs Enforcement")
    await reads_on(bo)
    bo.sees("Add your name to ours, and tell us why.")
    bo.sees_no_button(COUNTED)
    await bo.taps("Back to petition")
    await bo.taps("Reasons")
    bo.sees("1 to 5 of 9")
    await reads_on(bo)
    await bo.taps("Next page")
    await reads_on(bo)
    read = everything_read(bo)
    for name in ("Izzy", "Walter", "Camille", "Hank", "Renata", "Theo", "Noor", "Lillian", "Desmond"):
        assert name in read, name
    assert "Kit" not in read, "a held reason is seen by nobody"
    bo.sees("Izzy, Portland, Oregon · 3 July 2011, 15 years ago", "31 people say: me too.")


async def test_bo_reads_particulars_and_news(bo: Supporter) -> None:
    await bo.opens(GUIDELINES)
    await bo.taps("More")
    await reads_on(bo)
    read = everything_read(bo)
    for text in (
        "Asked President of the United States.",
        "Started by Out4Immigration on 27 June 2011.",
        "1,500 signatures, reached on 2 November 2011",
        "Secretary of Homeland Security Janet Napolitano, on 14 November 2011: Printed signatures",
        "President of the United States, on 15 November 2011",
        "New York-08, Rep. Hakeem Jeffries",
        "17 June 2011: ICE publishes the guidelines",
    ):
        assert text in read, text
    await bo.taps("Read the news")
    bo.sees("84 members of Congress ask the Secretary", "9 August 2012 · News · Out4Immigration")
    for label in [label for label in bo.screen.labels if label.startswith(("Open cases", "84 members"))]:
        await bo.taps(label)
        await reads_on(bo)
        bo.sees("The Out4Immigration volunteers", "Source: ")
        await bo.taps("See all news")
    assert "The petition stays open." in everything_read(bo)


async def test_bo_reads_every_story_with_its_comments(bo: Supporter) -> None:
    await bo.commands("/stories")
    stories = bo.screen.labels[:3]
    for label in stories:
        await bo.commands("/stories")
        await bo.taps(label)
        await reads_on(bo)
        await bo.taps("Read 7 comments" if "Read 7 comments" in bo.screen.labels else "Read comments")
        await reads_on(bo)
    await bo.commands("/stories")
    await bo.taps(next(label for label in stories if label.startswith("Victory on paper")))
    await reads_on(bo)
    bo.sees("Policy Memo: A retelling", "Attorney advertising.", "The same event, told by others")
    bo.sees("This belongs to “LGBT Binational Couples")
    await bo.taps("Read 7 comments")
    await reads_on(bo)
    await bo.taps("Next page")
    bo.sees("Samuel · 16 October 2012", "A link back from another page", "6 to 7 of 7")
    read = everything_read(bo)
    for text in ("Without a name · 11 October 2012", "this time there is a page in the glove box", "No comments yet."):
        assert text in read, text
    for text in (
        "House Leader Nancy Pelosi and 83 other",
        "Well done, all of you.",
        "Keep a copy of it, and keep going",
    ):
        assert text in read, text
    assert "Gemma and Jessica, drawn for this sample" in read


async def test_bo_comes_from_a_story_to_the_petition_it_belongs_to(bo: Supporter) -> None:
    await bo.commands("/stories")
    await bo.taps(bo.screen.labels[0])
    await reads_on(bo)
    await bo.taps("Back to petition")
    bo.sees("Partly won:")


async def test_bo_sees_every_organisation(bo: Supporter) -> None:
    await bo.starts()
    await bo.taps("More")
    await bo.taps("Organisations")
    for name in ("Out4Immigration", "GetEQUAL"):
        await bo.taps(name)
        bo.sees("Find it here", "Contact: ")
        await reads_on(bo)
        await bo.taps("See organisations")
    bo.sees("13,821 signatures on 2 petitions", "127 signatures on 1 petition")


async def test_bo_hands_a_petition_on_within_two_taps(bo: Supporter) -> None:
    await bo.opens(HOME)
    bo.starts_counting()
    await bo.taps("Share")
    bo.sees("Its code is PLZGFY.", "Nothing in the text tells who shared it.")
    bo.sees_buttons("Pass the text on", "Back to petition")
    assert bo.taps_made == 1
