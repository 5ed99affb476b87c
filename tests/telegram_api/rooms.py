"""Groups and channels, and what their people and admins do with the bot in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.telegram_api.chats import Chat, Membership
from tests.telegram_api.messages import Message
from tests.telegram_api.refusals import Json
from tests.telegram_api.telling import tell_of_bot, tell_of_message, tell_of_somebody

if TYPE_CHECKING:
    from tests.telegram_api.people import Person
    from tests.telegram_api.world import World

SUPERGROUPS = -1_000_000_000_000


class Room(Chat):
    """A group, a supergroup or a channel; its first admin made it."""

    def __init__(
        self,
        world: World,
        kind: str,
        title: str,
        admins: Sequence[Person],
        members: Sequence[Person] = (),
        *,
        username: str | None = None,
        is_forum: bool = False,
    ) -> None:
        """The bot is not in it yet."""
        number = world.new_id()
        super().__init__(SUPERGROUPS - number if kind != "group" else -number, kind, title, username=username)
        self.is_forum = is_forum
        self._world = world
        for person in members:
            self.place(person.user, Membership("member"))
        for person in admins:
            self.place(person.user, Membership("administrator"))
        self.owner = admins[0]
        self.place(self.owner.user, Membership("creator"))
        world.chats[self.id] = self

    async def adds_bot(self, by: Person | None = None, *, as_admin: bool = False, lacks: Sequence[str] = ()) -> None:
        """Let the bot in, as an admin in channels always; `lacks` names rights that it does not get."""
        is_admin = as_admin or self.kind == "channel"
        status = "administrator" if is_admin else "restricted" if lacks else "member"
        self._change_bot(by, Membership(status, lacks=frozenset(lacks)))
        if self.kind != "channel":
            self._serve(by, {"new_chat_members": [self._world.bot.json]})

    async def removes_bot(self, by: Person | None = None) -> None:
        """Throw the bot out."""
        self._change_bot(by, Membership("kicked"))

    async def makes_bot(self, status: str, by: Person | None = None, *, lacks: Sequence[str] = ()) -> None:
        """Make the bot an administrator, a member or restricted, without the rights or permissions named."""
        self._change_bot(by, Membership(status, lacks=frozenset(lacks)))

    async def lets_in(self, person: Person, by: Person | None = None) -> None:
        """Somebody comes in."""
        self._change(person, by, Membership("member"))
        if self.kind != "channel":
            self._serve(by or person, {"new_chat_members": [person.json]})

    async def throws_out(self, person: Person, by: Person | None = None) -> None:
        """Somebody is thrown out."""
        self._change(person, by, Membership("kicked"))
        if self.kind != "channel":
            self._serve(by, {"left_chat_member": person.json})

    async def makes(self, person: Person, status: str, by: Person | None = None, *, lacks: Sequence[str] = ()) -> None:
        """Make somebody an administrator, a member or restricted."""
        self._change(person, by, Membership(status, lacks=frozenset(lacks)))

    async def hides(self, admin: Person) -> None:
        """An admin speaks as the group from now on."""
        self.place(admin.user, replace(self.membership(admin.id), is_anonymous=True))

    async def opens_topic(self, name: str, by: Person | None = None) -> int:
        """A new topic; its number is the thread."""
        assert self.is_forum, "only forums have topics"
        created: Json = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
        message = self._serve(by, created)
        self.topics[message.id] = name
        return message.id

    async def becomes_supergroup(self, *, joins_first: bool = False) -> Room:
        """What a group turns into when it grows; the old id is dead from then on.

        The bot is told that it joined the new one (https://github.com/tdlib/telegram-bot-api/issues/266), before that
        or after.
        """
        assert self.kind == "group"
        new = Room(self._world, "supergroup", self.title, [self.owner])
        new.members = dict(self.members)
        self.migrated_to = new.id
        if joins_first:
            new._tells_of_joining()
        self._serve(self.owner, {"migrate_to_chat_id": new.id})
        new._serve(self.owner, {"migrate_from_chat_id": self.id})
        if not joins_first:
            new._tells_of_joining()
        return new

    def _serve(self, by: Person | None, service: Json) -> Message:
        """A service message."""
        world, sender = self._world, (by or self.owner).user
        message = Message(self, world.new_message_id(self), sender, world.now(), service=service)
        world.post(message)
        tell_of_message(world, message)
        return message

    def _tells_of_joining(self) -> None:
        tell_of_bot(self._world, self, self.owner.user, Membership(), self.membership(self._world.bot.id))

    def _change_bot(self, by: Person | None, after: Membership) -> None:
        before = self.membership(self._world.bot.id)
        self.place(self._world.bot, after)
        tell_of_bot(self._world, self, (by or self.owner).user, before, after)

    def _change(self, person: Person, by: Person | None, after: Membership) -> None:
        before = self.membership(person.id)
        self.place(person.user, after)
        tell_of_somebody(self._world, self, (by or self.owner).user, person.user, before, after)
