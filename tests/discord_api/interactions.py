"""What people do with the app: one thing each, with a token that the app answers by."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tests.discord_api.messages import Message
from tests.discord_api.refusals import Json
from tests.discord_api.world import FIRST_ANSWER, TOKEN_LIFE, World

if TYPE_CHECKING:
    from tests.discord_api.channels import Channel
    from tests.discord_api.users import User

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5
MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
ANSWERS = {
    COMMAND: (MESSAGE, DEFERRED, MODAL),
    COMPONENT: (MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, MODAL),
    AUTOCOMPLETE: (CHOICES,),
    MODAL_SUBMIT: (MESSAGE, DEFERRED),
}
"""Which first answers each kind of interaction takes; a modal of a component takes updates too."""


@dataclass(eq=False, slots=True)
class Interaction:
    """A command, a tap, a choice or a submitted modal, and what the person then sees."""

    world: World
    id: int
    kind: int
    user: User
    channel: Channel
    data: Json
    token: str
    at: datetime
    message: Message | None = None
    """The message that was tapped, or whose button opened the modal that is submitted."""
    opener: Interaction | None = None
    """What opened the modal that is submitted."""
    must_be_ephemeral: bool = False
    """Whether the place lets only the person see the answers of an app that they brought along."""
    first: int | None = None
    """The type of the first answer."""
    answered_at: datetime | None = None
    original: Message | None = None
    modal: Json | None = None
    choices: list[Json] = field(default_factory=list)
    followups: list[Message] = field(default_factory=list)
    edits: list[tuple[datetime, Message]] = field(default_factory=list)
    """When which message was edited by this interaction."""
    changed_for_others: list[Message] = field(default_factory=list)
    """Messages that others see and that it changed or took away."""

    @property
    def is_acknowledged(self) -> bool:
        """Whether the app gave a first answer."""
        return self.first is not None

    @property
    def has_failed(self) -> bool:
        """Whether the person reads "This interaction failed": nothing came within three seconds."""
        return self.first is None and self.world.now() >= self.at + FIRST_ANSWER

    @property
    def is_thinking(self) -> bool:
        """Whether it was acknowledged, and the person still waits for what it promised."""
        return self.first == DEFERRED and (self.original is None or self.original.is_loading)

    @property
    def is_over(self) -> bool:
        """Whether its token is too old for followups and edits."""
        return self.world.now() >= self.at + TOKEN_LIFE

    @property
    def is_shown(self) -> bool:
        """Whether there is something to see: a message, a changed message, a modal or choices."""
        if self.first in (None, DEFERRED) and not self.followups:
            return self.original is not None and not self.original.is_loading
        return self.first != DEFERRED_UPDATE or bool(self.followups or self.edits)

    @property
    def messages(self) -> list[Message]:
        """What it showed, the oldest first, the changed message too where it changed the tapped one."""
        shown = [] if self.original is None or self.original.is_loading else [self.original]
        if self.first in (DEFERRED_UPDATE, UPDATE) and not self.edits:
            shown = []
        return [each for each in [*shown, *self.followups] if not each.is_deleted]

    @property
    def last(self) -> Message:
        """The newest message that it showed."""
        assert self.messages, f"{self} showed no message"
        return self.messages[-1]

    async def answered(self) -> Interaction:
        """Wait for the first answer, or for the moment in which it is too late."""
        await self.world.bell.until(
            lambda: self.is_acknowledged or self.has_failed, lambda: f"{self} was never acknowledged"
        )
        return self

    async def shown(self) -> Interaction:
        """Wait until the person sees what came of it."""
        await self.world.bell.until(lambda: self.is_shown or self.has_failed, lambda: f"{self} showed nothing")
        assert not self.has_failed, f"{self}: This interaction failed"
        return self

    def allows(self, answer: int) -> bool:
        """Whether it may be answered like this at first."""
        if self.kind == MODAL_SUBMIT and self.message is not None and answer in (DEFERRED_UPDATE, UPDATE):
            return True
        return answer in ANSWERS[self.kind]

    def notes_edit(self, message: Message) -> None:
        """Remember that it changed a message."""
        self.edits.append((self.world.now(), message))
        self.notes_change(message)

    def notes_change(self, message: Message) -> None:
        """Remember it where others saw it change: what stood before the interaction, not its own answers."""
        is_own = message in self.followups or (message is self.original and message is not self.message)
        if not is_own and not message.is_ephemeral and message.channel.has_onlookers:
            self.changed_for_others.append(message)

    def __str__(self) -> str:
        """What was done by whom."""
        named = self.data.get("name") or self.data.get("custom_id")
        return f"{self.user.name}'s {named!r}"

    @property
    def metadata(self) -> Json:
        """As a message tells what it answers."""
        told: Json = {"id": str(self.id), "type": self.kind, "user": self.user.json}
        told["authorizing_integration_owners"] = self.owners
        if self.kind == MODAL_SUBMIT and self.opener is not None:
            told["triggering_interaction_metadata"] = self.opener.metadata
        elif self.message is not None:
            told["interacted_message_id"] = str(self.message.id)
        if "target_id" in self.data:
            told["target_message_id"] = self.data["target_id"]
        return told

    @property
    def owners(self) -> Json:
        """Who installed the app: the server (or the bot's direct messages), the person, or both."""
        owners: Json = {}
        guild = self.channel.guild
        if guild is not None and self.world.bot.id in guild.members and guild.has_commands:
            owners["0"] = str(guild.id)
        if guild is None and not self.channel.others:
            owners["0"] = "0"
        if self.user.has_installed:
            owners["1"] = str(self.user.id)
        return owners

    @property
    def json(self) -> Json:
        """As the gateway tells it."""
        told: Json = {
            "id": str(self.id),
            "application_id": str(self.world.bot.id),
            "type": self.kind,
            "token": self.token,
            "version": 1,
            "data": self.data,
            "locale": self.user.locale,
            "channel_id": str(self.channel.id),
            "channel": self._channel,
            "context": self.context,
            "app_permissions": str(self.channel.permissions_of(self.world.bot).value),
            "authorizing_integration_owners": self.owners,
            "attachment_size_limit": 10_485_760,
            "entitlements": [],
            "entitlement_sku_ids": [],
        }
        if self.message is not None:
            told["message"] = self.message.json
        return {**told, **self._who}

    @property
    def context(self) -> int:
        """0 in a server, 1 with the bot alone, 2 among other people."""
        if self.channel.guild is not None:
            return 0
        return 2 if self.channel.others else 1

    @property
    def _channel(self) -> Json:
        return {**self.channel.json, "permissions": str(self.channel.permissions_of(self.user).value)}

    @property
    def _who(self) -> Json:
        guild = self.channel.guild
        if guild is None:
            return {"user": self.user.json}
        permissions = str(self.channel.permissions_of(self.user).value)
        member: dict[str, Any] = {**guild.members[self.user.id].json, "permissions": permissions}
        told: Json = {"guild_id": str(guild.id), "guild": guild.brief, "guild_locale": guild.locale}
        return {**told, "member": member}
