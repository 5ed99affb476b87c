"""Cards in chats: one for each petition, changed a while after a signature, claimed once, gone with the chat."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from storage.cards import NOTHING_CHOSEN, PETITION, Subject
from storage.chats import SENT_KEPT_FOR, ChatKind, Place
from storage.due_cards import CLAIMED_FOR, Card
from storage.nouns import Nouns
from storage.showing import Showing
from storage.store import Store
from storage.tables.chats import card, card_wish, chat
from tests.storage.planting import NOW, plant_petition

SOONEST, LATEST = timedelta(seconds=15), timedelta(seconds=60)
"""What people are promised."""
GROUP = Place("telegram", "-100500", "-100500")
TOPIC = Place("telegram", "-100500/7", "-100500")
OTHER = Place("telegram", "-100600", "-100600")


@pytest.fixture
async def park(store: Store) -> int:
    return await store.turn(lambda nouns: plant_petition(nouns, "park"))


def put(nouns: Nouns, petition_id: int, place: Place = GROUP, message: str = "12") -> bool:
    return nouns.cards.put(nouns.chats.add(place, "en", NOW), Subject(PETITION, petition_id), NOW, message)


def sign(nouns: Nouns, petition_id: int, user: str = "7") -> None:
    petition = nouns.petitions.find(petition_id, "en", NOW)
    assert petition
    assert nouns.signatures.add(petition, nouns.supporters.add("telegram", user, user, NOW).id, Showing(), NOW)


async def claims(store: Store, now: datetime) -> list[Card]:
    return await store.turn(lambda nouns: nouns.due_cards.claim_due("telegram", now, 10))


async def stands(store: Store, found: Card, now: datetime) -> None:
    await store.turn(lambda nouns: nouns.due_cards.stands(found, found.message or "13", "as it is", now))


async def notices(store: Store, now: datetime) -> int:
    """How many cards show something else than is so."""

    def notice(nouns: Nouns) -> int:
        changed = [nouns.due_cards.notice_change(petition_id, now, 10) for petition_id in nouns.due_cards.standing()]
        return sum(changed) + nouns.due_cards.notice_long_unseen(now, 10)

    return await store.turn(notice)


async def test_a_card_stands_once_for_a_petition_and_a_chat(store: Store, park: int) -> None:
    assert await store.turn(lambda nouns: [put(nouns, park), put(nouns, park, message="13")]) == [True, False]
    assert await store.turn(lambda nouns: put(nouns, park, TOPIC))
    (first, second) = await claims(store, NOW)
    assert {first.address, second.address} == {"-100500", "-100500/7"}
    assert (first.locale, first.chat_kind, first.message) == ("en", ChatKind.GROUP, "12")


async def test_a_due_card_is_claimed_once_and_again_where_nobody_showed_it(store: Store, park: int) -> None:
    await store.turn(lambda nouns: put(nouns, park))
    assert await claims(store, NOW)
    assert await claims(store, NOW + CLAIMED_FOR - timedelta(seconds=1)) == []
    (again,) = await claims(store, NOW + CLAIMED_FOR)
    await stands(store, again, NOW)
    assert await claims(store, NOW + timedelta(days=1)) == []


async def test_a_change_is_shown_between_fifteen_and_sixty_seconds_later(store: Store, park: int) -> None:
    await store.turn(lambda nouns: put(nouns, park))
    (found,) = await claims(store, NOW)
    await stands(store, found, NOW)
    assert await notices(store, NOW) == 0
    await store.turn(lambda nouns: sign(nouns, park))
    assert await notices(store, NOW) == 1
    assert await notices(store, NOW) == 0
    assert await claims(store, NOW + SOONEST - timedelta(milliseconds=1)) == []
    (found,) = await claims(store, NOW + LATEST)
    await stands(store, found, NOW)
    assert await notices(store, NOW) == 0


async def test_a_change_while_a_card_is_shown_is_shown_next(store: Store, park: int) -> None:
    await store.turn(lambda nouns: put(nouns, park))
    (found,) = await claims(store, NOW)
    await store.turn(lambda nouns: sign(nouns, park))
    await stands(store, found, NOW)
    assert await claims(store, NOW + SOONEST - timedelta(milliseconds=1)) == []
    assert await claims(store, NOW + LATEST)


async def test_pauses_differ(store: Store, park: int) -> None:
    """Else whoever knows the pause knows when somebody signed."""
    for number in range(8):
        await store.turn(partial(put, petition_id=park, place=Place("telegram", str(-number), str(-number))))
    for found in await claims(store, NOW):
        await stands(store, found, NOW)
    await store.turn(lambda nouns: sign(nouns, park))
    assert await notices(store, NOW) == 8
    due = await store.read(lambda nouns: nouns.connection.all(sa.select(card.c.due_at)))
    assert len({row.due_at for row in due}) > 4


async def test_at_risk_a_card_changes_once_an_hour(store: Store) -> None:
    risky = await store.turn(lambda nouns: plant_petition(nouns, "risky", at_risk=True))
    await store.turn(lambda nouns: put(nouns, risky))
    (found,) = await claims(store, NOW)
    await stands(store, found, NOW)
    await store.turn(lambda nouns: sign(nouns, risky))
    assert await notices(store, NOW) == 1
    assert await claims(store, NOW + timedelta(minutes=59)) == []
    assert await claims(store, NOW + timedelta(minutes=60))


async def test_a_card_is_looked_at_each_hour_since_days_end_too(store: Store, park: int) -> None:
    await store.turn(lambda nouns: put(nouns, park))
    (found,) = await claims(store, NOW)
    await stands(store, found, NOW)
    assert await notices(store, NOW + timedelta(minutes=59)) == 0
    assert await notices(store, NOW + timedelta(minutes=61)) == 1


async def test_a_question_waits_a_day_and_is_answered_once(store: Store) -> None:
    chat_id = await store.turn(lambda nouns: nouns.chats.add(GROUP, "en", NOW))
    await store.turn(lambda nouns: nouns.cards.put(chat_id, NOTHING_CHOSEN, NOW))
    (asked,) = await claims(store, NOW)
    assert not asked.is_over
    await stands(store, asked, NOW)
    assert await claims(store, NOW + timedelta(hours=23)) == []
    (over,) = await claims(store, NOW + timedelta(hours=24))
    assert over.is_over
    asks = await store.read(lambda nouns: [nouns.cards.asks_in(chat_id, message) for message in ("99", "13")])
    assert asks == [False, True]


async def test_a_question_becomes_a_card_once(store: Store, park: int) -> None:
    def chosen(nouns: Nouns) -> list[bool]:
        chat_id = nouns.chats.add(GROUP, "en", NOW)
        nouns.cards.put(chat_id, NOTHING_CHOSEN, NOW, "13")
        before = nouns.cards.asks_in(chat_id, "13")
        nouns.cards.choose(chat_id, Subject(PETITION, park), "13", NOW)
        stands = nouns.cards.stands_in(chat_id, Subject(PETITION, park))
        nouns.cards.put(chat_id, NOTHING_CHOSEN, NOW)
        return [before, stands, nouns.cards.asks_in(chat_id, "13"), nouns.cards.asks_in(chat_id, "14")]

    assert await store.turn(chosen) == [True, True, False, True]


async def test_who_signs_while_a_card_waits_is_shown_later(store: Store, park: int) -> None:
    await store.turn(lambda nouns: put(nouns, park))
    (found,) = await claims(store, NOW)
    await stands(store, found, NOW)
    await store.turn(lambda nouns: sign(nouns, park))
    await notices(store, NOW)
    await store.turn(lambda nouns: sign(nouns, park, "8"))
    (found,) = await claims(store, NOW + LATEST)
    assert found.count == 1
    await stands(store, found, NOW + LATEST)
    (found,) = await claims(store, NOW + 2 * LATEST)
    assert found.count == 2


async def test_who_signs_just_before_a_card_is_drawn_is_shown_later_whatever_draws_it(store: Store, park: int) -> None:
    await store.turn(lambda nouns: put(nouns, park))
    (found,) = await claims(store, NOW)
    await stands(store, found, NOW)
    subject = Subject(PETITION, park)

    def at_once(nouns: Nouns, way: str) -> None:
        chat_id = nouns.chats.find("telegram", GROUP.address)
        assert chat_id is not None
        if way == "room":
            nouns.chats.show_anew("telegram", GROUP.room, NOW)
        elif way == "wanted":
            nouns.cards.want(chat_id, subject, NOW)
        else:
            nouns.chats.move("telegram", GROUP.address, "-100700", NOW)

    for number, way in enumerate(("room", "wanted", "moved")):
        await store.turn(partial(sign, petition_id=park, user=way))
        await store.turn(partial(at_once, way=way))
        (found,) = await claims(store, NOW)
        assert found.count == number, way
        await stands(store, found, NOW)
        assert await claims(store, NOW + SOONEST - timedelta(milliseconds=1)) == []
        (found,) = await claims(store, NOW + LATEST)
        assert found.count == number + 1
        await stands(store, found, NOW)


async def test_who_signs_while_a_card_is_put_off_is_shown_later(store: Store, park: int) -> None:
    await store.turn(lambda nouns: put(nouns, park))
    (found,) = await claims(store, NOW)
    await stands(store, found, NOW)
    await store.turn(lambda nouns: sign(nouns, park))
    await notices(store, NOW)
    (found,) = await claims(store, NOW + LATEST)
    await store.turn(lambda nouns: sign(nouns, park, "8"))
    await store.turn(lambda nouns: nouns.due_cards.put_off(found, NOW + LATEST))
    (found,) = await claims(store, NOW + LATEST)
    assert found.count == 1
    (again,) = await claims(store, NOW + LATEST + CLAIMED_FOR)
    assert again.count == 1


async def test_a_card_that_was_being_posted_at_a_crash_is_not_sent_again(store: Store, park: int) -> None:
    await store.turn(lambda nouns: put(nouns, park, message=""))
    (found,) = await claims(store, NOW)
    assert found.message == ""
    assert await claims(store, NOW + CLAIMED_FOR) == []
    assert await store.read(lambda nouns: nouns.connection.all(sa.select(card))) == []
    assert await store.read(lambda nouns: nouns.connection.all(sa.select(chat))) == []


async def test_a_card_that_could_not_be_posted_is_posted_later(store: Store, park: int) -> None:
    await store.turn(lambda nouns: put(nouns, park, message=""))
    (found,) = await claims(store, NOW)
    await store.turn(lambda nouns: nouns.due_cards.put_off(found, NOW + SOONEST))
    (again,) = await claims(store, NOW + SOONEST)
    assert again.message == ""


async def test_a_card_that_is_asked_for_comes_again_if_it_is_gone(store: Store, park: int) -> None:
    await store.turn(lambda nouns: put(nouns, park))
    (found,) = await claims(store, NOW)
    await stands(store, found, NOW)
    chat_id = await store.turn(lambda nouns: nouns.chats.add(GROUP, "en", NOW))
    await store.turn(lambda nouns: nouns.cards.want(chat_id, Subject(PETITION, park), NOW))
    (wanted,) = await claims(store, NOW)
    assert (wanted.is_wanted, wanted.shown) == (True, "")
    await store.turn(lambda nouns: nouns.due_cards.post_again(wanted, NOW))
    (anew,) = await claims(store, NOW)
    assert (anew.is_wanted, anew.message) == (False, "")


async def test_a_process_without_the_platform_leaves_its_cards(store: Store, park: int) -> None:
    await store.turn(lambda nouns: put(nouns, park))
    assert await store.turn(lambda nouns: nouns.due_cards.claim_due("discord", NOW, 10)) == []
    assert await claims(store, NOW)


async def test_a_chat_that_moves_where_something_stands_brings_what_does_not(store: Store, park: int) -> None:
    lake = await store.turn(lambda nouns: plant_petition(nouns, "lake"))
    new = Place("telegram", "-100900", "-100900")
    for place, petition_id in ((GROUP, park), (GROUP, lake), (new, park)):
        await store.turn(partial(put, petition_id=petition_id, place=place))
    await store.turn(lambda nouns: nouns.chats.move("telegram", GROUP.address, new.address, NOW))
    found = await claims(store, NOW)
    assert {(each.subject.key, each.address, each.message) for each in found} == {
        (park, "-100900", "12"),
        (lake, "-100900", ""),
    }
    assert len(await store.read(lambda nouns: nouns.connection.all(sa.select(chat)))) == 1


async def test_a_chat_ends_with_its_topics_and_no_other(store: Store, park: int) -> None:
    for place in (GROUP, TOPIC, OTHER):
        await store.turn(partial(put, petition_id=park, place=place))
    await store.turn(lambda nouns: nouns.chats.end("telegram", "-100500"))
    (left,) = await claims(store, NOW)
    assert left.address == OTHER.address
    assert await store.read(lambda nouns: nouns.chats.find("telegram", "-100500")) is None


async def test_a_chat_that_moves_gets_its_cards_anew(store: Store, park: int) -> None:
    await store.turn(lambda nouns: put(nouns, park))
    (found,) = await claims(store, NOW)
    await stands(store, found, NOW)
    for _twice in range(2):
        await store.turn(lambda nouns: nouns.chats.move("telegram", "-100500", "-100900", NOW))
    (moved,) = await claims(store, NOW)
    assert (moved.address, moved.message, moved.shown) == ("-100900", "", "")
    await store.turn(lambda nouns: nouns.chats.end("telegram", "-100900"))
    assert await claims(store, NOW + timedelta(days=1)) == []


async def test_cards_that_were_sent_on_are_forgotten_after_a_month(store: Store, park: int) -> None:
    sent = Place("telegram", "inline:abc", "inline:abc", ChatKind.SENT)
    for place in (GROUP, sent):
        await store.turn(partial(put, petition_id=park, place=place))
    late = NOW + SENT_KEPT_FOR + timedelta(seconds=1)
    assert await store.turn(lambda nouns: [nouns.chats.prune(NOW, 10), nouns.chats.prune(late, 10)]) == [0, 1]
    (left,) = await claims(store, NOW)
    assert left.address == GROUP.address


async def test_a_wish_is_remembered_for_an_hour(store: Store) -> None:
    def wish(nouns: Nouns) -> list[Subject | None]:
        nouns.card_wishes.add("telegram:7", Subject(PETITION, 1), NOW)
        nouns.card_wishes.add("telegram:7", Subject(PETITION, 2), NOW)
        return [
            nouns.card_wishes.of(person, at)
            for person, at in (("telegram:7", NOW), ("telegram:8", NOW), ("telegram:7", NOW + timedelta(hours=1)))
        ]

    assert await store.turn(wish) == [Subject(PETITION, 2), None, None]
    assert await store.turn(lambda nouns: nouns.card_wishes.prune(NOW + timedelta(hours=2), 10)) == 1
    assert await store.read(lambda nouns: nouns.connection.all(sa.select(card_wish))) == []


async def test_no_address_stands_in_clear(store: Store, park: int) -> None:
    await store.turn(lambda nouns: put(nouns, park))
    (row,) = await store.read(lambda nouns: nouns.connection.all(sa.select(chat)))
    assert all(b"100500" not in bytes(value) for value in row if isinstance(value, bytes))
