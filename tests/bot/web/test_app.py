"""What is served over HTTP: health, public pictures, deliveries with a secret, and nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from bot.samples import load_samples_once
from bot.web.app import MOST_BYTES, always, web_app
from bot.web.serving import CannotListen, serving
from config.settings import Settings
from storage.sqlite import SqliteStore
from storage.store import Store, StoreTrouble
from tests.bot.troubled import Troubled

SECRET = {"X-Secret": "right"}
Ask = Callable[..., Awaitable[tuple[int, str]]]


class Taking:
    """A webhook that takes, or for now does not."""

    path = "/platform"
    secret_header = "X-Secret"

    def __init__(self, takes: bool = True) -> None:
        self.takes = takes
        self.taken: list[object] = []

    def knows(self, secret: str) -> bool:
        """The right one."""
        return secret == "right"

    async def deliver(self, update: object) -> bool:
        """Remember it."""
        self.taken.append(update)
        return self.takes


@asynccontextmanager
async def asking(store: Store, *webhooks: Taking, ticks: Callable[[], bool] = always) -> AsyncIterator[Ask]:
    """Ask the pages over a socket."""
    async with serving(web_app(store, webhooks, ticks), 0) as port, aiohttp.ClientSession() as session:

        async def ask(verb: str, path: str, **given: Any) -> tuple[int, str]:
            async with session.request(verb, f"http://127.0.0.1:{port}{path}", **given) as answer:
                return answer.status, (await answer.read()).decode("latin-1")

        yield ask


async def test_health_tells_whether_the_clock_goes(sqlite_store: SqliteStore) -> None:
    beats = [False, True]
    async with asking(sqlite_store, ticks=beats.pop) as ask:
        assert await ask("GET", "/health") == (200, '{"status":"ok","store":"ok"}')
        assert await ask("GET", "/health") == (503, '{"status":"failing","store":"ok","clock":"stands still"}')


async def test_health_tells_whether_the_store_answers(sqlite_store: SqliteStore) -> None:
    troubled = Troubled(sqlite_store)
    async with asking(troubled) as ask:
        assert await ask("GET", "/health") == (200, '{"status":"ok","store":"ok"}')
        troubled.faults.append(StoreTrouble("SQLITE_IOERR"))
        status, words = await ask("GET", "/health")
        assert (status, "SQLITE" in words) == (503, False)
        assert (await ask("GET", "/health"))[0] == 200


@pytest.mark.parametrize("path", ["/", "/docs", "/openapi.json", "/redoc", "/telegram", "/pictures", "/pictures/"])
async def test_nothing_else_is_there(sqlite_store: SqliteStore, path: str) -> None:
    async with asking(sqlite_store) as ask:
        assert (await ask("GET", path))[0] == 404


@pytest.mark.parametrize("headers", [{}, {"X-Secret": "wrong"}, {"X-Secret": ""}, {"X-Secret": "righté"}])
async def test_without_the_secret_nothing_is_taken(sqlite_store: SqliteStore, headers: dict[str, str]) -> None:
    webhook = Taking()
    async with asking(sqlite_store, webhook) as ask:
        assert (await ask("POST", "/platform", json={"update_id": 1}, headers=headers))[0] == 403
    assert not webhook.taken


async def test_a_delivery_is_taken_or_has_to_come_again(sqlite_store: SqliteStore) -> None:
    webhook = Taking()
    async with asking(sqlite_store, webhook) as ask:
        assert (await ask("POST", "/platform", json={"update_id": 1}, headers=SECRET))[0] == 200
        webhook.takes = False
        assert (await ask("POST", "/platform", json={"update_id": 1}, headers=SECRET))[0] == 503
        assert (await ask("GET", "/platform", headers=SECRET))[0] == 405
    assert webhook.taken == [{"update_id": 1}] * 2


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff\xfe{}", 400),
        (b"[" * 200_000, 400),
        (b" " * (MOST_BYTES + 1), 413),
        (b"{}", 200),
    ],
)
async def test_what_is_no_update_is_refused(sqlite_store: SqliteStore, body: bytes, status: int) -> None:
    webhook = Taking()
    async with asking(sqlite_store, webhook) as ask:
        assert (await ask("POST", "/platform", data=body, headers=SECRET))[0] == status
    assert webhook.taken == ([{}] if status == 200 else [])


async def test_pictures_of_published_stories_are_shown_and_odd_ids_are_not_there(sqlite_store: SqliteStore) -> None:
    await load_samples_once(sqlite_store, Settings())
    async with asking(sqlite_store) as ask:
        found = [n for n in range(1, 30) if (await ask("GET", f"/pictures/{n}"))[0] == 200]
        assert found
        for odd in ("0", "-1", "1.5", "x", "9999999999", "٣", "1%00", "../1", "%2e%2e%2fetc%2fpasswd", "999999999"):
            assert (await ask("GET", f"/pictures/{odd}"))[0] == 404


async def test_a_port_that_is_taken_is_named(sqlite_store: SqliteStore) -> None:
    app = web_app(sqlite_store)
    async with serving(app, 0) as port:
        with pytest.raises(CannotListen, match=f"UNDERSIGNED_WEB_PORT={port} can't be listened on"):
            async with serving(app, port):
                pass
