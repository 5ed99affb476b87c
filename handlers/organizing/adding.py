"""Signatures that were not made here: added from paper and from other lists, listed, and put right."""

from __future__ import annotations

from config.texts import _, number
from handlers import asking
from handlers.blocks import Block, Listing, Moment, Paragraph, Span
from handlers.counts import added_from, counted_apart, signed_by
from handlers.fields import asked_again, check_all
from handlers.lists import Entry, Page, Way, list_screen, page_of
from handlers.organizing.done import Done, with_said
from handlers.organizing.gate import PETITION, Desk, organizes
from handlers.organizing.naming import in_zone
from handlers.organizing.pieces import where_people_are_told
from handlers.organizing.rights import Deed
from handlers.organizing.writing import another_by_now, saved
from handlers.screens import Action, Button, Choice, Field, FieldKind, Form, Look, Reply, Screen, rows_of, to
from handlers.turn import Turn
from handlers.typed_numbers import number_in
from handlers.wording import back_from, filled, sample_line
from storage.additions import Addition, From
from storage.goals import crossed
from storage.petitions import Petition

MOST_ADDED, HIGHEST_COUNT = 1_000_000, 1_000_000_000
SURPRISING = 1_000
"""More than these, and more than have signed so far, is asked about once more."""
MOST_NOTE, MOST_NUMBER = 200, 20


def paper_button(desk: Desk[Petition]) -> Button | None:
    """From a petition's desk to what is counted and was not made here, for those who may add."""
    return Button(_("Paper, other lists"), to("paper", desk.subject.id)) if desk.may(Deed.ADD_SIGNATURES) else None


@organizes("paper", Deed.ADD_SIGNATURES, of=PETITION, reads=True)
def list_added(turn: Turn, desk: Desk[Petition], page: int = 1) -> Reply:
    """How many were made where, and each entry, the newest first."""
    petition = desk.subject
    found = page_of(lambda most, skip: turn.store.additions.of(petition.id, most, skip), page)
    entries = Page([_entry(turn, desk, each) for each in found.items], found.number, found.total)
    add = None if petition.is_draft else Button(_("Add signatures"), to("paper_add", petition.id))
    way = Way(back_from(where_people_are_told(petition.id)), "paper", (petition.id,), add)
    apart = counted_apart(petition, turn.store.additions.not_here(petition.id)) or (signed_by(petition),)
    lead = apart if not petition.is_draft else (_unpublished(),)
    title = _("Added to “{title}”", title=petition.title)
    return list_screen(title, entries, way, *lead, *sample_line(petition.is_sample))


def _unpublished() -> str:
    return _("It is not published yet: signatures can be added once it is.")


def _entry(turn: Turn, desk: Desk[Petition], added: Addition) -> Entry:
    facts = _day_and_note(turn, desk, added)
    return Entry(added_from(added.kind, added.stands), facts, to("paper_one", desk.subject.id, added.id))


def _day_and_note(turn: Turn, desk: Desk[Petition], added: Addition) -> tuple[Span, ...]:
    at = Moment(added.at, in_zone(turn, desk.organisation))
    return filled(_("{day}: {note}"), day=at, note=added.note)


@organizes("paper_one", Deed.ADD_SIGNATURES, of=PETITION, reads=True)
def show_added(turn: Turn, desk: Desk[Petition], addition_id: int) -> Reply:
    """One entry, with whatever was put right of it."""
    petition, added = desk.subject, turn.store.additions.find(desk.subject.id, addition_id)
    if added is None:
        return _gone(turn, petition)
    fix = Button(_("Put it right"), to("paper_fix", petition.id, added.id, added.stands))
    return Screen(
        added_from(added.kind, added.stands),
        (
            petition.title,
            Paragraph(_day_and_note(turn, desk, added)),
            *_corrections(turn, desk, added),
            *sample_line(petition.is_sample),
        ),
        rows_of((fix, back_from(to("paper", petition.id)))),
    )


