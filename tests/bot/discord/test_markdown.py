"""Marks are ours alone: what people wrote can neither format, mention nor hide."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord.markdown import blocks, escaped, joined, title, to_copy
from handlers.blocks import Block, Bold, Heading, Hidden, Italic, Line, Link, Listing, Moment, Paragraph, Quotation
from tests.discord_reading import plain

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)


def written(line: Line) -> str:
    return joined(blocks([Paragraph(line)]))


@pytest.mark.parametrize(
    "words",
    [
        "# big",
        "-# small",
        "> said",
        "- one",
        "+ one",
        "1. one",
        "*a* _b_ ~~c~~ `d`",
        "||x||",
        "<@1> @everyone",
        ":oak:",
    ],
)
def test_a_mark_that_somebody_wrote_is_no_mark(words: str) -> None:
    assert escaped(words) != words
    assert plain(escaped(words)) == words


@pytest.mark.parametrize(
    "words", ["Ada L., Leeds", "12,030 have signed.", "at 12:30", "ädä 漢 🦓", "a-b", "1.5 million"]
)
def test_plain_words_stay_as_they_are(words: str) -> None:
    assert escaped(words) == words


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zl", "Zp", "Co"])))
def test_whatever_somebody_wrote_is_read_as_they_wrote_it(words: str) -> None:
    assert plain(escaped(words)) == words


def test_an_address_stays_one_and_opens_no_mark() -> None:
    assert escaped("see https://example.org/a_b") == "see https://example.org/a_b"
    assert "||" not in escaped("https://example.org/||x")


def test_spans_have_their_marks() -> None:
    assert written((Bold("a"), " ", Italic("b"), " ", Hidden("c"))) == "**a** *b* ||c||"
    assert written((Link("read (it)", "https://example.org/a_(b)"),)) == "[read (it)](https://example.org/a_%28b%29)"
    assert written((Link("run", "javascript:x"),)) == "run"


def test_marks_hug_their_words() -> None:
    assert written((Bold(" a "), Bold("  "))) == " **a**   "


def test_what_is_hidden_can_not_be_uncovered_by_its_own_words() -> None:
    assert written((Hidden("a||b"),)) == r"||a\|\|b||"


def test_a_moment_is_shown_in_the_zone_of_whoever_reads() -> None:
    assert written((Moment(AT, "UTC"),)) == "<t:1795262400:D>"
    assert written((Moment(AT, "UTC", with_time=True),)) == "<t:1795262400:f>"


def test_blocks_stand_as_they_are_meant() -> None:
    said: list[Block] = [Heading("Part"), "One.", Quotation(("First.", "Second."), "Ada L."), Listing(("a", "b"))]
    assert joined([title("Oaks"), *blocks(said)]) == (
        "## Oaks\n### Part\nOne.\n\n> First.\n> Second.\n> — Ada L.\n\n- a\n- b"
    )


def test_a_paragraph_stands_apart_and_a_heading_and_a_list_stand_near() -> None:
    said: list[Block] = [Paragraph("One."), Paragraph("Two:"), Listing(("a",)), Listing(("b",)), Heading("Part"), "c"]
    assert joined(blocks(said)) == "One.\n\nTwo:\n- a\n\n- b\n### Part\nc"


def test_a_short_line_belongs_to_the_words_quoted_above_it() -> None:
    assert joined(blocks([Quotation(("First.",)), "4 people say: me too."])) == "> First.\n4 people say: me too."


def test_a_text_to_be_copied_stands_as_it_is() -> None:
    assert to_copy("a_b ```c").text == "```\na_b '''c\n```"
