"""Ada links her two accounts: one person, counted once; nobody else gets in, and nothing happens unasked."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from config.texts import languages
from storage import uniting
from storage.tables.people import account
from tests.journeys.campaigns import COUNTED, GUIDELINES, HOME, MARRIAGE, NAMED
from tests.journeys.linking import AGREE, LOOK, WRONG, gets_code, link, people, requests, shown_code
from tests.journeys.worlds import World, one_by_one
from tests.people import Supporter
from tests.storage.planting import rows
from tests.stores import ENGINES
from tests.terminal_person import AtTheTerminal

on_both_engines = pytest.mark.parametrize("engine", ENGINES)


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
