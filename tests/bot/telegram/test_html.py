"""The words of a reply as Telegram's HTML: nothing hostile gets through, and length is counted as the server counts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gaps import MOST_OF_A_SHORT_LINE
from bot.telegram.html import Server, blocks, joined, sentence, title
from handlers.blocks import (
    Block,
    Bold,
    Heading,
    Hidden,
    Italic,
    Line,
    Link,
    Listing,
    Moment,
    Paragraph,
    Quotation,
    Span,
)
from handlers.breaks import units
from tests.telegram_api.entities import Formatted
from tests.telegram_api.html import parsed

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
HOSTILE = '</b><a href="https://evil.example">win</a> & &lt; "x" \u202egnp.exe\u202c'
TOLD = '</b><a href="https://evil.example">win</a> & &lt; "x" gnp.exe'


def seen(*listed: Block, server: Server | None = None) -> Formatted:
    return parsed(joined(blocks(listed, server or Server())).html)


def marks(shown: Formatted) -> list[tuple[str, str]]:
    data = shown.text.encode("utf-16-le")
    return [(e.type, data[2 * e.offset : 2 * (e.offset + e.length)].decode("utf-16-le")) for e in shown.entities]


@pytest.mark.parametrize(
    ("span", "mark"),
    [
        (Bold("x"), "bold"),
        (Italic("x"), "italic"),
        (Hidden("x"), "spoiler"),
        (Link("x", "https://example.org/?a=1&b=2"), "text_link"),
        (Moment(AT, "Europe/Berlin"), "date_time"),
        (Moment(AT, "Europe/Berlin", with_time=True), "date_time"),
    ],
)
def test_each_span_is_one_mark(span: Span, mark: str) -> None:
    assert [kind for kind, _words in marks(seen(Paragraph(("before ", span, " after"))))] == [mark]


@pytest.mark.parametrize(
    "span", [Bold(HOSTILE), Italic(HOSTILE), Hidden(HOSTILE), Link(HOSTILE, "https://example.org/"), HOSTILE]
)
def test_hostile_words_stay_words(span: Span) -> None:
    shown = seen(Paragraph((span,)))
    assert shown.text == TOLD
    assert [words for _kind, words in marks(shown)] == ([] if isinstance(span, str) else [TOLD])


@pytest.mark.parametrize("block", [HOSTILE, Heading(HOSTILE), Quotation((HOSTILE,), HOSTILE), Listing((HOSTILE,))])
def test_hostile_words_stay_words_in_each_block(block: Block) -> None:
    shown = seen(block)
    assert TOLD in shown.text
    assert all(kind in ("bold", "blockquote") for kind, _words in marks(shown))


def test_an_address_that_would_break_out_of_its_mark_does_not() -> None:
    (entity,) = seen(Paragraph((Link("x", 'https://example.org/"><b>&amp;\n'),))).entities
    assert entity.url is not None
    assert "%22%3E%3Cb%3E" in entity.url or '"><b>' in entity.url


def test_a_quotation_has_its_speaker_inside_and_a_listing_its_points() -> None:
    quoted = seen(Quotation(("So be it.", (Bold("Now"), ".")), "Ada L."))
    assert marks(quoted) == [("blockquote", "So be it.\nNow.\n— Ada L."), ("bold", "Now")]
    assert seen(Listing(("one", (Italic("two"),)))).text == "• one\n• two"


def test_a_server_without_moments_or_marks_gets_the_same_words() -> None:
    body = (Heading("H"), Paragraph((Bold("b"), Moment(AT, "Europe/Berlin"))), Quotation(("q",), "Ada"))
    full, dated, plain = (
        seen(*body, server=server)
        for server in (Server(), Server(knows_moments=False), Server(knows_moments=False, knows_marks=False))
    )
    assert full.text == dated.text == plain.text
    assert "date_time" not in [kind for kind, _words in marks(dated)]
    assert not plain.entities


def test_short_lines_stand_together_and_longer_ones_apart() -> None:
    long = "x" * (MOST_OF_A_SHORT_LINE + 1)
    assert seen("a", "b", long, "c", Heading("h"), long).text == f"a\nb\n\n{long}\n\nc\n\nh\n{long}"


def test_what_shows_nothing_leaves_no_gap() -> None:
    assert seen("a", " \u202e ", Quotation(("",)), Heading("\u200b"), Listing(()), "b").text == "a\nb"


TEXTS = st.text(max_size=40)
SPANS = st.one_of(TEXTS, *(st.builds(kind, TEXTS) for kind in (Bold, Italic, Hidden)), st.builds(Link, TEXTS, TEXTS))
LINES: st.SearchStrategy[Line] = st.one_of(TEXTS, st.lists(SPANS, max_size=4).map(tuple))
SOME_LINES = st.lists(LINES, max_size=3).map(tuple)
BLOCKS: st.SearchStrategy[Block] = st.one_of(
    TEXTS,
    st.builds(Paragraph, LINES),
    st.builds(Heading, TEXTS),
    st.builds(Quotation, SOME_LINES, TEXTS),
    st.builds(Listing, SOME_LINES),
)


@given(TEXTS, st.lists(BLOCKS, max_size=5), st.booleans())
def test_units_are_what_the_server_counts(head: str, body: list[Block], knows_marks: bool) -> None:
    server = Server(knows_marks, knows_marks)
    whole = joined([title(head, server), *blocks(body, server), sentence(head)])
    assert whole.units == units(parsed(whole.html).text)
