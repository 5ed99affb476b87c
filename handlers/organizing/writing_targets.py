"""Whom a petition asks, and to whom it is only handed: offices, people and districts, in an order."""

from __future__ import annotations

from dataclasses import replace

from config.texts import _
from handlers.fields import check_all
from handlers.lists import Entry, Page, Way, list_screen, page_among
from handlers.organizing.done import Done, with_said
from handlers.organizing.gate import PETITION, Desk, organizes
from handlers.organizing.rights import Deed
from handlers.organizing.writing import another_by_now, saved, somebody_was_faster
from handlers.organizing.writing_languages import not_public_yet
from handlers.router import RowId
from handlers.screens import Action, Button, Field, Form, Look, Reply, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import back_from, named_target, sample_line
from storage.drafting_parts import StoredTarget, Target
from storage.petitions import Petition

MOST_TARGETS, MOST_WORDS = 10, 120


@organizes("pet_asks", Deed.WRITE_PETITION, of=PETITION, reads=True)
def list_targets(turn: Turn, desk: Desk[Petition], page: int = 1) -> Reply:
    """In the organizers' order, five to a page."""
    petition = desk.subject
    targets = turn.store.asked.written(petition)

    found = page_among(targets, page)
    entries = Page([_entry(petition, each) for each in found.items], found.number, found.total)
    more = Button(_("Name one"), to("pet_target_new", petition.id))
    nobody = () if targets else (_("Nobody yet. Name an office, a person, or a district with its person."),)
    lead = (*nobody, *not_public_yet(petition), *sample_line(petition.is_sample))
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


def _refused(turn: Turn, petition: Petition, sentence: str) -> Reply:
    return with_said(turn.follow(to("pet_asks", petition.id), {}), sentence)


def _gone(turn: Turn, petition: Petition) -> Reply:
    return _refused(turn, petition, _("This one is gone. Nothing was changed."))


def _found(turn: Turn, petition: Petition, target_id: RowId) -> StoredTarget | None:
    return next((each for each in turn.store.asked.written(petition) if each.id == target_id), None)


@organizes("pet_target", Deed.WRITE_PETITION, of=PETITION, reads=True)
def show_target(turn: Turn, desk: Desk[Petition], target_id: RowId) -> Reply:
    """One of them, and what may be changed of it."""
    petition = desk.subject
    stored = _found(turn, petition, target_id)
    if stored is None:
        return _gone(turn, petition)
    if _stays(petition, stored):
        return _handed_over(petition, stored)
    ids, seen = (petition.id, target_id), stored.said.mark
    other = _("Only hand it over") if stored.said.is_addressed else _("Ask it, too")
    out = () if stored.is_delivered else (Button(_("Take it out"), to("pet_target_out", *ids, seen), Look.DANGER),)
    return Screen(
        named(stored.said),
        (what_it_gets(stored), *not_public_yet(petition), *sample_line(petition.is_sample)),
        rows_of(
            (
                Button(_("Change the words"), to("pet_target_edit", *ids)),
                Button(other, to("pet_target_ask", *ids, seen)),
            ),
            (Button(_("Move it up"), to("pet_target_up", *ids)), *out),
            back_from(to("pet_asks", petition.id)),
        ),
    )


def _stays(petition: Petition, stored: StoredTarget) -> bool:
    """Whoever was handed the signatures of a public petition stays as they are."""
    return stored.is_delivered and not petition.is_draft


def _handed_over(petition: Petition, stored: StoredTarget) -> Screen:
    """What can be done about it: nothing."""
    body = (what_it_gets(stored), *sample_line(petition.is_sample))
    return Screen(named(stored.said), body, rows_of(back_from(to("pet_asks", petition.id))))


@organizes("pet_target_new", Deed.WRITE_PETITION, of=PETITION, reads=True)
def ask_for_target(_turn: Turn, desk: Desk[Petition]) -> Reply:
    """One more."""
    return target_form(desk.subject, to("pet_target_add", desk.subject.id), to("pet_asks", desk.subject.id))


@organizes("pet_target_edit", Deed.WRITE_PETITION, of=PETITION, reads=True)
def ask_to_change_target(turn: Turn, desk: Desk[Petition], target_id: RowId) -> Reply:
    """The same one in other words."""
    petition = desk.subject
    stored = _found(turn, petition, target_id)
    if stored is None:
        return _gone(turn, petition)
    return _form_of(petition, stored)


