"""Inline queries: what the bot offers wherever somebody types its name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from telegram.constants import InlineQueryLimit, InlineQueryResultLimit, InlineQueryResultsButtonLimit

from tests.loopback.waiting import Bell
from tests.telegram_api.entities import Formatted
from tests.telegram_api.keyboards import Markup, inline_markup_of
from tests.telegram_api.methods import answers
from tests.telegram_api.refusals import QUERY_TOO_OLD, Json, bad_request
from tests.telegram_api.requests import Request, not_here
from tests.telegram_api.texts import text_of
from tests.telegram_api.world import World

LIFETIME = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Result:
    """One of the things that the bot offers, and the message that choosing it posts."""

    id: str
    title: str
    description: str
    words: Formatted
    markup: Markup
    link_preview: Json | None
    json: Json = field(repr=False)


@dataclass(eq=False, slots=True)
class Asking:
    """What somebody typed after the bot's name, and what they are then offered."""

    id: str
    query: str
    asked_at: datetime
    bell: Bell = field(repr=False)
    results: list[Result] = field(default_factory=list)
    is_answered: bool = False
    is_personal: bool = False
    cache_time: int = 300
    next_offset: str = ""
    button: Json | None = None

    async def answered(self) -> Asking:
        """Wait until the bot answered."""
        await self.bell.until(lambda: self.is_answered, lambda: f"nobody answered the inline query {self.query!r}")
        return self

    def result(self, title: str) -> Result:
        """What is offered under this title."""
        found = next((result for result in self.results if result.title == title), None)
        assert found is not None, f"no {title!r} among {[result.title for result in self.results]}"
        return found


@answers("answerInlineQuery")
def answer_inline_query(world: World, request: Request) -> Any:
    """Offer something."""
    given = request.get("results") or []
    if len(given) > InlineQueryLimit.RESULTS:
        raise bad_request("Too many inline query results specified")
    results = [_result(world, each) for each in given]
    _check_ids([result.id for result in results])
    offset = request.text("next_offset")
    if len(offset.encode()) > InlineQueryLimit.MAX_OFFSET_LENGTH:
        raise bad_request("NEXT_OFFSET_INVALID")
    _check_button(request.get("button"))
    asking = world.askings.get(request.text("inline_query_id"))
    if asking is None or asking.is_answered or world.now() - asking.asked_at > LIFETIME:
        raise bad_request(QUERY_TOO_OLD)
    asking.results, asking.next_offset, asking.button = results, offset, request.get("button")
    asking.is_personal, asking.cache_time = request.flag("is_personal"), request.number("cache_time", 300)
    asking.is_answered = True
    world.bell.ring()
    return True


def _result(world: World, given: Json) -> Result:
    if given.get("type") != "article":
        raise not_here(f"an inline result of type {given.get('type')}")
    content = given.get("input_message_content") or {}
    if "message_text" not in content:
        raise not_here("an inline result without message_text")
    if not given.get("title"):
        raise bad_request("ARTICLE_TITLE_EMPTY")
    words = text_of(world, {**content, "text": content["message_text"]})
    return Result(
        given["id"],
        given["title"],
        given.get("description") or "",
        words,
        inline_markup_of(given.get("reply_markup"), is_private=False),
        content.get("link_preview_options"),
        given,
    )


def _check_ids(ids: list[str]) -> None:
    if any(not 1 <= len(each.encode()) <= InlineQueryResultLimit.MAX_ID_LENGTH for each in ids):
        raise bad_request("RESULT_ID_INVALID")
    if len(set(ids)) < len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")


def _check_button(button: Json | None) -> None:
    if button is None or "web_app" in button:
        return
    start, most = button.get("start_parameter") or "", InlineQueryResultsButtonLimit.MAX_START_PARAMETER_LENGTH
    if not re.fullmatch(rf"[A-Za-z0-9_-]{{1,{int(most)}}}", start):
        raise bad_request("START_PARAM_INVALID")
