"""From which side words are read."""

from __future__ import annotations

import pytest

from bot.directions import is_right_to_left


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Ada", False),
        ("القاهرة", True),
        ("12 أحمد", True),
        ("שלום Ada", True),
        ("Ada שלום", False),
        ("王小明", False),
        ("", False),
        ("12", False),
    ],
)
def test_the_first_letter_says_from_where_it_is_read(words: str, expected: bool) -> None:
    assert is_right_to_left(words) is expected
