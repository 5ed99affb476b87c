"""What may be typed into a field: kept as it will be shown, or refused in one clear sentence."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.fields import RULES, check, check_all, initials, tidy
from handlers.screens import Choice, Field, FieldKind

NAME = Field("name", "Your name?", check="name")
PLACE = Field("place", "Where?", check="place", is_required=False)
REASON = Field("reason", "Why?", kind=FieldKind.LONG, check="reason", most=600, only_if=("show", ("reason",)))
SHOW = Field("show", "How?", kind=FieldKind.CHOICE, choices=(Choice("name", "Name"), Choice("reason", "Reason")))
ANYTHING = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ada L.", "Ada L."),
        ("  Ada\t  L. ", "Ada L."),
        ("Jose\u0301", "José"),
        ("渡辺 直美", "渡辺 直美"),
        ("نرگس\u200cها", "نرگس\u200cها"),
        ("O'Brien-Łukasz", "O'Brien-Łukasz"),
        ("X Æ A-12", "X Æ A-12"),
        ("a" * 80, "a" * 80),
    ],
)
def test_names_are_taken_as_people_write_them(typed: str, kept: str) -> None:
    assert (check(NAME, typed).value, check(NAME, typed).problem) == (kept, "")


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", "This needs an answer. Nothing was saved."),
        (" \t ", "This needs an answer. Nothing was saved."),
        ("12345", "A name has at least one letter. Nothing was saved."),
        ("🦓", "A name has at least one letter. Nothing was saved."),
        ("a" * 81, "A name has at most 80 characters; this has 81. Nothing was saved."),
        ("a" * 4112, "A name has at most 80 characters; this has 4,112. Nothing was saved."),
        ("see example.com", "A name can't hold a link or an address. Nothing was saved."),
        ("@ada", "A name can't hold a link or an address. Nothing was saved."),
        ("https://a", "A name can't hold a link or an address. Nothing was saved."),
        ("Ada\nBo", "This holds characters that can't be shown. Nothing was saved."),
        ("Ada\x1b[31m", "This holds characters that can't be shown. Nothing was saved."),
        ("Ada\ud83d", "This holds characters that can't be shown. Nothing was saved."),
    ],
)
def test_what_is_no_name_gets_one_clear_sentence(typed: str, problem: str) -> None:
    assert (check(NAME, typed).value, check(NAME, typed).problem) == ("", problem)


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "Ana María de la Cruz y García",
            "O'Brien",
            "O’Brien",
            "Jean-Luc",
            "van der Berg",
            "李小龙",
            "محمد",
            "Guy Mann",
        ),
        *(
            "Nguyễn Thị Mỹ Sơn",
            "He Son",
            "Sri Sultan Hamengkubuwono",
            "Martin Luther King, Jr.",
            "J. R. R. T.",
            "Dot Ray",
        ),
        *("St. John's, Newfoundland", "Leeds", "San Francisco, California", "Washington, D.C.", "King's Lynn"),
        *(
            "8th district",
            "Paris 11e",
            "Isle of Man",
            "Mỹ Tho",
            "Ashton with Stalybridge",
            "97201 Portland",
            "St. Louis",
            "São João da Boa Vista",
        ),
    ],
)
def test_names_and_places_of_the_whole_world_are_taken(typed: str) -> None:
    assert check(NAME, typed) == check(PLACE, typed)
    assert check(NAME, typed).value == typed


NO_PLACE_FITS = "Only a place fits here, without remarks, brackets or long numbers. Nothing was saved."
NO_NAME_FITS = "Only a name fits here, without remarks, brackets or long numbers. Nothing was saved."


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "with my husband Max Gomez (undocumented)",
            "Max Gomez, undocumented",
            "Leeds [Hull]",
            "With Max Gomez",
            'Max "Mad" Gomez',
        ),
        *(
            "Ada «Max»",
            "Ada „Max“",
            "Ada 「Max」",
            "her flat",
            "Their House",
            "Leeds with friends",
            "Max, fiancé",
            "OUR HOUSE",
        ),
        *("Leeds 5551234", "Leeds 555 12 34", "The Tall House Behind That Old Green Water Tower"),
    ],
)
def test_a_name_or_place_holds_nothing_that_a_reason_would_be_held_for(typed: str) -> None:
    assert check(NAME, typed).problem == NO_NAME_FITS
    assert check(PLACE, typed).problem == NO_PLACE_FITS


@pytest.mark.parametrize("typed", ["Visit evil dot com", "evil Dot de", "evil.example", "ada @ home", "tg://x"])
def test_a_name_or_place_leads_nowhere(typed: str) -> None:
    assert check(NAME, typed).problem == "A name can't hold a link or an address. Nothing was saved."
    assert check(PLACE, typed).problem == "A place can't hold a link or an address. Nothing was saved."


def test_a_place_may_have_more_words_than_a_name() -> None:
    assert check(PLACE, "One Two Three Four Five Six Seven Eight").problem == ""
    assert check(PLACE, "One Two Three Four Five Six Seven Eight Nine").problem == NO_PLACE_FITS
    assert check(NAME, "One Two Three Four Five Six").problem == ""
    assert check(NAME, "One Two Three Four Five Six Seven").problem == NO_NAME_FITS


@pytest.mark.parametrize("hidden", ["\u202e", "\u2066", "\u200b", "\ufeff", "\u00ad", "\U000e0041"])
def test_hidden_characters_are_refused_everywhere(hidden: str) -> None:
    for field in (NAME, PLACE, REASON):
        assert check(field, f"Ada{hidden}L").problem.startswith("This holds hidden characters")


def test_an_optional_answer_may_be_empty() -> None:
    assert check(PLACE, "  ") == check(PLACE, "")
    assert check(PLACE, "").problem == ""


def test_a_reason_keeps_its_paragraphs() -> None:
    assert check(REASON, " One.\r\n\r\n\r\n\r\nTwo \t three. \n").value == "One.\n\nTwo three."
    assert check(REASON, "…!").problem == "A reason has words. Nothing was saved."


def test_a_choice_is_one_of_its_values() -> None:
    assert check(SHOW, "name").value == "name"
    for typed in ("Name", "counted", ""):
        assert check(SHOW, typed).problem == "Please choose one of the buttons. Nothing was saved."


def test_only_what_applies_is_read_and_kept() -> None:
    fields = (SHOW, NAME, PLACE, REASON)
    typed = {"show": "name", "name": "Ada", "place": "Leeds", "reason": "not asked", "surplus": "x"}
    assert check_all(fields, typed) == ({"show": "name", "name": "Ada", "place": "Leeds"}, "")
    answers, problem = check_all(fields, {**typed, "show": "reason", "reason": ""})
    assert answers == {"show": "reason", "name": "Ada", "place": "Leeds"}
    assert problem == "This needs an answer. Nothing was saved."
    assert check_all(fields, {}) == ({}, "Please choose one of the buttons. Nothing was saved.")


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ada Lovelace", "A. L."),
        ("ada", "A."),
        ("Ada (Countess) of Leeds", "A. C. O. L."),
        ("Jean-Luc d'Arc", "J. D."),
        ("渡辺 直美", "渡. 直."),
        ("A. L.", "A. L."),
        ("123 Ada", "A."),
    ],
)
def test_initials_are_all_that_is_left_of_a_name(name: str, letters: str) -> None:
    assert initials(name) == letters


@given(ANYTHING, st.sampled_from([NAME, PLACE, REASON, SHOW]))
def test_an_answer_is_taken_or_refused_and_never_both(typed: str, field: Field) -> None:
    checked = check(field, typed)
    assert not (checked.value and checked.problem)
    assert checked.value or checked.problem or not field.is_required
    assert check(field, checked.value).value == checked.value or not checked.value


@given(ANYTHING)
def test_what_is_kept_can_be_stored_and_shown(typed: str) -> None:
    kept = check(REASON, typed).value
    kept.encode()
    assert len(kept) <= REASON.most
    assert not any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in kept if letter != "\n")


@given(ANYTHING)
def test_tidying_twice_changes_nothing(typed: str) -> None:
    for many_lines in (False, True):
        once = tidy(typed, many_lines=many_lines)
        assert tidy(once, many_lines=many_lines) == once


def test_every_rule_is_known() -> None:
    assert set(RULES) == {"name", "place", "reason", "comment", "zone", "line"}
