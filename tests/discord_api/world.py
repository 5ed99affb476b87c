"""Everything that the server remembers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tests.discord_api.ids import Snowflakes
from tests.discord_api.refusals import Json
from tests.loopback.waiting import Bell

if TYPE_CHECKING:
    from tests.discord_api.channels import Channel
    from tests.discord_api.gateway import Gateway
    from tests.discord_api.guilds import Guild
    from tests.discord_api.interactions import Interaction
    from tests.discord_api.messages import Attachment, Message
    from tests.discord_api.users import User

Now = Callable[[], datetime]
FIRST_ANSWER = timedelta(seconds=3)
TOKEN_LIFE = timedelta(minutes=15)
NONCE_LIFE = timedelta(minutes=5)
OPENING_DMS = timedelta(minutes=10)


def real_now() -> datetime:
    """The time that it is."""
    return datetime.now(UTC)


class StandingClock:
    """A clock that stands still until it is moved, so that no deadline passes by itself."""

    def __init__(self) -> None:
        """It shows when it was made."""
        self._time = real_now()

    def __call__(self) -> datetime:
        """The time that it shows."""
        return self._time


class World:
    """Users, servers, channels and interactions of one application."""

    def __init__(self, bot: User, now: Now, gateway: Gateway) -> None:
        """`now` is aware."""
        self.bot = bot
        self.gateway = gateway
        self.bell = Bell()
        self.new_id = Snowflakes(self.now)
        self.files_url = ""
        self.chosen_files: dict[int, Attachment] = {}
        """What people chose in modals, by its id."""
        self.users: dict[int, User] = {bot.id: bot}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.dms: dict[int, Channel] = {}
        """The direct messages with the bot by the person's id."""
        self.commands: list[Json] = []
        self.guild_commands: dict[int, list[Json]] = {}
        self.interactions: list[Interaction] = []
        self.nonces: dict[tuple[int, str], Message] = {}
        self.known_again = 0
        """How many messages came once more with their nonce, and were not sent again."""
        self.opened_dms: list[datetime] = []
        self.most_opened_dms: int | None = None
        """How many direct messages may be opened in ten minutes; None is any number."""
        self.complaints: list[str] = []
        """What only this server minds, and what it answered wrongly itself."""
        self._now = now
        self._moved = timedelta()

    def now(self) -> datetime:
        """The time here."""
        return self._now() + self._moved

    def passes(self, time: timedelta) -> None:
        """Let time go by."""
        self._moved += time
        self.bell.ring()

    def interaction_of(self, token: str) -> Interaction | None:
        """The interaction that a token belongs to."""
        return next((each for each in reversed(self.interactions) if each.token == token), None)
