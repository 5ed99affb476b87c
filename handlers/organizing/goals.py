"""What organizers say to goals: to those ahead, for when they are reached, and to those that were reached."""

from __future__ import annotations

from dataclasses import replace

from config.texts import _, day, number
from handlers.blocks import Block, Quotation, Span
from handlers.fields import asked_again, check_all
from handlers.lists import Entry, Page, Way, list_screen, page_among
from handlers.organizing.done import Done, with_said
from handlers.organizing.gate import PETITION, Desk, organizes
from handlers.organizing.pieces import where_people_are_told
from handlers.organizing.rights import Deed
from handlers.organizing.writing import another_by_now, saved, somebody_was_faster
from handlers.screens import Button, Field, FieldKind, Form, Look, Reply, Rows, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import back_from, sample_line
from storage.goal_messages import Goal
from storage.petitions import Petition

MOST_MESSAGE, MOST_SIGN_OFF, MOST_SHOWN = 1_000, 120, 80


def goals_button(desk: Desk[Petition]) -> Button | None:
    """From a petition's desk to its goals, for those who may write to them."""
    return Button(_("Messages at goals"), to("goals", desk.subject.id)) if desk.may(Deed.MARK_GOAL) else None


@organizes("goals", Deed.MARK_GOAL, of=PETITION, reads=True)
def list_goals(turn: Turn, desk: Desk[Petition], page: int = 1) -> Reply:
    """Those ahead, and then those that were reached."""
    petition = desk.subject
    goals = turn.store.goal_messages.of(petition)
    found = page_among(goals, page)
    entries = Page([_entry(petition, each) for each in found.items], found.number, found.total)
    way = Way(back_from(where_people_are_told(petition.id)), "goals", (petition.id,))
    none = () if goals else (_("It has ended before it reached a goal."),)
    said = (_("What you say to a goal is told with it, and stands on the petition once it is reached."),)
    lead = (*(none or said), *sample_line(petition.is_sample))
    return list_screen(_("Goals of “{title}”", title=petition.title), entries, way, *lead)


def _entry(petition: Petition, goal: Goal) -> Entry:
    return Entry(number(goal.threshold), _facts(goal), to("goal", petition.id, goal.threshold))


def _facts(goal: Goal) -> tuple[Span, ...]:
    return (_state(goal), "\n", _begins(goal.message) if goal.message else _("No message yet."))


def _begins(message: str) -> str:
    first, *more = message.splitlines()
    if len(first) > MOST_SHOWN or more:
        return _("“{words}…”", words=first[:MOST_SHOWN].rstrip())
    return _("“{words}”", words=first)


def _state(goal: Goal) -> str:
    if goal.is_coming:
        return _("Still ahead.") if goal.is_climbed else _("No goal of it any more: its message is told nowhere.")
    if goal.reached_on is None:
        return _("Reached, nobody knows on which day.")
    return _("Reached on {day}.", day=day(goal.reached_on))


@organizes("goal", Deed.MARK_GOAL, of=PETITION, reads=True)
def show_goal(turn: Turn, desk: Desk[Petition], threshold: int) -> Reply:
    """One goal with what is said to it."""
    petition = desk.subject
    goal = turn.store.goal_messages.find(petition, threshold)
    if goal is None:
        return _no_goal(turn, petition)
    said: tuple[Block, ...] = (_("Nothing is said to it yet."),)
    if goal.message:
        said = (Quotation(tuple(goal.message.splitlines()), goal.sign_off),)
    return Screen(
        _("The goal of {n}", n=goal.threshold),
        (petition.title, _state(goal), *said, _what_becomes(turn, petition, goal), *sample_line(petition.is_sample)),
        _rows(petition, goal),
    )


def _what_becomes(turn: Turn, petition: Petition, goal: Goal) -> str:
    if goal.is_coming:
        return _("It is told when the goal is reached by a signature, to those who want to hear of goals.")
    if turn.store.goal_messages.is_told(petition, goal):
        return _("This goal was told. Whatever you change is changed in the messages that were sent, without a sound.")
    return _("Nobody was written to for this goal: what you say stands on the petition.")


