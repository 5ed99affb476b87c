"""Sending: what is sent to whom is seen once more, and one tap begins it, unless anything is another by then."""

from __future__ import annotations

from config.texts import _, speaking
from handlers.organizing.done import Done, with_said
from handlers.organizing.gate import BROADCAST, Desk, organizes
from handlers.organizing.naming import title_of
from handlers.organizing.rehearsing import rehearsal_blocks, rehearsal_of
from handlers.organizing.rights import Deed
from handlers.organizing.telling_at_risk import endangers, rehearsed
from handlers.organizing.telling_hindrances import nothing_to_send, why_not_yet
from handlers.organizing.telling_looking import as_it_comes
from handlers.organizing.telling_parts import about_line, back_to_telling, note, too_late
from handlers.screens import Action, Button, Look, Reply, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import sample_line, together
from storage.broadcast_rows import Broadcast
from storage.marks import mark_of
from storage.rehearsals import Rehearsal


@organizes("tell_send", Deed.TELL, of=BROADCAST, reads=True, again="tell")
def ask_to_send(turn: Turn, desk: Desk[Broadcast]) -> Reply:
    """Once more to whom; nothing is sent before the next tap."""
    found = desk.subject
    if found.state.has_begun:
        return turn.follow(to("tell", found.id), {})
    rehearsal = rehearsal_of(turn, found)
    if why_not_yet(turn, found) or nothing_to_send(turn, found, rehearsal) or not rehearsal.is_finished:
        return turn.follow(to("tell", found.id), {})
    return sure_to_send(turn, found, rehearsal)


def sure_to_send(turn: Turn, found: Broadcast, rehearsal: Rehearsal) -> Screen:
    """The last question."""
    yes = Button(_("Yes, send now"), to("tell_yes", found.id, mark_of_all(turn, found, rehearsal)), Look.MAIN)
    return Screen(
        _("Send “{title}” now?", title=title_of(turn, found)),
        (
            together(_("It can be paused and stopped; what was sent by then stays."), *about_line(turn, found)),
            *rehearsal_blocks(turn, rehearsal),
            *sample_line(found.is_sample),
        ),
        rows_of(yes, back_to_telling(found)),
    )


def mark_of_all(turn: Turn, found: Broadcast, rehearsal: Rehearsal) -> str:
    """Names what somebody has seen: all words, the audience, and what becomes of whom."""
    words = turn.store.broadcast_words.words(found.id)
    shown = []
    for locale in [each.locale for each in words] or [found.locale]:
        with speaking(locale):
            shown.append(repr(as_it_comes(turn, found)))
    of_whom = rehearsed(rehearsal) if endangers(turn, found) else rehearsal.counts
    return mark_of(repr((words, found.sign_off, shown, found.audience, found.starts_at, of_whom)))


@organizes("tell_yes", Deed.TELL, of=BROADCAST, again="tell")
def send(turn: Turn, desk: Desk[Broadcast], seen: str) -> Reply:
    """It begins; of two who tap at once one wins, and the other reads who that was."""
    found = desk.subject
    if found.state.has_begun:
        return too_late(turn, desk)
    rehearsal = rehearsal_of(turn, found)
    if problem := why_not_yet(turn, found) or nothing_to_send(turn, found, rehearsal):
        return with_said(turn.follow(to("tell", found.id), {}), problem)
    if seen != mark_of_all(turn, found, rehearsal):
        return is_another(turn, found, rehearsal)
    if not turn.store.broadcasts.start(found.id, turn.now):
        return too_late(turn, desk)
    note(turn, desk, Done.SENT)
    return with_said(turn.follow(to("tell", found.id), {}), _("It is being sent."))


def is_another(turn: Turn, found: Broadcast, rehearsal: Rehearsal, shown: Action | None = None) -> Reply:
    """What somebody was about to send is not what they saw: it is shown anew."""
    said = _("Its words, its audience or who would hear of it changed since you looked. Nothing was sent: look again.")
    if shown or not rehearsal.is_finished:
        return with_said(turn.follow(shown or to("tell", found.id), {}), said)
    return sure_to_send(turn, found, rehearsal).with_pop_up(said)
