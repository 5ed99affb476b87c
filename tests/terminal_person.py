"""Somebody at a real terminal: lines go in by a pipe, and what is read are its lines of JSON."""

from __future__ import annotations

import asyncio
import io
import json
import queue
from pathlib import Path

from bot.platforms import Answer
from bot.terminal.platform import Terminal
from handlers.screens import Action, Button
from tests.seen import Seen, keeps_the_rules, seen_in


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


class AtTheTerminal:
    """A person who taps by numbers and reads what the terminal prints."""

    def __init__(self, name: str = "you", folder: Path | None = None) -> None:
        """The terminal is there, and begins with `begins`."""
        self.taps_made = 0
        self.answers_typed = 0
        self.all_seen: list[Seen] = []
        self._keys, self._paper = Keys(), Paper()
        self._terminal = Terminal(name, self._keys, self._paper, as_json=True, folder=folder)
        self._running: asyncio.Task[None] | None = None

    async def begins(self, answer: Answer) -> None:
        """Sit down: the terminal shows the start."""
        self._running = asyncio.create_task(self._terminal.run(answer))
        await self._reads()

    async def ends(self) -> None:
        """Ctrl-D."""
        assert self._running is not None
        self._keys.press("")
        await asyncio.wait_for(self._running, 5)

    @property
    def screen(self) -> Seen:
        """What was printed last."""
        return self.all_seen[-1]

    async def opens(self, code: str) -> None:
        """Type a petition's code."""
        await self.commands(code)

    async def commands(self, line: str) -> None:
        """Type a command, or a code."""
        self._keys.press(f"{line}\n")
        await self._reads()

    async def types(self, words: str) -> None:
        """Type words, which answer what is asked."""
        self.answers_typed += 1
        await self.commands(words)

    async def taps(self, label: str) -> None:
        """Type the number of the button with this label."""
        self.taps_made += 1
        button = self.screen.button(label)
        assert button is not None, f"no button {label!r} among {self.screen.labels}"
        await self.commands(str(button.handle))

    async def presses_to(self, token: str) -> None:
        """Tap a button of long ago that leads there, as if its number still stood on the screen."""
        self._terminal._buttons["0"] = Button("…", Action(token))
        await self.commands("0")

    def starts_counting(self) -> None:
        """Forget the taps and answers so far."""
        self.taps_made = self.answers_typed = 0

    def sees(self, *texts: str) -> None:
        """These words stand in what was printed last."""
        for text in texts:
            assert text in self.screen.text, f"{text!r} is not in:\n{self.screen.text}"

    async def _reads(self) -> None:
        line = await asyncio.wait_for(self._paper.lines.get(), 5)
        shown = seen_in(json.loads(line))
        self.all_seen.append(shown)
        keeps_the_rules(shown)
