"""A new version asks the same in all its languages, or asks somebody else; before it reaches signers, one last look."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from storage.nouns import Nouns
from storage.petition_texts import TextPart
from storage.standing import State
from tests.journeys.organizers import answers
from tests.journeys.petition_writing import answers_or_skips
from tests.journeys.test_organizers_versions import (
    as_public,
    organizes,
    planted,
    publishes_new_text,
    says,
    signs,
    texts_of,
)
from tests.journeys.worlds import World
from tests.people import Supporter
from tests.storage.test_versions import write_anew


async def changes_english_alone(world: World, ada: Supporter, park: int, kind: str) -> None:
    """What it asks is written anew in one of its two languages, and said to ask something else or the same."""
    public = await as_public(world, park)
    await world.store.turn(partial(write_anew, found=public))
    await ada.taps_to(f"pet_out:{park}")
    ada.sees("Deutsch still asks the earlier thing.")
    await ada.taps("Publish this text")
    await says(ada, "All of it.", kind)


async def test_no_language_asks_the_earlier_thing(world: World, ada: Supporter, bo: Supporter) -> None:
    await organizes(world, ada)
    park = await planted(world, state=State.OPEN)
    await signs(bo)
    await changes_english_alone(world, ada, park, "It asks something else")
    ada.sees("Deutsch still asks the earlier thing.", "Nobody may sign that any more.")
    ada.sees_no_button("Publish and ask them")
    ada.sees_buttons("Write the ask there")
    assert (await as_public(world, park)).version == 1
    await ada.taps("Publish without it")
    ada.sees("Published. Whoever signed the earlier text is asked")
    found = await world.store.read(lambda nouns: nouns.petitions.find(park, "de", world.clock.now))
    assert found is not None
    assert (found.version, found.locale, found.ask) == (2, "en", "Keep all of it.")


def write_in_german(nouns: Nouns, petition_id: int, now: datetime) -> None:
    """Its ask is written anew."""
    found = nouns.petitions.find(petition_id, "en", now)
    assert found is not None
    text = nouns.drafts.text(found, "de")
    assert text is not None
    nouns.drafts.set_text(found, "de", TextPart.ASK, "Behaltet alles davon.", text.mark(TextPart.ASK))


def change_in_english(nouns: Nouns, petition_id: int, now: datetime) -> None:
    """What it asks is another in English alone, as it could be published once."""
    found = nouns.petitions.find(petition_id, "en", now)
    assert found is not None
    text = nouns.drafts.text(found, "en")
    assert text is not None
    nouns.drafts.set_text(found, "en", TextPart.ASK, "Keep all of it.", text.mark(TextPart.ASK))
    nouns.versions.publish(found, "Alles.", now, is_material=True)


async def test_or_it_is_written_there_first(world: World, ada: Supporter, bo: Supporter) -> None:
    await organizes(world, ada)
    park = await planted(world, state=State.OPEN)
    await signs(bo)
    await changes_english_alone(world, ada, park, "It asks something else")
    await ada.taps("Write the ask there")
    ada.sees("Deutsch")
    await world.store.turn(partial(write_in_german, petition_id=park, now=world.clock.now))
    await ada.taps_to(f"pet_out:{park}")
    ada.does_not_see("still asks the earlier thing")


async def test_the_same_in_other_words_leaves_the_other_language(world: World, ada: Supporter) -> None:
    await organizes(world, ada)
    park = await planted(world, state=State.OPEN)
    await changes_english_alone(world, ada, park, "It asks the same")
    await ada.taps("Publish this text")
    ada.sees("Published. From now on this text is signed.")
    assert sorted(each.locale for each in await texts_of(world, park) if each.version == 2) == ["de", "en"]


async def test_answers_that_wait_publish_nothing_by_themselves(world: World, ada: Supporter, bo: Supporter) -> None:
    await organizes(world, ada)
    park = await planted(world, state=State.OPEN)
    await signs(bo)
    await publishes_new_text(world, ada, park, confirms="Change this")
    if ada.screen.is_whole_form:
        await ada.fills_in(note="All of it, this time.", kind="else")
    else:
        await ada.taps("It asks something else")
    ada.sees("Publish, and ask 1 signer?")
    assert (await as_public(world, park)).version == 1
    yes = ada.button("Publish and ask them").leads_to
    await ada.taps("Publish and ask them")
    assert (await as_public(world, park)).version == 2
    await ada.taps_to(yes)
    ada.sees("It can be signed.", "The present text is signed since")
    await ada.taps_to(f"pet_change_yes:{park}:00000000")
    ada.sees("What was written is public already.")


async def test_retiring_is_looked_at_once_more(world: World, ada: Supporter) -> None:
    await organizes(world, ada)
    park = await planted(world, state=State.OPEN)
    await ada.taps_to(f"pet_retire:{park}")
    await answers(ada, why="The park is gone.")
    ada.sees("For everybody to read:", "The park is gone.")
    assert (await as_public(world, park)).is_open
    await ada.taps("Cancel")
    await ada.taps_to(f"pet_retire:{park}")
    await answers(ada, why="The park is gone for good.")
    yes = ada.button("Retire it").leads_to
    await ada.taps("Retire it")
    ada.sees("Retired. Your reason stands on the petition.")
    await ada.taps_to(yes)
    ada.sees("Retired on", "The park is gone for good.")


async def test_whom_it_asks_is_changed_by_a_new_version(world: World, ada: Supporter, bo: Supporter) -> None:
    await organizes(world, ada)
    park = await planted(world, state=State.OPEN)
    await signs(bo)
    await ada.taps_to(f"pet_asks:{park}")
    ada.sees("What you write here is not public before the next version is published.")
    await ada.taps("Name one")
    await answers_or_skips(ada, office="Minister")
    ada.sees("Added: Minister")
    await bo.opens("PARKXY")
    bo.sees("To Mayor ·")
    await ada.taps_to(f"pet_look:{park}")
    ada.sees("Whom it asks", "Minister")
    await ada.taps_to(f"pet_out:{park}")
    ada.sees("Whom it asks", "Minister")
    ada.does_not_see("still asks the earlier thing")
    await ada.taps("Publish this text")
    await says(ada, "The minister, too.", "It asks something else")
    await ada.taps("Publish and ask them")
    await bo.opens("PARKXY")
    bo.sees("To Mayor and Minister ·", "Does your signature still hold?")
    await bo.taps("See what changed")
    bo.sees("Whom it asks", "Minister")
    await bo.taps_to(f"version:{park}:2")
    bo.sees("Whom it asks", "Minister")


async def test_two_who_change_one_target_overwrite_nothing(world: World, ada: Supporter, bo: Supporter) -> None:
    await organizes(world, ada)
    await organizes(world, bo, "Bo")
    park = await planted(world)
    await ada.taps_to(f"pet_asks:{park}")
    (mayor,) = await world.store.read(lambda nouns: nouns.drafted_parts.targets(park))
    for person in (ada, bo):
        await person.taps_to(f"pet_target:{park}:{mayor.id}")
    out = ada.button("Take it out").leads_to
    await bo.taps("Change the words")
    await ada.taps("Change the words")
    await answers_or_changes(ada, "Lord Mayor")
    ada.sees("Saved.", "Lord Mayor")
    await answers_or_changes(bo, "Mayor of Leeds")
    bo.sees("Somebody else has changed this meanwhile.", "Nothing was overwritten.")
    await ada.taps_to(out)
    ada.sees("Somebody else has changed this meanwhile. Nothing was changed.", "Lord Mayor")
    await bo.taps("Take mine")
    bo.sees("Saved.", "Mayor of Leeds")


async def answers_or_changes(person: Supporter, office: str) -> None:
    """Another office; person and district stay empty."""
    await answers_or_skips(person, office=office)


async def test_a_german_reader_is_shown_what_changed_in_english(world: World, ada: Supporter, bo: Supporter) -> None:
    await organizes(world, ada)
    park = await planted(world, state=State.OPEN)
    await signs(bo)
    await world.store.turn(partial(change_in_english, petition_id=park, now=world.clock.now))
    await bo.commands("/language")
    await bo.taps("Deutsch")
    await bo.taps_to(f"changed:{park}")
    bo.sees("English", "Keep all of it.")
    await bo.taps_to(f"version:{park}:2")
    bo.sees("English", "Keep all of it.")


async def test_the_same_publishing_twice_says_where_it_stands(world: World, ada: Supporter) -> None:
    await organizes(world, ada)
    park = await planted(world)
    await ada.taps_to(f"pet_out:{park}")
    yes = ada.button("Publish").leads_to
    await ada.taps("Publish")
    await ada.taps_to(yes)
    ada.sees("It is published already.", "It can be signed.", "PARKXY")
    ada.sees_buttons("Share")


async def test_what_another_wrote_meanwhile_is_not_taken_out(world: World, ada: Supporter, bo: Supporter) -> None:
    await organizes(world, ada)
    await organizes(world, bo, "Bo")
    park = await planted(world)
    await ada.taps_to(f"pet_fact:{park}:contact")
    await answers(ada, text="ada@example.org")
    await ada.taps_to(f"pet_fact:{park}:contact")
    old = ada.button("Use the usual one").leads_to
    await bo.taps_to(f"pet_type:{park}:contact")
    await answers(bo, text="bo@example.org")
    await ada.taps_to(old)
    ada.sees("Somebody else has changed this meanwhile. Nothing was changed.", "bo@example.org")
    await ada.taps("Use the usual one")
    assert (await world.store.read(lambda nouns: nouns.petitions.find_any(park, "en", world.clock.now))).contact == ""  # type: ignore[union-attr]