def _rows(petition: Petition, goal: Goal) -> Rows:
    ids = (petition.id, goal.threshold)
    back = back_from(to("goals", petition.id))
    if not goal.message:
        return rows_of((Button(_("Write a message"), to("goal_write", *ids)), back))
    out = Button(_("Take it out"), to("goal_out", *ids, goal.mark), Look.DANGER)
    return rows_of((Button(_("Change it"), to("goal_write", *ids)), out), back)


def _no_goal(turn: Turn, petition: Petition) -> Reply:
    shown = turn.follow(to("goals", petition.id), {})
    return with_said(shown, _("This is no goal of it by now. Nothing was changed."))


@organizes("goal_write", Deed.MARK_GOAL, of=PETITION, reads=True)
def ask_for_message(turn: Turn, desk: Desk[Petition], threshold: int) -> Reply:
    """What to say, and by whom."""
    goal = turn.store.goal_messages.find(desk.subject, threshold)
    return _no_goal(turn, desk.subject) if goal is None else message_form(desk.subject, goal)


def message_form(petition: Petition, goal: Goal) -> Form:
    """Two questions; its action names what its writer saw."""
    message = Field(
        "message",
        _("What do you say to it? Thank people, say what comes next."),
        FieldKind.LONG,
        "words",
        MOST_MESSAGE,
        label=_("Message"),
        present=goal.message,
    )
    sign_off = Field(
        "sign_off",
        _("Who says so? A name, and what they are."),
        most=MOST_SIGN_OFF,
        is_required=False,
        label=_("Signed by"),
        present=goal.sign_off,
    )
    return Form(
        title=_("A message at {n}", n=goal.threshold),
        intro=sample_line(petition.is_sample),
        fields=(message, sign_off),
        action=to("goal_set", petition.id, goal.threshold, goal.mark),
        back=to("goals", petition.id),
    )


@organizes("goal_set", Deed.MARK_GOAL, of=PETITION, again="goals")
def set_message(turn: Turn, desk: Desk[Petition], threshold: int, seen: str) -> Reply:
    """It is said from now on; where somebody else was faster, both are shown first."""
    petition = desk.subject
    goal = turn.store.goal_messages.find(petition, threshold)
    if goal is None:
        return _no_goal(turn, petition)
    form = message_form(petition, goal)
    asked = replace(form, action=to("goal_set", petition.id, threshold, seen))
    answers, problem = check_all(form.fields, dict(turn.values))
    if problem:
        return asked_again(asked, answers, problem)
    shown = to("goal", petition.id, threshold)
    if (answers["message"], answers["sign_off"]) == (goal.message, goal.sign_off):
        return turn.follow(shown, {})
    if goal.mark != seen:
        before = "\n\n".join(filter(None, (goal.message, goal.sign_off)))
        return somebody_was_faster(turn, asked, before, answers, form.action)
    turn.store.goal_messages.write(petition, goal, answers["message"], answers["sign_off"], turn.now)
    return saved(turn, desk, Done.SAID_OF_GOAL, shown, _("Saved."), number=threshold)


@organizes("goal_out", Deed.MARK_GOAL, of=PETITION, again="goals")
def take_out(turn: Turn, desk: Desk[Petition], threshold: int, seen: str) -> Reply:
    """Nothing is said to it any more; what somebody else wrote meanwhile is shown first."""
    petition, shown = desk.subject, to("goal", desk.subject.id, threshold)
    goal = turn.store.goal_messages.find(petition, threshold)
    if goal is None or not goal.message:
        return _no_goal(turn, petition) if goal is None else turn.follow(shown, {})
    if goal.mark != seen:
        return another_by_now(turn, shown)
    turn.store.goal_messages.take_out(petition, goal, turn.now)
    return saved(turn, desk, Done.SILENCED_GOAL, to("goals", petition.id), _("Taken out."), number=threshold)
