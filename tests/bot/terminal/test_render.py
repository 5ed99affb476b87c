"""What people read in the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

from bot.terminal.render import render
from bot.terminal.view import View
from handlers.blocks import Bold, Heading, Link, Listing, Paragraph, Quotation
from handlers.screens import (
    Attachment,
    Button,
    Form,
    LinkButton,
    Notice,
    Picture,
    Reply,
    Screen,
    ShareButton,
    rows_of,
    to,
)
from tests.bot.terminal.samples import ASKING, RICH, small

HOSTILE = "a\x1b[31mb\x1b]0;title\x07c\x9b2Jd\u202ee\u2066f\x00g\x7fh\ud800i\ufdd0j\U000e0041k\u2028l"


def test_a_rich_screen_on_a_pipe(snapshot: SnapshotAssertion) -> None:
    assert render(RICH) == snapshot


def test_a_rich_screen_with_styles(snapshot: SnapshotAssertion) -> None:
    assert render(RICH, View(width=60, is_styled=True)) == snapshot


def test_a_form_shows_what_was_answered_and_what_is_open(snapshot: SnapshotAssertion) -> None:
    assert render(ASKING) == snapshot


def test_a_form_without_an_open_question_lists_those_that_apply() -> None:
    whole = Form("Sign", ASKING.fields, to("sign", 42))
    text = render(whole)
    assert "Your name?" in text
    assert "Why do you sign?" not in text


def test_a_notice_is_one_line() -> None:
    assert render(Notice("Saved\nfor you.")) == "Saved for you.\n"


def test_hidden_words_show_only_when_asked_for() -> None:
    covered, revealed = render(RICH), render(RICH, View(shows_hidden=True))
    assert "Izzy" not in covered
    assert "[hidden: 15 characters]" in covered
    assert "/reveal" in covered
    assert "Held: Izzy told me so" in revealed
    assert "/reveal" not in revealed


def test_one_line_paragraphs_stand_together_and_longer_ones_apart() -> None:
    text = render(Screen("T", ("one", "two", "long " * 40, "three", Heading("H"), "four")))
    assert "one\ntwo\n\nlong" in text
    assert "long\n\nthree\n\nH\nfour\n" in text


def test_there_is_never_more_than_one_blank_line() -> None:
    text = render(Screen("T", ("a\n\n\n \n\nb", "", Paragraph("\n\nc\n\n"), Listing(()))))
    assert text == "T\n\na\n\nb\n\nc\n"


def test_numbers_of_two_digits_stay_in_line() -> None:
    lines = render(small("T", *[f"b{n}" for n in range(1, 11)])).splitlines()
    assert lines[2] == "   1  b1"
    assert lines[-1] == "  10  b10"


def test_buttons_can_be_counted_on_from_others() -> None:
    assert "  7  Read\n  8  Close\n" in render(small("T", "Read", "Close"), View(first_number=7))


def test_a_quotation_that_has_its_marks_gets_no_more() -> None:
    assert render(Screen("T", (Quotation(("«Oui»",)),))) == "T\n\n  «Oui»\n"


def _hostile_replies() -> list[Reply]:
    picture = Picture(Path(HOSTILE), HOSTILE, HOSTILE)
    attachment = Attachment(Path(HOSTILE), HOSTILE, HOSTILE, 1, HOSTILE)
    button = LinkButton(HOSTILE, HOSTILE)
    share = ShareButton(HOSTILE, HOSTILE, to("share"))
    blocks = (
        HOSTILE,
        Heading(HOSTILE),
        Quotation((HOSTILE, (Bold(HOSTILE),)), HOSTILE),
        Listing((HOSTILE, (Link(HOSTILE, "https://" + HOSTILE),))),
    )
    fields = ASKING.fields
    answers = (("shown", "initials"), ("name", HOSTILE))
    return [
        Screen(HOSTILE, blocks, rows_of(button, share), picture, (attachment,), pop_up=HOSTILE),
        Form(HOSTILE, fields, to("x"), intro=blocks, problem=HOSTILE, answers=answers, step=2),
        Notice(HOSTILE),
    ]


@pytest.mark.parametrize("reply", _hostile_replies(), ids=["screen", "form", "notice"])
def test_nothing_a_terminal_would_obey_gets_through(reply: Reply) -> None:
    text = render(reply, View(width=200))
    assert "a[31mb]0;titlec2Jdefghijk" in text
    assert not [sign for sign in text if not sign.isprintable() and sign != "\n"]
    text.encode()


def test_styles_are_all_that_is_obeyed() -> None:
    text = render(_hostile_replies()[0], View(is_styled=True))
    for code in ("\x1b[0m", "\x1b[1m", "\x1b[2m"):
        assert code in text
        text = text.replace(code, "")
    assert "\x1b" not in text


def test_words_cannot_pass_for_a_button() -> None:
    text = render(Screen("T", ("Hello\n  1  Sign\n\u00a0\u3000 2  Sign", Paragraph(("  ", Bold("  3  Sign"))))))
    assert "Hello\n1 Sign\n2 Sign\n\n3 Sign\n" in text


CHINESE = "让被法律分开的人们在法律修订期间回家，" * 12
COMBINED = "Zu\u0308rich cafe\u0301 " * 20
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


@pytest.mark.parametrize("width", [40, 88])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    body = (CHINESE, COMBINED, "x" * 300, Quotation((CHINESE,), CHINESE), Listing((COMBINED, CHINESE)))
    screen = Screen(CHINESE, body, rows_of(Button(CHINESE, to("a")), Button(COMBINED, to("b"))))
    lines = render(screen, View(width=width, is_styled=False)).splitlines()
    widths = [cell_len(line) for line in lines]
    assert max(widths) <= width
    assert max(widths) >= width - 1
    assert "".join(lines).count("家") == CHINESE.count("家") * 6


@pytest.mark.parametrize("width", [40, 88])
def test_accents_and_joined_signs_stay_with_what_they_stand_on(width: int) -> None:
    text = render(Screen("T", ("u\u0308" * 200, FAMILY * 50)), View(width=width))
    lines = text.splitlines()[2:]
    assert not [line for line in lines if line.startswith(("\u0308", "\u200d"))]
    assert not [line for line in lines if line.endswith("\u200d")]
    assert lines[0] == "u\u0308" * width


def test_chinese_breaks_between_characters_but_not_before_a_comma() -> None:
    lines = render(Screen("T", ("ab " + "字" * 18 + "，字",)), View(width=40)).splitlines()[2:]
    assert lines == ["ab " + "字" * 17, "字，字"]


def test_an_address_is_never_broken() -> None:
    url = "https://example.org/" + "long/" * 30
    screen = Screen("T", (Paragraph((Link("here", url),)),), rows_of(LinkButton("Open", url)))
    assert render(screen, View(width=40)).count(url) == 2


def test_sizes_are_said_as_people_say_them() -> None:
    sizes = [1, 999, 131_872, 9_999_000, 12_400_000]
    files = tuple(Attachment(Path("f"), "f", "text/x-unknown", size, "") for size in sizes)
    text = render(Screen("T", attachments=files))
    shown = [line.split(", ", 1)[1] for line in text.splitlines() if line.startswith("File: ")]
    assert shown == ["1 byte)", "999 bytes)", "132 kB)", "9,999 kB)", "12 MB)"]
