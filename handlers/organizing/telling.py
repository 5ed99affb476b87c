"""The desk of something that organizers tell: what it is, who would hear of it, and how far it is."""

from __future__ import annotations

from config.texts import _, language_name, listing, n_
from handlers.blocks import Block
from handlers.organizing.casting_audience import audience_lines
from handlers.organizing.done import Done, with_said
from handlers.organizing.gate import BROADCAST, Desk, organizes
from handlers.organizing.naming import title_of
from handlers.organizing.rehearsing import rehearsal_blocks, rehearsal_of
from handlers.organizing.rights import Deed
from handlers.organizing.telling_at_risk import endangers
from handlers.organizing.telling_hindrances import nothing_to_send, why_not_yet
from handlers.organizing.telling_parts import (
    about_line,
    back_from_telling,
    back_to_telling,
    how_it_stands,
    note,
    take_back_button,
    too_late,
    where_it_was_begun,
)
from handlers.organizing.telling_running import progress
from handlers.organizing.telling_second import buttons_of_asked, lines_of_asked
from handlers.screens import Button, Look, Reply, Rows, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import sample_line, together
from storage.broadcast_rows import Broadcast, BroadcastState, Hindrance
from storage.broadcasts import is_capped
from storage.hearing import BROADCAST as MESSAGE
from storage.rehearsals import Rehearsal


@organizes("tell", Deed.TELL, of=BROADCAST, reads=True)
def show_telling(turn: Turn, desk: Desk[Broadcast]) -> Reply:
    """Before it begins who would hear of it, and from then on who did."""
    found = desk.subject
    if found.state.has_begun:
        return progress(turn, desk)
    return before_it_begins(turn, desk, rehearsal_of(turn, found))


def before_it_begins(turn: Turn, desk: Desk[Broadcast], rehearsal: Rehearsal) -> Screen:
    """Nothing is sent yet."""
    found = desk.subject
    return Screen(
        title_of(turn, found),
        (
            together(
                how_it_stands(turn, found),
                *about_line(turn, found),
                *audience_lines(turn, found),
                *_languages(turn, found),
            ),
            *_hindrances(turn, found, rehearsal),
            *lines_of_asked(turn, desk),
            *rehearsal_blocks(turn, rehearsal),
            *sample_line(found.is_sample),
        ),
        _rows(turn, desk, rehearsal),
        goes_on=None if rehearsal.is_finished else to("tell", found.id),
    )


def _languages(turn: Turn, found: Broadcast) -> tuple[str, ...]:
    words = turn.store.broadcast_words.words(found.id) if found.title else ()
    names = listing([language_name(each.locale) for each in words])
    return (_("Languages: {languages}.", languages=names),) if words else ()


def _hindrances(turn: Turn, found: Broadcast, rehearsal: Rehearsal) -> tuple[Block, ...]:
    """Why it can't be sent now; that it is for nobody stands in the rehearsal."""
    alone = nothing_to_send(turn, found, rehearsal) if rehearsal.counts else ""
    return tuple(filter(None, (why_not_yet(turn, found), alone)))


def _rows(turn: Turn, desk: Desk[Broadcast], rehearsal: Rehearsal) -> Rows:
    found = desk.subject
    test = Button(_("Send a test to me"), to("tell_test", found.id))
    edit = Button(_("Edit and more"), to("tell_edit", found.id))
    later = Button(_("Another time") if found.starts_at else _("Send later"), to("tell_later", found.id))
    last = (edit, back_from_telling(found))
    if found.state is BroadcastState.ASKED:
        return rows_of(*buttons_of_asked(turn, desk), (take_back_button(found), back_from_telling(found)))
    if found.state is BroadcastState.SCHEDULED:
        return rows_of(_main(turn, found, rehearsal), (later, take_back_button(found)), last)
    return rows_of(_main(turn, found, rehearsal), (test, later), last)


