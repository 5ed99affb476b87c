"""A small Bot API server on the loopback for measurements: it believes everything and answers at once.

Updates are handed out by the hundred, held until there are some, and come again until an offset has passed them.
What is refused, checked or shown is the business of the strict server in `tests/telegram_api`.
"""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qsl

TOKEN = "123456789:the-letters-that-BotFather-gave-us"
BOT = {
    "id": 123456789,
    "is_bot": True,
    "first_name": "Undersigned",
    "username": "undersigned_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
}
MOST_AT_ONCE = 100
AT = 1_795_000_000
SENT = frozenset({"sendMessage", "sendPhoto", "sendDocument"})
EDITED = frozenset({"editMessageText", "editMessageCaption", "editMessageMedia", "editMessageReplyMarkup"})
TOLD = {
    "getMe": BOT,
    "getMyCommands": [],
    "getMyDescription": {"description": ""},
    "getMyShortDescription": {"short_description": ""},
}

Json = dict[str, Any]


class Watcher:
    """Hears what happens at the server, each before anything of it is answered."""

    def hands_out(self, updates: list[Json]) -> None:
        """These go to the bot, some perhaps again."""

    def confirms(self, updates: list[Json]) -> None:
        """The bot has passed these, and they never come again."""

    def is_called(self, method: str, values: Json) -> None:
        """A call of the bot's arrived, whether or not it will hear the answer."""


class BotApi:
    """One bot's server, on a port of its own, in the running loop."""

    def __init__(self, watcher: Watcher) -> None:
        """Nothing has happened yet."""
        self.watcher = watcher
        self.calls = 0
        self.asked = asyncio.Event()
        """Set while an asking is held, since nothing is there for it."""
        self._pending: dict[int, Json] = {}
        self._ids = itertools.count(700_000_001)
        self._messages = itertools.count(5_000_001)
        self._held: Held | None = None

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[str]:
        """Its address, for as long as it listens."""
        server = await asyncio.get_running_loop().create_server(lambda: Wire(self), "127.0.0.1", 0, backlog=512)
        async with server:
            yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"

    @property
    def pending(self) -> int:
        """How many updates are not confirmed."""
        return len(self._pending)

    def push(self, updates: list[Json]) -> None:
        """These happened; whoever waits is told."""
        for update in updates:
            update_id = next(self._ids)
            self._pending[update_id] = {"update_id": update_id, **update}
        if self._held is not None:
            self._held.release()

    def receive(self, wire: Wire, method: str, values: Json) -> None:
        """Answer one call, at once or when something happens."""
        self.calls += 1
        self.watcher.is_called(method, values)
        if method == "getUpdates":
            self._ask(Held(self, wire, values))
        else:
            wire.answer(self._result(method, values))

    def _result(self, method: str, values: Json) -> Any:
        if method in SENT:
            return self._message(values, next(self._messages))
        if method in EDITED:
            return self._message(values, int(values["message_id"]))
        return TOLD.get(method, True)

    def _message(self, values: Json, message_id: int) -> Json:
        chat = {"id": int(values["chat_id"]), "type": "private", "first_name": "Ada"}
        message = {"message_id": message_id, "from": BOT, "chat": chat, "date": AT, "text": values.get("text", "")}
        keyboard = values.get("reply_markup")
        if keyboard:
            message["reply_markup"] = json.loads(keyboard) if isinstance(keyboard, str) else keyboard
        return message

    def _ask(self, held: Held) -> None:
        self._confirm(held.offset)
        self.drop(self._held)
        if self._pending or held.seconds <= 0:
            held.answer()
        else:
            self._held = held
            held.wait()
            self.asked.set()

    def _confirm(self, offset: int) -> None:
        passed = [self._pending.pop(update_id) for update_id in list(self._pending) if update_id < offset]
        if passed:
            self.watcher.confirms(passed)

    def waiting_updates(self, most: int) -> list[Json]:
        """The first updates that are not confirmed."""
        updates = list(itertools.islice(self._pending.values(), most))
        if updates:
            self.watcher.hands_out(updates)
        return updates

    def drop(self, held: Held | None) -> None:
        """Nobody waits there any more."""
        if held is not None and held is self._held:
            held.forget()
            self._held = None
            self.asked.clear()

    def hangs_up(self, wire: Wire) -> None:
        """A connection is gone, and with it whoever waited there."""
        if self._held is not None and self._held.wire is wire:
            self.drop(self._held)


class Held:
    """One asking for updates."""

    def __init__(self, api: BotApi, wire: Wire, values: Json) -> None:
        """`values` are those of getUpdates."""
        self.wire = wire
        self.offset = int(values.get("offset") or 0)
        self.seconds = int(values.get("timeout") or 0)
        self._most = min(int(values.get("limit") or MOST_AT_ONCE), MOST_AT_ONCE)
        self._api = api
        self._timer: asyncio.TimerHandle | None = None

    def wait(self) -> None:
        """Answer at the latest when its time is over."""
        self._timer = asyncio.get_running_loop().call_later(self.seconds, self.release)

    def release(self) -> None:
        """Answer now."""
        self._api.drop(self)
        self.answer()

    def answer(self) -> None:
        """Hand out what is there."""
        self.wire.answer(self._api.waiting_updates(self._most))

    def forget(self) -> None:
        """Its time no longer matters."""
        if self._timer is not None:
            self._timer.cancel()


class Wire(asyncio.Protocol):
    """One connection: requests in, one after the other, answers out."""

    def __init__(self, api: BotApi) -> None:
        """Every call goes to the server."""
        self._api = api
        self._buffer = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Somebody calls."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, _fault: Exception | None) -> None:
        """Somebody hung up."""
        self._api.hangs_up(self)

    def data_received(self, data: bytes) -> None:
        """Take each request that is there as a whole."""
        self._buffer += data
        while (request := self._request()) is not None:
            self._api.receive(self, *request)

    def _request(self) -> tuple[str, Json] | None:
        head, gap, rest = self._buffer.partition(b"\r\n\r\n")
        if not gap:
            return None
        first, *lines = head.decode().split("\r\n")
        headers = {name.lower(): value.strip() for name, _colon, value in (line.partition(":") for line in lines)}
        length = int(headers.get("content-length", 0))
        if len(rest) < length:
            return None
        body, self._buffer = rest[:length], rest[length:]
        path = first.split(" ")[1].partition("?")[0]
        return path.rpartition("/")[2], values_of(body, headers.get("content-type", ""))

    def answer(self, result: Any) -> None:
        """One result, as the Bot API wraps it."""
        assert self._transport is not None
        body = json.dumps({"ok": True, "result": result}, ensure_ascii=False).encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        self._transport.write(head.encode() + body)


def values_of(body: bytes, media_type: str) -> Json:
    """The parameters of a call, which come as JSON or as a form; of one with files only the short fields."""
    if media_type.startswith("application/json"):
        found: Json = json.loads(body or b"{}")
        return found
    if media_type.startswith("multipart/form-data"):
        return dict(_parts(body, media_type.partition("boundary=")[2]))
    return dict(parse_qsl(body.decode(), keep_blank_values=True))


def _parts(body: bytes, boundary: str) -> list[tuple[str, str]]:
    found = []
    for part in body.split(b"--" + boundary.strip('"').encode()):
        head, gap, content = part.partition(b"\r\n\r\n")
        name = head.partition(b'name="')[2].partition(b'"')[0].decode()
        if gap and name and b"filename=" not in head:
            found.append((name, content.removesuffix(b"\r\n").decode()))
    return found
