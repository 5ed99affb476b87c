"""Bursts: what is far above the usual hour, or by one link, and what is not."""

from __future__ import annotations

import asyncio
import re
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from storage import signed_lately
from storage.bursts import Burst, bursts
from storage.hearing import ALARM, ALARM_UNATTENDED
from storage.members import Role
from storage.nouns import Nouns
from storage.petitions import Petition
from storage.showing import Showing
from storage.store import Store
from storage.tables.moderating import alarm
from storage.tables.news import alert, delivery
from storage.tables.signing import share_link
from tests.storage.plans import WHOLE, plan_of
from tests.storage.planting import NOW, planted, remembered, rows
from tests.storage.test_members import join

MODERATORS = (Role.OWNER, Role.MODERATOR)
DAY = timedelta(days=1)


async def many_sign(store: Store, park: Petition, people: int, at: datetime = NOW, *, is_held: bool = False) -> None:
    def sign(nouns: Nouns) -> None:
        for number in range(people):
            who = remembered(nouns, "terminal", f"{at:%d%H%M}{number}", "", at)
            nouns.signatures.add(park, who.id, Showing(), at, is_held=is_held)

    await store.turn(sign)


async def seen(store: Store, at: datetime = NOW + timedelta(seconds=30)) -> list[Burst]:
    return await store.read(lambda nouns: bursts(nouns.connection, at))


@pytest.mark.parametrize(("people", "is_burst"), [(59, False), (60, True)])
async def test_a_new_petition_may_get_so_many(store: Store, people: int, is_burst: bool) -> None:
    park = await planted(store)
    await many_sign(store, park, people)
    assert await seen(store) == ([Burst(park.id, people, 0, 0)] if is_burst else [])


async def test_what_is_usual_at_this_hour_is_no_burst(store: Store) -> None:
    park = await planted(store)
    for day in range(1, 5):
        await many_sign(store, park, 180, NOW - day * DAY)
    await many_sign(store, park, 70)
    assert await seen(store) == []


async def test_of_a_very_busy_hour_only_a_part_is_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signed_lately, "MOST_READ", 48)
    park = await planted(store)
    for day in range(1, 5):
        for minute in range(-30, 30, 5):
            await many_sign(store, park, 12, NOW - day * DAY + timedelta(minutes=minute, seconds=60))
    await many_sign(store, park, 100)
    (burst,) = await seen(store)
    assert 10 <= burst.usual <= 16, "twelve in five minutes"


async def test_one_raid_does_not_make_the_next_one_usual(store: Store) -> None:
    park = await planted(store)
    await many_sign(store, park, 300, NOW - DAY)
    await many_sign(store, park, 60)
    assert await seen(store) == [Burst(park.id, 60, 0, 0)]


async def test_what_came_long_ago_or_waits_is_no_burst(store: Store) -> None:
    park = await planted(store)
    await many_sign(store, park, 90, NOW - timedelta(minutes=6))
    await many_sign(store, park, 90, is_held=True)
    assert await seen(store) == []


@pytest.mark.parametrize(("by_link", "said"), [(16, []), (31, [31])])
async def test_by_one_link_fewer_are_a_burst(store: Store, by_link: int, said: list[int]) -> None:
    park = await planted(store)
    await many_sign(store, park, 40)

    def bring(nouns: Nouns) -> None:
        ada = remembered(nouns, "terminal", "ada", "", NOW)
        code = nouns.share_links.begin(ada.id, park.id)
        for _each in range(by_link):
            nouns.share_links.bring(code, park.id, 7, NOW)

    await store.turn(bring)
    assert [each.by_one_link for each in await seen(store)] == said


async def test_a_link_brings_its_sharer_only_so_many_an_hour(store: Store) -> None:
    park = await planted(store)
    later = NOW + timedelta(hours=1, seconds=1)

    def bring(nouns: Nouns) -> None:
        ada = remembered(nouns, "terminal", "ada", "", NOW)
        code = nouns.share_links.begin(ada.id, park.id)
        nouns.connection.run(sa.update(share_link).values(brought=499, lately=499, lately_since=NOW))
        for at in (NOW, NOW, NOW, later):
            nouns.share_links.bring(code, park.id, 7, at)

    await store.turn(bring)
    (link,) = await rows(store, sa.select(share_link))
    assert (link.brought, link.lately, link.lately_since) == (501, 1, later)


