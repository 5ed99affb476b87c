"""Discord's marks as HTML: headings, small print, lists, quotations, what is hidden, moments, addresses, copies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from itertools import groupby

from tests.golden.discord_text import Names, moment_of

_CODE = re.compile(r"```\n(.*?)\n```\n?", re.DOTALL)
_LINE = re.compile(r"(?P<mark>#{1,3} |-# |> |- )?(?P<words>.*)")
_INLINE = re.compile(
    r"\\(?P<plain>[^0-9A-Za-z\s])"
    r"|<t:(?P<moment>\d+:[fD])>"
    r"|<(?P<mention>(?:#|@&)\d+)>"
    r"|\[(?P<words>(?:\\.|[^\]\\])*)\]\((?P<url>[^)\s]*)\)"
    r"|(?P<mark>\*\*|\|\||\*)"
    r"|(?P<address>https?://[^\s<>)]+)"
)
_TAGS = {"**": ("<b>", "</b>"), "*": ("<i>", "</i>"), "||": ('<span class="spoiler">', "</span>")}
_MOMENT = re.compile(r"(\d+):([fD])")


def html_of(text: str, names: Names) -> str:
    """The text as the app shows it."""
    shown, place = "", 0
    for code in _CODE.finditer(text):
        shown += _blocks(text[place : code.start()].removesuffix("\n"), names) + f"<pre>{escape(code[1])}</pre>"
        place = code.end()
    return shown + _blocks(text[place:], names)


def _blocks(text: str, names: Names) -> str:
    """Lines of the same kind together; the break after a block is the block's own."""
    lines = [_read(line) for line in text.split("\n")] if text else []
    shown = ""
    for mark, found in groupby(lines, key=lambda line: line[0]):
        shown += "".join(_block(mark, [words for _mark, words in found], names))
    return shown.removesuffix("\n")


def _read(line: str) -> tuple[str, str]:
    found = _LINE.fullmatch(line)
    assert found is not None, line
    return (found["mark"] or "").strip(), found["words"]


def _block(mark: str, lines: list[str], names: Names) -> Iterator[str]:
    shown = [_inline(line, names) for line in lines]
    if mark.startswith("#"):
        yield from (f"<h{len(mark)}>{line}</h{len(mark)}>" for line in shown)
    elif mark == "-#":
        yield from (f"<small>{line}</small>" for line in shown)
    elif mark == "-":
        yield "<ul>" + "".join(f"<li>{line}</li>" for line in shown) + "</ul>"
    elif mark == ">":
        yield "<blockquote>" + "\n".join(shown) + "</blockquote>"
    else:
        yield from (f"<span>{line}</span>\n" for line in shown)


def _inline(line: str, names: Names) -> str:
    is_open: dict[str, bool] = {}
    shown, place = "", 0
    for found in _INLINE.finditer(line):
        shown += escape(line[place : found.start()]) + _part(found, is_open, names)
        place = found.end()
    return shown + escape(line[place:])


def _part(found: re.Match[str], is_open: dict[str, bool], names: Names) -> str:
    if mark := found["mark"]:
        is_open[mark] = not is_open.get(mark, False)
        return _TAGS[mark][not is_open[mark]]
    if found["moment"]:
        told = _MOMENT.fullmatch(found["moment"])
        assert told is not None
        return f'<span class="moment">{escape(moment_of(told))}</span>'
    if found["mention"]:
        return f'<span class="mention">{escape(names.get(found[0], found[0]))}</span>'
    if found["url"]:
        return f"<a>{_inline(found['words'], names)}</a>"
    return f"<a>{escape(found['address'])}</a>" if found["address"] else escape(found["plain"])
