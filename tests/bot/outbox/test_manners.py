"""Whether somebody is told, when and how: as they wish, and never too much."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from storage.follows import Topic
from storage.preferences import Digest, Night
from storage.tables.news import delivery
from storage.tables.petitions import petition
from tests.bot.outbox.town import Town, told
from tests.storage.planting import rows

LONDON = ZoneInfo("Europe/London")
NIGHT = datetime(2026, 11, 21, 23, 30, tzinfo=LONDON)
MORNING = datetime(2026, 11, 22, 8, tzinfo=LONDON)
MONDAY = datetime(2026, 11, 23, 8, tzinfo=LONDON)
A_MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
async def _many_have_signed(town: Town) -> None:
    await town.store.turn(lambda nouns: nouns.connection.run(sa.update(petition).values(count=50_000)))


async def problems(town: Town) -> list[str]:
    """Why something was not sent, of those that came to an end."""
    return [problem for state, problem in await town.states() if state == "skipped"]


async def test_at_night_it_comes_without_a_sound(town: Town) -> None:
    person = await town.person()
    town.clock.time = NIGHT
    await town.hears("response")
    await town.tells()
    town.clock.time = MORNING
    await town.hears("response")
    await town.tells()
    assert [message.is_silent for message in person.chat.from_bot] == [True, False]


async def test_the_night_is_that_of_whoever_is_told(town: Town) -> None:
    person = await town.person(zone="Australia/Lord_Howe")
    await town.hears("response")
    await town.tells()
    assert person.last.is_silent


async def test_what_is_kept_for_the_morning_comes_then(town: Town) -> None:
    person = await town.person(night=Night.KEEP)
    town.clock.time = NIGHT
    await town.hears("response")
    await town.tells()
    town.clock.time = MORNING - A_MINUTE
    await town.tells()
    assert told(person) == []
    town.clock.time = MORNING
    await town.tells()
    assert [message.is_silent for message in person.chat.from_bot] == [False]


async def test_three_messages_a_week_and_how_it_ends_beside_them(town: Town) -> None:
    person = await town.person()
    for goal in ("100", "500", "1000", "2500"):
        await town.hears("milestone", goal)
        await town.tells()
        town.clock.passes(hours=25)
    assert (len(told(person)), await problems(town)) == (3, ["enough this week"])
    await town.hears("response")
    await town.tells()
    assert len(told(person)) == 4
    town.clock.passes(days=7)
    await town.hears("milestone", "5000")
    await town.tells()
    assert len(told(person)) == 5


async def test_one_campaign_update_a_week(town: Town) -> None:
    person = await town.person()
    first = await town.hears("campaign_update")
    await town.tells()
    town.clock.passes(days=2)
    await town.hears("campaign_update")
    await town.tells()
    town.clock.passes(days=5, minutes=1)
    third = await town.hears("campaign_update")
    await town.tells()
    assert (told(person), await problems(town)) == ([first, third], ["too soon"])


async def test_one_milestone_a_day_and_a_higher_goal_takes_the_place_of_one_that_waits(town: Town) -> None:
    person = await town.person()
    for goal in ("100", "500", "1000"):
        await town.hears("milestone", goal)
        await town.tells()
        town.clock.passes(hours=1)
    assert len(told(person)) == 1
    town.clock.passes(hours=22)
    await town.tells()
    assert [line.rstrip(".").split()[-2] for line in told(person)] == ["100", "1,000"]
    assert await problems(town) == ["replaced by later news"]


@pytest.mark.parametrize(("digest", "at"), [(Digest.DAILY, MORNING), (Digest.WEEKLY, MONDAY)])
async def test_a_digest_is_one_message(town: Town, digest: Digest, at: datetime) -> None:
    person = await town.person(digest=digest)
    titles = []
    for kind in ("campaign_update", "response"):
        titles.append(await town.hears(kind))
        await town.tells()
        town.clock.passes(hours=1)
    town.clock.time = at - A_MINUTE
    await town.tells()
    assert told(person) == []
    town.clock.time = at
    await town.tells()
    assert len(told(person)) == 1
    assert all(each in person.last.text for each in titles)
    assert await town.states() == [("sent", "digest")] * 2


async def test_who_has_stopped_everything_is_told_nothing(town: Town) -> None:
    person = await town.person(is_stopped=True)
    await town.hears("response")
    await town.tells()
    assert (told(person), await problems(town)) == ([], ["stopped"])


async def test_what_somebody_saw_as_missed_news_is_not_sent_as_well(town: Town) -> None:
    person = await town.person()
    await town.hears("response")
    await town.makes()
    town.clock.passes(minutes=1)
    one = await town.supporter(person)
    await town.store.turn(lambda nouns: nouns.preferences.set(one, news_seen_at=town.clock()))
    await town.tells()
    assert (told(person), await problems(town)) == ([], ["seen"])


async def test_what_was_looked_at_by_a_clock_that_was_set_back_since_hides_nothing_later(town: Town) -> None:
    person = await town.person()
    one, ahead = await town.supporter(person), town.clock() + timedelta(days=3)
    await town.store.turn(lambda nouns: nouns.preferences.set(one, news_seen_at=ahead))
    title = await town.hears("response")
    await town.tells()
    assert told(person) == [title]


async def test_only_who_wants_a_kind_of_news_hears_it(town: Town) -> None:
    wants, does_not = await town.person(), await town.person(Topic.ENDINGS)
    await town.hears("milestone", "100")
    await town.tells()
    assert (len(told(wants)), len(told(does_not))) == (1, 0)


async def test_a_clock_that_was_off_for_days_sends_what_is_not_too_late(town: Town) -> None:
    person = await town.person()
    await town.hears("campaign_update")
    await town.hears("milestone", "100")
    await town.makes()
    town.clock.passes(hours=40)
    await town.tells()
    assert (len(told(person)), await problems(town)) == (1, ["too late"])
    assert "100" in person.last.text


async def test_a_discreet_message_names_nothing(town: Town) -> None:
    person = await town.person(is_discreet=True)
    title = await town.hears("response")
    await town.tells()
    assert title not in person.last.text
    assert "park" not in person.last.text


async def test_what_was_told_is_written_down_with_its_time(town: Town) -> None:
    await town.person()
    await town.hears("response")
    begun = town.clock()
    await town.tells()
    (row,) = await rows(town.store, sa.select(delivery))
    assert (row.state, row.due_at, row.at) == ("sent", None, begun)
    assert row.message is not None
