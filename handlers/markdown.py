"""Organizers' Markdown as blocks: CommonMark without HTML, which is shown as the plain text it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache, partial
from itertools import groupby
from typing import TYPE_CHECKING

from handlers.blocks import Block, Bold, Heading, Italic, Line, Link, Listing, Paragraph, Quotation, Span
from handlers.where_links_lead import with_real_place

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

LINK_SCHEMES = ("http://", "https://", "mailto:")
LONGEST_SPEAKER = 200
_DASHES = ("— ", "– ", "- ")

_Dress = Callable[[str], Span]


@lru_cache(maxsize=64)
def blocks_of(text: str) -> tuple[Block, ...]:
    """The blocks of a Markdown text; nothing of it is lost but the marks."""
    from markdown_it.tree import SyntaxTreeNode

    return tuple(_blocks(SyntaxTreeNode(_parser().parse(text)).children))


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False})
    parser.validateLink = lambda _url: True  # type: ignore[method-assign, assignment]  # we look at addresses ourselves
    return parser


def lines_of(blocks: Sequence[Block]) -> tuple[Line, ...] | None:
    """Their lines, which can be quoted; None where they are more than paragraphs."""
    lines = tuple(block.line for block in blocks if isinstance(block, Paragraph))
    return lines if len(lines) == len(blocks) else None


def _blocks(nodes: Iterable[SyntaxTreeNode]) -> Iterator[Block]:
    for node in nodes:
        match node.type:
            case "paragraph":
                yield Paragraph(_line(node))
            case "heading":
                yield Heading("".join(_plain(node)))
            case "blockquote":
                yield _quotation(node)
            case "bullet_list" | "ordered_list":
                yield Listing(tuple(_items(node)))
            case "fence" | "code_block":
                yield Paragraph(node.content.rstrip("\n"))


def _quotation(node: SyntaxTreeNode) -> Quotation:
    lines = list(_lines(node))
    speaker = _speaker(lines[-1]) if len(lines) > 1 else ""
    return Quotation(tuple(lines[:-1] if speaker else lines), speaker)


def _speaker(line: Line) -> str:
    """Who said it, where the last line begins with a dash."""
    text = line if isinstance(line, str) else "".join(_text(span) for span in line)
    if not text.startswith(_DASHES) or len(text) > LONGEST_SPEAKER:
        return ""
    return text.split(" ", 1)[1].strip()


def _text(span: Span) -> str:
    return span if isinstance(span, str) else getattr(span, "text", "")


def _lines(node: SyntaxTreeNode) -> Iterator[Line]:
    """Every line below a block, whatever it is nested in; entries of lists keep a dash."""
    for child in node.children:
        match child.type:
            case "paragraph" | "heading":
                yield from _broken(_line(child))
            case "bullet_list" | "ordered_list":
                yield from (_joined(["- ", *_spans_of(item)]) for item in _items(child))
            case "fence" | "code_block":
                yield from child.content.rstrip("\n").split("\n")
            case _:
                yield from _lines(child)


def _items(node: SyntaxTreeNode) -> Iterator[Line]:
    """The entries of a list, of those inside it too; numbered ones begin with their number."""
    first = int(node.attrs.get("start", 1))
    for place, item in enumerate(node.children):
        own = [child for child in item.children if not child.type.endswith("_list")]
        number = [f"{first + place}. "] if node.type == "ordered_list" else []
        yield _joined([*number, *_between(_own_lines(own))])
        for child in item.children:
            if child.type.endswith("_list"):
                yield from _items(child)


def _own_lines(nodes: Iterable[SyntaxTreeNode]) -> Iterator[Line]:
    for node in nodes:
        if node.type in {"paragraph", "heading"}:
            yield _line(node)
        elif node.type in {"fence", "code_block"}:
            yield node.content.rstrip("\n")
        else:
            yield from _lines(node)


def _between(lines: Iterable[Line]) -> Iterator[Span]:
    """Lines one below the other."""
    for place, line in enumerate(lines):
        if place:
            yield "\n"
        yield from _spans_of(line)


def _spans_of(line: Line) -> tuple[Span, ...]:
    return (line,) if isinstance(line, str) else line


def _line(node: SyntaxTreeNode) -> Line:
    return _joined(_spans(node, str))


def _joined(spans: Iterable[Span]) -> Line:
    """Neighbouring plain spans as one; a line that is all plain is a string."""
    merged: list[Span] = []
    filled = (span for span in spans if _text(span))
    for is_plain, group in groupby(filled, key=lambda span: isinstance(span, str)):
        alike = list(group)
        merged += ["".join(map(_text, alike))] if is_plain else alike
    return tuple(merged) if any(not isinstance(span, str) for span in merged) else "".join(map(_text, merged))


def _broken(line: Line) -> Iterator[Line]:
    """The line's own lines, apart."""
    current: list[Span] = []
    for span in _spans_of(line):
        first, *others = span.split("\n") if isinstance(span, str) else [span]
        current.append(first)
        for other in others:
            yield _joined(current)
            current = [other]
    yield _joined(current)


def _plain(node: SyntaxTreeNode) -> Iterator[str]:
    return (_text(span) for span in _spans(node, str))


def _spans(node: SyntaxTreeNode, dress: _Dress) -> Iterator[Span]:
    """The spans inside a block; a link outweighs bold, bold outweighs italic, since spans can't be nested."""
    for child in node.children:
        match child.type:
            case "softbreak" | "hardbreak":
                yield "\n"
            case "strong":
                yield from _spans(child, dress if isinstance(dress, partial) else Bold)
            case "em":
                yield from _spans(child, Italic if dress is str else dress)
            case "link":
                yield from _link(child, str(child.attrs.get("href", "")), dress)
            case "inline":
                yield from _spans(child, dress)
            case _:
                yield dress(child.content)


def _link(node: SyntaxTreeNode, url: str, dress: _Dress) -> Iterator[Span]:
    """What people can open, and where it leads if its words name another place."""
    if not url.lower().startswith(LINK_SCHEMES):
        yield from _spans(node, dress)
        return
    yield from _spans(node, partial(Link, url=url))
    _link_itself, *real_place = with_real_place(Link("".join(_plain(node)), url))
    yield from real_place
