"""Inline queries: answered at once and for nobody in particular, and cards that are changed where they were sent."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest

import bot.telegram.inline
from bot.platforms import Delivered, Gone, Refused, Show
from bot.telegram.inline import MOST_AT_ONCE, Inline
from bot.telegram.marks import Marks
from handlers.offers import Offer
from handlers.screens import Reply, Screen
from handlers.turn import Incoming
from storage.sqlite import SqliteStore
from tests.bot.telegram.offered import SCENE, Desk, offer
from tests.bot.telegram.running import Running, echo, real_now
from tests.bot.telegram.test_webhook import served
from tests.telegram_api import TelegramApi

HOSTILE = "</b><script>&amp; \u202etitle"
SIGN = "https://t.me/undersigned_test_bot?start=sign_here-3"


@pytest.fixture
def desk() -> Desk:
    """One that does not wait."""
    desk = Desk()
    desk.gate.set()
    return desk


@dataclass
class Heard:
    """What reaches dispatch as turns."""

    turns: list[Incoming] = field(default_factory=list)

    async def __call__(self, incoming: Incoming, show: Show | None = None) -> Reply:
        """Write it down."""
        self.turns.append(incoming)
        return await echo(incoming, show)


async def test_what_is_found_is_offered_as_cards_with_links_alone(
    sqlite_store: SqliteStore, running: Running, api: TelegramApi, desk: Desk
) -> None:
    heard, ada = Heard(), api.person("Ada")
    async with running.over(sqlite_store, heard, offer=desk):
        asking = await (await ada.asks_inline("tree")).answered()
        message = await ada.chooses(asking, "Save tree 3")
        await api.settles()
    (result,) = asking.results
    assert (result.id, result.description) == ("petition-3", "120 have signed. Keep it.")
    assert [(button.label, button.url) for button in message.buttons] == [("Sign", SIGN)]
    assert (asking.is_personal, asking.next_offset, asking.button) == (True, "", None)
    assert desk.people == {""}
    (sent,) = heard.turns
    assert (sent.happening, sent.words, sent.message) == ("sent_on", "3", message.inline_id)
    assert (sent.person.user_id, sent.token, sent.chat.is_private) == ("", "", False)


@pytest.mark.parametrize(("words", "seconds"), [("", 300), ("  ", 300), ("tree", 60), ("a" * 256, 60)])
async def test_how_long_an_answer_is_kept(
    sqlite_store: SqliteStore, running: Running, api: TelegramApi, desk: Desk, words: str, seconds: int
) -> None:
    async with running.over(sqlite_store, offer=desk):
        asking = await (await api.person("Ada").asks_inline(words)).answered()
    assert (asking.cache_time, desk.asked) == (seconds, [words])


async def test_where_nothing_is_found_a_button_leads_on(
    sqlite_store: SqliteStore, running: Running, api: TelegramApi, desk: Desk
) -> None:
    desk.found = ()
    async with running.over(sqlite_store, offer=desk):
        asking = await (await api.person("Ada").asks_inline("penguin")).answered()
    assert asking.results == []
    assert asking.button == {"text": "Open our private chat", "start_parameter": "open"}


async def test_what_could_not_be_looked_up_is_not_kept(
    sqlite_store: SqliteStore, running: Running, api: TelegramApi, desk: Desk
) -> None:
    desk.found = None
    async with running.over(sqlite_store, offer=desk):
        asking = await (await api.person("Ada").asks_inline("tree")).answered()
    assert (asking.results, asking.cache_time) == ([], 0)


async def test_a_title_can_hold_anything(
    sqlite_store: SqliteStore, running: Running, api: TelegramApi, desk: Desk
) -> None:
    desk.found = (offer(title=HOSTILE),)
    ada = api.person("Ada")
    async with running.over(sqlite_store, offer=desk):
        asking = await (await ada.asks_inline(HOSTILE)).answered()
        message = await ada.chooses(asking, HOSTILE.replace("\u202e", ""))
    assert message.text.splitlines()[0] == HOSTILE.replace("\u202e", "")


async def test_the_latest_words_of_a_person_win(sqlite_store: SqliteStore, running: Running, api: TelegramApi) -> None:
    desk, ada = Desk(), api.person("Ada")
    async with running.over(sqlite_store, offer=desk) as telegram:
        first = await ada.asks_inline("t")
        await desk.is_asked(1)
        askings = [await ada.asks_inline("tree"[:length]) for length in range(2, 5)]
        await api.settles()
        desk.gate.set()
        await askings[-1].answered()
        await telegram.rests(5)
    assert desk.asked == ["t", "tree"]
    assert [asking.is_answered for asking in (first, *askings)] == [False, False, False, True]


async def test_a_query_is_confirmed_before_it_is_answered_and_others_do_not_wait(
    sqlite_store: SqliteStore, running: Running, api: TelegramApi
) -> None:
    desk, ada = Desk(), api.person("Ada")
    async with running.over(sqlite_store, echo, offer=desk):
        asking = await ada.asks_inline("tree")
        await api.settles()
        await ada.sends("hello")
        await ada.sees("Heard hello")
        assert not asking.is_answered
        desk.gate.set()
        await asking.answered()


async def test_a_crowd_that_asks_is_bounded(
    sqlite_store: SqliteStore, running: Running, api: TelegramApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.telegram.inline, "MOST_PEOPLE", MOST_AT_ONCE + 2)
    desk = Desk()
    async with running.over(sqlite_store, offer=desk) as telegram:
        askings = [await api.person(f"Person {n}").asks_inline("tree") for n in range(MOST_AT_ONCE + 3)]
        await api.settles()
        await desk.is_asked(MOST_AT_ONCE)
        assert len(desk.asked) == MOST_AT_ONCE
        desk.gate.set()
        await telegram.rests(5)
        assert [asking.is_answered for asking in askings] == [True] * (MOST_AT_ONCE + 2) + [False]
        assert (await (await api.person("Late").asks_inline("tree")).answered()).results


async def test_a_query_that_is_delivered_is_answered_too(
    sqlite_store: SqliteStore, running: Running, api: TelegramApi
) -> None:
    async with served(running, sqlite_store):
        assert (await (await api.person("Ada").asks_inline("tree")).answered()).button
    assert not api.calls_of("getUpdates")


async def test_an_answer_that_comes_too_late_is_harmless(
    sqlite_store: SqliteStore, running: Running, api: TelegramApi, logged: Callable[[], str]
) -> None:
    desk, ada = Desk(), api.person("Ada")
    async with running.over(sqlite_store, offer=desk) as telegram:
        asking = await ada.asks_inline("tree")
        await api.settles()
        api.world.now = lambda: real_now() + timedelta(minutes=1)
        desk.gate.set()
        await telegram.rests(5)
        assert [call.status for call in api.calls_of("answerInlineQuery")] == [400]
        assert (await (await ada.asks_inline("trees")).answered()).results
    assert not asking.is_answered
    assert "could not be answered" not in logged()


async def test_what_the_server_can_not_read_is_said_more_plainly(
    sqlite_store: SqliteStore, running: Running, api: TelegramApi, desk: Desk
) -> None:
    ada = api.person("Ada")
    told = "Bad Request: can't parse entities: Unsupported start tag"
    async with running.over(sqlite_store, offer=desk):
        for marks in ({"bold"}, set[str]()):
            api.fails_next("answerInlineQuery", error=400, description=told)
            asking = await (await ada.asks_inline("tree")).answered()
            assert {entity.type for entity in asking.results[0].words.entities} == marks


async def test_a_refusal_is_logged_without_the_words(
    sqlite_store: SqliteStore, running: Running, api: TelegramApi, desk: Desk, logged: Callable[[], str]
) -> None:
    async with running.over(sqlite_store, offer=desk) as telegram:
        api.fails_next("answerInlineQuery", error=400, description="Bad Request: RESULT_ID_INVALID")
        await api.person("Ada").asks_inline("somebody's words")
        await api.settles()
        await telegram.rests(5)
    assert "an inline query could not be answered" in logged()
    assert "somebody" not in logged()


@pytest.mark.parametrize(
    "raw",
    [
        {},
        {"inline_query": None},
        {"inline_query": []},
        {"inline_query": {"id": "1"}},
        {"inline_query": {"id": "1", "from": {"id": {}}, "query": "x", "offset": ""}},
    ],
)
async def test_what_is_no_inline_query_is_left_to_others(raw: dict[str, Any], desk: Desk) -> None:
    inline = Inline("telegram:1", None, desk, SCENE, Marks())  # type: ignore[arg-type]  # nothing is sent
    assert not inline.takes(raw, asyncio.create_task)
    assert inline.sent_on({"update_id": 1, "chosen_inline_result": raw.get("inline_query")}) is None


@pytest.mark.parametrize("offset", ["-1", "٣", "x", "99999", "1.5"])
async def test_an_offset_that_was_never_given_is_the_beginning(
    sqlite_store: SqliteStore, running: Running, api: TelegramApi, offset: str
) -> None:
    skipped: list[int] = []

    async def offering(_incoming: Incoming, skip: int = 0, /) -> tuple[Offer, ...]:
        skipped.append(skip)
        return ()

    async with running.over(sqlite_store, offer=offering):
        await (await api.person("Ada").asks_inline("tree", offset)).answered()
        await (await api.person("Bo").asks_inline("tree", "20")).answered()
    assert skipped == [0, 20]


async def test_a_card_with_counted_links_stays_as_it_was_sent(
    sqlite_store: SqliteStore, running: Running, api: TelegramApi, desk: Desk
) -> None:
    desk.found = (replace(offer(), source="ABCDEFGH"),)
    heard, ada = Heard(), api.person("Ada")
    async with running.over(sqlite_store, heard, offer=desk):
        await ada.chooses(await (await ada.asks_inline("tree")).answered(), "Save tree 3")
        await api.settles()
    assert heard.turns == []


async def test_a_card_is_changed_where_it_was_sent(
    sqlite_store: SqliteStore, running: Running, api: TelegramApi, desk: Desk
) -> None:
    ada = api.person("Ada")
    async with running.over(sqlite_store, echo, offer=desk) as telegram:
        message = await ada.chooses(await (await ada.asks_inline("tree")).answered(), "Save tree 3")
        address = f"inline:{message.inline_id}"
        for _ in range(2):
            assert await telegram.deliver(address, offer(title="Saved").card) == Delivered(f"{message.inline_id}")
        assert message.text.startswith("Saved\n")
        assert [button.url for button in message.buttons] == [SIGN]
        assert isinstance(await telegram.deliver(address, Screen("Long", ("x" * 5000,))), Refused)
        message.is_deleted = True
        assert await telegram.deliver(address, offer().card) == Gone()
