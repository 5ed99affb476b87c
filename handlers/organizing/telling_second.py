"""A second organizer, where an organisation asks for that: asked in their chats, and whoever agrees sends it."""

from __future__ import annotations

from config.texts import _, n_
from handlers.fields import asked_again, check_all
from handlers.organizing.done import Done, with_said
from handlers.organizing.gate import BROADCAST, Desk, organizes
from handlers.organizing.naming import title_of
from handlers.organizing.rehearsing import rehearsal_blocks, rehearsal_of
from handlers.organizing.rights import Deed, may, who_may
from handlers.organizing.telling_hindrances import SAID, nothing_to_send
from handlers.organizing.telling_parts import back_to_telling, note, saved, too_late
from handlers.organizing.telling_sending import is_another, mark_of_all
from handlers.screens import Button, Field, FieldKind, Form, Look, Reply, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import sample_line
from storage.asking_another import Ask
from storage.broadcast_rows import Broadcast, BroadcastState, Hindrance

MOST_REASON = 300


def buttons_of_asked(turn: Turn, desk: Desk[Broadcast]) -> tuple[Button | None, ...]:
    """To agree, to send what was agreed to, or to go on alone."""
    found, ask = desk.subject, turn.store.asking_another.asked(desk.subject.id)
    if ask is None:
        return ()
    if ask.is_agreed and turn.store.broadcasts.hindrance(found, turn.now):
        return ()
    if ask.is_agreed:
        return (Button(_("Send it"), to("tell_send", found.id), Look.MAIN),)
    if ask.may_be_agreed_by(desk.me.supporter_id):
        return (Button(_("Agree…"), to("tell_agree", found.id), Look.MAIN),)
    if ask.waited_too_long(turn.now) and desk.may(Deed.TELL_ALONE):
        return (Button(_("Go on alone…"), to("tell_alone", found.id), Look.MAIN),)
    return ()


def lines_of_asked(turn: Turn, desk: Desk[Broadcast]) -> tuple[str, ...]:
    """What is waited for."""
    ask = turn.store.asking_another.asked(desk.subject.id) if desk.subject.state is BroadcastState.ASKED else None
    if ask is None or ask.is_agreed or ask.may_be_agreed_by(desk.me.supporter_id):
        return ()
    if not ask.waited_too_long(turn.now):
        return (_("Where nobody answers within 30 minutes, an owner may go on alone and say why."),)
    return (_("Nobody has answered for 30 minutes: an owner may go on alone and say why."),)


@organizes("tell_ask", Deed.TELL, of=BROADCAST, again="tell")
def ask(turn: Turn, desk: Desk[Broadcast]) -> Reply:
    """All others who may agree are told in their chats."""
    found, shown = desk.subject, to("tell", desk.subject.id)
    if turn.store.broadcasts.hindrance(found, turn.now) is not Hindrance.NOT_AGREED:
        return turn.follow(shown, {})
    if nothing_to_send(turn, found, rehearsal_of(turn, found)):
        return turn.follow(shown, {})
    if not turn.store.asking_another.ask(found.id, desk.me.supporter_id, turn.now, who_may(Deed.CONFIRM)):
        return too_late(turn, desk)
    return saved(turn, desk, Done.ASKED_SECOND, shown, _asked(turn, desk))


def _asked(turn: Turn, desk: Desk[Broadcast]) -> str:
    members = turn.store.members.how_many(desk.organisation.id)
    others = sum(n for role, n in members.items() if may(role, Deed.CONFIRM)) - 1
    if not others:
        return _("There is no other organizer yet. Invite one, or let an owner go on alone after 30 minutes.")
    return n_("{n} organizer is asked.", "{n} organizers are asked.", others)


