"""More that wait than are counted: that there are more is said, and no number that is none."""

from __future__ import annotations

import sqlalchemy as sa

from handlers.screens import Screen
from storage.members import Role
from storage.nouns import Nouns
from storage.queues import MOST_COUNTED
from storage.showing import PETITION, Showing
from storage.store import Store
from storage.tables.signing import signature
from tests.handlers.organizing.tapping import reply_to
from tests.storage.planting import NOW
from tests.storage.test_members import join
from tests.storage.test_queues import Planted, plant


def raid(here: Planted) -> None:
    """More than are counted, of which each waits as all that is new."""
    nouns = here.nouns
    nouns.holds.set(here.petition_id, is_on=True)
    given = here.signs("ada", Showing())
    row = nouns.connection.first(sa.select(signature).where(signature.c.id == given))
    assert row is not None
    assert row.put_by == PETITION
    more = [row._asdict() | {"id": n + 1, "supporter_id": None} for n in range(MOST_COUNTED + 4)]
    nouns.connection.many(sa.insert(signature), more)


def sees(nouns: Nouns, token: str) -> str:
    """What a moderator is shown."""
    shown = reply_to(nouns, "mo", token)
    assert isinstance(shown, Screen)
    return f"{shown.title} {shown.body}"


async def test_that_there_are_more_is_said_wherever_they_are_counted(store: Store) -> None:
    def tap(nouns: Nouns) -> None:
        here = plant(nouns)
        join(nouns, "mo", Role.OWNER)
        raid(here)
        held, key = f"{here.petition_id}", (NOW.timestamp() * 1000).__trunc__()
        assert "More than 1,000 wait so far." in sees(nouns, f"holding:{held}")
        assert "More than 1,000 that came meanwhile wait." in sees(nouns, f"holding_no:{held}")
        assert "Counted: 100 of more than 1,000" in sees(nouns, f"holding_count:{held}:{key}")
        assert "more than 1,000" in sees(nouns, f"done:{here.organisation_id}")

    await store.turn(tap)
