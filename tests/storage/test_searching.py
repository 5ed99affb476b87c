"""Words for searching."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.searching import MOST_LETTERS, fold_words, prefix_range, sought_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Save Doug and Alex's Marriage!", {"save", "doug", "and", "alex", "s", "marriage"}),
        ("Élan vital, STRASSE Straße", {"elan", "vital", "strasse"}),
        ("snake_case 2011-07-13", {"snake", "case", "2011", "07", "13"}),
        ("Ёлка мир", {"елка", "мир"}),
        ("ﬁnance Ⅳ ①", {"finance", "iv", "1"}),
        ("हिन्दी", {"हनद"}),
        ("東京", {"東京", "東", "京"}),
        ("東京2020", {"東京2020", "東", "京", "2020"}),
        ("한국", {"한국", "한", "국"}),
        ("がく", {"かく", "か", "く"}),
        ("木", {"木"}),
        ("", set()),
    ],
)
def test_words_are_folded(text: str, words: set[str]) -> None:
    assert fold_words(text) == words


def test_a_word_has_at_most_forty_characters() -> None:
    assert fold_words("x" * 50) == {"x" * MOST_LETTERS}


def test_what_is_sought_in_a_script_without_spaces_is_single_characters() -> None:
    assert sought_words("京都 Park") == {"京", "都", "park"}
    assert sought_words("京都") <= fold_words("東京都")


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    words = fold_words(text)
    assert fold_words(" ".join(words)) == words
    assert sought_words(text) <= words


@given(st.text(min_size=1), st.text(max_size=5))
def test_a_range_holds_every_word_that_begins_so(word: str, rest: str) -> None:
    low, high = prefix_range(word)
    assert low <= word + rest
    assert word + rest < high or rest.startswith("\U0010ffff")
