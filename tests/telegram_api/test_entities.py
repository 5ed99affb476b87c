"""Entities that a bot names itself, and those that the server finds."""

import pytest

from tests.telegram_api.entities import Entity, Formatted, named, trimmed, with_found
from tests.telegram_api.refusals import Refused


def entity(kind: str, offset: int, length: int, **more: object) -> dict[str, object]:
    return {"type": kind, "offset": offset, "length": length, **more}


def test_named_entities_come_in_order() -> None:
    assert named("ab", [entity("italic", 1, 1), entity("bold", 0, 2)]) == (
        Entity("bold", 0, 2),
        Entity("italic", 1, 1),
    )


@pytest.mark.parametrize(
    ("entities", "words"),
    [
        ([entity("shiny", 0, 1)], "can't parse MessageEntity: Unsupported type specified"),
        ([{"type": "bold"}], "can't parse MessageEntity: Can't find field \"offset\""),
        ([entity("text_link", 0, 1)], "can't parse MessageEntity: Can't find field \"url\""),
        (["bold"], "can't parse MessageEntity: expected an Object"),
        ([entity("bold", 0, 9)], "entity bold at 0+9 is not within the text (strict)"),
        ([entity("bold", 0, 0)], "entity bold at 0+0 is not within the text (strict)"),
        ([entity("bold", 2, 1)], "entity bold at 2+1 cuts a character in two (strict)"),
        (
            [entity("bold", 0, 2), entity("italic", 1, 3)],
            "entities bold and italic overlap without nesting (strict)",
        ),
        ([entity("code", 0, 2), entity("italic", 0, 1)], "entity italic cannot stand inside of code (strict)"),
    ],
)
def test_what_is_broken_is_refused(entities: list[object], words: str) -> None:
    with pytest.raises(Refused) as refused:
        named("ab😀c", entities)
    assert refused.value.description == f"Bad Request: {words}"


def test_blanks_around_are_cut_and_entities_follow() -> None:
    given = Formatted(" 😀 ab ", (Entity("bold", 0, 7), Entity("italic", 6, 1)))
    assert trimmed(given) == Formatted("😀 ab", (Entity("bold", 0, 5),))


def test_the_server_finds_what_people_write() -> None:
    text = "/start see https://a.org/x?y=1, @some_bot #park a@b.org"
    found = with_found(Formatted(text))
    assert [(kind, found.words_of(kind)) for kind in ("bot_command", "url", "mention", "hashtag", "email")] == [
        ("bot_command", ["/start"]),
        ("url", ["https://a.org/x?y=1"]),
        ("mention", ["@some_bot"]),
        ("hashtag", ["#park"]),
        ("email", ["a@b.org"]),
    ]


def test_nothing_is_found_in_code() -> None:
    code = Formatted("/start", (Entity("code", 0, 6),))
    assert with_found(code) == code
