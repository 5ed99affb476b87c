"""The two streams of a terminal: lines come in one by one, text goes out, all is left as found."""

from __future__ import annotations

import asyncio
import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from typing import BinaryIO, TextIO

from bot.safety import safe_line
from bot.terminal.view import WIDEST

PROMPT = "> "
_NARROWEST = 20
_COLUMNS_OF_OLD = 80
_ENDS_BRACKETED_PASTE = "\x1b[?2004l"


class Console:
    """One person's keyboard and screen, or a script's two pipes."""

    def __init__(self, stdin: TextIO, stdout: TextIO) -> None:
        self._stdin, self._stdout = stdin, stdout
        self.is_interactive = stdin.isatty() and stdout.isatty()
        self._has_history = self.is_interactive and _load_readline(stdin, stdout)
        self._read = self._reader()
        self._is_waiting = False
        _replace_what_cannot_be_written(stdout)

    @property
    def width(self) -> int:
        """The cells of a line: the terminal's own, at most what reads well."""
        if not self._stdout.isatty():
            return WIDEST
        columns = os.get_terminal_size(self._stdout.fileno()).columns or _COLUMNS_OF_OLD
        return min(max(columns, _NARROWEST), WIDEST)

    @property
    def is_styled(self) -> bool:
        """Whether escape codes are welcome (https://no-color.org)."""
        return self._stdout.isatty() and not os.environ.get("NO_COLOR") and not _is_dumb()

    def write(self, text: str) -> None:
        """Show the text at once; raises BrokenPipeError where nobody reads any more."""
        self._stdout.write(text)
        self._stdout.flush()

    def interject(self, text: str) -> None:
        """Show the text, though a prompt may stand open: it then comes again, with what was typed so far."""
        if not (self.is_interactive and self._is_waiting):
            return self.write(text)
        return self.write(f"\n{text}\n{PROMPT}{self._typed_so_far()}")

    def _typed_so_far(self) -> str:
        if not self._has_history:
            return ""
        import readline

        return safe_line(readline.get_line_buffer())

    async def next_line(self) -> str | None:
        """The next line, read only now and off the event loop; None at the end."""
        loop = asyncio.get_running_loop()
        arrived: asyncio.Future[str | None] = loop.create_future()
        if self.is_interactive:
            self.write("\n" if self._has_history else f"\n{PROMPT}")
        self._is_waiting = True
        # A daemon: a read that waits must never keep the process from ending.
        Thread(target=self._read_for, args=(loop, arrived), name="terminal", daemon=True).start()
        line = await arrived
        self._is_waiting = False
        return line

    def _read_for(self, loop: asyncio.AbstractEventLoop, arrived: asyncio.Future[str | None]) -> None:
        try:
            line = self._read()
        except (EOFError, OSError, ValueError):
            line = None
        with suppress(RuntimeError):  # the loop has closed: nobody waits any more
            loop.call_soon_threadsafe(_settle, arrived, line)

    def _reader(self) -> Callable[[], str | None]:
        if self._has_history:
            return lambda: input(PROMPT)
        if (source := _bytes_of(self._stdin)) is not None:
            return lambda: _decoded(source.readline())
        return lambda: self._stdin.readline() or None

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Leave the terminal as it was found, however the block ends, and the cursor on a new line."""
        if not self.is_interactive:
            yield
            return
        import termios

        found = termios.tcgetattr(self._stdin.fileno())
        try:
            yield
        finally:
            with suppress(OSError, termios.error):
                termios.tcsetattr(self._stdin.fileno(), termios.TCSANOW, found)
                self._end_line()

    def _end_line(self) -> None:
        if self._is_waiting and self._has_history and not _is_dumb():
            self.write(_ENDS_BRACKETED_PASTE)
        self.write("\n")

    def abandon(self) -> None:
        """Let what is still buffered go nowhere, since nobody reads it: else Python complains at its end."""
        with suppress(OSError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._stdout.fileno())
            os.close(nowhere)


def _load_readline(stdin: TextIO, stdout: TextIO) -> bool:
    """Whether arrow keys work: readline serves the process's own streams. Its history stays in memory."""
    if stdin is not sys.stdin or stdout is not sys.stdout:
        return False
    if isinstance(stdin, io.TextIOWrapper):
        stdin.reconfigure(errors="replace")
    try:
        import readline  # noqa: F401
    except ImportError:
        return False
    return True


def _replace_what_cannot_be_written(stdout: TextIO) -> None:
    if isinstance(stdout, io.TextIOWrapper):
        stdout.reconfigure(encoding=None if stdout.isatty() else "utf-8", errors="replace")


def _bytes_of(stdin: TextIO) -> io.RawIOBase | BinaryIO | None:
    """The bytes behind the stream, unbuffered: a buffer locked by a waiting thread crashes Python's end."""
    try:
        return open(stdin.fileno(), "rb", buffering=0, closefd=False)
    except OSError:
        return getattr(stdin, "buffer", None)


def _decoded(line: bytes | None) -> str | None:
    return line.decode("utf-8", "replace") if line else None


def _settle(arrived: asyncio.Future[str | None], line: str | None) -> None:
    if not arrived.done():
        arrived.set_result(line)


def _is_dumb() -> bool:
    return os.environ.get("TERM") == "dumb"
