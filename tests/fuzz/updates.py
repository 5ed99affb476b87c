"""Random updates: every field that the library parses may be missing, of another kind, surprising or huge.

`STEPS=100000 python -m tests.fuzz.updates` is the long form; `SEED=7 STEPS=500` plays one run again. The platform
itself runs, over an API in memory that gives the updates as a poll and looks at what is answered.
"""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import json
import logging
import os
import sys
import tempfile
import time
import types
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random
from typing import Any, Union, get_args, get_origin

import structlog
import telegram
from telegram import TelegramObject, Update
from telegram.request import BaseRequest

from bot.dispatch import Dispatch
from bot.telegram.client import Client, bot_of
from bot.telegram.platform import Standing, Telegram
from handlers import make_router
from storage.store import Store
from tests.bot.telegram.conftest import settings_for
from tests.bot.telegram.running import real_now
from tests.stores import Stores

BATCH = 100
DEEPEST = 5
KNOWN: dict[str, dict[str, Any]] = {}
WORDS = (
    *("", "x", "/start", "/start KTMWQR", "/browse@undersigned_test_bot", "KTMWQR", "private", "supergroup", "channel"),
    *("sign_here:1", "place:petition:1", "petition-1"),
    *("sign:1", "?answer:go", "!petition:1", ".x", "en", "de-AT", "\x00", "\ud800", "\u202eabc", "💥" * 40, "é" * 64),
    *("x" * 5000, "'; DROP TABLE handled; --", "</b><a href='x'>", "-5", "1e9", "None"),
)
STATUSES = ("member", "administrator", "left", "kicked", "restricted", "creator")
NUMBERS = (0, 1, -1, 7, 42, 1087968824, 2**31, 2**53, 2**64, -(10**14), 10**30)
ODD: tuple[Any, ...] = (None, True, False, 1.5, -0.0, [], {}, [[]], {"id": {}}, "x", 3, [None], {"x": [{}]})


def fields_of(kind: type[TelegramObject]) -> dict[str, Any]:
    """What the library parses of a kind, by name."""
    return _fields_of(f"{kind.__module__}.{kind.__name__}", kind)


def _fields_of(name: str, kind: type[TelegramObject]) -> dict[str, Any]:
    if name not in KNOWN:
        KNOWN[name] = _looked_up(kind)
    return KNOWN[name]


def _looked_up(kind: type[TelegramObject]) -> dict[str, Any]:
    found = inspect.signature(kind.__init__).parameters.values()
    hints = types.SimpleNamespace(**vars(telegram))
    skipped = {"self", "api_kwargs", "args", "kwargs"}
    return {each.name: _read(each.annotation, vars(hints), kind) for each in found if each.name not in skipped}


def _read(annotation: Any, names: dict[str, Any], kind: type) -> Any:
    if not isinstance(annotation, str):
        return annotation
    inside = {**vars(sys.modules[kind.__module__]), **names}
    with contextlib.suppress(Exception):
        return eval(annotation, inside)  # noqa: S307 – the library's own annotations
    return Any


