"""Whom a petition asks, and to whom it is only handed: offices, people and districts, in an order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import wraps
from typing import Concatenate, ParamSpec

from config.texts import _
from handlers.fields import check_all
from handlers.lists import Entry, Page, Way, list_screen, page_of
from handlers.organizing.done import Done, with_said
from handlers.organizing.gate import PETITION, Desk, organizes
from handlers.organizing.rights import Deed
from handlers.organizing.writing import saved
from handlers.screens import Action, Button, Field, Form, Look, Reply, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import back_from, named_target, sample_line
from storage.drafting_parts import StoredTarget, Target
from storage.petitions import Petition

P = ParamSpec("P")
MOST_TARGETS, MOST_WORDS = 10, 120


@organizes("pet_asks", Deed.WRITE_PETITION, of=PETITION, reads=True)
def list_targets(turn: Turn, desk: Desk[Petition], page: int = 1) -> Reply:
    """In the organizers' order, five to a page."""
    petition = desk.subject
    targets = turn.store.drafted_parts.targets(petition.id)

    def fetch(most: int, skip: int) -> tuple[Sequence[StoredTarget], int]:
        return targets[skip : skip + most], len(targets)

    found = page_of(fetch, page)
    entries = Page([_entry(petition, each) for each in found.items], found.number, found.total)
    is_fixed = turn.store.drafted_parts.is_signed(petition)
    more = None if is_fixed else Button(_("Name one"), to("pet_target_new", petition.id))
    nobody = () if targets else (_("Nobody yet. Name an office, a person, or a district with its person."),)
    lead = (*nobody, *((asks_something_else(),) if is_fixed else ()), *sample_line(petition.is_sample))
    way = Way(back_from(to("pet", petition.id)), "pet_asks", (petition.id,), more)
    return list_screen(_("Whom “{title}” asks", title=petition.title), entries, way, *lead)


def _entry(petition: Petition, stored: StoredTarget) -> Entry:
    return Entry(named(stored.said), what_it_gets(stored), to("pet_target", petition.id, stored.id))


def named(said: Target) -> str:
    """A target in whichever of its shapes."""
    return named_target(said.office, said.person, said.district)


def what_it_gets(stored: StoredTarget) -> str:
    """Whether it is asked, or handed the signatures alone."""
    if stored.is_delivered:
        return _("The signatures were handed over to it.")
    return _("It is asked.") if stored.said.is_addressed else _("It is handed the signatures, and not asked.")


def asks_something_else() -> str:
    """Why it can't be changed here any more."""
    return _("Somebody has signed. To ask somebody else is to ask something else: that needs a new version.")


def _refused(turn: Turn, petition: Petition, sentence: str) -> Reply:
    return with_said(turn.follow(to("pet_asks", petition.id), {}), sentence)


def _gone(turn: Turn, petition: Petition) -> Reply:
    return _refused(turn, petition, _("This one is gone. Nothing was changed."))


def _found(turn: Turn, petition: Petition, target_id: int) -> StoredTarget | None:
    return next((each for each in turn.store.drafted_parts.targets(petition.id) if each.id == target_id), None)


def _until_signed(
    handler: Callable[Concatenate[Turn, Desk[Petition], P], Reply],
) -> Callable[Concatenate[Turn, Desk[Petition], P], Reply]:
    """Whom it asks stays the same once somebody has signed."""

    @wraps(handler)
    def checked(turn: Turn, desk: Desk[Petition], /, *args: P.args, **kwargs: P.kwargs) -> Reply:
        if turn.store.drafted_parts.is_signed_by_now(desk.subject):
            return _refused(turn, desk.subject, asks_something_else())
        return handler(turn, desk, *args, **kwargs)

    return checked


@organizes("pet_target", Deed.WRITE_PETITION, of=PETITION, reads=True)
def show_target(turn: Turn, desk: Desk[Petition], target_id: int) -> Reply:
    """One of them, and what may be changed of it."""
    petition = desk.subject
    stored = _found(turn, petition, target_id)
    if stored is None:
        return _gone(turn, petition)
    if turn.store.drafted_parts.is_signed(petition):
        return _as_it_stays(petition, stored)
    ids = (petition.id, target_id)
    other = _("Only hand it over") if stored.said.is_addressed else _("Ask it, too")
    out = () if stored.is_delivered else (Button(_("Take it out"), to("pet_target_out", *ids), Look.DANGER),)
    return Screen(
        named(stored.said),
        (what_it_gets(stored), *sample_line(petition.is_sample)),
        rows_of(
            (Button(_("Change the words"), to("pet_target_edit", *ids)), Button(other, to("pet_target_ask", *ids))),
            (Button(_("Move it up"), to("pet_target_up", *ids)), *out),
            back_from(to("pet_asks", petition.id)),
        ),
    )


def _as_it_stays(petition: Petition, stored: StoredTarget) -> Screen:
    body = (what_it_gets(stored), asks_something_else(), *sample_line(petition.is_sample))
    return Screen(named(stored.said), body, rows_of(back_from(to("pet_asks", petition.id))))


@organizes("pet_target_new", Deed.WRITE_PETITION, of=PETITION, reads=True)
def ask_for_target(_turn: Turn, desk: Desk[Petition]) -> Reply:
    """One more."""
    return target_form(desk.subject, to("pet_target_add", desk.subject.id), to("pet_asks", desk.subject.id))


