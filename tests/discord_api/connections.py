"""One websocket of the gateway, from hello to its end."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from tests.discord_api.compression import Compression
from tests.discord_api.refusals import Json

if TYPE_CHECKING:
    from tests.discord_api.gateway import Gateway
    from tests.discord_api.sessions import Session

HEARTBEAT, IDENTIFY, PRESENCE, VOICE, RESUME, RECONNECT, MEMBERS, INVALID, HELLO, ACK = 1, 2, 3, 4, 6, 7, 8, 9, 10, 11
SOUNDS = 31
UNKNOWN_OP, UNDECODABLE, NOT_IDENTIFIED, WRONG_TOKEN, IDENTIFIED_TWICE = 4001, 4002, 4003, 4004, 4005
WRONG_SEQUENCE, TIMED_OUT, WRONG_INTENTS, FORBIDDEN_INTENTS = 4007, 4009, 4013, 4014

PATIENCE_SECONDS = 5.0
"""So long the other side has for its goodbye."""


class Connection:
    """What is said on it, in both directions."""

    def __init__(self, gateway: Gateway, socket: web.WebSocketResponse, compression: Compression | None) -> None:
        """Nobody said yet who they are."""
        self.gateway = gateway
        self.session: Session | None = None
        self.heartbeats = 0
        self._is_closed_here = False
        self._socket = socket
        self._compression = compression
        self._line: asyncio.Queue[Json | tuple[int, str]] = asyncio.Queue()
        self._watch: asyncio.TimerHandle | None = None

    def say(self, op: int, data: Any = None, *, name: str | None = None, sequence: int | None = None) -> None:
        """Put a payload in the line."""
        self._line.put_nowait({"op": op, "d": data, "t": name, "s": sequence})

    def close(self, code: int, why: str = "") -> None:
        """Close after what is in the line."""
        self._is_closed_here = True
        self._line.put_nowait((code, why))

    def cut(self) -> None:
        """End the connection without a word."""
        transport = self._socket._req.transport if self._socket._req else None
        if transport is not None:
            transport.abort()

    async def serve(self) -> None:
        """Talk until the end."""
        writer = asyncio.create_task(self._write())
        try:
            if not self.gateway.withholds_hello():
                self.say(HELLO, {"heartbeat_interval": int(self.gateway.heartbeat_interval * 1000), "_trace": []})
                self._wait_for_heartbeat()
            async for message in self._socket:
                self._hear(message.data if message.type is WSMsgType.TEXT else None)
        finally:
            self._ends()
            writer.cancel()

    def _ends(self) -> None:
        if self._watch is not None:
            self._watch.cancel()
        if self.session is not None and self.session.connection is self:
            self.session.connection = None
            self._forget_who_left(self.session)

    def _forget_who_left(self, session: Session) -> None:
        """Whoever says goodbye with 1000 or 1001 cannot resume."""
        if not self._is_closed_here and self._socket.close_code in (1000, 1001):
            self.gateway.sessions.pop(session.id, None)

    async def _write(self) -> None:
        while True:
            payload = await self._line.get()
            await self.gateway.passage.wait()
            if isinstance(payload, tuple):
                await self._say_goodbye(*payload)
                return
            await self._send(json.dumps(payload))

    async def _say_goodbye(self, code: int, why: str) -> None:
        """The socket's own way cuts the connection at once, so that the other side may miss the code."""
        assert self._socket._writer is not None, "it was prepared"
        await self._socket._writer.close(code, why.encode())
        asyncio.get_running_loop().call_later(PATIENCE_SECONDS, self.cut)

    async def _send(self, text: str) -> None:
        try:
            if self._compression is None:
                await self._socket.send_str(text)
            else:
                await self._socket.send_bytes(self._compression(text.encode()))
        except ConnectionError:
            return

    def _hear(self, text: str | None) -> None:
        try:
            payload = json.loads(text or "")
            op, data = payload["op"], payload.get("d")
        except (ValueError, KeyError, TypeError):
            self.close(UNDECODABLE, "Error while decoding payload.")
            return
        self.gateway.heard.append(op)
        deeds = {HEARTBEAT: self._heartbeat, IDENTIFY: self._identify, RESUME: self._resume}
        if op in deeds:
            deeds[op](data)
        elif op not in (PRESENCE, VOICE, MEMBERS, SOUNDS):
            self.close(UNKNOWN_OP, "Unknown opcode.")
        elif self.session is None:
            self.close(NOT_IDENTIFIED, "Not authenticated.")
        elif op == PRESENCE:
            self.gateway.presence = data

    def _heartbeat(self, _: Any) -> None:
        self.heartbeats += 1
        self._wait_for_heartbeat()
        if not self.gateway.forgets_acks:
            self.say(ACK)
        self.gateway.world.bell.ring()

    def _wait_for_heartbeat(self) -> None:
        if self._watch is not None:
            self._watch.cancel()
        patience = self.gateway.heartbeat_interval * 1.5
        self._watch = asyncio.get_running_loop().call_later(patience, self._gives_up)

    def _gives_up(self) -> None:
        if self.session is not None:
            self.gateway.sessions.pop(self.session.id, None)
        self.close(TIMED_OUT, "Session timed out.")

    def _identify(self, data: Json) -> None:
        if self.session is not None:
            self.close(IDENTIFIED_TWICE, "Already authenticated.")
            return
        refusal = self.gateway.refusal_of(data)
        if refusal is not None:
            self.close(*refusal)
            return
        self.session = self.gateway.begin(data, self)

    def _resume(self, data: Json) -> None:
        session = self.gateway.sessions.get(data.get("session_id", ""))
        if data.get("token") != self.gateway.token:
            self.close(WRONG_TOKEN, "Authentication failed.")
        elif session is None:
            self.say(INVALID, False)
        elif data.get("seq") is None or not 0 <= data["seq"] <= session.sequence:
            self.close(WRONG_SEQUENCE, "Invalid seq.")
        else:
            self.session = session
            session.resume(self, data["seq"])
            self.gateway.world.bell.ring()
