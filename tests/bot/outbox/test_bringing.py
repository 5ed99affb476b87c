"""News is brought to everybody, once, at the pace that the platform allows, whatever it answers."""

from __future__ import annotations

import asyncio
import gc
from contextlib import suppress
from datetime import timedelta
from itertools import pairwise

import pytest
import sqlalchemy as sa
from structlog.testing import capture_logs

from bot.outbox import bringing, rendering
from bot.outbox.outcomes import Outcomes
from bot.platforms import Platform
from handlers.alerts.telling import Telling, tell_alert
from handlers.screens import Screen
from storage.due import Due
from storage.store import Store
from storage.tables.news import delivery
from storage.tables.people import account
from tests.bot.outbox.town import A_SECOND, Town, told
from tests.storage.planting import rows, tell_at_once
from tests.telegram_api import TelegramApi


def gaps(town: Town) -> list[float]:
    """Seconds between one message that was taken and the next."""
    return [(after - before).total_seconds() for before, after in pairwise(town.sent_at)]


async def test_everybody_is_told_once_at_the_pace_that_is_allowed(town: Town, api: TelegramApi) -> None:
    api.limits.is_on = True
    people = await town.people(75)
    title = await town.hears("response")
    await town.tells()
    assert all(told(person) == [title] for person in people)
    assert await town.states() == [("sent", "")] * 75
    assert (town.sent_at[-1] - town.sent_at[0]).total_seconds() == pytest.approx(74 / 30, abs=0.01)
    assert not api.limits.refused


async def test_a_limit_of_the_whole_bot_is_waited_for_as_long_as_it_says(town: Town, api: TelegramApi) -> None:
    people = await town.people(40)
    title = await town.hears("response")
    api.fails_next("sendMessage", error=429, retry_after=7, times=3)
    await town.tells()
    calls = api.calls_of("sendMessage")
    refused = max(call.at for call in calls if call.status == 429)
    assert [call.at for call in calls if refused < call.at < refused + timedelta(seconds=7)] == []
    assert min(call.at for call in calls if call.at > refused) - refused < timedelta(seconds=7.1)
    town.clock.passes(minutes=1)
    await town.tells()
    assert all(told(person) == [title] for person in people)


async def test_after_a_limit_the_pace_is_found_again(town: Town, api: TelegramApi) -> None:
    await town.people(450)
    await town.hears("response")
    api.fails_next("sendMessage", error=429, retry_after=1, times=3)
    await town.tells()
    assert gaps(town)[5] == pytest.approx(1 / 24, abs=0.001)
    assert gaps(town)[-2] == pytest.approx(1 / 30, abs=0.001)


async def test_a_limit_that_is_said_many_times_over_slows_down_once(town: Town, api: TelegramApi) -> None:
    await town.people(9)
    await town.hears("response")
    api.fails_next("sendMessage", error=429, retry_after=5, times=9)
    await town.makes()
    bringer = town.hasty_bringer()
    await bringer.keep()
    assert bringer._steadiness.per_second == pytest.approx(10_000 * 0.8)


async def test_nobody_is_written_to_faster_than_a_chat_takes(town: Town, api: TelegramApi) -> None:
    api.limits.is_on = True
    people = await town.people(3)
    group = await town.group(people[0])
    for _ in range(21):
        await town.hears("response")
    await town.tells_all()
    assert [len(told(person)) for person in people] == [21, 21, 21]
    assert len(group.from_bot) == 21
    assert not api.limits.refused
    sent = [call.at for call in api.calls_of("sendMessage") if call.chat_id == group.id]
    assert all(after - before >= timedelta(seconds=3) for before, after in pairwise(sent))


async def test_a_limit_of_one_person_holds_up_nobody_for_longer(town: Town, api: TelegramApi) -> None:
    people = await town.people(3)
    await town.hears("response")
    api.fails_next("sendMessage", error=429, retry_after=2, chat=people[0].id)
    await town.tells_all()
    assert [len(told(person)) for person in people] == [1, 1, 1]
    assert town.sent_at[-1] - town.sent_at[0] < timedelta(seconds=30)


async def test_a_limit_of_one_group_holds_up_that_group_alone(town: Town, api: TelegramApi) -> None:
    people = await town.people(20)
    group = await town.group(people[0])
    title = await town.hears("response")
    api.fails_next("sendMessage", error=429, retry_after=30, chat=group.id)
    await town.tells()
    assert all(told(person) == [title] for person in people)
    assert max(gaps(town)) < 0.1
    assert town.steadiness.per_second == 30
    assert [message.text for message in group.from_bot] == []
    refused = next(call.at for call in api.calls if call.status == 429)
    town.clock.time = refused + timedelta(seconds=29)
    await town.tells()
    assert [message.text for message in group.from_bot] == []
    town.clock.time = refused + timedelta(seconds=30)
    await town.tells()
    assert len(group.from_bot) == 1


