"""A file is sent from the keyboard by its path, however that is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.terminal.files import MOST_PATH, named_file
from handlers.uploads import marked
from storage.unfit import Fault, Unfit

CONTENT = b"a picture"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "our park.png").write_bytes(CONTENT)
    return tmp_path


@pytest.mark.parametrize(
    "typed",
    [
        "our park.png",
        "./our park.png",
        "~/our park.png",
        "'our park.png'",
        '"~/our park.png"',
        r"our\ park.png",
        "{home}/our park.png",
        r"'{home}/our park.png'",
    ],
)
async def test_a_path_is_read_as_it_is_typed_quoted_or_dropped(home: Path, typed: str) -> None:
    upload = named_file(typed.format(home=home))
    assert upload is not None
    assert (upload.name, upload.media_type, upload.size) == ("our park.png", "image/png", len(CONTENT))
    assert await upload.fetch(len(CONTENT)) == CONTENT
    with pytest.raises(Unfit) as refused:
        await upload.fetch(len(CONTENT) - 1)
    assert refused.value.fault is Fault.TOO_LARGE


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "park",
        "our park",
        ".",
        "...",
        "/",
        "a\x00b",
        "x/" * MOST_PATH,
        "He wrote park.png",
        "/ five of them",
        "~ 5 km",
    ],
)
def test_other_words_are_words(home: Path, typed: str) -> None:
    assert home.is_dir()
    assert named_file(typed) is None


@pytest.mark.parametrize(
    "typed",
    ["/no/park", "~/no park", "~nobody/park.png", "./no", "../no", "/dev/null", "'/no/park'", "no.PNG", r"C:\no.md"],
)
@pytest.mark.usefixtures("home")
async def test_a_path_at_which_there_is_no_file_is_no_text(typed: str) -> None:
    upload = named_file(typed)
    assert upload is not None
    assert upload.value == marked(Fault.NOT_THERE)
    with pytest.raises(Unfit) as refused:
        await upload.fetch(100)
    assert refused.value.fault is Fault.NOT_THERE


async def test_a_file_that_goes_meanwhile_does_not_come(home: Path) -> None:
    upload = named_file("our park.png")
    assert upload is not None
    (home / "our park.png").unlink()
    with pytest.raises(Unfit) as refused:
        await upload.fetch(100)
    assert refused.value.fault is Fault.NOT_BROUGHT
