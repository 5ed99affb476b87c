"""What would become of a broadcast if it began: who hears it how, who does not, and why; in true numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from math import ceil

from config.texts import _, language_name, moment, n_, nearest_language
from handlers.ago import ago
from handlers.alerts.manners import decide
from handlers.blocks import Block, Paragraph
from handlers.counts import in_steps
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
from handlers.organizing.telling_at_risk import endangers, rehearsed
from handlers.router import NeedsWriter
from handlers.turn import Turn
from handlers.wording import platform_name, together
from storage.broadcast_rows import Broadcast
from storage.broadcast_words import Words
from storage.grouping import LEAST
from storage.hearing import DELIVERED
from storage.news_pieces import NewsPart
from storage.rehearsals import AT_ONCE, Outcome, Rehearsal
from storage.rehearsing import begin_rehearsal

A_MINUTE = 60


def rehearsal_of(turn: Turn, found: Broadcast) -> Rehearsal:
    """The last one where it still holds, else a new one; few people are all looked at by that. Raises NeedsWriter."""
    made = turn.store.rehearsals.of(found.id)
    if made is not None and made.holds(found, turn.now):
        return made
    if not turn.can_write:
        raise NeedsWriter
    return begin_rehearsal(turn.store, found, decide, turn.now)


def rehearsal_blocks(turn: Turn, rehearsal: Rehearsal) -> tuple[Block, ...]:
    """Whom it is for, what becomes of them on each app, why others are not written to, and when they last were."""
    found = turn.store.broadcasts.find(rehearsal.broadcast_id)
    if found is None:
        return ()
    if endangers(turn, found):
        standing = together(*_standing(turn, rehearsal, found, in_steps), _last_told(turn, rehearsal, found))
        return (standing, rehearsed(rehearsal)) if rehearsal.is_finished else (standing,)
    standing = together(*_standing(turn, rehearsal, found), *_whom(rehearsal))
    if rehearsal.is_finished and not rehearsal.counts:
        return (standing,)
    others = [
        *_not_written_to(rehearsal),
        *_languages(rehearsal),
        *_other_languages(turn, rehearsal, found),
        _last_told(turn, rehearsal, found),
    ]
    return (standing, *_by_app(turn, rehearsal), together(*others))


def _standing(turn: Turn, rehearsal: Rehearsal, found: Broadcast, shown: Callable[[int], int] = int) -> Iterator[str]:
    """How far it is, for when it was made, and whether it still holds."""
    if not rehearsal.holds(found, turn.now):
        yield _(
            "More than ten minutes have passed, or the audience or the time is another one: this may be wrong by now."
        )
    if not rehearsal.is_finished:
        looked_at = shown(sum(n for _part, n in rehearsal.counts))
        yield n_("Still counting: {n} so far.", "Still counting: {n} so far.", looked_at)
    if rehearsal.for_at > rehearsal.made_at:
        when = moment(rehearsal.for_at, turn.zone(found.zone), with_time=True)
        yield _("As it would be on {when}.", when=when)


def _whom(rehearsal: Rehearsal) -> Iterator[str]:
    if rehearsal.signers:
        yield n_("{n} person who signed.", "{n} people who signed.", rehearsal.signers)
    if rehearsal.followers:
        yield n_(
            "{n} person who follows without having signed.",
            "{n} people who follow without having signed.",
            rehearsal.followers,
        )
    if rehearsal.is_finished and not (rehearsal.signers or rehearsal.followers):
        yield _("It is for nobody: nobody of its audience has signed or follows.")


def _by_app(turn: Turn, rehearsal: Rehearsal) -> Iterator[Paragraph]:
    """A paragraph for each app on which somebody is."""
    for platform in rehearsal.platforms:
        lines = [line for line in (*_told(rehearsal, platform), *_not_reached(rehearsal, platform)) if line]
        if platform and lines:
            yield together(platform_name(platform), *lines, *_time_to_send(turn, rehearsal, platform))


def _told(rehearsal: Rehearsal, platform: str) -> Iterator[str]:
    def of(outcome: Outcome) -> int:
        return rehearsal.how_many(outcome, platform=platform)

    if now := of(Outcome.NOW):
        yield n_("{n} person hears it at once.", "{n} people hear it at once.", now)
    if silent := of(Outcome.SILENT):
        yield n_(
            "{n} person gets it without a sound: it is night there.",
            "{n} people get it without a sound: it is night there.",
            silent,
        )
    if morning := of(Outcome.MORNING):
        yield n_("{n} person hears it in the morning.", "{n} people hear it in the morning.", morning)
    if digest := of(Outcome.DIGEST):
        yield n_("{n} person gets it with other news.", "{n} people get it with other news.", digest)
    if chats := of(Outcome.CHANNEL):
        yield n_("It is told in {n} group or channel.", "It is told in {n} groups and channels.", chats)
    if quiet := of(Outcome.QUIET_CHANNEL):
        yield n_(
            "{n} group or channel was told something today and is left out.",
            "{n} groups and channels were told something today and are left out.",
            quiet,
        )


def _not_reached(rehearsal: Rehearsal, platform: str) -> tuple[str, ...]:
    return (
        *if_any(rehearsal.how_many(Outcome.BLOCKED, platform=platform), blocked),
        *if_any(rehearsal.how_many(Outcome.NO_WAY, platform=platform), without_a_way),
    )


def _time_to_send(turn: Turn, rehearsal: Rehearsal, platform: str) -> Iterator[str]:
    """At the pace of the app, for what is sent at once, after what waits for it already."""
    messages = rehearsal.how_many(*AT_ONCE, Outcome.CHANNEL, platform=platform)
    waiting = turn.store.rehearsals.waiting(platform, turn.now) if rehearsal.for_at <= rehearsal.made_at else 0
    pace = turn.paces.get(platform)
    if messages and pace:
        minutes = ceil((messages + waiting) / pace / A_MINUTE)
        yield n_("Sent within {n} minute.", "Sent within {n} minutes.", minutes)


def _not_written_to(rehearsal: Rehearsal) -> tuple[str, ...]:
    return (
        *if_any(rehearsal.how_many(Outcome.STOPPED), have_stopped),
        *if_any(rehearsal.how_many(Outcome.TOO_OFTEN), were_told_much),
        *if_any(rehearsal.how_many(Outcome.SAME_EVENT), of_same_event),
        *if_any(rehearsal.how_many(Outcome.SEEN), have_read_it),
        *if_any(rehearsal.how_many(Outcome.NOT_WANTED), want_none),
    )


def _readers(rehearsal: Rehearsal) -> Counter[str]:
    """How many are told, by the language of ours that each reads."""
    found = Counter[str]()
    for locale, n in rehearsal.told_by_locale.items():
        found[nearest_language(locale)] += n
    return found


def _languages(rehearsal: Rehearsal) -> Iterator[str]:
    """Where they read several, how many read each; so few that it could be somebody are not told apart."""
    readers = _readers(rehearsal)
    for locale, n in readers.most_common() if len(readers) > 1 else ():
        if n >= LEAST:
            yield n_("{n} of them reads {language}.", "{n} of them read {language}.", n, language=language_name(locale))


def _other_languages(turn: Turn, rehearsal: Rehearsal, found: Broadcast) -> Iterator[str]:
    """Who reads it in another language than the rest of the message, since its words are missing in theirs."""
    words = turn.store.broadcast_words.words(found.id) if found.kind != DELIVERED else ()
    written = _written(turn, found, words)
    for wanted, n in sorted(_readers(rehearsal).items()) if words else ():
        if wanted not in written and n < LEAST:
            yield _(
                "No text in {wanted} yet: fewer than {least} people get {instead}.",
                least=LEAST,
                wanted=language_name(wanted),
                instead=language_name(words[0].locale),
            )
        elif wanted not in written:
            yield n_(
                "No text in {wanted} yet: {n} person gets {instead}.",
                "No text in {wanted} yet: {n} people get {instead}.",
                n,
                wanted=language_name(wanted),
                instead=language_name(words[0].locale),
            )


def _written(turn: Turn, found: Broadcast, words: Sequence[Words]) -> set[str]:
    """The languages in which all of it is written: of news, each part that stands there in the first one."""
    piece = turn.store.news_drafts.find(found.update_id) if found.update_id is not None else None
    if piece is None:
        return {each.locale for each in words}
    texts = turn.store.news_drafts.texts(piece)
    needed = [part for part in NewsPart if piece.words.part(part)]
    return {locale for locale, said in texts.items() if all(said.part(part) for part in needed)}


def _last_told(turn: Turn, rehearsal: Rehearsal, found: Broadcast) -> str:
    last = turn.store.rehearsals.last_told(found, rehearsal.made_at)
    if last is None:
        return _("They have not been told anything before.")
    return _("Last message to them: {day}.", day=ago(last, turn.now, turn.zone(found.zone)))
