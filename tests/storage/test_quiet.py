"""Nothing was told of a petition for long: its organizers are asked for news, once in as many days."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from storage.hearing import QUIET
from storage.members import Role
from storage.nouns import Nouns
from storage.petitions import Petition
from storage.standing import State
from storage.store import Store
from storage.tables.news import alert, delivery
from storage.tables.organisations import organisation
from tests.storage.planting import NOW, planted, rows, tell_at_once
from tests.storage.test_members import join

USUAL = timedelta(days=30)


async def silent(store: Store, days: int, **columns: Any) -> Petition:
    """A petition that began so long ago."""
    return await planted(store, started_on=(NOW - timedelta(days=days)).date(), **columns)


def ask(nouns: Nouns) -> int:
    """Whoever is due, now."""
    found = nouns.quiet.due(NOW, 10)
    return sum(nouns.quiet.ask(each, [Role.OWNER, Role.ORGANIZER], NOW) for each in found)


async def test_organizers_are_asked_once_and_moderators_are_not(store: Store) -> None:
    park = await silent(store, 34)
    await store.turn(lambda nouns: [join(nouns, name, role).id for name, role in zip("abc", Role, strict=True)])
    assert await store.read(lambda nouns: nouns.quiet.days_of(park, NOW)) == 34
    assert await store.turn(ask) == 1
    assert await store.turn(ask) == 0
    (raised,) = await rows(store, sa.select(alert).where(alert.c.kind == QUIET))
    assert raised.subject == f"petition:{park.id}"
    assert len(await rows(store, sa.select(delivery))) == 2


async def test_whoever_told_something_lately_is_not_asked(store: Store) -> None:
    park = await silent(store, 34)

    def tell(nouns: Nouns) -> object:
        return tell_at_once(nouns, park.organisation_id, "News", "Soon.", "", NOW - timedelta(days=2), park.id)

    assert await store.turn(tell)
    assert await store.turn(ask) == 0
    assert await store.read(lambda nouns: nouns.quiet.days_of(park, NOW)) == 0


async def test_nobody_is_asked_about_what_has_ended_or_is_young(store: Store) -> None:
    await silent(store, 29)
    await planted(store, "pond", started_on=(NOW - timedelta(days=90)).date(), state=State.CLOSED.value)
    assert await store.turn(ask) == 0


async def test_an_organisation_may_wish_never_to_be_asked(store: Store) -> None:
    park = await silent(store, 90)
    await store.turn(lambda nouns: nouns.connection.run(sa.update(organisation).values(quiet_days=0)))
    assert await store.turn(ask) == 0
    assert await store.read(lambda nouns: nouns.quiet.days_of(park, NOW)) == 0
