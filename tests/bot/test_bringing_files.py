"""A file is brought where a question takes it; the turn that asked for it leaves nothing behind."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot import bringing_files
from bot.bringing_files import Bringing, text_in
from handlers.organizing.file_forms import which_picture
from handlers.turn import Chat, Incoming, Person
from handlers.uploads import MARK, SENT, Upload, name_in
from storage.file_store import FileStore
from storage.unfit import Fault, Unfit
from tests.pictures import png

PICTURE = which_picture()


def sent(data: bytes | Exception, name: str = "park.png", field: str = "") -> Incoming:
    async def fetch(_most: int) -> bytes:
        if isinstance(data, Exception):
            raise data
        return data

    upload = Upload(name, "image/png", 7, fetch)
    return Incoming("terminal", "1", Person("terminal", "ada"), Chat("terminal", "ada"), uploads={field: upload})


@pytest.mark.parametrize("field", ["", "picture"])
async def test_what_is_brought_is_named_in_the_answer(tmp_path: Path, field: str) -> None:
    files = FileStore(tmp_path)
    brought = await Bringing(files).brought(sent(png(), field=field), PICTURE)
    value = brought.uploads[field].value
    assert files.find(name_in(value)) is not None
    assert brought.answers == ({"picture": value} if field else {})


@pytest.mark.parametrize(
    ("data", "fault"),
    [(b"no picture", Fault.DISGUISED), (Unfit(Fault.TOO_LARGE), Fault.TOO_LARGE), (TimeoutError(), Fault.NOT_BROUGHT)],
)
async def test_what_can_not_be_used_is_said_and_leaves_nothing(
    tmp_path: Path, data: bytes | Exception, fault: Fault
) -> None:
    files = FileStore(tmp_path)
    with capture_logs() as logs:
        brought = await Bringing(files).brought(sent(data), PICTURE)
    assert brought.uploads[""].value == f"{MARK}{fault}"
    assert files.sent_before(datetime.max.replace(tzinfo=UTC)) == []
    assert "park" not in str(logs)


async def test_a_file_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bringing_files, "PATIENCE_SECONDS", 0)
    brought = await Bringing(FileStore(tmp_path)).brought(sent(png()), PICTURE)
    assert brought.uploads[""].value == f"{MARK}{Fault.NOT_BROUGHT}"


async def test_nobody_fills_the_store_with_files(tmp_path: Path) -> None:
    seconds = [0.0]
    bringing = Bringing(FileStore(tmp_path), lambda: seconds[0])
    for _each in range(bringing_files.MOST_IN_A_WHILE):
        assert not (await bringing.brought(sent(png()), PICTURE)).uploads[""].value.startswith(MARK)
    assert (await bringing.brought(sent(png()), PICTURE)).uploads[""].value == f"{MARK}{Fault.TOO_MANY}"
    seconds[0] = bringing_files.A_WHILE
    assert not (await bringing.brought(sent(png()), PICTURE)).uploads[""].value.startswith(MARK)


@pytest.mark.parametrize("data", ["café".encode(), "\ufeffcafé".encode(), "café".encode("utf-16")])
def test_words_are_read_in_the_ways_that_editors_write_them(data: bytes) -> None:
    assert text_in(data) == "café"


@pytest.mark.parametrize("data", [b"", b"  \n", b"a\x00b", "café".encode("latin-1"), b"\xff\xfe\x00"])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(Unfit) as refused:
        text_in(data)
    assert refused.value.fault is Fault.NO_TEXT


def test_a_document_goes_on_where_somebody_typed() -> None:
    incoming = Incoming("t", "1", Person("t", "ada"), Chat("t", "ada"), values={"text": "Typed."})
    upload = Upload("story.txt", "text/plain", 7, sent(b"").uploads[""].fetch)
    for value, whole in (("Sent.", "Typed.\n\nSent."), (SENT, SENT)):
        upload = Upload(upload.name, upload.media_type, upload.size, upload.fetch, value=value)
        assert Incoming(*_of(incoming), values=incoming.values, uploads={"text": upload}).answers == {"text": whole}


def _of(incoming: Incoming) -> tuple[str, str, Person, Chat]:
    return incoming.bot, incoming.update_id, incoming.person, incoming.chat
