"""What happens to people and messages between the moment something happens and the moment they are told of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.util import await_only

from bot.outbox.steadiness import Steadiness
from bot.telegram.client import Client
from bot.telegram.platform import Standing, Telegram
from storage.erasing import erase_person
from storage.follows import Topic, subject_of
from storage.making import make_page
from storage.nouns import Nouns
from storage.postgresql import PostgresqlStore
from storage.preferences import Digest, Night
from storage.recipients import Why
from storage.tables.news import delivery
from tests.bot.outbox.town import A_SECOND, Bringer, Clock, Town, told
from tests.storage.planting import rows
from tests.telegram_api import Person, TelegramApi


async def hears_of_it(town: Town, person: Person, topics: Topic) -> None:
    """Somebody chooses what they hear of the petition."""
    one = await town.supporter(person)
    await _turn(town, lambda nouns: nouns.follows.set(one, subject_of(town.petition_id), topics, town.clock()))


async def follows_no_longer(town: Town, person: Person) -> None:
    """Somebody withdraws, and follows it only because they had signed."""
    one = await town.supporter(person)
    await _turn(town, lambda nouns: nouns.follows.end(one, subject_of(town.petition_id)))


async def _turn(town: Town, work: Callable[[Nouns], Any]) -> None:
    await town.store.turn(work)


async def test_whoever_wants_no_more_of_it_at_night_is_not_told_in_the_morning(town: Town) -> None:
    ada = await town.person(night=Night.KEEP)
    town.clock.passes(hours=11)
    await town.hears("response")
    await town.tells()
    await hears_of_it(town, ada, Topic.NOTHING)
    town.clock.passes(hours=10)
    await town.tells()
    assert told(ada) == []
    assert await town.states() == [("skipped", "not wanted any more")]


async def test_a_digest_leaves_out_what_is_not_wanted_any_more(town: Town) -> None:
    ada = await town.person(digest=Digest.WEEKLY)
    await town.hears("campaign_update")
    await town.hears("response")
    await town.tells()
    await hears_of_it(town, ada, Topic.ENDINGS)
    town.clock.passes(days=8)
    await town.tells()
    (message,) = ada.chat.from_bot
    assert "response-" in message.text
    assert "campaign_update-" not in message.text
    assert await town.states() == [("skipped", "not wanted any more"), ("sent", "digest")]


async def test_of_a_signature_that_was_withdrawn_nothing_is_said(town: Town) -> None:
    ada = await town.person()
    await town.hears("response")
    await town.makes()
    await town.store.turn(lambda nouns: nouns.connection.run(sa.update(delivery).values(why=Why.SIGNED.value)))
    await town.tells()
    (message,) = ada.chat.from_bot
    assert "because you follow" in message.text
    assert "signed" not in message.text


async def test_an_alert_that_was_taken_out_of_a_chat_and_is_corrected_cuts_nobody_off(
    town: Town, api: TelegramApi
) -> None:
    ada = await town.person()
    first = await town.hears("campaign_update")
    await town.tells()
    api.fails_next("editMessageText", error=400, description="Bad Request: message to edit not found")
    await town.corrects(first, says_so=True)
    await town.tells_all()
    last = await town.hears("response")
    await town.tells()
    assert told(ada) == [first, "Correction", last]


async def test_an_edit_is_no_message_and_stands_in_the_way_of_none(town: Town) -> None:
    ada = await town.person()
    first = await town.hears("campaign_update")
    await town.tells()
    town.clock.passes(days=10)
    await town.corrects(first, says_so=False)
    await town.tells()
    second = await town.hears("campaign_update")
    await town.tells()
    assert told(ada) == [first, second]


async def test_an_update_counts_for_its_week_also_while_it_waits_to_be_edited(town: Town) -> None:
    person = await town.person()
    first = await town.hears("campaign_update")
    await town.tells_all()
    await town.corrects(first, says_so=False)
    await town.hears("campaign_update")
    await town.tells_all()
    assert told(person) == [first]


async def test_a_correction_is_not_told_to_whoever_withdrew_and_quietly_to_whoever_chose_less(town: Town) -> None:
    ada, bo, cy = await town.people(3)
    title = await town.hears("campaign_update")
    await town.tells()
    await follows_no_longer(town, ada)
    await hears_of_it(town, bo, Topic.NOTHING)
    await town.corrects(title, says_so=True)
    await town.tells_all()
    assert [told(each)[1:] for each in (ada, bo, cy)] == [[], ["Correction"], ["Correction"]]
    assert [each.chat.from_bot[-1].is_silent for each in (bo, cy)] == [True, False]


async def test_all_that_waits_goes_to_the_other_app_once_one_is_gone(town: Town) -> None:
    ada = await town.person()
    await ada.starts()
    one = await town.supporter(ada)
    other = await town.store.turn(
        lambda nouns: nouns.supporters.add("discord", "7", "7", town.clock(), is_written_to=True)
    )
    await town.store.turn(lambda nouns: nouns.supporters.unite(one, other.id))
    for _ in range(2):
        await town.hears("response")
    await town.makes()
    await ada.blocks()
    slow = Bringer(town.store, town.platform, Steadiness(1.0), town.clock)
    await slow.keep()
    town.clock.passes(seconds=5)
    await slow.keep()
    found = await rows(town.store, sa.select(delivery.c.platform, delivery.c.state))
    assert [tuple(row) for row in found] == [("discord", "queued")] * 2


async def test_a_delivery_that_leads_to_nobody_holds_up_no_other(town: Town) -> None:
    ada = await town.person()
    title = await town.hears("response")
    await town.makes()
    orphan = {"supporter_id": 424_242, "platform": "telegram", "why": "petition", "state": "queued"}
    nobodys = sa.insert(delivery).values(alert_id=1, due_at=town.clock() - A_SECOND, **orphan)
    await town.store.turn(lambda nouns: nouns.connection.run(nobodys))
    await town.tells()
    assert told(ada) == [title]
    assert await town.states() == [("sent", "")]


async def test_whoever_erases_their_data_while_deliveries_are_made_holds_up_nobody(postgresql_town: Town) -> None:
    town = postgresql_town
    gone, stays = await town.people(2)
    one = await town.supporter(gone)
    title = await town.hears("response")
    made, goes_on = asyncio.Event(), asyncio.Event()

    def make_slowly(nouns: Nouns) -> None:
        for each in nouns.alerts.waiting(5):
            make_page(nouns, each, town.clock())
        made.set()
        await_only(goes_on.wait())

    making = asyncio.create_task(town.store.turn(make_slowly))
    await made.wait()
    await town.store.turn(lambda nouns: erase_person(nouns, one, town.clock()))
    goes_on.set()
    await making
    await town.tells()
    assert told(stays) == [title]


async def test_two_processes_tell_nobody_two_updates_in_a_week(postgresql_town: Town) -> None:
    town = postgresql_town
    await town.people(20)
    for _ in range(2):
        await town.hears("campaign_update")
        await town.makes()
    bringers = [Bringer(town.store, town.platform, Steadiness(60.0), town.clock) for _ in range(2)]
    begun, goes_on = asyncio.Event(), asyncio.Event()

    def claim_slowly(nouns: Nouns) -> list[int]:
        claimed = bringers[0]._claim(nouns)
        begun.set()
        await_only(goes_on.wait())
        return [due.whom for due in claimed.due]

    def claim(nouns: Nouns) -> list[int]:
        return [due.whom for due in bringers[1]._claim(nouns).due]

    first = asyncio.create_task(town.store.turn(claim_slowly))
    await begun.wait()
    second = asyncio.create_task(town.store.turn(claim))
    goes_on.set()
    assert len(await first) == 20
    assert await second == []


@pytest.fixture
async def postgresql_town(postgresql_store: PostgresqlStore, api: TelegramApi, client: Client, clock: Clock) -> Town:
    """A town whose store several processes share."""
    telegram = Telegram(client, Standing(postgresql_store, clock, sleep=clock.naps))
    return await Town(postgresql_store, api, telegram, clock).founded()


async def test_a_digest_tells_nothing_twice(town: Town) -> None:
    ada = await town.person(digest=Digest.DAILY)
    first = await town.hears("response")
    await town.tells()
    town.clock.passes(days=1)
    await town.tells()
    second = await town.hears("response")
    await town.tells()
    town.clock.passes(days=1)
    await town.tells()
    texts = [message.text for message in ada.chat.from_bot]
    assert [(first in text, second in text) for text in texts] == [(True, False), (False, True)]
