"""Long texts come in several messages or as a document, and nothing of them is lost or made up."""

from __future__ import annotations

import pytest

from tests.journeys import writing
from tests.journeys.worlds import World, one_by_one
from tests.people import Supporter

PARAGRAPH = "They married in the spring, and in *July* they stood before a judge who had never seen them. " * 20
STORY = "\n\n".join(f"## Part {n}\n\n{PARAGRAPH.strip()}" for n in range(1, 8))


@pytest.fixture
async def world(world: World) -> World:
    """A world in which long texts are asked for."""
    world.more = (writing,)
    await world.restarts()
    writing.taken.clear()
    return world


@one_by_one
async def test_ada_writes_in_three_messages(world: World, ada: Supporter) -> None:
    await ada.taps_to("write_long")
    await ada.types("They married in 2010.")
    ada.sees("21 characters are here so far.", "It ends: “They married in 2010.”")
    await ada.types("> “We stay,” she said.\n\n- one\n  - two")
    await ada.types("That is all.")
    await ada.taps("That was all")
    ada.sees("The story was taken.")
    assert writing.taken == ["They married in 2010.\n\n> “We stay,” she said.\n\n- one\n  - two\n\nThat is all."]


@pytest.mark.telegram_alone
@pytest.mark.parametrize("word", ["married", "stayed"])
async def test_what_the_app_cuts_is_whole_again(world: World, ada: Supporter, word: str) -> None:
    """Between words, since eight letters divide a full message, or inside of them."""
    whole = " ".join([word] * 3_000)
    await ada.taps_to("write_long")
    await ada.types(whole)
    ada.sees(f"{len(whole):,} characters are here so far.")
    await ada.taps("That was all")
    assert writing.taken == [whole]


async def test_a_document_is_a_story(world: World, ada: Supporter) -> None:
    await ada.taps_to("write_long")
    await ada.sends_file("story.md", STORY.encode())
    if not ada.screen.title.startswith("The story"):
        await ada.taps("That was all")
    ada.sees("The story was taken.")
    assert writing.taken == [STORY]


@one_by_one
async def test_ada_begins_again_goes_away_and_comes_back(world: World, ada: Supporter) -> None:
    await ada.taps_to("write_long")
    await ada.types("Wrong from the start.")
    await ada.taps("Begin again")
    ada.does_not_see("so far")
    await ada.types("Right.")
    await ada.starts()
    await world.restarts()
    await ada.taps("Go on with your answers")
    ada.sees("6 characters are here so far.")
    await ada.sends_file("more.txt", "\ufeffAnd more.".encode())
    await ada.taps("That was all")
    assert writing.taken == ["Right.\n\nAnd more."]


@one_by_one
async def test_what_is_too_much_leaves_what_was_there(world: World, ada: Supporter) -> None:
    await ada.taps_to("write_long")
    await ada.sends_file("story.txt", b"x" * (writing.MOST - 5))
    await ada.types("More than five.")
    ada.sees("This can have at most 50,000 characters", "49,995 characters are here so far.")
    for name, data, sentence in (
        ("million.txt", b"x" * 1_000_000, "This file is larger than a text of 50,000 characters can be."),
        ("story.txt", b"\x00\x01\x02 a program", "This file holds no plain text (UTF-8)."),
        ("story.txt", "café".encode("latin-1"), "This file holds no plain text (UTF-8)."),
        ("story.docx", b"PK", "Send words, or a file that ends in .txt or .md."),
    ):
        await ada.sends_file(name, data)
        ada.sees(sentence, "49,995 characters are here so far.")
    await ada.taps("That was all")
    assert [len(text) for text in writing.taken] == [writing.MOST - 5]


@pytest.mark.discord_alone
async def test_on_discord_words_are_typed_or_a_file_is_chosen(world: World, ada: Supporter) -> None:
    await ada.taps_to("write_long")
    ada.sees("Or as a file (.txt or .md)")
    await ada.types("They married in 2010.\n\nAnd stayed.")
    ada.sees("The story was taken.")
    await ada.taps_to("write_long")
    await ada.sends_file("story.pdf", b"%PDF-1.7")
    ada.sees("Send words, or a file that ends in .txt or .md.")
    await ada.sends_file("story.txt", b"As a file.")
    assert writing.taken == ["They married in 2010.\n\nAnd stayed.", "As a file."]


@one_by_one
async def test_what_is_there_can_be_left_and_written_on(world: World, ada: Supporter) -> None:
    await ada.taps_to("write_on")
    ada.sees("Now it says: “They stay”")
    await ada.taps("Leave it as it is")
    ada.sees("5,599 characters are here so far.", "What you send now takes its place.")
    await ada.taps("Write on")
    await ada.types("And stayed.")
    await ada.taps("That was all")
    assert writing.taken == [f"They stay: {' '.join(['They married.'] * 400)}\n\nAnd stayed."]


@pytest.mark.discord_alone
async def test_a_window_never_sends_half_of_what_is_there(world: World, ada: Supporter) -> None:
    await ada.taps_to("write_on")
    ada.sees("They stay", "5,599 characters are here. Left empty, they stay; what you send takes their place.")
    await ada.fills_in(title="They left")
    assert [text[:25] for text in writing.taken] == ["They left: They married. "]
    assert len(writing.taken[0]) >= 5_599
