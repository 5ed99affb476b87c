"""`undersigned review`: see and decide what is held, until organizers can do it in chat."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

import click

from bot.application import Refused, now, opened, settings_or_refuse
from bot.terminal.safety import safe, safe_line
from config.settings import Settings
from handlers.holding import what_holds
from storage.nouns import Nouns
from storage.reviews import HeldItem

MOST_LISTED = 100
LONGEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Shown:
    """A held item, and under which petition it stands."""

    item: HeldItem
    petition: str


def _id(_context: click.Context, _argument: click.Parameter, given: str) -> int:
    if not re.fullmatch("[0-9]{1,19}", given) or int(given) > LONGEST_ID:
        raise click.BadParameter("must be an id in digits, as `undersigned review list` prints it")
    return int(given)


_held_id = click.argument("held_id", metavar="ID", callback=_id)


@click.group()
def command() -> None:
    """See and decide what is held: signatures given far too fast, and reasons that may endanger somebody."""


@command.command("list")
def list_held() -> None:
    """List what is held, the longest waiting first; reasons are shown only by `review show`."""
    _run(_list)


@command.command()
@_held_id
def show(held_id: int) -> None:
    """Show one held item with all its words."""
    _run(lambda settings: _show(settings, held_id))


@command.command()
@_held_id
def approve(held_id: int) -> None:
    """Count a held signature, which gives it its number; or publish a held reason."""
    _run(lambda settings: _approve(settings, held_id))


@command.command()
@_held_id
def reject(held_id: int) -> None:
    """Never count a held signature; or never show a held reason, while its signature counts."""
    _run(lambda settings: _reject(settings, held_id))


def _run(work: Callable[[Settings], Coroutine[Any, Any, str]]) -> None:
    click.echo(asyncio.run(work(settings_or_refuse())))


async def _list(settings: Settings) -> str:
    async with opened(settings, beside=True) as store:
        shown = await store.read(
            lambda nouns: [_with_petition(nouns, each) for each in nouns.reviews.held(MOST_LISTED)]
        )
        in_all = sum(await store.read(lambda nouns: nouns.reviews.how_many()))
    if not shown:
        return "Nothing is held."
    rest = in_all - len(shown)
    return "\n".join([*map(_line, shown), *([f"And {rest:,} more, once these are decided."] if rest > 0 else [])])


async def _show(settings: Settings, held_id: int) -> str:
    async with opened(settings, beside=True) as store:
        return _page(await store.read(lambda nouns: _with_petition(nouns, _found(nouns, held_id))))


async def _approve(settings: Settings, held_id: int) -> str:
    def decide(nouns: Nouns) -> str:
        item = _found(nouns, held_id)
        number = nouns.reviews.approve(item, now())
        if not item.is_signature:
            return "The reason is published."
        further = " Its reason is held too, under the same id." if nouns.reviews.find(held_id) else ""
        return f"The signature counts; it is number {number:,}.{further}"

    async with opened(settings, beside=True) as store:
        return await store.page(decide)


async def _reject(settings: Settings, held_id: int) -> str:
    def decide(nouns: Nouns) -> str:
        item = _found(nouns, held_id)
        nouns.reviews.reject(item)
        if item.is_signature:
            return "The signature is rejected: it will not count, and nothing of it will be shown."
        return "The reason is rejected: it will not be shown, and its signature counts."

    async with opened(settings, beside=True) as store:
        return await store.page(decide)


def _found(nouns: Nouns, held_id: int) -> HeldItem:
    item = nouns.reviews.find(held_id)
    if item is None:
        raise Refused(f"Nothing is held under {held_id}; `undersigned review list` shows what is.")
    return item


def _with_petition(nouns: Nouns, item: HeldItem) -> Shown:
    found = nouns.petitions.find(item.signature.petition_id, "", now())
    return Shown(item, f"{found.title} ({found.code})" if found else "a petition that is not public")


def _line(shown: Shown) -> str:
    item = shown.item
    return (
        f"{item.signature.id}  {_kind(item)}  {_when(item)}  {what_holds(item.held_for)}  {safe_line(shown.petition)}"
    )


def _page(shown: Shown) -> str:
    """Everything a moderator must weigh, with nothing in it that the terminal would obey."""
    item = shown.item
    showing = item.signature.showing
    facts = {
        "Id": str(item.signature.id),
        "Held": f"{_kind(item)}, which {what_holds(item.held_for)}",
        "Petition": safe_line(shown.petition),
        "Signed": _when(item),
        "Shown as": showing.visibility.value,
        "Name": safe_line(showing.name),
        "Place": safe_line(showing.place),
        "Reason": "\n  ".join(safe(showing.reason).split("\n")),
    }
    return "\n".join(f"{name}: {words}" for name, words in facts.items() if words)


def _kind(item: HeldItem) -> str:
    return "signature" if item.is_signature else "reason"


def _when(item: HeldItem) -> str:
    return f"{item.signature.signed_at:%Y-%m-%d %H:%M} UTC"
