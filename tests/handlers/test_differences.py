"""What changed between two texts is told without losing a word of it."""

from hypothesis import given
from hypothesis import strategies as st

from handlers.blocks import Block, Bold, Paragraph, Span
from handlers.differences import difference, runs_of

PARK = "Keep the park open.\n\nThe council wants to sell it to a company that builds houses.\n\nSay no."


def words_of(block: Block) -> str:
    assert isinstance(block, Paragraph)
    return "".join(spoken(span) for span in block.line)


def spoken(span: Span) -> str:
    return f"*{span.text}*" if isinstance(span, Bold) else str(span)


def told(before: str, after: str) -> list[str]:
    return [block if isinstance(block, str) else words_of(block) for block in difference(before, after)]


def test_what_stayed_is_left_out_and_changed_words_weigh() -> None:
    assert told(PARK, PARK.replace("houses", "offices and car parks")) == [
        "…",
        "Before: … it to a company that builds *houses.*",
        "Now: … it to a company that builds *offices and car parks.*",
        "…",
    ]


def test_nothing_is_told_of_texts_that_are_alike() -> None:
    assert difference(PARK, PARK.replace("\n\n", "\r\n\r\n\r\n")) == ()


def test_a_text_where_none_was_is_new_and_one_that_went_is_gone() -> None:
    assert told("", "Say no.") == ["New: Say no."]
    assert told("Say no.", "") == ["Gone: Say no."]


def test_a_paragraph_that_came_does_not_hide_one_that_changed() -> None:
    after = PARK.replace("The council", "It was given to us in 1902.\n\nThe town council")
    assert told(PARK, after) == [
        "…",
        "New: It was given to us in 1902.",
        "Before: The council wants to sell it to …",
        "Now: The *town* council wants to sell it to …",
        "…",
    ]


def test_what_only_lost_words_is_told_as_it_is_now_too() -> None:
    assert told("Do not sell the park.", "Do sell the park.") == [
        "Before: Do *not* sell the park.",
        "Now: Do sell the park.",
    ]


def test_another_text_is_told_as_a_whole() -> None:
    assert told("To the mayor: stop it.", "Madam Chair, begin.") == [
        "Gone: To the mayor: stop it.",
        "New: Madam Chair, begin.",
    ]


def test_what_lies_between_two_changes_is_cut_only_where_it_is_long() -> None:
    near = told("a b c d e f g h i", "x b c d e f g h y")
    assert near == ["Before: *a* b c d e f g h *i*", "Now: *x* b c d e f g h *y*"]
    many = " ".join(f"w{n}" for n in range(20))
    assert told(f"a {many} i", f"x {many} y")[0] == "Before: *a* w0 w1 w2 w3 w4 w5 … w14 w15 w16 w17 w18 w19 *i*"


@given(st.lists(st.sampled_from("abcdef")), st.lists(st.sampled_from("abcdef")))
def test_what_stayed_with_what_came_is_the_later_text(old: list[str], new: list[str]) -> None:
    rebuilt, at = [], 0
    for old_from, old_to, new_from, new_to in runs_of(old, new):
        rebuilt += [*old[at:old_from], *new[new_from:new_to]]
        at = old_to
    assert rebuilt + old[at:] == new


@given(st.text(alphabet="ab \n"), st.text(alphabet="ab \n"))
def test_whatever_was_typed_is_told(before: str, after: str) -> None:
    assert bool(difference(before, after)) or before.split() == after.split()
