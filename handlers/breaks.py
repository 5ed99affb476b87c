"""Where a line may be broken: after a sentence, else a word, else a character as a reader sees it."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import accumulate, islice

from config.texts import moment
from handlers.blocks import Line, Moment, Span

_SENTENCE_END = re.compile(r"""[.!?…]["'”’»)\]]*\s+|\n+|[。！？]["'”’」』）]*""")
_WORD_END = re.compile(r"\s+")
_JOINER = "\u200d"
_LAST_OF_ONE_UNIT = "\uffff"


def units(text: str) -> int:
    """How long a text is in UTF-16 code units, as platforms count."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def shown(span: Span) -> str:
    """The words of a span as somebody reads them."""
    if isinstance(span, str):
        return span
    if isinstance(span, Moment):
        return moment(span.at, span.zone, with_time=span.with_time)
    return span.text


def words(line: Line) -> str:
    """A line as somebody reads it."""
    return "".join(shown(span) for span in spans_of(line))


def line_length(line: Line) -> int:
    """How long a line is in UTF-16 code units."""
    return units(words(line))


def cut(line: Line, room: int) -> tuple[Line, Line]:
    """A part of at most `room` units and the rest, maybe empty; spaces at the break go, spans keep their kind."""
    spans = _trimmed(_trimmed(list(spans_of(line)), str.lstrip, 0), str.rstrip, -1)
    text = words(tuple(spans))
    place = len(text) if units(text) <= room else _place(text, max(room, 1))
    if isinstance(line, str):
        return text[:place].rstrip(), text[place:].lstrip()
    begun, rest = _divided(spans, place)
    return tuple(_trimmed(begun, str.rstrip, -1)), tuple(_trimmed(rest, str.lstrip, 0))


def sentences(text: str, most: int, room: int) -> str:
    """How a text begins: so many whole sentences at most, as fit into `room` units; empty where none does."""
    ends = [found.end() for found in islice(_SENTENCE_END.finditer(text), most)]
    ends += [len(text)] if len(ends) < most else []
    fitting = [end for end in ends if units(text[:end].rstrip()) <= room]
    return text[: fitting[-1]].rstrip() if fitting else ""


def spans_of(line: Line) -> tuple[Span, ...]:
    """A line's spans; a plain string is one."""
    return (line,) if isinstance(line, str) else line


def _place(text: str, room: int) -> int:
    """How many characters stand before the break."""
    most = _fitting(text, room)
    for end in (_SENTENCE_END, _WORD_END):
        places = [found.end() for found in end.finditer(text, 0, most) if text[: found.end()].strip()]
        if places:
            return places[-1]
    return _between_characters(text, most)


def _fitting(text: str, room: int) -> int:
    sums = list(accumulate(1 + (letter > _LAST_OF_ONE_UNIT) for letter in text[:room]))
    return max(bisect_right(sums, room), 1)


def _between_characters(text: str, most: int) -> int:
    for place in range(most, 0, -1):
        if _is_between(text, place):
            return place
    return most


def _is_between(text: str, place: int) -> bool:
    """Whether a character as seen ends here; the main rules of Unicode's annex 29, with those for emoji."""
    before, after = text[place - 1], text[place]
    if before == _JOINER or (before, after) == ("\r", "\n") or _extends(after):
        return False
    return not (_is_flag_half(after) and _flag_halves(text[:place]) % 2)


def _extends(letter: str) -> bool:
    """Marks, joiners, vowels and finals of hangul, skin colours and tags belong to what stands before them."""
    if unicodedata.category(letter).startswith("M") or letter in "\u200c\u200d":
        return True
    ranges = ((0x1160, 0x11FF), (0xD7B0, 0xD7FF), (0x1F3FB, 0x1F3FF), (0xE0020, 0xE007F))
    return any(low <= ord(letter) <= high for low, high in ranges)


def _is_flag_half(letter: str) -> bool:
    return "\U0001f1e6" <= letter <= "\U0001f1ff"


def _flag_halves(text: str) -> int:
    """How many halves of flags stand at the end."""
    return len(text) - len(text.rstrip("".join(map(chr, range(0x1F1E6, 0x1F200)))))


def _divided(spans: Iterable[Span], place: int) -> tuple[list[Span], list[Span]]:
    begun: list[Span] = []
    rest: list[Span] = []
    for span in spans:
        first, second = _span_divided(span, place, is_first=not begun)
        begun += first
        rest += second
        place -= len(shown(span))
    return begun, rest


def _span_divided(span: Span, place: int, *, is_first: bool) -> tuple[list[Span], list[Span]]:
    if place <= 0:
        return [], [span]
    if place >= len(shown(span)):
        return [span], []
    if isinstance(span, Moment):
        return ([span], []) if is_first else ([], [span])
    if isinstance(span, str):
        return [span[:place]], [span[place:]]
    return [replace(span, text=span.text[:place])], [replace(span, text=span.text[place:])]


def _trimmed(spans: list[Span], trim: Callable[[str], str], end: int) -> list[Span]:
    """Without the spaces at one end: `end` is 0 or -1."""
    while spans:
        trimmed = _with_text(spans[end], trim(shown(spans[end])))
        if trimmed is not None:
            spans[end] = trimmed
            return spans
        spans.pop(end)
    return spans


def _with_text(span: Span, text: str) -> Span | None:
    if isinstance(span, Moment):
        return span
    if not text:
        return None
    return text if isinstance(span, str) else replace(span, text=text)
