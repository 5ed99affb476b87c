"""What may be typed into a field: kept as it will be shown, or refused in one clear sentence."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.fields import RULES, check, check_all, initials, suggesting, tidy
from handlers.screens import Choice, Field, FieldKind

NAME = Field("name", "Your name?", check="name")
PLACE = Field("place", "Where?", check="place", is_required=False)
REASON = Field("reason", "Why?", kind=FieldKind.LONG, check="reason", most=600, only_if=("show", ("reason",)))
COMMENT = Field("text", "What?", kind=FieldKind.LONG, check="comment", most=600)
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


@pytest.mark.parametrize(
    ("typed", "sign"),
    [
        *(("with my husband Max Gomez (undocumented)", "("), ("Leeds [Hull]", "["), ('Max "Mad" Gomez', '"')),
        *(("Ada «Max»", "«"), ("Ada „Max“", "„"), ("Ada 「Max」", "「")),
        *(("=cmd|calc", "="), ("*Ada*", "*"), ("||Ada||", "|"), ("`code`", "`"), ("~~Ada~~", "~"), ("# Ada", "#")),
        *(("/stop", "/"), (":smile:", ":"), ("%s%n", "%"), ("M/V", "/"), ("<b>Ada</b>", "<"), ("_Ada_", "_")),
        *(("Ada 💥", "💥"), ("𝐀𝐝𝐚", "𝐀"), ("ⓐⓓⓐ", "ⓐ"), ("Max; Moritz", ";"), ("Ada!", "!"), ("> Ada", ">")),
    ],
)
def test_a_name_or_place_holds_no_sign_that_names_are_not_written_with(typed: str, sign: str) -> None:
    has_letter = any(unicodedata.category(letter).startswith("L") for letter in typed)
    expected = "can't hold “{sign}”" if has_letter else "has at least one letter"
    for field, noun in ((NAME, "name"), (PLACE, "place")):
        problem = f"A {noun} {expected.format(sign=sign)}. Nothing was saved."
        assert (check(field, typed).value, check(field, typed).problem) == ("", problem)


@pytest.mark.parametrize(
    "typed",
    [
        *("Mai Her", "Pa Houa Her", "My Nguyen", "Anna Friend", "Sam Parent", "With Lovett", "Mỹ Tho", "My Tho"),
        *("Maria da Conceição Santos de Oliveira Pereira Filho Neto", "Friend, Nebraska", "D'Arcy", "José Mª"),
        *("Nguyễn", "李小龍", "محمد علی", "प्रिया", "St. John", "Smith Jr.", "'t Hooft", "Kamehameha ʻIolani"),
        *("山田Taro", "Wáng 小明", "ビートたけし", "김철수", "Иван Петров", "Ελένη", "Київ, Ukraine", "辻\U000e0100"),
        *("ශ්\u200dරී", "Ⅷ Henry", "Tel·la", "O‘Brien"),
    ],
)
def test_no_name_or_place_is_refused_for_what_its_words_mean(typed: str) -> None:
    for field in (NAME, PLACE):
        assert (check(field, typed).value, check(field, typed).problem) == (typed, "")


@pytest.mark.parametrize("typed", ["Аdа", "Аdа Lоvеlасе", "Ada Lоvelace", "αlpha"])
def test_letters_that_only_look_alike_are_not_mixed_within_a_word(typed: str) -> None:
    said = "A word of this name mixes letters of several scripts that look alike. Nothing was saved."
    assert check(NAME, typed).problem == said
    assert check(PLACE, typed).problem == said.replace("name", "place")


@pytest.mark.parametrize("typed", ["-cmd Ada", "-Ada", ", Ada", "· Ada"])
def test_a_name_begins_with_a_letter(typed: str) -> None:
    assert check(NAME, typed).problem == f"A name can't begin with “{typed[0]}”. Nothing was saved."


@pytest.mark.parametrize("typed", ["Leeds 5551234", "Leeds 555 12 34"])
def test_a_name_or_place_holds_no_long_number(typed: str) -> None:
    assert check(NAME, typed).problem == "A name can't hold a long number. Nothing was saved."
    assert check(PLACE, typed).problem == "A place can't hold a long number. Nothing was saved."


@pytest.mark.parametrize("typed", ["Visit evil dot com", "evil Dot de", "evil.example", "ada @ home", "tg://x"])
def test_a_name_or_place_leads_nowhere(typed: str) -> None:
    assert check(NAME, typed).problem == "A name can't hold a link or an address. Nothing was saved."
    assert check(PLACE, typed).problem == "A place can't hold a link or an address. Nothing was saved."


def test_a_name_or_place_has_not_too_many_words() -> None:
    twelve = "One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve"
    assert check(NAME, twelve).value == check(PLACE, twelve).value == twelve
    said = "A name has at most 12 words; this has 13. Nothing was saved."
    assert check(NAME, f"{twelve} More").problem == said
    assert check(PLACE, f"{twelve} More").problem == said.replace("name", "place")


@pytest.mark.parametrize(
    "hidden",
    [
        *("\u202e", "\u2066", "\u200b", "\ufeff", "\u00ad", "\U000e0041"),
        *("\u3164", "\u115f", "\u1160", "\uffa0", "\u034f", "\ufe0f", "\u200d", "\u180b", "\U000e0100"),
    ],
)
def test_hidden_characters_are_refused_everywhere(hidden: str) -> None:
    for field in (NAME, PLACE, REASON, COMMENT):
        assert check(field, f"Ada{hidden}L").problem.startswith("This holds hidden characters")
        assert not check(field, hidden).value


@pytest.mark.parametrize("seen", ["I ❤️ this 1️⃣", "👩‍👩‍👧 is a family", "می‌خواهم", "☺︎ yes"])
def test_marks_that_belong_to_what_stands_before_them_are_taken(seen: str) -> None:
    assert check(REASON, seen).value == check(COMMENT, seen).value == seen


@pytest.mark.parametrize("evil", ["\u202eevil", "x\ny", "@everyone", "http://evil.com", "<b>", "a" * 81, "", "\u3164"])
def test_what_could_not_be_taken_is_not_suggested(evil: str) -> None:
    assert suggesting(NAME, evil).suggestion == ""
    assert suggesting(NAME, " Ada  L. ").suggestion == "Ada L."


def test_an_optional_answer_may_be_empty() -> None:
    assert check(PLACE, "  ") == check(PLACE, "")
    assert check(PLACE, "").problem == ""


def test_a_reason_keeps_its_paragraphs() -> None:
    assert check(REASON, " One.\r\n\r\n\r\n\r\nTwo \t three. \n").value == "One.\n\nTwo three."
    assert check(REASON, "…!").problem == "A reason has words. Nothing was saved."


def test_a_choice_is_one_of_its_values() -> None:
    assert check(SHOW, "name").value == "name"
    for typed in ("Name", "counted", ""):
        assert check(SHOW, typed).problem == "Choose one of the buttons. Nothing was saved."


def test_only_what_applies_is_read_and_kept() -> None:
    fields = (SHOW, NAME, PLACE, REASON)
    typed = {"show": "name", "name": "Ada", "place": "Leeds", "reason": "not asked", "surplus": "x"}
    assert check_all(fields, typed) == ({"show": "name", "name": "Ada", "place": "Leeds"}, "")
    answers, problem = check_all(fields, {**typed, "show": "reason", "reason": ""})
    assert answers == {"show": "reason", "name": "Ada", "place": "Leeds"}
    assert problem == "This needs an answer. Nothing was saved."
    assert check_all(fields, {}) == ({}, "Choose one of the buttons. Nothing was saved.")


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
    of_people = {"name", "place", "reason", "comment", "zone", "line", "link_code", "organisation"}
    of_organizers = {"words", "story", "date", "goals", "topics", "names", "video", "description", "moment", "address"}
    of_rules = {"days", "clock", "number"}
    assert set(RULES) == of_people | of_organizers | of_rules


STORY = Field("story", "What happened?", kind=FieldKind.TEXT, check="story", most=50_000)
TITLE = Field("title", "Which title?", check="words", most=120)


def test_a_story_keeps_the_lines_that_markdown_needs() -> None:
    typed = "# Keep it\r\n\r\n- one  \n  - below one\n\n\n\n    code\n"
    assert check(STORY, typed).value == "# Keep it\n\n- one\n  - below one\n\n    code"


def test_a_story_of_a_million_characters_is_refused_at_once() -> None:
    refused = check(STORY, "\u202e" * 1_000_000)
    assert refused.problem == "This can have at most 50,000 characters; it has 1,000,000. Nothing was saved."


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("Keep\nit", "This has room for one line. Nothing was saved."),
        ("🦓" * 10_000, "This can have at most 120 characters; it has 10,000. Nothing was saved."),
        ("🦓" * 10, "This needs words. Nothing was saved."),
        ("Keep \u202eit", "This holds hidden characters"),
        ("Keep \x07it", "This holds characters that can't be shown. Nothing was saved."),
    ],
)
def test_hostile_titles_are_refused_in_one_sentence(typed: str, problem: str) -> None:
    assert check(TITLE, typed).problem.startswith(problem)
