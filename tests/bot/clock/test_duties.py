"""What the clock has done over a store: reminders, days ahead, forgetting, and the nightly recount."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from structlog.testing import capture_logs

from bot.clock import recounting, reminding
from bot.clock.duties import duties_over
from bot.clock.recounting import recount
from bot.clock.reminding import DaysAhead, remind
from bot.clock.ticking import EVERY, Clock
from bot.clock.tidying import KEPT_FOR, tidy
from bot.tallying import Tally
from storage.attachments import Owner, Words
from storage.file_store import DOCUMENTS, FileStore
from storage.nouns import Nouns
from storage.recurring import EveryDays
from storage.store import Store
from storage.tables.news import alert, reminder
from storage.tables.organisations import organisation
from storage.tables.petitions import key_date, petition
from tests.pictures import PDF, png
from tests.storage.planting import plant_organisation, planted, rows, sign

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAILY = EveryDays(1, date(2026, 11, 22), time(17))


async def told(store: Store) -> list[tuple[str, str]]:
    """Kinds and occasions, in order."""
    found = await rows(store, sa.select(alert).order_by(alert.c.id))
    return [(row.kind, row.occasion) for row in found]


async def test_all_that_is_due_is_told_page_after_page(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reminding, "MOST_AT_ONCE", 2)
    for n in range(5):
        park = await planted(store, f"park {n}")
        await store.turn(lambda nouns, park=park: nouns.reminders.add_rule(park.id, DAILY, "UTC", NOON))  # type: ignore[misc]
    await remind(store, NOON + timedelta(hours=5))
    assert await told(store) == [("reminder", "2026-11-22T17:00")] * 5


async def test_days_ahead_are_looked_for_once_an_hour(store: Store) -> None:
    ahead, park = DaysAhead(store), await planted(store)

    def plant(nouns: Nouns) -> None:
        nouns.connection.run(sa.insert(key_date).values(petition_id=park.id, on_date=date(2026, 11, 25), what="X"))

    await ahead.tell(NOON)
    await store.turn(plant)
    await ahead.tell(NOON + timedelta(minutes=59))
    assert await told(store) == []
    for minutes in (60, 61, 125):
        await ahead.tell(NOON + timedelta(minutes=minutes))
    assert await told(store) == [("key_date", "1:3")]


async def test_a_zone_that_nobody_knows_stops_no_other(store: Store) -> None:
    park = await planted(store)

    def plant(nouns: Nouns) -> None:
        for unknown in ("Atlantis/Nowhere", "Zeta/Nowhere"):
            plant_organisation(nouns, unknown)
            nouns.connection.run(sa.update(organisation).where(organisation.c.slug == unknown).values(zone=unknown))
        nouns.connection.run(sa.insert(key_date).values(petition_id=park.id, on_date=date(2026, 11, 25), what="X"))

    await store.turn(plant)
    with capture_logs() as logged:
        await DaysAhead(store).tell(NOON)
    assert await told(store) == [("key_date", "1:3")]
    assert sorted(line["zone"] for line in logged) == ["Atlantis/Nowhere", "Zeta/Nowhere"]


async def test_a_night_is_recounted_once(store: Store) -> None:
    park = await planted(store)
    await sign(store, park, "ada")
    night = datetime.combine(NOON.date(), recounting.FROM, UTC)
    wrong = sa.update(petition).where(petition.c.id == park.id).values(count=5)
    await store.turn(lambda nouns: nouns.connection.run(wrong))
    with capture_logs() as logged:
        for now in (night - timedelta(minutes=1), night, night + timedelta(hours=9), night + timedelta(days=1)):
            await recount(store, now)
    [first, after, *others] = [{name: line[name] for name in line if name != "log_level"} for line in logged]
    assert first == {"event": "a count differs from its ledger", "petition": park.id, "count": 5, "ledger": 1}
    assert after == {"event": "recounted", "mismatches": 1}
    assert others == [first, after]


async def test_files_go_that_nothing_names_after_two_days(store: Store, tmp_path: Path) -> None:
    files, park = FileStore(tmp_path), await planted(store)
    attached, orphan, young = (files.keep(data, DOCUMENTS) for data in (png(), png(shade=5), PDF))
    for kept, age in ((attached, KEPT_FOR * 9), (orphan, KEPT_FOR), (young, KEPT_FOR / 2)):
        moment = (NOON - age).timestamp() - 1
        os.utime(kept.path, (moment, moment))
    owner = Owner(petition_id=park.id)
    await store.turn(lambda nouns: nouns.attachments.set_picture(owner, attached, "park.png", Words("A park")))
    await tidy(store, files, NOON)
    assert [kept.path.exists() for kept in (attached, orphan, young)] == [True, False, True]


async def test_a_whole_clock_over_a_store(store: Store, tmp_path: Path) -> None:
    park = await planted(store)
    await sign(store, park, "ada")
    await store.turn(lambda nouns: nouns.reminders.add_rule(park.id, DAILY, "UTC", NOON))
    passed = [0.0]
    clock = Clock(
        duties_over(store, FileStore(tmp_path), Tally()), lambda: NOON + timedelta(seconds=passed[0]), lambda: passed[0]
    )
    while passed[0] < 6 * 3600:
        await clock.tick()
        await clock.rests()
        passed[0] += 60 * EVERY.total_seconds()
    assert await told(store) == [("reminder", "2026-11-22T17:00")]
    [kept] = await rows(store, sa.select(reminder))
    assert kept.occurrence == "2026-11-23T17:00"
