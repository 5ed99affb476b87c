"""One update's turn: who may do it, its reply in the order of the person's replies, and what it leaves behind."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from weakref import WeakValueDictionary

from bot.platforms import Answer
from bot.telegram.governing import Governing
from bot.telegram.incoming import Heard, Tapped
from bot.telegram.keyboard import Stand
from bot.telegram.sending import Place, Sender
from bot.telegram.speaking import Speaker
from bot.unfolding import Place as Standing
from bot.unfolding import Unfolding
from bot.working import Work
from handlers.screens import Action, Reply, Screen
from handlers.turn import Incoming

SLOW_SECONDS = 1.0
"""After so long without an answer a person is shown that work goes on."""
Committed = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Tools:
    """What a turn is told with; `asks_role` says for what it matters whether a person governs the chat."""

    sender: Sender
    speaker: Speaker
    governing: Governing
    work: Work
    unfolding: Unfolding
    asks_role: Callable[[Incoming], bool]


class Turning:
    """Answers one update after another of each person, and many people at once."""

    def __init__(self, tools: Tools) -> None:
        """Nothing was tapped yet."""
        self._tools = tools
        self._last_taps: dict[tuple[int, int], str] = {}
        self._showing: WeakValueDictionary[tuple[int, str], asyncio.Lock] = WeakValueDictionary()

    async def turn(self, answer: Answer, heard: Heard, committed: Committed) -> None:
        """Answer it, show the reply, and say as soon as it is committed."""
        waiting = asyncio.get_running_loop().call_later(SLOW_SECONDS, self._show_work, heard)

        async def show(reply: Reply | None) -> None:
            waiting.cancel()
            committed()
            letting_go = self._tools.work.start(self._tools.speaker.let_go(heard, reply))
            async with self._in_order(heard):
                await self._show(answer, heard, reply)
            await letting_go

        tapped = _message_of(heard)
        self._last_taps[tapped] = heard.incoming.update_id
        try:
            heard = await self._with_role(heard)
            reply = await answer(heard.incoming, show)
            if isinstance(reply, Screen) and reply.behind is not None and heard.incoming.chat.is_private:
                await self._change_behind(answer, heard, reply.behind)
        finally:
            waiting.cancel()
            if self._is_last_tap(heard):
                del self._last_taps[tapped]

    async def _with_role(self, heard: Heard) -> Heard:
        """What the person may do in this chat, where it matters."""
        incoming = heard.incoming
        if incoming.chat.is_private or incoming.is_admin or not self._tools.asks_role(incoming):
            return heard
        is_admin = await self._tools.governing.is_admin(heard.chat_id, int(incoming.person.user_id))
        return replace(heard, incoming=replace(incoming, is_admin=bool(is_admin), is_role_unknown=is_admin is None))

    def _is_last_tap(self, heard: Heard) -> bool:
        """Whether nobody has tapped this message since: else it shows something newer."""
        return self._last_taps.get(_message_of(heard)) == heard.incoming.update_id

    def _in_order(self, heard: Heard) -> asyncio.Lock:
        """Replies to one person in one chat are shown one after the other, as they come."""
        key = (heard.chat_id, heard.incoming.person.user_id)
        lock = self._showing.get(key)
        if lock is None:
            lock = self._showing[key] = asyncio.Lock()
        return lock

    def _show_work(self, heard: Heard) -> None:
        """Among others nothing tells that somebody waits."""
        if heard.incoming.chat.is_private:
            self._tools.work.start(self._tools.sender.shows_work(Place(heard.chat_id)))

    async def _show(self, answer: Answer, heard: Heard, reply: Reply | None) -> None:
        """What stood there before is not changed by itself any more; this is, where work goes on."""
        self._tools.unfolding.is_left(heard.incoming.person_here)
        stands = await self._tools.speaker.show(heard, reply)
        if stands is not None and isinstance(reply, Screen):
            self._tools.unfolding.stands(reply, self._standing(answer, heard, stands))

    def _standing(self, answer: Answer, heard: Heard, stands: Tapped) -> Standing:
        """Where a screen stands by which work goes on."""

        async def look(action: Action) -> Reply | None:
            return await answer(heard.incoming.looking_at(action.token, "goes on"))

        async def change(screen: Screen) -> bool:
            return await self._tools.speaker.show_anew(heard, screen, stands)

        return Standing(heard.incoming.person_here, self._in_order(heard), look, change, lasts=True)

    async def _change_behind(self, answer: Answer, heard: Heard, action: Action) -> None:
        """The place that was tapped shows what is so now; what happened stands below it."""
        if heard.tapped is None or heard.tapped.stand in {Stand.EVENT, Stand.FORM}:
            return
        incoming = heard.incoming.looking_at(action.token, "behind")
        behind = replace(heard, incoming=incoming, query="")

        async def show(reply: Reply | None) -> None:
            async with self._in_order(heard):
                if self._is_last_tap(heard):
                    await self._tools.speaker.show(behind, reply)

        await answer(incoming, show)


def _message_of(heard: Heard) -> tuple[int, int]:
    """The chat and the message that was tapped; 0 where nothing was."""
    return heard.chat_id, heard.tapped.message_id if heard.tapped else 0