@organizes("tell_agree", Deed.CONFIRM, of=BROADCAST, reads=True, again="tell")
def ask_to_agree(turn: Turn, desk: Desk[Broadcast]) -> Reply:
    """What it says and to whom it goes, once more."""
    found, ask = desk.subject, turn.store.asking_another.asked(desk.subject.id)
    rehearsal = rehearsal_of(turn, found) if found.state is BroadcastState.ASKED else None
    is_counted = rehearsal is not None and rehearsal.is_finished
    if ask is None or rehearsal is None or not (is_counted and _may_agree(desk, ask)):
        return turn.follow(to("tell", found.id), {})
    is_later = found.starts_at is not None and found.starts_at > turn.now
    label = _("Agree") if is_later else _("Agree and send now")
    mark = mark_of_all(turn, found, rehearsal)
    look = Button(_("See how it comes"), to("tell_look", found.id))
    return Screen(
        _("Agree to “{title}”?", title=title_of(turn, found)),
        (
            _("It is sent at its time.") if is_later else _("It is sent at once."),
            *rehearsal_blocks(turn, rehearsal),
            *sample_line(found.is_sample),
        ),
        rows_of(Button(label, to("tell_agreed", found.id, mark), Look.MAIN), (look, back_to_telling(found))),
    )


def _may_agree(desk: Desk[Broadcast], ask: Ask) -> bool:
    return ask.may_be_agreed_by(desk.me.supporter_id)


@organizes("tell_agreed", Deed.CONFIRM, of=BROADCAST, again="tell")
def agree(turn: Turn, desk: Desk[Broadcast], seen: str) -> Reply:
    """Exactly what they saw is sent, or waits for its time."""
    found = desk.subject
    if found.state is not BroadcastState.ASKED:
        return too_late(turn, desk)
    rehearsal = rehearsal_of(turn, found)
    if seen != mark_of_all(turn, found, rehearsal):
        return is_another(turn, found, rehearsal, to("tell_agree", found.id))
    if not turn.store.asking_another.agree(found.id, desk.me.supporter_id, turn.now):
        return too_late(turn, desk)
    note(turn, desk, Done.AGREED)
    return begun(turn, desk)


def begun(turn: Turn, desk: Desk[Broadcast]) -> Reply:
    """What was agreed to begins, unless it waits for its time or something else hinders it."""
    shown, found = to("tell", desk.subject.id), turn.store.broadcasts.find(desk.subject.id)
    if found is not None and found.state is BroadcastState.SCHEDULED:
        return with_said(turn.follow(shown, {}), _("Agreed. It is sent at its time."))
    hindrance = turn.store.broadcasts.hindrance(found, turn.now) if found else None
    if hindrance is not None and hindrance in SAID:
        return with_said(turn.follow(shown, {}), _(SAID[hindrance]))
    if turn.store.broadcasts.start(desk.subject.id, turn.now):
        note(turn, desk, Done.SENT)
        return with_said(turn.follow(shown, {}), _("It is being sent."))
    return with_said(turn.follow(shown, {}), _("Agreed."))


@organizes("tell_alone", Deed.TELL_ALONE, of=BROADCAST, again="tell")
def go_on_alone(turn: Turn, desk: Desk[Broadcast]) -> Reply:
    """An owner whom nobody answered says why, which stands in the trail."""
    found, ask = desk.subject, turn.store.asking_another.asked(desk.subject.id)
    if found.state is not BroadcastState.ASKED or ask is None or ask.is_agreed:
        return too_late(turn, desk)
    if not ask.waited_too_long(turn.now):
        early = _("A second organizer has 30 minutes to answer. Nothing was sent.")
        return with_said(turn.follow(to("tell", found.id), {}), early)
    form = _form(turn, found)
    answers, problem = check_all(form.fields, dict(turn.values))
    if problem:
        return asked_again(form, answers, problem)
    if not turn.store.asking_another.go_alone(found.id, desk.me.supporter_id, turn.now):
        return too_late(turn, desk)
    note(turn, desk, Done.WENT_ALONE, reason=answers["reason"])
    return begun(turn, desk)


def _form(turn: Turn, found: Broadcast) -> Form:
    question = _("Why does it go out without a second organizer?")
    return Form(
        title=_("Send “{title}” alone", title=title_of(turn, found)),
        intro=(_("Your reason stands in what was done, for all owners."), *sample_line(found.is_sample)),
        fields=(Field("reason", question, FieldKind.LONG, "words", most=MOST_REASON, label=_("Reason")),),
        action=to("tell_alone", found.id),
        back=to("tell", found.id),
    )
