"""One headless Chromium that makes pictures of pages, over its DevTools protocol."""

from __future__ import annotations

import asyncio
import base64
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--disable-quic"),
    *("--remote-debugging-port=0", "about:blank"),
)
SECONDS = 60
TALLEST = 8000


def found() -> str | None:
    """Where Chromium is, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Chromium:
    """One open tab."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        """The socket of the tab."""
        self._socket = socket
        self._numbers = count(1)

    async def picture(self, html: str, width: int, scale: float = 1, tallest: int = TALLEST) -> bytes:
        """The page as a PNG, as tall as it is or may be, in so many times as many pixels."""
        await self._size(width, 100, scale)
        frame = (await self._asks("Page.getFrameTree"))["frameTree"]["frame"]["id"]
        await self._asks("Page.setDocumentContent", frameId=frame, html=html)
        await self._asks("Runtime.evaluate", expression=_WHEN_LOADED, awaitPromise=True)
        measured = await self._asks("Runtime.evaluate", expression="document.documentElement.scrollHeight")
        await self._size(width, min(int(measured["result"]["value"]), tallest), scale)
        taken = await self._asks("Page.captureScreenshot", format="png")
        return base64.b64decode(taken["data"])

    async def _size(self, width: int, height: int, scale: float) -> None:
        await self._asks(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=scale, mobile=False
        )

    async def _asks(self, method: str, **params: Any) -> dict[str, Any]:
        number = next(self._numbers)
        await self._socket.send_json({"id": number, "method": method, "params": params})
        async with asyncio.timeout(SECONDS):
            while True:
                answer = await self._socket.receive_json()
                if answer.get("id") == number:
                    if "error" in answer:
                        raise RuntimeError(f"{method}: {answer['error']}")
                    result: dict[str, Any] = answer["result"]
                    return result


_WHEN_LOADED = (
    "Promise.all([...document.images].map(each => each.decode().catch(() => null)).concat(document.fonts.ready))"
)


@asynccontextmanager
async def opened(program: str, profile: Path) -> AsyncIterator[Chromium]:
    """Start it with an empty folder of its own, and end it."""
    process = await asyncio.create_subprocess_exec(
        program,
        f"--user-data-dir={profile}",
        *QUIET,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        address = await _address_of_tab(profile / "DevToolsActivePort")
        async with aiohttp.ClientSession() as session, session.ws_connect(address, max_msg_size=0) as socket:
            yield Chromium(socket)
    finally:
        process.kill()
        await process.wait()


async def _address_of_tab(port_file: Path) -> str:
    """Where the first tab listens; Chromium writes its port into a file when it is ready."""
    async with asyncio.timeout(SECONDS):
        while not (port := _first_line(port_file)):  # noqa: ASYNC110 – a file rings no bell
            await asyncio.sleep(0.05)
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/json/list") as answer:
        tabs: list[dict[str, str]] = await answer.json()
    return next(tab["webSocketDebuggerUrl"] for tab in tabs if tab["type"] == "page")


def _first_line(file: Path) -> str:
    return file.read_text().partition("\n")[0] if file.exists() else ""
