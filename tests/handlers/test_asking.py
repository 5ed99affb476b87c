"""A form asked question by question: what is kept of it, and that old buttons and odd shapes do no harm."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers import asking, half_filled
from handlers.answer import Tap, answer_form
from handlers.half_filled import Kept
from handlers.questions import SEND
from handlers.screens import (
    MOST_LABEL_CHARACTERS,
    Action,
    Button,
    Choice,
    Field,
    FieldKind,
    Form,
    Look,
    Notice,
    Reply,
    Screen,
    rows_of,
    to,
)
from handlers.turn import Chat, Incoming, Person, Turn
from storage.store import Store

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
SHOW = Field(
    "show", "How?", FieldKind.CHOICE, label="Shown as", choices=(Choice("name", "Name"), Choice("none", "Nothing"))
)
NAME = Field("name", "Your name?", label="Name", check="name", suggestion="Ada L.", only_if=("show", ("name",)))
PLACE = Field("place", "Where?", label="Place", check="place", is_required=False)
FORM = Form(
    "Sign",
    (SHOW, NAME, PLACE),
    to("done"),
    preview=to("preview"),
    back=to("petition", 1),
    aside=Button("Who can see what", to("see", 1)),
    intro=("Sample campaign: nothing is delivered",),
)
PERSON = Incoming("bot", "1", Person("recording", "ada"), Chat("recording", "ada"))


class Forms:
    """What stands in for the store's half-filled forms: the last one of one person."""

    def __init__(self) -> None:
        """Nothing is kept."""
        self.body: dict[str, Any] | None = None

    def find(self, *_keys: object) -> dict[str, Any] | None:
        """The form that is kept."""
        return self.body

    def keep(self, _chat: str, _person: str, body: dict[str, Any], _now: datetime) -> None:
        """Keep a form in place of an earlier one."""
        self.body = body

    def drop(self, *_keys: object) -> bool:
        """Throw it away; False if there was none."""
        self.body, had = None, self.body is not None
        return had


@dataclass
class Nouns:
    """A store that has nothing but half-filled forms."""

    conversations: Forms


class Desk:
    """One person and one form; what is followed is noted and shown by its title."""

    def __init__(self) -> None:
        """Nothing is asked yet."""
        self.forms = Forms()
        self.followed: list[tuple[str, dict[str, str]]] = []
        self.turn = Turn(PERSON, Nouns(self.forms), NOW, follow=self.follow)  # type: ignore[arg-type]

    def follow(self, action: Action, values: dict[str, str]) -> Reply:
        """Answer as the route of the action would."""
        self.followed.append((action.token, values))
        send = Button("Sign as shown", SEND, Look.MAIN)
        return Screen(action.token, rows=rows_of(send) if action == FORM.preview else ())

    def begins(self, form: Form = FORM) -> Reply:
        """The first question."""
        return asking.begin(self.turn, form)

    def types(self, words: str) -> Reply:
        """Answer the open question."""
        return asking.answer(self.turn, self.kept, words)

    def taps(self, tap: Tap, revision: int | None = None, value: str = "") -> Reply:
        """Tap a button of the present question, or of an earlier one."""
        if revision is None:
            revision = self.kept.revision
        return answer_form(self.turn, tap, revision, value)

    @property
    def kept(self) -> Kept:
        """The form as it stands."""
        kept = half_filled.find(self.turn)
        assert kept is not None
        return kept


@pytest.fixture
def desk() -> Desk:
    return Desk()


def question(reply: Reply) -> str:
    assert isinstance(reply, Form)
    assert reply.step is not None
    return reply.fields[reply.step].question


def labels(reply: Reply) -> list[list[str]]:
    assert isinstance(reply, Form | Screen)
    return [[button.label for button in row] for row in reply.rows]


def test_questions_come_one_after_another_and_a_preview_at_the_end(desk: Desk) -> None:
    first = desk.begins()
    assert question(first) == "How?"
    assert labels(first) == [["Name", "Nothing"], ["Who can see what"], ["Back", "Cancel"]]
    second = desk.taps(Tap.PICK, value="name")
    assert question(second) == "Your name?"
    assert labels(second) == [["Use “Ada L.”"], ["Who can see what"], ["Back", "Cancel"]]
    third = desk.types("Ada")
    assert question(third) == "Where?"
    assert labels(third) == [["Skip", "Who can see what"], ["Back", "Cancel"]]
    preview = desk.taps(Tap.SKIP)
    assert labels(preview) == [["Sign as shown"], ["Who can see what"], ["Change", "Cancel"]]
    assert desk.followed == [("preview", {"show": "name", "name": "Ada", "place": ""})]


@pytest.mark.parametrize("is_guarded", [True, False])
def test_a_guarded_form_has_guarded_questions_and_a_guarded_preview(desk: Desk, is_guarded: bool) -> None:
    shown = [desk.begins(replace(FORM, is_guarded=is_guarded)), desk.taps(Tap.PICK, value="none"), desk.types("Leeds")]
    assert [reply.is_guarded for reply in shown if not isinstance(reply, Notice)] == [is_guarded] * 3


def test_a_form_that_was_kept_before_forms_were_guarded_is_not(desk: Desk) -> None:
    desk.begins(replace(FORM, is_guarded=True))
    assert desk.forms.body is not None
    del desk.forms.body["form"]["is_guarded"]
    assert not desk.kept.form.is_guarded


