"""Buttons as Telegram can have them, and links into the chat."""

from __future__ import annotations

from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.telegram.keyboard import (
    MOST_BYTES,
    MOST_COPIED,
    MOST_ROWS,
    Stand,
    keyboard,
    read,
    share_address,
    stamped,
)
from bot.telegram.links import Links
from config.texts import languages, speaking
from handlers.screens import Action, AnyButton, Button, LinkButton, Look, ShareButton, rows_of, to
from handlers.why_not import WhyNot, why_not_label

LINKS = Links("undersigned_test_bot")


def made(*buttons: AnyButton, stand: Stand = Stand.PLACE) -> list[list[dict[str, object]]]:
    markup = keyboard(rows_of(*buttons), stand)
    rows: list[list[dict[str, object]]] = markup["inline_keyboard"] if markup else []
    return rows


def flat(*buttons: AnyButton) -> list[dict[str, object]]:
    return [each for row in made(*buttons) for each in row]


@pytest.mark.parametrize("stand", Stand)
def test_a_token_comes_back_with_the_stand_of_its_message(stand: Stand) -> None:
    assert read(stamped("sign:42", stand)) == (stand, "sign:42")


@pytest.mark.parametrize("data", ["", "!", "?x", "sign:1", "\ud800", "💥" * 20])
def test_anything_can_be_read(data: str) -> None:
    stand, token = read(data)
    assert stand + token == data


@pytest.mark.parametrize("stand", Stand)
def test_callback_data_never_takes_more_than_the_server_does(stand: Stand) -> None:
    for length in (MOST_BYTES - 1, MOST_BYTES):
        data = stamped("a" * length, stand)
        assert len(data.encode()) <= MOST_BYTES
        assert read(data)[1] == "a" * length


def test_the_main_and_the_dangerous_button_have_their_looks() -> None:
    rows = made(Button("Sign", to("sign", 1), Look.MAIN), Button("Out", to("out"), Look.DANGER), Button("x", to("x")))
    assert [row[0].get("style") for row in rows] == ["primary", "danger", None]


@pytest.mark.parametrize("url", ["https://example.org/a?b=c", "HTTP://example.org", "tg://resolve?domain=x"])
def test_a_link_that_telegram_opens_is_a_button(url: str) -> None:
    assert made(LinkButton("Read", url)) == [[{"text": "Read", "url": url}]]


@pytest.mark.parametrize(
    "url", ["", "mailto:a@example.org", "javascript:alert(1)", "https://", "http://[::1", "https://a b/", "//x", "x"]
)
def test_a_link_that_telegram_would_refuse_is_left_out_and_the_message_goes(url: str) -> None:
    assert made(LinkButton("Read", url), Button("Go", to("go"))) == [[{"text": "Go", "callback_data": "go"}]]
    assert keyboard(rows_of(LinkButton("Read", url)), Stand.PLACE) is None


@pytest.mark.parametrize(("length", "can_be_copied"), [(1, True), (MOST_COPIED, True), (MOST_COPIED + 1, False)])
def test_a_short_text_to_share_can_be_copied(length: int, can_be_copied: bool) -> None:
    row = flat(ShareButton("Share", "a" * length, to("share")))
    assert [("copy_text" in button) for button in row] == ([False, True] if can_be_copied else [False])


