"""One thing to decide, as a moderator reads it: why it waits, its words covered, and no more of its writer than others
would see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from config.texts import _, language, later, moment, number
from handlers.blocks import Block, Hidden, Paragraph, Quotation
from handlers.holding import what_holds, what_reports_say
from handlers.organizing.gate import Belongs, Desk, nothing_to_organize
from handlers.organizing.holding_new import hold_or_count_button
from handlers.organizing.naming import in_zone
from handlers.organizing.rights import Deed
from handlers.router import RowId
from handlers.screens import Action, Button, Look, Rows, Screen, rows_of, to
from handlers.showing_answers import as_others_see
from handlers.turn import Turn
from handlers.waiting import pile_named
from handlers.wording import ending, sample_line, shown_as, together
from storage.comments import Comment
from storage.decisions import Decided, Thing, Verdict
from storage.organisations import Organisation
from storage.petitions import Petition
from storage.piles import Chosen, Pile
from storage.queues import MOST_COUNTED, Item, mark_of
from storage.undoing import CAN_BE_UNDONE_FOR, stands

ITEM: Belongs[Item] = Belongs(
    RowId,
    lambda turn, key: turn.store.queues.find(key),
    lambda found: found.organisation_id,
    nothing_to_organize,
    is_hidden=lambda _found: True,
)


MOST_LOOKED_AT = 5
"""So many earlier decisions on the same."""


MOST_MARK = 1_000_000_007
"""A button has no room for a whole id."""


@dataclass(frozen=True, slots=True)
class View:
    """Which of all that waits a moderator goes through: its ids stand at the end of each button."""

    pile: Pile = Pile.ALL
    petition_id: int = 0

    @property
    def ids(self) -> tuple[str | int, ...]:
        """As a button names it."""
        return (self.pile.value, self.petition_id) if self != View() else ()

    def of(self, organisation: Organisation) -> Chosen:
        """As the store asks for it."""
        return Chosen(organisation.id, self.pile, self.petition_id)


def me(turn: Turn) -> int:
    """The moderator, as who they are remembered."""
    assert turn.supporter is not None, "who has a role is known"
    return turn.supporter.id


def to_queue(organisation: Organisation, view: View) -> Action:
    """What waits, as it was being gone through."""
    return to("queue", organisation.id, *view.ids)


def mark(turn: Turn, item: Item) -> str:
    """What was read, for a button: a signature and its reason are told apart, too."""
    return item.thing.value[0] + mark_of(turn.store.vault, item.held)


def item_screen(turn: Turn, desk: Desk[Organisation] | Desk[Item], item: Item, view: View) -> Screen:
    """The item with its buttons; nothing of it is handed on."""
    return Screen(
        _title(turn, desk.organisation, item, view),
        (*_body(turn, item), *_about(turn, item)),
        _rows(turn, desk, item, view),
        is_guarded=True,
    )


def _title(turn: Turn, organisation: Organisation, item: Item, view: View) -> str:
    assert item.pile is not None, "only what waits is shown to be decided on"
    chosen = view.of(organisation)
    total = turn.store.queues.how_many(Chosen(chosen.organisation_id, item.pile, chosen.petition_id))[item.pile]
    values = {"what": pile_named(item.pile), "n": number(turn.store.queues.number_of(chosen, item))}
    if total > MOST_COUNTED:
        return _("{what}, one of more than {total}", **values, total=number(MOST_COUNTED))
    return _("{what} {n} of {total}", **values, total=number(total))


def _body(turn: Turn, item: Item) -> tuple[Block, ...]:
    return together(*_why_it_waits(turn, item)), *_words(item), *_looks(turn, item)


def _why_it_waits(turn: Turn, item: Item) -> tuple[str, ...]:
    """What holds it, what readers say of it, and whether others see it meanwhile."""
    held = () if item.is_shown else (_("Held: {why}.", why=what_holds(item.held_for)),)
    reported = (_("Reported: {causes}.", causes=what_reports_say(item.reports)),) if item.reports else ()
    shown = (_("Others see it until you decide."),) if item.is_shown and not _is_at_risk(turn, item) else ()
    anew = (_("It was said anew after an earlier decision."),) if _is_said_anew(turn, item) else ()
    return (*held, *reported, *anew, *shown)


def _is_said_anew(turn: Turn, item: Item) -> bool:
    """Whether earlier words in its place were not published."""
    last = None if item.thing is Thing.SIGNATURE else turn.store.decisions.last_on(item.thing, item.id)
    decisions = (last, *turn.store.decisions.before(last, MOST_LOOKED_AT)) if last else ()
    return any(each.verdict is not Verdict.PUBLISHED and not each.is_undone for each in decisions)


def _words(item: Item) -> tuple[Block, ...]:
    text = item.held.text if isinstance(item.held, Comment) else item.held.signature.showing.reason
    lines = [line for line in text.split("\n") if line.strip()]
    if not lines:
        return (_("It has no words with it."),)
    return (_("The words are covered until you ask for them:"), Quotation(tuple((Hidden(line),) for line in lines)))


def _looks(turn: Turn, item: Item) -> tuple[str, ...]:
    if isinstance(item.held, Comment):
        name = item.held.author
        return (_("Would appear as: {who}", who=name) if name else _("Would appear without a name."),)
    showing, petition = item.held.signature.showing, _petition_of(turn, item)
    seen = as_others_see(petition, showing) if petition else showing
    is_for_nobody = showing.reason and _is_at_risk(turn, item)
    hidden = (_("At-risk mode is on: these words are shown to nobody."),) if is_for_nobody else ()
    return (_("Would appear as: {who}", who=shown_as(seen)), *hidden)


def _petition_of(turn: Turn, item: Item) -> Petition | None:
    return turn.store.petitions.find_any(item.petition_id or 0, language(), turn.now)


def _is_at_risk(turn: Turn, item: Item) -> bool:
    """Whether it is a signature under a petition where no words of signers are shown."""
    petition = _petition_of(turn, item)
    return petition is not None and petition.at_risk and not isinstance(item.held, Comment)


def _about(turn: Turn, item: Item) -> tuple[Block, ...]:
    """What it was written under."""
    title, is_sample = place_of(turn, item.petition_id, item.story_id)
    sentence = _("On “{title}”", title=title) if item.story_id else _("About: {title}", title=title)
    return Paragraph(sentence), *sample_line(is_sample)


def place_of(turn: Turn, petition_id: int | None, story_id: int | None) -> tuple[str, bool]:
    """The title of a story or petition, and whether it is a sample."""
    if story_id is not None:
        story = turn.store.stories.find_any(story_id)
        return (story.title, story.is_sample) if story else ("", False)
    petition = turn.store.petitions.find_any(petition_id or 0, language(), turn.now)
    return (petition.title, petition.is_sample) if petition else ("", False)


def code_of(turn: Turn, petition_id: int | None) -> str:
    """How a petition is named for good, whatever its title becomes."""
    petition = turn.store.petitions.find_any(petition_id or 0, language(), turn.now)
    return petition.code if petition else ""


def _rows(turn: Turn, desk: Desk[Organisation] | Desk[Item], item: Item, view: View) -> Rows:
    more = Button(_("More"), to("queue_more", desk.organisation.id, *view.ids))
    skip = Button(_("Skip"), to("skip", item.id, *view.ids))
    return rows_of(
        _verdicts(turn, item, view),
        (skip, *undo_button(turn, desk, view), more),
        (*_hold(turn, desk, item), Button(_("Back to the desk"), to("leave_queue", desk.organisation.id))),
    )


def _hold(turn: Turn, desk: Desk[Organisation] | Desk[Item], item: Item) -> tuple[Button, ...]:
    """Where something looks odd, all that is new under its petition."""
    if item.petition_id is None or not desk.may(Deed.HOLD_NEW):
        return ()
    petition = turn.store.petitions.find_any(item.petition_id, language(), turn.now)
    return (hold_or_count_button(petition),) if petition else ()


def _verdicts(turn: Turn, item: Item, view: View) -> tuple[Button, ...]:
    ids = (item.id, mark(turn, item), *view.ids)
    if item.thing is Thing.SIGNATURE:
        return (
            Button(_("Count it"), to("approve", *ids)),
            Button(_("Never count it"), to("never_count", *ids), Look.DANGER),
        )
    return (
        Button(_("Leave it") if item.is_shown else _("Publish"), to("approve", *ids)),
        Button(_("Ask to soften"), to("soften", *ids)),
        Button(_("Reject…"), to("reject", *ids), Look.DANGER),
    )


def undo_button(turn: Turn, desk: Desk[Organisation] | Desk[Item], view: View) -> tuple[Button, ...]:
    """While there is something of one's own to undo, on which nobody has acted since."""
    last = turn.store.decisions.last_by(desk.organisation.id, me(turn), turn.now - CAN_BE_UNDONE_FOR)
    if last is None or not stands(turn.store.connection, last):
        return ()
    ids = (desk.organisation.id, view.pile.value, view.petition_id, mark_of_decision(last))
    return (Button(_("Undo last"), to("undo_last", *ids)),)


