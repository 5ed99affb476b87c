"""Words for searching: whatever script they are written in, and however they are typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.searching import MOST_LETTERS, fold_words, prefix_range, sought_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Save Doug and Alex's Marriage!", {"save", "doug", "and", "alex", "s", "alexs", "marriage"}),
        ("Élan vital, STRASSE Straße", {"elan", "vital", "strasse"}),
        ("snake_case 2011-07-13", {"snake", "case", "2011", "07", "13"}),
        ("Ёлка мир", {"елка", "мир"}),
        ("ﬁnance Ⅳ ① m²", {"finance", "iv", "1", "m2"}),
        ("हिन्दी", {"हिन्दी"}),
        ("東京", {"東京", "京"}),
        ("東京都2020", {"東京", "京都", "都", "2020"}),
        ("한국", {"한국", "국"}),
        ("がく ｶﾞｸ", {"がく", "く", "ガク", "ク"}),
        ("木", {"木"}),
        ("❤️ 1️⃣ ‘’ '", {"1"}),
        ("", set()),
    ],
)
def test_words_are_folded(text: str, words: set[str]) -> None:
    assert fold_words(text) == words


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Straße", "STRASSE"),
        ("GRÜNFLÄCHE", "grunflache"),
        ("Łódź", "lodz"),
        ("Tromsø", "tromso"),
        ("Århus Æbelø", "arhus aebelo"),
        ("İstanbul", "istanbul"),
        ("ISPARTA", "ısparta"),
        ("ısparta", "Isparta"),
        ("Đường phố", "duong pho"),
        ("Ὀδυσσεύς", "ΟΔΥΣΣΕΥΣ"),
        ("мой дом", "мои дом"),
        ("l'école", "école"),
        ("école", "l’école"),
        ("don’t", "dont"),
        ("don't", "don’t"),
        ("Alex", "Alex's"),
        ("O'Brien", "obrien"),
        ("п'ять", "пʼять"),
        ("Hawaiʻi", "hawaii"),
        ("مِيَاه", "مياه"),
        ("أحمد", "احمد"),
        ("مدرسة", "مدرسه"),
        ("مـدرسة", "مدرسة"),
        ("كتاب", "کتاب"),
        ("می‌خواهم", "میخواهم"),
        ("שָׁלוֹם", "שלום"),
        ('צה"ל', "צה״ל"),
        ("צה״ל", "צהל"),
        ("क़लम", "कलम"),
        ("हिन्दी", "हिन्दी"),
        ("हिन्दी", "हिन्"),
        ("٢٠٢٦", "2026"),
        ("2026", "२०२६"),
        ("ﾊﾟﾘ", "パリ"),
        ("東京都", "京都"),
        ("東京都", "都"),
        ("请保护医院", "医院"),
        ("국립학교에서", "학교"),
        ("soft\u00adhyphen", "softhyphen"),
        ("นน้ำ", "น้ำ"),
        ("Ferndale", "fern"),
    ],
)
def test_what_is_typed_finds_what_is_written(written: str, typed: str) -> None:
    assert finds(typed, written)


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("कमल", "कोमल"),
        ("まち", "マチ"),
        ("かく", "がく"),
        ("東西京都", "東京"),
        ("医药院子", "医院"),
        ("park", "parks"),
        ("carpark", "park"),
    ],
)
def test_other_words_are_not_found(written: str, typed: str) -> None:
    assert not finds(typed, written)


def finds(typed: str, written: str) -> bool:
    """Whether a search for what was typed brings a petition with what was written."""
    entries = fold_words(written)
    sought = sought_words(typed)
    return bool(sought) and all(
        any(low <= entry < high for entry in entries) for low, high in map(prefix_range, sought)
    )


def test_a_word_has_at_most_forty_characters() -> None:
    assert fold_words("x" * 50) == {"x" * MOST_LETTERS}


def test_what_is_sought_leaves_out_what_says_nothing() -> None:
    assert sought_words("東京都 Alex's Park") == {"東京", "京都", "alex", "park"}
    assert sought_words("d'a ''") == {"d", "a"}


@given(st.text())
def test_a_folded_word_is_folded_to_itself(text: str) -> None:
    assert sought_words(text) <= fold_words(text)
    for word in fold_words(text):
        assert sought_words(word) == {word}


@given(st.text(min_size=1), st.text(max_size=5))
def test_a_range_holds_every_word_that_begins_so(word: str, rest: str) -> None:
    low, high = prefix_range(word)
    assert low <= word + rest
    assert word + rest < high or rest.startswith("\U0010ffff")
