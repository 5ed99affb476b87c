"""Titles as the labels of buttons: cut where they are too long, and told apart."""

from __future__ import annotations

from collections.abc import Sequence

from config.texts import _
from handlers.screens import MOST_LABEL_CHARACTERS, AnyButton, Rows, rows_of


def short(label: str, most: int = MOST_LABEL_CHARACTERS) -> str:
    """A title as a button's label, cut between words with an ellipsis; the whole title stands in the text."""
    if len(label) <= most:
        return label
    return label[: most - 1].rsplit(" ", 1)[0].rstrip(",.;:") + "…"


def labels_of(titles: Sequence[str]) -> list[str]:
    """Titles as labels that differ: where they begin alike, their ends tell them apart, else a number does."""
    labels = _told_apart([short(title) for title in titles], [_around_middle(title) for title in titles])
    numbered = [
        short(_("{n}. {title}", n=place, title=title), MOST_LABEL_CHARACTERS) for place, title in enumerate(titles, 1)
    ]
    return _told_apart(labels, numbered)


def _told_apart(labels: list[str], others: list[str]) -> list[str]:
    return [other if labels.count(label) > 1 else label for label, other in zip(labels, others, strict=True)]


def _around_middle(title: str, most: int = MOST_LABEL_CHARACTERS) -> str:
    """Its beginning and its end."""
    if len(title) <= most:
        return title
    ends = most // 2
    return f"{title[: most - 1 - ends].rstrip()}…{title[-ends:].lstrip()}"


def in_pairs(buttons: Sequence[AnyButton]) -> Rows:
    """Two to a row, since their labels are long."""
    return rows_of(*(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)))
