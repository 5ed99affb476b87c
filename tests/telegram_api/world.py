"""Everything that the server remembers, and where its rules about who may be reached are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.loopback.waiting import Bell
from tests.telegram_api.callbacks import Taps
from tests.telegram_api.chats import ANONYMOUS_ADMIN_ID, Chat, User
from tests.telegram_api.files import Files
from tests.telegram_api.messages import Message
from tests.telegram_api.profile import Profile
from tests.telegram_api.refusals import Json
from tests.telegram_api.updates import Updates
from tests.telegram_api.webhooks import Postman

if TYPE_CHECKING:
    from tests.telegram_api.inline import Asking

Now = Callable[[], datetime]


def real_now() -> datetime:
    """The time that it is."""
    return datetime.now(UTC)


class World:
    """Users, chats, files and updates of one bot."""

    def __init__(
        self,
        bot: User,
        now: Now = real_now,
        callback_lifetime: timedelta = timedelta(seconds=60),
        local: Path | None = None,
    ) -> None:
        """`now` is aware; `callback_lifetime` is how long a tap can be answered."""
        self.bot = bot
        self.now = now
        self.bell = Bell()
        self.updates = Updates(self.bell)
        self.taps = Taps(callback_lifetime)
        self.files = Files(local)
        self.profile = Profile(bot.first_name)
        self.postman = Postman(self.updates, self.bell)
        self.reads_all_groups = False
        self.is_inline = True
        self.hears_choices = True
        self.anonymous_admin = User(ANONYMOUS_ADMIN_ID, "Group", username="GroupAnonymousBot", is_bot=True)
        self.users: dict[int, User] = {bot.id: bot}
        self.chats: dict[int, Chat] = {}
        self.inline_messages: dict[str, Message] = {}
        self.askings: dict[str, Asking] = {}
        self._message_ids = count(1)
        self._own_message_ids: dict[int, Any] = {}
        self._ids = count(5_000_001)
        self._query_ids = count(4_000_000_000_001)
        self._album_ids = count(13_000_000_001)

    def new_id(self) -> int:
        """An id for a user or a chat."""
        return next(self._ids)

    def new_query_id(self) -> str:
        """An id for a callback query or an inline query."""
        return str(next(self._query_ids))

    def new_album_id(self) -> str:
        """An id for an album."""
        return str(next(self._album_ids))

    def new_message_id(self, chat: Chat) -> int:
        """Supergroups and channels count their own messages; all other chats of a bot share one count."""
        if chat.kind in ("supergroup", "channel"):
            return int(next(self._own_message_ids.setdefault(chat.id, count(1))))
        return next(self._message_ids)

    def chat(self, chat_id: int | str) -> Chat | None:
        """A chat by its id, or by the username of a public group or channel."""
        if isinstance(chat_id, int):
            return self.chats.get(chat_id)
        name = chat_id.removeprefix("@").lower()
        public = (chat for chat in self.chats.values() if chat.username and not chat.is_private)
        return next((chat for chat in public if chat.username and chat.username.lower() == name), None)

    def post(self, message: Message) -> Message:
        """Let a message stand in its chat."""
        message.chat.messages.append(message)
        self.bell.ring()
        return message

    def remove(self, message: Message) -> None:
        """Take a message away."""
        message.is_deleted = True
        message.chat.messages.remove(message)
        self.bell.ring()

    def tell(self, kind: str, body: Json) -> None:
        """Let the bot know what happened."""
        self.updates.put(kind, body)

    def seconds_now(self) -> int:
        """The Unix time."""
        return int(self.now().timestamp())
