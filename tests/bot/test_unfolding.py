"""A screen of work that goes on is looked at again, and changed where it stands, for as long as somebody looks."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace

import pytest

from bot.unfolding import MOST_LOOKS, MOST_WATCHED, Place, Unfolding
from handlers.screens import Action, Notice, Reply, Screen
from tests.looks import Digging, Looks

HERE = "telegram/1/ada"


async def settled() -> None:
    """Whoever could go on has gone on."""
    for _time in range(20):
        await asyncio.sleep(0)


@dataclass
class Chat:
    """What stands in a chat, and what is asked of it."""

    work: Digging = field(default_factory=Digging)
    looks: Looks = field(default_factory=Looks)
    shown: list[str] = field(default_factory=list)
    asked: int = 0
    instead: Reply | None = None
    can_change: bool = True

    async def look(self, _action: Action) -> Reply | None:
        self.asked += 1
        return self.instead or self.work.screen()

    async def change(self, screen: Screen) -> bool:
        self.shown.append(screen.title)
        return self.can_change

    def place(self, key: str = HERE) -> Place:
        return Place(key, asyncio.Lock(), self.look, self.change)

    async def looks_again(self) -> None:
        self.looks.next()
        await settled()


@pytest.fixture
def chat() -> Chat:
    return Chat()


@pytest.fixture
def unfolding(chat: Chat) -> Unfolding:
    return Unfolding(chat.looks)


async def test_it_changes_until_the_work_is_done(chat: Chat, unfolding: Unfolding) -> None:
    unfolding.stands(chat.work.screen(), chat.place())
    await chat.looks_again()
    assert (chat.asked, chat.shown) == (1, []), "nothing is changed where nothing has"
    for chat.work.done in (2, 3):
        await chat.looks_again()
    await chat.looks_again()
    assert chat.shown == ["Dug: 2 of 3", "Dug: 3 of 3"]
    assert chat.asked == 3, "what is done is looked at no more"


async def test_what_is_done_at_once_is_never_looked_at(chat: Chat, unfolding: Unfolding) -> None:
    chat.work.done = 3
    unfolding.stands(chat.work.screen(), chat.place())
    await chat.looks_again()
    assert chat.asked == 0


async def test_whoever_does_something_else_there_has_left(chat: Chat, unfolding: Unfolding) -> None:
    unfolding.stands(chat.work.screen(), chat.place())
    unfolding.is_left("telegram/1/bo")
    chat.work.done = 2
    await chat.looks_again()
    assert chat.shown == ["Dug: 2 of 3"]
    unfolding.is_left(HERE)
    chat.work.done = 3
    await chat.looks_again()
    assert chat.shown == ["Dug: 2 of 3"]


async def test_whoever_leaves_while_it_is_looked_at_sees_no_change(chat: Chat, unfolding: Unfolding) -> None:
    place = chat.place()
    unfolding.stands(chat.work.screen(), place)
    async with place.order:
        chat.work.done = 2
        await chat.looks_again()
        unfolding.is_left(HERE)
    await settled()
    assert (chat.asked, chat.shown) == (1, [])


@pytest.mark.parametrize("instead", [Screen("Something failed on my side.", is_event=True), Notice("Not now.")])
async def test_trouble_leaves_it_as_it_stands(chat: Chat, unfolding: Unfolding, instead: Reply) -> None:
    unfolding.stands(chat.work.screen(), chat.place())
    chat.instead = instead
    await chat.looks_again()
    await chat.looks_again()
    assert (chat.asked, chat.shown) == (1, [])


async def test_what_can_not_be_changed_any_more_is_let_be(chat: Chat, unfolding: Unfolding) -> None:
    unfolding.stands(chat.work.screen(), chat.place())
    chat.can_change, chat.work.done = False, 2
    await chat.looks_again()
    await chat.looks_again()
    assert (chat.asked, chat.shown) == (1, ["Dug: 2 of 3"])


async def test_nobody_is_thought_to_look_for_ever(chat: Chat, unfolding: Unfolding) -> None:
    unfolding.stands(chat.work.screen(), chat.place())
    for _look in range(MOST_LOOKS + 3):
        await chat.looks_again()
    assert chat.asked == MOST_LOOKS


async def test_nothing_is_looked_at_after_the_end(chat: Chat, unfolding: Unfolding) -> None:
    unfolding.stands(chat.work.screen(), chat.place())
    unfolding.end()
    chat.work.done = 2
    await chat.looks_again()
    assert chat.asked == 0


async def test_what_is_watched_is_looked_at_for_hours_where_that_can_be(chat: Chat) -> None:
    paused: list[float] = []

    async def sleep(seconds: float) -> None:
        paused.append(seconds)

    for lasts in (False, True):
        paused.clear()
        unfolding = Unfolding(sleep)
        watched = replace(chat.work.screen(), is_watched=True)
        chat.instead = watched
        unfolding.stands(watched, replace(chat.place(), lasts=lasts))
        for _look in range(MOST_WATCHED):
            await settled()
        minutes = sum(paused) / 60
        assert minutes == (360 if lasts else 12.5)
