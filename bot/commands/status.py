"""`undersigned status`: how the petitions of organisations stand, as their organizers see it, and as data."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

import click

from bot.application import Refused, now, opened, settings_or_refuse
from bot.terminal.render import render
from config.texts import _, language, n_
from handlers.blocks import Block, Bold, Paragraph
from handlers.counts import in_steps
from handlers.organizing.status_lines import being_told_lines, status_lines
from handlers.paces import goal_above, goal_ahead
from handlers.screens import Screen
from handlers.wording import sample_line, together
from storage.nouns import Nouns
from storage.organisations import Organisation
from storage.statuses import A_DAY, Status

MOST = 50
"""Petitions of one organisation; those that need a hand stand first."""
NOBODY = "No organisation runs a petition that can be signed."


@dataclass(frozen=True, slots=True)
class Standing:
    """One organisation with its petitions, of which there are so many in all, at a moment."""

    organisation: Organisation
    petitions: tuple[Status, ...]
    total: int
    told: tuple[str, ...]
    at: datetime


@click.command()
@click.argument("organisation", required=False)
@click.option("--json", "as_json", is_flag=True, help="As data: one object a line, an organisation each.")
def command(organisation: str | None, as_json: bool) -> None:
    """Say how petitions stand; of ORGANISATION (its slug or name) alone, where one is named."""
    found = asyncio.run(_standing(organisation))
    if as_json:
        for each in found:
            click.echo(json.dumps(as_data(each), ensure_ascii=False))
    elif not found:
        click.echo(NOBODY)
    else:
        click.echo("\n".join(render(screen_of(each)) for each in found), nl=False)


async def _standing(organisation: str | None) -> list[Standing]:
    async with opened(settings_or_refuse(), beside=True) as store:
        return [
            each
            for key in await store.read(lambda nouns: _which(nouns, organisation))
            if (each := await store.read(partial(_of, organisation_id=key, at=now())))
        ]


def _which(nouns: Nouns, organisation: str | None) -> list[int]:
    """The one that is named; else all that run something."""
    if organisation is None:
        return nouns.statuses.organisations(now(), MOST)
    found = nouns.organisations.named(organisation)
    if found is None:
        raise Refused(f"There is no organisation {organisation!r}. Name it by its slug, or exactly as it is called.")
    return [found]


def _of(nouns: Nouns, organisation_id: int, at: datetime) -> Standing | None:
    organisation = nouns.organisations.find(organisation_id)
    if organisation is None:
        return None
    ids, total = nouns.statuses.running(organisation_id, at, MOST)
    petitions = nouns.petitions.those(ids, language(), at)
    standing = tuple(nouns.statuses.of(each, at) for each in petitions)
    return Standing(organisation, standing, total, being_told_lines(nouns, organisation, at), at)


def screen_of(given: Standing) -> Screen:
    """The same as in chat, without buttons."""
    organisation = given.organisation
    title = _("How {organisation} stands", organisation=organisation.name)
    return Screen(title, (*given.told, *_blocks(given), *sample_line(organisation.is_sample)))


def _blocks(given: Standing) -> Iterator[Block]:
    for each in given.petitions:
        lines = status_lines(each, given.organisation.zone, given.at)
        yield Paragraph((Bold(each.petition.title), "\n", *together(*lines).line))
    if not given.petitions:
        yield _("No petition of it can be signed just now.")
    if left := given.total - len(given.petitions):
        yield n_("And {n} more.", "And {n} more.", left)


def as_data(given: Standing) -> dict[str, Any]:
    """Numbers and moments by name; where a single signature could endanger somebody, in whole tens.

    There no window that moves is told. Of 2,000 signatures and more within a day, `last_24_hours` is not all.
    """
    return {
        "organisation": given.organisation.slug,
        "at": given.at.isoformat(timespec="seconds"),
        "petitions_in_all": given.total,
        "petitions": [_petition(each, given.at) for each in given.petitions],
        "being_told": list(given.told),
    }


def _petition(status: Status, at: datetime) -> dict[str, Any]:
    petition = status.petition
    lately = None if petition.at_risk else status.last_day
    ahead = goal_ahead(petition, lately, A_DAY, at) if lately else None
    counts = {"signatures": petition.count, "waiting": status.waiting}
    return {
        "code": petition.code,
        "title": petition.title,
        "at_risk": petition.at_risk,
        **{name: in_steps(n) if petition.at_risk else n for name, n in counts.items()},
        "last_24_hours": lately.n if lately else None,
        "last_24_hours_is_all": lately.is_all if lately else None,
        "next_goal": goal_above(petition) if petition.is_open else None,
        "next_goal_at_this_pace": ahead.at.isoformat() if ahead else None,
        "alarm_is_open": status.alarm_id is not None,
        "last_told_on": status.told_on.isoformat() if status.told_on else None,
        "last_day": petition.last_day.isoformat() if petition.last_day else None,
    }