def _form_of(petition: Petition, stored: StoredTarget) -> Form:
    ids = (petition.id, stored.id)
    return target_form(petition, to("pet_target_set", *ids, stored.said.mark), to("pet_target", *ids), stored.said)


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
def add_target(turn: Turn, desk: Desk[Petition]) -> Reply:
    """It stands last; up to ten."""
    petition, shown = desk.subject, to("pet_asks", desk.subject.id)
    said = typed_target(turn, target_form(petition, to("pet_target_add", petition.id), shown))
    if isinstance(said, Form):
        return said
    if len(turn.store.asked.written(petition)) >= MOST_TARGETS:
        return _refused(turn, petition, _("A petition asks at most {n}. Nothing was changed.", n=MOST_TARGETS))
    if not turn.store.asked.add(petition, said):
        return _refused(turn, petition, _("This one stands there already. Nothing was changed."))
    return saved(turn, desk, Done.CHANGED_TARGETS, shown, _("Added: {target}", target=named(said)))


@organizes("pet_target_set", Deed.WRITE_PETITION, of=PETITION, again="pet_target")
def change_target(turn: Turn, desk: Desk[Petition], target_id: RowId, seen: str = "") -> Reply:
    """In other words, at its place; where somebody else was faster, both are shown first."""
    petition = desk.subject
    stored = _found(turn, petition, target_id)
    if stored is None or _stays(petition, stored):
        return turn.follow(to("pet_target", petition.id, target_id), {})
    form = _form_of(petition, stored)
    asked = replace(form, action=to("pet_target_set", petition.id, target_id, seen))
    said = typed_target(turn, asked)
    if isinstance(said, Form):
        return said
    if seen not in {"", stored.said.mark}:
        return somebody_was_faster(turn, asked, _in_lines(stored.said), _answers(said), form.action)
    return _changed(turn, desk, target_id, replace(said, is_addressed=stored.said.is_addressed))


def _answers(said: Target) -> dict[str, str]:
    return {"office": said.office, "person": said.person, "district": said.district}


def _in_lines(said: Target) -> str:
    return "\n\n".join(filter(None, _answers(said).values()))


def _changed(turn: Turn, desk: Desk[Petition], target_id: RowId, said: Target) -> Reply:
    petition = desk.subject
    if not turn.store.asked.change(petition, target_id, said):
        return _refused(turn, petition, _("This one stands there already. Nothing was changed."))
    return saved(turn, desk, Done.CHANGED_TARGETS, to("pet_target", petition.id, target_id), _("Saved."))


@organizes("pet_target_ask", Deed.WRITE_PETITION, of=PETITION, again="pet_target")
def ask_or_hand_over(turn: Turn, desk: Desk[Petition], target_id: RowId, seen: str = "") -> Reply:
    """Whether it is asked, or only handed the signatures; the one becomes the other."""
    stored = _found(turn, desk.subject, target_id)
    if stored is None or _stays(desk.subject, stored):
        return turn.follow(to("pet_target", desk.subject.id, target_id), {})
    if seen not in {"", stored.said.mark}:
        return another_by_now(turn, to("pet_target", desk.subject.id, target_id))
    return _changed(turn, desk, target_id, replace(stored.said, is_addressed=not stored.said.is_addressed))


@organizes("pet_target_up", Deed.WRITE_PETITION, of=PETITION, again="pet_asks")
def move_target_up(turn: Turn, desk: Desk[Petition], target_id: RowId) -> Reply:
    """Before the one above it; the first stays where it is."""
    petition = desk.subject
    if not turn.store.asked.move_up(petition, target_id):
        return _refused(turn, petition, _("It stands first already. Nothing was changed."))
    return saved(turn, desk, Done.CHANGED_TARGETS, to("pet_asks", petition.id), _("Moved up."))


@organizes("pet_target_out", Deed.WRITE_PETITION, of=PETITION, again="pet_asks")
def remove_target(turn: Turn, desk: Desk[Petition], target_id: RowId, seen: str = "") -> Reply:
    """It is asked no more; whoever was handed the signatures stays."""
    petition = desk.subject
    stored = _found(turn, petition, target_id)
    if stored is not None and seen not in {"", stored.said.mark}:
        return another_by_now(turn, to("pet_target", petition.id, target_id))
    if not turn.store.asked.remove(petition, target_id):
        return _gone(turn, petition)
    return saved(turn, desk, Done.CHANGED_TARGETS, to("pet_asks", petition.id), _("Taken out."))
