"""The steps of a scene as a page in the look of Telegram's app: light or dark, one column a step."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby
from pathlib import Path

from tests.gallery.framing import framed
from tests.golden.stage import Step
from tests.golden.telegram_eye import Seen, Told
from tests.golden.telegram_text import marked
from tests.telegram_api import Button, Entity, Message
from tests.telegram_api.chats import Chat
from tests.telegram_api.inline import Result

STYLE = (Path(__file__).parent / "telegram.css").read_text(encoding="utf-8")
OPENS = {
    "bold": "<b>",
    "italic": "<i>",
    "text_link": '<a href="#">',
    "spoiler": '<span class="spoiler">',
    "blockquote": "<blockquote>",
}
CLOSES = {"bold": "</b>", "italic": "</i>", "spoiler": "</span>", "blockquote": "</blockquote>"}
MARKS = {"url": "↗", "copy_text": "⧉", "switch_inline_query_chosen_chat": "↪"}
VIEWS = "👁 128 "


def page(steps: Sequence[Step], *, columns: int, width: int, is_dark: bool, is_told: bool = True) -> str:
    """A whole HTML page; `is_told` where each step says what was done."""
    return framed(STYLE, "".join(_step(step, is_told=is_told) for step in steps), columns, width, is_dark=is_dark)


def _step(step: Step, *, is_told: bool) -> str:
    seen = step.seen
    assert isinstance(seen, Seen)
    did = f'<div class="did">{escape(step.did)}</div>' if is_told else ""
    rooms = groupby(sorted((*seen.changed, *seen.new), key=_place), key=lambda each: id(each.chat))
    chats = "".join(_chat(list(messages), seen) for _key, messages in rooms)
    return f'<div class="step">{did}{chats}{_beside(seen)}</div>'


def _place(message: Message) -> tuple[int, int]:
    return message.chat.id, message.id


def _chat(messages: list[Message], seen: Seen) -> str:
    chat = messages[0].chat
    kind = "" if chat.is_private else " among" if chat.kind != "channel" else " channel"
    shown = "".join(map(_message, messages))
    return f'{_bar(chat)}<div class="chat{kind}">{shown}</div>'


def _bar(chat: Chat) -> str:
    name = "Undersigned" if chat.is_private else chat.title
    face = f'<span class="face{"" if chat.is_private else " rooms"}">{name[0]}</span>'
    return f'<div class="bar">{face}<span><b>{name}</b><small>{_people(chat)}</small></span></div>'


def _people(chat: Chat) -> str:
    if chat.is_private:
        return "bot"
    noun = "subscriber" if chat.kind == "channel" else "member"
    return f"{len(chat.members)} {noun}{'s' * (len(chat.members) != 1)}"


def _beside(seen: Seen) -> str:
    removed = "".join(_gone(each) for each in seen.removed)
    return removed + "".join(map(_told, seen.told)) + _offers(seen.offers)


def _gone(message: Message) -> str:
    first = message.words.text.partition("\n")[0]
    return f'<div class="chip gone">{escape(first[:50])}</div>'


def _told(told: Told) -> str:
    if told.url:
        return f'<div class="chip">opens {escape(told.url.partition("?")[2] or told.url)}</div>'
    if told.is_alert:
        return f'<div class="alert"><b>Undersigned</b>{escape(told.text)}<span>OK</span></div>'
    return f'<div class="chip">{escape(told.text)}</div>' if told.text else ""


def _offers(offers: Iterable[Result]) -> str:
    lines = "".join(map(_offer, offers))
    return f'<div class="offers">{lines}</div>' if lines else ""


def _offer(offer: Result) -> str:
    about = escape(offer.description).replace("\n", "<br>")
    return f"<div><i></i><span><b>{escape(offer.title)}</b><small>{about}</small></span></div>"


def _message(message: Message) -> str:
    if message.service:
        return f'<div class="chip">{escape(_service(message))}</div>'
    side = "" if message.from_bot or message.chat.kind == "channel" or message.sender_chat else " own"
    is_among = not side and message.chat.kind in ("group", "supergroup")
    face = '<span class="face">U</span>' if is_among else ""
    who = '<span class="who">Undersigned</span>' if is_among else ""
    parts = f"{who}{_origin(message)}{_media(message)}{_preview(message)}{_words(message)}{_time(message)}"
    return f'<div class="message{side}">{face}<div class="bubble">{parts}</div>{_keys(message)}</div>'


def _service(message: Message) -> str:
    name = message.sender.first_name if message.sender else ""
    if "new_chat_members" in (message.service or {}):
        return f"{name} added Undersigned"
    topic = (message.service or {}).get("forum_topic_created", {}).get("name", "")
    return f"{name} created the topic “{topic}”" if topic else name


def _origin(message: Message) -> str:
    if message.forwarded_from is not None:
        return f'<span class="from">Forwarded from {escape(message.forwarded_from.chat.title)}</span>'
    return '<span class="from">via @undersigned_bot</span>' if message.via else ""


def _time(message: Message) -> str:
    edited = "edited " if message.edited_at and message.from_bot else ""
    views = VIEWS if message.chat.kind == "channel" else ""
    ticks = "" if message.from_bot or message.chat.kind == "channel" else " ✓✓"
    return f'<span class="time">{views}{edited}{message.sent_at:%H:%M}{ticks}</span>'


def _media(message: Message) -> str:
    if message.picture is not None:
        made = base64.b64encode(message.picture).decode()
        media = message.media
        square = ' class="square"' if media and media.width == media.height else ""
        return f'<img{square} src="data:image/png;base64,{made}">'
    if message.document is not None:
        name, data = message.document
        told = f"<b>{escape(name)}</b><small>{len(data) / 1000:.1f} kB</small>"
        return f'<span class="file"><i></i><span>{told}</span></span>'
    return ""


def _preview(message: Message) -> str:
    url = (message.link_preview or {}).get("url")
    return f'<span class="preview">{escape(url)}</span>' if url else ""


def _words(message: Message) -> str:
    written = marked(message.words.text, message.entities, _opening, _closing, escape)
    return written.replace("</blockquote>\n", "</blockquote>")


def _opening(entity: Entity) -> str:
    return OPENS.get(entity.type, "<a>")


def _closing(entity: Entity) -> str:
    return CLOSES.get(entity.type, "</a>")


def _keys(message: Message) -> str:
    return "".join(f'<div class="row">{"".join(map(_key, row))}</div>' for row in message.rows)


def _key(button: Button) -> str:
    mark = f' data-mark="{MARKS[button.action]}"' if button.action in MARKS else ""
    return f'<span class="key {button.style}"{mark}>{escape(button.label)}</span>'
