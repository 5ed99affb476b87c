"""Ada links her two accounts: one person, counted once; nobody else gets in, and nothing happens unasked."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from config.texts import languages
from storage import uniting
from storage.tables.chats import conversation
from storage.tables.people import account, link_request, supporter
from storage.tables.signing import signature
from storage.tries import MOST_TRIES
from tests.journeys.campaigns import COUNTED, GUIDELINES, HOME, MARRIAGE, NAMED
from tests.journeys.worlds import World, one_by_one, whole_forms
from tests.people import Supporter
from tests.storage.planting import rows
from tests.stores import ENGINES
from tests.terminal_person import AtTheTerminal

on_both_engines = pytest.mark.parametrize("engine", ENGINES)
CODE = re.compile(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}\b")
LINK, AGREE, LOOK = "Link another account", "Link the accounts", "I have typed it there"
WRONG = "This code can't be used: it is mistyped, was used, or is older than 10 minutes."


@pytest.fixture
def hers(world: World) -> Supporter:
    """Ada's other account."""
    return world.person("hers", suggested_name="Ada L.")


async def gets_code(person: Supporter) -> str:
    """The code that is shown to them."""
    await person.commands("/settings")
    await person.taps(LINK)
    await person.taps("Get a code")
    return shown_code(person)


def shown_code(person: Supporter) -> str:
    """The code on their screen."""
    (code,) = CODE.findall(person.screen.text)
    return str(code)


async def link(first: Supporter, second: Supporter) -> None:
    """All of it."""
    code = await gets_code(first)
    await second.types(code)
    await second.taps(AGREE)
    await first.taps(LOOK)
    await first.taps(AGREE)
    first.sees("Your accounts are linked.")


async def people(world: World) -> int:
    """How many are remembered."""
    return len(await rows(world.store, sa.select(supporter)))


async def requests(world: World) -> int:
    """How many codes wait."""
    return len(await rows(world.store, sa.select(link_request)))


@on_both_engines
async def test_ada_signs_on_both_links_them_and_is_counted_once(world: World, ada: Supporter, hers: Supporter) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(COUNTED)
    ada.sees("You are signer number 12,031.")
    await hers.opens(MARRIAGE)
    await hers.taps(COUNTED)
    hers.sees("You are signer number 12,032.", "12,032 have signed.")
    await hers.opens(HOME)
    await hers.taps(COUNTED)
    await link(ada, hers)
    await hers.opens(MARRIAGE)
    hers.sees("You signed on 21 November 2026 as number 12,031.", "12,031 have signed.")
    await ada.opens(HOME)
    ada.sees("You signed on 21 November 2026 as number 128.")
    for person in (ada, hers):
        await person.commands("/mine")
        person.sees("You signed 2 petitions", "as number 12,031.", "as number 128.")
    assert await people(world) == 1
    assert await requests(world) == 0


@on_both_engines
async def test_all_that_ada_signed_is_hers_before_she_is_told(
    world: World, ada: Supporter, hers: Supporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uniting, "MOST_AT_ONCE", 1)
    for code in (MARRIAGE, HOME):
        for person in (ada, hers):
            await person.opens(code)
            await person.taps(COUNTED)
    await link(ada, hers)
    assert await people(world) == 1
    await ada.commands("/mine")
    ada.sees("You signed 2 petitions")
    await hers.opens(HOME)
    hers.sees("as number 128.", "128 have signed.")


@pytest.fixture
async def terminal(world: World, tmp_path: Path) -> AsyncIterator[AtTheTerminal]:
    """Ada at a terminal, over the same store."""
    ada = AtTheTerminal("ada", folder=tmp_path)
    await ada.begins(world.dispatch().answer)
    yield ada
    await ada.ends()


async def test_a_signature_in_one_app_shows_on_the_others_next_screen(ada: Supporter, terminal: AtTheTerminal) -> None:
    code = await gets_code(ada)
    await terminal.commands(f"/link {code}")
    terminal.sees("Link with your")
    await terminal.taps(AGREE)
    terminal.sees("Now confirm it in", "Send /link to me there")
    await ada.commands("/link")
    ada.sees("Link with your Terminal account?", "Your code was typed in Terminal.")
    await ada.taps(AGREE)
    ada.sees("This account and your Terminal account are one person here")
    await ada.opens(MARRIAGE)
    await ada.taps(COUNTED)
    await terminal.opens(MARRIAGE)
    terminal.sees("You signed on 21 November 2026 as number 12,031.")
    await terminal.commands("/settings")
    await terminal.taps("Discreet")
    await terminal.taps("Only that there is news")
    await ada.commands("/settings")
    ada.sees("Discreet messages: yes", "Linked with this account: Terminal.")


