"""Delivering now: what organizers look at while they stand at the desk of whoever is handed the signatures."""

from __future__ import annotations

from config.texts import _, n_
from handlers.blocks import Block, Listing, Moment, Paragraph, Quotation
from handlers.counts import signed_by
from handlers.organizing.done import Done, with_said
from handlers.organizing.done_told import when_and_what
from handlers.organizing.gate import PETITION, Desk, organizes
from handlers.organizing.handing_over import how_it_went, signatures_then
from handlers.organizing.naming import in_zone
from handlers.organizing.noting import write_down
from handlers.organizing.rights import Deed
from handlers.organizing.winning import cannot_be_told
from handlers.organizing.writing_targets import named
from handlers.paces import AN_HOUR, goal_above, many
from handlers.reasons import speaker_of
from handlers.screens import Button, Look, Reply, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import back_from, filled, sample_line, together
from storage.at_the_desk import Visit
from storage.follows import subject_of
from storage.handing_over import Recipient
from storage.petitions import Petition

MOST_REASONS, MOST_RECIPIENTS = 3, 6


def live_button(desk: Desk[Petition]) -> Button | None:
    """Where what is delivered is prepared, for those who may hand it over."""
    is_there = desk.may(Deed.DELIVER) and not desk.subject.is_draft
    return Button(_("Deliver now"), to("live", desk.subject.id)) if is_there else None


@organizes("live", Deed.DELIVER, of=PETITION, reads=True)
def show_live(turn: Turn, desk: Desk[Petition]) -> Reply:
    """While it goes on, what changes by itself; before that, what it is; after that, who ended it."""
    petition, visit = desk.subject, turn.store.at_the_desk.of(desk.subject.id)
    if visit is not None and visit.goes_on(turn.now):
        return _live(turn, desk)
    return Screen(
        _("Deliver “{title}” now", title=petition.title),
        (
            *_how_it_ended(turn, desk, visit),
            _("For when you stand at the desk: one message shows how many have signed, minute by minute."),
            _("Nobody is told of it. Once it is handed over, you say so, and write down how it went."),
            *sample_line(petition.is_sample),
        ),
        rows_of(Button(_("Begin"), to("live_on", petition.id), Look.MAIN), back_from(to("deliver", petition.id))),
    )


def _how_it_ended(turn: Turn, desk: Desk[Petition], visit: Visit | None) -> tuple[Block, ...]:
    if visit is None or visit.ended_at is None:
        return ()
    then = signatures_then(desk.subject, visit.signatures)
    return (together(*_by_whom(turn, desk, Done.ENDED_AT_DESK), *then),)


def _by_whom(turn: Turn, desk: Desk[Petition], done: Done) -> tuple[str, ...]:
    """When it was done last, and by whom of them."""
    times = turn.store.audit.times_done(desk.organisation.id, done, subject_of(desk.subject.id), 1)
    return tuple(when_and_what(turn, desk, each) for each in times)


def _live(turn: Turn, desk: Desk[Petition]) -> Screen:
    petition = desk.subject
    return Screen(
        signed_by(petition),
        (
            together(
                petition.title,
                filled(_("As of {moment}."), moment=_this_minute(turn, desk)),
                _lately(turn, petition),
                _("Next goal: {goal}.", goal=goal_above(petition)) if petition.is_open else None,
            ),
            *_recipients(turn, petition),
            *_reasons(turn, petition),
            *map(Paragraph, _by_whom(turn, desk, Done.STOOD_AT_DESK)),
            *sample_line(petition.is_sample),
        ),
        rows_of(
            Button(_("It is handed over"), to("live_end", petition.id), Look.MAIN),
            (Button(_("Look again"), to("live", petition.id)), back_from(to("hand", petition.id))),
        ),
        goes_on=to("live", petition.id),
        is_watched=True,
        is_guarded=petition.at_risk,
    )


def _this_minute(turn: Turn, desk: Desk[Petition]) -> Moment:
    """What stands there changes no more once something else is done in that chat: it says of when it is."""
    return Moment(turn.now.replace(second=0, microsecond=0), in_zone(turn, desk.organisation), with_time=True)


def _lately(turn: Turn, petition: Petition) -> str | None:
    """A window that moves would tell of one signature where that is a danger: also when it is an hour old."""
    if petition.at_risk:
        return None
    lately = turn.store.at_the_desk.signed_since(petition.id, turn.now - AN_HOUR, turn.now)
    return _("Within the last hour: {n}.", n=many(petition, lately))


def _recipients(turn: Turn, petition: Petition) -> tuple[Block, ...]:
    """Who is there to receive it."""
    listed = turn.store.handing_over.all_of(petition.id)
    if not listed:
        return (_("It names nobody to whom it is handed."),)
    shown = tuple(_("{whom}: {how}", whom=named(each.said), how=how_it_went(each)) for each in listed[:MOST_RECIPIENTS])
    others = len(listed) - len(shown)
    return (Listing(shown), *((n_("And {n} more.", "And {n} more.", others),) if others else ()))


def _reasons(turn: Turn, petition: Petition) -> tuple[Block, ...]:
    """The latest that everybody may read."""
    latest, _total = turn.store.reasons.of(petition.id, MOST_REASONS)
    return tuple(Quotation(tuple(each.showing.reason.splitlines()), speaker_of(each)) for each in latest)


@organizes("live_on", Deed.DELIVER, of=PETITION, again="live")
def begin(turn: Turn, desk: Desk[Petition]) -> Reply:
    """All of them see the same from now on; where one was faster, that is what is shown."""
    petition = desk.subject
    if problem := cannot_be_told(petition):
        return with_said(turn.follow(to("live", petition.id), {}), problem)
    if turn.store.at_the_desk.begin(petition.id, turn.now):
        write_down(turn, desk, Done.STOOD_AT_DESK)
    return turn.follow(to("live", petition.id), {})


@organizes("live_end", Deed.DELIVER, of=PETITION, again="live")
def end(turn: Turn, desk: Desk[Petition]) -> Reply:
    """It ends for all of them, and leads to writing down how it went; whoever was faster is named."""
    petition = desk.subject
    if not turn.store.at_the_desk.end(petition.id, turn.now):
        return with_said(turn.follow(to("live", petition.id), {}), _("This had ended before. Nothing was changed."))
    write_down(turn, desk, Done.ENDED_AT_DESK)
    open_ones = [each for each in turn.store.handing_over.all_of(petition.id) if not each.is_delivered]
    return _write_it_down(turn, petition, open_ones)


def _write_it_down(turn: Turn, petition: Petition, waiting: list[Recipient]) -> Reply:
    """At once where only one of them can be meant; else they choose."""
    if len(waiting) == 1:
        return turn.follow(to("hand_set", petition.id, waiting[0].id), {})
    return with_said(
        turn.follow(to("hand", petition.id), {}), _("To whom was it handed over? Choose, and write it down.")
    )
