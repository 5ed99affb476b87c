"""Moderators decide in chat on what waits, one thing after the other; its writers hear of it, and may say it anew."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from storage.hearing import TO_DECIDE
from storage.members import Role
from storage.nouns import Nouns
from storage.showing import Showing
from storage.tables.moderating import decided
from storage.tables.news import alert
from storage.tables.organisations import member
from storage.tables.petitions import petition
from storage.tables.signing import signature
from storage.telling_writers import TOLD_AFTER, tell_due
from storage.waiting_news import COLLECTED_FOR
from tests.journeys.campaigns import HOME, NAMED
from tests.journeys.organizers import goes_to_desk, joins, moderators_code
from tests.journeys.test_reasons_and_comments import opens_comments, writes
from tests.journeys.worlds import World
from tests.people import Supporter
from tests.storage.planting import rows
from tests.stores import ENGINES

on_both_engines = pytest.mark.parametrize("engine", ENGINES)

NAMES_BOB = "My friend Bob was deported."
GENTLE = "Nobody should be sent away for love."


@pytest.fixture
async def mo(world: World) -> Supporter:
    """A moderator of the organisation that runs the petition."""
    person = world.person("Mo")
    await joins(person, await moderators_code(world), "Mo")
    return person


async def gives_reason(person: Supporter, name: str, words: str = NAMES_BOB) -> None:
    """Sign with a reason."""
    await person.opens(HOME)
    await person.taps(NAMED)
    await says(person, name, words)


async def says(person: Supporter, name: str, words: str, *, is_anew: bool = False) -> None:
    """The naming form, with a reason."""
    await person.taps("Name and reason")
    for answer in (name, "Oregon", words):
        await person.types(answer)
    await person.taps(f"{'Show me' if is_anew else 'Sign'} as {name}, Oregon")


async def opens_queue(person: Supporter) -> None:
    """From their desk."""
    await goes_to_desk(person)
    await person.taps(person.label("Waiting: "))


@on_both_engines
async def test_a_reason_is_decided_with_one_tap_and_undone_with_another(
    world: World, mo: Supporter, ada: Supporter, bo: Supporter
) -> None:
    await gives_reason(ada, "Izzy")
    world.clock.moves(timedelta(minutes=1))
    await gives_reason(bo, "Kim")
    await opens_queue(mo)
    mo.sees("Reason 1 of 2", "Held: may name or reveal a third person.", "Would appear as: Izzy, Oregon")
    mo.sees("The words are covered until you ask for them:")
    before = mo.taps_made
    await mo.taps("Publish")
    assert mo.taps_made - before == 1
    mo.sees("The reason is published.", "Reason 1 of 1", "Kim, Oregon")
    await mo.taps("Undo last")
    mo.sees("Undone: it is as it was before you decided.", "Izzy, Oregon", "Reason 1 of 2")
    await mo.taps("Skip")
    mo.sees("Kim, Oregon", "Reason 2 of 2")
    await mo.taps("Skip")
    mo.sees("Izzy, Oregon")
    world.clock.moves(TOLD_AFTER)
    assert await world.store.turn(lambda nouns: tell_due(nouns.connection, world.clock.now, 9)) == 0


async def test_undoing_twice_undoes_one(world: World, mo: Supporter, ada: Supporter, bo: Supporter) -> None:
    await gives_reason(ada, "Izzy")
    world.clock.moves(timedelta(minutes=1))
    await gives_reason(bo, "Kim")
    await opens_queue(mo)
    await mo.taps("Publish")
    world.clock.moves(timedelta(minutes=1))
    await mo.taps("Publish")
    undo = mo.button("Undo last").leads_to
    await mo.taps_to(undo)
    mo.sees("Undone: it is as it was before you decided.", "Kim, Oregon")
    await mo.taps_to(undo)
    mo.sees("That is undone already, or you have decided something else since.")
    states = await rows(world.store, sa.select(signature.c.reason_state).order_by(signature.c.signed_at))
    assert [row.reason_state for row in states if row.reason_state != "none"][-2:] == ["published", "held"]


async def test_a_softened_reason_comes_back_and_is_published(world: World, mo: Supporter, ada: Supporter) -> None:
    await gives_reason(ada, "Izzy")
    await opens_queue(mo)
    await mo.taps("Ask to soften")
    mo.sees("Why should it be softened?")
    await mo.taps("Names other people")
    mo.sees("Its writer is asked to soften the reason; the signature counts.", "Nothing waits.")
    await ada.commands("/mine")
    await ada.taps(next(each for each in ada.screen.labels if each.startswith("Bring")))
    ada.sees("A moderator asks you to say it more carefully", "The words name somebody else, whom that could harm.")
    await ada.taps("Say it anew")
    await says(ada, "Izzy", GENTLE, is_anew=True)
    ada.sees("Your words wait for a moderator")
    await opens_queue(mo)
    mo.sees("Held: was said anew after somebody asked for it.")
    await mo.taps("Publish")
    mo.sees("The reason is published.", "Nothing waits.")
    await ada.opens(HOME)
    await ada.taps("Reasons")
    ada.sees(GENTLE)


async def test_a_rejected_writer_says_it_anew_once(world: World, mo: Supporter, ada: Supporter) -> None:
    await gives_reason(ada, "Izzy")
    for words in ("My brother Bob was deported.", ""):
        await opens_queue(mo)
        await mo.taps("Reject…")
        await mo.taps("Endangers people")
        mo.sees("The reason is not published; the signature counts.")
        await ada.taps_to(await signed_token(world))
        ada.sees("Something in the words could endanger you or somebody else.")
        if words:
            await ada.taps("Say it anew")
            await says(ada, "Izzy", words, is_anew=True)
    ada.sees_no_button("Say it anew")
    await ada.taps("Edit what is shown")
    ada.sees("A moderator did not publish your words twice: you can be shown without a reason.")
    ada.does_not_see("Name and reason")
    ada.sees_no_button("Name and reason")
    await opens_queue(mo)
    mo.sees("Nothing waits.")


async def signed_token(world: World) -> str:
    """Where the writer sees how their signature stands."""
    (row,) = await rows(world.store, sa.select(petition.c.id).where(petition.c.code == HOME))
    return f"signed:{row.id}"


@on_both_engines
async def test_two_moderators_do_not_decide_on_the_same(world: World, mo: Supporter, ada: Supporter) -> None:
    eva = world.person("Eva")
    await joins(eva, await moderators_code(world), "Eva")
    await gives_reason(ada, "Izzy")
    await opens_queue(mo)
    publish = mo.button("Publish")
    await opens_queue(eva)
    eva.sees("Nothing waits for you now.", "What waits is your own, or somebody else looks at it.")
    await eva.taps_to(publish.leads_to)
    eva.sees("Mo is looking at it")
    world.clock.moves(timedelta(minutes=11))
    await eva.taps("Next")
    eva.sees("Izzy, Oregon")
    await eva.taps("Publish")
    await mo.taps_to(publish.leads_to)
    mo.sees("Published by Eva")
    assert len(await rows(world.store, sa.select(decided))) == 1


@pytest.mark.parametrize("becomes", ["nothing", "organizer"])
async def test_what_somebody_looked_at_who_may_no_longer_is_free_at_once(
    world: World, mo: Supporter, ada: Supporter, becomes: str
) -> None:
    eva = world.person("Eva")
    await joins(eva, await moderators_code(world, role=Role.OWNER), "Eva")
    await gives_reason(ada, "Izzy")
    await opens_queue(mo)
    await opens_queue(eva)
    eva.sees("Nothing waits for you now.")
    (his,) = await rows(world.store, sa.select(member.c.id).where(member.c.role == "moderator"))
    await eva.taps_to(f"member_out_yes:{his.id}" if becomes == "nothing" else f"member_role_yes:{his.id}:{becomes}")
    await opens_queue(eva)
    eva.sees("Izzy, Oregon")


async def test_nobody_decides_on_their_own_words_nor_on_words_that_changed(
    world: World, mo: Supporter, ada: Supporter
) -> None:
    await gives_reason(ada, "Izzy")
    await opens_queue(mo)
    publish = mo.button("Publish")
    await ada.taps_to(await signed_token(world))
    await ada.taps("Edit what is shown")
    await says(ada, "Izzy", "Call Bob at home.", is_anew=True)
    await mo.taps_to(publish.leads_to)
    mo.sees("It has changed since you read it. Nothing was decided; this is how it is now.")
    assert await rows(world.store, sa.select(decided)) == []
    await joins(ada, await moderators_code(world), "Ada")
    await ada.taps_to(mo.button("Publish").leads_to)
    ada.sees("These are your own words: somebody else decides on them.")


async def test_a_comment_is_softened_and_said_anew_in_its_place(world: World, ada: Supporter, bo: Supporter) -> None:
    await joins(bo, await moderators_code(world, of_story=True), "Bo")
    await writes(ada, "They are fools, all of them.")
    await ada.taps("Send without a name")
    await opens_queue(bo)
    bo.sees("Comment 1 of 1", "Held: was not read yet.", "Would appear without a name.")
    bo.starts_counting()
    await bo.taps("Publish")
    assert bo.taps_made == 1
    await bo.taps("Undo last")
    await bo.taps("Ask to soften")
    await bo.taps("Insults somebody")
    bo.sees("Its writer is asked to soften the comment.")
    await opens_comments(ada)
    await ada.taps("See my comments")
    await ada.taps(ada.screen.labels[0])
    ada.sees("A moderator asks you to say your comment more carefully.", "Something in the words could hurt somebody.")
    await ada.taps("Say it anew")
    await ada.taps("Without a name")
    await ada.types("It rained, and I stayed.")
    await ada.taps("Send without a name")
    ada.sees("Your comment waits for a moderator.", "It rained, and I stayed.")
    ada.sees_no_button("Say it anew")
    await opens_queue(bo)
    bo.sees("It was said anew after an earlier decision.")
    await bo.taps("Publish")
    bo.sees("The comment is published.", "Nothing waits.")


@on_both_engines
async def test_a_signature_is_counted_or_never(world: World, mo: Supporter, ada: Supporter) -> None:
    await world.store.turn(partial(hold_two, now=world.clock.now))
    await opens_queue(mo)
    mo.sees("Signature 1 of 2", "Held: was given far too fast.", "It has no words with it.")
    await mo.taps("Count it")
    mo.sees("The signature counts.")
    await mo.taps("Never count it")
    mo.sees("The signature will not count, and nothing of it is shown.", "Nothing waits.")
    await mo.taps("More")
    await mo.taps("What I decided")
    mo.sees("Signature, counted: ", "Signature, not counted: ")


def hold_two(nouns: Nouns, now: datetime) -> None:
    """Two signatures came far too fast."""
    found = nouns.petitions.by_code(HOME, "en", now)
    assert found is not None
    for name in ("x", "y"):
        signer = nouns.supporters.add("terminal", name, "", now)
        nouns.signatures.add(found, signer.id, Showing(), now, is_held=True)


async def test_one_kind_or_petition_is_gone_through_alone(world: World, mo: Supporter, ada: Supporter) -> None:
    await gives_reason(ada, "Izzy")
    await world.store.turn(partial(hold_two, now=world.clock.now))
    await opens_queue(mo)
    await mo.taps("More")
    mo.sees("Reasons: 1", "Signatures: 2")
    await mo.taps("One kind alone")
    await mo.taps("Signature")
    mo.sees("Signature 1 of 2")
    await mo.taps("Skip")
    await mo.taps("Skip")
    mo.sees("Signature 1 of 2")
    await mo.taps("More")
    await mo.taps("One petition")
    mo.sees("3 waiting")
    await mo.taps(mo.label("Bring"))
    mo.sees("Reason 1 of 1")


async def test_what_was_decided_stands_in_the_trail(world: World, mo: Supporter, ada: Supporter, bo: Supporter) -> None:
    await joins(bo, await moderators_code(world, role=Role.OWNER), "Bo")
    await gives_reason(ada, "Izzy")
    await opens_queue(mo)
    await mo.taps("Publish")
    await mo.taps("Undo last")
    await goes_to_desk(bo)
    await bo.taps("More")
    await bo.taps("What was done")
    bo.sees(
        "Mo undid a decision: “Bring ", "A reason had been published.", "Mo published a reason: “Bring ", f"({HOME})."
    )
    bo.does_not_see("Izzy")


async def test_moderators_are_told_in_batches_and_can_stop_that(world: World, mo: Supporter, ada: Supporter) -> None:
    await opens_queue(mo)
    await mo.taps("More")
    if "Tell me when it waits" in mo.screen.labels:
        await mo.taps("Tell me when it waits")
    await gives_reason(ada, "Izzy")
    world.clock.moves(COLLECTED_FOR)
    moderating = (Role.OWNER, Role.MODERATOR)
    assert await world.store.turn(lambda nouns: nouns.waiting_news.tell_due(moderating, world.clock.now, 9)) == 1
    (told,) = await rows(world.store, sa.select(alert).where(alert.c.kind == TO_DECIDE))
    await mo.taps_to(f"show_alert:{told.id}")
    mo.sees("Something waits for a decision at ", "Reasons: 1", "Only moderators hear this")
    mo.does_not_see("Bob", "Izzy")
    await mo.taps("Stop telling me")
    mo.sees("You are told no more. Nobody hears of that.", "Reasons: 1")
    mo.sees_buttons("Tell me when it waits")
