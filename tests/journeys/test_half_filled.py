"""Ada leaves a form for something else, comes back to it, or lets it be."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.journeys.campaigns import COUNTED, HOME, MARRIAGE, NAMED
from tests.journeys.worlds import World, never_arrives, one_by_one
from tests.people import Supporter
from tests.seen import GO_ON
from tests.stores import ENGINES

THROW_AWAY = "Throw them away"


@pytest.fixture
async def asked(ada: Supporter) -> Supporter:
    """Ada gave her name and is asked where she lives."""
    await ada.opens(MARRIAGE)
    await ada.taps(NAMED)
    await ada.taps("Name")
    await ada.types("Ada Lovelace")
    return ada


@pytest.mark.parametrize("engine", ENGINES)
@one_by_one
async def test_a_form_left_for_something_else_is_kept_and_gone_on_with(asked: Supporter) -> None:
    await asked.opens(HOME)
    asked.sees("127 have signed.", "Your answers are kept for a day: Sign “Save Doug and Alex's Marriage")
    asked.sees_buttons(COUNTED, GO_ON, THROW_AWAY)
    await asked.taps(GO_ON)
    asked.sees("Where do you live, as far as you like to say?", "Ada Lovelace")
    await asked.types("Leeds")
    await asked.taps("Sign as shown above")
    asked.sees("You are signer number 12,031.", "Others see you as Ada Lovelace, Leeds.")


@one_by_one
async def test_words_after_leaving_are_a_search_and_no_answer(asked: Supporter) -> None:
    await asked.opens(HOME)
    await asked.types("parole")
    asked.sees("1 petition has these words")
    await asked.starts()
    asked.sees("Your answers are kept for a day")
    await asked.taps(GO_ON)
    asked.does_not_see("parole")


@one_by_one
async def test_a_kept_form_is_offered_at_the_start_and_not_everywhere(asked: Supporter) -> None:
    await asked.opens(HOME)
    await asked.taps("Reasons")
    asked.sees_no_button(GO_ON)
    await asked.starts()
    asked.sees_buttons(GO_ON)
    await asked.commands("/mine")
    asked.sees_buttons(GO_ON)


@one_by_one
async def test_a_form_is_thrown_away(asked: Supporter) -> None:
    await asked.starts()
    await asked.taps(THROW_AWAY)
    asked.sees("Your answers are thrown away. Nothing was saved.")
    await asked.taps("Back to petition")
    asked.sees_buttons(COUNTED, NAMED)
    await asked.starts()
    asked.sees_no_button(GO_ON)


@one_by_one
async def test_after_a_day_a_form_is_gone_without_a_word(world: World, asked: Supporter) -> None:
    await asked.starts()
    old = asked.button(GO_ON)
    world.clock.moves(timedelta(hours=23))
    await asked.starts()
    asked.sees_buttons(GO_ON)
    world.clock.moves(timedelta(hours=25))
    await asked.starts()
    asked.sees_no_button(GO_ON)
    asked.does_not_see("answers")
    await asked.types("Leeds")
    asked.sees("No petition has these words.")
    await asked.taps_old(old)
    asked.sees("These answers are no longer here.", "what you did not send is deleted.")


@one_by_one
async def test_a_button_of_a_form_that_was_sent_signs_nothing(ada: Supporter) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(NAMED)
    await ada.taps("Name")
    await ada.types("Ada L.")
    await ada.types("Leeds")
    send = ada.button("Sign as Ada L., Leeds")
    await ada.taps("Cancel")
    ada.sees("Your answers are thrown away.")
    await ada.taps_old(send)
    ada.sees("You have not signed this petition.", "12,030 have signed.")
    await ada.opens(MARRIAGE)
    ada.sees("12,030 have signed.")


@pytest.mark.parametrize("engine", ENGINES)
@one_by_one
async def test_what_an_earlier_preview_showed_is_not_sent_after_a_change(ada: Supporter) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(NAMED)
    await ada.taps("Initials, region")
    await ada.types("Ada Lovelace")
    await ada.types("Leeds")
    send = ada.button("Sign as A. L., Leeds")
    await ada.taps("Change")
    await ada.taps("Back")
    await ada.taps("Back")
    await ada.taps("Name")
    await ada.types("Ada Lovelace")
    await ada.types("Leeds")
    await ada.taps_old(send)
    ada.sees("This is how it will look: Ada Lovelace, Leeds")
    await ada.opens(MARRIAGE)
    ada.sees("12,030 have signed.")


@one_by_one
async def test_two_taps_on_send_sign_once(ada: Supporter) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(NAMED)
    await ada.taps("Name")
    await ada.types("Ada L.")
    await ada.types("Leeds")
    send = ada.button("Sign as Ada L., Leeds")
    await ada.taps("Sign as Ada L., Leeds")
    await ada.taps_old(send)
    ada.sees("You signed on 21 November 2026 as number 12,031.", "Others see you as Ada L., Leeds.")
    await ada.opens(MARRIAGE)
    ada.sees("12,031 have signed.", "You signed on")


@pytest.mark.parametrize("engine", ENGINES)
async def test_a_send_that_the_platform_repeats_shows_where_ada_stands(ada: Supporter) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(NAMED)
    await ada.taps("Name")
    await ada.types("Ada L.")
    await ada.types("Leeds")
    await ada.taps("Sign as Ada L., Leeds")
    await ada.is_heard_again()
    await ada.opens(MARRIAGE)
    ada.sees("12,031 have signed.", "You signed on")


@one_by_one
async def test_an_answer_that_the_platform_repeats_is_given_once(ada: Supporter) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(NAMED)
    await ada.taps("Name")
    await ada.types("Ada L.")
    await ada.is_heard_again()
    await ada.starts()
    await ada.taps(GO_ON)
    ada.sees("Where do you live, as far as you like to say?")


@one_by_one
async def test_a_second_form_does_not_lose_the_first(asked: Supporter) -> None:
    await asked.opens(HOME)
    await asked.taps(NAMED)
    asked.sees("You have begun something else: Sign “Save Doug and Alex's Marriage")
    asked.sees_buttons(GO_ON, THROW_AWAY, "Back to petition")
    await asked.taps("Back to petition")
    asked.sees("127 have signed.")
    await asked.taps(NAMED)
    await asked.taps(GO_ON)
    asked.sees("Where do you live", "Ada Lovelace")


@one_by_one
async def test_the_same_form_begun_again_goes_on(asked: Supporter) -> None:
    await asked.opens(MARRIAGE)
    await asked.taps(NAMED)
    asked.sees("Where do you live", "Ada Lovelace")


@one_by_one
async def test_words_typed_beside_a_preview_change_nothing_in_it(asked: Supporter) -> None:
    await asked.types("Leeds")
    asked.sees("This is how it will look: Ada Lovelace, Leeds")
    await asked.types("parole")
    asked.sees("1 petition has these words")
    await asked.taps("Sign as shown above")
    asked.sees("Others see you as Ada Lovelace, Leeds.")


@one_by_one
async def test_back_leads_from_every_question_to_the_one_before(ada: Supporter) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(NAMED)
    await ada.taps("Name and reason")
    await ada.types("Ada L.")
    await ada.taps("Skip")
    ada.sees("Why do you sign? Name nobody else")
    for question in ("Where do you live", "Your name, or only your initials?", "How may others see you?"):
        await ada.taps("Back")
        ada.sees(question)
    await ada.taps("Back")
    ada.sees("12,030 have signed.")
    ada.sees_buttons(COUNTED, NAMED)
    ada.sees_no_button(GO_ON)


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ("A" * 1024, "A name has at most 80 characters; this has 1,024. Nothing was saved."),
        pytest.param(
            "A" * 4112, "A name has at most 80 characters; this has 4,112. Nothing was saved.", marks=never_arrives
        ),
        ("12", "A name has at least one letter. Nothing was saved."),
        ("http://a.example", "A name can't hold a link or an address. Nothing was saved."),
        ("Ada\u202eL", "This holds hidden characters"),
        pytest.param("Ada\x07", "This holds characters that can't be shown.", marks=never_arrives),
        pytest.param("   ", "This needs an answer. Nothing was saved.", marks=never_arrives),
    ],
)
@one_by_one
async def test_an_answer_that_can_not_be_taken_is_asked_again(ada: Supporter, answer: str, problem: str) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(NAMED)
    await ada.taps("Name")
    await ada.types(answer)
    ada.sees(problem, "Your name, or only your initials?")
    await ada.types("Ada")
    ada.sees("Where do you live")


@one_by_one
async def test_a_choice_is_tapped_and_words_say_so(ada: Supporter) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(NAMED)
    await ada.types("my full name please")
    ada.sees("Choose one of the buttons. Nothing was saved.", "How may others see you?")


@pytest.mark.parametrize("name", ["\u202eevil", "x\ny", "@everyone", "http://evil.com", "=1+1 Ada"])
async def test_a_name_of_her_app_that_could_not_be_taken_is_not_offered(world: World, name: str) -> None:
    ada = world.person("ada", suggested_name=name)
    await ada.opens(MARRIAGE)
    await ada.taps(NAMED)
    await ada.taps("Name")
    ada.sees("Your name, or only your initials?")
    assert not any(label.startswith("Use") for label in ada.screen.labels)


@one_by_one
async def test_a_form_that_has_no_answers_yet_keeps_none(ada: Supporter) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(NAMED)
    await ada.commands("/privacy")
    ada.sees("You have begun something else: Sign “Save Doug and Alex's Marriage")
    ada.does_not_see("Your answers are kept")
    ada.sees_buttons(GO_ON, THROW_AWAY)
