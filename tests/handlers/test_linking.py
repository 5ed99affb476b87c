"""Codes as people type them, and where a code is taken."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from handlers.codes import code_in, link_code_alone, link_code_in
from handlers.linking import how_it_stands, link
from handlers.my_data import everything_about
from handlers.screens import Screen
from handlers.turn import Chat, Incoming, Person, Turn
from storage.coining import coined, written
from storage.linking import PARTS
from storage.nouns import Nouns
from storage.store import Store
from storage.supporters import Account
from tests.storage.planting import NOW

ADA = Account("telegram", "7", "7")
HERS = Incoming("discord", "1", Person("discord", "8"), Chat("discord", "8"), command="link")
GROUP = Chat("discord", "group", is_private=False)


@pytest.mark.parametrize(
    "typed", ["K7QM-2XPD", "k7qm-2xpd", " K7QM-2XPD. ", "K7QM – 2XPD", "“K7QM-2XPD”", "K7QM 2XPD", "K7QM2XPD"]
)
def test_a_code_is_read_where_it_is_asked_for(typed: str) -> None:
    assert link_code_in(typed) == "K7QM2XPD"


@pytest.mark.parametrize(
    "typed", ["", "K7QM", "K7QM-2XP", "K7QM-2XPDA", "K7QM-20PD", "KIQM-2XPD", "/link", "Ⓚ7QM-2XPD"]
)
def test_what_is_no_code_is_none(typed: str) -> None:
    assert link_code_in(typed) == ""


@pytest.mark.parametrize(
    ("typed", "code"), [("K7QM-2XPD", "K7QM2XPD"), ("k7qm-2xpd!", "K7QM2XPD"), ("K7QM — 2XPD", "K7QM2XPD")]
)
def test_a_code_is_told_from_other_words(typed: str, code: str) -> None:
    assert link_code_alone(typed) == code


@pytest.mark.parametrize(
    "typed", ["K7QM2XPD", "PARK-LAND", "K7QM-LAND", "the K7QM-2XPD", "2024-2025-26", "PLZGFY", "x" * 5000]
)
def test_other_words_are_no_code(typed: str) -> None:
    assert link_code_alone(typed) == ""


def test_no_code_that_links_can_be_taken_for_a_petitions() -> None:
    for code in (coined(PARTS) for _ in range(200)):
        assert link_code_alone(written(code)) == code
        assert code_in(written(code)) == code_in(code) == ""


async def test_a_code_that_others_may_have_read_is_not_taken(store: Store) -> None:
    def type_it(nouns: Nouns) -> Any:
        code = nouns.linking.offer(ADA, NOW)
        return link(Turn(replace(HERS, chat=GROUP, words=code), nouns, NOW)), nouns.linking.type(code, _hers(), NOW)

    shown, still = await store.turn(type_it)
    assert shown.title == "A code is taken in a private chat only."
    assert still.second == _hers()


def _hers() -> Account:
    return Account("discord", "8", "8")


async def test_each_side_is_told_the_others_app_and_no_more(store: Store) -> None:
    def type_it(nouns: Nouns) -> Any:
        code = nouns.linking.offer(ADA, NOW)
        second = link(Turn(replace(HERS, words=code), nouns, NOW))
        request = nouns.linking.of_second(_hers().key, NOW)
        assert request is not None
        nouns.linking.agree(request.id, _hers().key, NOW)
        mine = Incoming("telegram", "2", Person("telegram", "7", "Ada L."), Chat("telegram", "7"))
        return second, how_it_stands(Turn(mine, nouns, NOW))

    second, first = await store.turn(type_it)
    assert isinstance(second, Screen)
    assert isinstance(first, Screen)
    assert second.title == "Link with your Telegram account?"
    assert first.title == "Link with your Discord account?"


async def test_what_waits_belongs_to_ones_data(store: Store) -> None:
    def tell(nouns: Nouns) -> Any:
        nouns.linking.type(nouns.linking.offer(ADA, NOW), _hers(), NOW)
        return everything_about(Turn(HERS, nouns, NOW))

    assert await store.turn(tell) == {
        "codes_to_link_accounts": [
            {"waits_for_code_typed_elsewhere": False, "typed_a_code_of": "telegram", "wrong_codes": 0}
        ]
    }
