"""The sample campaigns: loaded by themselves where settings allow it, and only when their files have changed."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

import config
from bot.application import now
from config.settings import Settings
from storage.jobs import Job
from storage.migrations import REVISION
from storage.nouns import Nouns
from storage.store import Store

if TYPE_CHECKING:
    from storage.loading import LoadReport
    from storage.loading.pages import Progress

FOLDER = Path(config.__file__).parent / "samples"
FILE = FOLDER / "campaigns.yaml"
KIND = "samples"
TAKEN_OUT = "taken out"


async def load_samples_once(store: Store, settings: Settings) -> None:
    """Load what is new in the samples; once taken out, they come back only when asked for."""
    if not settings.loads_samples:
        return
    if await store.read(samples_in) in {fingerprint(FOLDER), TAKEN_OUT}:
        return
    from storage.loading import BadCampaignFile

    try:
        report = await load_samples(store, now())
    except BadCampaignFile as bad:
        click.echo(f"Sample campaigns not loaded: {bad}", err=True)
        return
    if report.changes:
        click.echo("Sample campaigns loaded.", err=True)


async def load_samples(store: Store, at: datetime, progress: Progress | None = None) -> LoadReport:
    """Load the samples, and remember which. Raises BadCampaignFile."""
    from storage.loading import load, read_campaign_file

    mark = fingerprint(FOLDER)
    report = await load(store, read_campaign_file(FILE), at, progress=progress)
    await store.page(lambda nouns: _remember(nouns, mark, at))
    return report


async def take_out_samples(store: Store, at: datetime, progress: Progress | None = None) -> int:
    """Take the samples out with all that was signed there, for good; how many rows went."""
    from storage.loading import remove_samples

    await store.page(lambda nouns: _remember(nouns, TAKEN_OUT, at))
    return await remove_samples(store, at, progress)


def samples_in(nouns: Nouns) -> str:
    """The fingerprint of the samples that are in the store, TAKEN_OUT, or nothing where there never were any."""
    found = nouns.jobs.find(KIND, "")
    return found.cursor if found else ""


def fingerprint(folder: Path) -> str:
    """Changes with any file of the folder, and with the store's revision, which may keep more of them."""
    marks = hashlib.sha256(REVISION.encode())
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        marks.update(str(file.relative_to(folder)).encode())
        marks.update(hashlib.sha256(file.read_bytes()).digest())
    return marks.hexdigest()


def _remember(nouns: Nouns, cursor: str, at: datetime) -> None:
    nouns.jobs.move(Job(KIND, "", cursor, 0, None, is_finished=True), at)
