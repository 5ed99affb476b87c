"""Titles on buttons: short, and never two alike."""

from __future__ import annotations

import pytest

from handlers.labels import labels_of
from handlers.lists import Entry, Page, Way, list_screen
from handlers.screens import MOST_LABEL_CHARACTERS, Button, to


@pytest.mark.parametrize(
    "titles",
    [
        ["Stop the deportation of Ada", "Stop the deportation of Bo", "Save the park"],
        ["Stop the deportation of all", "Stop the deportation, all", "Stop the deportation for all"],
        ["The same title for all of them"] * 3,
        ["漢" * 40, "漢" * 41, "a"],
        ["x" * 30, "x" * 31],
    ],
)
def test_no_two_buttons_bear_the_same_label(titles: list[str]) -> None:
    labels = labels_of(titles)
    assert len(set(labels)) == len(titles)
    assert all(len(label) <= MOST_LABEL_CHARACTERS for label in labels)
    entries = [Entry(title, "", to("petition", place)) for place, title in enumerate(titles)]
    screen = list_screen("All", Page(entries, 1, len(entries)), Way(Button("Back", to("start"))))
    shown = [button.label for row in screen.rows for button in row if isinstance(button, Button)]
    assert len(set(shown)) == len(shown)


def test_titles_that_begin_otherwise_are_cut_between_words() -> None:
    assert labels_of(["Save Doug and Alex's Marriage", "Bring Them Home for the Holidays"]) == [
        "Save Doug and Alex's…",
        "Bring Them Home for…",
    ]
    assert labels_of(["Stop the deportation of Ada", "Stop the deportation of Bo"])[0].endswith("Ada")
