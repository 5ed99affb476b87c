"""How a text begins, in whole sentences."""

from __future__ import annotations

import pytest

from handlers.breaks import sentences
from handlers.organizing.writing_texts import MOST_SUMMARY, as_summary, first_sentences

SHORT = "It was planted in 1911. Children play there! Shall it be sold? No. " * 4
LONG = "The park " + "and the old oaks " * 30 + "stay."


@pytest.mark.parametrize(
    ("text", "most", "room", "begins"),
    [
        (SHORT, 3, 300, "It was planted in 1911. Children play there! Shall it be sold?"),
        (SHORT, 3, 50, "It was planted in 1911. Children play there!"),
        (SHORT, 3, 20, ""),
        ("No end", 3, 300, "No end"),
        ("One. And no end", 3, 300, "One. And no end"),
        ("公園を守る。木も守る。人も守る。子も守る。", 3, 300, "公園を守る。木も守る。人も守る。"),
        ("", 3, 300, ""),
    ],
)
def test_a_text_begins_with_whole_sentences(text: str, most: int, room: int, begins: str) -> None:
    assert sentences(text, most, room) == begins


def test_a_summary_is_offered_in_three_sentences_or_not_at_all() -> None:
    assert as_summary(f"# The park\n\n{SHORT}").endswith("Shall it be sold?")
    assert as_summary(LONG) == ""
    assert 0 < len(first_sentences(LONG)) <= MOST_SUMMARY
