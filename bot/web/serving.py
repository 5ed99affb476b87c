"""The web server of this process, in the same loop as everything else."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from fastapi import FastAPI

from bot.platforms import CannotRun

HOST = "0.0.0.0"  # noqa: S104 – a reverse proxy or the world reaches it; nothing served tells about a person
BACKLOG = 1024


class CannotListen(CannotRun):
    """The port can't be had; the message is a sentence."""


class _Server(uvicorn.Server):
    """Leaves the process's signals to the process."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Nothing is captured."""
        yield


@asynccontextmanager
async def serving(app: FastAPI, port: int) -> AsyncIterator[int]:
    """Serve while the block runs; gives the port that was taken. Raises CannotListen."""
    listener = _listener(port)
    config = uvicorn.Config(app, log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=5)
    server = _Server(config)
    task = asyncio.create_task(server.serve([listener]))
    try:
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        await task


def _listener(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError as error:
        listener.close()
        raise CannotListen(f"UNDERSIGNED_WEB_PORT={port} can't be listened on: {error.strerror}.") from error
    listener.listen(BACKLOG)
    return listener
