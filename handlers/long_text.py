"""A long text that comes in several messages, or as a document: what is there so far, and how parts are joined.

Apps cut what somebody pastes where a message is full: Telegram's at 4,096 UTF-16 units, rather at the end of a line,
else of a sentence, else between words, and from half a message on. So a part of half a message or more that does not
end a sentence was cut by the app: what follows goes on in the same line, without a space only where the message was
full to its last unit and letters stand on both sides. Everything else was sent by a person, and begins a paragraph.
"""

from __future__ import annotations

import re
import unicodedata

from config.texts import _, n_

FULL = 4096
_HALF = FULL // 2
_ENDS_SENTENCE = re.compile(r"[.!?…:。！？][\"'”’»)\]*_]*\Z|^(#|>|[-*+] |\d+[.)] )[^\n]*\Z", re.MULTILINE)
_BEGINS_BLOCK = re.compile(r"#|>|[-*+] |\d+[.)] ")
_MOST_SHOWN = 60
_MOST_QUOTED = 1_000
"""What stands there is shown beside the question up to this length."""


def joined(so_far: str, part: str, last: int) -> str:
    """The text with one more part; `last` is how many units the part before it had."""
    if not so_far:
        return part
    if last < _HALF or _BEGINS_BLOCK.match(part) or _ENDS_SENTENCE.search(so_far[-300:]):
        return f"{so_far}\n\n{part}"
    is_inside_word = last >= FULL and so_far[-1].isalpha() and part[:1].islower()
    return f"{so_far}{'' if is_inside_word else ' '}{part}"


def tidy_text(text: str) -> str:
    """Composed, without empty ends, and with at most one empty line in a row; Markdown's own signs stay."""
    lines = (line.expandtabs(4).rstrip() for line in unicodedata.normalize("NFC", text).splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def so_far(text: str) -> tuple[str, ...]:
    """How much is there, and where it ends."""
    if not text:
        return ()
    said = n_("{n} character is here so far.", "{n} characters are here so far.", len(text))
    return said, _("It ends: “{words}”", words=f"…{_end_of(text)}" if len(text) > _MOST_SHOWN else text)


def there_now(present: str) -> tuple[str, ...]:
    """What stands there: all of a short one, of another how long it is and where it ends."""
    return (_("Now it says: “{words}”", words=present),) if len(present) <= _MOST_QUOTED else so_far(present)


def in_place_of(present: str, written: str) -> tuple[str, ...]:
    """What goes where something else is written than what stands there."""
    if not present or written.startswith(present):
        return ()
    return (
        n_(
            "It takes the place of the {n} character that stands there now.",
            "It takes the place of the {n} characters that stand there now.",
            len(present),
        ),
    )


def how_long(text: str) -> str:
    """A text that is too long to be shown again."""
    return n_("{n} character", "{n} characters", len(text))


def _end_of(text: str) -> str:
    return " ".join(text[-_MOST_SHOWN:].split())
