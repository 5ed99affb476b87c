"""What Discord tells, as turns."""

from __future__ import annotations

from typing import Any

import pytest

from bot.discord.custom_ids import Stand
from bot.discord.incoming import Kind, Tapped, typed, understood
from bot.discord.links import invite
from handlers.screens import to

USER = {"id": "7", "username": "ada", "global_name": "Ada L."}


def interaction(kind: int, data: dict[str, Any], **more: Any) -> dict[str, Any]:
    """As the gateway tells it of somebody in a server."""
    told = {"id": "1", "type": kind, "token": "secret", "application_id": "9", "locale": "es-419", "context": 0}
    return {**told, "member": {"user": USER}, "guild_id": "5", "data": data, **more}


def message(flags: int = 0) -> dict[str, Any]:
    return {"id": "2", "flags": flags}


def test_a_command_is_private_wherever_it_is_given() -> None:
    options = [{"name": "petition", "type": 3, "value": " KTMWQR "}]
    heard = understood(interaction(2, {"name": "petition", "type": 1, "options": options}))
    assert heard is not None
    said = heard.incoming
    assert (said.command, said.words, said.update_id, said.bot) == ("petition", "KTMWQR", "1", "discord:9")
    assert (said.person.user_id, said.person.suggested_name, said.person.locale) == ("7", "Ada L.", "es")
    assert (said.chat.chat_id, said.chat.is_private, heard.is_alone) == ("7", True, False)
    assert "secret" not in repr(heard)


def test_a_story_that_was_chosen_is_opened() -> None:
    options = [{"name": "story", "type": 3, "value": "told-12"}]
    heard = understood(interaction(2, {"name": "stories", "type": 1, "options": options}))
    assert heard is not None
    assert (heard.incoming.command, heard.incoming.words) == ("start", "told-12")


@pytest.mark.parametrize(
    ("custom_id", "flags", "context", "stand"),
    [
        ("sign:1", 64, 0, Stand.PLACE),
        ("sign:1", 0, 1, Stand.PLACE),
        ("?sign:1", 64, 0, Stand.FORM),
        ("!sign:1", 64, 0, None),
        ("sign:1", 0, 0, None),
        ("sign:1", 0, 2, None),
    ],
)
def test_only_what_one_person_sees_makes_room(custom_id: str, flags: int, context: int, stand: Stand | None) -> None:
    data = {"custom_id": custom_id, "component_type": 2}
    heard = understood(interaction(3, data, message=message(flags), context=context))
    assert heard is not None
    assert (heard.incoming.token, heard.stand) == ("sign:1", stand)


def test_a_form_brings_its_answers() -> None:
    field = {"type": 18, "component": {"type": 4, "custom_id": "name", "value": "Ada"}}
    heard = understood(interaction(5, {"custom_id": "!as_named:1", "components": [field]}, message=message(64)))
    assert heard is not None
    assert (heard.kind, heard.tapped) == (Kind.FORM, Tapped(Stand.EVENT, is_own=True))
    assert (heard.incoming.token, heard.incoming.values) == ("as_named:1", {"name": "Ada"})


@pytest.mark.parametrize(
    ("buttons", "reports"),
    [
        (("!start", "answer_reasons:1:1", "text:1"), "answer_reasons:1:1"),
        (("text:3", "more:3", "organisation:2"), "report_petition:3"),
        (("petition:3", "petition:4", "organisation:2"), "report_organisation:2"),
        (("organisation:1", "organisation:2"), "report:reason:0"),
        (("start",), "report:reason:0"),
    ],
)
def test_a_report_is_of_the_closest_thing_on_the_message(buttons: tuple[str, ...], reports: str) -> None:
    rows = [{"type": 1, "components": [{"type": 2, "custom_id": each} for each in buttons]}]
    chosen = {"messages": {"2": {"components": [{"type": 17, "components": rows}]}}}
    heard = understood(interaction(2, {"name": "Report", "type": 3, "target_id": "2", "resolved": chosen}))
    assert heard is not None
    assert heard.incoming.token == reports


WRITES, WRITES_IN_THREADS, SEES, GOVERNS = 1 << 11, 1 << 38, 1 << 10, 1 << 3


@pytest.mark.parametrize(
    ("where", "channel", "permissions", "posts"),
    [
        ({}, 0, SEES | WRITES, True),
        ({}, 0, SEES | WRITES_IN_THREADS, False),
        ({}, 11, SEES | WRITES_IN_THREADS, True),
        ({}, 11, SEES | WRITES, False),
        ({}, 0, WRITES, False),
        ({}, 0, GOVERNS, True),
        ({"guild_id": None, "context": 2}, 3, 0, True),
        ({"guild_id": None, "context": 1}, 1, SEES | WRITES, False),
    ],
)
def test_only_who_may_write_where_others_are_posts_there(
    where: dict[str, Any], channel: int, permissions: int, posts: bool
) -> None:
    member = {"user": USER, "permissions": str(permissions)}
    data = {"name": "share", "type": 1}
    heard = understood(interaction(2, data, **{"member": member, "channel": {"type": channel}, **where}))
    assert heard is not None
    assert heard.incoming.room.posts_here == posts


@pytest.mark.parametrize(("author", "leads_to"), [("9", "report:reason:0"), ("5", "report_elsewhere")])
def test_a_message_of_somebody_else_is_not_ours_to_report(author: str, leads_to: str) -> None:
    chosen = {"messages": {"2": {"author": {"id": author}, "components": []}}}
    heard = understood(interaction(2, {"name": "Report", "type": 3, "target_id": "2", "resolved": chosen}))
    assert heard is not None
    assert heard.incoming.token == leads_to


def test_what_was_not_asked_for_is_left_alone() -> None:
    assert understood({"type": 1, "id": "1", "token": "x", "application_id": "9"}) is None
    assert understood(interaction(77, {})) is None


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ({"content": "KTMWQR"}, ("", "", "KTMWQR")),
        ({"content": "/start code:petition-2"}, ("", "start", "petition-2")),
        ({"content": "/STOP"}, ("", "stop", "")),
        ({"content": "/petition KTMWQR"}, ("", "petition", "KTMWQR")),
        ({"content": "", "attachments": [{"id": "1"}]}, ("not_words", "", "")),
    ],
)
def test_what_is_written_in_direct_messages(raw: dict[str, Any], said: tuple[str, str, str]) -> None:
    heard = typed({"id": "1", "author": USER, **raw}, 9)
    assert heard is not None
    assert (heard.token, heard.command, heard.words) == said


@pytest.mark.parametrize("raw", [{"content": ""}, {"content": "hi", "guild_id": "5"}])
def test_other_messages_are_not_for_the_bot(raw: dict[str, Any]) -> None:
    assert typed({"id": "1", "author": USER, **raw}, 9) is None
    assert typed({"id": "1", "author": {**USER, "bot": True}, "content": "hi"}, 9) is None


def test_an_invitation_written_out_leads_on() -> None:
    heard = typed({"id": "1", "author": USER, "content": invite(to("petition", 2))}, 9)
    assert heard is not None
    assert (heard.command, heard.words) == ("start", "petition-2")
