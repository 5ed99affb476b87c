"""The rules of an organisation for all that it tells: how often, by how many, and after which silence it is asked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from config.texts import _, n_, number
from handlers.blocks import Block, Bold, Paragraph
from handlers.fields import check_all
from handlers.organizing.done import Done, with_said
from handlers.organizing.gate import ORGANISATION, Desk, organizes
from handlers.organizing.noting import write_of
from handlers.organizing.rights import Deed, may
from handlers.screens import Button, Field, Form, Reply, Screen, rows_of, to
from handlers.turn import Turn
from handlers.typed_numbers import number_in
from handlers.wording import back_from, sample_line
from storage.organisations import Organisation
from storage.rules import OwnRules

MOST_A_WEEK, MOST_QUIET, MOST_TYPED = 7, 365, 20
IN_FIRST_ROW = 4


def rules_button(desk: Desk[Organisation]) -> Button | None:
    """From the organisation's desk to its rules, for owners."""
    return Button(_("Rules for telling"), to("rules", desk.organisation.id)) if desk.may(Deed.SET_RULES) else None


@organizes("rules", Deed.SET_RULES, of=ORGANISATION, reads=True)
def show_rules(turn: Turn, desk: Desk[Organisation]) -> Reply:
    """How they stand, and what each of them does."""
    key, rules = desk.organisation.id, turn.store.rules.of(desk.organisation.id)
    two = Button(_("Let one be enough"), to("rules_two", key, 0))
    one = Button(_("Let two agree"), to("rules_two", key, 1))
    return Screen(
        _("Rules for telling people"),
        (
            _rule(_("How often"), how_often(rules.most_a_week)),
            _rule(_("Who agrees"), *_who_agrees(turn, desk, rules)),
            _rule(_("Days without news"), when_silent(rules.quiet_days)),
            *sample_line(desk.organisation.is_sample),
        ),
        rows_of(
            (Button(_("Change how often"), to("rules_week", key)), two if rules.needs_two else one),
            Button(_("Days without news"), to("rules_days", key)),
            Button(_("Back to the desk"), to("desk", key)),
        ),
    )


def _rule(name: str, *said: str) -> Block:
    return Paragraph((Bold(name), *(f"\n{each}" for each in said)))


def how_often(most: int) -> str:
    """How many broadcasts it sends."""
    return n_(
        "At most {n} broadcast a week can be sent.",
        "At most {n} broadcasts a week can be sent.",
        most,
    )


def _who_agrees(turn: Turn, desk: Desk[Organisation], rules: OwnRules) -> tuple[str, ...]:
    said = agreeing(needs_two=rules.needs_two)
    if not rules.needs_two:
        return (said,)
    counted = turn.store.members.how_many(desk.organisation.id)
    is_alone = sum(n for role, n in counted.items() if may(role, Deed.CONFIRM)) < 2
    return (said, _("So far there is no second one: each time those 30 minutes go by.")) if is_alone else (said,)


def agreeing(*, needs_two: bool) -> str:
    """How many organizers it takes."""
    if needs_two:
        return _("A second organizer has to agree before anything is sent; after 30 minutes an owner may go on alone.")
    return _("One organizer is enough to send something.")


def when_silent(days: int) -> str:
    """What becomes of a petition of which nothing is heard."""
    if not days:
        return _("Organizers are never asked for news.")
    return n_(
        "After {n} day without news of an open petition, its organizers alone are asked for some.",
        "After {n} days without news of an open petition, its organizers alone are asked for some.",
        days,
    )


@organizes("rules_week", Deed.SET_RULES, of=ORGANISATION, reads=True)
def ask_how_often(turn: Turn, desk: Desk[Organisation]) -> Reply:
    """One to seven."""
    key, rules = desk.organisation.id, turn.store.rules.of(desk.organisation.id)
    buttons = tuple(Button(number(n), to("rules_most", key, n)) for n in range(1, MOST_A_WEEK + 1))
    return Screen(
        _("How many broadcasts a week at most?"),
        (how_often(rules.most_a_week), *sample_line(desk.organisation.is_sample)),
        rows_of(buttons[:IN_FIRST_ROW], buttons[IN_FIRST_ROW:], back_from(to("rules", key))),
    )


@organizes("rules_most", Deed.SET_RULES, of=ORGANISATION, again="rules")
def set_how_often(turn: Turn, desk: Desk[Organisation], most: int) -> Reply:
    """From now on so many; what nobody offered is refused."""
    if not 1 <= most <= MOST_A_WEEK:
        return turn.follow(to("rules_week", desk.organisation.id), {})
    return _set(turn, desk, most_a_week=most)


@organizes("rules_two", Deed.SET_RULES, of=ORGANISATION, again="rules")
def set_who_agrees(turn: Turn, desk: Desk[Organisation], needs_two: int) -> Reply:
    """From now on two, or one."""
    return _set(turn, desk, needs_two=bool(needs_two))


@organizes("rules_days", Deed.SET_RULES, of=ORGANISATION, again="rules")
def set_days(turn: Turn, desk: Desk[Organisation]) -> Reply:
    """After how many days without news organizers are asked for some."""
    form = days_form(turn, desk.organisation)
    if not turn.values:
        return form
    answers, problem = check_all(form.fields, dict(turn.values))
    days = None if problem else number_in(answers["days"])
    if days is None or days > MOST_QUIET:
        said = problem or _("It is from 0 to {most} days. Nothing was saved.", most=MOST_QUIET)
        return replace(form, problem=said)
    return _set(turn, desk, quiet_days=days)


def days_form(turn: Turn, organisation: Organisation) -> Form:
    """One question."""
    question = _("After how many days without news shall organizers be asked for some? 0 means never.")
    present = number(turn.store.rules.of(organisation.id).quiet_days)
    field = Field("days", question, check="number", most=MOST_TYPED, label=_("Days"), present=present)
    return Form(
        title=_("Days without news"),
        intro=sample_line(organisation.is_sample),
        fields=(field,),
        action=to("rules_days", organisation.id),
        back=to("rules", organisation.id),
    )


def _set(turn: Turn, desk: Desk[Organisation], **changed: Any) -> Reply:
    """Nothing is written down of what stood so already."""
    key, before = desk.organisation.id, turn.store.rules.of(desk.organisation.id)
    rules = replace(before, **changed)
    if rules == before:
        return turn.follow(to("rules", key), {})
    turn.store.rules.set(key, rules)
    write_of(turn, desk, Done.SET_RULES, "", **changed)
    return with_said(turn.follow(to("rules", key), {}), _("Saved."))
