"""A server in a process of its own, moved from afar."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import aiohttp

PROJECT = Path(__file__).parents[2]
FIRST_FAULT = 400


async def server_process(module: str, *arguments: str) -> tuple[str, asyncio.subprocess.Process]:
    """Start `python -m module` with these arguments; its first line says where it listens."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, *arguments, cwd=PROJECT, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    return (await process.stdout.readline()).decode().strip(), process


class RemoteServer:
    """Asks a server under its address for tests, until the end of the block, which ends its process too."""

    def __init__(self, control: str, process: asyncio.subprocess.Process | None) -> None:
        """`control` is that address; without a process the server is somebody else's."""
        self._control = control
        self._process = process
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        """Ask through one session."""
        self._session = aiohttp.ClientSession()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process that was started for this."""
        assert self._session is not None
        await self._session.close()
        if self._process is not None:
            self._process.terminate()
            await self._process.communicate()

    async def ask(self, verb: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """Ask the server; what could not be done is an AssertionError."""
        assert self._session is not None, "use it with `async with`"
        async with self._session.request(verb, f"{self._control}/{path}", json=body) as answer:
            told = await answer.json()
        if answer.status >= FIRST_FAULT:
            raise AssertionError(told["why"])
        return told
