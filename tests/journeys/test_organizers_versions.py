"""Organizers publish, change, close and retire petitions; whoever signed before says whether it still holds."""

from __future__ import annotations

from functools import partial
from typing import Any

import sqlalchemy as sa

from storage.members import Role
from storage.nouns import Nouns
from storage.petition_texts import TextPart
from storage.petitions import Petition
from storage.standing import State
from storage.tables.news import alert
from storage.tables.organisations import organisation
from storage.tables.petitions import decision_maker, petition, petition_text
from storage.tables.signing import signature
from tests.journeys.organizers import GETEQUAL, answers, code_for, joins
from tests.journeys.worlds import World
from tests.people import Supporter
from tests.storage.planting import plant_petition, rows
from tests.storage.test_versions import changes, write_anew


def plant(nouns: Nouns, *, state: State = State.DRAFT, has_target: bool = True) -> int:
    """A petition of GetEQUAL."""
    owner = nouns.organisations.named(GETEQUAL)
    petition_id = plant_petition(
        nouns, "parkxy", organisation_id=owner, state=state.value, locales=("en", "de"), is_sample=True
    )
    whole = sa.update(petition_text).where(petition_text.c.petition_id == petition_id)
    nouns.connection.run(whole.values(summary="It is for all."))
    if has_target:
        values = {"petition_id": petition_id, "position": 1, "is_addressed": True, "office": "Mayor"}
        nouns.connection.run(sa.insert(decision_maker).values(values))
    return petition_id


async def planted(world: World, *, state: State = State.DRAFT, has_target: bool = True) -> int:
    """Its id."""
    return int(await world.store.turn(partial(plant, state=state, has_target=has_target)))


async def as_public(world: World, petition_id: int) -> Petition:
    """As anybody finds it."""
    found = await world.store.read(lambda nouns: nouns.petitions.find(petition_id, "en", world.clock.now))
    assert found is not None
    return found


async def organizes(world: World, person: Supporter, name: str = "Ada") -> None:
    """They become an organizer."""
    await joins(person, await code_for(world, Role.ORGANIZER), name)


async def test_a_draft_is_looked_at_and_published(world: World, ada: Supporter, bo: Supporter) -> None:
    await organizes(world, ada)
    park = await planted(world)
    await bo.opens("PARKXY")
    bo.sees("There is no petition here.")
    await ada.taps_to(f"pet_look:{park}")
    ada.sees("This is a draft; nobody else sees it.", "parkxy in en", "Keep it.", "To Mayor")
    await ada.taps("In Deutsch")
    ada.sees("parkxy in de")
    await ada.taps("Read the story")
    ada.sees("The story of parkxy.")
    await ada.taps("Back to how it looks")
    await ada.taps("How it fits")
    ada.sees("Missing", "No text in Español", "the story has 1 page.")
    await ada.taps("Back to publishing")
    ada.sees("Publish “parkxy in en”?", "Its code is PARKXY")
    await ada.taps("Publish")
    ada.sees("is published", "It can be signed.", "PARKXY", "What helps now")
    ada.sees_buttons("Share", "Open the petition")
    await ada.taps_to(f"pet_out_yes:{park}")
    ada.sees("It is published already.", "It can be signed.")
    told = await rows(world.store, sa.select(alert).where(alert.c.kind == "new_petition"))
    assert [each.occasion for each in told] == [str(park)]
    await bo.opens("PARKXY")
    bo.sees("parkxy in en")
    bo.sees_buttons("Sign, counted only")


async def test_what_is_missing_is_said_and_nothing_is_published(world: World, ada: Supporter) -> None:
    await organizes(world, ada)
    park = await planted(world, has_target=False)
    await ada.taps_to(f"pet_out:{park}")
    ada.sees("can't be published yet", "It asks nobody yet: name at least one.")
    await ada.taps_to(f"pet_out_yes:{park}")
    ada.sees("can't be published yet")
    (found,) = await rows(world.store, sa.select(petition).where(petition.c.id == park))
    assert found.state == State.DRAFT


async def test_nobody_publishes_a_draft_that_they_have_not_seen(world: World, ada: Supporter) -> None:
    await organizes(world, ada)
    park = await planted(world)
    await ada.taps_to(f"pet_out:{park}")
    others = sa.update(petition_text).where(petition_text.c.petition_id == park).values(ask="Cut it.", hash="other")
    await world.store.turn(lambda nouns: nouns.connection.run(others))
    await ada.taps("Publish")
    ada.sees("Something about it was changed meanwhile. Nothing was published")
    (found,) = await rows(world.store, sa.select(petition).where(petition.c.id == park))
    assert found.state == State.DRAFT
    await ada.taps("Publish")
    ada.sees("is published", "It can be signed.")


def write_in_both(nouns: Nouns, found: Petition) -> None:
    """What it asks is written anew in English and in German."""
    write_anew(nouns, found)
    new = nouns.drafts.text(found, "de")
    assert new is not None
    nouns.drafts.set_text(found, "de", TextPart.ASK, "Behaltet alles davon.", new.mark(TextPart.ASK))


