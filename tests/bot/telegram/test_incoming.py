"""What people do on Telegram as turns, and what is left alone."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Update

from bot.telegram.incoming import Heard, Hearing, Tapped
from bot.telegram.keyboard import Stand
from bot.telegram.links import Links
from bot.telegram.placing import may_change
from handlers.screens import Screen

ADA = {"id": 7, "is_bot": False, "first_name": "Ada", "last_name": "Lovelace", "language_code": "de-AT"}
PRIVATE = {"id": 7, "type": "private", "first_name": "Ada"}
GROUP = {"id": -5, "type": "supergroup", "title": "Friends", "is_forum": True}
BOT = {"id": 1, "is_bot": True, "first_name": "Bot"}


async def brings(file_id: str, _most: int) -> bytes:
    return file_id.encode()


HEARING = Hearing(1, Links("Petition_Bot"), brings)


def message(text: str = "", **fields: Any) -> dict[str, Any]:
    said = {"text": text} if text else {}
    return {"message_id": 3, "date": 1, "chat": PRIVATE, "from": ADA, **said, **fields}


def heard(**update: Any) -> Heard | None:
    return HEARING.understood(Update.de_json({"update_id": 9, **update}, None))


def said(text: str = "", **fields: Any) -> tuple[str, str, str] | None:
    found = heard(message=message(text, **fields))
    return None if found is None else (found.incoming.command, found.incoming.words, found.incoming.token)


def tapped(**fields: Any) -> Heard | None:
    return heard(callback_query={"id": "q", "from": ADA, "chat_instance": "c", **fields})


def test_who_spoke_where_is_told_with_as_little_of_a_name_as_can_be() -> None:
    found = heard(message=message("hello"))
    assert found is not None
    incoming, person = found.incoming, found.incoming.person
    assert (incoming.bot, incoming.update_id, incoming.chat.chat_id) == ("telegram:1", "9", "7")
    assert (person.platform, person.user_id, person.suggested_name, person.locale) == ("telegram", "7", "Ada L.", "de")
    assert incoming.chat.is_private
    assert (found.typed, found.query, found.tapped) == (3, "", None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hello", ("", "hello", "")),
        ("/start", ("start", "", "")),
        ("/START  open-KTMWQR ", ("start", "open-KTMWQR", "")),
        ("/browse@petition_bot two\nlines", ("browse", "two\nlines", "")),
        ("/browse@other_bot", None),
        ("/", ("", "/", "")),
        ("/no-command", ("", "/no-command", "")),
        ("/привет", ("", "/привет", "")),
        (" /start", ("", " /start", "")),
        ("/" + "a" * 33, ("", "/" + "a" * 33, "")),
    ],
)
def test_commands_and_words(text: str, expected: tuple[str, str, str] | None) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("hello", None), ("/start@Petition_Bot x", ("start", "x", "")), ("/start", ("start", "", "")), ("/x@y", None)],
)
def test_in_a_group_only_commands_are_for_us(text: str, expected: tuple[str, str, str] | None) -> None:
    assert said(text, chat=GROUP) == expected


def test_a_forum_topic_is_kept() -> None:
    found = heard(message=message("/start", chat=GROUP, message_thread_id=4, is_topic_message=True))
    assert found is not None
    assert (found.thread, found.chat_id, found.incoming.chat.is_private) == (4, -5, False)
    reply = heard(message=message("/start", chat=GROUP, message_thread_id=4))
    assert reply is not None
    assert reply.thread is None


@pytest.mark.parametrize(
    "fields",
    [
        {"from": BOT},
        {"from": None},
        {"via_bot": BOT},
        {"new_chat_members": [ADA]},
        {"pinned_message": message("x")},
        {"chat": GROUP, "location": {"longitude": 1.0, "latitude": 1.0}},
    ],
)
def test_bots_and_service_messages_are_left_alone(fields: dict[str, Any]) -> None:
    text = "" if {"new_chat_members", "pinned_message", "location"} & fields.keys() else "/start"
    assert said(text, **fields) is None


@pytest.mark.parametrize(
    "update",
    [
        {},
        {"channel_post": message("/start")},
        {"edited_channel_post": message("/start")},
        {"business_message": message("/start")},
        {"inline_query": {"id": "1", "from": ADA, "query": "x", "offset": ""}},
        {"something_new": {"text": "/start"}},
    ],
)
def test_what_was_not_asked_for_is_left_alone(update: dict[str, Any]) -> None:
    assert heard(**update) is None


def test_what_is_no_words_is_said_to_be_none() -> None:
    sizes = {"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}
    assert said(photo=[sizes], caption="/start") == ("", "", "not_words")
    assert said(location={"longitude": 1.0, "latitude": 1.0}) == ("", "", "not_words")


@pytest.mark.parametrize(
    ("text", "fields", "words"),
    [
        ("hello", {}, "hello"),
        ("/start", {}, None),
        ("hello", {"chat": GROUP}, None),
        ("hello", {"from": BOT}, None),
        ("hello", {"via_bot": BOT}, None),
        ("", {}, None),
    ],
)
def test_corrected_words_are_words_again_and_commands_are_not(
    text: str, fields: dict[str, Any], words: str | None
) -> None:
    found = heard(edited_message=message(text, edit_date=2, **fields))
    assert (None if found is None else found.incoming.words) == words
    assert found is None or found.typed is None


def test_a_tap_tells_its_message_and_what_kind_it_is() -> None:
    found = tapped(data="?sign:42", message=message("words"))
    assert found is not None
    assert (found.query, found.incoming.token, found.typed) == ("q", "sign:42", None)
    assert found.tapped == Tapped(3, Stand.FORM, has_media=False)
    below = tapped(data="sign:42", message=message(caption="words"))
    assert below is not None
    assert below.tapped == Tapped(3, Stand.PLACE, has_media=True)


@pytest.mark.parametrize("is_guarded", [False, True])
def test_what_is_guarded_takes_the_place_only_of_what_is_guarded(is_guarded: bool) -> None:
    found = tapped(data="sign:42", message=message("words", has_protected_content=is_guarded))
    assert found is not None
    assert found.tapped == Tapped(3, Stand.PLACE, is_guarded=is_guarded)
    assert may_change(found.tapped, Screen("Reason 1 of 2", is_guarded=True)) is is_guarded
    assert may_change(found.tapped, Screen("Nothing waits."))


def test_a_tap_on_a_message_that_is_shown_no_more_is_answered_anew() -> None:
    found = tapped(data="sign:42", message={"message_id": 3, "date": 0, "chat": PRIVATE})
    assert found is not None
    assert (found.query, found.tapped, found.incoming.token) == ("q", None, "sign:42")


@pytest.mark.parametrize(
    "fields",
    [{"message": message("x")}, {"data": "x"}, {"data": "x", "inline_message_id": "i"}, {"game_short_name": "g"}],
)
def test_a_tap_without_data_or_without_a_message_is_none_of_ours(fields: dict[str, Any]) -> None:
    assert tapped(**fields) is None
