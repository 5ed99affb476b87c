"""A reply where others look on: a card that all see, or an answer to one person alone; nothing of anybody is told."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from bot.telegram.calling import Moved
from bot.telegram.html import Server
from bot.telegram.incoming import Heard
from bot.telegram.links import Links
from bot.telegram.marks import Marks
from bot.telegram.passing import Passing, Posted
from bot.telegram.placing import Scene, for_others, private_line
from bot.telegram.render import Payload
from bot.telegram.sending import Place, Sender
from config.texts import speaking
from handlers.screens import Action, Form, Notice, Reply, Screen


class AmongOthers:
    """Speaks in groups and channels."""

    def __init__(self, sender: Sender, links: Links, marks: Marks, passing: Passing, public_url: str = "") -> None:
        """`public_url` is where the world can fetch pictures from; empty where it can't."""
        self._sender = sender
        self._links = links
        self._marks = marks
        self._passing = passing
        self._public_url = public_url

    async def let_go(self, heard: Heard, reply: Screen | Form | None) -> None:
        """A pop-up that only the person who tapped sees, or the way into the private chat."""
        pop_up = reply.pop_up if isinstance(reply, Screen) else ""
        if pop_up:
            await self._sender.answer_tap(heard.query, pop_up, is_alert=True)
        elif isinstance(reply, Screen) and reply.is_card:
            await self._sender.answer_tap(heard.query)
        else:
            wanted = reply.leads_to if isinstance(reply, Screen) else None
            await self._sender.lead_on(heard.query, self._links.invite(wanted or Action(heard.incoming.token)))

    async def show(self, heard: Heard, reply: Reply) -> None:
        """A tapped card changes; what was typed is answered by a new message, and what is private by one line."""
        if isinstance(reply, Notice) or heard.incoming.happening:
            return
        if heard.query:
            await self._change(heard, reply)
            return
        if isinstance(reply, Form) or reply.is_private:
            with speaking(heard.incoming.person.locale):  # never in a language that somebody chose here
                reply = replace(private_line(self._links), is_passing=True)
        await self._post(heard, reply)

    async def _change(self, heard: Heard, reply: Screen | Form) -> None:
        if heard.tapped is not None and isinstance(reply, Screen) and reply.is_card:
            with suppress(Moved):  # what stood in the old group is out of reach, and comes anew in the new one
                await self.edit(heard.chat_id, heard.tapped.message_id, reply)

    async def _post(self, heard: Heard, screen: Screen) -> None:
        async def post() -> Posted:
            place = Place(heard.chat_id, heard.thread, is_silent=True)
            try:
                return place.chat_id, await self.post(place, screen)
            except Moved as moved:
                return moved.chat_id, await self.post(replace(place, chat_id=moved.chat_id), screen)

        if screen.is_passing:
            await self._passing.says_once((heard.chat_id, heard.thread, screen.title), post)
        else:
            await post()

    async def post(self, place: Place, screen: Screen) -> int:
        """A new message, or several where the words are too many for one; the id of the last. Raises CallFailed."""

        async def send(server: Server) -> int:
            for payload in self._made(screen, server):
                message = await self._sender.send(place, payload)
            return message

        return await self._marks.as_read(send)

    async def edit(self, chat_id: int, message: int, screen: Screen) -> None:
        """A message says this from now on. Raises CallFailed or Moved."""

        async def edit(server: Server) -> None:
            await self._sender.edit(chat_id, message, self._made(screen, server)[-1])

        await self._marks.as_read(edit)

    def _made(self, screen: Screen, server: Server) -> list[Payload]:
        return for_others(screen, Scene(self._links, self._public_url, server), answers_here=True)
