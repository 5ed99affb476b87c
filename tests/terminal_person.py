"""Somebody at a real terminal: lines go in by a pipe, and what is read are its lines of JSON."""

from __future__ import annotations

import asyncio
import io
import json
import queue
from collections.abc import Awaitable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.platforms import Answer
from bot.terminal.platform import Terminal
from handlers.screens import Action, Button
from tests.people import Supporter
from tests.seen import Seen, Tappable, seen_in


class Keys(io.StringIO):
    """A keyboard that waits for the next line, as a pipe does."""

    def __init__(self) -> None:
        """Nothing is typed yet."""
        super().__init__()
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()

    def isatty(self) -> bool:
        """A script's pipe."""
        return False

    def readline(self, _most: int = -1, /) -> str:  # type: ignore[override]
        """Wait for a line; the empty one is the end."""
        return self._lines.get()

    def press(self, line: str) -> None:
        """Type a line; without its end it is the end of all input."""
        self._lines.put(line)


class Paper(io.StringIO):
    """What the terminal prints, handed on line by line."""

    def __init__(self) -> None:
        """Nothing is printed yet."""
        super().__init__()
        self.lines: asyncio.Queue[str] = asyncio.Queue()

    def isatty(self) -> bool:
        """A script's pipe."""
        return False

    def write(self, text: str, /) -> int:
        """Take whole lines, as the terminal writes them."""
        for line in text.splitlines():
            self.lines.put_nowait(line)
        return len(text)


@dataclass(frozen=True, slots=True)
class Printed:
    """What the terminal printed for one turn."""

    shown: Seen


class AtTheTerminal(Supporter):
    """A person who taps by numbers and reads what the terminal prints."""

    def __init__(self, name: str = "you", folder: Path | None = None, answer: Answer | None = None) -> None:
        """They sit down with `begins`, or where `answer` is given with the first line they type.

        `folder` is where files are put, and lie that they send.
        """
        super().__init__()
        self._keys, self._paper = Keys(), Paper()
        self._terminal = Terminal(name, self._keys, self._paper, as_json=True, folder=folder)
        self._folder = folder
        self._answer = answer
        self._running: asyncio.Task[None] | None = None

    async def begins(self, answer: Answer) -> None:
        """Sit down: the terminal shows the start."""
        self._running = asyncio.create_task(self._terminal.run(answer))
        await self._reads()

    async def ends(self) -> None:
        """Ctrl-D."""
        if self._running is not None:
            self._keys.press("")
            await asyncio.wait_for(self._running, 5)
            self._running = None

    @property
    def screen(self) -> Seen:
        """What was printed last."""
        return self.all_seen[-1]

    @property
    def chat(self) -> list[Seen]:
        """Only what was printed last can still be tapped."""
        return self.all_seen[-1:]

    def _newest_first(self) -> list[Printed]:
        return [Printed(shown) for shown in self.chat]

    async def opens(self, code: str) -> None:
        """Type a petition's code."""
        await self.commands(code)

    async def commands(self, line: str) -> None:
        """Type a command, or a code."""
        if self._running is None:
            assert self._answer is not None, "they have not sat down"
            await self.begins(self._answer)
        self._keys.press(f"{line}\n")
        await self._reads()

    async def types(self, words: str) -> None:
        """Type words, which answer what is asked; each line of them is a message."""
        self.answers_typed += 1
        for line in filter(None, words.splitlines()):
            await self.commands(line)

    async def sends_picture(self, data: bytes, name: str = "photo.jpg") -> None:
        """Type where a picture lies."""
        await self.sends_file(name, data)

    async def sends_file(self, name: str, data: bytes) -> None:
        """Type where a file lies."""
        assert self._folder is not None, "no file can lie anywhere"
        file = self._folder / name
        await asyncio.to_thread(file.write_bytes, data)
        await self.types(f"'{file}'")

    def file(self, ends: str) -> bytes:
        """What is in the file that was put into their folder whose name ends so."""
        assert self._folder is not None, "no file can lie anywhere"
        return next(each for each in sorted(self._folder.iterdir()) if each.name.endswith(ends)).read_bytes()

    async def looks_on(self, happens: Awaitable[Any]) -> None:
        """Nobody is written to at a terminal: they look what is new."""
        await happens
        await self.starts()

    async def is_heard_again(self) -> None:
        """A line is read once."""
        raise AssertionError("a terminal hands nothing over again")

    async def taps_to(self, token: str) -> None:
        """Tap a button of long ago that leads there, as if its number still stood on the screen."""
        self._terminal._buttons["0"] = Button("…", Action(token))
        await self.commands("0")

    async def _taps(self, button: Tappable, message: Any) -> None:
        await self.commands(str(button.handle))

    async def _taps_old(self, button: Tappable) -> None:
        await self.taps_to(button.leads_to)

    def sees_picture(self, described: str) -> None:
        """Its description is printed."""
        self.sees(described)

    def starts_counting(self) -> None:
        """Forget the taps and answers so far."""
        self.taps_made = self.answers_typed = 0

    async def _reads(self) -> None:
        line = await asyncio.wait_for(self._paper.lines.get(), 5)
        self._takes_in(seen_in(json.loads(line)))
