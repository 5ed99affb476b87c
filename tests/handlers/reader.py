"""A store with campaigns in it, the taps of somebody who reads them, and what they then see."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from handlers import (
    browse,
    campaign_updates,
    comments,
    organisations,
    particulars,
    petition,
    reasons,
    search,
    stories,
    story_of_petition,
)
from handlers.blocks import Block, Heading, Listing, Paragraph, Quotation
from handlers.breaks import words as words_of
from handlers.router import Router
from handlers.screens import Button, Reply, Screen
from handlers.turn import Chat, Incoming, Person, Room, Turn
from storage.loading import load, read_campaign_file
from storage.nouns import Nouns
from storage.showing import Showing, Visibility
from storage.sqlite import SqliteStore, sqlite_engine
from tests.storage.planting import remembered
from tests.stores import VAULT, set_up

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
FEATURES = (
    browse,
    campaign_updates,
    comments,
    organisations,
    particulars,
    petition,
    reasons,
    search,
    stories,
    story_of_petition,
)
ROUTER = Router(FEATURES, typed="browse", fresh_start="browse", unknown_command="browse")


class Reader:
    """Somebody who taps, and leaves no trace: all of it runs where nothing can be written."""

    def __init__(self, file: Path) -> None:
        """The store lies in this file."""
        self._file = file

    def taps(self, token: str, *, words: str = "", room: int = 3500) -> Reply:
        """What a button shows, with words typed or less room where the test says so."""
        person, chat = Person("terminal", "1"), Chat("terminal", "1")
        incoming = Incoming("bot", "1", person, chat, token, words=words, room=Room(room))
        return asyncio.run(self._answer(incoming))

    async def _answer(self, incoming: Incoming) -> Reply:
        store = SqliteStore(self._file, VAULT)
        try:
            return await store.read(lambda nouns: ROUTER.way(incoming).go(Turn(incoming, nouns, NOW)))
        finally:
            await store.close()

    def signs(self, petition_id: int) -> None:
        """Sign, shown by name and with a reason."""
        asyncio.run(self._sign(petition_id))

    async def _sign(self, petition_id: int) -> None:
        store = SqliteStore(self._file, VAULT)
        await store.turn(partial(_signed, petition_id))
        await store.close()

    def finds(self, words: str, verb: str = "petition") -> Reply:
        """What a verb shows of the first petition with these words."""
        found = self.taps("search", words=words)
        assert isinstance(found, Screen)
        opener = found.rows[0][0]
        assert isinstance(opener, Button)
        _verb, petition_id, *_way = opener.action.token.split(":")
        return self.taps(f"{verb}:{petition_id}")


def _signed(petition_id: int, nouns: Nouns) -> None:
    found = nouns.petitions.find(petition_id, "en", NOW)
    assert found is not None
    ada = remembered(nouns, "terminal", "1", "1", NOW)
    showing = Showing(Visibility.REASON, "Ada L.", "Leeds", "I know a couple.\nThey wait.")
    nouns.signatures.add(found, ada.id, showing, NOW)


def store_with(campaigns: Path, folder: Path) -> Path:
    """A new store with the campaigns of a file."""
    file = folder / "store.sqlite3"
    engine = sqlite_engine(file)
    with engine.connect() as connection, connection.begin():
        set_up(connection)
    engine.dispose()
    asyncio.run(_load(campaigns, file))
    return file


async def _load(campaigns: Path, file: Path) -> None:
    store = SqliteStore(file, VAULT)
    await load(store, read_campaign_file(campaigns), NOW)
    await store.close()


def text(reply: Reply) -> str:
    """A screen as it is read aloud."""
    assert isinstance(reply, Screen)
    return "\n".join([reply.title, *map(text_of, reply.body)])


def text_of(block: Block) -> str:
    """A block as it is read aloud."""
    match block:
        case str():
            return block
        case Paragraph(line):
            return words_of(line)
        case Heading(words):
            return words
        case Quotation(lines, speaker):
            return "\n".join([*map(words_of, lines), f"— {speaker}"])
        case Listing(items):
            return "\n".join(map(words_of, items))


def labels(reply: Reply) -> list[list[str]]:
    """The buttons by their rows."""
    assert isinstance(reply, Screen)
    return [[button.label for button in row] for row in reply.rows]


def token(reply: Reply, label: str) -> str:
    """Where a button leads."""
    assert isinstance(reply, Screen)
    return next(b.action.token for row in reply.rows for b in row if isinstance(b, Button) and b.label == label)