async def test_an_alarm_is_sounded_once_an_hour_and_to_those_on_duty(store: Store) -> None:
    park = await planted(store)
    burst = Burst(park.id, 412, 9, 0)

    def prepare(nouns: Nouns) -> None:
        join(nouns, "ann", Role.OWNER)
        join(nouns, "otto", Role.ORGANIZER)
        nouns.supporters.add("terminal", "mo", "mo", NOW, is_written_to=True)
        nouns.duty.begin(join(nouns, "mo", Role.MODERATOR), NOW + timedelta(hours=3))

    await store.turn(prepare)
    sounding = (store.turn(lambda nouns: nouns.alarms.sound(burst, MODERATORS, NOW)) for _process in range(3))
    assert sum(each is not None for each in await asyncio.gather(*sounding)) == 1
    assert await store.turn(lambda nouns: nouns.alarms.sound(burst, MODERATORS, NOW + DAY)) is not None
    told = sa.select(alert.c.kind).join(delivery, delivery.c.alert_id == alert.c.id).order_by(delivery.c.id)
    assert [row.kind for row in await rows(store, told)] == [ALARM, ALARM_UNATTENDED, ALARM_UNATTENDED]
    assert len(await rows(store, sa.select(alarm))) == 2


async def test_whom_nothing_reaches_is_not_relied_upon(store: Store) -> None:
    park = await planted(store)

    def sound(nouns: Nouns) -> object:
        for name in ("mo", "eva"):
            nouns.supporters.add("terminal", name, name, NOW, is_written_to=name == "eva")
            nouns.duty.begin(join(nouns, name, Role.MODERATOR), NOW + timedelta(hours=3))
        stopped = nouns.supporters.find("terminal", "eva")
        assert stopped is not None
        nouns.preferences.set(stopped.id, is_stopped=True)
        return nouns.alarms.sound(Burst(park.id, 412, 9, 0), MODERATORS, NOW)

    assert await store.turn(sound) is not None
    told = sa.select(alert.c.kind).join(delivery, delivery.c.alert_id == alert.c.id)
    assert [row.kind for row in await rows(store, told)] == [ALARM_UNATTENDED, ALARM_UNATTENDED]


async def test_an_hour_after_an_alarm_nobody_is_alarmed_again(store: Store) -> None:
    park = await planted(store)
    await many_sign(store, park, 60)
    (burst,) = await seen(store)
    at = NOW - timedelta(minutes=50)
    await store.turn(lambda nouns: nouns.alarms.sound(burst, MODERATORS, at))
    assert await seen(store) == []


async def test_a_petition_that_holds_what_is_new_rings_no_more(store: Store) -> None:
    park = await planted(store)
    await many_sign(store, park, 60)
    await store.turn(lambda nouns: nouns.holds.set(park.id, is_on=True))
    assert await seen(store) == []


async def test_what_was_held_after_the_burst_was_seen_rings_no_more(store: Store) -> None:
    park = await planted(store)
    await many_sign(store, park, 60)
    (burst,) = await seen(store)
    await store.turn(lambda nouns: nouns.holds.set(park.id, is_on=True))
    assert await store.turn(lambda nouns: nouns.alarms.sound(burst, MODERATORS, NOW)) is None
    assert await rows(store, sa.select(alert)) == []


async def test_whoever_is_no_moderator_any_more_is_not_on_duty(store: Store) -> None:
    def on_duty(nouns: Nouns) -> list[str]:
        mo = join(nouns, "mo", Role.MODERATOR)
        nouns.duty.begin(mo, NOW + timedelta(hours=3))
        nouns.members.change(mo, Role.ORGANIZER)
        return [each.name for each in nouns.duty.now(mo.organisation_id, MODERATORS, NOW)]

    assert await store.turn(on_duty) == []


async def test_looking_for_bursts_goes_by_indexes(store: Store) -> None:
    park = await planted(store)
    await many_sign(store, park, 60)
    plan = await store.turn(lambda nouns: plan_of(nouns, lambda asked: bursts(asked.connection, NOW)))
    assert {"ix_tally_by_people", "ix_signature_of_petition"} <= set(re.findall(r"ix_\w+", plan))
    assert not WHOLE.search(plan), plan