class Maker:
    """Makes updates out of a seed."""

    def __init__(self, random: Random) -> None:
        """The same seed makes the same."""
        self.random = random
        self.queries: set[str] = set()
        self.oddness = self.richness = 0.0

    def update(self, number: int) -> dict[str, Any]:
        """One update: mostly of a kind that we ask for, and mostly nearly right."""
        names = [name for name in fields_of(Update) if name != "update_id"]
        asked_for = (
            *("message", "message", "callback_query", "callback_query", "edited_message"),
            *("my_chat_member", "inline_query", "chosen_inline_result"),
        )
        name = self.random.choice(asked_for if self.random.random() < 0.8 else names)
        self.oddness = self.random.choice((0.0, 0.0, 0.01, 0.05))
        self.richness = self.random.choice((0.0, 0.01, 0.03, 0.1))
        body = self._value(fields_of(Update)[name], name, 0)
        if isinstance(body, dict):
            self._make_likely(name, body)
        update = {"update_id": number, name: body}
        if self.random.random() < 0.05:
            update[self.random.choice(names)] = self._odd()
        query = update.get("callback_query")
        if isinstance(query, dict) and isinstance(query.get("id"), str) and query["id"]:
            self.queries.add(query["id"])
        return update

    def _make_likely(self, name: str, body: dict[str, Any]) -> None:
        """What a person must have to be understood at all, most of the time."""
        for key, value in self._likely(name, body).items():
            if self.random.random() < 1 - 2 * self.oddness:
                body[key] = value

    def _likely(self, name: str, body: dict[str, Any]) -> dict[str, Any]:
        choose = self.random.choice
        person = {"id": self.random.randint(1, 30), "is_bot": False, "first_name": choose(WORDS) or "Ada"}
        chat = {"id": person["id"], "type": "private"} if self.random.random() < 0.8 else {"id": -5, "type": "group"}
        message = {"message_id": 3, "date": 1, "chat": chat, "from": person}
        match name:
            case "callback_query":
                if self.random.random() < 0.9:
                    body["id"] = f"q{self.random.getrandbits(60)}"
                return {"from": person, "message": message, "chat_instance": "c", "data": choose(WORDS)}
            case "my_chat_member":
                before, after = ({"status": choose(STATUSES), "user": person} for _side in range(2))
                sides = {"old_chat_member": before, "new_chat_member": after}
                return {"chat": chat, "from": person, "date": 1, **sides}
            case "inline_query":
                asked = {"id": f"i{self.random.getrandbits(60)}", "query": choose(WORDS), "offset": ""}
                return {**asked, "from": person}
            case "chosen_inline_result":
                return {"result_id": choose(WORDS), "from": person, "query": "", "inline_message_id": "abc"}
            case _:
                return {**message, "text": choose(WORDS)}

    def _value(self, kind: Any, name: str, depth: int) -> Any:
        if self.random.random() < self.oddness:
            return self._odd()
        origin, args = get_origin(kind), get_args(kind)
        if origin in (Union, types.UnionType):
            chosen = [each for each in args if each is not type(None)]
            return self._value(self.random.choice(chosen), name, depth)
        if origin in (tuple, list) or "Sequence" in str(origin):
            some = self.random.choice((0, 1, 1, 2)) if depth < DEEPEST else 0
            return [self._value(args[0] if args else Any, name, depth + 1) for _ in range(some)]
        if inspect.isclass(kind) and issubclass(kind, TelegramObject):
            return self._object(kind, depth)
        return self._plain(kind, name)

    def _object(self, kind: type[TelegramObject], depth: int) -> Any:
        if depth >= DEEPEST:
            return {}
        likelihood = 1 - 2 * self.oddness
        parameters = inspect.signature(kind.__init__).parameters
        made: dict[str, Any] = {}
        for name, inner in fields_of(kind).items():
            is_needed = parameters[name].default is inspect.Parameter.empty
            if self.random.random() < (likelihood if is_needed else self.richness):
                made["from" if name == "from_user" else name] = self._value(inner, name, depth + 1)
        return made

    def _plain(self, kind: Any, name: str) -> Any:
        if kind is bool:
            return self.random.random() < 0.5
        if kind is int or "date" in name:
            return self.random.choice(NUMBERS)
        if kind is float:
            return self.random.uniform(-200, 200)
        return self.random.choice(WORDS)

    def _odd(self) -> Any:
        return self.random.choice(ODD)


