"""What the buttons of an alert do: fewer messages, support carried over, and what came discreetly."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from storage.follows import Topic
from storage.nouns import Nouns
from storage.tables.news import follow
from storage.tables.people import supporter
from storage.tables.petitions import petition
from storage.tables.signing import signature
from storage.tables.telling import campaign_update
from tests.journeys.campaigns import COUNTED, HOME, MARRIAGE, NAMED
from tests.journeys.worlds import World, one_by_one
from tests.people import Supporter
from tests.storage.planting import rows
from tests.stores import ENGINES

on_both_engines = pytest.mark.parametrize("engine", ENGINES)
LESS = "From now on you hear less."
UNDO = "Undo: hear it again"


async def follows(world: World) -> dict[str, Topic]:
    return {row.subject: Topic(row.topics) for row in await rows(world.store, sa.select(follow))}


async def signed_here(world: World) -> int:
    """How many signatures people gave here."""
    return len(await rows(world.store, sa.select(signature).where(signature.c.supporter_id.is_not(None))))


async def signs(ada: Supporter, code: str = MARRIAGE) -> None:
    await ada.opens(code)
    await ada.taps(COUNTED)


async def is_won(world: World, following: int | None = 3) -> None:
    """The first petition is won, and goes on with another."""
    values = {"slug": "victory", "kind": "victory", "title": "Won", "text": "", "sources": [], "is_full": True}
    day = world.clock().date()

    def win(nouns: Nouns) -> None:
        nouns.connection.run(sa.update(petition).where(petition.c.id == 1).values(state="won"))
        won = sa.insert(campaign_update).values(**values, petition_id=1, happened_on=day, next_petition_id=following)
        nouns.connection.run(won)

    await world.store.turn(win)


@on_both_engines
async def test_ada_hears_fewer_of_what_she_signed_and_takes_it_back(world: World, ada: Supporter) -> None:
    await signs(ada)
    for _ in range(2):
        await ada.taps_to("fewer:petition:1:2")
        ada.sees(LESS, "you no longer hear: its news.", "You hear of it: how it ends.")
        assert await follows(world) == {"petition:1": Topic.ENDINGS}
    await ada.taps(UNDO)
    ada.sees("You hear of it: how it ends and its news.")
    assert await follows(world) == {"petition:1": Topic.ENDINGS | Topic.UPDATES}


async def test_what_ada_stops_of_a_petition_still_comes_by_its_organisation_and_she_is_told_so(
    world: World, ada: Supporter
) -> None:
    await signs(ada)
    await ada.taps_to("hear:organisation:1:3")
    await ada.taps_to("fewer:petition:1:1")
    ada.sees("You follow “Out4Immigration”, too, and hear what comes of all its petitions.")
    await ada.taps_to("fewer:organisation:1:2")
    ada.sees("Of “Out4Immigration” you no longer hear: what comes of its petitions.", "You hear nothing of it.")
    assert (await follows(world))["organisation:1"] == Topic.NOTHING


async def test_of_a_topic_that_ada_follows_she_hears_no_new_petitions(world: World, ada: Supporter) -> None:
    await ada.taps_to("topics")
    await ada.taps("families")
    await ada.taps("Follow")
    await ada.taps("Hear petitions")
    await ada.taps("Hear stories")
    await ada.taps_to("fewer:topics:1:16")
    ada.sees(LESS, "Of “Topic: families” you no longer hear: new petitions.", "You hear of it: new stories.")
    await ada.taps(UNDO)
    assert await follows(world) == {"topic:families": Topic.PETITIONS | Topic.STORIES}


async def test_several_topics_are_taken_back_one_by_one(world: World, ada: Supporter) -> None:
    topics = await world.store.read(lambda nouns: sorted(nouns.details.topics(1)))
    assert len(topics) > 1

    await signs(ada)

    def follow_all(nouns: Nouns) -> None:
        (row,) = nouns.connection.all(sa.select(supporter.c.id))
        for topic in topics:
            nouns.follows.set(row.id, f"topic:{topic}", Topic.PETITIONS, world.clock())

    await world.store.turn(follow_all)
    await ada.taps_to("fewer:topics:1:16")
    ada.sees(LESS, *(f"Of “Topic: {topic}” you no longer hear: new petitions." for topic in topics))
    await ada.taps(ada.label("Again: "))
    assert sum(map(bool, (await follows(world)).values())) == 2


@pytest.mark.parametrize("token", ["fewer:petition:1:2", "fewer:topics:1:16", "fewer:petition:999:2"])
async def test_a_stranger_has_nothing_to_hear_less_of_and_is_not_remembered(
    world: World, ada: Supporter, token: str
) -> None:
    await ada.taps_to(token)
    ada.sees("There is nothing to follow here.")
    assert await rows(world.store, sa.select(supporter)) == []


@on_both_engines
async def test_ada_carries_her_support_over_in_two_taps_with_fresh_consent(world: World, ada: Supporter) -> None:
    await signs(ada)
    await is_won(world)
    await ada.taps_to("carry_over:1")
    ada.sees("Bring Separated and Exiled LGBT Couples Home", "127 have signed.", "is not copied.", "no name is kept")
    assert await signed_here(world) == 1
    ada.starts_counting()
    await ada.taps(COUNTED)
    ada.sees("You are signer number 128.")
    assert ada.taps_made == 1
    assert await signed_here(world) == 2
    await ada.taps_to("carry_over:1")
    ada.sees("You signed on")
    ada.sees_no_button(COUNTED)


@one_by_one
async def test_whoever_showed_a_name_may_show_it_again(world: World, ada: Supporter) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(NAMED)
    await ada.taps("Name")
    await ada.types("Ada L.")
    await ada.taps("Skip")
    await ada.taps("Sign as Ada L.")
    await is_won(world)
    await ada.taps_to("carry_over:1")
    ada.sees_buttons(COUNTED, "Sign as Ada L.")
    await ada.taps("Sign as Ada L.")
    ada.sees("You are signer number 128.", "Others see you as Ada L.")


async def test_what_can_not_be_carried_over_leads_on_all_the_same(world: World, ada: Supporter) -> None:
    await is_won(world, following=None)
    await ada.taps_to("carry_over:1")
    ada.sees("There is no next petition any more.", "Save Doug and Alex's Marriage")
    await ada.taps_to("carry_over:999")
    ada.sees("There is no petition here.")
    await ada.taps_to("carry_over:2")
    ada.does_not_see("is not copied")


@on_both_engines
async def test_what_came_discreetly_is_shown_to_whom_it_was_meant_for(
    world: World, ada: Supporter, bo: Supporter
) -> None:
    await signs(ada)
    await signs(bo, HOME)

    def tell(nouns: Nouns) -> int:
        (mine,) = nouns.connection.all(
            sa.select(signature).where(signature.c.petition_id == 1, signature.c.number == 12_031)
        )
        nouns.connection.run(sa.text("UPDATE account SET is_written_to = true"))
        nouns.alerts.raise_once(
            "signature_released", f"signature:{mine.id}", "released", world.clock(), mine.supporter_id
        )
        return nouns.alerts.recent(1)[0].id

    alert_id = await world.store.turn(tell)
    await ada.taps_to(f"show_alert:{alert_id}")
    ada.sees("Your signature counts. You are signer number 12,031.", "Only you hear this")
    await bo.taps_to(f"show_alert:{alert_id}")
    bo.sees("No news yet.")
    bo.does_not_see("12,031")
    await ada.taps_to("show_alert:999")
    ada.sees("News of what you follow")
