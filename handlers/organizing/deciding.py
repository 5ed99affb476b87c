"""Deciding on what others wrote: the decision shows the next item, and can be undone; a second one changes nothing."""

from __future__ import annotations

from collections.abc import Mapping

from config.texts import _, later
from handlers.organizing.done import Done
from handlers.organizing.gate import ORGANISATION, Desk, organizes
from handlers.organizing.items import ITEM, View, code_of, item_screen, mark, mark_of_decision, me
from handlers.organizing.noting import story_named, write_of
from handlers.organizing.queue import next_item, nothing_waits, where_it_stands
from handlers.organizing.rights import Deed
from handlers.screens import Button, Reply, Screen, rows_of, to
from handlers.turn import Turn
from handlers.why_not import WhyNot, why_not_label
from storage.comments import Comment, CommentState
from storage.decisions import Decided, Thing, Verdict
from storage.organisations import Organisation
from storage.piles import Pile
from storage.queues import Item
from storage.undoing import CAN_BE_UNDONE_FOR, undo

DONE: Mapping[tuple[Thing, Verdict], Done] = {
    (Thing.SIGNATURE, Verdict.PUBLISHED): Done.COUNTED_SIGNATURE,
    (Thing.SIGNATURE, Verdict.REJECTED): Done.REJECTED_SIGNATURE,
    (Thing.REASON, Verdict.PUBLISHED): Done.PUBLISHED_REASON,
    (Thing.REASON, Verdict.SOFTENED): Done.SOFTENED_REASON,
    (Thing.REASON, Verdict.REJECTED): Done.REJECTED_REASON,
    (Thing.COMMENT, Verdict.PUBLISHED): Done.PUBLISHED_COMMENT,
    (Thing.COMMENT, Verdict.SOFTENED): Done.SOFTENED_COMMENT,
    (Thing.COMMENT, Verdict.REJECTED): Done.REJECTED_COMMENT,
}
SAID: Mapping[tuple[Thing, Verdict], str] = {
    (Thing.SIGNATURE, Verdict.PUBLISHED): later("The signature counts."),
    (Thing.SIGNATURE, Verdict.REJECTED): later("The signature will not count, and nothing of it is shown."),
    (Thing.REASON, Verdict.PUBLISHED): later("The reason is published."),
    (Thing.REASON, Verdict.SOFTENED): later("Its writer is asked to soften the reason; the signature counts."),
    (Thing.REASON, Verdict.REJECTED): later("The reason is not published; the signature counts."),
    (Thing.COMMENT, Verdict.PUBLISHED): later("The comment is published."),
    (Thing.COMMENT, Verdict.SOFTENED): later("Its writer is asked to soften the comment."),
    (Thing.COMMENT, Verdict.REJECTED): later("The comment is not published."),
}


@organizes("approve", Deed.DECIDE, of=ITEM, again="item")
def approve(turn: Turn, desk: Desk[Item], read: str, pile: Pile = Pile.ALL, petition_id: int = 0) -> Reply:
    """Publish the words, leave them published, or count the signature."""
    return _decide(turn, desk, View(pile, petition_id), read, Verdict.PUBLISHED)


@organizes("never_count", Deed.DECIDE, of=ITEM, again="item")
def never_count(turn: Turn, desk: Desk[Item], read: str, pile: Pile = Pile.ALL, petition_id: int = 0) -> Reply:
    """A signature that is nobody's; words are rejected with a cause."""
    if desk.subject.pile is not None and desk.subject.thing is not Thing.SIGNATURE:
        return show_changed(turn, desk, View(pile, petition_id))
    return _decide(turn, desk, View(pile, petition_id), read, Verdict.REJECTED)


@organizes("soften", Deed.DECIDE, of=ITEM, reads=True)
def ask_why_soften(turn: Turn, desk: Desk[Item], read: str, pile: Pile = Pile.ALL, petition_id: int = 0) -> Reply:
    """From what they should be freed."""
    return _ask_why(turn, desk, View(pile, petition_id), read, "soften_as", _("Why should it be softened?"))


@organizes("reject", Deed.DECIDE, of=ITEM, reads=True)
def ask_why_reject(turn: Turn, desk: Desk[Item], read: str, pile: Pile = Pile.ALL, petition_id: int = 0) -> Reply:
    """Why nobody is to see them."""
    return _ask_why(turn, desk, View(pile, petition_id), read, "reject_as", _("Why is it not published?"))


def _ask_why(turn: Turn, desk: Desk[Item], view: View, read: str, verb: str, title: str) -> Screen:
    refused = _refused(turn, desk, view, read)
    if refused is not None:
        return refused
    item = desk.subject
    causes = tuple(Button(why_not_label(each), to(verb, item.id, read, each, *view.ids)) for each in WhyNot)
    told = _("Its writer reads the cause in one kind sentence, not your name.")
    back = Button(_("Back to the item"), to("item", item.id, *view.ids))
    return Screen(title, (told,), rows_of(causes[:3], causes[3:], back))


