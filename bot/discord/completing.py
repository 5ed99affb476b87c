"""What may be meant while somebody still types: petitions and stories to choose from, read and forgotten."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Any

import structlog

from bot.discord.calling import CallFailed
from bot.discord.incoming import asked_by, person_of
from bot.discord.modals import shortened
from bot.discord.sending import First, Sender
from config.texts import nearest_language, speaking
from handlers.router import Takes
from handlers.screens import payload_of, to
from handlers.search import petitions_like
from storage.nouns import Nouns
from storage.store import Store, StoreTrouble

Json = dict[str, Any]
MOST_CHOICES = 25
MOST_NAME = 100
MOST_STORIES = 200
"""So many of the newest stories are looked through."""
PATIENCE_SECONDS = 2.0

log = structlog.get_logger()


class Completer:
    """Answers what is asked while somebody types an option."""

    def __init__(self, store: Store, clock: Callable[[], datetime], sender: Sender) -> None:
        """`clock` gives aware times."""
        self._store, self._clock, self._sender = store, clock, sender

    async def complete(self, raw: Json) -> None:
        """Offer what fits; nothing, where it can't be found in time."""
        person = person_of(raw)
        with speaking(nearest_language(person.locale if person else "")):
            choices = await self._choices(raw["data"])
        try:
            await self._sender.answers(asked_by(raw), First.CHOICES, {"choices": choices})
        except CallFailed as failed:
            log.info("choices came too late", fault=str(failed.fault))

    async def _choices(self, data: Json) -> list[Json]:
        option: Json = next((option for option in data.get("options") or () if option.get("focused")), {})
        look = partial(_found, takes=option.get("name", ""), typed=str(option.get("value", "")), now=self._clock())
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                return await self._store.read(look)
        except (TimeoutError, StoreTrouble) as trouble:
            log.warning("choices could not be looked up", kind=type(trouble).__name__)
        except Exception:
            log.exception("choices could not be looked up")
        return []


def _found(nouns: Nouns, takes: str, typed: str, now: datetime) -> list[Json]:
    offers = _stories(nouns, typed) if takes == Takes.STORY else _petitions(nouns, typed, now)
    return [{"name": name, "value": value} for name, value in islice(offers, MOST_CHOICES)]


def _petitions(nouns: Nouns, typed: str, now: datetime) -> Iterator[tuple[str, str]]:
    """By their codes; each is named by its title."""
    for petition in petitions_like(nouns, typed, now, MOST_CHOICES):
        code = f" · {petition.code}"
        yield shortened(petition.title, MOST_NAME - len(code)) + code, petition.code


def _stories(nouns: Nouns, typed: str) -> Iterator[tuple[str, str]]:
    """By the words that lead to them; each is named by its title."""
    words = typed.casefold().split()
    for story in nouns.stories.newest(MOST_STORIES)[0]:
        if all(word in story.title.casefold() for word in words):
            yield shortened(story.title, MOST_NAME), payload_of(to("told", story.id))
