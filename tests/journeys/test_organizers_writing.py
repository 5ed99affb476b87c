"""People who run campaigns write a petition in their chat, part by part, and a long story in as many messages."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from storage.tables.petitions import petition, petition_text
from tests.journeys.organizers import answers
from tests.journeys.petition_writing import (
    ALL,
    ASK,
    STORY,
    TITLE,
    answers_or_skips,
    begins,
    comes_in,
    opens_petition,
    story_now,
    writes,
)
from tests.journeys.worlds import World, one_by_one, other_room, typed_too_long
from tests.people import Supporter
from tests.storage.planting import rows


async def test_a_petition_is_written_part_by_part_and_resumed(world: World, ada: Supporter) -> None:
    await comes_in(world, ada)
    await begins(ada)
    ada.sees(TITLE, "Draft", "Languages: English.", "English still lacks the ask, the summary, and the story.")
    ada.sees("It asks nobody yet: name at least one.")
    await ada.taps("Texts")
    await ada.taps("English")
    ada.sees("Nothing yet.")
    await writes(ada, "Write the ask", ASK)
    ada.sees("Saved: What it asks", ASK)
    await ada.starts()
    await world.restarts()
    await opens_petition(ada)
    ada.sees("English still lacks the summary and the story.")
    await ada.taps("Texts")
    await ada.taps("English")
    await writes(ada, "Write the story", STORY)
    ada.sees("It begins: It was planted in 1911. Children play there. Now it shall be sold.")
    await ada.taps("Write the summary")
    await answers(ada, text="A park of 1911 shall be sold.")
    await ada.taps("Back to its texts")
    ada.sees("Everything is written.")
    await ada.taps("Back to its desk")
    await ada.taps("Whom it asks")
    await ada.taps("Name one")
    await answers_or_skips(ada, office="Mayor of Leeds")
    ada.sees("Added: Mayor of Leeds", "It is asked.")
    await ada.taps("Back to its desk")
    ada.sees("Everything that is needed is there.")
    (text,) = await rows(world.store, sa.select(petition_text).where(petition_text.c.title == TITLE))
    assert (text.ask, text.story) == (ASK, STORY)


async def test_the_first_sentences_of_the_story_are_offered_as_its_summary(world: World, ada: Supporter) -> None:
    await comes_in(world, ada)
    await begins(ada)
    await ada.taps("Texts")
    await ada.taps("English")
    await writes(ada, "Write the story", STORY)
    await ada.taps("Write the summary")
    ada.sees("It was planted in 1911. Children play there. Now it shall be sold.")
    if not ada.screen.is_whole_form:
        await ada.taps(ada.label("Use “It was"))
        ada.sees("Saved: Summary")


async def test_similar_petitions_are_shown_before_one_begins(world: World, ada: Supporter) -> None:
    await comes_in(world, ada)
    await begins(ada, "Save Doug and Alex's marriage again")
    ada.sees("Is it one of these?", "Yours: Save Doug and Alex's marriage again")
    await ada.taps("Throw mine away")
    assert await rows(world.store, sa.select(petition).where(petition.c.state == "draft")) == []
    await begins(ada, "Save Doug and Alex's marriage again")
    await ada.taps("Begin mine")
    ada.sees("Save Doug and Alex's marriage again", "Draft")
    await begins(ada, "Save Doug and Alex's marriage now")
    ada.sees("1. Save Doug and Alex's marriage again", "GetEQUAL · Draft")
    await ada.taps("Look at 1")
    ada.sees("Draft", "still lacks")


async def test_a_second_language_is_added_and_taken_out(world: World, ada: Supporter) -> None:
    await comes_in(world, ada)
    await begins(ada)
    await ada.taps("Texts")
    await ada.taps("Add a language")
    await ada.taps("Deutsch")
    ada.sees("Added: Deutsch")
    await ada.is_heard_again()
    ada.sees("in Deutsch", "Nothing yet.")
    await writes(ada, "Write the title", "Der alte Park bleibt offen")
    await ada.taps("Back to its texts")
    ada.sees("Still lacks the ask, the summary, and the story.")
    await ada.taps("Deutsch")
    await ada.taps("Take it out")
    ada.sees("Take Deutsch out?", "5 words that are written in it go.")
    await ada.taps("Take it out")
    ada.sees("Taken out: Deutsch")
    await ada.taps("English")
    ada.sees_no_button("Take it out")


@pytest.mark.parametrize("typed", ["x" * 50_001, "🦓" * 10_000])
@typed_too_long
@other_room
async def test_a_story_that_is_too_long_or_says_nothing_is_refused(world: World, ada: Supporter, typed: str) -> None:
    await comes_in(world, ada)
    await begins(ada)
    await ada.taps("Texts")
    await ada.taps("English")
    await writes(ada, "Write the story", typed)
    ada.sees("Nothing was saved.")
    assert not (await rows(world.store, sa.select(petition_text.c.story).where(petition_text.c.title == TITLE)))[
        0
    ].story


async def writes_a_story(world: World, person: Supporter, story: str = STORY) -> None:
    """A draft with a story, on the screen of its texts."""
    await comes_in(world, person)
    await begins(person)
    await person.taps("Texts")
    await person.taps("English")
    await writes(person, "Write the story", story)


@one_by_one
async def test_a_long_text_that_stands_is_left_written_on_or_replaced(world: World, ada: Supporter) -> None:
    await writes_a_story(world, ada)
    await ada.taps("Write the story")
    ada.sees("Now it says:", "It was planted in 1911.", "What you send now takes its place.")
    await ada.taps("Leave it as it is")
    assert await story_now(world) == STORY
    await ada.taps("Write the story")
    await ada.taps("Write on")
    await ada.types("It stays ours.")
    await ada.taps(ALL)
    assert await story_now(world) == f"{STORY}\n\nIt stays ours."
    await ada.taps("Write the story")
    await ada.types("Another story.")
    ada.sees("14 characters are here so far.", "takes the place of")
    await ada.taps("Begin again")
    ada.sees_buttons("Leave it as it is", "Write on")
    await ada.types("The last word.")
    await ada.taps(ALL)
    assert await story_now(world) == "The last word."


@pytest.mark.discord_alone
async def test_a_window_that_has_no_room_for_a_story_leaves_it(world: World, ada: Supporter) -> None:
    long_story = " ".join(["They planted it."] * 400)
    await comes_in(world, ada)
    await begins(ada)
    await ada.taps("Texts")
    await ada.taps("English")
    await ada.taps("Write the story")
    await ada.sends_file("story.md", long_story.encode())
    await ada.taps("Write the story")
    ada.sees("6,799 characters are here.", "Left empty, they stay")
    await ada.fills_in()
    assert await story_now(world) == long_story
