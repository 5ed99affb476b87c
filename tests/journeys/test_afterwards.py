"""Ada signed: she signs another in one tap, changes what is shown, withdraws, and looks it all up."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from storage.tables.petitions import petition
from tests.journeys.campaigns import COUNTED, HOME, MARRIAGE, NAMED, WHO_SEES
from tests.journeys.worlds import World, one_by_one
from tests.people import Supporter
from tests.stores import ENGINES

on_both_engines = pytest.mark.parametrize("engine", ENGINES)


async def signs_as_ada_of_leeds(ada: Supporter, code: str, reason: str = "") -> None:
    """Sign with a name and a place, and a reason where there is one."""
    await ada.opens(code)
    await ada.taps(NAMED)
    await ada.taps("Name and reason" if reason else "Name")
    await ada.types("Ada L.")
    await ada.types("Leeds")
    if reason:
        await ada.types(reason)
    await ada.taps("Sign as Ada L., Leeds")


@on_both_engines
async def test_ada_signs_a_second_petition_in_one_tap(ada: Supporter, bo: Supporter) -> None:
    await signs_as_ada_of_leeds(ada, MARRIAGE, "Because the law should be equal.")
    await ada.opens(HOME)
    ada.sees_buttons(COUNTED)
    ada.starts_counting()
    await ada.taps("Sign as Ada L., Leeds")
    ada.sees("You are signer number 128.", "Others see you as Ada L., Leeds.")
    assert (ada.taps_made, ada.answers_typed, ada.messages_left) == (1, 0, 2)
    await bo.opens(HOME)
    await bo.taps("Reasons")
    bo.does_not_see("the law should be equal", "Ada")
    await bo.taps("Back to petition")
    await bo.taps("More")
    await bo.taps("See who signed")
    bo.sees("Ada L., Leeds")


async def test_a_wider_visibility_is_never_carried_over(ada: Supporter) -> None:
    await signs_as_ada_of_leeds(ada, MARRIAGE)
    await ada.opens(HOME)
    await ada.taps(COUNTED)
    ada.sees("You are counted; no name is kept or shown.")


async def test_initials_are_all_that_is_offered_again(ada: Supporter) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(NAMED)
    await ada.taps("Initials, region")
    await ada.types("Ada Lovelace")
    await ada.types("Yorkshire")
    await ada.taps("Sign as A. L., Yorkshire")
    await ada.opens(HOME)
    await ada.taps("Sign as A. L., Yorkshire")
    ada.sees("Others see you as A. L., Yorkshire.")
    ada.does_not_see("Lovelace")


@one_by_one
async def test_where_names_would_be_a_risk_only_initials_are_offered(world: World, ada: Supporter) -> None:
    await world.begins_petitions("PARKAK", at_risk=True)
    await signs_as_ada_of_leeds(ada, MARRIAGE)
    await ada.opens("PARKAK")
    ada.sees_buttons(COUNTED, "Sign with initials")
    ada.sees_no_button("Sign as Ada L., Leeds")
    await ada.taps("Sign with initials")
    ada.sees_buttons("Initials, region")
    ada.sees_no_button("Name", "Name and reason")
    await ada.types("name")
    ada.sees("Choose one of the buttons.")


@on_both_engines
async def test_a_button_of_earlier_details_signs_nothing(ada: Supporter) -> None:
    await signs_as_ada_of_leeds(ada, MARRIAGE)
    await ada.opens(HOME)
    old = ada.button("Sign as Ada L., Leeds")
    await ada.opens(MARRIAGE)
    await ada.taps("Change or withdraw")
    await ada.taps("Edit what is shown")
    await ada.taps("Name")
    await ada.types("Ada Lovelace")
    await ada.types("York")
    await ada.taps("Show me like this")
    await ada.taps_old(old)
    ada.sees("What you show has changed since, so nothing was signed.", "127 have signed.")
    ada.sees_buttons(COUNTED, NAMED)


@on_both_engines
async def test_ada_changes_what_is_shown_and_shows_nothing(ada: Supporter, bo: Supporter) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(COUNTED)
    await ada.taps("Change or withdraw")
    await ada.taps("Add my name or reason")
    await ada.taps("Name")
    await ada.types("Ada L.")
    await ada.types("Leeds")
    await ada.taps(
        "Show me as Ada L., Leeds" if "Show me as Ada L., Leeds" in ada.screen.labels else "Show me like this"
    )
    ada.sees("Changed. Others see you as Ada L., Leeds.", "as number 12,031.")
    await bo.opens(MARRIAGE)
    await bo.taps("Reasons")
    await bo.taps("See who signed")
    bo.sees("Ada L., Leeds")

    await ada.taps("Show nothing of me")
    ada.sees("Changed. You are counted; no name is kept or shown.", "as number 12,031.")
    await bo.taps("Read the reasons")
    await bo.taps("See who signed")
    bo.does_not_see("Ada")
    bo.sees("12,031 are counted, with no name here.")


@on_both_engines
async def test_ada_withdraws_in_two_taps_and_signs_again_with_a_new_number(ada: Supporter) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(COUNTED)
    ada.starts_counting()
    await ada.taps("Change or withdraw")
    ada.sees("Withdrawing takes effect at once: the count falls by one, and nothing of your signature is kept.")
    ada.sees("You can sign again later and then get a new number.")
    await ada.taps("Withdraw")
    ada.sees("Your signature is withdrawn.", "12,030 have signed now.")
    assert (ada.taps_made, ada.answers_typed) == (2, 0)
    await ada.taps("Sign again, counted only")
    ada.sees("You are signer number 12,032.", "12,031 have signed.")


async def test_withdrawing_twice_says_how_it_stands(ada: Supporter) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(COUNTED)
    await ada.taps("Change or withdraw")
    withdraw = ada.button("Withdraw")
    await ada.taps_old(withdraw)
    await ada.taps_old(withdraw)
    ada.sees("You have not signed this petition.", "12,030 have signed.")


async def test_ada_thinks_better_of_withdrawing(ada: Supporter) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(COUNTED)
    await ada.taps("Change or withdraw")
    await ada.taps("Back to petition")
    ada.sees("as number 12,031.")


async def test_my_signatures_list_all_of_it(world: World, ada: Supporter) -> None:
    await ada.commands("/mine")
    ada.sees("You have signed nothing yet.")
    await signs_as_ada_of_leeds(ada, HOME)
    world.clock.moves(timedelta(days=3))
    await ada.opens(MARRIAGE)
    await ada.taps(COUNTED)
    await ada.commands("/mine")
    ada.sees("You signed 2 petitions", "Save Doug and Alex's Marriage", "Bring Separated and Exiled")
    ada.sees("You signed on 24 November 2026 as number 12,031.", "You are counted; no name is kept or shown.")
    ada.sees("You signed on 21 November 2026 as number 128.", "Others see you as Ada L., Leeds.")
    await ada.taps(ada.label("Bring"))
    ada.sees("Others see you as Ada L., Leeds.")
    ada.sees_buttons("Edit what is shown", "Show nothing of me", "Withdraw", WHO_SEES)


async def test_many_signatures_stand_five_to_a_page(world: World, ada: Supporter) -> None:
    others = [f"PARK{letter}K" for letter in "ABCDEFG"]
    await world.begins_petitions(*others)
    for code in (MARRIAGE, *others, HOME):
        world.clock.moves(timedelta(minutes=5))
        await ada.opens(code)
        await ada.taps(COUNTED)
    await ada.commands("/mine")
    ada.sees("You signed 9 petitions", "1 to 5 of 9")
    await ada.taps("Next page")
    ada.sees("6 to 9 of 9")
    await ada.taps("Open 9")
    ada.sees("You signed on 21 November 2026 as number 12,031.")


async def test_bo_does_not_see_what_ada_signed(ada: Supporter, bo: Supporter) -> None:
    await signs_as_ada_of_leeds(ada, HOME)
    await bo.commands("/mine")
    bo.sees("You have signed nothing yet.")
    await bo.opens(HOME)
    bo.does_not_see("You signed")


async def test_ada_withdraws_from_the_card_in_two_taps(ada: Supporter) -> None:
    await signs_as_ada_of_leeds(ada, MARRIAGE)
    await ada.opens(MARRIAGE)
    ada.starts_counting()
    await ada.taps("Change or withdraw")
    await ada.taps("Withdraw")
    ada.sees("Your signature is withdrawn.", "You can sign again later and then get a new number.")
    assert ada.taps_made == 2


@pytest.mark.parametrize("state", ["won", "closed"])
async def test_withdrawing_from_an_ended_petition_says_that_it_is_for_good(
    world: World, ada: Supporter, state: str
) -> None:
    await ada.opens(HOME)
    await ada.taps(COUNTED)
    await world.store.turn(lambda nouns: nouns.connection.run(sa.update(petition).values(state=state)))
    await ada.opens(HOME)
    await ada.taps("Change or withdraw")
    ada.sees("the count falls by one", "This petition can't be signed again.")
    ada.does_not_see("You can sign again")
    await ada.taps("Withdraw for good")
    ada.sees("Your signature is withdrawn.", "This petition can't be signed again.")
    ada.sees_no_button("Sign again, counted only")


async def test_an_older_button_that_asks_before_withdrawing_still_leads_on(ada: Supporter) -> None:
    await ada.opens(HOME)
    await ada.taps(COUNTED)
    await ada.taps_to(f"withdraw:{ada.button('Change or withdraw').leads_to.split(':')[1]}")
    ada.sees("You signed on", "Withdrawing takes effect at once")
    ada.sees_buttons("Withdraw")
