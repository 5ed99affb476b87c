"""Bo just types, and whatever it is, it leads on."""

from __future__ import annotations

import pytest

from tests.journeys.campaigns import COUNTED, HOME, MARRIAGE
from tests.journeys.worlds import World, no_such_command, one_by_one
from tests.people import Supporter


@pytest.mark.parametrize(
    "words", ["KTMWQR", "ktmwqr", "  KtMwQr \n", "/petition ktmwqr", "/sign KTMWQR", "/start KTMWQR"]
)
async def test_bo_types_a_code_as_he_likes(bo: Supporter, words: str) -> None:
    await (bo.commands(words) if words.startswith("/") else bo.types(words))
    bo.sees("Save Doug and Alex's Marriage", "12,030 have signed.")
    bo.sees_buttons(COUNTED)


@pytest.mark.parametrize("words", ["stop", "STOP", " Unsubscribe ", "Basta"])
async def test_bo_types_a_wish_to_stop(bo: Supporter, words: str) -> None:
    await bo.types(words)
    bo.sees("No messages are sent to you.", "Your signatures stay.")


@pytest.mark.parametrize("words", ["Venezuela deportation", "VENEZUEL", "parole"])
async def test_bo_types_what_he_is_looking_for(bo: Supporter, words: str) -> None:
    await bo.types(words)
    bo.sees("has these words")
    await bo.taps(bo.screen.labels[0])
    bo.sees_buttons(COUNTED)


@pytest.mark.parametrize(
    "words",
    [
        "zebra",
        "qqqqqq",
        "?!",
        "🦓🦓🦓",
        "👩‍👩‍👧",
        "\x00\x1b[31m\x07",
        "'; DROP TABLE petition; --",
        "%_%",
        "\ud83d".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
        "a" * 100_000,
        "wort " * 20_000,
        "漢字 مرحبا",
        "i" * 6,
    ],
)
async def test_bo_types_nonsense_and_is_led_on(bo: Supporter, words: str) -> None:
    await bo.types(words)
    bo.sees("No petition has these words.")
    bo.sees_buttons("Search again", "See open petitions")
    await bo.taps("See open petitions")
    bo.sees("Save Doug and Alex's Marriage")


@one_by_one
async def test_bo_searches_by_a_button(bo: Supporter) -> None:
    await bo.starts()
    await bo.taps("Search")
    bo.sees("Which words are you looking for? Type any.")
    await bo.types("guidelines")
    bo.sees("LGBT Binational Couples")
    await bo.taps("Search again")
    await bo.taps("Back to petitions")
    bo.sees("Petitions")


@pytest.mark.parametrize(
    "command", ["/unknown", "/SIGNED", "/", "/petition zzzzzz", "/sign", "/share", "/share zzzzzz"]
)
@no_such_command
async def test_bo_types_a_command_there_is_not_or_half_of_one(bo: Supporter, command: str) -> None:
    await bo.commands(command)
    bo.sees_buttons("See open petitions" if "See open petitions" in bo.screen.labels else "Back to the start")


@pytest.mark.parametrize(
    "payload",
    ["zzzzzz", "withdraw_now-1", "erase_now", "speak-xx", "petition-999999999999", "-", "ж", "💥" * 70],
)
async def test_a_link_that_leads_nowhere_or_would_do_something_only_shows_the_way(bo: Supporter, payload: str) -> None:
    await bo.starts(payload)
    assert not bo.screen.is_event
    bo.sees_buttons("See open petitions" if "See open petitions" in bo.screen.labels else "Search")
    await bo.opens(MARRIAGE)
    bo.sees("12,030 have signed.")


async def test_a_link_leads_to_a_petition(world: World, bo: Supporter) -> None:
    await bo.starts("petition-1")
    bo.sees("12,030 have signed.")


async def test_every_command_of_the_menu_leads_on(world: World, bo: Supporter) -> None:
    await bo.commands("/help")
    commands = [line.split(":")[0] for line in bo.screen.text.splitlines() if line.startswith("/")]
    assert {"/start", "/browse", "/search", "/stories", "/mine", "/share", "/privacy", "/stop"} <= set(commands)
    for command in commands:
        await bo.commands(command)


async def test_a_start_without_a_link_leads_on_in_one_tap(bo: Supporter) -> None:
    await bo.starts()
    bo.sees("Read what people ask for", "Came with a code? Send it to me.", "12,030 have signed.")
    bo.sees_buttons("Search", "My signatures", "More")
    await bo.taps(bo.screen.labels[0])
    bo.sees("127 have signed.")
    assert bo.taps_made == 1


async def test_reading_and_typing_leave_no_trace(world: World, bo: Supporter) -> None:
    await bo.opens(HOME)
    await bo.types("zebra")
    await bo.commands("/privacy")
    await bo.taps("Erase me")
    bo.sees("Nothing about you is kept here.")


STOPPED = "No messages are sent to you."


@pytest.mark.parametrize(
    "words",
    [
        *("STOP!", "stop.", "Stop please", "please stop", "Stop all messages", "stop!!!", "Please, STOP.", "¡Alto!"),
        *("unsubscribe!", "abbestellen", "Bitte alle Nachrichten abbestellen!", "Stopp!", "stopp bitte", "aufhören"),
        *("baja", "Quiero darme de baja, por favor", "detener", "Detén los mensajes", "No más mensajes", "hör auf"),
        *("No more messages, please", "Keine Nachrichten mehr!", "leave me alone", "¡Basta ya!"),
    ],
)
async def test_whoever_asks_for_quiet_in_any_of_our_languages_has_it(bo: Supporter, words: str) -> None:
    await bo.types(words)
    bo.sees(STOPPED)


@pytest.mark.parametrize("words", ["Stop deporting", "end deportation now", "Please", "all messages", "no", "nonstop"])
async def test_words_that_only_hold_such_a_word_are_looked_for(bo: Supporter, words: str) -> None:
    await bo.types(words)
    bo.does_not_see(STOPPED)
    assert "these words" in bo.screen.text


async def test_bo_looks_for_a_petition_called_stop(bo: Supporter) -> None:
    await bo.types("Stop deporting")
    bo.sees("has these words", "Stop Deporting Our Spouses!")


@pytest.mark.parametrize("words", ["PLZGFY.", "code PLZGFY", "Code: plzgfy!", "The code is PLZGFY", "el código PLZGFY"])
async def test_a_code_opens_with_what_people_write_around_it(bo: Supporter, words: str) -> None:
    for typed in (words, f"/petition {words}", f"/sign {words}", f"/start {words}"):
        await (bo.commands(typed) if typed.startswith("/") else bo.types(typed))
        bo.sees("Code PLZGFY.", "127 have signed.")
