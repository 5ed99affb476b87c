"""Ada chooses what she hears of: fewer kinds, more kinds, an organisation, a topic, nothing."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from storage.tables.news import follow
from storage.tables.people import supporter
from tests.journeys.campaigns import COUNTED, HOME, MARRIAGE
from tests.journeys.worlds import World
from tests.people import Supporter
from tests.storage.planting import plant_petition
from tests.stores import ENGINES

on_both_engines = pytest.mark.parametrize("engine", ENGINES)
CHOOSE = "Choose my news"


async def follows(world: World) -> list[tuple[str, int]]:
    """What stands in the table."""
    rows = await world.store.read(lambda nouns: nouns.connection.all(sa.select(follow).order_by(follow.c.subject)))
    return [(row.subject, row.topics) for row in rows]


async def known(world: World) -> int:
    """How many people are remembered."""
    return len(await world.store.read(lambda nouns: nouns.connection.all(sa.select(supporter))))


@on_both_engines
async def test_ada_chooses_fewer_messages_within_two_taps(world: World, ada: Supporter) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(COUNTED)
    ada.sees("You will hear how this ends, and news at most weekly. What is new stands first when you come back.")
    ada.starts_counting()
    await ada.taps("Only how it ends")
    ada.sees("From now on you hear: how it ends.")
    assert await follows(world) == [("petition:1", 1)]
    await ada.taps("Hear nothing")
    ada.sees("From now on you hear nothing of it.", "You hear nothing of it.")
    assert (ada.taps_made, ada.answers_typed) == (2, 0)
    assert await follows(world) == [("petition:1", 0)]
    await ada.taps("Back to petition")
    ada.sees("You signed on 21 November 2026 as number 12,031.")


async def test_nothing_stays_nothing_when_ada_taps_sign_again(world: World, ada: Supporter) -> None:
    await ada.opens(MARRIAGE)
    sign = ada.button(COUNTED)
    await ada.taps(COUNTED)
    await ada.taps("Only how it ends")
    await ada.taps("Hear nothing")
    await ada.taps_old(sign)
    assert await follows(world) == [("petition:1", 0)]


async def test_a_choice_made_before_signing_is_said_as_it_is(ada: Supporter) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps("More")
    await ada.taps("Follow")
    ada.sees("You hear nothing of it.")
    await ada.taps("Hear goals")
    ada.sees("From now on you hear: goals reached.")
    await ada.taps("Back to petition")
    await ada.taps(COUNTED)
    ada.sees("You follow this petition: goals reached.")
    await ada.taps(CHOOSE)
    ada.sees_buttons("Mute goals", "Hear its end", "Hear news", "Hear stories", "Only how it ends")


@on_both_engines
async def test_withdrawing_ends_the_follow_and_signing_again_begins_it(world: World, ada: Supporter) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(COUNTED)
    await ada.taps("Only how it ends")
    await ada.opens(MARRIAGE)
    await ada.taps("Change or withdraw")
    await ada.taps("Withdraw")
    assert await follows(world) == []
    await ada.taps("Back to petition")
    await ada.taps(COUNTED)
    assert await follows(world) == [("petition:1", 3)]


async def test_who_chose_more_than_signing_gives_follows_on(world: World, ada: Supporter) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(COUNTED)
    await ada.opens(MARRIAGE)
    await ada.taps("Change or withdraw")
    await ada.taps(CHOOSE)
    await ada.taps("Hear stories")
    await ada.taps("Back to petition")
    await ada.taps("Change or withdraw")
    await ada.taps("Withdraw")
    assert await follows(world) == [("petition:1", 3 | 32)]


async def test_doing_it_twice_changes_nothing(world: World, ada: Supporter) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps("More")
    await ada.taps("Follow")
    hear = ada.button("Hear news")
    await ada.taps_old(hear)
    await ada.taps_old(hear)
    await ada.is_heard_again()
    ada.sees("You hear of it: its news.")
    assert await follows(world) == [("petition:1", 2)]


@on_both_engines
async def test_ada_follows_an_organisation_and_a_topic(world: World, ada: Supporter) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps("More")
    await ada.taps("About Out4Immigration")
    await ada.taps("Follow")
    await ada.taps("Hear petitions")
    await ada.taps("Hear news")
    ada.sees("You hear of it: new petitions and what comes of its petitions.")
    await ada.taps("Back to organisation")
    ada.sees_buttons(CHOOSE)
    await ada.taps_to("topics")
    await ada.taps("families")
    await ada.taps("Follow")
    await ada.taps("Hear stories")
    await ada.taps("Back to the topic")
    assert await follows(world) == [("organisation:1", 16 | 2), ("topic:families", 32)]
    await ada.commands("/following")
    ada.sees("What you follow", "Out4Immigration", "Topic: families", "You hear of it: new stories.")
    await ada.taps("Topic: families")
    ada.sees_buttons("Mute stories", "Hear petitions", "Hear nothing")


async def test_nothing_is_followed_and_nobody_remembered_by_looking(world: World, ada: Supporter) -> None:
    await ada.commands("/following")
    ada.sees("You follow nothing yet.")
    await ada.opens(HOME)
    await ada.taps("More")
    await ada.taps("Follow")
    await ada.taps_to("hear:petition:1:0")
    await ada.taps_to("heed:petition:1:1:0")
    await ada.taps_to("missed")
    ada.sees("No news yet.")
    assert await known(world) == 0


@pytest.mark.parametrize(
    "token",
    [
        "hear:petition:999:1",
        "heed:organisation:999:16:1",
        "hear:topic:nothing:16",
        "hear:petition:x:1",
        "hear:petition:-1:1",
        "hear:petition:99999999999999999999:1",
        "hear:petition:²:1",
        "hear:everything:1:1",
        "hear:petition:1:-1",
        "news_of:petition:999",
    ],
)
async def test_what_does_not_exist_can_not_be_followed(world: World, ada: Supporter, token: str) -> None:
    await ada.taps_to(token)
    assert "There is nothing to follow here." in ada.screen.text or "no longer leads anywhere" in ada.screen.text
    assert (await follows(world), await known(world)) == ([], 0)


async def test_a_draft_can_not_be_followed(world: World, ada: Supporter) -> None:
    draft = await world.store.turn(lambda nouns: plant_petition(nouns, "hidden", state="draft"))
    await ada.taps_to(f"hear:petition:{draft}:1")
    ada.sees("There is nothing to follow here.")
    assert (await follows(world), await known(world)) == ([], 0)


async def test_kinds_that_make_no_sense_are_not_kept(world: World, ada: Supporter) -> None:
    await ada.taps_to("hear:topic:nothing:63")
    await ada.taps_to("hear:petition:1:2147483647")
    assert await follows(world) == [("petition:1", 1 | 2 | 4 | 8 | 32)]


async def test_what_is_no_longer_public_can_be_let_go(world: World, ada: Supporter) -> None:
    other = await world.store.turn(lambda nouns: plant_petition(nouns, "gone", is_sample=True))
    await ada.taps_to(f"hear:petition:{other}:1")
    await world.store.turn(lambda nouns: nouns.connection.run(sa.text("UPDATE petition SET state='draft' WHERE id=4")))
    await ada.commands("/following")
    ada.sees("Something that is no longer public")
    await ada.taps(ada.screen.labels[0])
    ada.sees("You follow nothing yet.")


async def test_ada_hears_nothing_at_one_tap_of_the_thank_you(world: World, ada: Supporter) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(COUNTED)
    ada.sees("You will hear how this ends, and news at most weekly.")
    ada.starts_counting()
    await ada.taps("Hear nothing")
    ada.sees("From now on you hear nothing of it.")
    assert ada.taps_made == 1
    assert await follows(world) == [("petition:1", 0)]
