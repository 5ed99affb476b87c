"""What was told and is put right, or withdrawn: how that is told, and how the message reads that stands already."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from handlers.alerts.lines import Told
from handlers.alerts.telling import line_of
from storage.alerts import Alert
from storage.hearing import CORRECTION, NOT_SENT, TO_CONFIRM, VICTORY
from storage.members import Role
from storage.nouns import Nouns
from storage.recipients import Why
from storage.sqlite import SqliteStore
from storage.tables.telling import broadcast, campaign_update
from tests.handlers.alerts.planted import Campaign, telling
from tests.handlers.alerts.test_kinds import planted, told
from tests.storage.broadcasting import withdraws
from tests.storage.planting import NOW, tell_at_once

WHY = "The court says no."


async def line(store: SqliteStore, news: Alert) -> Told | None:
    """The same in a line."""
    return await store.read(lambda nouns: line_of(telling(nouns, news)))


@pytest.mark.parametrize("is_of_petition", [True, False])
async def test_a_correction_of_a_broadcast_says_what_it_corrects(
    sqlite_store: SqliteStore, is_of_petition: bool
) -> None:
    campaign = await planted(sqlite_store)

    def correct(nouns: Nouns) -> Alert:
        about = campaign.park if is_of_petition else None
        begun = tell_at_once(nouns, 1, "We move", "To Hull.", "Bo", NOW, about)
        assert begun is not None
        assert nouns.broadcasts.correct(begun, NOW, says_so=True, correction="To York.")
        return nouns.alerts.recent(1)[0]

    campaign.alerts[CORRECTION] = await sqlite_store.turn(correct)
    shown = await told(sqlite_store, campaign, CORRECTION, Why.PETITION if is_of_petition else Why.ORGANISATION)
    assert shown is not None
    about = ["About: Save the park"] if is_of_petition else []
    expected = ["Correction", "On: We move", *about, "Corrected: To York."]
    assert shown.text.splitlines()[: len(expected)] == expected
    said = await line(sqlite_store, campaign.alerts[CORRECTION])
    assert said is not None
    assert said.what == "Correction: We move. News of The council has heard us."
    await sqlite_store.turn(lambda nouns: nouns.connection.run(sa.delete(broadcast)))
    assert await told(sqlite_store, campaign, CORRECTION) is None
    assert await line(sqlite_store, campaign.alerts[CORRECTION]) is None


async def withdrawn(store: SqliteStore) -> Campaign:
    """A victory that was told, and does not hold."""
    campaign = await planted(store)

    def withdraw(nouns: Nouns) -> Alert:
        (news,) = nouns.connection.all(sa.select(campaign_update).where(campaign_update.c.kind == VICTORY))
        values: dict[str, Any] = {"state": "draft", "correction": ""}
        nouns.connection.run(sa.update(campaign_update).where(campaign_update.c.id == news.id).values(values))
        begun = nouns.broadcasts.begin(1, VICTORY, "en", NOW, campaign.won, news.id)
        assert begun is not None
        assert nouns.broadcasts.start(begun, NOW)
        assert withdraws(nouns, begun, WHY, NOW)
        return nouns.alerts.recent(1)[0]

    campaign.alerts[CORRECTION] = await store.turn(withdraw)
    return campaign


async def test_a_victory_that_is_withdrawn_says_why_where_it_stands(sqlite_store: SqliteStore) -> None:
    campaign = await withdrawn(sqlite_store)
    shown = await told(sqlite_store, campaign, VICTORY, Why.SIGNED)
    assert shown is not None
    assert shown.title == "Withdrawn: The council has heard us"
    assert f"Withdrawn: {WHY}" in shown.text
    assert "Carry my support over" not in [button.label for row in shown.rows for button in row]
    said = await line(sqlite_store, campaign.alerts[VICTORY])
    assert said is not None
    assert said.what == "That “Save the park” is won was withdrawn."


async def test_those_who_were_told_of_it_are_told_that_it_is_withdrawn(sqlite_store: SqliteStore) -> None:
    campaign = await withdrawn(sqlite_store)
    shown = await told(sqlite_store, campaign, CORRECTION, Why.SIGNED)
    assert shown is not None
    assert shown.text.splitlines()[:3] == ["Withdrawn", "On: The council has heard us", "About: Save the park"]
    assert f"Withdrawn: {WHY}" in shown.text


async def test_organizers_hear_what_was_not_sent_while_it_is_to_be(sqlite_store: SqliteStore) -> None:
    campaign = await planted(sqlite_store)
    shown = await told(sqlite_store, campaign, NOT_SENT, Why.OWN)
    assert shown is not None
    assert shown.title == "Not sent: The council has heard us"
    assert "nobody was told" in shown.text

    def send(nouns: Nouns) -> None:
        assert nouns.broadcasts.start(int(campaign.alerts[NOT_SENT].occasion.partition(":")[0]), NOW)

    await sqlite_store.turn(send)
    assert await told(sqlite_store, campaign, NOT_SENT, Why.OWN) is None
    assert await line(sqlite_store, campaign.alerts[NOT_SENT]) is None


async def test_organizers_hear_what_waits_for_a_second_one_until_somebody_agrees(sqlite_store: SqliteStore) -> None:
    campaign = await planted(sqlite_store)
    shown = await told(sqlite_store, campaign, TO_CONFIRM, Why.OWN)
    assert shown is not None
    assert shown.title == "To be confirmed: The council has heard us"
    assert "asks you to confirm" in shown.text

    def agree(nouns: Nouns) -> None:
        number = int(campaign.alerts[TO_CONFIRM].occasion.partition(":")[0])
        (owner,) = nouns.duty.everybody(1, [Role.OWNER])
        assert nouns.asking_another.agree(number, owner, NOW)

    await sqlite_store.turn(agree)
    assert await told(sqlite_store, campaign, TO_CONFIRM, Why.OWN) is None
    assert await line(sqlite_store, campaign.alerts[TO_CONFIRM]) is None
