"""Offers as results of an inline query, and cards as chats that are not ours have them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.telegram.articles import answer_of, card_for_chats, petition_in
from bot.telegram.placing import Scene, for_others
from handlers.offers import MOST_OFFERED
from handlers.screens import Button, LinkButton, Picture, Screen, ShareButton, rows_of, to
from tests.bot.telegram.offered import LINKS, SCENE, offer


def test_a_full_page_leads_to_the_next() -> None:
    page = [offer(number) for number in range(MOST_OFFERED)]
    assert answer_of(page, "tree", 0, SCENE)["next_offset"] == "10"
    assert answer_of(page, "tree", 10, SCENE)["next_offset"] == "20"
    assert answer_of(page[1:], "tree", 10, SCENE)["next_offset"] == ""
    assert "button" not in answer_of((), "tree", 10, SCENE)


def test_a_title_that_shows_nothing_is_three_points() -> None:
    assert answer_of([offer(title="\u202e")], "", 0, SCENE)["results"][0]["title"] == "…"


@pytest.mark.parametrize(
    ("result", "petition"),
    [("petition-3", "3"), ("petition-3-counted", ""), ("petition-", ""), ("petition-٣", ""), ("card-3", ""), ("", "")],
)
def test_a_result_names_its_petition(result: str, petition: str) -> None:
    assert petition_in(result) == petition


def test_a_public_picture_stands_above_the_card_and_beside_the_result(tmp_path: Path) -> None:
    pictured = offer(picture=Picture(tmp_path / "tree.jpg", "A tree.", key="7"))
    page = "https://petitions.example.org/pictures/7"
    (result,) = answer_of([pictured], "", 0, Scene(LINKS, "https://petitions.example.org"))["results"]
    assert result["thumbnail_url"] == result["input_message_content"]["link_preview_options"]["url"] == page
    (plain,) = answer_of([pictured], "", 0, SCENE)["results"]
    assert "thumbnail_url" not in plain
    assert plain["input_message_content"]["link_preview_options"] == {"is_disabled": True}


def test_links_of_a_card_stay_and_what_shares_it_again_is_left_out() -> None:
    rows = rows_of(LinkButton("Letter", "https://example.org"), ShareButton("Share", "x", to("share", 3)))
    card = card_for_chats(Screen("Title", rows=rows), SCENE)
    assert card is not None
    assert card.keyboard == {"inline_keyboard": [[{"text": "Letter", "url": "https://example.org"}]]}


def test_what_is_answered_on_the_spot_stays_a_button_only_where_it_can_be() -> None:
    tapped = Button("Sign", to("sign_here", 3), is_answered_here=True)
    card = Screen("Title", rows=rows_of((tapped, Button("More", to("more", 3)))), is_card=True)
    kinds = {}
    for answers_here in (True, False):
        (made,) = for_others(card, SCENE, answers_here=answers_here)
        assert made.keyboard is not None
        kinds[answers_here] = [set(each) - {"text", "style"} for each in made.keyboard["inline_keyboard"][0]]
    assert kinds == {True: [{"callback_data"}, {"url"}], False: [{"url"}, {"url"}]}
