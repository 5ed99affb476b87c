"""Servers, their roles and members; Discord's API calls a server a guild."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from discord import Permissions

from tests.discord_api.refusals import Json
from tests.discord_api.users import User

if TYPE_CHECKING:
    from tests.discord_api.channels import Channel

EVERYBODY_MAY = Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    create_public_threads=True,
    embed_links=True,
    attach_files=True,
    add_reactions=True,
    read_message_history=True,
    use_application_commands=True,
    use_external_apps=True,
    change_nickname=True,
)
"""What a new server lets everybody do."""
LARGE = 250
"""Of how many members on a server counts as large."""


PLAIN: Json = {
    **dict.fromkeys(("icon", "splash", "discovery_splash", "home_header", "banner", "description", "application_id")),
    **dict.fromkeys(("afk_channel_id", "system_channel_id", "rules_channel_id", "public_updates_channel_id")),
    **dict.fromkeys(("widget_channel_id", "safety_alerts_channel_id", "vanity_url_code", "max_presences")),
    **dict.fromkeys(("incidents_data", "premium_progress_bar_enabled_user_updated_at")),
    **dict.fromkeys(("mfa_level", "verification_level", "default_message_notifications", "nsfw_level"), 0),
    **dict.fromkeys(("explicit_content_filter", "premium_tier", "system_channel_flags"), 0),
    **dict.fromkeys(("nsfw", "widget_enabled", "premium_progress_bar_enabled"), False),
    "premium_subscription_count": 0,
    "afk_timeout": 300,
    "region": "deprecated",
    "max_members": 500_000,
    "max_stage_video_channel_users": 50,
    "max_video_channel_users": 25,
}
"""What the API tells of every server and nobody here wants to know."""


@dataclass(eq=False, slots=True)
class Role:
    """A role; the one of everybody has the id of its server."""

    id: int
    name: str
    permissions: int
    position: int
    is_mentionable: bool = False
    is_managed: bool = False

    @property
    def mention(self) -> str:
        """What pings those who have it."""
        return f"<@&{self.id}>"

    @property
    def json(self) -> Json:
        """As the API writes it."""
        return {
            "id": str(self.id),
            "name": self.name,
            "permissions": str(self.permissions),
            "position": self.position,
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "managed": self.is_managed,
            "mentionable": self.is_mentionable,
            "icon": None,
            "unicode_emoji": None,
            "flags": 0,
        }


@dataclass(eq=False, slots=True)
class Member:
    """Somebody in a server."""

    user: User
    joined_at: datetime
    roles: list[Role] = field(default_factory=list)

    @property
    def json(self) -> Json:
        """As the API writes it."""
        return {
            "user": self.user.json,
            "roles": [str(role.id) for role in self.roles],
            "joined_at": self.joined_at.isoformat(),
            "nick": None,
            "avatar": None,
            "banner": None,
            "premium_since": None,
            "communication_disabled_until": None,
            "pending": False,
            "deaf": False,
            "mute": False,
            "flags": 0,
        }

    @property
    def top_position(self) -> int:
        """The position of their highest role."""
        return max((role.position for role in self.roles), default=0)


@dataclass(eq=False, slots=True)
class Guild:
    """A server; the bot need not be in it."""

    id: int
    name: str
    owner: User
    made_at: datetime
    locale: str = "en-US"
    has_commands: bool = True
    """Whether the bot was let in together with its commands."""
    crowd: int = 0
    """How many more are members, whom nobody here moves."""
    offered_to_all: set[str] = field(default_factory=set)
    """Commands that the server's settings offer to everybody, whatever the app says of them."""
    everyone: Role = field(init=False)
    roles: list[Role] = field(default_factory=list)
    members: dict[int, Member] = field(default_factory=dict)
    channels: list[Channel] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Everybody has a role, and the owner is in."""
        self.everyone = Role(self.id, "@everyone", EVERYBODY_MAY.value, 0)
        self.roles.append(self.everyone)
        self.members[self.owner.id] = Member(self.owner, self.made_at)

    def permissions_of(self, user: User, channel: Channel | None = None) -> Permissions:
        """What somebody may do, in the server or in one of its channels."""
        member = self.members.get(user.id)
        if member is None:
            return Permissions.none()
        if user is self.owner:
            return Permissions.all()
        allowed = Permissions(self.everyone.permissions)
        for role in member.roles:
            allowed |= Permissions(role.permissions)
        if allowed.administrator:
            return Permissions.all()
        return channel.narrowed(allowed, member) if channel else allowed

    def top_position_of(self, user: User) -> int:
        """Up to which role somebody may give and take."""
        return 1_000_000 if user is self.owner else self.members[user.id].top_position

    @property
    def member_count(self) -> int:
        """How many are in it."""
        return len(self.members) + self.crowd

    @property
    def brief(self) -> Json:
        """As an interaction tells it."""
        return {"id": str(self.id), "locale": self.locale, "features": []}

    @property
    def json(self) -> Json:
        """As the REST API writes it."""
        return {
            "id": str(self.id),
            "name": self.name,
            "owner_id": str(self.owner.id),
            "preferred_locale": self.locale,
            "roles": [role.json for role in self.roles],
            "features": [],
            "emojis": [],
            "stickers": [],
            **PLAIN,
        }

    def created_for(self, bot: User) -> Json:
        """As the gateway tells it when the bot comes into it: of the members only the bot itself."""
        own = self.members[bot.id]
        rooms = [channel for channel in self.channels if not channel.is_thread]
        threads = [channel for channel in self.channels if channel.is_thread]
        return {
            **self.json,
            "joined_at": own.joined_at.isoformat(),
            "large": self.member_count > LARGE,
            "unavailable": False,
            "member_count": self.member_count,
            "members": [own.json],
            "channels": [channel.json for channel in rooms],
            "threads": [channel.json for channel in threads],
            **{name: [] for name in ("presences", "voice_states", "stage_instances", "guild_scheduled_events")},
            "soundboard_sounds": [],
        }
