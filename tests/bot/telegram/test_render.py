"""Replies as messages: what fits in one, what is divided, and where pictures and buttons go."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.telegram.html import Server
from bot.telegram.keyboard import Stand
from bot.telegram.render import MOST_CAPTION, MOST_TEXT, Look, Payload, files_of, goes_on_asking, payloads
from handlers.blocks import Paragraph, Quotation
from handlers.breaks import units
from handlers.screens import Attachment, Button, Choice, Field, FieldKind, Form, Notice, Picture, Screen, rows_of, to
from tests.telegram_api.html import parsed

ROWS = rows_of(Button("Sign", to("sign", 1)))
PICTURE = Picture(Path("banner.png"), "A park", caption="The park", key="7")
LOOK = Look()


def text(payload: Payload) -> str:
    return parsed(payload.html).text


def fits(made: list[Payload]) -> bool:
    return all(units(text(each)) <= (MOST_CAPTION if each.picture else MOST_TEXT) for each in made)


def screen_of(length: int, letter: str = "x", **traits: object) -> Screen:
    """A screen whose words take so many units: a title, a gap, a text."""
    body = letter * ((length - 3) // units(letter))
    return Screen("T" + "t" * (length - 3 - units(body)), (body,), ROWS, **traits)  # type: ignore[arg-type]


@pytest.mark.parametrize("letter", ["x", "🦓", "é", "<"])
def test_exactly_what_a_message_holds_is_one_message(letter: str) -> None:
    (only,) = payloads(screen_of(MOST_TEXT, letter), LOOK)
    assert units(text(only)) == MOST_TEXT
    assert only.keyboard is not None


@pytest.mark.parametrize("letter", ["x", "🦓", "é", "<"])
def test_one_unit_more_is_divided_and_nothing_is_lost(letter: str) -> None:
    screen = screen_of(MOST_TEXT + 1, letter)
    made = payloads(screen, LOOK)
    assert len(made) > 1
    assert fits(made)
    assert sum(text(each).count(letter) for each in made) == str(screen.body[0]).count(letter)
    assert [each.keyboard is not None for each in made] == [False] * (len(made) - 1) + [True]


def test_every_word_of_a_long_text_is_there_in_its_order() -> None:
    words = [f"w{n}" for n in range(4000)]
    body = (" ".join(words[:2000]), Quotation((" ".join(words[2000:3000]),), "Ada"), Paragraph(" ".join(words[3000:])))
    made = payloads(Screen("Title", body, ROWS), LOOK)
    assert fits(made)
    assert [word for each in made for word in text(each).split() if word[0] == "w"] == words


@pytest.mark.parametrize("where", ["title", "pop_up", "caption"])
def test_an_overlong_head_is_divided_too(where: str) -> None:
    long = " ".join(f"w{n}" for n in range(1500))
    screen = Screen(
        long if where == "title" else "Title",
        ("body",),
        ROWS,
        picture=Picture(Path("x.png"), "", caption=long) if where == "caption" else None,
        pop_up=long if where == "pop_up" else "",
        is_event=True,
    )
    made = payloads(screen, Look(says_pop_up=True))
    assert fits(made)
    words = [word for each in made for word in text(each).split()]
    assert [word for word in words if word[0] == "w"] == long.split()
    assert "body" in words


def test_a_form_whose_answers_fill_more_than_a_message_loses_none() -> None:
    fields = tuple(Field(f"f{n}", f"Question {n}?", FieldKind.LONG, most=2000) for n in range(5))
    answers = tuple((f"f{n}", " ".join([f"a{n}"] * 500)) for n in range(4))
    form = Form("Tell us", fields, to("told"), answers=answers, step=4, rows=ROWS, problem="Too long.")
    made = payloads(form, LOOK)
    assert fits(made)
    words = [word for each in made for word in text(each).split()]
    assert [words.count(f"a{n}") for n in range(4)] == [500] * 4
    assert "Question 4?" in text(made[-1])
    assert any("Too long." in text(each) for each in made)
    assert made[-1].keyboard is not None


def test_what_has_nothing_to_say_is_one_message_all_the_same() -> None:
    assert len(payloads(Screen(""), LOOK)) == 1


@pytest.mark.parametrize(("length", "is_one"), [(MOST_CAPTION, True), (MOST_CAPTION + 1, False)])
def test_a_picture_has_the_whole_card_as_its_caption_or_stands_above_it(length: int, is_one: bool) -> None:
    made = payloads(screen_of(length, picture=Picture(Path("x.png"), "A park")), LOOK)
    assert [each.picture is not None for each in made] == ([True] if is_one else [True, False])
    assert units(text(made[-1])) == length
    assert fits(made)


def test_with_a_public_page_the_picture_is_a_preview_above_a_text() -> None:
    event = replace(screen_of(MOST_TEXT - 20, picture=PICTURE), is_event=True)
    (only,) = payloads(event, Look(page_url="https://example.org/pictures/7"))
    assert only.picture is None
    assert only.preview == {
        "url": "https://example.org/pictures/7",
        "prefer_large_media": True,
        "show_above_text": True,
    }
    assert "The park" in text(only)


def test_a_caption_stands_with_what_is_told_and_not_on_a_place() -> None:
    place, event = (Screen("T", ("x" * size,), ROWS, PICTURE) for size in (9, MOST_CAPTION))
    (only,) = payloads(place, LOOK)
    assert "The park" not in text(only)
    above, below = payloads(replace(event, is_event=True), LOOK)
    assert (text(above), "The park" in text(below)) == ("The park", False)


def test_without_one_links_have_no_preview() -> None:
    (only,) = payloads(screen_of(100), LOOK)
    assert only.preview == {"is_disabled": True}


def test_a_pop_up_is_written_only_where_it_can_not_pop_up() -> None:
    screen = Screen("Title", pop_up="Withdrawn.")
    assert text(payloads(screen, LOOK)[0]) == "Title"
    assert text(payloads(screen, Look(says_pop_up=True))[0]) == "Withdrawn.\n\nTitle"


def test_buttons_carry_the_stand_of_their_message() -> None:
    (only,) = payloads(screen_of(100), Look(stand=Stand.EVENT))
    assert only.keyboard is not None
    assert only.keyboard["inline_keyboard"][0][0]["callback_data"] == "!sign:1"


def test_a_form_shows_what_was_answered_and_what_is_asked() -> None:
    choice = Field("see", "Who sees it?", FieldKind.CHOICE, choices=(Choice("all", "Everybody"),), label="Seen by")
    fields = (choice, Field("place", "Where from?"), Field("why", "Why?", only_if=("see", ("none",))))
    form = Form("Sign", fields, to("sign"), answers=(("see", "all"), ("why", "because")), step=1)
    shown = text(payloads(form, Look(Server()))[0])
    assert "Seen by: Everybody" in shown
    assert "because" not in shown
    assert shown.endswith("Where from?")


def test_a_form_goes_on_while_something_leads_back_to_it() -> None:
    form = Form("Sign", (Field("place", "Where from?"),), to("sign"))
    back = Screen("More", rows=rows_of(Button("Go on", to("answer", "go"))))
    assert goes_on_asking(form, after_form=False)
    assert goes_on_asking(back, after_form=True)
    assert not goes_on_asking(back, after_form=False)
    assert not goes_on_asking(Screen("Done", rows=ROWS), after_form=True)


def test_files_are_handed_over_beside_the_words() -> None:
    file = Attachment(Path("a.pdf"), "a.pdf", "application/pdf", 3, "A letter")
    assert files_of(Screen("x", attachments=(file,))) == (file,)
    assert files_of(Notice("x")) == ()
