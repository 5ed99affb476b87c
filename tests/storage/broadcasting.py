"""A broadcast of one petition's organizers, its people, and what becomes of it, straight in the store."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from storage.broadcast_rows import Broadcast
from storage.follows import Topic
from storage.hearing import BROADCAST, VICTORY
from storage.holding_up import finish, hold_up_more, unfinished
from storage.nouns import Nouns
from storage.showing import Showing
from storage.tables.news import delivery
from storage.tables.organisations import organisation
from storage.tables.petitions import petition
from storage.tables.telling import campaign_update, update_text
from tests.storage.delivering import LATER, PARK, claimed, make_all, person, plant
from tests.storage.planting import NOW

AN_HOUR = timedelta(hours=1)
A_DAY = timedelta(days=1)


def draft(nouns: Nouns, petition_id: int | None = 1, locale: str = "en") -> int:
    """A broadcast with words that is not told yet."""
    begun = nouns.broadcasts.begin(1, BROADCAST, locale, NOW, petition_id)
    assert begun is not None
    assert nouns.broadcast_words.write(begun, locale, "We move", "To Hull.", "Bo")
    return begun


def victory(nouns: Nouns, slug: str = "won") -> int:
    """A draft that says that the park is won, and what tells it."""
    values = {"petition_id": 1, "slug": slug, "kind": VICTORY, "happened_on": date(2026, 11, 20), "title": "It stays"}
    row = {**values, "text": "It does.", "sources": [], "state": "draft", "what_changed": "No road.", "is_full": True}
    added = nouns.connection.first(sa.insert(campaign_update).values(row).returning(campaign_update.c.id))
    assert added is not None
    begun = nouns.broadcasts.begin(1, VICTORY, "en", NOW, 1, added.id)
    assert begun is not None
    return begun


def withdraws(nouns: Nouns, broadcast_id: int, why: str, now: datetime) -> bool:
    """The news that it tells hold no longer."""
    piece = nouns.news_drafts.find(found(nouns, broadcast_id).update_id or 0)
    assert piece is not None
    return nouns.news_drafts.withdraw(piece, why, now)


def translated(nouns: Nouns, locale: str, title: str) -> None:
    """The news, in one more language."""
    nouns.connection.run(sa.insert(update_text).values(update_id=1, locale=locale, title=title, text=title))


def found(nouns: Nouns, broadcast_id: int) -> Broadcast:
    """How it stands."""
    its = nouns.broadcasts.find(broadcast_id)
    assert its is not None
    return its


def people(nouns: Nouns, *names: str, **how: Any) -> dict[int, str]:
    """Some who follow the park, by their ids."""
    return {person(nouns, name, PARK, **how): name for name in names}


def signs(nouns: Nouns, name: str, showing: Showing | None = None, at: datetime = NOW, **how: Any) -> int:
    """Somebody who signed the park and follows it since."""
    park = nouns.petitions.find(1, "en", NOW)
    assert park is not None
    supporter_id = person(nouns, name, **{key: how.pop(key) for key in ("platform", "is_written_to") if key in how})
    assert nouns.signatures.add(park, supporter_id, showing or Showing(), at, **how)
    nouns.follows.begin(supporter_id, PARK, Topic.ENDINGS | Topic.UPDATES, NOW)
    return supporter_id


def tells(nouns: Nouns, most: int = 10, now: datetime = LATER) -> list[int]:
    """So many are told; who."""
    told = claimed(nouns, now, most)
    for due in told:
        nouns.deliveries.is_sent(due, "7", now)
    return [due.whom for due in told]


def works(nouns: Nouns, now: datetime = LATER) -> None:
    """What the clock has done."""
    while hold_up_more(nouns, now):
        pass
    for broadcast_id in unfinished(nouns):
        while finish(nouns, broadcast_id, now):
            pass


def counted(nouns: Nouns) -> dict[tuple[str, str], int]:
    """How many deliveries there are of each state and problem."""
    rows = nouns.connection.all(sa.select(delivery.c.state, delivery.c.problem))
    return dict(Counter((row.state, row.problem) for row in rows))


def asks_for_two(nouns: Nouns, **rules: Any) -> None:
    """The organisation has rules."""
    nouns.connection.run(sa.update(organisation).values({"needs_two": True, **rules}))


def stands(nouns: Nouns) -> str:
    """How the park stands."""
    row = nouns.connection.first(sa.select(petition.c.state).where(petition.c.id == 1))
    assert row is not None
    return str(row.state)


__all__ = ["LATER", "PARK", "make_all", "plant"]