def test_copied_text_is_counted_as_telegram_counts() -> None:
    row = flat(ShareButton("Share", "🦓" * (MOST_COPIED // 2 + 1), to("share")))
    assert len(row) == 1


@pytest.mark.parametrize("text", ["a\ud800b", "\u202eabc", " "])
def test_a_text_to_share_can_hold_anything(text: str) -> None:
    row = flat(ShareButton("Share", text, to("share")))
    assert str(row[0]["url"]).startswith("https://t.me/share/url?")


def test_a_shared_text_arrives_as_it_was() -> None:
    text = "Sign & share: https://t.me/x?start=A-1 – ädä 🦓"
    assert parse_qs(urlsplit(share_address(text)).query) == {"url": [text]}


def test_where_the_bot_is_inline_what_is_shared_is_asked_for_in_a_chosen_chat() -> None:
    share = ShareButton("Pass the text on", "Sign: KTMWQR", to("share", 1), "KTMWQR")
    shown = keyboard(rows_of(share), Stand.PLACE, is_inline=True)
    (sent,), (copied,) = (shown or {})["inline_keyboard"]
    chats = {"allow_user_chats": True, "allow_group_chats": True, "allow_channel_chats": True, "allow_bot_chats": False}
    assert sent == {
        "text": "Send to a chat",
        "style": "primary",
        "switch_inline_query_chosen_chat": {"query": "KTMWQR", **chats},
    }
    assert copied["copy_text"] == {"text": "Sign: KTMWQR"}


def test_what_nothing_finds_is_shared_as_a_text() -> None:
    shown = keyboard(rows_of(ShareButton("Share", "text", to("share"))), Stand.PLACE, is_inline=True)
    assert (shown or {})["inline_keyboard"][0][0]["url"] == share_address("text")


def test_a_label_that_shows_nothing_is_three_points() -> None:
    assert made(Button("\u202e\n", to("go")))[0][0]["text"] == "…"


@pytest.mark.parametrize(
    ("token", "payload"), [("open:KTMWQR", "?start=open-KTMWQR"), ("start", "?start=start"), ("é", ""), ("a b", "")]
)
def test_an_invitation_leads_to_the_action_or_to_the_start(token: str, payload: str) -> None:
    assert LINKS.invite(Action(token)) == f"https://t.me/undersigned_test_bot{payload}"


@pytest.mark.parametrize("length", [64])
def test_a_payload_has_at_most_sixty_four_letters(length: int) -> None:
    assert LINKS.invite(Action("a" * length)).endswith("a" * length)


SHORT, LONG = "Open 1", "Show me more of"


@pytest.mark.parametrize(
    ("labels", "rows"),
    [
        ([SHORT], [1]),
        ([LONG] * 2, [2]),
        ([SHORT] * 3, [3]),
        (["a" * 11] * 3, [3]),
        ([SHORT, "a" * 12, SHORT], [2, 1]),
        (["a" * 18, LONG], [1, 1]),
        ([SHORT] * 4, [4]),
        ([SHORT] * 5, [5]),
        ([SHORT] * 8, [4, 4]),
        ([*[SHORT] * 4, "Open 10"], [3, 2]),
    ],
)
def test_a_row_that_a_narrow_phone_would_cut_is_divided(labels: list[str], rows: list[int]) -> None:
    buttons = tuple(Button(label, to("open", place)) for place, label in enumerate(labels))
    laid_out = (keyboard((buttons,), Stand.PLACE) or {})["inline_keyboard"]
    assert [len(row) for row in laid_out] == rows
    assert [each["text"] for row in laid_out for each in row] == labels


def test_what_is_left_over_of_a_row_goes_beside_the_next_button() -> None:
    rows = rows_of(
        tuple(Button("a" * 12, to("open", n)) for n in range(3)), Button("Ask", to("ask")), Button("Back", to("back"))
    )
    laid_out = (keyboard(rows, Stand.PLACE) or {})["inline_keyboard"]
    assert [len(row) for row in laid_out] == [2, 2, 1]


@pytest.mark.parametrize("locale", languages())
def test_why_words_are_not_published_is_read_whole_on_a_narrow_phone(locale: str) -> None:
    with speaking(locale):
        labels = [why_not_label(cause) for cause in WhyNot]
    for pair in pairwise(labels):
        buttons = tuple(Button(label, to("open")) for label in pair)
        rows = (keyboard((buttons,), Stand.PLACE) or {})["inline_keyboard"]
        assert [len(row) for row in rows] == [2], pair


def test_a_label_is_rather_cut_than_there_are_too_many_rows() -> None:
    pair = (Button("a" * 18, to("open")), Button(SHORT, to("open")))
    laid_out = (keyboard((pair,) * MOST_ROWS, Stand.PLACE) or {})["inline_keyboard"]
    assert [len(row) for row in laid_out] == [2] * MOST_ROWS
