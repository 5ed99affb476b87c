"""Parts of a long text are joined as they were written."""

from __future__ import annotations

import pytest

from handlers.long_text import FULL, joined, tidy_text

HALF = FULL // 2


@pytest.mark.parametrize(
    ("so_far", "part", "last", "whole"),
    [
        ("", "One.", 0, "One."),
        ("One", "two", 3, "One\n\ntwo"),
        ("One.", "Two.", HALF, "One.\n\nTwo."),
        ("and then they", "went home.", HALF, "and then they went home."),
        ("and then they we", "nt home.", FULL, "and then they went home."),
        ("and then,", "they went home.", FULL, "and then, they went home."),
        ("and then in", "Leeds they stayed", FULL, "and then in Leeds they stayed"),
        ("and then", "- a list", HALF, "and then\n\n- a list"),
        ("and then", "## A heading", HALF, "and then\n\n## A heading"),
        ("## A heading", "and then", HALF, "## A heading\n\nand then"),
        ("she said: “stay.”", "So they", HALF, "she said: “stay.”\n\nSo they"),
        ("it was **over!**", "So they", HALF, "it was **over!**\n\nSo they"),
    ],
)
def test_a_cut_inside_a_sentence_makes_no_paragraph(so_far: str, part: str, last: int, whole: str) -> None:
    assert joined(so_far, part, last) == whole


def test_markdown_keeps_its_signs_and_its_indents() -> None:
    written = "\n\n# Title  \r\n\r\n\n\n- one\n\t- two\n> said  \n"
    assert tidy_text(written) == "# Title\n\n- one\n    - two\n> said"
