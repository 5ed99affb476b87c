"""What scripts read from the terminal."""

from __future__ import annotations

import json

from syrupy.assertion import SnapshotAssertion

from bot.terminal.jsonlines import as_json, json_line
from bot.terminal.view import View
from handlers.screens import Notice, Screen
from tests.bot.terminal.samples import ASKING, RICH

OBEYED = "a\x1b[31m\n\x85\u2028\u202e\x9b\x7f\ud800\U000e0041é漢"


def test_a_rich_screen(snapshot: SnapshotAssertion) -> None:
    assert as_json(RICH) == snapshot


def test_a_form_numbers_its_fields(snapshot: SnapshotAssertion) -> None:
    assert as_json(ASKING) == snapshot


def test_a_line_holds_exactly_what_the_reply_says() -> None:
    for reply in (RICH, ASKING, Notice("Saved.")):
        assert json.loads(json_line(reply)) == as_json(reply)


def test_one_reply_is_one_line_whatever_people_wrote() -> None:
    line = json_line(Screen(OBEYED, (OBEYED,)))
    assert len(line.splitlines()) == 1
    assert not [sign for sign in line[:-1] if not sign.isprintable()]
    assert "é漢" in line
    assert json.loads(line)["title"] == OBEYED


def test_hidden_words_show_only_when_asked_for() -> None:
    assert "Izzy" not in json_line(RICH)
    assert "Izzy told me so" in json_line(RICH, View(shows_hidden=True))


def test_buttons_can_be_counted_on_from_others() -> None:
    numbers = [button["n"] for button in as_json(RICH, View(first_number=4))["buttons"]]
    assert numbers == [4, 5, 6, 7, 8]
