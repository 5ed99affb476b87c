"""What is said is made once for all who hear the same, for a moment only, and is shown to nobody who hears else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.outbox import rendering
from bot.outbox.rendering import Rendering
from handlers.alerts.telling import Telling, tell_alert
from handlers.screens import Screen
from storage.due import Due
from storage.hearing import TO_DECIDE
from storage.recipients import Why
from storage.tables.telling import campaign_update
from tests.bot.outbox.town import Town


@pytest.fixture
async def due(town: Town) -> Due:
    """Somebody is to be told of news."""
    await town.person()
    await town.hears("campaign_update")
    await town.makes()
    return (await town.store.turn(town.bringer()._claim)).due[0]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The alerts of which something was made."""
    alerts: list[int] = []

    def counted(telling: Telling) -> Screen | None:
        alerts.append(telling.news.id)
        return tell_alert(telling)

    monkeypatch.setattr(rendering, "tell_alert", counted)
    return alerts


@pytest.mark.parametrize(
    "change",
    [
        {"is_discreet": True},
        {"why": Why.ORGANISATION},
        {"locale": "de"},
        {"zone": "Asia/Tokyo"},
        {"is_text_only": True},
    ],
    ids=str,
)
async def test_who_hears_something_else_is_shown_nothing_that_was_made_for_others(
    town: Town, due: Due, made: list[int], change: dict[str, object]
) -> None:
    kept = Rendering(town.store, town.clock)
    await kept.screen(town.platform, due)
    other = replace(due, **change)  # type: ignore[arg-type]
    at_once = await kept.screen(town.platform, other)
    assert at_once == await Rendering(town.store, town.clock).screen(town.platform, other)
    assert len(made) == 3


async def test_a_group_is_not_told_why_a_person_hears_it(town: Town, due: Due, made: list[int]) -> None:
    kept = Rendering(town.store, town.clock)
    for each in (due, replace(due, supporter_id=None, account_id=None, chat_id=7)):
        await kept.screen(town.platform, each)
    assert len(made) == 2


async def test_what_members_alone_are_told_is_made_for_each_of_them(town: Town, due: Due, made: list[int]) -> None:
    waits = replace(due, alert=replace(due.alert, kind=TO_DECIDE, subject="organisation:1"))
    kept = Rendering(town.store, town.clock)
    for reader in (1, 2, 2):
        assert await kept.screen(town.platform, replace(waits, supporter_id=reader)) is None
    assert len(made) == 3


async def test_discreet_messages_name_nothing(town: Town, due: Due) -> None:
    kept = Rendering(town.store, town.clock)
    plain, discreet = [await kept.screen(town.platform, replace(due, is_discreet=each)) for each in (False, True)]
    assert plain is not None
    assert discreet is not None
    assert plain.title not in repr(discreet)


@pytest.mark.parametrize("seconds", [6, 60, -6])
async def test_what_changes_is_told_as_it_is_a_moment_later(town: Town, due: Due, seconds: int) -> None:
    kept = Rendering(town.store, town.clock)
    before = await kept.screen(town.platform, due)
    changed = sa.update(campaign_update).values(title="Otherwise")
    await town.store.turn(lambda nouns: nouns.connection.run(changed))
    assert await kept.screen(town.platform, due) == before
    town.clock.time += timedelta(seconds=seconds)
    after = await kept.screen(town.platform, due)
    assert after is not None
    assert after.title == "Otherwise"


async def test_few_are_kept_however_many_alerts_there_are(
    town: Town, due: Due, made: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rendering, "MOST_KEPT", 3)
    kept = Rendering(town.store, town.clock)
    for zone in ("UTC", "Europe/Berlin", "Asia/Tokyo", "Europe/London", "UTC"):
        await kept.screen(town.platform, replace(due, zone=zone))
    assert len(made) == 5
    assert len(kept._kept) == 3