@organizes("pet_target_edit", Deed.WRITE_PETITION, of=PETITION, reads=True)
def ask_to_change_target(turn: Turn, desk: Desk[Petition], target_id: int) -> Reply:
    """The same one in other words."""
    petition = desk.subject
    stored = _found(turn, petition, target_id)
    if stored is None:
        return _gone(turn, petition)
    return _form_of(petition, stored)


def _form_of(petition: Petition, stored: StoredTarget) -> Form:
    ids = (petition.id, stored.id)
    return target_form(petition, to("pet_target_set", *ids), to("pet_target", *ids), stored.said)


def target_form(petition: Petition, action: Action, back: Action, said: Target | None = None) -> Form:
    """Office, person and district; not all of them are needed. `said` is what stands there."""
    questions = {
        "office": (_("Which office, such as Mayor of Leeds? It may be left out."), _("Office")),
        "person": (_("Which person? It may be left out where the office is asked, whoever holds it."), _("Person")),
        "district": (
            _("For which district, such as Leeds North? It may be left out."),
            _("District"),
        ),
    }
    return Form(
        title=_("Whom it asks"),
        intro=sample_line(petition.is_sample),
        fields=tuple(
            Field(name, question, label=label, most=MOST_WORDS, is_required=False, present=getattr(said, name, ""))
            for name, (question, label) in questions.items()
        ),
        action=action,
        back=back,
    )


def typed_target(turn: Turn, form: Form) -> Target | Form:
    """What was typed; a district has somebody in it."""
    answers, problem = check_all(form.fields, dict(turn.values))
    if not (problem or answers["office"] or answers["person"]):
        problem = _("Name an office or a person. Nothing was saved.")
    return (
        replace(form, problem=problem) if problem else Target(answers["office"], answers["person"], answers["district"])
    )


@organizes("pet_target_add", Deed.WRITE_PETITION, of=PETITION, again="pet_asks")
@_until_signed
def add_target(turn: Turn, desk: Desk[Petition]) -> Reply:
    """It stands last; up to ten."""
    petition, shown = desk.subject, to("pet_asks", desk.subject.id)
    said = typed_target(turn, target_form(petition, to("pet_target_add", petition.id), shown))
    if isinstance(said, Form):
        return said
    if len(turn.store.drafted_parts.targets(petition.id)) >= MOST_TARGETS:
        return _refused(turn, petition, _("A petition asks at most {n}. Nothing was changed.", n=MOST_TARGETS))
    if not turn.store.drafted_parts.add_target(petition.id, said):
        return _refused(turn, petition, _("This one stands there already. Nothing was changed."))
    return saved(turn, desk, Done.CHANGED_TARGETS, shown, _("Added: {target}", target=named(said)))


@organizes("pet_target_set", Deed.WRITE_PETITION, of=PETITION, again="pet_target")
@_until_signed
def change_target(turn: Turn, desk: Desk[Petition], target_id: int) -> Reply:
    """In other words, at its place."""
    petition = desk.subject
    stored = _found(turn, petition, target_id)
    if stored is None:
        return _gone(turn, petition)
    said = typed_target(turn, _form_of(petition, stored))
    if isinstance(said, Form):
        return said
    return _changed(turn, desk, target_id, replace(said, is_addressed=stored.said.is_addressed))


def _changed(turn: Turn, desk: Desk[Petition], target_id: int, said: Target) -> Reply:
    petition = desk.subject
    if not turn.store.drafted_parts.change_target(petition.id, target_id, said):
        return _refused(turn, petition, _("This one stands there already. Nothing was changed."))
    return saved(turn, desk, Done.CHANGED_TARGETS, to("pet_target", petition.id, target_id), _("Saved."))


@organizes("pet_target_ask", Deed.WRITE_PETITION, of=PETITION, again="pet_target")
@_until_signed
def ask_or_hand_over(turn: Turn, desk: Desk[Petition], target_id: int) -> Reply:
    """Whether it is asked, or only handed the signatures; the one becomes the other."""
    stored = _found(turn, desk.subject, target_id)
    if stored is None:
        return _gone(turn, desk.subject)
    return _changed(turn, desk, target_id, replace(stored.said, is_addressed=not stored.said.is_addressed))


@organizes("pet_target_up", Deed.WRITE_PETITION, of=PETITION, again="pet_asks")
@_until_signed
def move_target_up(turn: Turn, desk: Desk[Petition], target_id: int) -> Reply:
    """Before the one above it; the first stays where it is."""
    petition = desk.subject
    if not turn.store.drafted_parts.move_up(petition.id, target_id):
        return _refused(turn, petition, _("It stands first already. Nothing was changed."))
    return saved(turn, desk, Done.CHANGED_TARGETS, to("pet_asks", petition.id), _("Moved up."))


@organizes("pet_target_out", Deed.WRITE_PETITION, of=PETITION, again="pet_asks")
@_until_signed
def remove_target(turn: Turn, desk: Desk[Petition], target_id: int) -> Reply:
    """It is asked no more; whoever was handed the signatures stays."""
    petition = desk.subject
    if not turn.store.drafted_parts.remove_target(petition.id, target_id):
        return _gone(turn, petition)
    return saved(turn, desk, Done.CHANGED_TARGETS, to("pet_asks", petition.id), _("Taken out."))
