"""Sessions of the gateway, which outlive their connections."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from tests.discord_api.refusals import Json

if TYPE_CHECKING:
    from tests.discord_api.connections import Connection

GUILDS, GUILD_MEMBERS, GUILD_PRESENCES = 1, 1 << 1, 1 << 8
GUILD_MESSAGES, DIRECT_MESSAGES, MESSAGE_CONTENT = 1 << 9, 1 << 12, 1 << 15
PRIVILEGED = GUILD_MEMBERS | GUILD_PRESENCES | MESSAGE_CONTENT
KEPT = 1000
"""How many payloads can be replayed."""


def is_wanted(intents: int, needs: int) -> bool:
    """Whether somebody with these intents hears of what needs one of those."""
    return not needs or bool(intents & needs)


class Session:
    """What was told to one bot, so that it can be told again."""

    def __init__(self, id: str, intents: int, connection: Connection) -> None:
        """It begins with a connection, and may lose it."""
        self.id = id
        self.intents = intents
        self.connection: Connection | None = connection
        self.sequence = 0
        self.resumed = 0
        """How often it was taken up again."""
        self._told: deque[tuple[int, str, Json]] = deque(maxlen=KEPT)

    def tell(self, name: str, data: Json) -> None:
        """Tell it now, or when it is taken up again."""
        self.sequence += 1
        self._told.append((self.sequence, name, data))
        if self.connection is not None:
            self.connection.say(0, data, name=name, sequence=self.sequence)

    def resume(self, connection: Connection, last: int) -> None:
        """Replay what came after the last one that was heard."""
        self.connection = connection
        self.resumed += 1
        for sequence, name, data in self._told:
            if sequence > last:
                connection.say(0, data, name=name, sequence=sequence)
        self.sequence += 1
        connection.say(0, {"_trace": []}, name="RESUMED", sequence=self.sequence)
