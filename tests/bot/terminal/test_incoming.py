"""What a typed line means."""

from __future__ import annotations

import pytest

from bot.terminal.incoming import Said, locale_of, understood
from handlers.screens import AnyButton, Button, LinkButton, ShareButton, payload_of, to

BUTTONS: dict[str, AnyButton] = {
    "1": Button("Sign", to("sign", 42)),
    "2": LinkButton("Video", "https://example.org"),
    "10": ShareButton("Send", "Sign with me", to("share", 42)),
}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("1", Said(token="sign:42")),
        (" 1 \r\n", Said(token="sign:42")),
        ("2", Said(leads_to="https://example.org")),
        ("10", Said(token="share:42")),
        ("3", Said(words="3")),
        ("0", Said(words="0")),
        ("-1", Said(words="-1")),
        ("1.", Said(words="1.")),
        ("9" * 5000, Said(words="9" * 5000)),
        ("/browse", Said(command="browse")),
        ("/Sign  KTMWQR \n", Said(command="sign", words="KTMWQR")),
        ("/start sign_42", Said(command="start", words="sign_42")),
        ("/search two\nlines", Said(command="search", words="two\nlines")),
        ("\ufeff/browse", Said(command="browse")),
        ("/", Said(words="/")),
        ("/home/ada", Said(words="/home/ada")),
        ("/5", Said(words="/5")),
        ("  Ada L. ", Said(words="Ada L.")),
        ("half \ud800", Said(words="half ?")),
    ],
)
def test_lines(line: str, said: Said) -> None:
    assert understood(line, BUTTONS) == said


@pytest.mark.parametrize(
    ("environment", "locale"),
    [
        ({}, ""),
        ({"LANG": "de_AT.UTF-8"}, "de"),
        ({"LANG": "de_DE", "LC_MESSAGES": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "de_DE", "LC_MESSAGES": "fr_FR", "LC_ALL": "ES"}, "es"),
        ({"LC_ALL": "", "LANG": "it"}, "it"),
        ({"LC_ALL": "C", "LANG": "de_DE"}, ""),
        ({"LANG": "C.UTF-8"}, ""),
        ({"LANG": "POSIX"}, ""),
        ({"LANG": "fil_PH"}, ""),
    ],
)
def test_the_language_of_the_environment(environment: dict[str, str], locale: str) -> None:
    assert locale_of(environment) == locale


def test_a_payload_is_one_word_of_letters_digits_and_dashes() -> None:
    assert payload_of(to("petition", 42)) == "petition-42"
