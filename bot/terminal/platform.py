"""The terminal as a platform: one person, one chat, one line after another."""

from __future__ import annotations

import asyncio
import secrets
import sys
from datetime import timedelta
from pathlib import Path
from typing import TextIO

from bot.platforms import PLAINLY, Answer, Delivered, Gone, Manner, Receipt, Refused, TryLater
from bot.terminal.console import Console
from bot.terminal.files import named_file
from bot.terminal.fitting import ROOM
from bot.terminal.incoming import Said, understood
from bot.terminal.jsonlines import json_line
from bot.terminal.making import has_to_be_made, made
from bot.terminal.render import render
from bot.terminal.view import View, hides_words, numbered
from config.texts import _, speaking
from handlers.screens import Action, AnyButton, Notice, Reply, Screen, payload_of
from handlers.turn import Chat, Incoming, Person

NAME = "terminal"
DEFAULT_PERSON = "you"


class Terminal:
    """A chat with the person at the keyboard; an alert never takes the numbers of what they look at."""

    name = NAME
    knows_again_within = timedelta()

    def __init__(
        self,
        person_name: str = DEFAULT_PERSON,
        stdin: TextIO | None = None,
        stdout: TextIO | None = None,
        *,
        as_json: bool = False,
        locale: str = "",
        folder: Path | None = None,
    ) -> None:
        """`folder` is where files are put; by default where this person finds downloads."""
        suggested = "" if person_name == DEFAULT_PERSON else person_name
        self._person = Person(NAME, person_name, suggested, locale)
        self._chat = Chat(NAME, person_name)
        self._console = Console(stdin or sys.stdin, stdout or sys.stdout)
        self._as_json = as_json
        self._folder = folder
        self._shown: Reply = Notice("")
        self._first_number = 1
        self._buttons: dict[str, AnyButton] = {}
        self._floor = asyncio.Lock()
        self._has_spoken = False

    async def run(self, answer: Answer) -> None:
        """Begin with the start screen, then take line after line until there are no more."""
        with self._console.kept():
            try:
                await self._converse(answer)
            except BrokenPipeError:
                self._console.abandon()

    async def _converse(self, answer: Answer) -> None:
        await self._turn(Said(command="start"), answer)
        if self._console.is_interactive and not self._as_json:
            with speaking(self._person.locale):
                self._show(Notice(_("Type a button's number, or what you are looking for. Ctrl-D ends.")))
        while (line := await self._console.next_line()) is not None:
            if (said := understood(line, self._buttons)) != Said():
                await self._turn(said, answer)

    async def _turn(self, said: Said, answer: Answer) -> None:
        async with self._floor:
            if said.leads_to:
                self._show(Notice(said.leads_to))
            elif said.command == "reveal":
                self._reveal()
            elif (reply := await answer(await self._incoming(said))) is not None:
                self._show(await self._made(reply))

    async def _incoming(self, said: Said) -> Incoming:
        upload = await asyncio.to_thread(named_file, said.words) if said.words and not said.command else None
        return Incoming(
            bot=NAME,
            update_id=secrets.token_hex(16),
            person=self._person,
            chat=self._chat,
            token=said.token,
            command=said.command,
            words=said.words,
            room=ROOM,
            invite=self.invite,
            uploads={} if upload is None else {"": upload},
        )

    async def _made(self, reply: Reply) -> Reply:
        """The reply with what it describes made and put into files; off the event loop, since disks are slow."""
        if not has_to_be_made(reply):
            return reply
        return await asyncio.to_thread(made, reply, self._folder)

    async def deliver(
        self,
        address: str,
        screen: Screen,
        manner: Manner = PLAINLY,  # noqa: ARG002 – what is printed makes no sound, stays, and has arrived
    ) -> Receipt:
        """Show a screen between prompts; its buttons are counted on from those that are still in sight."""
        if address != self._chat.chat_id:
            return Gone()
        async with self._floor:
            try:
                self._show(await self._made(screen), first_number=len(self._buttons) + 1)
            except BrokenPipeError:
                return TryLater(timedelta(minutes=1))
        return Delivered(secrets.token_hex(8))

    async def take_away(self, address: str, message: str) -> Receipt:  # noqa: ARG002
        """What is printed stays."""
        return Refused("printed")

    def pace_of(self, address: str) -> str:
        """There is one chat."""
        return address

    def invite(self, action: Action) -> str:
        """Words to type that lead to the action."""
        return f"/start {payload_of(action)}"

    def _reveal(self) -> None:
        if not hides_words(self._shown):
            with speaking(self._person.locale):
                return self._show(Notice(_("Nothing is hidden here.")))
        return self._write(self._shown, shows_hidden=True)

    def _show(self, reply: Reply, first_number: int = 1) -> None:
        """A notice only decorates: what was shown before it can still be tapped."""
        if isinstance(reply, Notice):
            return self._write(reply)
        kept = self._buttons if first_number > 1 else {}
        tappable = {str(each.n): each.button for each in numbered(reply, first_number)}
        self._shown, self._first_number, self._buttons = reply, first_number, kept | tappable
        return self._write(reply)

    def _write(self, reply: Reply, *, shows_hidden: bool = False) -> None:
        console = self._console
        view = View(console.width, console.is_styled, self._first_number, shows_hidden)
        with speaking(reply.language or self._person.locale):
            text = json_line(reply, view) if self._as_json else self._spaced(render(reply, view))
        console.interject(text)
        self._has_spoken = True

    def _spaced(self, text: str) -> str:
        """The text one blank line below whatever stands above it."""
        return "\n" + text if self._has_spoken or self._console.is_interactive else text
