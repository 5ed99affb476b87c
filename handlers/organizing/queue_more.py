"""What waits by kind and by petition, what somebody decided today, and whether they are told that something waits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from config.texts import _, language
from handlers.blocks import Block, Line, Listing, Moment, Paragraph
from handlers.deeds import Letter
from handlers.direct import is_written_to, only_if_asked
from handlers.lists import Entry, Page, Way, list_screen, page_buttons, page_of, page_position
from handlers.organizing.done import with_said
from handlers.organizing.gate import ORGANISATION, Desk, organizes
from handlers.organizing.items import View, me, place_of, to_queue, undo_button
from handlers.organizing.naming import back_to_desk, in_zone
from handlers.organizing.rights import Deed
from handlers.screens import Button, Look, Reply, Screen, rows_of, to
from handlers.turn import Turn
from handlers.waiting import counted, how_much_waits, pile_named
from handlers.wording import filled
from storage.decisions import Decided, Thing, Verdict
from storage.organisations import Organisation
from storage.petitions import Petition
from storage.piles import Chosen, Pile

MOST_PETITIONS = 100


@organizes("queue_more", Deed.SEE_HELD, of=ORGANISATION, reads=True)
def show_more(turn: Turn, desk: Desk[Organisation], pile: Pile = Pile.ALL, petition_id: int = 0) -> Reply:
    """How much waits, and other ways through it."""
    key, view = desk.organisation.id, View(pile, petition_id)
    return Screen(
        _("What waits for {organisation}", organisation=desk.organisation.name),
        (*_counts(turn, desk), _are_you_told(turn, desk)),
        rows_of(
            (
                Button(_("One kind alone"), to("queue_kinds", key)),
                Button(_("One petition"), to("queue_petitions", key)),
            ),
            (Button(_("What I decided"), to("queue_mine", key)), _hear_button(turn, desk)),
            (Button(_("Back to what waits"), to_queue(desk.organisation, view)), back_to_desk(key)),
        ),
    )


def _counts(turn: Turn, desk: Desk[Organisation]) -> tuple[Block, ...]:
    lines = how_much_waits(turn.store.queues.how_many(Chosen(desk.organisation.id)))
    return (Listing(lines),) if lines else (_("Nothing waits."),)


def _is_told(turn: Turn, desk: Desk[Organisation]) -> bool:
    """Whether they want it, and can be written to where they are."""
    return turn.store.waiting_news.hears(desk.me.id) and is_written_to(turn)


def _are_you_told(turn: Turn, desk: Desk[Organisation]) -> str:
    if _is_told(turn, desk):
        return _("When something new waits and nobody looks, I tell you, at most every three hours.")
    return _("You are not told when something new waits.") if is_written_to(turn) else only_if_asked(turn)


def _hear_button(turn: Turn, desk: Desk[Organisation]) -> Button:
    key = desk.organisation.id
    if _is_told(turn, desk):
        return Button(_("Stop telling me"), to("queue_quiet", key))
    return Button(_("Tell me when it waits"), to("queue_hear", key))


@organizes("queue_quiet", Deed.SEE_HELD, of=ORGANISATION, again="queue_more")
def stop_telling(turn: Turn, desk: Desk[Organisation]) -> Reply:
    """No more messages that something waits here; nobody else is told of that."""
    turn.store.waiting_news.set_hears(desk.me.id, is_on=False)
    shown = turn.follow(to("queue_more", desk.organisation.id), {})
    return with_said(shown, _("You are told no more. Nobody hears of that."))


@organizes("queue_hear", Deed.SEE_HELD, of=ORGANISATION, again="queue_more")
def tell_again(turn: Turn, desk: Desk[Organisation]) -> Reply:
    """They are told from now on; where nobody may begin to write to them, the first message comes at once."""
    turn.store.waiting_news.set_hears(desk.me.id, is_on=True)
    if not is_written_to(turn):
        return _written(turn, desk)
    shown = turn.follow(to("queue_more", desk.organisation.id), {})
    return with_said(shown, _("You are told from now on."))


def _written(turn: Turn, desk: Desk[Organisation]) -> Screen:
    turn.store.supporters.write_to(turn.person.platform, turn.person.user_id, is_on=True)
    words = _(
        "You will read here when something waits at {organisation}, as you asked.", organisation=desk.organisation.name
    )
    look = Button(_("Look"), to_queue(desk.organisation, View()), Look.MAIN)
    letter = Screen(words, rows=rows_of(look, Button(_("No direct messages"), to("direct_not"))), is_event=True)
    return Screen(
        _("I have written to you. Look at your direct messages."),
        rows=rows_of(_back(desk)),
        deed=Letter(letter, to("direct_refused", 0), to("direct_later", 0)),
    )


@organizes("queue_kinds", Deed.SEE_HELD, of=ORGANISATION, reads=True)
def choose_kind(turn: Turn, desk: Desk[Organisation]) -> Reply:
    """The kinds of which something waits."""
    found = {pile: n for pile, n in turn.store.queues.how_many(Chosen(desk.organisation.id)).items() if n}
    entries = [
        Entry(pile_named(pile), _("{n} waiting", n=counted(n)), to_queue(desk.organisation, View(pile)))
        for pile, n in found.items()
    ]
    title = _("Which kind?") if entries else _("Nothing waits.")
    return list_screen(title, Page(entries, 1, len(entries)), Way(_back(desk)))


def _back(desk: Desk[Organisation]) -> Button:
    return Button(_("Back to what waits"), to("queue_more", desk.organisation.id))


@organizes("queue_petitions", Deed.SEE_HELD, of=ORGANISATION, reads=True)
def choose_petition(turn: Turn, desk: Desk[Organisation], page: int = 1) -> Reply:
    """The petitions under which something is held, five to a page."""
    ids = turn.store.queues.petitions(desk.organisation.id, MOST_PETITIONS)
    found = page_of(partial(_some, ids), page)
    petitions = [each for key in found.items if (each := turn.store.petitions.find_any(key, language(), turn.now))]
    entries = [_entry(turn, desk, each) for each in petitions]
    title = _("Which petition?") if entries else _("Nothing is held under a petition.")
    way = Way(_back(desk), "queue_petitions", (desk.organisation.id,))
    return list_screen(title, Page(entries, found.number, found.total), way)


def _some(ids: Sequence[int], most: int, skip: int) -> tuple[Sequence[int], int]:
    return ids[skip : skip + most], len(ids)


def _entry(turn: Turn, desk: Desk[Organisation], petition: Petition) -> Entry:
    view = View(Pile.ALL, petition.id)
    total = sum(turn.store.queues.how_many(view.of(desk.organisation)).values())
    waiting = _("{n} waiting", n=counted(total))
    return Entry(petition.title, waiting, to_queue(desk.organisation, view), petition.is_sample)


@organizes("queue_mine", Deed.SEE_HELD, of=ORGANISATION, reads=True)
def show_mine(turn: Turn, desk: Desk[Organisation], page: int = 1) -> Reply:
    """What the person decided since midnight, the latest first."""
    zone = in_zone(turn, desk.organisation)
    midnight = turn.now.astimezone(ZoneInfo(zone)).replace(hour=0, minute=0, second=0, microsecond=0)
    found = page_of(partial(_decided, turn, desk, midnight), page)
    lines = tuple(Paragraph(_line(turn, each, zone)) for each in found.items)
    paging = page_buttons("queue_mine", desk.organisation.id, page=found.number, shown=len(lines), total=found.total)
    several = (page_position(found.number, len(lines), found.total),) if found.total > len(lines) else ()
    nothing = () if lines else (_("Nothing yet."),)
    rows = rows_of(paging, (*undo_button(turn, desk, View()), _back(desk)))
    return Screen(_("What you decided today"), (*lines, *nothing, *several), rows)


def _decided(
    turn: Turn, desk: Desk[Organisation], since: datetime, most: int, skip: int
) -> tuple[Sequence[Decided], int]:
    return turn.store.decisions.by(desk.organisation.id, me(turn), since, most, skip)


def _line(turn: Turn, given: Decided, zone: str) -> Line:
    item = turn.store.queues.find(given.subject_id)
    title = place_of(turn, item.petition_id, item.story_id)[0] if item else ""
    what = _("{what}, {verdict}: {title}", what=_things()[given.thing], verdict=_verdict(given), title=title)
    return filled(_("{moment}: {deed}"), moment=Moment(given.at, zone, with_time=True), deed=what)


def _things() -> dict[Thing, str]:
    return {Thing.SIGNATURE: _("Signature"), Thing.REASON: _("Reason"), Thing.COMMENT: _("Comment")}


def _verdict(given: Decided) -> str:
    if given.is_undone:
        return _("undone")
    if given.thing is Thing.SIGNATURE:
        return _("counted") if given.verdict is Verdict.PUBLISHED else _("not counted")
    return {
        Verdict.PUBLISHED: _("published"),
        Verdict.SOFTENED: _("to be softened"),
        Verdict.REJECTED: _("rejected"),
    }[given.verdict]
