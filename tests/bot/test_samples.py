"""When samples load by themselves."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

from bot import samples
from bot.samples import FILE, fingerprint, load_samples_once
from config.settings import Settings
from storage.store import Store

YES = Settings(samples=True)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Samples of our own to change: one organisation."""
    made = tmp_path / "samples"
    made.mkdir()
    (made / FILE.name).write_text(
        "format: 1\nsamples: true\norganisations:\n  - {slug: tulips, name: Tulips, locale: en, zone: UTC}\n"
    )
    monkeypatch.setattr(samples, "FOLDER", made)
    monkeypatch.setattr(samples, "FILE", made / FILE.name)
    return made


async def test_they_load_once_and_again_when_a_file_changes(
    store: Store, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await load_samples_once(store, YES)
    assert capsys.readouterr().err == "Sample campaigns loaded.\n"
    await load_samples_once(store, YES)
    assert capsys.readouterr().err == ""
    (folder / FILE.name).write_text((folder / FILE.name).read_text().replace("name: Tulips", "name: Roses"))
    await load_samples_once(store, YES)
    assert capsys.readouterr().err == "Sample campaigns loaded.\n"


async def test_a_wrong_file_is_told_and_stops_nobody(
    sqlite_store: Store, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / FILE.name).write_text("format: 7\n")
    await load_samples_once(sqlite_store, YES)
    assert capsys.readouterr().err.startswith("Sample campaigns not loaded: campaigns.yaml, line 1, format: ")


@pytest.mark.parametrize(
    "settings", [Settings(samples=False), Settings(platforms=("telegram",)), Settings(telegram_token=SecretStr("1:a"))]
)
async def test_they_stay_away_from_a_store_of_real_ones(
    sqlite_store: Store, folder: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    await load_samples_once(sqlite_store, settings)
    assert capsys.readouterr().err == ""
    assert not await sqlite_store.read(samples.samples_in)


def test_any_file_of_the_folder_changes_the_fingerprint(folder: Path) -> None:
    before = fingerprint(folder)
    (folder / "picture.png").write_bytes(b"1")
    with_picture = fingerprint(folder)
    (folder / "picture.png").write_bytes(b"2")
    assert len({before, with_picture, fingerprint(folder)}) == 3
