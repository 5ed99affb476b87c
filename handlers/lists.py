"""Lists, five entries a page: each entry with a button, the way on and the way back in at most three rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from config.texts import _
from handlers.blocks import Block, Bold, Line, Paragraph
from handlers.breaks import spans_of
from handlers.labels import in_pairs, labels_of
from handlers.screens import Action, AnyButton, Button, Rows, Screen, rows_of, to
from handlers.wording import sample_line
from storage.listing import MOST_LISTED

T = TypeVar("T")
PAGE_SIZE = 5
MOST_PAGES = 1_000_000
_MOST_TITLED = 4


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of many; `number` counts from 1."""

    items: Sequence[T]
    number: int
    total: int

    @property
    def first(self) -> int:
        """Where in the whole list this page begins, counted from 1."""
        return (self.number - 1) * PAGE_SIZE + 1


def page_of(fetch: Callable[[int, int], tuple[Sequence[T], int]], wanted: int, size: int = PAGE_SIZE) -> Page[T]:
    """The wanted page, or the last there is; `fetch(most, skip)` gives some of the list and how many there are."""
    number = min(max(wanted, 1), MOST_PAGES)
    items, total = fetch(size, (number - 1) * size)
    if items or not total:
        return Page(items, number, total)
    last = -(-total // size)
    return Page(fetch(size, (last - 1) * size)[0], last, total)


def page_among(items: Sequence[T], wanted: int) -> Page[T]:
    """The same of a list that is there as a whole."""
    return page_of(lambda most, skip: (items[skip : skip + most], len(items)), wanted)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list and where its button leads."""

    title: str
    facts: Line
    action: Action
    is_sample: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """The buttons of a list besides its entries: its own verb and ids for the pages, one more wish, and back."""

    back: Button
    verb: str = ""
    ids: tuple[int | str, ...] = ()
    extra: Button | None = None


def list_screen(title: str, page: Page[Entry], way: Way, *lead: Block) -> Screen:
    """A page of a list; its buttons bear titles where there is room for them, else the entries' numbers."""
    entries = page.items
    paging: tuple[AnyButton, ...] = ()
    if way.verb:
        paging = page_buttons(way.verb, *way.ids, page=page.number, shown=len(entries), total=page.total)
    is_numbered = len(entries) + len(paging) + (way.extra is not None) > _MOST_TITLED
    rows = _numbered_rows(page, paging, way) if is_numbered else _titled_rows(page, paging, way)
    return Screen(title, (*lead, *_blocks(page, is_numbered=is_numbered), *_position(page, way)), rows)


def _blocks(page: Page[Entry], *, is_numbered: bool) -> tuple[Block, ...]:
    all_are_samples = all(entry.is_sample for entry in page.items)
    blocks: list[Block] = []
    for place, entry in enumerate(page.items, page.first):
        title = _("{n}. {title}", n=place, title=entry.title) if is_numbered else entry.title
        blocks.append(Paragraph((Bold(title), "\n", *spans_of(entry.facts)) if entry.facts else (Bold(title),)))
        if not all_are_samples:
            blocks += sample_line(entry.is_sample)
    return (*blocks, *sample_line(bool(page.items) and all_are_samples))


def _position(page: Page[Entry], way: Way) -> tuple[str, ...]:
    if not way.verb or page.total <= PAGE_SIZE:
        return ()
    position = position_in_many if page.total >= MOST_LISTED else page_position
    return (position(page.number, len(page.items), page.total),)


def _titled_rows(page: Page[Entry], paging: tuple[AnyButton, ...], way: Way) -> Rows:
    labels = labels_of([entry.title for entry in page.items])
    titled = [Button(label, entry.action) for label, entry in zip(labels, page.items, strict=True)]
    return (*in_pairs((*titled, *paging)), _last_row(way))


def _numbered_rows(page: Page[Entry], paging: tuple[AnyButton, ...], way: Way) -> Rows:
    numbered = (Button(_("Open {n}", n=place), entry.action) for place, entry in enumerate(page.items, page.first))
    return rows_of(tuple(numbered), paging, _last_row(way))


def _last_row(way: Way) -> tuple[Button, ...]:
    return (way.extra, way.back) if way.extra else (way.back,)


def page_position(page: int, shown: int, total: int) -> str:
    """Where in a list this page stands, such as "6 to 10 of 31"."""
    first = (page - 1) * PAGE_SIZE + 1
    return _("{first} to {last} of {total}", first=first, last=first + shown - 1, total=total)


def position_in_many(page: int, shown: int, most: int) -> str:
    """Where this page stands in a list that ends after so many, such as "6 to 10 of 1,000 or more"."""
    first = (page - 1) * PAGE_SIZE + 1
    return _(
        "{first} to {last} of {total} or more. This list ends at {total}; searching finds the others.",
        first=first,
        last=first + shown - 1,
        total=most,
    )


def page_buttons(
    verb: str, *ids: int | str, page: int, shown: int, total: int, after: tuple[int | str, ...] = ()
) -> tuple[Button, ...]:
    """Earlier and later pages of a list, where there are any; the page is the action's last id, but for `after`."""
    buttons = []
    if page > 1:
        buttons.append(Button(_("Previous page"), to(verb, *ids, page - 1, *after)))
    if (page - 1) * PAGE_SIZE + shown < total:
        buttons.append(Button(_("Next page"), to(verb, *ids, page + 1, *after)))
    return tuple(buttons)
