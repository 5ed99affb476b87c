"""Files are kept whole under their hash, and nothing is kept that is not what it says."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.file_store import DOCUMENTS, PICTURES, FileStore
from storage.unfit import Fault, Unfit
from tests.pictures import PDF, jpeg, png

TODAY = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


@pytest.mark.parametrize(
    ("data", "kind"),
    [(png(), "image/png"), (jpeg(), "image/jpeg"), (PDF, "application/pdf"), (PDF + b"\n\x00", "application/pdf")],
)
def test_a_file_is_found_under_its_name_with_what_it_is(files: FileStore, data: bytes, kind: str) -> None:
    kept = files.keep(data, DOCUMENTS)
    found = files.find(kept.name)
    assert found == kept
    assert (kept.media_type, kept.is_picture) == (kind, kind != "application/pdf")
    assert kept.size == kept.path.stat().st_size
    assert kind != "application/pdf" or kept.path.read_bytes() == data


def test_the_same_twice_is_one_file(files: FileStore) -> None:
    assert files.keep(png(), PICTURES) == files.keep(png(), DOCUMENTS)


@pytest.mark.parametrize(
    "data",
    [b"", b"MZ\x90\x00 a program", b"<html>%PDF-1.7 %%EOF</html>", b"%PDF-1.7 no end", PDF + b"PK\x03\x04", b"GIF89a"],
)
def test_what_is_disguised_is_refused_and_leaves_nothing(files: FileStore, tmp_path: Path, data: bytes) -> None:
    with pytest.raises(Unfit) as refused:
        files.keep(data, DOCUMENTS)
    assert refused.value.fault is Fault.DISGUISED
    assert not list(tmp_path.rglob("*.*"))


def test_a_document_is_no_picture(files: FileStore) -> None:
    with pytest.raises(Unfit):
        files.keep(PDF, PICTURES)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "0" * 64 + ".png", "0" * 64 + ".exe", "0" * 64])
def test_what_is_not_here_is_not_found(files: FileStore, name: str) -> None:
    assert files.find(name) is None


def test_what_was_sent_long_ago_goes_unless_it_is_sent_anew(files: FileStore, tmp_path: Path) -> None:
    old, anew = files.keep(png(), PICTURES), files.keep(png(shade=9), PICTURES)
    for kept in (old, anew):
        _age(kept.path)
    unfinished = old.path.parent / ".coming-x"
    unfinished.write_bytes(b"half")
    _age(unfinished)
    files.keep(PDF, DOCUMENTS)
    limit = TODAY - timedelta(days=2)
    long_ago = files.sent_before(limit)
    assert set(long_ago) == {old.path, anew.path, unfinished}
    assert files.find(anew.name)
    assert [path for path in long_ago if files.drop(path, limit)] != long_ago
    assert not old.path.exists()
    assert anew.path.exists()
    assert not files.drop(old.path, limit)
    assert {path.suffix for path in tmp_path.rglob("*.*") if path.is_file()} == {".png", ".pdf"}


def _age(path: Path) -> None:
    three_days_ago = (TODAY - timedelta(days=3)).timestamp()
    os.utime(path, (three_days_ago, three_days_ago))
