"""A link whose words are an address leads there, or says where else it leads."""

from __future__ import annotations

import pytest

from handlers.blocks import Heading, Link, Paragraph
from handlers.markdown import blocks_of
from handlers.sources import linked, sources
from handlers.where_links_lead import with_real_place
from storage.organisations import Source

EVIL = "https://evil.example/phish"


@pytest.mark.parametrize(
    "words",
    [
        "https://petition.gov",
        "petition.gov/sign",
        "Sign at www.petition.gov!",
        "PETITION．GOV",
        "petition。gov",
        "http://petition",
        "https://petition.gov@evil.example",
        "https://petition.gov:443/evil.example",
        "ada@petition.gov",
        "петиция.рф",
    ],
)
def test_words_that_name_another_host_are_followed_by_the_real_one(words: str) -> None:
    assert with_real_place(Link(words, EVIL)) == (Link(words, EVIL), " (evil.example)")


@pytest.mark.parametrize(
    ("words", "url"),
    [
        ("the letter", EVIL),
        ("the U.S. Senate, no. 5.3, in 2011", EVIL),
        ("evil.example", EVIL),
        ("https://evil.example/letter.pdf?at=other.example", "https://evil.example/letter.pdf"),
        ("example.org", "https://www.example.org/"),
        ("https://bücher.example", "https://xn--bcher-kva.example/"),
        ("ada.lovelace@example.org", "mailto:ada.lovelace@example.org?subject=Trees"),
        ("Write to us", "mailto:ada@example.org"),
    ],
)
def test_words_that_name_nothing_else_stay_alone(words: str, url: str) -> None:
    assert with_real_place(Link(words, url)) == (Link(words, url),)


def test_an_address_for_mail_is_said_whole() -> None:
    link = Link("https://petition.gov", "mailto:eve@evil.example")
    assert with_real_place(link) == (link, " (eve@evil.example)")


def test_it_is_said_in_stories() -> None:
    told = (Link("https://petition.gov", EVIL), " (evil.example) now")
    assert blocks_of(f"[https://**petition.gov**]({EVIL}) now")[0].line[-1] == " (evil.example) now"  # type: ignore[union-attr]
    assert blocks_of(f"[https://petition.gov]({EVIL}) now") == (Paragraph(told),)
    assert blocks_of(f"# [A word]({EVIL})") == (Heading("A word"),)


def test_it_is_said_of_sources() -> None:
    source = Source("petition.gov", EVIL, "")
    assert linked(source) == (Link("petition.gov", EVIL), " (evil.example)")
    assert sources([source])[0].line[-1] == " (evil.example)"  # type: ignore[union-attr]