async def signs(person: Supporter) -> None:
    """Somebody signs it."""
    await person.opens("PARKXY")
    await person.taps("Sign, counted only")


async def publishes_new_text(
    world: World, ada: Supporter, park: int, kind: str = "It asks something else", confirms: str = "Publish this text"
) -> None:
    """An organizer changes what it asks."""
    public = await as_public(world, park)
    await world.store.turn(partial(write_in_both, found=public))
    await ada.taps_to(f"pet_out:{park}")
    ada.sees("A new text of", "English: What it asks", "Now: Keep all of it.")
    await ada.taps("Publish this text")
    await says(ada, "All of the park, not only half.", kind)
    ada.sees("Publish, and ask", "All of the park, not only half.")
    assert (await as_public(world, park)).version == public.version
    await ada.taps(confirms)


async def says(ada: Supporter, note: str, kind: str) -> None:
    """What was changed, and whether that asks something else."""
    if ada.screen.is_whole_form:
        await ada.fills_in(note=note, kind="else" if kind == "It asks something else" else "same")
        return
    await answers(ada, note=note)
    await ada.taps(kind)


async def retires(ada: Supporter, why: str) -> None:
    """With a reason, which is looked at once more."""
    await ada.taps("Retire")
    await answers(ada, why=why)
    ada.sees("For everybody to read:", why)
    await ada.taps("Retire it")


async def test_who_signed_before_keeps_it_or_withdraws(world: World, ada: Supporter, bo: Supporter) -> None:
    cleo = world.person("cleo")
    await organizes(world, ada)
    park = await planted(world, state=State.OPEN)
    await signs(bo)
    await signs(cleo)
    await publishes_new_text(world, ada, park, confirms="Publish and ask them")
    ada.sees("Published. Whoever signed the earlier text is asked")

    await bo.opens("PARKXY")
    bo.sees("2 signed an earlier text; 0 of them confirmed the new one.", "Does your signature still hold?")
    await bo.taps("See what changed")
    bo.sees("It asks something else than you signed.", "All of the park, not only half.", "Now: Keep all of it.")
    await bo.taps("Keep my signature")
    bo.sees("Kept. Your signature stands under the new text.", "1 of them confirmed the new one.")
    await bo.taps_to(f"still:{park}")
    bo.sees("Your signature stands under the present text.", "1 of them confirmed the new one.")

    await cleo.opens("PARKXY")
    await cleo.taps("See what changed")
    await cleo.taps("Withdraw")
    await bo.opens("PARKXY")
    bo.sees("1 signed an earlier text; 1 of them confirmed the new one.", "1 has signed.")
    signed = await rows(world.store, sa.select(signature).where(signature.c.petition_id == park))
    assert [each.text_version for each in signed] == [2]


async def test_nobody_keeps_a_signature_under_what_they_have_not_read(
    world: World, ada: Supporter, bo: Supporter
) -> None:
    await organizes(world, ada)
    park = await planted(world, state=State.OPEN)
    await signs(bo)
    await publishes_new_text(world, ada, park, confirms="Publish and ask them")
    await bo.opens("PARKXY")
    old = bo.button("Keep my signature").leads_to
    newest = changes(await as_public(world, park), is_material=True, ask="Keep more of it.")
    assert await world.store.turn(newest) == 3
    for token in (old, f"still:{park}"):
        await bo.taps_to(token)
        bo.sees("It asks something else than you signed.", "Now: Keep more of it.")
    assert (await as_public(world, park)).confirmed == 0
    await bo.taps("Keep my signature")
    bo.sees("Kept. Your signature stands under the new text.")
    assert (await as_public(world, park)).confirmed == 1


async def test_a_change_that_asks_the_same_asks_nobody(world: World, ada: Supporter, bo: Supporter) -> None:
    await organizes(world, ada)
    park = await planted(world, state=State.OPEN)
    await signs(bo)
    await publishes_new_text(world, ada, park, "It asks the same")
    ada.sees("Published. From now on this text is signed.")
    await bo.opens("PARKXY")
    bo.does_not_see("Does your signature still hold?")
    await bo.taps("Change or withdraw")
    bo.sees("You signed an earlier text.")
    await bo.taps("The text you signed")
    bo.sees("The text you signed", "Keep it.")
    await bo.taps_to(f"more:{park}")
    await bo.taps("What was changed")
    bo.sees("21 November 2026", "All of the park, not only half.")
    await bo.taps_to(f"version:{park}:2")
    bo.sees("What it asks", "Now: Keep all of it.")
    await bo.taps_to(f"version:{park}:3")
    bo.sees("There is no petition here.")


async def test_a_text_that_another_changed_meanwhile_is_shown_first(world: World, ada: Supporter) -> None:
    await organizes(world, ada)
    park = await planted(world, state=State.OPEN)
    public = await as_public(world, park)
    await world.store.turn(partial(write_anew, found=public))
    await ada.taps_to(f"pet_change:{park}:00000000")
    ada.sees("The text is another one by now. Nothing was published.", "A new text of")
    assert (await as_public(world, park)).version == 1


