"""A test copy comes to all accounts of whoever asked for it, and to nobody else."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import sqlalchemy as sa

from storage.members import Role
from storage.nouns import Nouns
from storage.store import Store
from storage.tables.news import alert, delivery
from storage.tables.people import account
from tests.storage.planting import NOW, planted, rows
from tests.storage.test_members import join


def tries(nouns: Nouns, petition_id: int, name: str = "ada", minutes: int = 0) -> list[str]:
    """A member asks for a copy; the platforms on which it comes."""
    supporter = nouns.supporters.find("terminal", name)
    me = nouns.members.of(supporter.id, 1) if supporter else None
    assert me is not None
    return nouns.trials.send(petition_id, me, NOW + timedelta(minutes=minutes))


def links(nouns: Nouns, name: str, platform: str) -> None:
    """They have an account elsewhere, too; all of theirs may be written to."""
    supporter = nouns.supporters.find("terminal", name)
    assert supporter is not None
    nouns.supporters.write_to("terminal", name, is_on=True)
    sealed = {"reference": platform.encode(), "user_id": b"", "address": b""}
    row = {"id": len(platform), "supporter_id": supporter.id, "platform": platform, "is_written_to": True, **sealed}
    nouns.connection.run(sa.insert(account).values(row))


async def test_it_comes_once_on_each_of_their_apps(store: Store) -> None:
    park = await planted(store)
    await store.turn(lambda nouns: [join(nouns, name, Role.ORGANIZER) for name in ("ada", "bo")])
    for app in ("discord", "telegram"):
        await store.turn(partial(links, name="ada", platform=app))
    for _twice in range(2):
        assert await store.turn(lambda nouns: tries(nouns, park.id)) == ["discord", "telegram", "terminal"]
    told = await rows(store, sa.select(delivery).order_by(delivery.c.platform))
    assert [each.platform for each in told] == ["discord", "telegram", "terminal"]
    assert len({each.supporter_id for each in told}) == 1
    assert {each.state for each in await rows(store, sa.select(alert))} == {"made"}
    await store.turn(lambda nouns: tries(nouns, park.id, minutes=1))
    assert len(await rows(store, sa.select(delivery))) == 6


async def test_nobody_is_told_who_can_not_be_written_to(store: Store) -> None:
    park = await planted(store)
    await store.turn(lambda nouns: join(nouns, "ada", Role.ORGANIZER))
    await store.turn(lambda nouns: nouns.supporters.write_to("terminal", "ada", is_on=False))
    assert await store.turn(lambda nouns: tries(nouns, park.id)) == []
    assert await rows(store, sa.select(alert)) == []