async def test_who_is_gone_is_not_written_to_again_and_nothing_is_said_of_it(town: Town) -> None:
    gone, there = await town.people(2)
    await gone.starts()
    await gone.blocks()
    with capture_logs() as logs:
        await town.hears("response")
        await town.tells()
    await town.hears("response")
    await town.tells()
    assert len(told(there)) == 2
    assert sorted(await town.states()) == [("gone", ""), ("sent", ""), ("sent", "")]
    assert [each for each in logs if each["log_level"] != "debug"] == []


async def test_who_is_gone_is_told_on_their_other_account(town: Town, store: Store) -> None:
    person = await town.person()
    await person.starts()
    await person.blocks()
    ada = await town.supporter(person)
    other = await store.turn(lambda nouns: nouns.supporters.add("discord", "7", "7", town.clock(), is_written_to=True))
    await store.turn(lambda nouns: nouns.supporters.unite(ada, other.id))
    await town.hears("response")
    await store.turn(lambda nouns: nouns.connection.run(sa.update(account).values(gone_at=None)))
    await town.makes()
    await store.turn(lambda nouns: nouns.connection.run(sa.update(delivery).values(platform="telegram")))
    await town.tells()
    (row,) = await rows(store, sa.select(delivery))
    assert (row.platform, row.state) == ("discord", "queued")


@pytest.mark.parametrize(("kind", "times", "state"), [("campaign_update", 2, "sent"), ("milestone", 1, "failed")])
async def test_where_nobody_knows_whether_it_came_the_kind_decides(
    town: Town, api: TelegramApi, kind: str, times: int, state: str
) -> None:
    await town.founded("zoo", count=50_000)
    person = await town.person()
    await town.hears(kind, "100")
    api.loses_next_answer("sendMessage")
    await town.tells()
    town.clock.passes(minutes=1)
    await town.tells()
    assert len(told(person)) == times
    assert [each for each, _problem in await town.states()] == [state]


@pytest.mark.parametrize(("kind", "times"), [("response", 2), ("milestone", 1)])
async def test_what_a_crash_left_in_doubt_is_decided_by_its_kind(town: Town, kind: str, times: int) -> None:
    await town.founded("zoo", count=50_000)
    person = await town.person()
    await town.hears(kind, "100")
    await town.makes()
    await town.store.turn(town.bringer()._claim)
    await town.platform.deliver(str(person.id), Screen("It came"))
    await town.begins_anew()
    await town.tells()
    assert len(told(person)) == times


async def test_a_crash_leaves_nobody_out_of_what_organizers_tell(town: Town, store: Store) -> None:
    person = await town.person()
    said = ("We move", "To Hull.", "Bo", town.clock(), town.petition_id)
    assert await store.turn(lambda nouns: tell_at_once(nouns, 1, *said))
    await town.makes()
    await store.turn(town.bringer()._claim)
    await town.begins_anew()
    await town.tells()
    assert told(person) == ["We move"]
    assert await town.states() == [("sent", "")]


async def test_a_fault_of_the_server_is_waited_out(town: Town, api: TelegramApi) -> None:
    people = await town.people(5)
    api.fails_next("sendMessage", error=500, times=12)
    await town.hears("response")
    await town.tells_all()
    assert [len(told(person)) for person in people] == [1] * 5


