"""Petitions offered by a few words: the same for everybody, each with the card that is handed on."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
import yaml

from handlers.offers import MOST_OFFERED, Offer, offers
from handlers.screens import Button
from handlers.turn import Chat, Incoming, Person, Turn
from storage.sqlite import SqliteStore
from tests.handlers.reader import NOW, store_with, text
from tests.stores import VAULT

HOW_MANY = 12
COUNTED = "ABCDEFGH"


class Asker:
    """Somebody who asks from a chat that is not ours."""

    def __init__(self, file: Path) -> None:
        """The store lies in this file."""
        self._file = file

    def asks(self, words: str, skip: int = 0, locale: str = "en") -> tuple[Offer, ...]:
        """What is offered for the words."""
        return asyncio.run(self._asks(words, skip, locale))

    async def _asks(self, words: str, skip: int, locale: str) -> tuple[Offer, ...]:
        person, chat = Person("telegram", "", locale=locale), Chat("telegram", "elsewhere", is_private=False)
        incoming = Incoming("bot", "1", person, chat, words=words)
        store = SqliteStore(self._file, VAULT)
        try:
            return await store.read(lambda nouns: offers(Turn(incoming, nouns, NOW), skip))
        finally:
            await store.close()


@pytest.fixture(scope="module")
def ada(tmp_path_factory: pytest.TempPathFactory) -> Asker:
    """Asks where there are a dozen petitions for trees, and one for bees."""
    folder = tmp_path_factory.mktemp("offers")
    campaigns = folder / "campaigns.yaml"
    organisation = {"slug": "leeds", "name": "Green Leeds", "locale": "en", "zone": "Europe/London"}
    petitions = [*(_petition(n) for n in range(1, HOW_MANY + 1)), _of_bees()]
    said = {"format": 1, "organisations": [organisation], "petitions": petitions}
    campaigns.write_text(yaml.safe_dump(said))
    return Asker(store_with(campaigns, folder))


def _petition(n: int) -> dict[str, object]:
    return {
        "slug": f"tree-{n}",
        "organisation": "leeds",
        "started_on": f"2026-03-{n:02}",
        "imported": 10 * n,
        "texts": [{"locale": "en", "title": f"Save tree {n}", "ask": "Keep it.", "summary": "Green.", "story": "Old."}],
    }


def _of_bees() -> dict[str, object]:
    english = {"locale": "en", "title": "Save <b>bees</b> & wasps", "ask": "Let them.", "summary": "Buzz", "story": "x"}
    german = {"locale": "de", "title": "Rettet die Bienen", "ask": "Lasst sie.", "summary": "Summ", "story": "x"}
    bees = {"slug": "bees", "organisation": "leeds", "started_on": "2026-02-01", "code": "KTMWQR", "at_risk": True}
    return {**bees, "imported": 57, "texts": [english, german]}


def titles(offered: tuple[Offer, ...]) -> list[str]:
    return [offer.title for offer in offered]


def tokens(offer: Offer) -> list[str]:
    return [button.action.token for row in offer.card.rows for button in row if isinstance(button, Button)]


@pytest.mark.parametrize("words", ["", "   ", "\n"])
def test_without_words_the_newest_are_offered_in_pages(ada: Asker, words: str) -> None:
    first = ada.asks(words)
    assert titles(first) == [f"Save tree {n}" for n in range(HOW_MANY, HOW_MANY - MOST_OFFERED, -1)]
    assert titles(ada.asks(words, MOST_OFFERED)) == ["Save tree 2", "Save tree 1", "Save <b>bees</b> & wasps"]
    assert ada.asks(words, 2 * MOST_OFFERED) == ()


@pytest.mark.parametrize("words", ["KTMWQR", "ktmwqr", " code KTMWQR ", "The code is KTMWQR."])
def test_a_code_finds_exactly_its_petition(ada: Asker, words: str) -> None:
    (offer,) = ada.asks(words)
    assert (offer.code, offer.title) == ("KTMWQR", "Save <b>bees</b> & wasps")
    assert ada.asks(words, MOST_OFFERED) == ()


def test_words_find_all_that_have_them_the_most_signed_first(ada: Asker) -> None:
    assert titles(ada.asks("tree save"))[:2] == ["Save tree 12", "Save tree 11"]
    assert len(ada.asks("tree")) == MOST_OFFERED
    assert titles(ada.asks("tree", MOST_OFFERED)) == ["Save tree 2", "Save tree 1"]
    assert titles(ada.asks("bees")) == ["Save <b>bees</b> & wasps"]


@pytest.mark.parametrize(
    "words", ["ZZZZZZ", "penguin", "!!!", "'; DROP TABLE petition; --", "💥" * 128, "\x00", "a" * 256]
)
def test_what_nobody_asks_for_finds_nothing(ada: Asker, words: str) -> None:
    assert ada.asks(words) == ()


def test_a_line_says_how_it_stands_and_what_it_asks(ada: Asker) -> None:
    assert ada.asks("tree 12")[0].line == "120 have signed. Next goal 200. Keep it."


def test_where_signers_are_at_risk_no_single_signature_can_be_told(ada: Asker) -> None:
    (offer,) = ada.asks("KTMWQR")
    assert offer.line.startswith("At least 50 have signed.")
    assert "57" not in text(offer.card)


def test_each_is_offered_in_the_language_of_who_asks(ada: Asker) -> None:
    (offer,) = ada.asks("KTMWQR", locale="de")
    assert (offer.title, offer.card.language) == ("Rettet die Bienen", "de")
    (foreign,) = ada.asks("KTMWQR", locale="xx")
    assert (foreign.title, foreign.card.language) == ("Save <b>bees</b> & wasps", "en")


def test_a_counted_link_goes_along_with_the_code_alone(ada: Asker) -> None:
    (tree,) = ada.asks("tree 12")
    (counted,) = ada.asks(f"{tree.code} {COUNTED}")
    petition = f"petition:{tree.petition_id}:{COUNTED}"
    assert counted.source == COUNTED
    assert tokens(counted) == [petition, f"text:{tree.petition_id}:1:{COUNTED}", f"more:{tree.petition_id}:1:{COUNTED}"]
    assert not any(COUNTED in token for token in tokens(tree))
    assert ada.asks(f"tree {COUNTED}") == ()


def test_nothing_is_counted_where_signers_are_at_risk(ada: Asker) -> None:
    assert ada.asks(f"KTMWQR {COUNTED}") == ada.asks("KTMWQR")
