"""An alarm looked at, and answered: whoever is first, answers; the second sees who did."""

from __future__ import annotations

from config.texts import _, n_, number
from handlers.blocks import Block, Line, Moment, Paragraph
from handlers.organizing.done import Done, with_said
from handlers.organizing.gate import ALARM, Desk, organizes
from handlers.organizing.holding_new import hold_button
from handlers.organizing.naming import back_to_desk, in_zone
from handlers.organizing.noting import write_of
from handlers.organizing.rights import Deed
from handlers.screens import Button, Look, Reply, Rows, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import filled, sample_line, together
from storage.alarms import Alarm, AlarmState
from storage.follows import subject_of
from storage.petitions import Petition


def burst_said(alarm: Alarm) -> str:
    """What was seen, in one sentence of numbers."""
    return n_(
        "{n} signature in {minutes} minutes, usually {usual}",
        "{n} signatures in {minutes} minutes, usually {usual}",
        alarm.count,
        minutes=alarm.minutes,
        usual=number(alarm.usual),
    )


def by_link_said(alarm: Alarm) -> tuple[str, ...]:
    """Where most came by one link."""
    return (_("Most came by one link."),) if alarm.by_one_link else ()


def alarm_buttons(alarm: Alarm) -> Rows:
    """What can be said to it at once."""
    look = Button(_("Look"), to("alarm", alarm.id))
    return rows_of(hold_button(alarm.petition_id, Look.MAIN), (look, fine_button(alarm)))


def fine_button(alarm: Alarm) -> Button:
    """Nothing is wrong."""
    return Button(_("It is fine"), to("alarm_fine", alarm.id))


@organizes("alarm", Deed.HOLD_NEW, of=ALARM, reads=True)
def show_alarm(turn: Turn, desk: Desk[Alarm]) -> Reply:
    """What was seen when, what is known now, and who has answered."""
    petition = desk.petition(turn, desk.subject.petition_id)
    body: tuple[Block, ...] = (
        together(petition.title, _seen_at(turn, desk), *by_link_said(desk.subject)),
        *_answer(turn, desk),
        *(() if desk.subject.usual else (_("Few or none came at this hour on the last seven days."),)),
        *sample_line(petition.is_sample),
    )
    return Screen(burst_said(desk.subject), body, _rows(desk, petition))


def _seen_at(turn: Turn, desk: Desk[Alarm]) -> Line:
    at = Moment(desk.subject.raised_at, in_zone(turn, desk.organisation), with_time=True)
    return filled(_("Seen {moment}"), moment=at)


def _rows(desk: Desk[Alarm], petition: Petition) -> Rows:
    alarm = desk.subject
    hold = hold_button(petition.id, Look.MAIN)
    waiting = Button(_("See what waits"), to("holding", petition.id), Look.MAIN)
    sweeps = Button(_("Hold or strike out many"), to("sweeps", petition.id))
    fine = (fine_button(alarm),) if alarm.is_open else ()
    return rows_of(waiting if petition.holds_new else hold, (sweeps, *fine), back_to_desk(desk.organisation.id))


def _answer(turn: Turn, desk: Desk[Alarm]) -> tuple[Paragraph | str, ...]:
    alarm = desk.subject
    if alarm.is_open:
        return (_("Nobody has answered yet."),)
    sentences = {
        AlarmState.HELD: _("{who} held everything new at {moment}."),
        AlarmState.FINE: _("{who} said at {moment} that it is fine."),
    }
    assert alarm.answered_at is not None, "what was answered was so at some time"
    at = Moment(alarm.answered_at, in_zone(turn, desk.organisation), with_time=True)
    return (Paragraph(filled(sentences[alarm.state], who=_who(turn, desk), moment=at)),)


def _who(turn: Turn, desk: Desk[Alarm]) -> str:
    by = desk.subject.supporter_id
    if by == desk.me.supporter_id:
        return desk.me.name
    member = turn.store.members.of(by, desk.organisation.id) if by is not None else None
    return member.name if member else _("Somebody who has left since")


@organizes("alarm_fine", Deed.HOLD_NEW, of=ALARM, again="alarm")
def say_it_is_fine(turn: Turn, desk: Desk[Alarm]) -> Reply:
    """The first answer holds; the second person sees whose that was."""
    alarm, shown = desk.subject, to("alarm", desk.subject.id)
    petition = desk.petition(turn, alarm.petition_id)
    if turn.store.alarms.is_fine(alarm, desk.me, turn.now) is None:
        return with_said(turn.follow(shown, {}), _("This alarm was answered before. Nothing was changed."))
    write_of(turn, desk, Done.SAID_FINE, subject_of(petition.id), code=petition.code)
    return turn.follow(shown, {})