@organizes("soften_as", Deed.DECIDE, of=ITEM, again="item")
def soften(
    turn: Turn, desk: Desk[Item], read: str, cause: WhyNot, pile: Pile = Pile.ALL, petition_id: int = 0
) -> Reply:
    """Its writer is asked to say it otherwise; until then nobody sees it."""
    return _decide(turn, desk, View(pile, petition_id), read, Verdict.SOFTENED, cause)


@organizes("reject_as", Deed.DECIDE, of=ITEM, again="item")
def reject(
    turn: Turn, desk: Desk[Item], read: str, cause: WhyNot, pile: Pile = Pile.ALL, petition_id: int = 0
) -> Reply:
    """Nobody sees it; its writer may say it anew once."""
    return _decide(turn, desk, View(pile, petition_id), read, Verdict.REJECTED, cause)


def _decide(
    turn: Turn, desk: Desk[Item], view: View, read: str, verdict: Verdict, cause: WhyNot | None = None
) -> Screen:
    """What was shown is decided once: other words, or words that somebody else has, are shown instead."""
    refused = _refused(turn, desk, view, read)
    if refused is not None:
        return refused
    item = desk.subject
    if (item.thing, verdict) not in DONE:
        return show_changed(turn, desk, view)
    _carry_out(turn, item, verdict, cause or "")
    _write(turn, desk, DONE[item.thing, verdict], item.petition_id, item.story_id)
    return next_item(turn, desk, view, item, _(SAID[item.thing, verdict]))


def _refused(turn: Turn, desk: Desk[Item], view: View, read: str) -> Screen | None:
    """What is shown instead of a decision."""
    stands = where_it_stands(turn, desk, view)
    if stands is not None:
        return stands
    return None if read == mark(turn, desk.subject) else show_changed(turn, desk, view)


def show_changed(turn: Turn, desk: Desk[Item], view: View) -> Screen:
    """The words as they are now."""
    shown = item_screen(turn, desk, desk.subject, view)
    return shown.with_pop_up(_("It has changed since you read it. Nothing was decided; this is how it is now."))


def _carry_out(turn: Turn, item: Item, verdict: Verdict, cause: str) -> None:
    if isinstance(item.held, Comment):
        turn.store.comments.decide(item.id, CommentState(verdict.value), turn.now, me(turn), cause)
    elif verdict is Verdict.PUBLISHED:
        turn.store.reviews.approve(item.held, turn.now, me(turn))
    elif verdict is Verdict.SOFTENED:
        turn.store.reviews.soften(item.held, turn.now, me(turn), cause)
    else:
        turn.store.reviews.reject(item.held, turn.now, me(turn), cause)


@organizes("undo_last", Deed.DECIDE, of=ORGANISATION, again="queue_more")
def undo_last(
    turn: Turn, desk: Desk[Organisation], pile: Pile = Pile.ALL, petition_id: int = 0, mark: int = 0
) -> Reply:
    """The person's own last decision, if it is the one that was shown and nobody acted on it since."""
    view = View(pile, petition_id)
    given = turn.store.decisions.last_by(desk.organisation.id, me(turn), turn.now - CAN_BE_UNDONE_FOR)
    if given is None:
        return next_item(turn, desk, view, said=_("There is nothing of yours to undo."))
    if mark_of_decision(given) != mark:
        return next_item(turn, desk, view, said=_("That is undone already, or you have decided something else since."))
    if not undo(turn.store.connection, turn.store.ledger, given, turn.now):
        return next_item(turn, desk, view, said=_("Somebody has acted on it since. Nothing was undone."))
    return _undone(turn, desk, given, view)


def _undone(turn: Turn, desk: Desk[Organisation], given: Decided, view: View) -> Screen:
    item = turn.store.queues.find(given.subject_id)
    if item is None:
        return nothing_waits(turn, desk, view)
    undone = DONE[given.thing, given.verdict].value
    _write(turn, desk, Done.UNDID_DECISION, item.petition_id, item.story_id, undone=undone)
    said = _("Undone: it is as it was before you decided.")
    if item.pile is None or not turn.store.takings.take(item.thing, item.id, me(turn), turn.now):
        return next_item(turn, desk, view, said=said)
    return item_screen(turn, desk, item, view).with_pop_up(said)


def _write(
    turn: Turn,
    desk: Desk[Item] | Desk[Organisation],
    done: Done,
    petition_id: int | None,
    story_id: int | None,
    **detail: str,
) -> None:
    """Into the trail: under what it was written, and nothing that leads to its writer."""
    subject = story_named(story_id) if story_id is not None else f"petition:{petition_id}"
    if story_id is None:
        detail = {**detail, "code": code_of(turn, petition_id)}
    write_of(turn, desk, done, subject, **detail)
