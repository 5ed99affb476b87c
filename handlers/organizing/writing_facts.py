"""Writing the facts of a petition: what stands there, another answer, or none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from config.texts import _
from handlers.blocks import Block, Bold, Paragraph
from handlers.fields import check_all
from handlers.organizing.done import Done, with_said
from handlers.organizing.facts import Fact, FactName
from handlers.organizing.facts_of_days import GOALS, UNTIL, ZONE
from handlers.organizing.facts_told import BEHIND, CONTACT, LEGAL, TOPICS, VIDEO
from handlers.organizing.gate import PETITION, Desk, organizes
from handlers.organizing.rights import Deed
from handlers.organizing.writing import another_by_now, saved, somebody_was_faster
from handlers.screens import Button, Field, Form, Reply, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import back_from, sample_line
from storage.marks import mark_of
from storage.petitions import Petition
from storage.standing import State

P = ParamSpec("P")
DAYS_OF_ITS_END = frozenset({FactName.UNTIL, FactName.ZONE})
FACTS: Mapping[FactName, Fact[Any]] = {
    FactName.UNTIL: UNTIL,
    FactName.ZONE: ZONE,
    FactName.GOALS: GOALS,
    FactName.TOPICS: TOPICS,
    FactName.BEHIND: BEHIND,
    FactName.CONTACT: CONTACT,
    FactName.LEGAL: LEGAL,
    FactName.VIDEO: VIDEO,
}


def fact_line(turn: Turn, desk: Desk[Petition], name: FactName) -> Block:
    """A fact as it stands, or what is so without it."""
    fact = FACTS[name]
    told = _standing(turn, desk, fact) or fact.usual(desk.subject, desk.organisation)
    return Paragraph((Bold(_(fact.label)), "\n", told))


def fact_button(petition: Petition, name: FactName) -> Button:
    """Leads to one fact."""
    return Button(_(FACTS[name].label), to("pet_fact", petition.id, name.value))


def _standing(turn: Turn, desk: Desk[Petition], fact: Fact[Any]) -> str:
    return fact.standing(turn, desk.subject, desk.organisation)


def _unless_ended(
    handler: Callable[Concatenate[Turn, Desk[Petition], FactName, P], Reply],
) -> Callable[Concatenate[Turn, Desk[Petition], FactName, P], Reply]:
    """What has ended is opened by nothing but [Open it again], which first takes from the count who was erased."""

    @wraps(handler)
    def checked(turn: Turn, desk: Desk[Petition], name: FactName, /, *args: P.args, **kwargs: P.kwargs) -> Reply:
        petition = desk.subject
        if name in DAYS_OF_ITS_END and petition.has_ended and not petition.is_draft:
            return with_said(turn.follow(to("pet_out", petition.id), {}), _has_ended(petition))
        return handler(turn, desk, name, *args, **kwargs)

    return checked


def _has_ended(petition: Petition) -> str:
    if petition.state is State.WON:
        return _("It is won: its last day stays as it is. Nothing was changed.")
    return _("It has ended: its last day can be changed once it is open again. Nothing was changed.")


@organizes("pet_fact", Deed.WRITE_PETITION, of=PETITION, reads=True)
@_unless_ended
def show_fact(turn: Turn, desk: Desk[Petition], name: FactName) -> Reply:
    """How it stands where it is set; else the question."""
    petition, fact = desk.subject, FACTS[name]
    standing = _standing(turn, desk, fact)
    if not standing:
        return fact_form(turn, desk, name)
    return Screen(
        _("{fact} of “{title}”", fact=_(fact.label), title=petition.title),
        (fact_line(turn, desk, name), *sample_line(petition.is_sample)),
        rows_of(
            Button(_("Type another"), to("pet_type", petition.id, name.value)),
            Button(_(fact.unset), to("pet_unset", petition.id, name.value, mark_of(standing))),
            back_from(to(fact.place, petition.id)),
        ),
    )


@organizes("pet_type", Deed.WRITE_PETITION, of=PETITION, reads=True)
@_unless_ended
def ask_for_fact(turn: Turn, desk: Desk[Petition], name: FactName) -> Reply:
    """The question, with what stands there now."""
    return fact_form(turn, desk, name)


def fact_form(turn: Turn, desk: Desk[Petition], name: FactName) -> Form:
    """One question; its action names what its writer saw."""
    petition, fact = desk.subject, FACTS[name]
    standing = _standing(turn, desk, fact)
    field = Field("text", _(fact.question), fact.kind, fact.check, fact.most, label=_(fact.label), present=standing)
    hint = fact.hint(turn)
    return Form(
        title=_("{fact} of “{title}”", fact=_(fact.label), title=petition.title),
        intro=(*((hint,) if hint else ()), *sample_line(petition.is_sample)),
        fields=(field,),
        action=to("pet_keep", petition.id, name.value, mark_of(standing)),
        back=to(fact.place, petition.id),
    )


@organizes("pet_keep", Deed.WRITE_PETITION, of=PETITION, again="pet_fact")
@_unless_ended
def keep_fact(turn: Turn, desk: Desk[Petition], name: FactName, seen: str) -> Reply:
    """What was typed stands there now; where somebody else was faster, both are shown first."""
    petition, fact, form = desk.subject, FACTS[name], fact_form(turn, desk, name)
    asked = replace(form, action=to("pet_keep", petition.id, name.value, seen))
    answers, problem = check_all(form.fields, dict(turn.values))
    if problem:
        return replace(asked, problem=problem)
    standing = _standing(turn, desk, fact)
    if answers["text"] == standing:
        return turn.follow(to(fact.place, petition.id), {})
    if mark_of(standing) != seen:
        return somebody_was_faster(turn, asked, standing, answers, form.action)
    if problem := fact.keep(turn, petition, answers["text"]):
        return replace(asked, problem=problem)
    return _saved(turn, desk, name)


@organizes("pet_unset", Deed.WRITE_PETITION, of=PETITION, again="pet")
@_unless_ended
def drop_fact(turn: Turn, desk: Desk[Petition], name: FactName, seen: str = "") -> Reply:
    """Nothing stands there any more, or the usual; what somebody else wrote meanwhile is shown first."""
    fact = FACTS[name]
    standing = _standing(turn, desk, fact)
    if not standing:
        return turn.follow(to(fact.place, desk.subject.id), {})
    if seen not in {"", mark_of(standing)}:
        return another_by_now(turn, to("pet_fact", desk.subject.id, name.value))
    fact.drop(turn, desk.subject, desk.organisation)
    return _saved(turn, desk, name)


def _saved(turn: Turn, desk: Desk[Petition], name: FactName) -> Reply:
    fact = FACTS[name]
    done = Done.CHANGED_DAYS if fact.place == "pet_days" else Done.CHANGED_FACTS
    said = _("Saved: {part}", part=_(fact.label))
    return saved(turn, desk, done, to(fact.place, desk.subject.id), said, part=name.value)
