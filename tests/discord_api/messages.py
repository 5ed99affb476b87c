"""Messages, and who sees them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tests.discord_api.refusals import Json
from tests.discord_api.users import User

if TYPE_CHECKING:
    from tests.discord_api.channels import Channel

CROSSPOSTED, IS_CROSSPOST, SUPPRESS_EMBEDS, EPHEMERAL, LOADING = 1, 1 << 1, 1 << 2, 1 << 6, 1 << 7
SUPPRESS_NOTIFICATIONS, COMPONENTS_V2 = 1 << 12, 1 << 15


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file on a message."""

    id: int
    name: str
    data: bytes = field(repr=False)
    url: str
    description: str | None = None
    is_ephemeral: bool = False
    """Whether it goes by itself after a while, as what was chosen in a modal."""

    @property
    def json(self) -> Json:
        """As the API writes it."""
        told: Json = {
            "id": str(self.id),
            "filename": self.name,
            "size": len(self.data),
            "content_type": _kind(self.name),
        }
        told |= {"url": self.url, "proxy_url": self.url}
        told |= {"ephemeral": True} if self.is_ephemeral else {}
        return told if self.description is None else {**told, "description": self.description}


@dataclass(eq=False, slots=True)
class Message:
    """A message as it stands now; `seen_by` is the one person who sees an ephemeral one."""

    id: int
    channel: Channel
    author: User
    at: datetime
    content: str = ""
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    flags: int = 0
    nonce: str | int | None = None
    edited_at: datetime | None = None
    seen_by: User | None = None
    interaction: Json | None = None
    reference: Json | None = None
    pings: set[int] = field(default_factory=set)
    """Ids of the users and roles that were notified; the id of the server for everybody."""
    is_pinned: bool = False
    is_dismissed: bool = False
    """Whether the person for whom it was took it off their screen."""
    is_deleted: bool = False
    earlier: list[str] = field(default_factory=list)
    """What it said before each edit."""
    old_edits: list[datetime] = field(default_factory=list)

    @property
    def is_ephemeral(self) -> bool:
        """Whether only one person sees it."""
        return bool(self.flags & EPHEMERAL)

    @property
    def is_loading(self) -> bool:
        """Whether it says that the app is thinking."""
        return bool(self.flags & LOADING)

    @property
    def is_v2(self) -> bool:
        """Whether it is made of components only."""
        return bool(self.flags & COMPONENTS_V2)

    @property
    def is_silent(self) -> bool:
        """Whether it made no sound."""
        return bool(self.flags & SUPPRESS_NOTIFICATIONS)

    @property
    def text(self) -> str:
        """All words of it, in the order in which they are shown, without those on buttons."""
        shown = [part["content"] for part in walked(self.components) if part["type"] == 10]
        return "\n".join([*filter(None, [self.content]), *map(_embed_text, self.embeds), *shown])

    @property
    def buttons(self) -> list[Json]:
        """Its buttons as the API writes them."""
        return [part for part in walked(self.components) if part["type"] == 2]

    @property
    def labels(self) -> list[str]:
        """What stands on its buttons."""
        return [button.get("label") or "" for button in self.buttons]

    @property
    def selects(self) -> list[Json]:
        """Its menus as the API writes them."""
        return [part for part in walked(self.components) if part["type"] in (3, 5, 6, 7, 8)]

    @property
    def pictures(self) -> list[Json]:
        """What its galleries and thumbnails show: `media` and `description`."""
        items = [item for part in walked(self.components) if part["type"] == 12 for item in part["items"]]
        return [*items, *(part for part in walked(self.components) if part["type"] == 11)]

    def file(self, name: str) -> bytes:
        """What is in a file on it."""
        return next(each.data for each in self.attachments if each.name == name)

    def is_seen_by_user(self, user: User) -> bool:
        """Whether it stands on somebody's screen."""
        is_there = not (self.is_deleted or self.is_dismissed)
        return is_there and self.channel.is_seen_by(user) and self.seen_by in (None, user)

    @property
    def json(self) -> Json:
        """As the API writes it."""
        told: Json = {
            "id": str(self.id),
            "type": self._type,
            "channel_id": str(self.channel.id),
            "author": self.author.json,
            "content": self.content,
            "timestamp": self.at.isoformat(),
            "edited_timestamp": self.edited_at.isoformat() if self.edited_at else None,
            "flags": self.flags,
            "tts": False,
            "pinned": self.is_pinned,
            "mention_everyone": self.channel.guild is not None and self.channel.guild.id in self.pings,
            "mentions": [],
            "mention_roles": [],
            "embeds": self.embeds,
            "components": self.components,
            "attachments": [each.json for each in self.attachments],
        }
        rest = {"nonce": self.nonce, "interaction_metadata": self.interaction, "message_reference": self.reference}
        told |= {name: value for name, value in rest.items() if value is not None}
        if self.interaction is not None:
            told |= {"application_id": str(self.author.id), "webhook_id": str(self.author.id)}
        return told

    @property
    def _type(self) -> int:
        """20 for what answers a slash command, 23 for a context menu, else plain or a reply."""
        if self.interaction is not None and self.interaction["type"] == 2:
            return 23 if "target_message_id" in self.interaction else 20
        return 19 if self.reference else 0


def walked(components: list[Json]) -> Iterator[Json]:
    """Every component, those inside of others too."""
    for component in components:
        yield component
        inside: list[Any] = [*component.get("components", ()), component.get("accessory"), component.get("component")]
        yield from walked([each for each in inside if each])


def _embed_text(embed: Json) -> str:
    fields = [f"{field['name']}\n{field['value']}" for field in embed.get("fields", [])]
    parts = [embed.get("author", {}).get("name"), embed.get("title"), embed.get("description"), *fields]
    return "\n".join(filter(None, [*parts, embed.get("footer", {}).get("text")]))


def _kind(name: str) -> str:
    kinds = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp", "pdf": "application/pdf"}
    kinds |= {"txt": "text/plain; charset=utf-8", "md": "text/markdown; charset=utf-8", "jpeg": "image/jpeg"}
    return kinds.get(name.rpartition(".")[2].lower(), "application/octet-stream")
