"""Markdown becomes blocks: what is meant stays, what is not offered turns into its text."""

from handlers.blocks import Bold, Heading, Italic, Link, Listing, Paragraph, Quotation
from handlers.markdown import blocks_of


def test_paragraphs_headings_and_spans() -> None:
    assert blocks_of("## What *is* next\n\nA **bold** and *quiet* [word](https://example.org/).") == (
        Heading("What is next"),
        Paragraph(("A ", Bold("bold"), " and ", Italic("quiet"), " ", Link("word", "https://example.org/"), ".")),
    )


def test_line_breaks_are_kept() -> None:
    assert blocks_of("one\ntwo  \nthree") == (Paragraph("one\ntwo\nthree"),)


def test_html_is_plain_text() -> None:
    assert blocks_of("<b>x</b> &amp; y\n\n<script>z</script>") == (
        Paragraph("<b>x</b> & y"),
        Paragraph("<script>z</script>"),
    )


def test_only_addresses_that_people_can_open_stay_links() -> None:
    text = "[a](javascript:alert) [b](ftp://example.org) [c](page) [d](mailto:d@example.org) ![e](https://example.org/e.png)"
    assert blocks_of(text) == (Paragraph(("a b c ", Link("d", "mailto:d@example.org"), " e")),)


def test_a_link_outweighs_bold() -> None:
    assert blocks_of("**[a](https://example.org/) b**") == (Paragraph((Link("a", "https://example.org/"), Bold(" b"))),)


def test_a_quotation_has_its_speaker() -> None:
    for dash in ("> — ", "> - ", ">\n> — ", ">\n> - "):
        assert blocks_of(f"> Words\n> of two lines.\n{dash}Ada, *lawyer*") == (
            Quotation(("Words", "of two lines."), "Ada, lawyer"),
        )


def test_a_quotation_without_a_speaker() -> None:
    assert blocks_of("> Words.\n>\n> More **words**.") == (Quotation(("Words.", ("More ", Bold("words"), "."))),)
    assert blocks_of("> — a dash begins this") == (Quotation(("— a dash begins this",)),)


def test_lists_keep_their_entries_and_numbers() -> None:
    assert blocks_of("- one\n- **two**\n  - inner\n") == (Listing(("one", (Bold("two"),), "inner")),)
    assert blocks_of("3. three\n4. four\n\n   more") == (Listing(("3. three", "4. four\nmore")),)


def test_code_is_plain_text() -> None:
    assert blocks_of("```\na < b\n```") == (Paragraph("a < b"),)
