"""Cards are kept up to date, whatever befalls the platform, the store or one of them."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from bot.cards import LiveCards
from bot.dispatch import Dispatch
from bot.platforms import PLAINLY, Delivered, Gone, Manner, Receipt, Refused, Scope, Show, TryLater, Unknown
from handlers import make_router
from handlers.screens import Notice, Reply, Screen
from handlers.turn import Incoming
from storage.cards import NOTHING_CHOSEN, PETITION, Subject
from storage.chats import Place
from storage.nouns import Nouns
from storage.store import Store
from storage.tables.chats import card
from tests.recording import Recording
from tests.storage.planting import NOW, plant_petition
from tests.storage.test_cards import sign

MINUTE = timedelta(minutes=1, seconds=1)
POSTED = Delivered("7")


class Wall(Recording):
    """A platform with groups: what was said where, and what it answers next."""

    name = "telegram"
    knows_again_within = timedelta()

    def __init__(self) -> None:
        super().__init__()
        self.told: list[tuple[str, str, str]] = []
        self.taken: list[str] = []
        self.receipts: dict[str, Receipt | Exception] = {}
        self.waits: dict[str, asyncio.Event] = {}
        self.heard: dict[str, asyncio.Event] = defaultdict(asyncio.Event)

    async def deliver(self, address: str, screen: Screen, manner: Manner = PLAINLY) -> Receipt:
        """Answer as the test says."""
        assert manner.is_silent
        self.told.append((address, screen.title, manner.replaces))
        self.heard[address].set()
        if address in self.waits:
            await self.waits[address].wait()
        receipt = self.receipts.get(address, POSTED)
        if isinstance(receipt, Exception):
            raise receipt
        return receipt

    async def take_away(self, address: str, message: str) -> Receipt:
        """Answer as the test says."""
        self.taken.append(address)
        receipt = self.receipts.get(address, POSTED)
        assert not isinstance(receipt, Exception)
        return receipt

    def pace_of(self, address: str) -> str:
        """A group's topics share its limits."""
        return address.partition("/")[0]


class Scene:
    """A store with a petition, a wall, and what looks after its cards."""

    def __init__(self, store: Store, petition_id: int) -> None:
        self.store, self.petition_id, self.wall, self.now = store, petition_id, Wall(), NOW
        self.answer: Any = Dispatch(store, make_router(), lambda: self.now).answer
        self.cards = LiveCards(store, {"telegram": self.wall}, self.answers, lambda: self.now)

    async def answers(self, incoming: Incoming, show: Show | None = None) -> Reply | None:
        """What dispatch says, unless the test says something else."""
        reply: Reply | None = await self.answer(incoming)
        return reply

    async def puts(self, *addresses: str, subject: Subject | None = None) -> None:
        """Cards in groups."""
        about = subject or Subject(PETITION, self.petition_id)

        def put(nouns: Nouns) -> None:
            for address in addresses:
                nouns.cards.put(nouns.chats.add(Place("telegram", address, address), "en", self.now), about, self.now)

        await self.store.turn(put)

    async def looks(self, after: timedelta = timedelta()) -> list[tuple[str, str, str]]:
        """Time goes by, and what is told at that look."""
        self.now += after
        before = len(self.wall.told)
        await self.cards.look()
        await self.cards.rests()
        return self.wall.told[before:]

    async def signs(self, user: str = "7") -> None:
        await self.store.turn(partial(sign, petition_id=self.petition_id, user=user))

    async def left(self) -> list[str]:
        """The messages of the cards that are in the store."""
        rows = await self.store.read(lambda nouns: nouns.connection.all(sa.select(card.c.message)))
        return [row.message for row in rows]


@pytest.fixture
async def scene(sqlite_store: Store) -> Scene:
    petition_id = await sqlite_store.turn(lambda nouns: plant_petition(nouns, "park"))
    return Scene(sqlite_store, petition_id)


async def test_a_card_is_posted_edited_when_it_changes_and_else_left_alone(scene: Scene) -> None:
    await scene.puts("-1")
    assert [replaces for _address, _title, replaces in await scene.looks()] == [""]
    assert await scene.looks(timedelta(hours=2)) == []
    assert await scene.looks(MINUTE) == []
    await scene.signs()
    assert await scene.looks() == []
    assert [replaces for _address, _title, replaces in await scene.looks(MINUTE)] == ["7"]
    assert await scene.looks(timedelta(days=1)) == []


async def test_trouble_of_ours_is_never_shown_on_a_card(scene: Scene) -> None:
    await scene.puts("-1")
    await scene.looks()
    await scene.signs()
    await scene.looks()
    dispatch = scene.answer

    async def in_trouble(_incoming: Incoming) -> Reply:
        return Notice("")

    scene.answer = in_trouble
    assert await scene.looks(MINUTE) == []
    scene.answer = dispatch
    assert len(await scene.looks(MINUTE)) == 1


async def test_one_that_can_not_be_shown_holds_up_no_other(scene: Scene) -> None:
    scene.wall.receipts["-1"] = RuntimeError("broken")
    await scene.puts("-1", "-2", "-3")
    assert {address for address, _title, _replaces in await scene.looks()} == {"-1", "-2", "-3"}
    assert [address for address, _title, _replaces in await scene.looks(MINUTE)] == ["-1"]


async def test_one_that_has_to_wait_holds_up_no_other(scene: Scene) -> None:
    scene.wall.waits["-1"] = asyncio.Event()
    await scene.puts("-1")
    await scene.cards.look()
    await scene.puts("-2")
    await scene.cards.look()
    async with asyncio.timeout(10):
        await scene.wall.heard["-2"].wait()
    scene.wall.waits["-1"].set()
    await scene.cards.rests()
    assert await scene.left() == ["7", "7"]