def _main(turn: Turn, found: Broadcast, rehearsal: Rehearsal) -> Button | None:
    """The one that leads to sending, once it is known to whom; where a second organizer has to agree, to them."""
    if not rehearsal.is_finished:
        return Button(_("See how far it is"), to("tell", found.id), Look.MAIN)
    hindrance = turn.store.broadcasts.hindrance(found, turn.now)
    if nothing_to_send(turn, found, rehearsal) or hindrance not in {None, Hindrance.NOT_AGREED}:
        return None
    if hindrance:
        return Button(_("Ask another organizer"), to("tell_ask", found.id), Look.MAIN)
    label = _("Send it") if endangers(turn, found) else send_label(rehearsal)
    return Button(label, to("tell_send", found.id), Look.MAIN)


def send_label(rehearsal: Rehearsal) -> str:
    """To how many it goes."""
    if rehearsal.told:
        return n_("Send to {n} person", "Send to {n} people", rehearsal.told)
    if rehearsal.chats:
        return n_("Send to {n} channel", "Send to {n} channels", rehearsal.chats)
    return _("Publish it")


@organizes("tell_back", Deed.TELL, of=BROADCAST, again="tell")
def take_back(turn: Turn, desk: Desk[Broadcast]) -> Reply:
    """A draft again, that has no time and to which nobody agreed."""
    found = desk.subject
    if found.state.has_begun or not turn.store.broadcasts.unschedule(found.id):
        return too_late(turn, desk)
    note(turn, desk, Done.TOOK_BACK_MESSAGE)
    return with_said(turn.follow(to("tell", found.id), {}), _("It is a draft again, without a time."))


@organizes("tell_edit", Deed.TELL, of=BROADCAST, reads=True, again="tell")
def show_more(turn: Turn, desk: Desk[Broadcast]) -> Reply:
    """What it says, whom it is for, and how it looks."""
    found = desk.subject
    if found.state.has_begun:
        return turn.follow(to("tell", found.id), {})
    whom = Button(_("Whom it is for"), to("tell_for", found.id)) if can_be_narrowed(found) else None
    drop = Button(_("Throw it away…"), to("tell_drop", found.id), Look.DANGER) if found.kind == MESSAGE else None
    return Screen(
        title_of(turn, found),
        (
            together(how_it_stands(turn, found), *about_line(turn, found), *audience_lines(turn, found)),
            *sample_line(found.is_sample),
        ),
        rows_of(
            (_words(found), whom),
            (
                Button(_("See how it comes"), to("tell_look", found.id)),
                Button(_("How it fits"), to("tell_fit", found.id)),
            ),
            (drop, back_to_telling(found)),
        ),
    )


def can_be_narrowed(found: Broadcast) -> bool:
    """Whether some may be left out: how a petition ends is for everybody."""
    return is_capped(found.kind)


def _words(found: Broadcast) -> Button:
    """Where it is written: news have a desk of their own, and so has handing over."""
    label = _("What it says")
    if found.update_id is not None:
        return Button(label, to("piece", found.update_id))
    if found.kind == MESSAGE:
        return Button(label, to("tell_words", found.id))
    return Button(label, to("hand", found.petition_id or 0))


@organizes("tell_drop", Deed.TELL, of=BROADCAST, reads=True, again="tell")
def ask_to_drop(turn: Turn, desk: Desk[Broadcast]) -> Reply:
    """Asked once: what is written goes."""
    found = desk.subject
    if found.state.has_begun or found.kind != MESSAGE:
        return turn.follow(to("tell", found.id), {})
    drop = Button(_("Throw it away"), to("tell_drop_yes", found.id), Look.DANGER)
    said = _("What is written of it goes, in all languages. Nobody has been told.")
    body: tuple[Block, ...] = (together(how_it_stands(turn, found), said), *sample_line(found.is_sample))
    title = _("Throw “{title}” away?", title=title_of(turn, found))
    return Screen(title, body, rows_of((drop, back_to_telling(found))))


@organizes("tell_drop_yes", Deed.TELL, of=BROADCAST, again="tell")
def drop(turn: Turn, desk: Desk[Broadcast]) -> Reply:
    """Also while it waits for its time or for a second organizer, unless somebody has begun to send it."""
    found, broadcasts = desk.subject, turn.store.broadcasts
    if found.kind != MESSAGE or not broadcasts.unschedule(found.id) or not broadcasts.remove(found.id):
        return too_late(turn, desk)
    note(turn, desk, Done.DROPPED_MESSAGE)
    return with_said(turn.follow(where_it_was_begun(found), {}), _("It is thrown away."))