def test_what_does_not_apply_is_not_asked_nor_sent(desk: Desk) -> None:
    desk.begins()
    desk.taps(Tap.PICK, value="name")
    desk.types("Ada")
    desk.taps(Tap.BACK)
    desk.taps(Tap.BACK)
    assert question(desk.taps(Tap.PICK, value="none")) == "Where?"
    desk.types("Leeds")
    sent = desk.taps(Tap.SEND)
    assert isinstance(sent, Screen)
    assert desk.followed[-1] == ("done", {"show": "none", "place": "Leeds"})
    assert desk.forms.body is None


def test_a_form_without_preview_is_sent_by_its_last_answer(desk: Desk) -> None:
    desk.begins(replace(FORM, preview=None))
    desk.taps(Tap.PICK, value="none")
    desk.types("Leeds")
    assert desk.followed == [("done", {"show": "none", "place": "Leeds"})]


def test_answers_given_along_are_not_asked_again(desk: Desk) -> None:
    assert question(desk.begins(replace(FORM, answers=(("show", "name"), ("name", "Ada"))))) == "Where?"


def test_a_button_of_an_earlier_question_shows_the_present_one(desk: Desk) -> None:
    desk.begins()
    old = desk.kept.revision
    desk.taps(Tap.PICK, value="name")
    for tap in (Tap.PICK, Tap.USE, Tap.SKIP, Tap.BACK, Tap.SEND):
        assert question(desk.taps(tap, old, "none")) == "Your name?"
    assert desk.kept.answers == {"show": "name"}


def test_what_is_required_can_not_be_skipped_nor_sent_unseen(desk: Desk) -> None:
    desk.begins()
    assert question(desk.taps(Tap.SKIP)) == "How?"
    assert question(desk.taps(Tap.SEND)) == "How?"
    assert question(desk.taps(Tap.USE)) == "How?"
    assert not desk.followed


def test_back_from_the_first_question_leads_whence_the_form_came(desk: Desk) -> None:
    desk.begins()
    desk.taps(Tap.BACK)
    assert desk.followed == [("petition:1", {})]
    assert desk.forms.body is None


def test_a_kept_form_of_another_version_counts_as_gone(desk: Desk) -> None:
    desk.begins()
    assert desk.forms.body is not None
    desk.forms.body["shape"] = 0
    assert half_filled.find(desk.turn) is None
    gone = desk.taps(Tap.GO, 0)
    assert isinstance(gone, Screen)
    assert gone.title == "These answers are no longer here."


def test_a_form_is_found_again_as_it_was_kept(desk: Desk) -> None:
    desk.begins()
    desk.taps(Tap.PICK, value="name")
    kept = desk.kept
    assert kept.form == FORM
    assert (kept.answers, kept.step, kept.is_left) == ({"show": "name"}, 1, False)
    half_filled.leave(desk.turn, kept)
    assert desk.kept.is_left
    asking.resume(desk.turn, desk.kept)
    assert not desk.kept.is_left


@pytest.mark.parametrize("suggestion", ["Ada L.", "Wolfeschlegelsteinhausenbergerdorff", "漢" * 80])
def test_a_long_suggestion_still_fits_on_its_button(desk: Desk, suggestion: str) -> None:
    desk.begins(replace(FORM, fields=(SHOW, replace(NAME, suggestion=suggestion), PLACE)))
    asked = desk.taps(Tap.PICK, value="name")
    assert all(len(label) <= MOST_LABEL_CHARACTERS for row in labels(asked) for label in row)
    desk.taps(Tap.USE)
    assert desk.kept.answers["name"] == suggestion


ACTS: list[Callable[[Desk], object]] = [
    *(lambda desk, tap=tap: desk.taps(tap) for tap in Tap),
    *(lambda desk, tap=tap: desk.taps(tap, 1) for tap in Tap),
    lambda desk: desk.taps(Tap.PICK, value="name"),
    lambda desk: desk.taps(Tap.PICK, value="none"),
    lambda desk: desk.types("Ada L."),
    lambda desk: desk.types("\x00"),
    lambda desk: desk.types(""),
]


@given(st.lists(st.sampled_from(ACTS), max_size=15))
@settings(max_examples=200, deadline=None)
def test_however_somebody_wanders_what_is_sent_was_shown_last(acts: list[Callable[[Desk], object]]) -> None:
    desk = Desk()
    desk.begins()
    for act in acts:
        if desk.forms.body is None:
            break
        act(desk)
    sent = [place for place, (token, _values) in enumerate(desk.followed) if token == "done"]
    for place in sent:
        shown = {name: value for name, value in desk.followed[place - 1][1].items()}
        assert desk.followed[place - 1][0] == "preview"
        assert shown == desk.followed[place][1]


async def test_a_form_is_kept_for_a_day_by_the_store(store: Store) -> None:
    later = NOW + timedelta(hours=24)

    def turn_at(nouns: Any, now: datetime) -> Turn:
        return Turn(PERSON, nouns, now, follow=Desk().follow)

    await store.turn(lambda nouns: asking.begin(turn_at(nouns, NOW), FORM))
    assert await store.read(lambda nouns: half_filled.find(turn_at(nouns, later - timedelta(seconds=1))) is not None)
    assert await store.read(lambda nouns: half_filled.find(turn_at(nouns, later)) is None)
