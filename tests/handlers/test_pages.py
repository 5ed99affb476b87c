"""Long texts are paged, never cut: nothing is lost, nothing is torn apart."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.blocks import Block, Bold, Heading, Italic, Line, Link, Listing, Moment, Paragraph, Quotation
from handlers.breaks import shown, units
from handlers.pages import GAP, LEAST_ROOM, length, pages_of

FAMILY = "👩‍👩‍👧‍👦"
CHARACTERS = (*"abcé .!?\n", "e\u0301", "😀", FAMILY, "🇫🇷", "क्षि", "語。", "long" * 9)
WORDS = st.lists(st.sampled_from(CHARACTERS), max_size=60).map("".join)
SPANS = st.one_of(
    WORDS,
    st.builds(Bold, WORDS),
    st.builds(Italic, WORDS),
    st.builds(Link, WORDS, st.just("https://example.org/")),
    st.just(Moment(datetime(2012, 10, 5, 12, tzinfo=UTC), "UTC")),
)
LINES = st.one_of(WORDS, st.lists(SPANS, max_size=5).map(tuple))
BLOCKS = st.one_of(
    WORDS,
    st.builds(Paragraph, LINES),
    st.builds(Heading, WORDS),
    st.builds(Quotation, st.lists(LINES, min_size=1, max_size=4).map(tuple), st.sampled_from(["", "Ada L."])),
    st.builds(Listing, st.lists(LINES, max_size=4).map(tuple)),
)


def text_of_line(line: Line) -> str:
    return line if isinstance(line, str) else "".join(map(shown, line))


def text_of(block: Block) -> str:
    match block:
        case str():
            return block
        case Paragraph(line):
            return text_of_line(line)
        case Heading(text):
            return text
        case Quotation(lines, speaker):
            return "".join(map(text_of_line, lines)) + speaker
        case Listing(items):
            return "".join(map(text_of_line, items))


def squeezed(blocks: object) -> str:
    return "".join("".join(map(text_of, blocks)).split())  # type: ignore[call-overload]


@settings(deadline=None)
@given(st.lists(BLOCKS, max_size=6), st.integers(LEAST_ROOM, 200), st.integers(0, 80))
def test_nothing_is_lost_and_every_page_fits(blocks: list[Block], room: int, first_takes: int) -> None:
    pages = pages_of(blocks, room, first_takes)
    assert "".join(map(squeezed, pages)) == squeezed(blocks)
    for number, page in enumerate(pages):
        allowed = room if number else max(room - first_takes, LEAST_ROOM)
        assert sum(map(length, page)) + GAP * (len(page) - 1) <= allowed
        assert squeezed(page)


@given(
    st.lists(st.sampled_from([FAMILY, "👍🏽", "🇫🇷", "e\u0301", "🏴\U000e0067\U000e0062\U000e007f", "x"]), min_size=1)
)
def test_no_character_is_torn_apart(characters: list[str]) -> None:
    for page in pages_of(["".join(characters)], LEAST_ROOM):
        rest = text_of(page[0])
        while rest:
            character = next(each for each in sorted(set(characters), key=len, reverse=True) if rest.startswith(each))
            rest = rest.removeprefix(character)


def test_paragraphs_stay_whole_where_they_can() -> None:
    assert pages_of(["a" * 30, "b" * 30, "c" * 10], 50) == [("a" * 30,), ("b" * 30, "c" * 10)]


def test_a_long_paragraph_breaks_after_a_sentence() -> None:
    pages = pages_of([Paragraph(("One sentence stands here. ", Bold("Another one that is longer.")))], 40)
    assert pages == [
        (Paragraph(("One sentence stands here.",)),),
        (Paragraph((Bold("Another one that is longer."),)),),
    ]


def test_a_heading_goes_with_its_text() -> None:
    assert pages_of(["a" * 20, Heading("What is next"), "b" * 30], 50) == [
        ("a" * 20,),
        (Heading("What is next"), "b" * 30),
    ]


def test_the_speaker_stands_under_the_last_part() -> None:
    first, last = pages_of([Quotation(("First words of it.", "And the last words."), "Ada L., lawyer")], 56)
    assert first == (Quotation(("First words of it.",)),)
    assert last == (Quotation(("And the last words.",), "Ada L., lawyer"),)


def test_the_first_page_leaves_room_for_what_stands_above() -> None:
    assert pages_of(["a" * 40, "b" * 50], 100, first_takes=30) == [("a" * 40,), ("b" * 50,)]


def test_length_counts_as_platforms_do() -> None:
    assert units("😀") == 2
    assert length("naïve 😀") == 8
    assert length(Paragraph((Bold("ab"), Link("cd", "https://example.org/")))) == 4


def test_of_nothing_there_is_no_page() -> None:
    assert pages_of(["", "  \n"], 100) == []