def _corrections(turn: Turn, desk: Desk[Petition], added: Addition) -> tuple[Block, ...]:
    zone = in_zone(turn, desk.organisation)
    lines = [
        filled(_("{day}, {by}: {note}"), day=Moment(each.at, zone), by=_signed_number(each.by), note=each.note)
        for each in turn.store.additions.corrections(added)
    ]
    return (_("Entered as {n}, and put right since:", n=added.amount), Listing(tuple(lines))) if lines else ()


def _signed_number(by: int) -> str:
    return f"+{number(by)}" if by > 0 else f"−{number(-by)}"


def _gone(turn: Turn, petition: Petition) -> Reply:
    return with_said(turn.follow(to("paper", petition.id), {}), _("There is no such entry. Nothing was changed."))


@organizes("paper_add", Deed.ADD_SIGNATURES, of=PETITION, again="paper")
def add_signatures(turn: Turn, desk: Desk[Petition]) -> Reply:
    """From where, how many, and a note; what surprises is asked about once more."""
    return _add(turn, desk, is_sure=False)


@organizes("paper_sure", Deed.ADD_SIGNATURES, of=PETITION, again="paper")
def add_surely(turn: Turn, desk: Desk[Petition]) -> Reply:
    """The same, after that question."""
    return _add(turn, desk, is_sure=True)


def _add(turn: Turn, desk: Desk[Petition], *, is_sure: bool) -> Reply:
    petition, form, listed = desk.subject, adding_form(desk.subject), to("paper", desk.subject.id)
    if petition.is_draft:
        return with_said(turn.follow(listed, {}), _unpublished())
    if not turn.values:
        return turn.follow(listed, {}) if is_sure else form
    answers, problem = check_all(form.fields, dict(turn.values))
    if problem:
        return asked_again(form, answers, problem)
    amount, kind = number_in(answers["number"]) or 0, From(answers["kind"])
    if problem := _problem_with(petition, amount):
        return asked_again(form, answers, problem, without="number")
    if not is_sure and (why := _surprise(turn, petition, kind, amount, answers["note"])):
        sure = to("paper_sure", petition.id)
        return _ask_once_more(turn, form, answers, why, sure, added_from(kind, amount))
    counted = turn.store.additions.add(petition.id, kind, amount, answers["note"], turn.now)
    said = _("Added: {what}.", what=added_from(kind, amount))
    reached = crossed(counted.count - amount, counted.count, petition.ladder)
    return saved(turn, desk, Done.ADDED_SIGNATURES, listed, _with_goal(said, reached), what=kind.value, number=amount)


def _with_goal(said: str, reached: list[int]) -> str:
    if not reached:
        return said
    goal = _("The goal of {n} is reached by that; nobody is written to.", n=reached[-1])
    return f"{said} {goal}"


def adding_form(petition: Petition) -> Form:
    """Three questions."""
    kinds = (Choice(From.PAPER.value, _("On paper")), Choice(From.LIST.value, _("On another list")))
    return Form(
        title=_("Add signatures to “{title}”", title=petition.title),
        intro=(_("They are counted apart, and nobody is written to."), *sample_line(petition.is_sample)),
        fields=(
            Field("kind", _("Where were they made?"), FieldKind.CHOICE, choices=kinds, label=_("Made")),
            _number_field(_("How many are they?")),
            _note_field(_("Where are they from, and who counted them? A note for everybody to read.")),
        ),
        action=to("paper_add", petition.id),
        back=to("paper", petition.id),
    )


def _number_field(question: str) -> Field:
    return Field("number", question, check="number", most=MOST_NUMBER, label=_("How many"))


def _note_field(question: str) -> Field:
    return Field("note", question, check="words", most=MOST_NOTE, label=_("Note"))


def _problem_with(petition: Petition, amount: int) -> str:
    if not 1 <= amount <= MOST_ADDED:
        return _("At once it is from 1 to {most} signatures. Nothing was saved.", most=MOST_ADDED)
    if petition.count + amount > HIGHEST_COUNT:
        return _("A petition has at most {most} signatures. Nothing was saved.", most=HIGHEST_COUNT)
    return ""


