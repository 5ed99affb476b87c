"""What can be seen on Discord after a step: messages that came, changed or went, windows, and what was offered."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any

from tests.discord_api import Channel, DiscordApi, Message
from tests.golden.discord_text import of_message, of_offers, of_removed, of_window
from tests.golden.stage import NOTHING

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a step brought about; messages are kept as they stood then."""

    new: tuple[Message, ...] = ()
    changed: tuple[Message, ...] = ()
    removed: tuple[Message, ...] = ()
    windows: tuple[Json, ...] = ()
    offers: tuple[Json, ...] = ()
    names: dict[str, str] = field(default_factory=dict)
    """What channels and roles are called, by their mentions."""

    def written(self) -> str:
        """As it stands in a golden file."""
        parts = [of_window(each) for each in self.windows]
        parts += [of_message("changed", each, self.names) for each in self.changed]
        parts += [of_message("new", each, self.names) for each in self.new]
        parts += [of_removed(each) for each in self.removed]
        parts += [of_offers(self.offers)] if self.offers else []
        return "\n\n".join(parts) or NOTHING


@dataclass
class DiscordEye:
    """Looks at all channels of a server, also at what only one person sees there."""

    api: DiscordApi
    _before: dict[int, tuple[Message, object]] = field(default_factory=dict)
    _done: int = 0

    def opens(self) -> None:
        """A step begins."""
        self._before = {each.id: (each, _state(each)) for each in self._there()}
        self._done = len(self.api.world.interactions)

    def saw(self) -> Seen:
        """What has changed since."""
        there = self._there()
        stood = {each.id: self._before[each.id][1] for each in there if each.id in self._before}
        done = self.api.world.interactions[self._done :]
        return Seen(
            tuple(_kept(each) for each in there if each.id not in stood),
            tuple(_kept(each) for each in there if stood.get(each.id, _state(each)) != _state(each)),
            tuple(each for each, _state in self._before.values() if each.is_deleted),
            tuple(each.modal for each in done if each.modal is not None),
            tuple(choice for each in done for choice in each.choices),
            self._names(),
        )

    def _there(self) -> list[Message]:
        return [each for channel in self._channels() for each in channel.messages if _is_of_bot(each)]

    def _channels(self) -> list[Channel]:
        world = self.api.world
        return list({channel.id: channel for channel in (*world.dms.values(), *world.channels.values())}.values())

    def _names(self) -> dict[str, str]:
        channels = {f"<#{each.id}>": f"#{each.name}" for each in self._channels()}
        roles = (role for guild in self.api.world.guilds.values() for role in guild.roles)
        return {**channels, **{f"<@&{role.id}>": f"@{role.name}" for role in roles}}


def _is_of_bot(message: Message) -> bool:
    return message.author.is_bot and not message.is_deleted and not message.is_loading


def _kept(message: Message) -> Message:
    return replace(message, components=deepcopy(message.components))


def _state(message: Message) -> object:
    return repr((message.text, message.components))
