"""What was told wrongly says it right afterwards, where it stands; whoever was told hears of it, and nobody else."""

from __future__ import annotations

from datetime import datetime

import pytest
import sqlalchemy as sa

from storage.follows import subject_of
from storage.nouns import Nouns
from storage.preferences import Digest
from storage.tables.news import delivery
from tests.bot.outbox.town import A_SECOND, ALL, SINCE, Town, told
from tests.storage.planting import rows

WHOLE = "It is otherwise."


async def test_what_was_told_is_edited_without_a_sound_and_nothing_new_is_sent(town: Town) -> None:
    ada = await town.person()
    title = await town.hears("campaign_update")
    await town.tells()
    await town.corrects(title, says_so=False)
    await town.tells_all()
    assert told(ada) == [title]
    assert WHOLE in ada.chat.from_bot[0].text
    assert len(town.api.calls_of("sendMessage")) == 1
    assert [row.is_silent for row in await rows(town.store, sa.select(delivery.c.is_silent))] == [False]


async def test_what_waited_says_it_right_from_the_first(town: Town) -> None:
    ada = await town.person()
    title = await town.hears("campaign_update")
    await town.makes()
    await town.corrects(title, says_so=True)
    await town.tells_all()
    assert told(ada) == [title]
    assert WHOLE in ada.chat.from_bot[0].text


@pytest.mark.parametrize("is_capped", [False, True])
async def test_whoever_was_told_hears_the_correction_even_where_they_heard_enough(town: Town, is_capped: bool) -> None:
    ada, late = await town.person(), await town.person(digest=Digest.DAILY)
    title = await town.hears("campaign_update")
    await town.tells()
    if is_capped:
        for goal in ("100", "200"):
            await town.hears("milestone", goal)
            await town.tells()
            town.clock.passes(hours=25)
    before, digests = len(told(ada)), len(told(late))
    await town.corrects(title, says_so=True)
    await town.tells_all()
    assert told(ada)[before:] == ["Correction"]
    assert "Corrected: It is not so." in ada.chat.from_bot[-1].text
    assert told(late)[digests:].count("Correction") == digests, "who read it in a digest was told it, too"


async def test_a_group_that_was_told_is_told_quietly_on_the_same_day(town: Town) -> None:
    ada = await town.person()
    group = await town.group(ada)
    title = await town.hears("campaign_update")
    await town.tells()
    await town.corrects(title, says_so=True)
    await town.tells_all()
    assert [message.text.splitlines()[0] for message in group.from_bot] == [title, "Correction"]
    assert all(message.is_silent for message in group.from_bot)
    assert WHOLE in group.from_bot[0].text


async def test_whoever_read_it_wrongly_when_they_came_back_reads_the_correction_when_they_come_again(
    town: Town,
) -> None:
    await town.person()
    one = await town.store.turn(lambda nouns: nouns.supporters.add("discord", "8", "8", SINCE, is_written_to=False).id)
    await town.store.turn(lambda nouns: nouns.follows.set(one, subject_of(town.petition_id), ALL, SINCE))
    title = await town.hears("campaign_update")
    read_at = town.clock() + A_SECOND
    await town.tells()
    await town.corrects(title, says_so=True)

    def missed(nouns: Nouns, after: datetime) -> list[str]:
        return [each.kind for each in nouns.missed.of(one, after, 5)[0]]

    assert await town.store.read(lambda nouns: missed(nouns, read_at)) == ["correction"]
    assert await town.store.read(lambda nouns: missed(nouns, SINCE)) == ["campaign_update"]
