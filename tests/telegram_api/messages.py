"""One message of a chat as it stands now."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from tests.telegram_api.entities import Entity, Formatted
from tests.telegram_api.keyboards import Button, Markup, Rows
from tests.telegram_api.refusals import Json

if TYPE_CHECKING:
    from tests.telegram_api.chats import Chat, User
    from tests.telegram_api.files import Media


@dataclass(frozen=True, slots=True)
class Manner:
    """How a message was sent, beside what it says."""

    is_silent: bool = False
    is_protected: bool = False
    link_preview: Json | None = None
    is_caption_above: bool = False
    thread: int | None = None
    effect: str | None = None


@dataclass(eq=False, slots=True)
class Message:
    """What somebody wrote; the bot edits its own in place."""

    chat: Chat = field(repr=False)
    id: int
    sender: User | None = field(repr=False)
    sent_at: datetime
    words: Formatted = field(default_factory=Formatted)
    media: Media | None = None
    markup: Markup = field(default_factory=Markup)
    manner: Manner = field(default_factory=Manner)
    sender_chat: Chat | None = None
    reply_to: Message | None = field(default=None, repr=False)
    edited_at: datetime | None = None
    via: User | None = None
    forwarded_from: Message | None = None
    album: str | None = None
    inline_id: str | None = None
    service: Json | None = None
    is_deleted: bool = False

    @property
    def text(self) -> str:
        """What a text message says; empty where there is a picture or a document."""
        return "" if self.media else self.words.text

    @property
    def caption(self) -> str:
        """What stands under a picture or a document."""
        return self.words.text if self.media else ""

    @property
    def entities(self) -> tuple[Entity, ...]:
        """The entities of its text or caption."""
        return self.words.entities

    @property
    def from_bot(self) -> bool:
        """Whether a bot wrote it."""
        return self.sender is not None and self.sender.is_bot

    @property
    def rows(self) -> Rows:
        """Its inline buttons."""
        return self.markup.rows

    @property
    def buttons(self) -> list[Button]:
        """Its inline buttons, row after row."""
        return [button for row in self.rows for button in row]

    @property
    def labels(self) -> list[str]:
        """What stands on its inline buttons."""
        return [button.label for button in self.buttons]

    @property
    def keyboard(self) -> Json | None:
        """A keyboard instead of the phone's, or the wish to take it away, as the Bot API writes it."""
        return self.markup.other

    @property
    def picture(self) -> bytes | None:
        """The picture that it shows."""
        return self.media.data if self.media and self.media.kind == "photo" else None

    @property
    def document(self) -> tuple[str, bytes] | None:
        """The name and the bytes of the file that it carries."""
        return (self.media.name, self.media.data) if self.media and self.media.kind == "document" else None

    @property
    def is_silent(self) -> bool:
        """Whether it came without a sound."""
        return self.manner.is_silent

    @property
    def is_protected(self) -> bool:
        """Whether it may not be forwarded or saved."""
        return self.manner.is_protected

    @property
    def link_preview(self) -> Json | None:
        """The options of its link preview, as they were sent."""
        return self.manner.link_preview

    @property
    def thread(self) -> int | None:
        """The topic that it stands in."""
        return self.manner.thread

    def button(self, label: str) -> Button | None:
        """The inline button with this label."""
        return next((button for button in self.buttons if button.label == label), None)

    @property
    def json(self) -> Json:
        """As the Bot API writes it."""
        return {**self._json_alone, **({"reply_to_message": self.reply_to._json_alone} if self.reply_to else {})}

    @property
    def inaccessible_json(self) -> Json:
        """As a callback query shows it when it is gone or too old."""
        return {"chat": self.chat.json, "message_id": self.id, "date": 0}

    @property
    def _json_alone(self) -> Json:
        optional: Json = {
            "message_thread_id": self.thread,
            "from": self.sender and self.sender.json,
            "sender_chat": self.sender_chat and self.sender_chat.json,
            "author_signature": None,
            "is_topic_message": True if self.thread else None,
            "forward_origin": self.forwarded_from and origin_of(self.forwarded_from),
            "via_bot": self.via and self.via.json,
            "edit_date": self.edited_at and int(self.edited_at.timestamp()),
            "has_protected_content": self.is_protected or None,
            "media_group_id": self.album,
            "effect_id": self.manner.effect,
            "reply_markup": self.markup.json,
        }
        head = {"message_id": self.id, "date": int(self.sent_at.timestamp()), "chat": self.chat.json}
        return {**head, **{key: value for key, value in optional.items() if value is not None}, **self._content}

    @property
    def _content(self) -> Json:
        if self.service is not None:
            return self.service
        entities = [entity.json for entity in self.entities]
        if self.media is None:
            named: Json = {"text": self.words.text, "entities": entities, "link_preview_options": self.link_preview}
            return {key: value for key, value in named.items() if value or key == "text"}
        named = {"caption": self.caption, "caption_entities": entities}
        named["show_caption_above_media"] = self.manner.is_caption_above
        return {**self.media.json, **{key: value for key, value in named.items() if value}}


def origin_of(message: Message) -> Json:
    """Where a forwarded message comes from."""
    if message.forwarded_from is not None:
        return origin_of(message.forwarded_from)
    date = int(message.sent_at.timestamp())
    if message.sender_chat is not None and message.chat.kind == "channel":
        return {"type": "channel", "date": date, "chat": message.sender_chat.json, "message_id": message.id}
    if message.sender_chat is not None:
        return {"type": "chat", "date": date, "sender_chat": message.sender_chat.json}
    assert message.sender is not None
    return {"type": "user", "date": date, "sender_user": message.sender.json}
