"""People who run campaigns write a petition in their chat, part by part, and with others."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from storage.members import Role
from storage.nouns import Nouns
from storage.petition_texts import TextPart
from storage.tables import petition, petition_text
from tests.journeys.campaigns import HOME
from tests.journeys.organizers import answers, code_for, goes_to_desk, joins
from tests.journeys.worlds import World, never_arrives, one_by_one, other_room, typed_too_long
from tests.people import Supporter
from tests.seen import GO_ON
from tests.storage.planting import rows

TITLE = "Keep the old park open"
ALL = "That was all"
"""Ends a long text where it may take several messages."""
ASK = "Keep the old park open to everybody."
STORY = "# The park\n\nIt was planted in 1911. Children play there. Now it shall be sold.\n\n- oaks\n  - very old ones"


async def opens_petitions(person: Supporter) -> None:
    """From the first screen to the petitions of their organisation."""
    await goes_to_desk(person)
    await person.taps("Petitions")


async def begins(person: Supporter, title: str = TITLE) -> None:
    """A new petition of which there is only the title."""
    await opens_petitions(person)
    await person.taps("New petition")
    await answers(person, title=title)


async def opens_petition(person: Supporter, title: str = TITLE) -> None:
    """Its desk, by the list."""
    await opens_petitions(person)
    place = next(each for each in person.screen.text.splitlines() if title in each)
    label = f"Open {place.partition('.')[0]}" if place[0].isdigit() else person.label(title[:12])
    await person.taps(label)


async def comes_in(world: World, person: Supporter, name: str = "Ada", role: Role = Role.ORGANIZER) -> None:
    """They are in the organisation."""
    await joins(person, await code_for(world, role), name)


async def writes(person: Supporter, label: str, text: str) -> None:
    """One part of a text."""
    await person.taps(label)
    await answers(person, text=text)
    if ALL in person.screen.labels:
        await person.taps(ALL)


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


async def answers_or_skips(asked: Supporter, **values: str) -> None:
    """Office, person and district; what is not named is skipped."""
    if asked.screen.is_whole_form:
        await asked.fills_in(**values)
        return
    for name in ("office", "person", "district"):
        if name in values:
            await asked.types(values[name])
        else:
            await asked.taps("Skip")


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
    ada.sees("Take Deutsch out?", "What is written in it goes.")
    await ada.taps("Take it out")
    ada.sees("Taken out: Deutsch")
    await ada.taps("English")
    ada.sees_no_button("Take it out")


async def both_write(world: World, ada: Supporter, bo: Supporter) -> None:
    """Bo is asked for the title, and meanwhile Ada writes another one."""
    await comes_in(world, ada)
    await comes_in(world, bo, "Bo")
    await begins(ada)
    for person in (ada, bo):
        await opens_petition(person)
        await person.taps("Texts")
        await person.taps("English")
        await person.taps("Write the title")
    await answers(ada, text="Keep the old park")
    ada.sees("Saved: Title")
    await answers(bo, text="Keep the old park green")
    bo.sees("Somebody else has changed this meanwhile.", "Nothing was overwritten.", "green")


async def title_now(world: World) -> str:
    """The title of the one draft."""
    (draft,) = await rows(world.store, sa.select(petition.c.id).where(petition.c.state == "draft"))

    def look(nouns: Nouns) -> str:
        found = nouns.petitions.find_any(draft.id, "en", world.clock.now)
        assert found is not None
        text = nouns.drafts.text(found, "en")
        assert text is not None
        return text.part(TextPart.TITLE)

    return str(await world.store.read(look))


async def test_the_second_of_two_writers_takes_theirs(world: World, ada: Supporter, bo: Supporter) -> None:
    await both_write(world, ada, bo)
    assert await title_now(world) == "Keep the old park"
    await bo.taps("Take mine")
    bo.sees("Saved: Title", "Keep the old park green")
    assert await title_now(world) == "Keep the old park green"


async def test_or_leaves_what_the_first_one_wrote(world: World, ada: Supporter, bo: Supporter) -> None:
    await both_write(world, ada, bo)
    await bo.taps("Keep theirs")
    bo.sees("Your answers are thrown away. Nothing was saved.")
    await bo.taps("Back to this text")
    bo.sees("Keep the old park")
    assert await title_now(world) == "Keep the old park"


async def test_whoever_goes_on_later_sees_the_difference_before_anything_is_taken(
    world: World, ada: Supporter, bo: Supporter
) -> None:
    await both_write(world, ada, bo)
    await bo.starts()
    await bo.taps("Go on with your answers")
    assert await title_now(world) == "Keep the old park"
    if bo.screen.is_whole_form:
        await bo.fills_in(text="Keep the old park green")
    bo.sees("Somebody else has changed this meanwhile.", "green")
    assert await title_now(world) == "Keep the old park"
    await bo.taps("Take mine")
    assert await title_now(world) == "Keep the old park green"


async def test_a_role_that_was_lost_ends_a_form_that_is_half_filled(
    world: World, ada: Supporter, bo: Supporter
) -> None:
    await comes_in(world, ada, role=Role.OWNER)
    await comes_in(world, bo, "Bo")
    await begins(ada)
    await opens_petition(bo)
    await bo.taps("Texts")
    await bo.taps("English")
    await bo.taps("Write the title")
    await goes_to_desk(ada)
    for label in ("Members", "Bo", "Remove", "Remove"):
        await ada.taps(label)
    await answers(bo, text="Something else")
    bo.sees("There is no petition here.")
    assert await title_now(world) == TITLE


async def test_days_are_read_and_refused_in_one_sentence(world: World, ada: Supporter) -> None:
    await comes_in(world, ada)
    await begins(ada)
    await ada.taps("Days and goals")
    ada.sees("None: it can be signed until somebody closes it.", "The usual ones, from 100 on")
    await ada.taps("Last day")
    for typed, problem in (
        ("31 February 2027", "February 2027 has no day 31. Nothing was saved."),
        ("03/04/2027", "This may be 3 April 2027 or 4 March 2027. Write the month as a word."),
        ("1 May 2020", "1 May 2020 is over: the last day is today or later. Nothing was saved."),
    ):
        await answers(ada, text=typed)
        ada.sees(problem)
        await asks_again(ada)
    await answers(ada, text="31 Dec 2027")
    ada.sees("Saved: Last day", "31 December 2027")
    await ada.taps("Time zone")
    await answers(ada, text="Mars")
    ada.sees("No time zone has this name")
    await asks_again(ada)
    await answers(ada, text="Tokyo")
    ada.sees("Asia/Tokyo", "31 December 2027")
    await ada.taps("Last day")
    await ada.taps("No last day")
    ada.sees("None: it can be signed until somebody closes it.")


async def asks_again(person: Supporter) -> None:
    """Where a form is a window, it has to be opened again."""
    if GO_ON in person.screen.labels:
        await person.taps(GO_ON)


async def test_goals_and_days_that_matter(world: World, ada: Supporter) -> None:
    await comes_in(world, ada)
    await begins(ada)
    await ada.taps("Days and goals")
    await ada.taps("Goals")
    await answers(ada, text="50, 500, 5000")
    ada.sees("50, 500, 5,000")
    await ada.taps("Days that matter")
    await ada.taps("Add a day")
    await answers(ada, on="1 May 2027", what="The council votes")
    ada.sees("Added: 1 May 2027", "The council votes")
    await ada.taps("1 May 2027")
    await ada.taps("Take it out")
    ada.sees("Taken out.", "None yet.")


async def test_targets_come_in_four_shapes_and_in_an_order(world: World, ada: Supporter) -> None:
    await comes_in(world, ada)
    await begins(ada)
    await ada.taps("Whom it asks")
    await ada.taps("Name one")
    await answers_or_skips(ada, district="Leeds North")
    ada.sees("Name an office or a person. Nothing was saved.")
    await asks_again(ada)
    await answers_or_skips(ada, person="Ada B.", district="Leeds North")
    ada.sees("Added: Leeds North, Ada B.")
    for values in ({"office": "Mayor"}, {"person": "Cy D."}, {"office": "Minister", "person": "Eve F."}):
        await ada.taps("Name one")
        await answers_or_skips(ada, **values)
    ada.sees("Minister Eve F.", "Mayor", "Cy D.")
    await ada.taps("Open 2")
    await ada.taps("Move it up")
    ada.sees("Moved up.", "1. Mayor")
    await ada.taps("Open 1")
    await ada.taps("Only hand it over")
    ada.sees("It is handed the signatures, and not asked.")
    await ada.taps("Take it out")
    ada.sees("Taken out.", "Leeds North, Ada B.\nIt is asked.\nCy D.")


async def test_whoever_was_handed_the_signatures_of_a_public_petition_stays(world: World, ada: Supporter) -> None:
    await comes_in(world, ada)
    await ada.opens(HOME)
    title = ada.screen.title
    await opens_petition(ada, title)
    await ada.taps("Whom it asks")
    ada.sees("What you write here is not public before the next version is published.")
    ada.sees_buttons("Name one")
    await ada.taps("Secretary of Homeland…")
    ada.sees("The signatures were handed over to it.")
    ada.sees_no_button("Change the words", "Take it out", "Only hand it over", "Ask it, too")


async def test_what_is_told_of_it(world: World, ada: Supporter) -> None:
    await comes_in(world, ada)
    await begins(ada)
    await ada.taps("What is told of it")
    for label, typed in (
        ("Topics", "Trees, Parks"),
        ("Co-signers", "Friends of the Park"),
        ("Video", "https://youtu.be/dQw4w9WgXcQ?si=follows"),
        ("Contact", "park@example.org"),
        ("Legal line", "Friends of the Park, Leeds"),
    ):
        await writes(ada, label, typed)
        ada.sees(f"Saved: {label}")
    ada.sees("parks, trees", "https://www.youtube.com/watch?v=dQw4w9WgXcQ", "park@example.org")
    await ada.taps("Contact")
    await ada.taps("Use the usual one")
    ada.does_not_see("park@example.org")


async def test_at_risk_mode_is_explained_before_it_is_turned_on(world: World, ada: Supporter) -> None:
    await comes_in(world, ada)
    await begins(ada)
    await ada.taps("What is told of it")
    await ada.taps("At-risk mode")
    ada.sees("At-risk mode is off.", "counted only, or with initials and a region at most")
    await ada.taps("Turn it on")
    ada.sees("At-risk mode is on.")
    await ada.taps("Turn it off")
    ada.sees("At-risk mode is off.")


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


async def test_others_see_nothing_of_a_draft(world: World, ada: Supporter, bo: Supporter) -> None:
    await comes_in(world, ada)
    await begins(ada)
    (draft,) = await rows(world.store, sa.select(petition).where(petition.c.state == "draft"))
    await bo.opens(draft.code)
    bo.does_not_see(TITLE)
    for token in (f"petition:{draft.id}", f"pet:{draft.id}", f"text:{draft.id}", f"sign:{draft.id}"):
        await bo.taps_to(token)
        bo.sees("There is no petition here.")


async def test_what_was_written_is_told_to_owners(world: World, ada: Supporter) -> None:
    await comes_in(world, ada, role=Role.OWNER)
    await begins(ada)
    (draft,) = await rows(world.store, sa.select(petition).where(petition.c.state == "draft"))
    await ada.taps("Texts")
    await ada.taps("English")
    await writes(ada, "Write the ask", ASK)
    await goes_to_desk(ada)
    await ada.taps("More")
    await ada.taps("What was done")
    named = f"“{TITLE}” ({draft.code})"
    ada.sees(f"You began {named}.", f"You changed a text of {named} (English).")


async def test_a_public_petition_is_written_anew_while_others_read_it_as_it_is(
    world: World, ada: Supporter, bo: Supporter
) -> None:
    await comes_in(world, ada)
    await ada.opens(HOME)
    title = ada.screen.title
    await opens_petition(ada, title)
    await ada.taps("Texts")
    ada.sees("What you write here is not public before the next version is published.")
    await ada.taps("English")
    await writes(ada, "Write the title", "Bring everybody home")
    await bo.opens(HOME)
    bo.sees(title)
    await opens_petition(ada, title)
    ada.sees("Some of its texts were changed and are not public yet.")


@pytest.mark.parametrize("token", ["pet_text:{}:xx", "pet_set:{}:xx:title:0", "pet_write:{}:e\x00:title", "pet:{}:9"])
@never_arrives
async def test_crafted_tokens_find_nothing(world: World, ada: Supporter, token: str) -> None:
    await comes_in(world, ada)
    await begins(ada)
    (draft,) = await rows(world.store, sa.select(petition.c.id).where(petition.c.state == "draft"))
    await ada.taps_to(token.format(draft.id))
    ada.does_not_see("Something failed")


async def test_the_second_of_two_who_write_a_line_sees_what_stands_there(
    world: World, ada: Supporter, bo: Supporter
) -> None:
    await comes_in(world, ada)
    await comes_in(world, bo, "Bo")
    await begins(ada)
    for person in (ada, bo):
        await opens_petition(person)
        await person.taps("What is told of it")
        await person.taps("Contact")
    await answers(ada, text="ada@example.org")
    await answers(bo, text="bo@example.org")
    bo.sees("Somebody else has changed this meanwhile.", "Nothing was overwritten.", "bo@example.org")
    await bo.taps("Keep theirs")
    await opens_petition(bo)
    await bo.taps("What is told of it")
    bo.sees("ada@example.org")


async def writes_a_story(world: World, person: Supporter, story: str = STORY) -> None:
    """A draft with a story, on the screen of its texts."""
    await comes_in(world, person)
    await begins(person)
    await person.taps("Texts")
    await person.taps("English")
    await writes(person, "Write the story", story)


async def story_now(world: World) -> str:
    """The story of the one draft."""
    (text,) = await rows(world.store, sa.select(petition_text.c.story).where(petition_text.c.title == TITLE))
    return str(text.story)


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


async def test_the_words_of_a_target_stay_where_they_are_left(world: World, ada: Supporter) -> None:
    await comes_in(world, ada)
    await begins(ada)
    await ada.taps("Whom it asks")
    await ada.taps("Name one")
    await answers_or_skips(ada, office="Mayor", person="Eve F.", district="Leeds")
    await ada.taps(ada.label("Leeds, Mayor"))
    await ada.taps("Change the words")
    if ada.screen.is_whole_form:
        await ada.fills_in(person="Cy D.")
    else:
        ada.sees("Now it says: “Mayor”")
        ada.sees_buttons("Leave it empty")
        await ada.taps("Leave it as it is")
        await ada.types("Cy D.")
        await ada.taps("Leave it as it is")
    ada.sees("Saved.", "Mayor Cy D.", "Leeds")


@pytest.mark.parametrize(
    ("label", "typed"),
    [("Last day", "31 December 2027"), ("Goals", "500, 5000"), ("Time zone", "Tokyo"), ("Contact", "ada@example.org")],
)
@one_by_one
async def test_a_line_that_stands_can_be_left(world: World, ada: Supporter, label: str, typed: str) -> None:
    await comes_in(world, ada)
    await begins(ada)
    await ada.taps("What is told of it" if label == "Contact" else "Days and goals")
    await ada.taps(label)
    await answers(ada, text=typed)
    before = await rows(world.store, sa.select(petition).where(petition.c.state == "draft"))
    await ada.taps(label)
    await ada.taps("Type another")
    ada.sees("Now it says:")
    await ada.taps("Leave it as it is")
    ada.does_not_see("Saved", "Nothing was saved.")
    assert await rows(world.store, sa.select(petition).where(petition.c.state == "draft")) == before