async def test_it_is_closed_opened_again_and_retired(world: World, ada: Supporter, bo: Supporter) -> None:
    await organizes(world, ada)
    park = await planted(world, state=State.OPEN)
    await signs(bo)
    await ada.taps_to(f"pet_out:{park}")
    await ada.taps("Close")
    ada.sees("It can't be signed from then on.")
    await ada.taps("Close")
    ada.sees("Closed. It can't be signed any more.")
    await bo.commands("/privacy")
    await bo.taps("Erase me")
    await bo.taps("Erase me now")
    await ada.taps_to(f"pet_out:{park}")
    await ada.taps("Open it again")
    ada.sees("1 signer erased themselves after it had ended; that signature is taken from the count first.")
    await ada.taps("Open it again")
    ada.sees("Open. It can be signed again.")
    assert (await as_public(world, park)).count == 0
    await retires(ada, "The park is gone.")
    ada.sees("Retired. Your reason stands on the petition.")
    await bo.opens("PARKXY")
    bo.sees("Retired on", "The park is gone.")
    bo.sees_no_button("Sign, counted only")


async def test_nobody_signs_what_they_have_not_read(world: World, ada: Supporter, bo: Supporter) -> None:
    await organizes(world, ada)
    park = await planted(world, state=State.OPEN)
    await bo.opens("PARKXY")
    old = bo.button("Sign, counted only").leads_to
    await publishes_new_text(world, ada, park)
    await bo.taps_to(old)
    bo.sees("It asks something else since that message. Nothing was signed", "Keep all of it.")
    assert (await as_public(world, park)).count == 0
    await bo.taps("Sign, counted only")
    bo.sees("1 has signed.")


async def test_a_form_says_what_it_asks_now(world: World, ada: Supporter, bo: Supporter) -> None:
    await organizes(world, ada)
    park = await planted(world, state=State.OPEN)
    await bo.opens("PARKXY")
    await publishes_new_text(world, ada, park)
    await bo.taps("Sign with my name")
    bo.sees("It asks: Keep all of it.")


async def writes_anew(world: World, park: int) -> None:
    """A new text of it, which is not public yet."""
    public = await as_public(world, park)
    await world.store.turn(partial(write_anew, found=public))


async def test_it_is_closed_and_opened_while_a_new_text_is_written(world: World, ada: Supporter) -> None:
    await organizes(world, ada)
    park = await planted(world, state=State.OPEN)
    await writes_anew(world, park)
    await ada.taps_to(f"pet:{park}")
    await ada.taps("Publish the new text…")
    await ada.taps("Close or discard…")
    ada.sees("It can be signed.")
    ada.sees_buttons("Retire", "Discard the new text…")
    await ada.taps("Close")
    await ada.taps("Close")
    ada.sees("Closed. It can't be signed any more.")
    await ada.taps("Open it again")
    await ada.taps("Open it again")
    ada.sees("Open. It can be signed again.")
    await retires(ada, "The park is gone.")
    ada.sees("Retired. Your reason stands on the petition.")


async def test_a_new_text_is_discarded_once_somebody_has_said_so(world: World, ada: Supporter) -> None:
    await joins(ada, await code_for(world, Role.OWNER), "Ada")
    park = await planted(world, state=State.OPEN)
    await writes_anew(world, park)
    await ada.taps_to(f"pet_out:{park}")
    await ada.taps("Close or discard…")
    await ada.taps("Discard the new text…")
    ada.sees("Discard the new text?", "What is public stays as it is.")
    yes = ada.button("Discard it").leads_to
    await ada.taps("Discard it")
    ada.sees("The new text is discarded.", "It can be signed.")
    ada.sees_no_button("Discard the new text…")
    await ada.taps_to(yes)
    ada.does_not_see("The new text is discarded.")
    assert [each.version for each in await texts_of(world, park)] == [1, 1]
    await told_last(world, ada, "You discarded a new text of")


async def texts_of(world: World, park: int) -> list[Any]:
    """All there are of it, by version."""
    return await rows(world.store, sa.select(petition_text).where(petition_text.c.petition_id == park))


async def told_last(world: World, owner: Supporter, sentence: str) -> None:
    """Owners read it once in what was done."""
    (of,) = await rows(world.store, sa.select(organisation.c.id).where(organisation.c.name == GETEQUAL))
    await owner.taps_to(f"done:{of.id}")
    assert owner.screen.text.count(sentence) == 1


async def test_what_another_wrote_meanwhile_is_not_discarded(world: World, ada: Supporter) -> None:
    await organizes(world, ada)
    park = await planted(world, state=State.OPEN)
    await writes_anew(world, park)
    await ada.taps_to(f"pet_forget_yes:{park}:00000000")
    ada.sees("The text is another one by now. Nothing was discarded.")
    assert len(await texts_of(world, park)) == 4
