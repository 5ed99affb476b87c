"""Channels of servers, their threads, and direct messages."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from discord import Permissions

from tests.discord_api.guilds import EVERYBODY_MAY
from tests.discord_api.refusals import Json
from tests.discord_api.users import User

if TYPE_CHECKING:
    from tests.discord_api.guilds import Guild, Member
    from tests.discord_api.messages import Message

TEXT, DM, GROUP_DM, ANNOUNCEMENT = 0, 1, 3, 5
ANNOUNCEMENT_THREAD, PUBLIC_THREAD, PRIVATE_THREAD = 10, 11, 12
THREADS = (ANNOUNCEMENT_THREAD, PUBLIC_THREAD, PRIVATE_THREAD)


@dataclass(slots=True)
class Overwrite:
    """What a channel allows and denies a role or a member beyond what the server says."""

    is_role: bool
    allow: int = 0
    deny: int = 0


@dataclass(eq=False, slots=True)
class Channel:
    """A place for messages; `recipient` is there for direct messages, `guild` for all others."""

    id: int
    kind: int
    name: str = ""
    guild: Guild | None = None
    parent: Channel | None = None
    recipient: User | None = None
    others: list[User] = field(default_factory=list)
    """Who else is in a group of direct messages, where the bot is not."""
    is_opened: bool = False
    """Whether the bot asked for these direct messages, or the person began them: it may use them by their id."""
    is_begun: bool = False
    """Whether the person wrote or did something in these direct messages."""
    made_at: datetime | None = None
    overwrites: dict[int, Overwrite] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    followers: list[Channel] = field(default_factory=list)
    """Where published messages of an announcement channel appear too."""

    @property
    def is_private(self) -> bool:
        """Whether it is in no server."""
        return self.guild is None

    @property
    def has_onlookers(self) -> bool:
        """Whether more people than one read it."""
        return not self.is_private or bool(self.others)

    @property
    def is_thread(self) -> bool:
        """Whether it hangs on another channel."""
        return self.kind in THREADS

    @property
    def mention(self) -> str:
        """What links to it."""
        return f"<#{self.id}>"

    def narrowed(self, allowed: Permissions, member: Member) -> Permissions:
        """What is left of what the server allows somebody."""
        if self.parent is not None:
            return self.parent.narrowed(allowed, member)
        everyone = self.guild.everyone.id if self.guild else 0
        value = _over(allowed.value, [self.overwrites.get(everyone)])
        value = _over(value, [self.overwrites.get(role.id) for role in member.roles])
        return Permissions(_over(value, [self.overwrites.get(member.user.id)]))

    def permissions_of(self, user: User) -> Permissions:
        """What somebody may do here."""
        if self.guild is None:
            return Permissions(EVERYBODY_MAY.value)
        return self.guild.permissions_of(user, self)

    def is_seen_by(self, user: User) -> bool:
        """Whether somebody can open it."""
        if self.guild is None:
            return user is self.recipient or user in self.others or user.is_bot
        return self.permissions_of(user).view_channel

    def message(self, message_id: int) -> Message | None:
        """The message with this id that still stands."""
        return next((each for each in reversed(self.messages) if each.id == message_id), None)

    @property
    def json(self) -> Json:
        """As the API writes it."""
        last = str(self.messages[-1].id) if self.messages else None
        common: Json = {"id": str(self.id), "type": self.kind, "last_message_id": last, "flags": 0}
        if self.guild is None:
            return {**common, "recipients": [user.json for user in (self.recipient, *self.others) if user]}
        return {**common, **(self._of_thread if self.is_thread else self._of_room)}

    @property
    def _of_room(self) -> Json:
        assert self.guild is not None
        return {
            "guild_id": str(self.guild.id),
            "name": self.name,
            "position": self.guild.channels.index(self),
            "parent_id": None,
            "topic": None,
            "nsfw": False,
            "rate_limit_per_user": 0,
            "permission_overwrites": [
                {"id": str(of), "type": 0 if each.is_role else 1, "allow": str(each.allow), "deny": str(each.deny)}
                for of, each in self.overwrites.items()
            ],
        }

    @property
    def _of_thread(self) -> Json:
        assert self.guild is not None
        assert self.parent is not None
        assert self.made_at is not None
        return {
            "guild_id": str(self.guild.id),
            "name": self.name,
            "parent_id": str(self.parent.id),
            "owner_id": str(self.guild.owner.id),
            "rate_limit_per_user": 0,
            "message_count": len(self.messages),
            "member_count": 1,
            "total_message_sent": len(self.messages),
            "thread_metadata": {
                "archived": False,
                "auto_archive_duration": 1440,
                "archive_timestamp": self.made_at.isoformat(),
                "locked": False,
                "create_timestamp": self.made_at.isoformat(),
            },
        }


def _over(value: int, overwrites: list[Overwrite | None]) -> int:
    """First what is denied, then what is allowed, of all roles together."""
    there = [each for each in overwrites if each is not None]
    for each in there:
        value &= ~each.deny
    for each in there:
        value |= each.allow
    return value