def mark_of_decision(given: Decided) -> int:
    """Names it on a button, so that a second tap undoes no other."""
    return given.id % MOST_MARK


def decided_by(turn: Turn, desk: Desk[Organisation] | Desk[Item], given: Decided) -> str:
    """Who decided what, and when; who was erased or sat at the command line has no name."""
    member = turn.store.members.of(given.by, desk.organisation.id) if given.by else None
    at = moment(given.at, in_zone(turn, desk.organisation), with_time=True)
    values = {"who": member.name if member else "", "at": ending(at)}
    return _(_DECIDED_BY[given.verdict] if member else _DECIDED[given.verdict], **values)


_DECIDED_BY: Mapping[Verdict, str] = {
    Verdict.PUBLISHED: later("Published by {who}: {at}."),
    Verdict.SOFTENED: later("{who} asked to soften it: {at}."),
    Verdict.REJECTED: later("Rejected by {who}: {at}."),
}
_DECIDED: Mapping[Verdict, str] = {
    Verdict.PUBLISHED: later("Published: {at}."),
    Verdict.SOFTENED: later("Its writer was asked to soften it: {at}."),
    Verdict.REJECTED: later("Rejected: {at}."),
}


def last_decision(turn: Turn, item: Item) -> Decided | None:
    """What was decided last on it, be it undone."""
    things = (Thing.COMMENT,) if item.thing is Thing.COMMENT else (Thing.REASON, Thing.SIGNATURE)
    found = [each for thing in things if (each := turn.store.decisions.last_on(thing, item.id))]
    return max(found, key=lambda each: each.at, default=None)
