"""Finding petitions by words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from config.texts import _, language, later, n_
from handlers.browse import entry_of
from handlers.codes import code_in
from handlers.invited import invited_by
from handlers.lists import PAGE_SIZE, Page, Way, list_screen
from handlers.router import Command, Takes, route
from handlers.screens import Button, Field, Form, Reply, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import see_open_petitions
from storage.came_by import CameBy
from storage.finding import MOST_SEARCHED
from storage.listing import Filter
from storage.nouns import Nouns
from storage.petitions import Found, Petition
from storage.searching import sought_words

MOST_WORDS = 8


@route(
    "search", reads=True, command=Command("search", later("Find petitions by words"), is_main=True, takes=Takes.WORDS)
)
def search(turn: Turn) -> Reply:
    """Search at once where words came along; else ask for them."""
    words = turn.values.get("words") or turn.incoming.words
    if not words.strip():
        return ask_for_words()
    return invited_by(turn, words) or results(turn, words)


def ask_for_words() -> Form:
    """One question."""
    return Form(
        title=_("Search"),
        fields=(Field("words", _("Which words are you looking for? Type any.")),),
        action=to("search"),
        is_loose=True,
        back=to("browse"),
    )


def results(turn: Turn, words: str) -> Screen:
    """The best petitions that have all of the words; typed words never travel in a button, so there is one page."""
    found = _found(turn, words)
    if not found.petitions:
        return nothing_found() if found.is_all else none_of_most_signed()
    entries = Page([entry_of(petition, CameBy.SEARCH) for petition in found.petitions], 1, found.total)
    way = Way(see_open_petitions(), extra=Button(_("Search again"), to("search")))
    return list_screen(_title(found), entries, way, *_narrower(found))


def _found(turn: Turn, words: str) -> Found:
    return turn.store.petitions.search(telling_words(words), language(), turn.now, PAGE_SIZE)


def petitions_like(nouns: Nouns, words: str, now: datetime, most: int, skip: int = 0) -> Sequence[Petition]:
    """Petitions to offer while somebody still types: the one of a code, else what the words find.

    Before anything is typed these are the newest that can be signed.
    """
    if not words.strip():
        return nouns.petitions.listed(Filter(only_open=True), language(), now, most, skip)[0]
    named = nouns.petitions.by_code(code, language(), now) if (code := code_in(words)) else None
    if named is not None:
        return () if skip else (named,)
    return nouns.petitions.search(telling_words(words), language(), now, most, skip).petitions


def telling_words(words: str) -> list[str]:
    """What to look for: the longest words say most, so they are the ones that are used."""
    return sorted(sought_words(words), key=lambda word: (-len(word), word))[:MOST_WORDS]


def nothing_found() -> Screen:
    """No petition has all of the words."""
    return Screen(
        _("No petition has these words."),
        rows=rows_of(Button(_("Search again"), to("search")), see_open_petitions()),
    )


def none_of_most_signed() -> Screen:
    """Every word is common, and no petition that was searched has all of them."""
    again = rows_of(Button(_("Search again"), to("search")), see_open_petitions())
    return Screen(_("None of these petitions has all of the words."), (_among_most_signed(),), again)


def _title(found: Found) -> str:
    if found.is_all:
        return n_("{n} petition has these words", "{n} petitions have these words", found.total)
    return n_("At least {n} petition has these words", "At least {n} petitions have these words", found.total)


def _narrower(found: Found) -> tuple[str, ...]:
    searched = () if found.is_all else (_among_most_signed(),)
    if found.total <= PAGE_SIZE:
        return searched
    best = _("The best {n} of {total}; add a word to narrow it down.", n=PAGE_SIZE, total=found.total)
    return (best, *searched)


def _among_most_signed() -> str:
    return _(
        "These words are so common that only the {n} most signed petitions were searched; a rarer one finds others.",
        n=MOST_SEARCHED,
    )
