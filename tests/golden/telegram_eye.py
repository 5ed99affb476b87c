"""What can be seen on Telegram after a step: each message that came, changed or went, and what a tap was told."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field

from tests.golden.stage import NOTHING
from tests.golden.telegram_text import of_message, of_offer, of_removed, of_told
from tests.telegram_api import Message, TelegramApi
from tests.telegram_api.inline import Result
from tests.telegram_api.server import Call


@dataclass(frozen=True, slots=True)
class Told:
    """The answer to a tap."""

    text: str
    is_alert: bool
    url: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What a step brought about; messages are kept as they stood then."""

    told: tuple[Told, ...] = ()
    new: tuple[Message, ...] = ()
    changed: tuple[Message, ...] = ()
    removed: tuple[Message, ...] = ()
    offers: tuple[Result, ...] = ()

    def written(self) -> str:
        """As it stands in a golden file."""
        parts = [of_told(each.text, each.url, is_alert=each.is_alert) for each in self.told]
        parts += [of_message("new", each) for each in self.new if is_shown(each)]
        parts += [of_message("changed", each) for each in self.changed]
        parts += [of_removed(each) for each in self.removed]
        parts += [of_offer(each) for each in self.offers]
        return "\n\n".join(filter(None, parts)) or NOTHING


@dataclass
class TelegramEye:
    """Looks at all chats of a server."""

    api: TelegramApi
    _before: dict[int, object] = field(default_factory=dict)
    _calls: int = 0
    _removed: list[Message] = field(default_factory=list)

    def __post_init__(self) -> None:
        """What the server takes away is noticed, also what came in the same step."""
        remove = self.api.world.remove

        def noticed(message: Message) -> None:
            self._removed.append(message)
            remove(message)

        self.api.world.remove = noticed  # type: ignore[method-assign]

    def opens(self) -> None:
        """A step begins."""
        self._before = {id(each): _state(each) for each in self._all()}
        self._calls = len(self.api.calls)
        self._removed.clear()

    def saw(self) -> Seen:
        """What has changed since."""
        there = self._all()
        new = tuple(copy(each) for each in there if id(each) not in self._before)
        changed = tuple(copy(each) for each in there if self._before.get(id(each), _state(each)) != _state(each))
        calls = self.api.calls[self._calls :]
        told = tuple(_told(call) for call in calls if call.method == "answerCallbackQuery")
        asked = [call.params["inline_query_id"] for call in calls if call.method == "answerInlineQuery"]
        offers = tuple(offer for query in asked for offer in self.api.world.askings[query].results)
        return Seen(told, new, changed, tuple(self._removed), offers)

    def _all(self) -> list[Message]:
        chats = self.api.world.chats.values()
        return [message for chat in chats for message in chat.messages if not message.is_deleted]


def is_shown(message: Message) -> bool:
    """Whether it is no service message, and not what the step says already that somebody wrote."""
    is_own = not message.from_bot and message.via is None and message.forwarded_from is None
    return not message.service and not (is_own and message.sender_chat is None)


def _state(message: Message) -> object:
    return message.words, message.media, message.markup


def _told(call: Call) -> Told:
    params = call.params
    is_alert = str(params.get("show_alert", "")).lower() == "true"
    return Told(str(params.get("text") or ""), is_alert, str(params.get("url") or ""))
