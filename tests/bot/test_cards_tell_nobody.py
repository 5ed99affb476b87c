"""When a card changes says nothing of who has just signed, even to somebody who writes down every edit."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

import pytest

from storage.store import Store
from tests.bot.test_cards import Scene
from tests.storage.planting import plant_petition

SOONEST, LATEST = timedelta(seconds=15), timedelta(seconds=60)
"""What people are promised."""
STEP = timedelta(seconds=2)
SIGNERS = 100
MOST_EDITS = 4


async def edits_while(scene: Scene, signings: list[datetime]) -> list[tuple[datetime, int]]:
    """When the card changed, and the number it then showed, until a while after the last of them."""
    edits = []
    waiting = list(signings)
    signed = 0
    while scene.now < signings[-1] + 2 * LATEST:
        scene.now += STEP
        while waiting and waiting[0] <= scene.now:
            waiting.pop(0)
            signed += 1
            await scene.signs(f"signer {signed}")
        if await scene.looks():
            edits.append((scene.now, signed))
    return edits


@pytest.mark.parametrize("seed", range(5))
async def test_a_hundred_who_sign_in_a_minute_make_few_edits_and_none_is_anybodys(
    sqlite_store: Store, seed: int
) -> None:
    scene = Scene(sqlite_store, await sqlite_store.turn(lambda nouns: plant_petition(nouns, "park")))
    await scene.puts("-1")
    await scene.looks()
    dice = random.Random(seed)
    signings = sorted(scene.now + timedelta(seconds=dice.uniform(0, 60)) for _ in range(SIGNERS))
    edits = await edits_while(scene, signings)
    assert 1 <= len(edits) <= MOST_EDITS
    assert edits[-1][1] == SIGNERS
    for at, _signed in edits:
        # Any of these may be whom the edit waited for.
        candidates = [when for when in signings if SOONEST <= at - when <= LATEST + STEP]
        assert len(candidates) > 1 or at > signings[-1]


async def test_the_pause_after_one_signature_is_another_each_time(sqlite_store: Store) -> None:
    scene = Scene(sqlite_store, await sqlite_store.turn(lambda nouns: plant_petition(nouns, "park")))
    await scene.puts("-1")
    await scene.looks()
    pauses = []
    for number in range(12):
        scene.now += timedelta(minutes=5)
        await scene.looks()
        begun = scene.now
        await scene.signs(str(number))
        while not await scene.looks(STEP):
            assert scene.now - begun <= LATEST + 2 * STEP
        pauses.append(scene.now - begun)
    assert min(pauses) >= SOONEST
    assert max(pauses) - min(pauses) > timedelta(seconds=8)
