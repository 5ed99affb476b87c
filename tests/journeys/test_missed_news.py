"""Ada comes back: what happened to what she follows stands first, one line each, and then no more."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.nouns import Nouns
from tests.journeys.campaigns import COUNTED, GUIDELINES, HOME, MARRIAGE
from tests.journeys.worlds import World
from tests.people import Supporter
from tests.stores import ENGINES

on_both_engines = pytest.mark.parametrize("engine", ENGINES)
NEW = "Since you were last here"
DISCREETLY = "There is news on something you follow."


async def happens(world: World, kind: str, subject: str, occasion: str) -> None:
    """An alert is raised, an hour later."""
    world.clock.moves(timedelta(hours=1))

    def tell(nouns: Nouns) -> bool:
        return nouns.alerts.raise_once(kind, subject, occasion, world.clock())

    assert await world.store.turn(tell)
    world.clock.moves(timedelta(hours=1))


async def signs(ada: Supporter, code: str) -> None:
    """Signing follows."""
    await ada.opens(code)
    await ada.taps(COUNTED)


async def goals(world: World, *reached: int) -> None:
    """Goals of the first petition."""
    for goal in reached:
        await happens(world, "milestone", "petition:1", str(goal))


@on_both_engines
async def test_ada_comes_back_and_sees_what_she_missed_once(world: World, ada: Supporter) -> None:
    await happens(world, "campaign_update", "petition:1", "before-her-time")
    await signs(ada, MARRIAGE)
    await happens(world, "campaign_update", "petition:1", "after-the-hearing")
    await happens(world, "milestone", "petition:1", "15000")
    await ada.starts()
    ada.sees(NEW, "21 November 2026: ", "News of “Save Doug and Alex's Marriage, and Stop Deporting Our Spouses!”.")
    ada.does_not_see("15,000")
    first, *_others = ada.screen.labels
    ada.sees_buttons("See open petitions", "Choose my news")
    await ada.taps(first)
    ada.sees("About: Save Doug and Alex's Marriage")
    await ada.starts()
    ada.sees("Read what people ask for")
    ada.does_not_see(NEW)


async def test_what_did_not_happen_is_not_told(world: World, ada: Supporter) -> None:
    await signs(ada, MARRIAGE)
    await happens(world, "victory", "petition:1", "no-such-victory")
    await happens(world, "campaign_update", "petition:999", "after-the-hearing")
    await ada.starts()
    ada.does_not_see(NEW)


@on_both_engines
async def test_of_many_the_newest_eight_are_told_and_the_others_within_reach(world: World, ada: Supporter) -> None:
    await ada.taps_to("heed:petition:1:4:1")
    await goals(world, *range(20_000, 33_000, 1_000))
    await ada.starts()
    ada.sees(NEW, "1. ", "8. ", "And 5 more.", "has reached 32,000 signatures.", "25,000")
    ada.does_not_see("24,000")
    ada.sees_buttons("Open 1", "Open 8", "See all news")
    await ada.taps("See all news")
    ada.sees("News of what you follow", "1 to 5 of 13")
    await ada.taps("Next page")
    await ada.taps("Next page")
    ada.sees("20,000", "11 to 13 of 13")
    await ada.starts()
    ada.does_not_see(NEW)


@on_both_engines
async def test_an_organisation_and_a_topic_tell_what_is_new(world: World, ada: Supporter) -> None:
    await ada.taps_to("hear:organisation:1:18")
    await ada.taps_to("topics")
    await ada.taps("families")
    await ada.taps("Follow")
    await ada.taps("Hear stories")
    await happens(world, "new_petition", "organisation:1", "1")
    await happens(world, "new_story", "organisation:1", "1")
    await happens(world, "campaign_update", "petition:1", "after-the-hearing")
    await happens(world, "milestone", "petition:1", "15000")
    await ada.starts()
    ada.sees(NEW, "Out4Immigration started “Save Doug and Alex's Marriage", "News of “Save Doug")
    ada.does_not_see("15,000")


async def test_a_victory_is_told_as_it_is(world: World, ada: Supporter) -> None:
    await ada.taps_to("hear:petition:2:1")
    await happens(world, "victory", "petition:2", "victory")
    await ada.starts()
    ada.sees("is partly won.")
    await ada.taps(ada.screen.labels[0])
    ada.sees("Partly won")
    await ada.opens(GUIDELINES)


@on_both_engines
async def test_discreet_ada_is_told_only_that_there_is_news(world: World, ada: Supporter) -> None:
    await signs(ada, MARRIAGE)
    await ada.taps_to("prefer:discreet:on")
    await happens(world, "campaign_update", "petition:1", "after-the-hearing")
    await ada.starts()
    ada.sees(DISCREETLY)
    ada.does_not_see("Doug", "Out4Immigration", "hearing")
    await ada.starts()
    ada.sees(DISCREETLY)
    await ada.taps("Show it")
    ada.sees("News of “Save Doug and Alex's Marriage")
    await ada.starts()
    ada.does_not_see(DISCREETLY)


async def test_stopped_ada_sees_it_when_she_comes(world: World, ada: Supporter) -> None:
    await signs(ada, MARRIAGE)
    await ada.commands("/stop")
    await happens(world, "campaign_update", "petition:1", "after-the-hearing")
    await ada.starts()
    ada.sees(NEW)
    await ada.taps("Resume messages")
    ada.sees("Messages are no longer stopped.", "Read what people ask for")


async def test_what_ada_muted_is_not_told_when_she_listens_again(world: World, ada: Supporter) -> None:
    await ada.taps_to("hear:petition:1:4")
    await ada.taps_to("hear:petition:1:0")
    await goals(world, 20_000)
    await ada.taps_to("hear:petition:1:4")
    await ada.starts()
    ada.does_not_see(NEW)
    await goals(world, 25_000)
    await ada.starts()
    ada.sees("has reached 25,000 signatures.")


async def test_bo_hears_nothing_of_what_ada_follows(world: World, ada: Supporter, bo: Supporter) -> None:
    await signs(ada, MARRIAGE)
    await signs(bo, HOME)
    await happens(world, "campaign_update", "petition:1", "after-the-hearing")
    await bo.starts()
    bo.does_not_see(NEW)


BESIDE = "Since you were last here: 1 piece of news of what you follow."
LOOK = "See what is new"


@pytest.mark.parametrize("line", ["/start PLZGFY", "/start petition-3", "/petition PLZGFY", "/sign PLZGFY", "PLZGFY"])
async def test_ada_comes_by_a_link_reads_that_there_is_news_and_signs_in_one_tap(
    world: World, ada: Supporter, line: str
) -> None:
    await signs(ada, MARRIAGE)
    await happens(world, "campaign_update", "petition:1", "after-the-hearing")
    await (ada.commands(line) if line.startswith("/") else ada.types(line))
    ada.sees(BESIDE, "127 have signed.")
    assert ada.screen.text.splitlines()[1] == BESIDE
    news = ada.button(LOOK)
    ada.starts_counting()
    await ada.taps(COUNTED)
    ada.sees("You are signer number 128.")
    assert ada.taps_made == 1
    await ada.taps_old(news)
    ada.sees("News of “Save Doug and Alex's Marriage")
    await ada.opens(HOME)
    ada.does_not_see("Since you were last here")
    ada.sees_no_button(LOOK)


@pytest.mark.parametrize("line", ["/browse", "/start BNVHXD", "/start KTMWQR", "/start text-1", "/start stories"])
async def test_news_stands_first_wherever_ada_comes_in(world: World, ada: Supporter, line: str) -> None:
    await signs(ada, MARRIAGE)
    await happens(world, "campaign_update", "petition:1", "after-the-hearing")
    await ada.commands(line)
    ada.sees_buttons(LOOK)
    if "text" not in line:
        ada.sees(BESIDE)


async def test_discreet_ada_comes_by_a_link_and_no_number_is_told(world: World, ada: Supporter) -> None:
    await signs(ada, MARRIAGE)
    await ada.taps_to("prefer:discreet:on")
    await happens(world, "campaign_update", "petition:1", "after-the-hearing")
    await ada.opens(HOME)
    ada.sees(DISCREETLY)
    ada.does_not_see("piece of news")
    await ada.taps(LOOK)
    ada.sees("News of “Save Doug and Alex's Marriage")


@on_both_engines
async def test_a_kind_of_news_that_ada_chooses_later_is_heard_from_then_on(world: World, ada: Supporter) -> None:
    await signs(ada, MARRIAGE)
    await happens(world, "campaign_update", "petition:1", "after-the-hearing")
    await goals(world, 20_000)
    await ada.taps_to("heed:petition:1:4:1")
    await goals(world, 25_000)
    await ada.starts()
    ada.sees("News of “Save Doug", "has reached 25,000 signatures.")
    ada.does_not_see("20,000")
    await ada.taps_to("heed:petition:1:4:0")
    await goals(world, 35_000)
    await ada.taps_to("heed:petition:1:4:1")
    await ada.starts()
    ada.does_not_see("35,000")


async def test_an_organisation_tells_of_a_kind_from_when_it_was_chosen(world: World, ada: Supporter) -> None:
    await ada.taps_to("hear:organisation:1:16")
    await happens(world, "new_story", "organisation:1", "1")
    await happens(world, "campaign_update", "petition:1", "after-the-hearing")
    await ada.taps_to("hear:organisation:1:50")
    await happens(world, "new_petition", "organisation:1", "1")
    await ada.starts()
    ada.sees("started “Save Doug and Alex's Marriage")
    ada.does_not_see("tells:", "News of")
