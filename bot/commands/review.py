"""`undersigned review`: see and decide what is held or was reported, until organizers can do it in chat."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

import click

from bot.application import Refused, now, opened, settings_or_refuse
from bot.commands.reviewing import Item, found, line_of, listed, page_of
from config.settings import Settings
from storage.comments import Comment, CommentState
from storage.nouns import Nouns
from storage.queues import mark_of
from storage.reviews import HeldItem

LONGEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Given:
    """An id as it was typed: its digits, and the mark of the words that were read."""

    id: int
    mark: str

    def __str__(self) -> str:
        return f"{self.id}-{self.mark}" if self.mark else str(self.id)


def _id(_context: click.Context, _argument: click.Parameter, given: str) -> Given:
    digits, _dash, mark = given.partition("-")
    if not re.fullmatch("[0-9]{1,19}", digits) or int(digits) > LONGEST_ID or not re.fullmatch("([0-9a-f]{6})?", mark):
        raise click.BadParameter("must be an id as `undersigned review list` prints it, such as 123-0a1b2c")
    return Given(int(digits), mark)


Decided = Callable[[Nouns, Item], str]
Look = Callable[[Nouns, Given], Item]

_held_id = click.argument("held_id", metavar="ID", callback=_id)


@click.group()
def command() -> None:
    """See and decide what is held: signatures given far too fast, reasons and comments that somebody should read."""


@command.command("list")
def list_held() -> None:
    """List what is held or was reported, the longest waiting first; words are shown only by `review show`."""
    _run(_list)


@command.command()
@_held_id
def show(held_id: Given) -> None:
    """Show one item with all its words."""
    _run(lambda settings: _show(settings, held_id))


@command.command()
@_held_id
def approve(held_id: Given) -> None:
    """Count a held signature, which gives it its number; or publish a reason or comment, or leave it published."""
    _run(lambda settings: _decide(settings, held_id, _approved, _as_read))


@command.command()
@_held_id
def reject(held_id: Given) -> None:
    """Never count a held signature; or never show a reason, while its signature counts; or never show a comment."""
    _run(lambda settings: _decide(settings, held_id, _rejected))


def _run(work: Callable[[Settings], Coroutine[Any, Any, str]]) -> None:
    click.echo(asyncio.run(work(settings_or_refuse())))


async def _list(settings: Settings) -> str:
    async with opened(settings, beside=True) as store:
        lines = await store.read(lambda nouns: [line_of(nouns, item) for item in listed(nouns)])
        in_all = await store.read(lambda nouns: sum(nouns.reviews.how_many()) + nouns.comments.how_many_wait())
    if not lines:
        return "Nothing is held."
    rest = in_all - len(lines)
    return "\n".join([*lines, *([f"And {rest:,} more, once these are decided."] if rest > 0 else [])])


async def _show(settings: Settings, held_id: Given) -> str:
    async with opened(settings, beside=True) as store:
        return await store.read(lambda nouns: page_of(nouns, _found(nouns, held_id)))


async def _decide(settings: Settings, held_id: Given, decided: Decided, look: Look | None = None) -> str:
    find = look or _found
    async with opened(settings, beside=True) as store:
        return await store.page(lambda nouns: decided(nouns, find(nouns, held_id)))


def _as_read(nouns: Nouns, held_id: Given) -> Item:
    """The item, if its words are still those the moderator was shown."""
    item = _found(nouns, held_id)
    if held_id.mark != mark_of(nouns.vault, item):
        raise Refused(
            f"The words under {held_id.id} are not those of {held_id}; `undersigned review show` has them now."
        )
    return item


def _found(nouns: Nouns, held_id: Given) -> Item:
    item = found(nouns, held_id.id)
    if item is None:
        raise Refused(f"Nothing is held under {held_id}; `undersigned review list` shows what is.")
    return item


def _approved(nouns: Nouns, item: Item) -> str:
    if isinstance(item, Comment):
        nouns.comments.decide(item.id, CommentState.PUBLISHED, now())
        return "The comment is published."
    number = nouns.reviews.approve(item, now())
    if not item.is_signature:
        return "The reason is published."
    further = " Its reason is held too, under the same id." if nouns.reviews.find(item.signature.id) else ""
    return f"The signature counts; it is number {number:,}.{further}"


def _rejected(nouns: Nouns, item: HeldItem | Comment) -> str:
    if isinstance(item, Comment):
        nouns.comments.decide(item.id, CommentState.REJECTED, now())
        return "The comment is rejected: it will not be shown."
    nouns.reviews.reject(item, now())
    if item.is_signature:
        return "The signature is rejected: it will not count, and nothing of it will be shown."
    return "The reason is rejected: it will not be shown, and its signature counts."
