"""From tokens, commands and words to handlers: read at start, and never surprised by what comes."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import handlers
from bot.dispatch import Dispatch, Surroundings
from bot.limits import Limits
from config.texts import _
from handlers import make_router
from handlers.answer import Tap
from handlers.conversing import SAID_TO_NOBODY
from handlers.router import MOST_ID, Command, Handler, Router, route
from handlers.screens import Notice, Reply
from handlers.turn import Chat, Incoming, Person, Turn
from storage.sqlite import SqliteStore
from tests.handlers.reader import store_with
from tests.seen import keeps_the_rules, seen
from tests.stores import VAULT

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
SAMPLES = Path(handlers.__file__).parents[1] / "config" / "samples" / "campaigns.yaml"
ROUTER = make_router()


@route("ids", command=Command("ids", "Ids"))
def with_ids(_turn: Turn, first: int, tap: Tap, word: str = "none") -> Reply:
    """Every kind of id there is."""
    return Notice(f"{first} {tap} {word}")


@route("other", reads=True)
def other(_turn: Turn) -> Reply:
    """Somewhere to begin afresh."""
    return Notice("other")


HERE = Router([sys.modules[__name__]], typed="other", fresh_start="other", unknown_command="other")


def told(token: str) -> str:
    way = HERE.way_of(token)
    return f"{way.route.verb} {way.arguments}"


def test_annotations_say_how_ids_are_read() -> None:
    assert told("ids:7:use") == f"ids {(7, Tap.USE)}"
    assert told("ids:7:use:é") == f"ids {(7, Tap.USE, 'é')}"
    assert told(f"ids:{MOST_ID}:skip:") == f"ids {(MOST_ID, Tap.SKIP, '')}"
    assert told("ids:007:use") == f"ids {(7, Tap.USE)}"


@pytest.mark.parametrize(
    "token",
    [
        *(
            "ids",
            "ids:7",
            "ids:7:use:a:b",
            "ids::use",
            "ids:7:",
            "ids:7:dance",
            "ids:-7:use",
            "ids:+7:use",
            "ids: 7:use",
        ),
        *(
            "ids:7.0:use",
            "ids:1_0:use",
            "ids:٧:use",
            "ids:²:use",
            f"ids:{MOST_ID + 1}:use",
            "ids:" + "9" * 5000 + ":use",
        ),
        *("", ":", "IDS:7:use", "ids ", "gone:1", "\x00", "é", "ids:7:use\n"),
    ],
)
def test_what_does_not_fit_begins_afresh(token: str) -> None:
    assert HERE.way_of(token).route.verb == "other"


def _handler(annotation: Any) -> Handler:
    def odd(_turn: Turn, wish: Any) -> Reply:
        return Notice("")

    odd.__annotations__["wish"] = annotation
    return odd


@pytest.mark.parametrize("annotation", [float, bool, datetime, list[int], int | None, Any])
def test_what_a_button_can_not_carry_is_refused_at_start(annotation: Any) -> None:
    with pytest.raises(TypeError, match="a button can't carry"):
        route("odd")(_handler(annotation))


def test_an_argument_without_annotation_is_refused_at_start() -> None:
    def odd(_turn, wish):  # type: ignore[no-untyped-def]
        return Notice("")

    with pytest.raises(TypeError, match="a button can't carry None"):
        route("odd")(odd)


def test_two_handlers_can_not_share_a_verb_or_a_command() -> None:
    twin = ModuleType("twin")
    twin.first = _named(twin, route("same")(lambda _turn: Notice("")))  # type: ignore[attr-defined]
    twin.second = _named(twin, route("same")(lambda _turn: Notice("")))  # type: ignore[attr-defined]
    with pytest.raises(ValueError, match="two handlers answer same"):
        Router([twin], typed="same", fresh_start="same", unknown_command="same")
    twin.second = _named(twin, route("b", command=Command("x", ""))(lambda _turn: Notice("")))  # type: ignore[attr-defined]
    twin.third = _named(twin, route("c", command=Command("x", ""))(lambda _turn: Notice("")))  # type: ignore[attr-defined]
    with pytest.raises(ValueError, match="two handlers answer /x"):
        Router([twin], typed="same", fresh_start="same", unknown_command="same")


def _named(module: ModuleType, handler: Handler) -> Handler:
    handler.__module__ = module.__name__
    return handler


def test_where_somebody_stands_can_be_shown_for_every_route() -> None:
    for found in ROUTER.routes.values():
        assert found.reads or found.again in ROUTER.routes, found.verb
        assert found.reads or ROUTER.routes[found.again].reads, f"{found.verb} would be done again"


@pytest.mark.parametrize(("token", "stands"), [("pet_out_yes:7:0a1b2c3d", (7,)), ("pet_out:7:2", (7, 2))])
def test_ids_that_only_the_deed_knows_are_left_out_where_somebody_stands(token: str, stands: tuple[int, ...]) -> None:
    way = ROUTER.way_standing(token)
    assert (way.route.verb, way.arguments) == ("pet_out", stands)


def test_every_command_is_described_for_the_menu() -> None:
    assert all(command.description and _(command.description) for command in ROUTER.menu)


def test_whatever_writes_or_tells_of_a_person_is_private() -> None:
    routes = [found for found in ROUTER.routes.values() if not found.is_for_admins]
    shown_to_all = {found.verb for found in routes if not found.reads and not found.is_private}
    assert not shown_to_all


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the samples."""
    return store_with(SAMPLES, tmp_path_factory.mktemp("router"))


