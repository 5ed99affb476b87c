"""A file is sent from the keyboard by its path, however that is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.terminal.files import MOST_PATH, named_file
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
    "typed", ["", "park", "our park", "~nobody/park.png", ".", "/dev/null", "a\x00b", "x/" * MOST_PATH]
)
def test_other_words_are_words(home: Path, typed: str) -> None:
    assert home.is_dir()
    assert named_file(typed) is None


async def test_a_file_that_goes_meanwhile_does_not_come(home: Path) -> None:
    upload = named_file("our park.png")
    assert upload is not None
    (home / "our park.png").unlink()
    with pytest.raises(Unfit) as refused:
        await upload.fetch(100)
    assert refused.value.fault is Fault.NOT_BROUGHT
