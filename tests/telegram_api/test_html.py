"""Telegram's HTML is read as the real server reads it."""

import html as standard_html
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.telegram_api.entities import Entity, Formatted, part, units
from tests.telegram_api.html import parsed
from tests.telegram_api.refusals import Refused

TAGS = {"b": "bold", "i": "italic", "u": "underline", "s": "strikethrough", "tg-spoiler": "spoiler"}
LETTERS = "ab é߷中😀👩‍👩 <>&\"';/#=\n"


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        *[(f"<{tag}>x</{tag}>", "bold") for tag in ("b", "strong", "B")],
        *[(f"<{tag}>x</{tag}>", "italic") for tag in ("i", "em")],
        *[(f"<{tag}>x</{tag}>", "underline") for tag in ("u", "ins")],
        *[(f"<{tag}>x</{tag}>", "strikethrough") for tag in ("s", "strike", "del")],
        ("<tg-spoiler>x</tg-spoiler>", "spoiler"),
        ('<span class="tg-spoiler">x</span>', "spoiler"),
        ("<code>x</code>", "code"),
        ("<pre>x</pre>", "pre"),
        ("<blockquote>x</blockquote>", "blockquote"),
        ("<blockquote expandable>x</blockquote>", "expandable_blockquote"),
        ("<b>x</>", "bold"),
    ],
)
def test_a_tag_is_an_entity(source: str, kind: str) -> None:
    assert parsed(source) == Formatted("x", (Entity(kind, 0, 1),))


@pytest.mark.parametrize(
    ("source", "entity"),
    [
        ('<a href="https://a.org">x</a>', Entity("text_link", 0, 1, url="https://a.org/")),
        ("<a href='https://a.org/?a=1&amp;b=2'>x</a>", Entity("text_link", 0, 1, url="https://a.org/?a=1&b=2")),
        ('<a href="tg://user?id=7">x</a>', Entity("text_mention", 0, 1, user={"id": 7})),
        ('<pre><code class="language-python">x</code></pre>', Entity("pre", 0, 1, language="python")),
        ('<code class="language-python">x</code>', Entity("code", 0, 1)),
        ('<tg-emoji emoji-id="5368324170671202286">x</tg-emoji>', Entity("custom_emoji", 0, 1)),
        ('<tg-time unix="1647531900" format="wDT">x</tg-time>', Entity("date_time", 0, 1)),
    ],
)
def test_an_entity_carries_what_its_tag_says(source: str, entity: Entity) -> None:
    (found,) = parsed(source).entities
    assert (found.type, found.offset, found.length) == (entity.type, entity.offset, entity.length)
    assert found.url == entity.url
    assert found.user == entity.user
    assert found.language == entity.language


def test_a_moment_and_an_emoji_are_carried() -> None:
    assert parsed('<tg-time unix="5" format="r">x</tg-time>').entities[0].unix_time == 5
    assert parsed('<tg-emoji emoji-id="12">x</tg-emoji>').entities[0].custom_emoji_id == "12"


@pytest.mark.parametrize("href", ["localhost", "http://localhost:80/x", "ftp://a.org", "http://"])
def test_a_link_that_is_none_leaves_its_words(href: str) -> None:
    assert parsed(f'<a href="{href}">words</a>') == Formatted("words")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("&lt;&gt;&amp;&quot;", '<>&"'),
        ("&#65;&#x42;", "AB"),
        ("&#128512;", "😀"),
        ("&nbsp; &apos; &", "&nbsp; &apos; &"),
        ("&lt b", "< b"),
        ("&#0;", "&#0;"),
        ("1 > 0", "1 > 0"),
    ],
)
def test_references_are_decoded(source: str, text: str) -> None:
    assert parsed(source).text == text


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('<foo bar="1">x</foo>', 'Unsupported start tag "foo" at byte offset 0'),
        ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
        ("é<P>", 'Unsupported start tag "p" at byte offset 2'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("a<b", "Unclosed start tag at byte offset 1"),
        ("<b x", 'Unclosed start tag "b" at byte offset 0'),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ('<a href=x">', "Unexpected end of name token at byte offset 8"),
        ('<b ="3">', 'Empty attribute name in the tag "b" at byte offset 0'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<tg-emoji emoji-id="x">x</tg-emoji>', "Invalid custom emoji identifier specified"),
        ('<tg-time unix="5" format="q">x</tg-time>', "Invalid date format used"),
    ],
)
def test_what_is_broken_is_refused(source: str, words: str) -> None:
    with pytest.raises(Refused) as refused:
        parsed(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {words}"


def test_half_a_character_is_refused() -> None:
    with pytest.raises(Refused, match="invalid Unicode characters"):
        parsed("&#xd800;")


nodes = some.recursive(
    some.text(LETTERS, max_size=8),
    lambda inner: some.lists(some.one_of(inner, some.tuples(some.sampled_from(sorted(TAGS)), inner)), max_size=4),
    max_leaves=12,
)


def written(node: object, tag: Callable[[str, str], str], escape: Callable[[str], str]) -> str:
    if isinstance(node, str):
        return escape(node)
    if isinstance(node, tuple):
        return tag(node[0], written(node[1], tag, escape))
    assert isinstance(node, list)
    return "".join(written(each, tag, escape) for each in node)


@settings(max_examples=50)
@given(nodes)
def test_the_text_is_what_was_escaped(node: object) -> None:
    source = written(node, lambda name, inner: f"<{name}>{inner}</{name}>", lambda text: standard_html.escape(text))
    assert parsed(source.replace("&#x27;", "&#39;")).text == written(node, lambda _name, inner: inner, str)


@settings(max_examples=50)
@given(some.text(LETTERS), some.text(LETTERS, min_size=1), some.sampled_from([*TAGS]))
def test_offsets_count_utf16(before: str, inside: str, tag: str) -> None:
    source = f"{standard_html.escape(before)}<{tag}>{standard_html.escape(inside)}</{tag}>"
    formatted = parsed(source)
    (entity,) = formatted.entities
    assert (entity.type, entity.offset, entity.length) == (TAGS[tag], units(before), units(inside))
    assert part(formatted.text, entity) == inside


@given(some.text(alphabet="<>/abi &;#x=\"'lt-", max_size=40))
def test_anything_is_read_or_refused(source: str) -> None:
    with suppress(Refused):
        formatted = parsed(source)
        assert all(entity.end <= units(formatted.text) for entity in formatted.entities)
