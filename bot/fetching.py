"""A file fetched over HTTP: never more of it than was agreed, and no address in any fault, since it may be a secret."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path

import aiohttp
import structlog
from yarl import URL

from storage.unfit import Fault, Unfit

PIECE = 65_536

log = structlog.get_logger()


async def fetched(session: aiohttp.ClientSession, address: URL, most: int, proxy: str | None = None) -> bytes:
    """What lies there, at most so many bytes. Raises Unfit."""
    try:
        async with session.get(address, proxy=proxy) as response:
            if response.status != HTTPStatus.OK:
                raise not_brought(f"HTTP {response.status}")
            return await _read(response.content, most)
    except (aiohttp.ClientError, OSError) as error:
        raise not_brought(type(error).__name__) from None


async def _read(content: aiohttp.StreamReader, most: int) -> bytes:
    read = bytearray()
    async for piece in content.iter_chunked(PIECE):
        read += piece
        if len(read) > most:
            raise Unfit(Fault.TOO_LARGE)
    return bytes(read)


def read_file(path: Path, most: int) -> bytes:
    """What is in a file of this machine, at most so many bytes. Raises Unfit."""
    try:
        with path.open("rb") as file:
            read = file.read(most + 1)
    except OSError as error:
        raise not_brought(type(error).__name__) from None
    if len(read) > most:
        raise Unfit(Fault.TOO_LARGE)
    return read


def not_brought(kind: str) -> Unfit:
    """That it could not be had; only the kind of trouble is logged."""
    log.warning("a file that was sent could not be fetched", kind=kind)
    return Unfit(Fault.NOT_BROUGHT)