async def test_both_are_told_what_it_means_and_who_never_sees_whom(
    world: World, ada: Supporter, hers: Supporter
) -> None:
    await hers.opens(GUIDELINES)
    await ada.opens(HOME)
    await ada.taps(COUNTED)
    code = await gets_code(ada)
    ada.sees("It holds for 10 minutes and works once.", "Show it to nobody else", "confirmed it in both apps")
    await hers.types(code)
    hers.sees("account is yours and you got the code there yourself.")
    hers.sees("If somebody gave or sent you this code, tap “No”", "Each of the two accounts sees, changes")
    hers.sees("the earlier signature, shown as in the safer choice", "the quieter choice holds")
    hers.sees("Nothing is linked before it is confirmed in")
    hers.does_not_see("Ada", "signed 1", HOME)
    await hers.commands("/mine")
    hers.sees("You have signed nothing yet.")
    await ada.taps(LOOK)
    ada.sees("Nothing has come yet.")
    await hers.commands("/link")
    await hers.taps(AGREE)
    await hers.commands("/mine")
    hers.sees("You have signed nothing yet.")
    assert await people(world) == 1
    await ada.taps("Look again")
    ada.sees("Link only if it was you who typed it there.", "Each of the two accounts sees, changes")
    ada.does_not_see("hers", "Ada L.")


@pytest.mark.parametrize("who", ["first", "second", "second later"])
async def test_either_says_no_and_nothing_is_left(world: World, ada: Supporter, hers: Supporter, who: str) -> None:
    code = await gets_code(ada)
    await hers.types(code)
    if who == "second":
        await hers.taps("No")
    elif who == "second later":
        await hers.taps(AGREE)
        await hers.taps("Do not link")
    else:
        await hers.taps(AGREE)
        await ada.taps(LOOK)
        await ada.taps("No")
    (ada if who == "first" else hers).sees("Nothing is linked.", "nothing of it is kept.")
    assert (await requests(world), await people(world)) == (0, 0)
    await ada.commands("/link")
    ada.sees("Get a code in one app")
    await hers.types(code)
    hers.sees(WRONG)


async def test_a_code_that_came_too_late_is_of_no_use(world: World, ada: Supporter, hers: Supporter) -> None:
    code = await gets_code(ada)
    world.clock.moves(timedelta(minutes=10))
    await hers.types(code)
    hers.sees(WRONG, "Nothing was changed.")
    await ada.taps(LOOK)
    ada.sees("Get a code in one app")


async def test_a_yes_that_comes_too_late_links_nothing(world: World, ada: Supporter, hers: Supporter) -> None:
    await hers.types(await gets_code(ada))
    await hers.taps(AGREE)
    await ada.taps(LOOK)
    world.clock.moves(timedelta(minutes=10))
    await ada.taps(AGREE)
    ada.sees("Nothing waits to be linked here.", "Nothing was changed.")
    await hers.taps("Look again")
    hers.sees("Get a code in one app")
    assert await people(world) == 0


async def test_an_old_button_agrees_to_nothing_else(
    world: World, ada: Supporter, hers: Supporter, bo: Supporter
) -> None:
    """What was shown is what is agreed to: the code typed by somebody else later is another one."""
    await hers.types(await gets_code(ada))
    await hers.taps(AGREE)
    await ada.taps(LOOK)
    old = ada.button(AGREE)
    await ada.taps_to("link_code")
    await bo.types(shown_code(ada))
    await bo.taps(AGREE)
    await ada.taps_old(old)
    ada.sees("Nothing waits to be linked here.")
    assert await people(world) == 0


async def test_agreeing_twice_links_once(world: World, ada: Supporter, hers: Supporter) -> None:
    await hers.types(await gets_code(ada))
    agree = hers.button(AGREE)
    await hers.taps(AGREE)
    await hers.is_heard_again()
    hers.sees("Now confirm it in")
    await hers.taps_old(agree)
    hers.sees("Now confirm it in")
    await ada.taps(LOOK)
    await ada.taps(AGREE)
    await ada.is_heard_again()
    ada.sees("Linked with this account")
    assert await people(world) == 1
    assert len(await rows(world.store, sa.select(account))) == 2


