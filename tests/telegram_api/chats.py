"""Users, chats and who may do what in them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from tests.telegram_api.messages import Message
from tests.telegram_api.refusals import Json

ANONYMOUS_ADMIN_ID = 1087968824
RIGHTS_OF_ADMINS = (
    *("can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members"),
    *("can_promote_members", "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories"),
    *("can_delete_stories",),
)
RIGHTS_IN_CHANNELS = ("can_post_messages", "can_edit_messages", "can_manage_direct_messages")
RIGHTS_IN_GROUPS = ("can_pin_messages", "can_manage_topics")
PERMISSIONS = (
    *("can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos"),
    *("can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages"),
    *("can_add_web_page_previews", "can_react_to_messages", "can_edit_tag", "can_change_info", "can_invite_users"),
    *("can_pin_messages", "can_manage_topics"),
)


@dataclass(eq=False, slots=True)
class User:
    """A person or a bot."""

    id: int
    first_name: str
    language: str | None = None
    username: str | None = None
    is_bot: bool = False
    is_deactivated: bool = False

    @property
    def json(self) -> Json:
        """As the Bot API writes it."""
        named = {"username": self.username, "language_code": self.language}
        head = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        return {**head, **{key: value for key, value in named.items() if value}}


@dataclass(frozen=True, slots=True)
class Membership:
    """What somebody is in a chat: creator, administrator, member, restricted, left or kicked."""

    status: str = "left"
    is_anonymous: bool = False
    lacks: frozenset[str] = frozenset()
    """The rights of an administrator, or the permissions of a restricted member, that are missing."""

    @property
    def is_inside(self) -> bool:
        """Whether they are in the chat."""
        return self.status not in ("left", "kicked")

    @property
    def is_admin(self) -> bool:
        """Whether they govern the chat."""
        return self.status in ("creator", "administrator")

    def may(self, right: str) -> bool:
        """Whether they have a right that admins have."""
        return self.status == "creator" or (self.status == "administrator" and right not in self.lacks)

    def may_send(self, permission: str) -> bool:
        """Whether they have a permission that members have."""
        return self.is_admin or (self.is_inside and permission not in self.lacks)

    def json(self, user: User, chat: Chat) -> Json:
        """As the Bot API writes a ChatMember."""
        head: Json = {"status": self.status, "user": user.json}
        if self.status == "creator":
            return {**head, "is_anonymous": self.is_anonymous}
        if self.status == "administrator":
            return {**head, "can_be_edited": False, "is_anonymous": self.is_anonymous, **self._rights(chat)}
        if self.status == "restricted":
            permissions = {name: name not in self.lacks for name in PERMISSIONS}
            return {**head, "is_member": True, "until_date": 0, **permissions}
        return {**head, "until_date": 0} if self.status == "kicked" else head

    def _rights(self, chat: Chat) -> Json:
        names = RIGHTS_OF_ADMINS + (RIGHTS_IN_CHANNELS if chat.kind == "channel" else RIGHTS_IN_GROUPS)
        return {name: name not in self.lacks for name in names}


@dataclass(frozen=True, slots=True)
class Action:
    """Something like "typing…", shown for a moment."""

    name: str
    thread: int | None = None


@dataclass(eq=False, slots=True)
class Chat:
    """A private chat, a group, a supergroup or a channel, with the messages that stand in it."""

    id: int
    kind: str
    title: str = ""
    person: User | None = None
    username: str | None = None
    is_forum: bool = False
    messages: list[Message] = field(default_factory=list, repr=False)
    actions: list[Action] = field(default_factory=list)
    members: dict[int, tuple[User, Membership]] = field(default_factory=dict)
    topics: dict[int, str] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    permissions_missing: frozenset[str] = frozenset()
    """What members may not do; admins may."""
    migrated_to: int | None = None
    is_started: bool = False
    """Whether the person of a private chat ever wrote, so that the bot may."""
    is_blocked: bool = False

    @property
    def is_private(self) -> bool:
        """Whether a person and the bot are alone."""
        return self.kind == "private"

    @property
    def json(self) -> Json:
        """As the Bot API writes it."""
        if self.person is not None:
            head: Json = {"id": self.id, "type": "private", "first_name": self.person.first_name}
            return {**head, "username": self.person.username} if self.person.username else head
        named = {"username": self.username, "is_forum": self.is_forum}
        head = {"id": self.id, "type": self.kind, "title": self.title}
        return {**head, **{key: value for key, value in named.items() if value}}

    def membership(self, user_id: int) -> Membership:
        """What somebody is here."""
        found = self.members.get(user_id)
        return Membership() if found is None else found[1]

    def place(self, user: User, membership: Membership) -> None:
        """Let somebody be something here."""
        self.members[user.id] = (user, membership)

    def restrict(self, user: User, *lacks: str) -> None:
        """Take permissions or rights from somebody here, and nothing else."""
        before = self.membership(user.id)
        status = before.status if before.is_admin else "restricted" if lacks else "member"
        self.place(user, replace(before, status=status, lacks=frozenset(lacks)))

    def find(self, message_id: int) -> Message | None:
        """The message with this number, where it still stands."""
        return next((message for message in reversed(self.messages) if message.id == message_id), None)

    @property
    def from_bot(self) -> list[Message]:
        """The messages of bots that stand here."""
        return [message for message in self.messages if message.from_bot]
