"""A file that is cut off on its way leaves nothing, so that the same update can come again."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.dispatch import Dispatch, Surroundings
from handlers import FEATURES, make_router
from handlers.screens import Form, Reply
from handlers.turn import Chat, Incoming, Person
from handlers.uploads import Upload
from storage.file_store import FileStore
from storage.store import Store
from tests.journeys import writing

ADA, CHAT = Person("terminal", "ada"), Chat("terminal", "ada")


@pytest.fixture
def dispatch(store: Store, tmp_path: Path) -> Dispatch:
    router = make_router((*FEATURES, writing))
    return Dispatch(store, router, lambda: datetime.now(UTC), Surroundings(files=FileStore(tmp_path)))


class Line:
    """The way on which a document comes; it breaks off until it is mended."""

    def __init__(self, trouble: BaseException | None = None) -> None:
        """Without trouble it hangs."""
        self.trouble = trouble
        self.is_mended = False
        self.is_used = asyncio.Event()

    async def fetch(self, _most: int) -> bytes:
        """What is in it."""
        self.is_used.set()
        if self.is_mended:
            return b"They married."
        if self.trouble is None:
            await asyncio.Event().wait()
        raise self.trouble or AssertionError

    @property
    def incoming(self) -> Incoming:
        """The same message again and again."""
        upload = Upload("story.txt", "text/plain", 13, self.fetch)
        return Incoming("terminal", "the document", ADA, CHAT, token="not_words", uploads={"": upload})


async def begins(dispatch: Dispatch) -> None:
    await dispatch.answer(Incoming("terminal", "begin", ADA, CHAT, token="write_long"))


def is_taken(reply: Reply | None) -> bool:
    return isinstance(reply, Form) and "13 characters are here so far." in reply.intro


async def test_an_end_of_the_process_lets_it_come_again(dispatch: Dispatch) -> None:
    await begins(dispatch)
    line = Line()
    coming = asyncio.create_task(dispatch.answer(line.incoming))
    await line.is_used.wait()
    coming.cancel()
    with pytest.raises(asyncio.CancelledError):
        await coming
    line.is_mended = True
    assert is_taken(await dispatch.answer(line.incoming))
    assert is_taken(await dispatch.answer(line.incoming)), "it is taken once, and shown as it stands"


async def test_what_nobody_foresaw_is_told_with_a_code_and_does_not_come_back(dispatch: Dispatch) -> None:
    await begins(dispatch)
    line = Line(RuntimeError("the address, with a token"))
    with capture_logs() as logs:
        reply = await dispatch.answer(line.incoming)
    assert getattr(reply, "title", "").startswith("Something failed on my side and nothing was changed.")
    assert [told["event"] for told in logs] == ["turn failed"]
    line.is_mended = True
    assert not is_taken(await dispatch.answer(line.incoming))


async def test_what_is_typed_meanwhile_comes_after_the_file(dispatch: Dispatch) -> None:
    await begins(dispatch)
    line = Line()
    mended = asyncio.Event()

    async def fetch(_most: int) -> bytes:
        await mended.wait()
        return b"They married."

    line.fetch = fetch  # type: ignore[method-assign]
    sent = asyncio.create_task(dispatch.answer(line.incoming))
    typed = asyncio.create_task(dispatch.answer(Incoming("terminal", "words", ADA, CHAT, words="And stayed.")))
    await asyncio.sleep(0)
    mended.set()
    assert is_taken(await sent)
    reply = await typed
    assert isinstance(reply, Form)
    assert "It ends: “They married.\n\nAnd stayed.”" in reply.intro
