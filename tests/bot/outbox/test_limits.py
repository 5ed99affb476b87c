"""A limit holds what it is of, as long as it says, and nothing else: a message, a chat, or the whole bot."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from bot.outbox.steadiness import Steadiness
from bot.platforms import PLAINLY, Delivered, Manner, Receipt, Scope, TryLater
from handlers.screens import Screen
from storage.chats import Place
from storage.tables.news import delivery
from tests.bot.outbox.town import Bringer, Clock, Town, told
from tests.recording import Recording
from tests.storage.planting import rows
from tests.storage.test_cards import put
from tests.telegram_api import Person, Room, TelegramApi


def refused_at(api: TelegramApi) -> datetime:
    """When a limit was told last."""
    return max(call.at for call in api.calls if call.status == 429)


def came_at(place: Person | Room) -> list[datetime]:
    """When each message came."""
    messages = place.chat.from_bot if isinstance(place, Person) else place.from_bot
    return [message.sent_at for message in messages]


async def test_a_limit_of_one_person_holds_whatever_they_are_told_and_nobody_else(town: Town, api: TelegramApi) -> None:
    people = await town.people(60)
    await town.hears("response")
    api.fails_next("sendMessage", error=429, retry_after=20, chat=people[5].id)
    begun = town.clock()
    await town.tells()
    assert [len(told(person)) for person in people] == [1] * 5 + [0] + [1] * 54
    assert max(town.sent_at) - begun < timedelta(seconds=2.1)
    assert town.steadiness.per_second == 30
    await town.hears("response")
    await town.tells()
    assert told(people[5]) == []
    await town.tells_all()
    assert min(came_at(people[5])) >= refused_at(api) + timedelta(seconds=20)
    assert len(told(people[5])) == 2


async def test_a_limit_told_to_several_at_one_time_is_of_the_whole_bot(town: Town, api: TelegramApi) -> None:
    people = await town.people(40)
    await town.hears("response")
    for person in people[:3]:
        api.fails_next("sendMessage", error=429, retry_after=20, chat=person.id)
    await town.tells()
    refused = refused_at(api)
    assert [at for at in town.sent_at if refused < at < refused + timedelta(seconds=20)] == []
    assert town.steadiness.per_second < 30


async def test_limits_of_several_that_are_told_one_after_another_are_their_own(town: Town, api: TelegramApi) -> None:
    people = await town.people(3)
    for person in people:
        await town.hears("response", to=None)
        api.fails_next("sendMessage", error=429, retry_after=1, chat=person.id)
        await town.tells_all()
        town.clock.passes(minutes=1)
    assert town.steadiness.per_second == 30


async def test_another_process_heeds_a_limit_of_the_whole_bot(town: Town) -> None:
    await town.people(3)
    await town.hears("response")
    await town.makes()
    await town.bringer()._hold(town.clock() + timedelta(seconds=20))
    other = Bringer(town.store, town.platform, Steadiness(30.0), town.clock)
    batch = await town.store.turn(other._claim)
    assert batch.due == []
    assert batch.first_at == town.clock() + timedelta(seconds=20)


async def test_a_limit_of_a_group_holds_the_next_alert_to_it_and_to_its_topics(town: Town, api: TelegramApi) -> None:
    admin = await town.person()
    forum = await forum_with(town, api, admin, topics=2)
    await town.hears("response")
    api.fails_next("sendMessage", error=429, retry_after=7200, chat=forum.id)
    await town.tells()
    await town.hears("response")
    for passed in (30, 3570, 3500):
        town.clock.passes(seconds=passed)
        await town.tells()
    assert forum.from_bot == []
    await town.tells_all()
    assert min(came_at(forum)) >= refused_at(api) + timedelta(seconds=7200)
    assert len(forum.from_bot) == 4


async def test_topics_of_one_group_share_its_limits(town: Town, api: TelegramApi) -> None:
    api.limits.is_on = True
    forum = await forum_with(town, api, await town.person(), topics=25)
    await town.hears("response")
    await town.tells_all()
    assert len(forum.from_bot) == 25
    assert not api.limits.refused


async def test_a_correction_waits_where_its_chat_wants_nothing(town: Town, api: TelegramApi) -> None:
    person = await town.person()
    title = await town.hears("campaign_update")
    await town.tells()
    await town.corrects(title, says_so=False)
    now, place = town.clock(), str(person.id)
    await town.store.turn(lambda nouns: nouns.pace.rest("telegram", now + timedelta(minutes=1), now, place))
    await town.tells()
    assert api.calls_of("editMessageText") == []
    await town.tells_all()
    (edit,) = api.calls_of("editMessageText")
    assert edit.at >= now + timedelta(minutes=1)


async def test_a_fault_of_the_server_slows_down_nothing(town: Town, api: TelegramApi) -> None:
    await town.people(40)
    await town.hears("response")
    api.fails_next("sendMessage", error=500, times=4)
    await town.tells()
    assert town.steadiness.per_second == 30


class Picky(Recording):
    """A platform that takes no change of an old message for ten minutes."""

    name = "telegram"

    def __init__(self, clock: Clock) -> None:
        """It goes by this clock."""
        super().__init__()
        self._clock = clock
        self.asked: list[tuple[datetime, bool]] = []

    async def deliver(self, address: str, screen: Screen, manner: Manner = PLAINLY) -> Receipt:
        """What is new, it takes."""
        self.asked.append((self._clock(), bool(manner.replaces)))
        return TryLater(timedelta(minutes=10), Scope.MESSAGE) if manner.replaces else Delivered("1")


async def test_what_one_message_has_to_wait_for_holds_up_no_other(town: Town) -> None:
    await town.person()
    title = await town.hears("campaign_update")
    await town.tells()
    await town.corrects(title, says_so=False)
    await town.people(3)
    await town.hears("response")
    await town.makes()
    picky, begun = Picky(town.clock), town.clock()
    await Bringer(town.store, picky, Steadiness(5.0), town.clock).keep()
    asked = [is_change for _at, is_change in picky.asked]
    assert asked.count(True) == 1
    assert asked.count(False) >= 3
    assert max(at for at, _is_change in picky.asked) - begun < timedelta(seconds=5)


async def test_each_try_of_the_same_waits_longer(town: Town, api: TelegramApi) -> None:
    person = await town.person()
    await town.hears("response")
    pauses = []
    for _ in range(6):
        api.fails_next("sendMessage", error=429, retry_after=1)
        await town.tells()
        (row,) = await rows(town.store, sa.select(delivery.c.due_at))
        pauses.append((row.due_at - refused_at(api)).total_seconds())
        town.clock.time = row.due_at
    assert pauses == [1, 10, 20, 40, 80, 160]
    await town.tells()
    assert len(told(person)) == 1


async def forum_with(town: Town, api: TelegramApi, admin: Person, topics: int) -> Room:
    """A group with topics, in each of which the petition's card stands."""
    forum = api.group("Forum", [admin], is_forum=True)
    await forum.adds_bot(admin)
    for number in range(topics):
        topic = await forum.opens_topic(f"Topic {number}", admin)
        place = Place("telegram", f"{forum.id}/{topic}", str(forum.id))
        await town.store.turn(lambda nouns, place=place: put(nouns, town.petition_id, place))  # type: ignore[misc]
    return forum
