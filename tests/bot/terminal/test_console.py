"""The terminal on a real pseudo-terminal, and as a process that signals and closed pipes end."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.bot.commands.running import hear_control_c

ROOT = Path(__file__).parents[3]
PATIENCE = 60.0
"""Real seconds; a process may start slowly beside others."""
PROGRAM = """
import asyncio, contextlib, os
from bot.terminal.platform import Terminal
from handlers.screens import Screen, Notice, Button, to, rows_of

if os.isatty(0):
    os.login_tty(0)  # else Ctrl-C is a letter like any other

async def answer(incoming):
    if incoming.words == "alert":
        asyncio.get_running_loop().call_later(0.3, lambda: keep.append(asyncio.ensure_future(alert())))
    if incoming.token or incoming.words:
        return Notice("Heard " + (incoming.token or incoming.words))
    return Screen("Open petitions", ("long " * 30,), rows=rows_of(Button("Browse", to("browse"))))

async def alert():
    await terminal.deliver("you", Screen("Won", rows=rows_of(Button("Read", to("read")))))

keep = []
terminal = Terminal()
with contextlib.suppress(KeyboardInterrupt):
    asyncio.run(terminal.run(answer))
print("after")
"""
COMMAND = [sys.executable, "-W", "error", "-c", PROGRAM]
UP = "\x1b[A"


@dataclass
class Screenful:
    """A person's side of a pseudo-terminal."""

    keyboard: int
    process: subprocess.Popen[bytes]
    seen: str = ""

    def type(self, keys: str) -> None:
        os.write(self.keyboard, keys.encode())

    def sees(self, words: str) -> str:
        """Wait for the words, and give everything up to and with them."""
        deadline = time.monotonic() + PATIENCE
        while words not in self.seen:
            assert time.monotonic() < deadline, f"{words!r} is not in {self.seen!r}"
            if select.select([self.keyboard], [], [], 0.1)[0]:
                self.seen += os.read(self.keyboard, 65536).decode("utf-8", "replace").replace("\r\n", "\n")
        before, _, self.seen = self.seen.partition(words)
        return before + words


def opened(tmp_path: Path, **environment: str) -> Screenful:
    keyboard, screen = pty.openpty()
    termios.tcsetwinsize(screen, (24, 40))
    process = subprocess.Popen(
        COMMAND,
        cwd=ROOT,
        stdin=screen,
        stdout=screen,
        stderr=screen,
        env=_environment(tmp_path, **environment),
        preexec_fn=hear_control_c,
    )
    os.close(screen)
    return Screenful(keyboard, process)


def _environment(home: Path, **more: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    return {**kept, "HOME": str(home), "TERM": "xterm", "LANG": "C.UTF-8", **more}


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screenful]:
    screenful = opened(tmp_path)
    yield screenful
    _close(screenful)


def _close(screenful: Screenful) -> None:
    screenful.process.kill()
    screenful.process.wait()
    os.close(screenful.keyboard)


def test_a_title_is_bold_and_lines_fit(screen: Screenful) -> None:
    shown = screen.sees("> ")
    assert "\x1b[1mOpen petitions\x1b[0m" in shown
    assert "\n" + "long " * 7 + "long\n" in shown
    assert "Ctrl-D" in shown
    assert "\n\n\n" not in shown


@pytest.mark.parametrize("plain", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_escape_codes_where_they_are_unwelcome(tmp_path: Path, plain: dict[str, str]) -> None:
    screenful = opened(tmp_path, **plain)
    shown = screenful.sees("1  Browse")
    _close(screenful)
    assert "Open petitions" in shown
    assert "\x1b[1m" not in shown


def test_numbers_words_and_the_end_of_input(screen: Screenful) -> None:
    screen.sees("> ")
    screen.type("1\n")
    screen.sees("Heard browse")
    screen.sees("> ")
    screen.type("\nAda\n")
    screen.sees("Heard Ada")
    screen.sees("> ")
    screen.type("\x04")
    screen.sees("\nafter\n")
    assert screen.process.wait(10) == 0


def test_arrow_keys_bring_back_what_was_typed_and_nothing_is_written_down(screen: Screenful, tmp_path: Path) -> None:
    screen.sees("> ")
    screen.type("Ada\n")
    screen.sees("Heard Ada")
    screen.sees("> ")
    screen.type(UP + " L.\n")
    screen.sees("Heard Ada L.")
    screen.sees("> ")
    screen.type("\x04")
    screen.process.wait(10)
    assert list(tmp_path.iterdir()) == []


def test_an_alert_between_prompts_keeps_what_is_half_typed(screen: Screenful) -> None:
    screen.sees("> ")
    screen.type("alert\n")
    screen.sees("> ")
    screen.type("half")
    screen.sees("half")
    assert screen.sees("> half").endswith("  2  Read\n\n> half")
    screen.type(" done\n")
    screen.sees("Heard half done")


def test_control_c_ends_it_and_leaves_the_terminal_as_it_was(screen: Screenful) -> None:
    found = termios.tcgetattr(screen.keyboard)
    screen.sees("> ")
    time.sleep(0.1)
    assert termios.tcgetattr(screen.keyboard)[3] != found[3]
    screen.type("half\x03")
    screen.sees("\nafter\n")
    assert termios.tcgetattr(screen.keyboard) == found
    assert screen.process.wait(10) == 0


def test_invalid_keys_do_not_end_it(tmp_path: Path) -> None:
    screenful = opened(tmp_path, PYTHONIOENCODING="utf-8:strict")
    screenful.sees("> ")
    os.write(screenful.keyboard, b"Ad\xff\xfea\n")
    screenful.sees("Heard Ad")
    _close(screenful)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 0), (signal.SIGTERM, -signal.SIGTERM)])
def test_a_signal_ends_it_while_a_pipe_is_read(number: signal.Signals, code: int) -> None:
    with subprocess.Popen(
        COMMAND,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=hear_control_c,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        while process.stdout.readline() != b"  1  Browse\n":
            pass
        process.send_signal(number)
        assert process.wait(10) == code
        assert process.stderr.read() == b""


def test_a_closed_output_ends_it_without_a_word() -> None:
    with subprocess.Popen(
        COMMAND, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        process.stdin.write(b"1\n")
        process.stdin.flush()
        assert process.wait(10) == 0
        assert process.stderr.read() == b""


def test_a_pipe_gets_plain_text_and_exit_0() -> None:
    environment = {**os.environ, "LC_ALL": "C", "TERM": "xterm", "FORCE_COLOR": "1"}
    done = subprocess.run(
        COMMAND, cwd=ROOT, input="1\nZürich\n".encode(), capture_output=True, check=True, env=environment
    )
    assert b"\x1b" not in done.stdout
    assert "\n\nHeard browse\n\nHeard Zürich\nafter\n" in done.stdout.decode()
    assert done.stderr == b""
