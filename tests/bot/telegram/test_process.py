"""`undersigned run` as an operator starts it, against the strict server: nothing is changed but its settings."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.bot.commands.running import MAIN, Home
from tests.telegram_api import TOKEN, TelegramApi

GUARD = 60.0
SECRET = TOKEN.partition(":")[2]


@dataclass
class Process:
    """A running program, and what it has said so far."""

    process: asyncio.subprocess.Process
    said: list[str] = field(default_factory=list)

    async def says(self, words: str) -> None:
        """Wait until it said so."""
        assert self.process.stderr is not None
        async with asyncio.timeout(GUARD):
            while not any(words in line for line in self.said):
                line = (await self.process.stderr.readline()).decode()
                assert line, f"it ended, and never said {words!r}: {self.said}"
                self.said.append(line)

    async def ends(self) -> int:
        """Its exit code, once it has ended by itself."""
        async with asyncio.timeout(GUARD):
            out, err = await self.process.communicate()
        self.said.append((out + err).decode())
        assert self.process.returncode is not None
        return self.process.returncode

    async def is_told_to_end(self) -> int:
        """As a service manager does."""
        self.process.send_signal(signal.SIGTERM)
        return await self.ends()

    @property
    def all_said(self) -> str:
        """Everything."""
        return "".join(self.said)


@asynccontextmanager
async def started(home: Home) -> AsyncIterator[Process]:
    """The program, killed if it still runs at the end."""
    process = await asyncio.create_subprocess_exec(
        *MAIN,
        "run",
        cwd=home.folder,
        env={**home.environment, "NO_PROXY": "127.0.0.1"},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield Process(process)
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


async def eventually(api: TelegramApi, is_true: Callable[[], bool]) -> None:
    """Wait as long as a program may take to start on a busy machine."""
    async with asyncio.timeout(GUARD):
        await api.world.bell.ever(is_true)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest.fixture
def home(tmp_path: Path, api: TelegramApi) -> Home:
    operator = {"OPERATOR_NAME": "Us", "OPERATOR_CONTACT": "us@example.org"}
    return Home(tmp_path).having(
        TELEGRAM_TOKEN=TOKEN, TELEGRAM_API=api.url, SAMPLES="yes", LOG_LEVEL="info", **operator
    )


async def test_the_first_owners_code_goes_to_standard_output_alone(home: Home, api: TelegramApi) -> None:
    async with started(home) as program:
        assert program.process.stdout is not None
        async with asyncio.timeout(GUARD):
            told, link = [(await program.process.stdout.readline()).decode() for _ in range(2)]
        assert told.startswith("Nobody is an owner yet. Whoever sends ")
        code = re.search("invite-([A-Z2-9]{12})", link)
        assert code is not None
        assert link == f"Telegram: https://t.me/undersigned_test_bot?start={code[0]}\n"
        assert await program.is_told_to_end() == 0
    assert code[1] not in program.all_said.replace("-", "")


async def test_the_command_line_gives_a_link(home: Home, api: TelegramApi) -> None:
    printed = await asyncio.to_thread(home.runs, "invite", "Parks", "--name", "Parks")
    assert re.search(r"^Telegram: https://t.me/undersigned_test_bot\?start=invite-[A-Z2-9]{12}$", printed.stdout, re.M)


async def test_it_serves_by_long_poll_ends_well_and_tells_no_secret(home: Home, api: TelegramApi) -> None:
    ada = api.person("Adalgisa")
    async with started(home) as program:
        await program.says("https://t.me/undersigned_test_bot")
        await ada.starts()
        await eventually(api, lambda: bool(ada.chat.from_bot))
        await ada.sends("Brontosaurus")
        await api.settles()
        tap = await ada.taps(ada.last.buttons[0].label)
        await tap.answered()
        await api.settles()
        assert await program.is_told_to_end() == 0
    assert "Traceback" not in program.all_said
    for secret in (SECRET, "Adalgisa", "Brontosaurus", str(ada.id)):
        assert secret not in program.all_said
    assert not api.world.updates.pending


@pytest.mark.parametrize("path", ["", "/"])
async def test_it_serves_by_webhook(home: Home, api: TelegramApi, path: str) -> None:
    port = free_port()
    ada = api.person("Adalgisa")
    hooked = home.having(TELEGRAM_WEBHOOK=f"http://127.0.0.1:{port}{path}", WEB_PORT=str(port))
    async with started(hooked) as program:
        await program.says(f"listening on port {port}")
        await ada.starts()
        await eventually(api, lambda: bool(ada.chat.from_bot))
        await (await ada.taps(ada.last.buttons[0].label)).answered()
        await api.settles()
        assert await program.is_told_to_end() == 0
    assert "Traceback" not in program.all_said
    assert not api.calls_of("getUpdates")
    assert SECRET not in program.all_said


async def test_a_wrong_token_ends_it_at_once_with_a_sentence(home: Home) -> None:
    async with started(home.having(TELEGRAM_TOKEN="4200001:BBF-another_made_up_token_for_tests_7")) as program:
        assert await program.ends() == 2
    assert "Error: Telegram does not accept UNDERSIGNED_TELEGRAM_TOKEN" in program.all_said
    assert "Traceback" not in program.all_said
    assert "another_made_up" not in program.all_said


async def test_a_token_that_is_revoked_while_it_runs_ends_it_too(home: Home, api: TelegramApi) -> None:
    async with started(home) as program:
        await eventually(api, lambda: api.world.updates.is_held)
        api.server.token = "1:other"
        api.world.updates.let_go()
        assert await program.ends() == 2
    assert "Telegram does not accept" in program.all_said


async def test_a_server_that_is_down_is_waited_for(home: Home) -> None:
    port = free_port()
    async with started(home.having(TELEGRAM_API=f"http://127.0.0.1:{port}")) as program:
        await program.says("Telegram can't be reached")
        async with TelegramApi(port=port) as late:
            await program.says("https://t.me/undersigned_test_bot")
            ada = late.person("Ada")
            await ada.starts()
            await eventually(late, lambda: bool(ada.chat.from_bot))
            assert await program.is_told_to_end() == 0
    assert SECRET not in program.all_said


async def test_a_second_process_is_named_and_the_first_goes_on(home: Home, api: TelegramApi) -> None:
    ada = api.person("Ada")
    async with started(home) as program:
        await eventually(api, lambda: api.world.updates.is_held)
        api.world.updates.end_poll()
        await program.says("another process asks Telegram with the same token")
        await ada.starts()
        await eventually(api, lambda: bool(ada.chat.from_bot))
        assert await program.is_told_to_end() == 0
    assert program.all_said.count("another process") == 1


async def test_what_is_committed_is_still_shown_at_the_end(home: Home, api: TelegramApi) -> None:
    ada, gate = api.person("Ada"), asyncio.Event()
    fault = api.delays_next("sendMessage", until=gate)
    async with started(home) as program:
        await ada.starts()
        async with asyncio.timeout(GUARD):
            await fault.reached.wait()
        program.process.send_signal(signal.SIGTERM)
        gate.set()
        assert await program.ends() == 0
    assert ada.chat.from_bot
    assert not api.world.updates.pending
    assert os.name == "posix"


async def test_what_is_left_at_the_end_is_said(home: Home, api: TelegramApi) -> None:
    ada, never = api.person("Ada"), asyncio.Event()
    fault = api.delays_next("sendMessage", until=never)
    async with started(home) as program:
        await ada.sends("/start@another_bot")
        await ada.starts()
        async with asyncio.timeout(GUARD):
            await fault.reached.wait()
        assert await program.is_told_to_end() == 0
        never.set()
    assert "Telegram: 1 answers were not shown in time" in program.all_said
    assert "updates that nobody asked for were ignored" in program.all_said
    assert "Traceback" not in program.all_said