@pytest.fixture(scope="module")
def bot(file: Path) -> Iterator[Bot]:
    """Dispatch over all features."""
    bot = Bot(file)
    yield bot
    bot.close()


class Bot:
    """Answers tokens one after another, in a loop of its own."""

    def __init__(self, file: Path) -> None:
        """Opens the store."""
        self._loop = asyncio.new_event_loop()
        self._store = SqliteStore(file, VAULT)
        self._dispatch = Dispatch(
            self._store, ROUTER, lambda: NOW, Surroundings(limits=Limits(count(0.0, 60.0).__next__))
        )
        self._answers = 0

    def answers(self, **said: Any) -> None:
        """An answer that is no failure and no dead end, in private and where others look on."""
        for is_private in (True, False):
            self._answers += 1
            chat = Chat("recording", "1", is_private)
            incoming = Incoming("bot", str(self._answers), Person("recording", "1"), chat, **said)
            reply = self._loop.run_until_complete(self._dispatch.answer(incoming))
            if reply is None or (isinstance(reply, Notice) and not reply.sentence):
                assert incoming.is_overheard or (not is_private and ROUTER.way(incoming).route.verb in SAID_TO_NOBODY)
                continue
            shown = seen(reply)
            assert "Something failed" not in shown.text, said
            assert shown.is_form or shown.labels
            if is_private and not shown.is_form:
                keeps_the_rules(shown)

    def close(self) -> None:
        """Close the store and the loop."""
        self._loop.run_until_complete(self._store.close())
        self._loop.close()


ANYTHING = st.text(st.characters(exclude_categories=()))
"""Halves of pairs too, which JSON may hold."""
IDS = st.one_of(
    st.integers().map(str),
    st.sampled_from(
        ["", "0", "1", "2", "3", "-1", str(MOST_ID), str(2**63), "9" * 99, "é", "٣", "use", "send", "en", " "]
    ),
    ANYTHING,
)
KNOWN = st.builds(
    lambda verb, ids: ":".join([verb, *ids]), st.sampled_from(sorted(ROUTER.routes)), st.lists(IDS, max_size=4)
)
hostile = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(st.one_of(KNOWN, ANYTHING.filter(bool)))
@hostile
def test_every_token_gets_an_answer(bot: Bot, token: str) -> None:
    bot.answers(token=token)


@given(st.one_of(st.sampled_from(sorted(ROUTER.commands)), ANYTHING.filter(bool)), ANYTHING)
@hostile
def test_every_command_gets_an_answer(bot: Bot, command: str, words: str) -> None:
    bot.answers(command=command, words=words)


@given(ANYTHING)
@hostile
def test_whatever_is_typed_gets_an_answer(bot: Bot, words: str) -> None:
    bot.answers(words=words)