class InMemory(BaseRequest):
    """An API that gives batches of updates until there are no more, and says yes to everything."""

    def __init__(self, maker: Maker, steps: int) -> None:
        """So many updates in all."""
        self._maker, self._steps = maker, steps
        self._next, self.confirmed = 1, 0
        self._pending: list[tuple[int, bytes]] = []
        self.answered: set[str] = set()
        self.methods: Counter[str] = Counter()
        self.is_over = asyncio.Event()

    @property
    def read_timeout(self) -> float:
        """None is waited for."""
        return 1.0

    async def initialize(self) -> None:
        """Nothing is opened."""

    async def shutdown(self) -> None:
        """Nothing is closed."""

    async def do_request(
        self, url: str, method: str, request_data: Any = None, *_timeouts: Any, **_more: Any
    ) -> tuple[int, bytes]:
        """Answer as a server would, in the fewest words."""
        name = url.rsplit("/", 1)[1]
        self.methods[name] += 1
        values = request_data.parameters if request_data is not None else {}
        await asyncio.sleep(0)
        return 200, b'{"ok":true,"result":' + self.result(name, values) + b"}"

    def result(self, name: str, values: dict[str, Any]) -> bytes:
        """What each method gives."""
        if name == "getUpdates":
            return self._updates(int(values.get("offset") or 0))
        if name == "answerCallbackQuery":
            self.answered.add(values["callback_query_id"])
        if name == "getMe":
            return b'{"id":4200000,"is_bot":true,"first_name":"U","username":"undersigned_test_bot"}'
        if name.startswith(("send", "editMessage")) and name != "sendChatAction":
            return b'{"message_id":9,"date":1,"chat":{"id":7,"type":"private"},"text":"x"}'
        return b"true"

    def _updates(self, offset: int) -> bytes:
        self._pending = [(number, raw) for number, raw in self._pending if number >= offset]
        while len(self._pending) < BATCH and self._next <= self._steps:
            self._pending.append((self._next, json.dumps(self._maker.update(self._next)).encode()))
            self._next += 1
        if not self._pending:
            self.is_over.set()
        return b"[" + b",".join(raw for _number, raw in self._pending[:BATCH]) + b"]"


async def fuzz(store: Store, seed: int, steps: int) -> dict[str, Any]:
    """Run so many updates through the platform; what went wrong is an AssertionError."""
    maker = Maker(Random(seed))
    api = InMemory(maker, steps)
    client = in_memory(api)
    await client.initialize()
    dispatch = Dispatch(store, make_router(), real_now)
    around = Standing(store, real_now, offer=dispatch.offer, asks_role=dispatch.asks_role)
    telegram_platform = Telegram(client, around)
    answered: Counter[str] = Counter()

    async def answer(incoming: Any, show: Any = None) -> Any:
        answered["turns"] += 1
        return await dispatch.answer(incoming, show)

    running = asyncio.create_task(telegram_platform.run(answer))
    over = asyncio.create_task(api.is_over.wait())
    await asyncio.wait({running, over}, return_when=asyncio.FIRST_COMPLETED)
    assert not running.done(), f"seed {seed}: the loop ended: {running.exception()!r}"
    await telegram_platform.rests(60)
    running.cancel()
    await asyncio.wait([running])
    over.cancel()
    silent = maker.queries - api.answered
    assert not silent, (
        f"seed {seed}: {len(silent)} of {len(maker.queries)} taps were not answered: {sorted(silent)[:3]}"
    )
    assert telegram_platform.left == 0, f"seed {seed}: {telegram_platform.left} in work at the end"
    return {**answered, "ignored": telegram_platform.ignored, "taps": len(maker.queries), **api.methods}


def in_memory(api: InMemory) -> Client:
    """A bot whose every request goes to memory."""
    bot = bot_of(settings_for("http://127.0.0.1:1"))
    bot._request = (api, api)
    return bot


@contextlib.asynccontextmanager
async def store_in(folder: Path) -> AsyncIterator[Store]:
    """An empty store."""
    async with Stores(folder).open("sqlite", folder) as store:
        yield store


async def _main(steps: int, seed: int) -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    begun, all_told = time.monotonic(), Counter[str]()
    piece = min(steps, 5000)
    for at in range(0, steps, piece):
        with tempfile.TemporaryDirectory() as folder:
            async with store_in(Path(folder)) as store:
                all_told.update(await fuzz(store, seed + at // piece, min(piece, steps - at)))
        print(f"{at + piece} updates, {time.monotonic() - begun:.0f} s, {dict(all_told)}", flush=True)


if __name__ == "__main__":
    asyncio.run(_main(int(os.environ.get("STEPS") or 100_000), int(os.environ.get("SEED") or 1)))