async def test_who_taps_twice_sees_that_the_accounts_are_linked(ada: Supporter, hers: Supporter) -> None:
    await hers.types(await gets_code(ada))
    await hers.taps(AGREE)
    await ada.taps(LOOK)
    yes = ada.button(AGREE)
    await ada.taps(AGREE)
    ada.sees("Your accounts are linked.")
    await ada.taps_old(yes)
    ada.sees("Linked with this account")
    ada.does_not_see("Nothing waits")


async def test_a_code_that_was_lost_from_sight_is_not_shown_again(world: World, ada: Supporter) -> None:
    code = await gets_code(ada)
    await ada.is_heard_again()
    ada.sees("Nothing has come yet.", "A code can't be shown a second time.")
    ada.does_not_see(code)
    await ada.taps("Throw the code away")
    ada.sees("Nothing is linked.")
    assert await requests(world) == 0


@pytest.mark.parametrize("typed", ["{}", "/link {}", "{}.", "“form”", "“form lower”"])
async def test_a_code_is_typed_in_whatever_way(ada: Supporter, hers: Supporter, typed: str) -> None:
    code = await gets_code(ada)
    if "form" in typed:
        await hers.commands("/link")
        await hers.taps("I have a code")
        hers.sees("Which code did I show you in your other app?")
        await hers.types(code.replace("-", " ").lower() if "lower" in typed else code.replace("-", ""))
    elif typed.startswith("/"):
        await hers.commands(typed.format(code))
    else:
        await hers.types(typed.format(code))
    hers.sees("Link with your")


@one_by_one
async def test_what_is_no_code_is_asked_for_again(world: World, hers: Supporter) -> None:
    await hers.commands("/link")
    await hers.taps("I have a code")
    await hers.types("hello")
    hers.sees("A code has eight letters and digits, such as K7QM-2XPD. Nothing was changed.")
    await hers.types("BBB2-BBB2")
    hers.sees(WRONG)
    assert await rows(world.store, sa.select(conversation)) == []
    assert await people(world) == 0


@whole_forms
async def test_a_form_of_one_piece_takes_a_code_too(world: World) -> None:
    ada, hers = world.person("ada"), world.person("hers", has_forms=True)
    code = await gets_code(ada)
    await hers.commands("/link")
    await hers.taps("I have a code")
    await hers.fills_in(code="what?")
    hers.sees("A code has eight letters and digits")
    await hers.fills_in(code=code)
    hers.sees("Link with your")


@pytest.mark.parametrize("words", ["half-time", "well-read", "PARK-LAND", "3-4"])
async def test_words_that_are_no_code_are_searched_for(ada: Supporter, words: str) -> None:
    await ada.types(words)
    ada.does_not_see("code")


async def test_a_link_that_somebody_made_types_no_code(ada: Supporter, bo: Supporter) -> None:
    code = await gets_code(ada)
    for payload in (code, code.replace("-", ""), f"link-{code}", f"link_with-{code}"):
        await bo.starts(payload)
        bo.does_not_see("Link with your")
    await bo.types(code)
    bo.sees("Link with your")


async def test_ones_own_code_and_linked_ones_are_told_apart_kindly(ada: Supporter, hers: Supporter) -> None:
    code = await gets_code(ada)
    await ada.types(code)
    ada.sees("This is the code of this very account.", "it still holds")
    await link(ada, hers)
    await hers.types(await gets_code(ada))
    hers.sees("These accounts are linked already.")


async def test_whoever_guesses_waits(world: World, ada: Supporter, bo: Supporter) -> None:
    code = await gets_code(ada)
    for _ in range(MOST_TRIES):
        await bo.types("BBB2-BBB2")
        bo.sees(WRONG)
    await bo.types(code)
    bo.sees("Too many codes were wrong. Try again in 10 minutes; nothing is lost.")
    world.clock.moves(timedelta(minutes=10))
    await bo.types(await gets_code(ada))
    bo.sees("Link with your")


