"""Channels of servers: what is published, what is closed alone, the role of a server, and who is written to."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from storage.cards import PETITION, Subject
from storage.chats import ChatKind, Place
from storage.nouns import Nouns
from storage.servers import MADE_WITHIN, Role
from storage.store import Store
from storage.supporters import Account
from storage.tables.chats import card, server
from storage.uniting import link_accounts, unlink
from tests.storage.planting import NOW, plant_petition, rows

DISCORD, LEEDS, YORK = "discord", "guild/1", "guild/2"
NEWS = Place(DISCORD, "channel/10", LEEDS, ChatKind.NEWS)
GENERAL = Place(DISCORD, "channel/11", LEEDS, ChatKind.SERVER)
ELSEWHERE = Place(DISCORD, "channel/20", YORK, ChatKind.SERVER)
ROLE = Role("77", "Campaign news")


@pytest.fixture
async def park(store: Store) -> int:
    return await store.turn(lambda nouns: plant_petition(nouns, "park"))


def put(nouns: Nouns, petition_id: int, place: Place) -> int:
    """A card, and the id of the chat where it stands."""
    chat_id = nouns.chats.add(place, "en", NOW)
    assert nouns.cards.put(chat_id, Subject(PETITION, petition_id), NOW, "12")
    return chat_id


async def test_nothing_is_published_before_somebody_chose_so(store: Store) -> None:
    def chosen(nouns: Nouns) -> list[bool]:
        chat_id = nouns.chats.add(NEWS, "en", NOW)
        before = nouns.chats.publishes(chat_id)
        nouns.chats.publish(chat_id, is_on=True)
        return [before, nouns.chats.publishes(chat_id), nouns.chats.publishes(1)]

    assert await store.turn(chosen) == [False, True, False]


async def test_a_closed_channel_leaves_the_others_of_its_server(store: Store, park: int) -> None:
    def close(nouns: Nouns) -> list[str]:
        for place in (NEWS, GENERAL, ELSEWHERE):
            put(nouns, park, place)
        nouns.chats.close(DISCORD, NEWS.address)
        nouns.chats.close(DISCORD, "channel/99")
        return nouns.chats.with_card(DISCORD, LEEDS, PETITION, park)

    assert await store.turn(close) == [GENERAL.address]
    assert len(await rows(store, sa.select(card))) == 2


async def test_channels_are_named_by_what_stands_there(store: Store, park: int) -> None:
    def named(nouns: Nouns) -> list[list[str]]:
        put(nouns, park, GENERAL)
        nouns.chats.add(NEWS, "en", NOW)
        return [nouns.chats.with_card(DISCORD, room, PETITION, park) for room in (LEEDS, YORK)]

    assert await store.turn(named) == [[GENERAL.address], []]


async def test_a_card_that_goes_makes_room_for_the_same_again(store: Store, park: int) -> None:
    def again(nouns: Nouns) -> list[bool]:
        chat_id = put(nouns, park, GENERAL)
        subject = Subject(PETITION, park)
        gone = [nouns.cards.take_away(chat_id, subject, NOW) for _time in range(2)]
        return [*gone, nouns.cards.put(chat_id, subject, NOW), len(nouns.cards.of_chat(chat_id, 9)) == 1]

    assert await store.turn(again) == [True, False, True, True]
    going = await store.turn(lambda nouns: nouns.due_cards.claim_due(GENERAL.platform, NOW, 9))
    assert sorted((each.is_over, each.message) for each in going) == [(False, ""), (True, "12")]


async def test_a_card_taken_away_while_it_is_posted_is_due_with_its_message(store: Store, park: int) -> None:
    chat_id = await store.turn(lambda nouns: nouns.chats.add(GENERAL, "en", NOW))
    await store.turn(lambda nouns: nouns.cards.put(chat_id, Subject(PETITION, park), NOW))
    (posting,) = await store.turn(lambda nouns: nouns.due_cards.claim_due(GENERAL.platform, NOW, 9))
    assert await store.turn(lambda nouns: nouns.cards.take_away(chat_id, posting.subject, NOW))
    assert await store.turn(lambda nouns: nouns.due_cards.stands(posting, "13", "as it is", NOW))
    (going,) = await store.turn(lambda nouns: nouns.due_cards.claim_due(GENERAL.platform, NOW, 9))
    assert (going.is_over, going.message) == (True, "13")
    await store.turn(lambda nouns: nouns.due_cards.drop(going))
    assert not await store.turn(lambda nouns: nouns.due_cards.stands(posting, "13", "as it is", NOW))


async def test_one_role_is_begun_at_a_time_and_may_be_tried_again(store: Store) -> None:
    def begun(nouns: Nouns) -> list[bool]:
        times = (NOW, NOW + MADE_WITHIN / 2, NOW + MADE_WITHIN)
        tries = [nouns.servers.begin_role(DISCORD, LEEDS, at) for at in times]
        nouns.servers.has_role(DISCORD, LEEDS, ROLE)
        return [*tries, nouns.servers.begin_role(DISCORD, LEEDS, NOW + timedelta(days=1))]

    assert await store.turn(begun) == [True, False, True, False]
    assert len(await rows(store, sa.select(server))) == 1


async def test_the_role_is_that_of_one_server_and_stands_nowhere_in_clear(store: Store) -> None:
    def made(nouns: Nouns) -> list[Role | None]:
        nouns.servers.begin_role(DISCORD, LEEDS, NOW)
        nouns.servers.has_role(DISCORD, LEEDS, ROLE)
        here, there = (nouns.chats.add(place, "en", NOW) for place in (GENERAL, ELSEWHERE))
        return [nouns.servers.role_at(here), nouns.servers.role_at(there), nouns.servers.role_at(1)]

    assert await store.turn(made) == [ROLE, None, None]
    (kept,) = await rows(store, sa.select(server.c.role))
    assert b"77" not in kept.role.split(b"|")
    await store.turn(lambda nouns: nouns.servers.end_role(DISCORD, LEEDS))
    assert await store.turn(lambda nouns: nouns.servers.role(DISCORD, LEEDS)) is None


async def test_each_account_keeps_its_own_wish_to_be_written_to(store: Store) -> None:
    ada, hers = Account(DISCORD, "1", "1"), Account("telegram", "2", "2")

    def wishes(nouns: Nouns) -> tuple[bool, bool]:
        found = [nouns.supporters.is_written_to(each.platform, each.user_id) for each in (ada, hers)]
        return found[0], found[1]

    def linked(nouns: Nouns) -> tuple[bool, bool]:
        nouns.supporters.add(ada.platform, ada.user_id, ada.address, NOW)
        nouns.supporters.write_to(DISCORD, "1", is_on=True)
        assert link_accounts(nouns, ada, hers, NOW) == 2
        return wishes(nouns)

    def parted(nouns: Nouns) -> tuple[bool, bool]:
        found = nouns.supporters.find("telegram", "2")
        assert found is not None
        (other,) = nouns.supporters.others(found.id, "telegram", "2")
        assert unlink(nouns, found.id, other.id)
        return wishes(nouns)

    assert await store.turn(wishes) == (False, False)
    assert await store.turn(linked) == (True, False)
    assert await store.turn(parted) == (True, False)
