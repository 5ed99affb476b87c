"""Who would hear and who did, where a single signature could endanger somebody: whole tens, and no groups."""

from __future__ import annotations

from config.texts import _, n_
from handlers.blocks import Block, Paragraph
from handlers.counts import in_tens
from handlers.wording import together
from storage.broadcast_rows import BroadcastState
from storage.rehearsals import Rehearsal
from storage.told import Told


def rehearsed_in_tens(rehearsal: Rehearsal) -> Paragraph:
    """Nothing of it says on which app somebody is, in which language they read, or why they are not told."""
    people, told = rehearsal.signers + rehearsal.followers, rehearsal.told
    return together(
        _("Its signers could be endangered: numbers are whole tens, and stand neither by app nor by language."),
        _("Still counting.") if not rehearsal.is_finished else None,
        _("People who signed or follow: {number}.", number=in_tens(people)),
        _("They hear it, at once or later: {number}.", number=in_tens(told)),
        _("They are not written to: {number}.", number=in_tens(people - told)),
        *_in_chats(rehearsal.chats),
    )


def _in_chats(chats: int) -> tuple[str, ...]:
    if not chats:
        return ()
    return (n_("It is told in {n} group or channel.", "It is told in {n} groups and channels.", chats),)


def results_in_tens(told: Told, state: BroadcastState) -> tuple[Block, ...]:
    """The same once it has begun; what was stopped or is done is told to nobody more."""
    if not told.total:
        return (_("Nobody is told yet."),) if state is BroadcastState.RUNNING else ()
    left = told.waiting + told.later + told.paused + told.on_their_way
    is_over = state in {BroadcastState.STOPPED, BroadcastState.DONE}
    to_come = () if is_over else (_("Still to be told: {number}.", number=in_tens(left)),)
    return (
        together(
            _("Its signers could be endangered: numbers are whole tens, and stand neither by app nor by language."),
            _("They were told: {number}.", number=in_tens(told.people)),
            *to_come,
            *_were_in_chats(told.chats),
        ),
    )


def _were_in_chats(chats: int) -> tuple[str, ...]:
    if not chats:
        return ()
    return (n_("It was told in {n} group or channel.", "It was told in {n} groups and channels.", chats),)


def stopped_in_tens(told: Told) -> str:
    """What stands above it once it is stopped."""
    return _("Stopped. They had been told by then: {number}.", number=in_tens(told.people + told.on_their_way))
