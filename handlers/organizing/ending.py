"""Closing a petition, opening it again, and retiring it with a reason."""

from __future__ import annotations

from config.texts import _, n_
from handlers import asking
from handlers.blocks import Block, Quotation
from handlers.fields import asked_again, check_all
from handlers.organizing.done import Done, with_said
from handlers.organizing.gate import PETITION, Desk, organizes
from handlers.organizing.noting import write_down
from handlers.organizing.rights import Deed
from handlers.screens import Button, Field, FieldKind, Form, Look, Reply, Rows, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import sample_line
from storage.petitions import Petition
from storage.standing import State

MOST_WHY = 300


@organizes("pet_close", Deed.PUBLISH, of=PETITION, reads=True)
def ask_to_close(turn: Turn, desk: Desk[Petition]) -> Reply:
    """Asked once, with what it does."""
    petition = desk.subject
    if not petition.is_open and not turn.store.stages.is_reopening(petition):
        return turn.follow(to("pet_end", petition.id), {})
    said = (
        _("It can't be signed from then on. What was signed stays and stays counted."),
        _("Nobody is told; whoever opens it sees that it has closed. You can open it again."),
    )
    close = Button(_("Close"), to("pet_close_yes", petition.id), Look.DANGER)
    return _asked(petition, _("Close “{title}”?", title=petition.title), said, close)


def _asked(petition: Petition, title: str, said: tuple[Block, ...], yes: Button) -> Screen:
    return Screen(title, (*said, *sample_line(petition.is_sample)), _yes_or_back(petition, yes))


def _yes_or_back(petition: Petition, yes: Button) -> Rows:
    return rows_of((yes, Button(_("Leave it as it is"), to("pet_end", petition.id))))


@organizes("pet_close_yes", Deed.PUBLISH, of=PETITION, again="pet_end")
def close(turn: Turn, desk: Desk[Petition]) -> Reply:
    """It can't be signed any more."""
    shown = to("pet_end", desk.subject.id)
    if not turn.store.stages.close(desk.subject):
        return turn.follow(shown, {})
    write_down(turn, desk, Done.CLOSED)
    return with_said(turn.follow(shown, {}), _("Closed. It can't be signed any more."))


@organizes("pet_reopen", Deed.PUBLISH, of=PETITION, reads=True)
def ask_to_reopen(turn: Turn, desk: Desk[Petition]) -> Reply:
    """Asked once, with who is taken from the count first."""
    petition = desk.subject
    if not _can_open(turn, petition):
        return turn.follow(to("pet_end", petition.id), {})
    said = (
        _("It can be signed again at once. Nobody is told."),
        *_nameless(petition, turn.store.stages.nameless(petition)),
        *((_("Its closing day has passed and is taken out."),) if _closing_has_passed(turn, petition) else ()),
    )
    reopen = Button(_("Open it again"), to("pet_reopen_yes", petition.id))
    return _asked(petition, _("Open “{title}” again?", title=petition.title), said, reopen)


def _can_open(turn: Turn, petition: Petition) -> bool:
    has_ended = not petition.is_open and petition.state not in {State.DRAFT, State.WON}
    return has_ended and not turn.store.stages.is_reopening(petition)


def _closing_has_passed(turn: Turn, petition: Petition) -> bool:
    return petition.closes_at is not None and petition.closes_at <= turn.now


def _nameless(petition: Petition, count: int) -> tuple[str, ...]:
    """Said only where there is something to say."""
    if petition.at_risk:
        return (_("Signatures of those who erased themselves after it had ended are taken from the count first."),)
    if not count:
        return ()
    return (
        n_(
            "{n} signer erased themselves after it had ended; that signature is taken from the count first.",
            "{n} signers erased themselves after it had ended; these signatures are taken from the count first.",
            count,
        ),
    )


@organizes("pet_reopen_yes", Deed.PUBLISH, of=PETITION, again="pet_end")
def reopen(turn: Turn, desk: Desk[Petition]) -> Reply:
    """It can be signed again; where many are taken from the count first, before long."""
    petition, shown = desk.subject, to("pet_end", desk.subject.id)
    if not _can_open(turn, petition):
        return turn.follow(shown, {})
    is_open = turn.store.stages.reopen(petition, turn.now)
    write_down(turn, desk, Done.REOPENED)
    said = _("Open. It can be signed again.") if is_open else _("It opens as soon as the count is right.")
    return with_said(turn.follow(shown, {}), said)


@organizes("pet_retire", Deed.PUBLISH, of=PETITION, again="pet_end")
def ask_to_retire(turn: Turn, desk: Desk[Petition]) -> Reply:
    """With a reason that everybody reads, and a last look at it."""
    petition, shown = desk.subject, to("pet_end", desk.subject.id)
    if petition.state not in {State.OPEN, State.CLOSED}:
        return turn.follow(shown, {})
    form = _form(petition)
    if not turn.values:
        return form
    answers, problem = check_all(form.fields, dict(turn.values))
    if problem:
        return asked_again(form, answers, problem)
    return _last_look(turn, petition, form, answers)


def _last_look(turn: Turn, petition: Petition, form: Form, answers: dict[str, str]) -> Screen:
    """What everybody will read, before it is so."""
    waiting = asking.keep_waiting(turn, form, answers, to("pet_retire_yes", petition.id))
    retire = Button(_("Retire it"), waiting.send, Look.DANGER)
    change, cancel = Button(_("Change the reason"), waiting.change), Button(_("Cancel"), waiting.cancel)
    return Screen(
        form.title,
        (
            _("For everybody to read:"),
            Quotation((answers["why"],), petition.organisation),
            _what_stays(petition),
            *sample_line(petition.is_sample),
        ),
        rows_of(retire, (change, cancel)),
    )


def _what_stays(petition: Petition) -> str:
    """Without a number where a single signature could endanger somebody."""
    if petition.at_risk:
        return _("It can't be signed from then on; what was signed stays counted. Nobody is written to.")
    return n_(
        "It can't be signed from then on; {n} signature stays counted. Nobody is written to.",
        "It can't be signed from then on; {n} signatures stay counted. Nobody is written to.",
        petition.count,
    )


@organizes("pet_retire_yes", Deed.PUBLISH, of=PETITION, again="pet_end")
def retire(turn: Turn, desk: Desk[Petition]) -> Reply:
    """It can't be signed any more, and says why."""
    petition, shown = desk.subject, to("pet_end", desk.subject.id)
    answers, problem = check_all(_form(petition).fields, dict(turn.values))
    if problem or not turn.store.stages.retire(petition, answers["why"], turn.now):
        return turn.follow(shown, {})
    write_down(turn, desk, Done.RETIRED)
    return with_said(turn.follow(shown, {}), _("Retired. Your reason stands on the petition."))


def _form(petition: Petition) -> Form:
    return Form(
        title=_("Retire “{title}”", title=petition.title),
        intro=(
            _("It can't be signed from then on, and says why. Its code goes on working, and signers keep it listed."),
            *sample_line(petition.is_sample),
        ),
        fields=(Field("why", _("Why, for everybody to read?"), FieldKind.LONG, most=MOST_WHY, label=_("Reason")),),
        action=to("pet_retire", petition.id),
        back=to("pet_end", petition.id),
    )
