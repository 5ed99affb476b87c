"""What became of those who were to be told: the sentences of a rehearsal, in the past tense."""

from __future__ import annotations

from collections.abc import Iterator

from config.texts import _, moment, n_
from handlers.blocks import Block, Paragraph
from handlers.organizing.not_written_to import (
    blocked,
    have_read_it,
    have_stopped,
    if_any,
    of_same_event,
    want_none,
    were_told_much,
    without_a_way,
)
from handlers.wording import platform_name, together
from storage.broadcast_rows import BroadcastState
from storage.due import (
    ENOUGH,
    FAILED,
    GONE,
    HAS_STOPPED,
    NOBODY_KNOWS,
    NOT_WANTED,
    OUT_OF_REACH,
    SAME_EVENT,
    SEEN,
    SENT,
    SKIPPED,
    TOO_SOON,
)
from storage.rehearsals import Outcome, Rehearsal
from storage.told import Told


def result_blocks(told: Told, state: BroadcastState) -> tuple[Block, ...]:
    """A paragraph for each app on which somebody is, and what holds on all of them."""
    platforms = sorted({each.platform for each in told.counts if each.platform})
    by_app = (paragraph for name in platforms if (paragraph := _on(told, name)))
    others = [*_later(told), *_not_written_to(told), *_stopped(told, state), *_only_the_first(told)]
    nobody = (_("Nobody is told yet."),) if not told.total and state is BroadcastState.RUNNING else ()
    return (*by_app, *((together(*others),) if others else ()), *nobody)


def _on(told: Told, platform: str) -> Paragraph | None:
    lines = tuple(_lines(told, platform))
    return together(platform_name(platform), *lines) if lines else None


def _lines(told: Told, platform: str) -> Iterator[str]:
    def of(state: str, *, chats: bool = False, silent: bool | None = None) -> int:
        return told.how_many(
            lambda each: (
                each.platform == platform
                and each.state == state
                and each.is_to_chat is chats
                and silent in {None, each.is_silent}
            )
        )

    if heard := of(SENT, silent=False):
        yield n_("{n} person heard it.", "{n} people heard it.", heard)
    if silent := of(SENT, silent=True):
        yield n_(
            "{n} person got it without a sound: it was night there.",
            "{n} people got it without a sound: it was night there.",
            silent,
        )
    if chats := of(SENT, chats=True):
        yield n_("It was told in {n} group or channel.", "It was told in {n} groups and channels.", chats)
    if quiet := of(SKIPPED, chats=True):
        yield n_(
            "{n} group or channel was left out.",
            "{n} groups and channels were left out.",
            quiet,
        )
    yield from if_any(of(GONE), blocked)
    unknown = told.how_many(lambda each: each.platform == platform and each.problem == NOBODY_KNOWS)
    if failed := of(FAILED) + of(GONE, chats=True) + of(FAILED, chats=True) - unknown:
        yield n_("{n} message could not be brought.", "{n} messages could not be brought.", failed)
    if unknown:
        yield n_(
            "Of {n} message nobody knows whether it came.", "Of {n} messages nobody knows whether they came.", unknown
        )


def _later(told: Told) -> Iterator[str]:
    if told.later:
        yield n_(
            "{n} person hears it in the morning, or with other news.",
            "{n} people hear it in the morning, or with other news.",
            told.later,
        )


def _not_written_to(told: Told) -> tuple[str, ...]:
    def skipped(*problems: str) -> int:
        return told.how_many(lambda each: each.state == SKIPPED and not each.is_to_chat and each.problem in problems)

    return (
        *if_any(skipped(OUT_OF_REACH), without_a_way),
        *if_any(skipped(HAS_STOPPED), have_stopped),
        *if_any(skipped(TOO_SOON, ENOUGH), were_told_much),
        *if_any(skipped(SAME_EVENT), of_same_event),
        *if_any(skipped(SEEN), have_read_it),
        *if_any(skipped(NOT_WANTED), want_none),
    )


def known_beforehand(told: Told, rehearsal: Rehearsal | None, zone: str) -> tuple[Block, ...]:
    """Of whom nothing is noted one by one, since there was no way to them: as the last rehearsal counted them."""
    if rehearsal is None or not rehearsal.is_finished or told.how_many(lambda each: each.problem == OUT_OF_REACH):
        return ()
    lines = [
        *if_any(rehearsal.how_many(Outcome.BLOCKED), blocked),
        *if_any(rehearsal.how_many(Outcome.NO_WAY), without_a_way),
    ]
    when = moment(rehearsal.made_at, zone, with_time=True)
    return (together(_("As counted beforehand, on {when}:", when=when), *lines),) if lines else ()


def _stopped(told: Told, state: BroadcastState) -> Iterator[str]:
    left = told.stopped
    if state is BroadcastState.STOPPED:
        left += told.waiting + told.later + told.paused
    if left:
        yield n_("{n} was not told, since it was stopped.", "{n} were not told, since it was stopped.", left)


def _only_the_first(told: Told) -> Iterator[str]:
    if not told.is_all:
        yield n_(
            "Only the first {n} were counted; there are more.",
            "Only the first {n} were counted; there are more.",
            told.total,
        )
