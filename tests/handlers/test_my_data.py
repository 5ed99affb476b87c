"""What is kept of somebody, wherever it was begun."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from handlers.my_data import everything_about
from handlers.turn import Chat, Incoming, Person, Turn
from storage.cards import PETITION, Subject
from storage.erasing import erase_person
from storage.nouns import Nouns
from storage.store import Store
from storage.tables.people import account
from tests.storage.planting import NOW

ADA = Incoming("telegram", "1", Person("telegram", "7"), Chat("telegram", "7"))


def begin_forms(nouns: Nouns, *begun: tuple[str, str]) -> None:
    """Half-filled forms of a person in a chat."""
    for chat, person in begun:
        body = {"form": {"title": f"Begun in {chat}"}, "answers": {"name": person}}
        nouns.conversations.keep(chat, person, body, NOW)


def forms_of(nouns: Nouns) -> Any:
    return everything_about(Turn(ADA, nouns, NOW)).get("half_filled_forms")


async def test_a_form_in_another_chat_is_told_also_to_a_stranger(store: Store) -> None:
    def tell(nouns: Nouns) -> Any:
        begin_forms(nouns, ("telegram:group", "telegram:7"), ("telegram:group", "telegram:8"))
        return forms_of(nouns)

    assert await store.turn(tell) == [{"form": "Begun in telegram:group", "answers": {"name": "telegram:7"}}]


async def test_forms_of_linked_accounts_are_told_and_those_of_others_are_not(store: Store) -> None:
    def tell(nouns: Nouns) -> Any:
        ada = nouns.supporters.add("telegram", "7", "7", NOW)
        linked = nouns.supporters.add("discord", "8", "8", NOW)
        nouns.connection.run(sa.update(account).where(account.c.supporter_id == linked.id).values(supporter_id=ada.id))
        begin_forms(nouns, ("telegram:7", "telegram:7"), ("discord:8", "discord:8"), ("discord:9", "discord:9"))
        return forms_of(nouns)

    found = await store.turn(tell)
    assert sorted(each["answers"]["name"] for each in found) == ["discord:8", "telegram:7"]


async def test_of_somebody_who_began_nothing_there_are_no_forms(store: Store) -> None:
    assert await store.read(forms_of) is None


async def test_a_wish_for_a_group_is_told_and_goes_with_the_person(store: Store) -> None:
    def tell(nouns: Nouns) -> Any:
        ada = nouns.supporters.add("telegram", "7", "7", NOW)
        nouns.card_wishes.add("telegram:7", Subject(PETITION, 3), NOW)
        turn = Turn(ADA, nouns, NOW)
        told = everything_about(turn)["wishes_for_groups"]
        erase_person(nouns, ada.id, NOW)
        return told, nouns.card_wishes.of("telegram:7", NOW)

    assert await store.turn(tell) == ([{"card_of": "petition", "id": 3}], None)