async def test_an_alert_that_cannot_be_made_fails_alone_and_is_logged_once(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(telling: Telling) -> Screen | None:
        if telling.news.occasion == "poison":
            raise ValueError("poison")
        return tell_alert(telling)

    monkeypatch.setattr(rendering, "tell_alert", broken)
    people = await town.people(50)
    await town.hears("response", "poison")
    title = await town.hears("response")
    with capture_logs() as logs:
        await town.tells()
    assert all(told(person) == [title] for person in people)
    assert [each["kind"] for each in logs if each["log_level"] == "error"] == ["response"]
    assert len(town.sent_at) == 50
    monkeypatch.undo()
    town.clock.passes(minutes=5)
    await town.tells()
    assert all(told(person) == [title, "poison"] for person in people)


async def test_a_clean_end_loses_nothing_and_doubles_nobody(town: Town, api: TelegramApi) -> None:
    people = await town.people(60)
    title = await town.hears("response")
    await town.makes()
    for until in (5, 21, 40):
        telling = asyncio.create_task(town.bringer().keep())
        await api.until(lambda until=until: len(town.sent_at) >= until)  # type: ignore[misc]
        telling.cancel()
        with suppress(asyncio.CancelledError):
            await telling
        assert not [state for state, _problem in await town.states() if state == "sending"]
    await town.tells()
    assert all(told(person) == [title] for person in people)
    assert {row.tries for row in await rows(town.store, sa.select(delivery.c.tries))} == {1}


async def test_no_more_is_in_doubt_than_may_be_in_flight(
    town: Town, api: TelegramApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on, write = asyncio.Event(), Outcomes.write

    async def hangs(outcomes: Outcomes) -> None:
        await goes_on.wait()
        await write(outcomes)

    monkeypatch.setattr(Outcomes, "write", hangs)
    await town.people(2 * bringing.MOST_IN_FLIGHT)
    await town.hears("response")
    await town.makes()
    telling = asyncio.create_task(town.hasty_bringer().keep())
    await api.until(lambda: len(town.sent_at) == bringing.MOST_IN_FLIGHT)
    for _ in range(200):
        await asyncio.sleep(0)
    assert len(town.sent_at) == bringing.MOST_IN_FLIGHT
    goes_on.set()
    await telling
    assert len(town.sent_at) == 2 * bringing.MOST_IN_FLIGHT


async def test_an_end_while_some_are_being_claimed_gives_them_back(town: Town) -> None:
    await town.people(3)
    await town.hears("response")
    await town.makes()
    telling = asyncio.create_task(town.bringer().keep())
    for _ in range(2):
        await asyncio.sleep(0)
    telling.cancel()
    with suppress(asyncio.CancelledError):
        await telling
    assert await town.states() == [("queued", "")] * 3


async def test_two_processes_share_one_pace_and_double_nobody(town: Town, api: TelegramApi) -> None:
    api.limits.is_on = True
    people = await town.people(120)
    title = await town.hears("response")
    await town.makes()
    await asyncio.gather(*(town.bringer().keep() for _ in range(2)))
    assert all(told(person) == [title] for person in people)
    assert not api.limits.refused
    assert (town.sent_at[-1] - town.sent_at[0]) >= timedelta(seconds=119 / 30) - A_SECOND / 10


async def test_nothing_is_begun_that_has_to_wait_for_long(town: Town) -> None:
    await town.people(3)
    await town.hears("response")
    await town.makes()
    now = town.clock()
    await town.store.turn(lambda nouns: nouns.pace.rest("telegram", now + timedelta(minutes=10), now))
    batch = await town.store.turn(town.bringer()._claim)
    assert (batch.due, batch.looked_at) == ([], 1)
    assert await town.states() == [("queued", "")] * 3
    begun = town.clock()
    await town.tells()
    assert town.sent_at[0] - begun >= timedelta(minutes=10)


async def test_no_more_is_held_in_memory_the_more_people_there_are(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    most: list[int] = []

    async def held_while_telling(people: int) -> int:
        await town.people(people)
        await town.hears("response")
        most.clear()
        await town.tells()
        return max(most)

    deliver = town.platform.deliver

    async def counting(*given: object, **more: object) -> object:
        if len(town.sent_at) % 50 == 0:
            most.append(sum(isinstance(each, Due) for each in gc.get_objects()))
        return await deliver(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(town.platform, "deliver", counting)
    few = await held_while_telling(100)
    many = await held_while_telling(300)
    assert many <= few + town.steadiness.batch + 2


async def test_answers_overtake_what_is_told_to_many(town: Town, api: TelegramApi, platform_running: Platform) -> None:
    await town.people(100)
    ada = api.person("Ada")
    await ada.starts()
    await ada.sees("")
    await town.hears("response")
    may_go = asyncio.Event()
    api.delays_next("sendMessage", until=may_go, times=bringing.MOST_IN_FLIGHT)
    await town.makes()
    telling = asyncio.create_task(town.hasty_bringer().keep())
    while api.server.in_progress < bringing.MOST_IN_FLIGHT:  # noqa: ASYNC110 – no bell rings where one begins
        await asyncio.sleep(0.01)
    label = next(label for row in ada.last.rows for label in [row[0].label])
    assert (await (await ada.taps(label)).answered()).is_answered
    assert town.sent_at[1:] == []
    may_go.set()
    await telling