async def test_ada_unlinks_and_both_go_on_alone(world: World, ada: Supporter, hers: Supporter) -> None:
    await hers.opens(MARRIAGE)
    await hers.taps(COUNTED)
    await link(ada, hers)
    await ada.commands("/link")
    await ada.taps(ada.label("Unlink"))
    ada.sees("Signatures, comments and shared links stay with this account", "no count changes")
    ada.sees("has signed nothing then", "Both go on following the same things")
    await ada.taps("Leave it linked")
    await ada.taps(ada.label("Unlink"))
    old = ada.button(ada.label("Unlink"))
    await ada.taps(ada.label("Unlink"))
    ada.sees("account is no longer linked.")
    ada.does_not_see("Linked with this account")
    await ada.taps_old(old)
    ada.sees("That account is not linked with this one.")
    await ada.commands("/mine")
    ada.sees("You signed 1 petition", "as number 12,031.")
    await hers.commands("/mine")
    hers.sees("You have signed nothing yet.")
    for person in (ada, hers):
        await person.commands("/following")
        person.sees("Save Doug and Alex's Marriage")
    assert await people(world) == 2
    (given,) = await rows(world.store, sa.select(signature).where(signature.c.supporter_id.is_not(None)))
    assert given.number == 12_031


async def test_nobody_unlinks_somebody_elses_account(
    world: World, ada: Supporter, hers: Supporter, bo: Supporter
) -> None:
    await link(ada, hers)
    for row in await rows(world.store, sa.select(account)):
        await bo.taps_to(f"unlink:{row.id}")
        bo.sees("That account is not linked with this one.")
        await bo.taps_to(f"unlink_now:{row.id}")
    assert await people(world) == 1


@on_both_engines
async def test_erasing_erases_all_linked_accounts(world: World, ada: Supporter, hers: Supporter) -> None:
    await hers.opens(MARRIAGE)
    await hers.taps(COUNTED)
    await link(ada, hers)
    await ada.commands("/privacy")
    await ada.taps("Erase me")
    ada.sees("Linked accounts are erased with this one.", "Linked with this account")
    await ada.taps("Erase me now")
    await hers.commands("/mine")
    hers.sees("You have signed nothing yet.")
    assert await people(world) == 0
    await hers.opens(MARRIAGE)
    hers.sees("12,030 have signed.")


async def test_who_is_erased_takes_an_open_code_along(world: World, ada: Supporter, hers: Supporter) -> None:
    code = await gets_code(ada)
    await ada.commands("/privacy")
    await ada.taps("Get my data")
    ada.sees("Everything kept about you")
    await ada.commands("/privacy")
    await ada.taps("Erase me")
    await ada.taps("Erase me now")
    assert await requests(world) == 0
    await hers.types(code)
    hers.sees(WRONG)


@one_by_one
async def test_a_half_filled_form_outlives_the_linking(ada: Supporter, hers: Supporter) -> None:
    await hers.opens(MARRIAGE)
    await hers.taps(NAMED)
    await hers.taps("Name")
    code = await gets_code(ada)
    await hers.commands(f"/link {code}")
    hers.sees("Link with your", "Your answers are kept for a day")
    await hers.taps(AGREE)
    await ada.taps(LOOK)
    await ada.taps(AGREE)
    await ada.opens(MARRIAGE)
    await ada.taps(COUNTED)
    await hers.taps_to("answer:go")
    await hers.types("Ada L.")
    await hers.taps("Skip")
    await hers.taps("Show me as Ada L.")
    hers.sees("Others see you as Ada L.")
    await ada.opens(MARRIAGE)
    ada.sees("You signed on 21 November 2026 as number 12,031.", "12,031 have signed.")


@pytest.mark.parametrize("code", languages())
async def test_every_screen_of_it_fits_in_every_language(world: World, code: str) -> None:
    ada, hers = world.person("ada", locale=code), world.person("hers", locale=code)
    await ada.taps_to("linking")
    await ada.taps_to("link_code")
    shown = shown_code(ada)
    await ada.commands(f"/link {shown}")
    await hers.taps_to("type_code")
    await hers.types("x")
    for typed in ("BBB2-BBB2", shown, shown):
        await hers.commands(f"/link {typed}")
    await hers.taps_to(next(each.leads_to for each in hers.screen.rows[0]))
    await hers.taps_to("linking")
    await ada.taps_to("linking")
    await ada.taps_to(next(each.leads_to for each in ada.screen.rows[0]))
    await ada.taps_to("link_yes:5")
    await ada.taps_to("link_no:5")
    for row in await rows(world.store, sa.select(account)):
        await hers.taps_to(f"unlink:{row.id}")
    await ada.taps_to("linking")
    await ada.taps_to("settings")
    await ada.taps_to("erase")
    assert {seen.language for person in (ada, hers) for seen in person.all_seen} == {code}