def _surprise(turn: Turn, petition: Petition, kind: From, amount: int, note: str) -> str:
    """Why somebody should look once more; nothing where there is no reason."""
    newest, _total = turn.store.additions.of(petition.id, 1)
    if newest and (newest[0].kind, newest[0].amount, newest[0].note) == (kind, amount, note):
        return _("Just that was added last. Add it once more only if these are others.")
    return _too_many(petition, amount)


def _too_many(petition: Petition, difference: int) -> str:
    if difference <= SURPRISING or difference <= petition.count:
        return ""
    return _("That is more than have signed so far: {signed}", signed=signed_by(petition))


def _ask_once_more(turn: Turn, form: Form, answers: dict[str, str], why: str, sure: Action, what: str) -> Screen:
    waiting = asking.keep_waiting(turn, form, answers, sure)
    change, cancel = Button(_("Change the answers"), waiting.change), Button(_("Cancel"), waiting.cancel)
    said = (why, _("Nothing was added so far."))
    return Screen(
        _("Is that right: {what}?", what=what),
        said,
        rows_of(Button(_("That is right"), waiting.send, Look.MAIN), (change, cancel)),
    )


@organizes("paper_fix", Deed.ADD_SIGNATURES, of=PETITION, again="paper")
def put_right(turn: Turn, desk: Desk[Petition], addition_id: int, seen: int) -> Reply:
    """How many they are in truth, and why; what surprises is asked about once more."""
    return _put_right(turn, desk, addition_id, seen, is_sure=False)


@organizes("paper_right", Deed.ADD_SIGNATURES, of=PETITION, again="paper")
def put_right_surely(turn: Turn, desk: Desk[Petition], addition_id: int, seen: int) -> Reply:
    """The same, after that question."""
    return _put_right(turn, desk, addition_id, seen, is_sure=True)


def _put_right(turn: Turn, desk: Desk[Petition], addition_id: int, seen: int, *, is_sure: bool) -> Reply:
    petition, added = desk.subject, turn.store.additions.find(desk.subject.id, addition_id)
    if added is None:
        return _gone(turn, petition)
    shown = to("paper_one", petition.id, added.id)
    if added.stands != seen:
        return another_by_now(turn, shown)
    form = fixing_form(petition, added)
    if not turn.values:
        return turn.follow(shown, {}) if is_sure else form
    answers, problem = check_all(form.fields, dict(turn.values))
    if problem:
        return asked_again(form, answers, problem)
    stands = number_in(answers["number"]) or 0
    if stands > MOST_ADDED:
        said = _("It is from 0 to {most} signatures. Nothing was saved.", most=MOST_ADDED)
        return asked_again(form, answers, said, without="number")
    if not is_sure and (why := _too_many(petition, stands - added.stands)):
        sure = to("paper_right", petition.id, added.id, added.stands)
        return _ask_once_more(turn, form, answers, why, sure, added_from(added.kind, stands))
    if turn.store.additions.correct(added, stands, answers["note"], turn.now) is None:
        return with_said(turn.follow(shown, {}), _("That is what stands there. Nothing was changed."))
    said = _("Put right: {what}.", what=added_from(added.kind, stands))
    return saved(turn, desk, Done.CORRECTED_ADDED, shown, said, what=added.kind.value, number=stands)


def fixing_form(petition: Petition, added: Addition) -> Form:
    """Two questions; its action names what its writer saw."""
    return Form(
        title=_("Put right: {what}", what=added_from(added.kind, added.stands)),
        intro=sample_line(petition.is_sample),
        fields=(
            _number_field(_("How many are they in truth? 0 takes all of them out.")),
            _note_field(_("What was wrong? A note for everybody to read.")),
        ),
        action=to("paper_fix", petition.id, added.id, added.stands),
        back=to("paper_one", petition.id, added.id),
    )
