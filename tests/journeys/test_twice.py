"""Ada taps twice, or her platform hands over the same thing twice: she is shown where she stands."""

from __future__ import annotations

import pytest

from handlers import make_router
from tests.journeys.campaigns import COUNTED, HOME, MARRIAGE, NAMED
from tests.journeys.test_reasons_and_comments import WORDS, gives_a_reason, opens_the_reason, publish_all, writes
from tests.journeys.worlds import World, one_by_one
from tests.people import Supporter
from tests.stores import ENGINES

on_both_engines = pytest.mark.parametrize("engine", ENGINES)
SIGN = "Sign as Ada L., Leeds"


async def names(ada: Supporter, name: str = "Ada L.") -> None:
    """Answer the naming form, up to its preview."""
    await ada.taps("Name")
    await ada.types(name)
    await ada.types("Leeds")


@on_both_engines
@one_by_one
async def test_ada_taps_the_sending_button_twice_and_reads_that_she_signed(world: World, ada: Supporter) -> None:
    await ada.opens(HOME)
    await ada.taps(NAMED)
    await names(ada)
    send = ada.button(SIGN)
    await ada.taps(SIGN)
    ada.sees("You are signer number 128.")
    await ada.taps_old(send)
    ada.sees("You signed on 21 November 2026 as number 128.", "Others see you as Ada L., Leeds.")
    await world.restarts()
    await ada.taps_old(send)
    ada.sees("You signed on 21 November 2026 as number 128.")
    ada.does_not_see("nothing was saved", "no longer here")


@one_by_one
async def test_ada_taps_show_me_twice_and_reads_how_she_is_shown(ada: Supporter) -> None:
    await ada.opens(HOME)
    await ada.taps(COUNTED)
    await ada.opens(HOME)
    await ada.taps("Change or withdraw")
    await ada.taps("Add my name or reason")
    await names(ada, "Ada Lovelace")
    send = ada.button("Show me like this")
    await ada.taps("Show me like this")
    await ada.taps_old(send)
    ada.sees("as number 128.", "Others see you as Ada Lovelace, Leeds.")


@one_by_one
async def test_ada_sends_a_comment_twice_and_reads_that_it_waits(ada: Supporter) -> None:
    await writes(ada, WORDS)
    send = ada.button("Send without a name")
    await ada.taps("Send without a name")
    await ada.is_heard_again()
    ada.sees("Your comments on", WORDS, "Your comment waits for a moderator.")
    await ada.taps_old(send)
    ada.sees("Your comments on", WORDS, "Your comment waits for a moderator.")


@one_by_one
async def test_a_sending_button_of_withdrawn_words_denies_nothing(ada: Supporter) -> None:
    await ada.opens(HOME)
    await ada.taps(NAMED)
    await names(ada)
    send = ada.button(SIGN)
    await ada.taps(SIGN)
    await ada.taps("Change or withdraw")
    await ada.taps("Withdraw")
    await ada.taps_old(send)
    ada.sees("You have not signed this petition.", "127 have signed.")


async def test_ada_reports_and_the_platform_repeats_it(ada: Supporter, bo: Supporter) -> None:
    await gives_a_reason(ada)
    await opens_the_reason(bo)
    await bo.taps("Report it")
    await bo.taps("It reveals somebody")
    bo.sees("Thank you. Somebody will look at it.")
    await bo.is_heard_again()
    bo.sees("You reported this before. Somebody looks at it, or has done so.")
    bo.sees_buttons("Back to the reasons")


async def test_who_has_not_reported_is_not_told_that_they_did(world: World, ada: Supporter, bo: Supporter) -> None:
    await writes(ada, WORDS)
    await ada.taps("Send without a name")
    comment = ada.button("Delete my comment").leads_to.split(":")[1]
    await publish_all(world)
    await bo.taps_to(f"is_reported:comment:{comment}")
    bo.sees("What is wrong with it?")
    await ada.taps_to(f"is_reported:comment:{comment}")
    ada.sees("There is nothing to report here.")


@on_both_engines
@one_by_one
async def test_a_typed_answer_that_is_repeated_shows_the_question_and_leaves_nothing(ada: Supporter) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(NAMED)
    await ada.is_heard_again()
    ada.sees("How may others see you?")
    await ada.taps("Name")
    await ada.is_heard_again()
    ada.sees("Your name, or only your initials?")
    await ada.types("Ada L.")
    await ada.is_heard_again()
    ada.sees("Where do you live, as far as you like to say?", "Ada L.")
    ada.does_not_see("Your answers are kept")
    await ada.types("Leeds")
    await ada.is_heard_again()
    ada.sees("This is how it will look: Ada L., Leeds")
    await ada.taps(SIGN)
    ada.sees("You are signer number 12,031.")


async def test_words_that_are_repeated_find_the_same(ada: Supporter) -> None:
    for words, shown in (("parole", "1 petition has these words"), (HOME, "127 have signed."), ("Stop!", "Settings")):
        await ada.types(words)
        await ada.is_heard_again()
        ada.sees(shown)


def test_where_somebody_stands_is_only_read() -> None:
    routes = make_router().routes
    assert all(routes[route.again].reads for route in routes.values() if not route.reads)
