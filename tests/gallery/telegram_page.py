"""Telegram's messages as a page of bubbles, in the look of the app: light and dark."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from html import escape

from tests.telegram_api import Entity, Message

OPENS = {
    "bold": "<b>",
    "italic": "<i>",
    "text_link": '<a href="#">',
    "url": '<a href="#">',
    "spoiler": '<span class="spoiler">',
    "blockquote": "<blockquote>",
    "bot_command": '<a href="#">',
    "date_time": '<span class="moment">',
}
CLOSES = {"bold": "</b>", "italic": "</i>", "text_link": "</a>", "url": "</a>", "blockquote": "</blockquote>"}
STYLE = """
:root { --ground:#d5e3c8; --in:#fff; --out:#eeffde; --ink:#0f1419; --soft:#6d7883; --link:#2481cc; --key:#ffffffb8;
        --key-ink:#33536f; --main:#3390ec; --danger:#e53935; --quote:#e8f2fb; }
.dark { --ground:#0e1621; --in:#182533; --out:#2b5278; --ink:#f5f5f5; --soft:#708499; --link:#6ab3f3; --key:#26374a;
        --key-ink:#fff; --main:#3d8fd9; --danger:#c74a47; --quote:#1f3346; }
* { box-sizing:border-box; margin:0; }
body { font:15px/1.36 Roboto,"Noto Sans",sans-serif; background:var(--ground); color:var(--ink); padding:14px 10px; }
.message { max-width:min(92%,480px); margin:0 0 10px; }
.message.mine { margin-left:auto; width:fit-content; }
.bubble { background:var(--in); border-radius:14px; padding:7px 11px 8px; overflow-wrap:anywhere;
          white-space:pre-wrap; box-shadow:0 1px 1px #0002; overflow:hidden; }
.mine .bubble { background:var(--out); }
.bubble img { display:block; width:calc(100% + 22px); margin:-7px -11px 7px; max-height:340px; object-fit:cover; }
.bubble b { font-weight:600; }
a { color:var(--link); text-decoration:none; }
blockquote { display:block; background:var(--quote); border-left:3px solid var(--link); border-radius:4px;
             padding:3px 8px; margin:2px 0; }
.spoiler { background:var(--soft); color:transparent; border-radius:3px; }
.moment { color:var(--link); }
.file { color:var(--link); font-weight:600; }
.row { display:flex; gap:4px; margin-top:4px; }
.key { flex:1; text-align:center; padding:9px 6px; border-radius:9px; background:var(--key); color:var(--key-ink);
       font-weight:500; font-size:14px; white-space:nowrap; overflow:hidden; text-overflow:ellipsis; }
.key.primary { background:var(--main); color:#fff; }
.key.danger { background:var(--danger); color:#fff; }
.key.link::after { content:"↗"; float:right; font-size:10px; opacity:.7; }
.time { float:right; color:var(--soft); font-size:11px; margin:6px -3px -5px 8px; }
"""


def page(messages: Iterable[Message], *, is_dark: bool) -> str:
    """A whole HTML page."""
    bubbles = "\n".join(map(_message, messages))
    look = "dark" if is_dark else "light"
    return (
        f'<!doctype html><meta charset="utf-8"><style>{STYLE}</style><html class="{look}"><body>{bubbles}</body></html>'
    )


def _message(message: Message) -> str:
    side = "" if message.from_bot else " mine"
    bubble = f'<div class="bubble">{_media(message)}{_words(message)}{_time(message)}</div>'
    return f'<div class="message{side}">{bubble}{_keys(message)}</div>'


def _time(message: Message) -> str:
    edited = "edited " if message.edited_at and message.from_bot else ""
    return f'<span class="time">{edited}{message.sent_at:%H:%M}</span>'


def _media(message: Message) -> str:
    if message.picture is not None:
        return f'<img src="data:image/png;base64,{base64.b64encode(message.picture).decode()}">'
    if message.document is not None:
        return f'<span class="file">📄 {escape(message.document[0])}</span>\n'
    return ""


def _words(message: Message) -> str:
    """The text with its entities as elements; offsets are in UTF-16 code units."""
    encoded = message.words.text.encode("utf-16-le")
    edges = sorted({0, len(encoded) // 2, *(at for each in message.entities for at in (each.offset, each.end))})
    written = ""
    for begin, end in zip(edges, [*edges[1:], edges[-1]], strict=True):
        written += "".join(_closing(each) for each in reversed(message.entities) if each.end == begin)
        written += "".join(_opening(each) for each in message.entities if each.offset == begin)
        written += escape(encoded[2 * begin : 2 * end].decode("utf-16-le"))
    return written.replace("</blockquote>\n\n", "</blockquote>\n").replace("\n\n<blockquote>", "\n<blockquote>")


def _opening(entity: Entity) -> str:
    return OPENS.get(entity.type, "<span>")


def _closing(entity: Entity) -> str:
    return CLOSES.get(entity.type, "</a>" if entity.type == "bot_command" else "</span>")


def _keys(message: Message) -> str:
    return "".join(f'<div class="row">{"".join(map(_key, row))}</div>' for row in message.rows)


def _key(button: object) -> str:
    label, style, url = (getattr(button, name) for name in ("label", "style", "url"))
    return f'<span class="key {style}{" link" if url else ""}">{escape(label)}</span>'
