"""The gateway: it tells the bot what happens, and tests what the bot wants."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aiohttp import web

from tests.discord_api.compression import compression_of
from tests.discord_api.connections import (
    FORBIDDEN_INTENTS,
    INVALID,
    RECONNECT,
    UNDECODABLE,
    WRONG_INTENTS,
    WRONG_TOKEN,
    Connection,
)
from tests.discord_api.refusals import Json
from tests.discord_api.sessions import PRIVILEGED, Session, is_wanted

if TYPE_CHECKING:
    from tests.discord_api.world import World

ALL_INTENTS = 0b11_0011_0001_1111_1111_1111_1111


class Gateway:
    """Sessions, and what tests let happen to them."""

    def __init__(self, token: str) -> None:
        """Nobody is connected."""
        self.world: World
        self.token = token
        self.url = ""
        self.sessions: dict[str, Session] = {}
        self.heard: list[int] = []
        """The opcodes that came, of all connections."""
        self.presence: Json | None = None
        self.allowed_intents = ALL_INTENTS & ~PRIVILEGED
        self.heartbeat_interval = 41.25
        self.forgets_acks = False
        self.starts_left = 1000
        self.passage = asyncio.Event()
        self.passage.set()
        self._refusals: list[int] = []
        self._silences = 0

    @property
    def session(self) -> Session:
        """The one session."""
        (session,) = self.sessions.values()
        return session

    @property
    def is_connected(self) -> bool:
        """Whether a bot listens now."""
        return any(session.connection is not None for session in self.sessions.values())

    async def connected(self, http: web.Request) -> web.StreamResponse:
        """Let a websocket in."""
        if self._refusals:
            return web.Response(status=self._refusals.pop(0))
        compression = compression_of(http.query.get("compress"))
        socket = web.WebSocketResponse(autoping=True, heartbeat=None)
        await socket.prepare(http)
        await Connection(self, socket, compression).serve()
        self.world.bell.ring()
        return socket

    def dispatch(self, name: str, data: Json, *, needs: int = 0) -> None:
        """Tell every session that asked for one of these intents; 0 is told to all."""
        for session in self.sessions.values():
            if is_wanted(session.intents, needs):
                session.tell(name, data)
        self.world.bell.ring()

    def refusal_of(self, identify: Json) -> tuple[int, str] | None:
        """Why somebody may not begin a session."""
        intents = identify.get("intents")
        if identify.get("token") != self.token or self.starts_left <= 0:
            return WRONG_TOKEN, "Authentication failed."
        if not isinstance(intents, int) or not {"os", "browser", "device"} <= identify.get("properties", {}).keys():
            return UNDECODABLE, "Error while decoding payload."
        if intents & ~(ALL_INTENTS | PRIVILEGED):
            return WRONG_INTENTS, "Invalid intents."
        if intents & ~self.allowed_intents:
            return FORBIDDEN_INTENTS, "Disallowed intents."
        return None

    def begin(self, identify: Json, connection: Connection) -> Session:
        """A new session: READY, and then every server in turn."""
        self.starts_left -= 1
        session = Session(f"{self.world.new_id():032x}", identify["intents"], connection)
        self.sessions[session.id] = session
        guilds = [guild for guild in self.world.guilds.values() if self.world.bot.id in guild.members]
        session.tell("READY", self._ready(session, [guild.id for guild in guilds]))
        for guild in guilds if is_wanted(session.intents, 1) else ():
            session.tell("GUILD_CREATE", guild.created_for(self.world.bot))
        self.world.bell.ring()
        return session

    def _ready(self, session: Session, guilds: list[int]) -> Json:
        return {
            "v": 10,
            "user": {**self.world.bot.json, "verified": True, "mfa_enabled": False, "email": None},
            "guilds": [{"id": str(each), "unavailable": True} for each in guilds],
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "session_type": "normal",
            "shard": [0, 1],
            "application": {"id": str(self.world.bot.id), "flags": 0},
            "private_channels": [],
            "relationships": [],
            "_trace": [],
        }

    def drops(self, code: int | None = None) -> None:
        """End the connections, with a close code or without a word; the sessions can be resumed."""
        for connection in self._connections:
            if code is None:
                connection.cut()
            else:
                connection.close(code)

    def asks_to_reconnect(self) -> None:
        """Send what Discord sends before it restarts."""
        for connection in self._connections:
            connection.say(RECONNECT)

    def invalidates(self, *, is_resumable: bool = False) -> None:
        """Tell the sessions that they are over."""
        for session in list(self.sessions.values()):
            if session.connection is not None:
                session.connection.say(INVALID, is_resumable)
            if not is_resumable:
                del self.sessions[session.id]

    def forgets_sessions(self) -> None:
        """Forget what could be resumed, as after an outage."""
        self.drops()
        self.sessions.clear()

    def refuses_next(self, status: int = 503, times: int = 1) -> None:
        """Let the next websockets not in."""
        self._refusals += [status] * times

    def says_no_hello(self, times: int = 1) -> None:
        """Let the next websockets in and then say nothing."""
        self._silences += times

    def withholds_hello(self) -> bool:
        """Whether this connection hears nothing."""
        is_silent = self._silences > 0
        self._silences -= is_silent
        return is_silent

    def holds(self) -> None:
        """Keep back everything, until `lets_go`."""
        self.passage.clear()

    def lets_go(self) -> None:
        """Send what was kept back."""
        self.passage.set()

    @property
    def _connections(self) -> list[Connection]:
        return [session.connection for session in self.sessions.values() if session.connection is not None]
