"""Screens as Discord's messages: what stands where, and that everything fits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.discord.custom_ids import Stand, made_different, of_command, read, stamped
from bot.discord.render import MOST_TEXT, Payload, payloads
from handlers.breaks import units
from handlers.screens import (
    Attachment,
    Button,
    Field,
    Form,
    LinkButton,
    Look,
    MadeFile,
    Picture,
    QrCode,
    Screen,
    ShareButton,
    rows_of,
    to,
)

MOST_COMPONENTS = 40
PICTURE = Picture(Path("oaks.png"), "Three oaks.", "Photo: Bo", key="7")


def parts(components: Any) -> list[dict[str, Any]]:
    """Every component, those inside of others too."""
    found: list[dict[str, Any]] = []
    for each in components:
        inside = [*each.get("components", ()), *filter(None, [each.get("accessory")])]
        found += [each, *parts(inside)]
    return found


def words_in(payload: Payload) -> str:
    """All texts of a message."""
    return "\n".join(part["content"] for part in parts(payload.components) if part["type"] == 10)


def one(screen: Screen, public_url: str = "") -> Payload:
    """The only message of a screen."""
    (payload,) = payloads(screen, Stand.PLACE, public_url)
    return payload


def test_a_photo_stands_under_the_title_beside_the_next_words_and_goes_along() -> None:
    payload = one(Screen("Oaks", ("Let them stand.", "More. " * 40), picture=PICTURE))
    (section,) = [part for part in parts(payload.components) if part["type"] == 9]
    assert section["components"][0]["content"] == "Let them stand.\n-# Photo: Bo"
    assert words_in(payload).startswith("## Oaks\nLet them stand.")
    assert section["accessory"]["description"] == "Three oaks."
    assert section["accessory"]["media"]["url"] == "attachment://picture.png"
    assert payload.files == (("picture.png", PICTURE),)


def test_a_photo_of_which_nothing_is_said_stands_beside_the_title() -> None:
    (section,) = [part for part in parts(one(Screen("Oaks", picture=PICTURE)).components) if part["type"] == 9]
    assert section["components"][0]["content"] == "## Oaks\n-# Photo: Bo"


def test_a_long_text_does_not_stand_beside_a_photo() -> None:
    payload = one(Screen("Oaks", ("Let them stand. " * 30,), picture=PICTURE))
    (section,) = [part for part in parts(payload.components) if part["type"] == 9]
    assert section["components"][0]["content"] == "## Oaks\n-# Photo: Bo"


def test_a_photo_that_the_world_can_fetch_does_not_go_along() -> None:
    payload = one(Screen("Oaks", picture=PICTURE), "https://example.org")
    (shown,) = [part for part in parts(payload.components) if part["type"] == 11]
    assert (shown["media"]["url"], payload.files) == ("https://example.org/pictures/7", ())


def test_a_code_to_be_scanned_is_large() -> None:
    payload = one(Screen("Oaks", picture=QrCode("https://example.org", "KTMWQR", "QR code.")))
    (gallery,) = [part for part in parts(payload.components) if part["type"] == 12]
    assert gallery["items"] == [{"media": {"url": "attachment://picture.png"}, "description": "QR code."}]


def test_files_have_names_that_stay_and_differ() -> None:
    memo = Attachment(Path("memo.pdf"), "Mémo (1)", "application/pdf", 9, "The memo.")
    data = MadeFile("Mémo (1).pdf", "application/pdf", b"x", "Your data.")
    payload = one(Screen("Files", attachments=(memo, data)))
    assert [name for name, _file in payload.files] == ["M_mo__1_.pdf", "2-M_mo__1_.pdf"]
    assert "Your data." in words_in(payload)


def test_buttons_say_what_they_are() -> None:
    rows = rows_of(
        Button("Sign", to("sign", 1), Look.MAIN),
        (Button("Erase", to("erase"), Look.DANGER), LinkButton("Read", "https://example.org")),
        LinkButton("Mail", "mailto:a@example.org"),
    )
    buttons = [part for part in parts(one(Screen("Oaks", rows=rows)).components) if part["type"] == 2]
    assert [(each["label"], each["style"]) for each in buttons] == [("Sign", 1), ("Erase", 4), ("Read", 5)]
    assert [each.get("custom_id") for each in buttons] == ["sign:1", "erase", None]


def test_two_buttons_of_one_action_can_both_be_tapped() -> None:
    rows = rows_of((Button("Start", to("start")), Button("Back", to("start"))))
    ids = [part["custom_id"] for part in parts(one(Screen("Oaks", rows=rows)).components) if part["type"] == 2]
    assert len(set(ids)) == 2
    assert [read(each).token for each in ids] == ["start", "start"]


def test_a_text_to_share_stands_there_to_be_copied() -> None:
    shown = words_in(one(Screen("Share", rows=rows_of(ShareButton("Take it", "Sign: /start x_y", to("share", 1))))))
    assert shown == "## Share\n**Take it**\n```\nSign: /start x_y\n```"


@pytest.mark.parametrize("body", [("word " * 1_500,), tuple("_*" * 400 for _number in range(6)), ("漢" * 9_000,)])
def test_what_is_too_long_for_a_message_is_several(body: tuple[str, ...]) -> None:
    screen = Screen("Oaks", body, rows_of(Button("Sign", to("sign", 1))))
    made = payloads(screen, Stand.PLACE)
    assert len(made) > 1
    assert all(len(words_in(each)) <= MOST_TEXT for each in made)
    assert [any(part["type"] == 2 for part in parts(each.components)) for each in made[-2:]] == [False, True]


def test_a_full_screen_has_few_enough_parts() -> None:
    row = tuple(Button(f"Button {number}", to("open", number)) for number in range(5))
    assert len(parts(one(Screen("Oaks", rows=(row,) * 5, picture=PICTURE)).components)) <= MOST_COMPONENTS


def test_an_empty_screen_is_a_message_too() -> None:
    assert words_in(one(Screen(""))) == "…"


def test_custom_ids_are_read_as_they_were_meant() -> None:
    for stand in Stand:
        assert read(stamped("sign:1", stand)).stand is stand
        assert read(stamped("sign:1", stand)).token == "sign:1"
    assert read(of_command("search")).command == "search"
    assert read(stamped(of_command("search"), Stand.FORM)).command == "search"
    assert list(made_different(["a", "a", "b"])) == ["a", "a#2", "b"]


def test_a_text_is_measured_as_discord_counts() -> None:
    told = payloads(Screen("Oaks", ("🌳" * (MOST_TEXT // 2),)), Stand.PLACE)
    assert len(told) > 1
    assert all(units(words_in(payload)) <= MOST_TEXT for payload in told)


def test_what_is_longer_than_it_can_be_taken_is_not_said_back_whole() -> None:
    form = Form(
        "Sign",
        (Field("name", "Your name?", most=80, label="Name"),),
        to("as_named", 1),
        answers=(("name", "A" * 4_000),),
    )
    (told,) = payloads(form, Stand.FORM)
    assert f"Name: {'A' * 80}…" in words_in(told)
