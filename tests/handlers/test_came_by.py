"""What is carried on of the way somebody came: only what was given out, and never more than a button can hold."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handlers.came_by import by_address, carried_on, source_name
from handlers.codes import code_in, named_code_in
from handlers.screens import MOST_TOKEN_BYTES, Action, to
from storage.came_by import CameBy
from storage.named_links import LINK_LETTERS
from storage.share_links import CODE_LETTERS


@given(st.text(max_size=20))
@example("link:1")
@example("friend")
@example("abcdefg")
def test_nobody_makes_up_a_way(source: str) -> None:
    kept = carried_on(source)
    assert kept in {"", source}
    assert not kept or kept in set(CameBy) - {CameBy.FRIEND} or len(kept) in {LINK_LETTERS, CODE_LETTERS}
    assert ":" not in kept
    assert "-" not in kept


def test_the_longest_token_with_a_way_fits() -> None:
    longest = max((*CameBy, "X" * CODE_LETTERS), key=len)
    token = to("sign_as_sure", 2**31 - 1, "0" * 8, longest, 2**31 - 1).token
    assert len(token) <= MOST_TOKEN_BYTES
    sent = f"answer:send:{2**31 - 1}:as_named-{2**31 - 1}-{longest}-99"
    assert len(sent) <= MOST_TOKEN_BYTES


@pytest.mark.parametrize(
    ("token", "known"),
    [
        ("petition:3", "petition:3:address"),
        ("petition:3:ABCDEFG", "petition:3:ABCDEFG"),
        ("text:3", "text:3:1:group"),
        ("more:3", "more:3:1:group"),
        ("sign:3", "sign:3"),
        ("open", "open"),
    ],
)
def test_a_link_says_that_it_was_one(token: str, known: str) -> None:
    assert by_address(Action(token)).token == known


@given(st.text(max_size=60))
def test_no_word_is_both_a_code_of_a_petition_and_of_a_link(typed: str) -> None:
    assert not (code_in(typed) and named_code_in(typed))


def test_every_way_has_a_name() -> None:
    names = [source_name(each, {}) for each in CameBy]
    assert len(set(names)) == len(names)
    assert source_name("link:7", {"link:7": "Poster"}) == "Poster"
    assert source_name("link:8", {"link:7": "Poster"}) == "Another way"
