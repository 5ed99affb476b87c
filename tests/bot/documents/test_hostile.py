"""Whatever people write as their name, place or reason, it breaks out of no document."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.documents.contents import Contents
from bot.documents.letter import letter
from bot.documents.lettering import bare, plain
from bot.documents.listings import COLUMNS, as_csv, as_json, as_text
from bot.documents.poster import poster
from bot.documents.typesetting import set_in_type
from bot.safety import safe, safe_line
from handlers.blocks import Heading, Paragraph, Quotation
from tests.bot.documents.telling import a_petition, signer, told_of

FORMULA = "=+-@\t\r＝＋－＠"
HOSTILE = (
    "#panic()",
    '#let x = read("/etc/passwd"); #x',
    "$ integral_0^1 $ \\ [b] *c* _d_ `e` <f> @g // h /* i */",
    ']#eval("1")[',
    '"}],"signatures":[["1","x"]]',
    "\u202eadA\u2066 \u0000\u0007\u001b[31m\ufeff",
    '=HYPERLINK("http://example.org")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "＝1+1",
    "\t=1",
    "\u200e=1+1",
    " \u200f\u200d @SUM(1)",
    "A" * 10_000,
    "﷽" * 60,
    "Z\u0301\u0302\u0303\u0304\u0305\u0306" * 50,
    "אבג 12 abc",
    "<script>alert(1)</script>&amp;",
    "\ud800",
)
texts = st.one_of(
    st.sampled_from(HOSTILE), st.text(max_size=40), st.text("#$[]\\*_`<>@=+-'\"{}/|\u202e\u0301\n", max_size=20)
)
slowly = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def told(name: str, place: str, reason: str) -> Contents:
    """All that people write in one document."""
    story = (Heading(name), Paragraph(place), Quotation((reason,), name))
    petition = a_petition(title=name or "-", ask=place, organisation=reason or "-")
    return told_of(petition, [signer(name or "-", place, reason)], story=story)


@slowly
@given(texts, texts, texts)
def test_the_document_compiles_and_holds_no_action(name: str, place: str, reason: str) -> None:
    (file,), _unshown = set_in_type("petition", letter(told(name, place, reason)))
    assert file.startswith(b"%PDF-")
    assert not any(word in file for word in (b"/JavaScript", b"/Launch", b"/URI", b"/EmbeddedFile"))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_the_poster_is_one_page(hostile: str) -> None:
    pages, _unshown = set_in_type("poster", poster(told(hostile, hostile, hostile)), "png")
    assert len(pages) == 1


@pytest.mark.parametrize("hostile", [each for each in HOSTILE if len(each) < 100])
def test_nothing_written_makes_more_pages_than_its_words_take(hostile: str) -> None:
    harmless, _none = set_in_type("petition", letter(told_of(a_petition(), [signer("Ada")])), "png")
    pages, _unshown = set_in_type("petition", letter(told_of(a_petition(), [signer(hostile)])), "png")
    assert len(pages) == len(harmless)


@given(texts, texts)
def test_the_data_holds_what_was_written(name: str, place: str) -> None:
    data = letter(told_of(a_petition(), [signer(name or "-", place)]))
    ((_number, who),) = data["signatures"]
    assert plain(name or "-") in bare(who)
    assert plain(place) in bare(who)
    json.dumps(data).encode()


@given(texts, texts, texts)
def test_no_cell_begins_like_a_formula(name: str, place: str, reason: str) -> None:
    file = as_csv(told_of(a_petition(), [signer(name or "-", place, reason)])).decode("utf-8-sig")
    head, row = csv.reader(io.StringIO(file, newline=""))
    assert tuple(head) == COLUMNS
    assert not any(cell.strip(" \n\u200d\u200e\u200f").startswith(tuple(FORMULA)) for cell in row)
    assert row[1] == as_text(safe_line(name or "-"))
    assert row[4] == as_text(safe(reason))


@given(texts, texts, texts)
def test_json_gives_back_the_same(name: str, place: str, reason: str) -> None:
    whole = json.loads(as_json(told_of(a_petition(title=name), [signer(name or "-", place, reason)])))
    (found,) = whole["signatures"]
    assert found["name"] == safe_line(name or "-")
    assert (found["place"] or "", found["reason"] or "") == (safe_line(place), safe(reason))


def test_a_sign_that_no_font_has_is_counted() -> None:
    never_given = "\U0003fff0"
    _file, unshown = set_in_type(
        "petition", letter(told_of(a_petition(), [signer(f"Ada {never_given}"), signer("Bob")]))
    )
    assert unshown == 1


def test_four_scripts_are_shown_by_fonts_that_come_with_it() -> None:
    people = [signer(name) for name in ("Łukasz", "محمد علي", "क्षितिज", "王小明", "陳美麗", "田中さくら")]
    _file, unshown = set_in_type("petition", letter(told_of(a_petition(), people)))
    assert unshown == 0
