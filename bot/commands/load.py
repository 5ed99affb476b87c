"""`undersigned load`: campaigns from a file into the store, beside whatever runs."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path

import click

from bot.application import Refused, now, opened, settings_or_refuse
from bot.progress import progress_of
from bot.samples import FILE, load_samples, take_out_samples
from config.settings import Settings
from storage.loading.campaigns import LoadReport, load
from storage.loading.faults import BadCampaignFile
from storage.loading.reading import read_campaign_file


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--announce", is_flag=True, help="Tell followers what is new in the file; else nobody hears of it.")
@click.option("--overwrite", is_flag=True, help="Take the file's texts also where others were written in a chat since.")
@click.option("--samples", is_flag=True, help="Load the sample campaigns.")
@click.option("--remove-samples", is_flag=True, help="Take the samples out, with all that was signed there.")
def command(file: Path | None, announce: bool, overwrite: bool, samples: bool, remove_samples: bool) -> None:
    """Load the campaigns of FILE; what is in the store already is brought up to date, and nothing is doubled.

    It may be done while the program runs. A file with a fault loads nothing.
    """
    if (file is not None) + samples + remove_samples != 1:
        raise click.UsageError("Say what to load: a FILE, or --samples, or --remove-samples.")
    if announce and file is None:
        raise click.UsageError("--announce goes with a FILE: samples are never announced.")
    if overwrite and file is None:
        raise click.UsageError("--overwrite goes with a FILE.")
    settings = settings_or_refuse()
    load_it = partial(_load, settings, file, announce=announce, overwrite=overwrite)
    try:
        asyncio.run(_remove_samples(settings) if remove_samples else load_it())
    except BadCampaignFile as bad:
        raise Refused(f"Nothing was loaded.\n{bad}") from bad


async def _load(settings: Settings, file: Path | None, *, announce: bool, overwrite: bool) -> None:
    """Load a file, or the samples where there is none; it is read before the store is opened."""
    campaigns = None if file is None else read_campaign_file(file)
    name = FILE.name if file is None else file.name
    async with opened(settings, beside=True) as store:
        with progress_of(f"Loading {name}") as progress:
            if campaigns is None:
                report = await load_samples(store, now(), progress)
            else:
                report = await load(store, campaigns, now(), announce=announce, overwrite=overwrite, progress=progress)
    click.echo(_told(name, report))


async def _remove_samples(settings: Settings) -> None:
    async with opened(settings, beside=True) as store:
        with progress_of("Taking out the sample campaigns") as progress:
            gone = await take_out_samples(store, now(), progress)
    if not gone:
        click.echo("There were no sample campaigns.")
        return
    click.echo("The sample campaigns are taken out; `undersigned load --samples` brings them back.")


def _told(name: str, report: LoadReport) -> str:
    parts = (
        _counted(report.organisations, "organisation", "organisations"),
        _counted(report.petitions, "petition", "petitions"),
        _counted(report.stories, "story", "stories"),
        _counted(report.reasons, "reason", "reasons"),
        _counted(report.comments, "comment", "comments"),
    )
    return "\n".join((f"{name} holds {', '.join(parts)}.", _changed(report), *map(_kept, report.kept)))


def _kept(slug: str) -> str:
    return f"{slug} keeps what was written of it in a chat; --overwrite takes the file's texts."


def _counted(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def _changed(report: LoadReport) -> str:
    changes = report.changes
    if not changes:
        return "All of it was in the store already, unchanged."
    rows = _counted(changes.added, "row is new", "rows are new")
    return f"{rows}, {changes.changed:,} changed, {changes.removed:,} removed; the rest is unchanged."
