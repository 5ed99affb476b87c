"""What waits for a decision: straight to the next item, which nobody else decides on while it is looked at."""

from __future__ import annotations

from config.texts import _, number
from handlers.organizing.gate import ORGANISATION, Desk, organizes
from handlers.organizing.items import (
    ITEM,
    View,
    decided_by,
    item_screen,
    last_decision,
    me,
    to_queue,
    undo_button,
)
from handlers.organizing.naming import back_to_desk
from handlers.organizing.rights import Deed
from handlers.screens import Button, Look, Reply, Screen, rows_of, to
from handlers.turn import Turn
from storage.organisations import Organisation
from storage.piles import Chosen, Pile
from storage.queues import MOST_COUNTED, Item


def queue_button(turn: Turn, desk: Desk[Organisation]) -> Button | None:
    """On the desk of those who see what waits: how much that is."""
    if not desk.may(Deed.SEE_HELD):
        return None
    total = sum(turn.store.queues.how_many(Chosen(desk.organisation.id)).values())
    return Button(_waiting(total), to("queue", desk.organisation.id))


def _waiting(total: int) -> str:
    if total > MOST_COUNTED:
        return _("Waiting: over {n}", n=number(MOST_COUNTED))
    return _("Waiting: {n}", n=number(total))


@organizes("queue", Deed.SEE_HELD, of=ORGANISATION, again="desk")
def show_queue(turn: Turn, desk: Desk[Organisation], pile: Pile = Pile.ALL, petition_id: int = 0) -> Reply:
    """The next thing to decide; whoever looks needs not be told of what waits by now."""
    turn.store.waiting_news.is_looked_at(desk.organisation.id)
    return next_item(turn, desk, View(pile, petition_id))


@organizes("skip", Deed.SEE_HELD, of=ITEM, again="item")
def skip(turn: Turn, desk: Desk[Item], pile: Pile = Pile.ALL, petition_id: int = 0) -> Reply:
    """Leave it to somebody else, or to later: the one after it."""
    return next_item(turn, desk, View(pile, petition_id), desk.subject)


@organizes("leave_queue", Deed.SEE_HELD, of=ORGANISATION, again="desk")
def leave(turn: Turn, desk: Desk[Organisation]) -> Reply:
    """Back to the desk; others may have what was looked at."""
    turn.store.takings.release_all(me(turn))
    return turn.follow(to("desk", desk.organisation.id), {})


@organizes("item", Deed.SEE_HELD, of=ITEM, reads=True)
def show_item(turn: Turn, desk: Desk[Item], pile: Pile = Pile.ALL, petition_id: int = 0) -> Reply:
    """One item where it stands: to be decided, looked at by somebody else, or decided."""
    view = View(pile, petition_id)
    return where_it_stands(turn, desk, view) or item_screen(turn, desk, desk.subject, view)


def where_it_stands(turn: Turn, desk: Desk[Item], view: View) -> Screen | None:
    """Why this moderator does not decide on it, or None where they do."""
    item = desk.subject
    if item.pile is None:
        return _stands(desk, view, how_decided(turn, desk))
    if item.writer_id == me(turn):
        return _stands(desk, view, your_own())
    holder = turn.store.takings.holder(item.thing, item.id, me(turn), turn.now)
    if holder is None:
        return None
    member = turn.store.members.of(holder, desk.organisation.id)
    return _stands(desk, view, _("{who} is looking at it", who=member.name if member else _("Somebody else")))


def how_decided(turn: Turn, desk: Desk[Item]) -> str:
    """Who decided what, or that nothing is to be decided any more."""
    found = last_decision(turn, desk.subject)
    if found is None or found.is_undone:
        return _("This waits no longer: its writer has changed it or taken it back.")
    return decided_by(turn, desk, found)


def your_own() -> str:
    """Nobody decides on what they wrote themselves."""
    return _("These are your own words: somebody else decides on them.")


def _stands(desk: Desk[Item], view: View, sentence: str) -> Screen:
    go_on = Button(_("Next"), to("skip", desk.subject.id, *view.ids), Look.MAIN)
    return Screen(sentence, (), rows_of(go_on, Button(_("Back to the desk"), to("leave_queue", desk.organisation.id))))


def next_item(
    turn: Turn, desk: Desk[Organisation] | Desk[Item], view: View, after: Item | None = None, said: str = ""
) -> Screen:
    """The first that is nobody's, the person's own words aside; from now on it is theirs to decide."""
    chosen = view.of(desk.organisation)
    item = turn.store.queues.first(chosen, me(turn), turn.now, after)
    if item is None:
        turn.store.takings.release_all(me(turn))
        return nothing_waits(turn, desk, view).with_pop_up(said)
    turn.store.takings.take(item.thing, item.id, me(turn), turn.now)
    return item_screen(turn, desk, item, view).with_pop_up(said)


def nothing_waits(turn: Turn, desk: Desk[Organisation] | Desk[Item], view: View) -> Screen:
    """Nothing, or nothing for this moderator now."""
    some = sum(turn.store.queues.how_many(view.of(desk.organisation)).values())
    all_of_it = Button(_("See all that waits"), to_queue(desk.organisation, View()))
    more = Button(_("More"), to("queue_more", desk.organisation.id, *view.ids))
    return Screen(
        _("Nothing waits for you now.") if some else _("Nothing waits."),
        (_why_nothing(some, view),),
        rows_of(
            (all_of_it,) if view != View() else (),
            (*undo_button(turn, desk, view), more),
            back_to_desk(desk.organisation.id),
        ),
    )


def _why_nothing(some: int, view: View) -> str:
    if some:
        return _("What waits is your own, or somebody else looks at it.")
    if view != View():
        return _("Nothing of what you chose to see waits; other things may.")
    return _("Signatures, reasons and comments that somebody should look at will stand here.")