async def test_a_card_waits_where_its_group_wants_nothing_whatever_was_refused(scene: Scene) -> None:
    await scene.puts("-1", "-1/7", "-2")
    until = NOW + timedelta(minutes=5)
    await scene.store.turn(lambda nouns: nouns.pace.rest("telegram", until, NOW, "-1"))
    assert {address for address, _title, _replaces in await scene.looks()} == {"-2"}
    assert await scene.looks(timedelta(minutes=4)) == []
    came = [*await scene.looks(MINUTE), *await scene.looks(MINUTE)]
    assert {address for address, _title, _replaces in came} == {"-1", "-1/7"}


async def test_no_card_comes_while_the_bot_rests_and_the_pace_of_alerts_holds_none_up(scene: Scene) -> None:
    await scene.puts("-1")
    await scene.store.turn(lambda nouns: nouns.pace.take("telegram", 20, timedelta(seconds=1), NOW))
    assert len(await scene.looks()) == 1
    await scene.puts("-2")
    await scene.store.turn(lambda nouns: nouns.pace.rest("telegram", NOW + MINUTE, NOW))
    assert await scene.looks() == []
    assert len(await scene.looks(MINUTE)) == 1


@pytest.mark.parametrize(
    ("scope", "place", "holds"),
    [(Scope.CHAT, "-1", True), (Scope.CHAT, "", False), (Scope.BOT, "", True), (Scope.MESSAGE, "-1", False)],
)
async def test_a_limit_that_a_card_is_told_counts_for_alerts_too(
    scene: Scene, scope: Scope, place: str, holds: bool
) -> None:
    await scene.puts("-1")
    scene.wall.receipts["-1"] = TryLater(timedelta(minutes=5), scope)
    await scene.looks()
    free_at = await scene.store.read(lambda nouns: nouns.pace.free_at("telegram", NOW, place))
    assert free_at == (NOW + timedelta(minutes=5) if holds else NOW)


async def test_cards_of_one_group_come_one_after_the_other(scene: Scene) -> None:
    await scene.puts("-1", "-1/5", "-1/6")
    assert len(await scene.looks()) == 1
    assert len(await scene.looks(timedelta(seconds=4))) == 1
    assert len(await scene.looks(timedelta(seconds=4))) == 1
    assert await scene.looks(timedelta(seconds=4)) == []


@pytest.mark.parametrize(
    ("receipt", "left", "again"),
    [
        (Gone(), [], 0),
        (Unknown(), [], 0),
        (Refused("odd"), ["?"], 1),
        (TryLater(timedelta(seconds=20)), ["?"], 1),
    ],
)
async def test_what_becomes_of_a_card_that_did_not_come(
    scene: Scene, receipt: Receipt, left: list[str], again: int
) -> None:
    scene.wall.receipts["-1"] = receipt
    await scene.puts("-1")
    await scene.looks()
    assert len(await scene.left()) == len(left)
    del scene.wall.receipts["-1"]
    assert len(await scene.looks(MINUTE)) == again
    assert await scene.left() == ["7"] * again


async def test_an_edit_of_which_nobody_knows_is_made_again(scene: Scene) -> None:
    await scene.puts("-1")
    await scene.looks()
    await scene.signs()
    await scene.looks()
    scene.wall.receipts["-1"] = Unknown()
    assert len(await scene.looks(MINUTE)) == 1
    assert len(await scene.looks(MINUTE)) == 1


async def test_a_question_is_taken_away_and_forgotten(scene: Scene) -> None:
    await scene.puts("-1", subject=NOTHING_CHOSEN)
    await scene.looks()
    assert await scene.left() == ["7"]
    scene.wall.receipts["-1"] = TryLater(timedelta(seconds=30))
    await scene.looks(timedelta(hours=25))
    assert await scene.left() == ["7"]
    del scene.wall.receipts["-1"]
    await scene.looks(MINUTE)
    assert (scene.wall.taken, await scene.left()) == (["-1", "-1"], [])


async def test_two_processes_show_a_card_once(scene: Scene) -> None:
    other = LiveCards(scene.store, {"telegram": scene.wall}, scene.answers, lambda: scene.now)
    await scene.puts("-1", "-2")
    await asyncio.gather(scene.cards.look(), other.look())
    await asyncio.gather(scene.cards.rests(), other.rests())
    assert sorted(address for address, _title, _replaces in scene.wall.told) == ["-1", "-2"]


async def test_trouble_ends_nothing(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    looked, enough = 0, asyncio.Event()

    async def broken() -> None:
        raise RuntimeError("the store is away")

    async def pause(_seconds: float) -> None:
        nonlocal looked
        looked += 1
        if looked == 3:
            enough.set()
            await asyncio.Event().wait()

    monkeypatch.setattr(scene.cards, "look", broken)
    keeping = asyncio.create_task(scene.cards.keep(pause))
    await enough.wait()
    keeping.cancel()
    with suppress(asyncio.CancelledError):
        await keeping


async def test_of_thousands_each_has_its_turn(scene: Scene) -> None:
    await scene.puts(*(f"-{number}" for number in range(1, 201)))
    for _look in range(20):
        await scene.looks(timedelta(seconds=2))
    for number in range(20):
        await scene.signs(str(number))
        await scene.looks(timedelta(seconds=2))
    for _look in range(60):
        await scene.looks(timedelta(seconds=2))
    seen = await scene.store.read(lambda nouns: nouns.connection.all(sa.select(card.c.seen).distinct()))
    assert [row.seen.partition("/")[0] for row in seen] == ["20"]
