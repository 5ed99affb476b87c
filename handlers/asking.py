"""Half-filled forms: kept for a day, gone back to, left and resumed.

A platform asks one question after another, or shows a form as a whole; then only one that could not be taken is kept.
A kept form is `{"form": …, "answers": …, "step": …, "is_left": …, "revision": …}`. Its buttons name the revision they
were made for, so that an old one can neither answer a newer question nor send answers it did not show.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any

from config.texts import _
from handlers.breaks import units
from handlers.fields import check, check_all
from handlers.long_text import in_place_of, joined, so_far, there_now
from handlers.screens import (
    MOST_LABEL_CHARACTERS,
    MOST_TOKEN_BYTES,
    Action,
    Button,
    Choice,
    Field,
    FieldKind,
    Form,
    Look,
    Reply,
    Rows,
    Screen,
    payload_of,
    rows_of,
    to,
)
from handlers.turn import Turn
from handlers.uploads import MARK
from handlers.wording import back_from, sample_line, short

SHAPE = 1
"""Changes when what is kept changes its shape: a form of another version of this program counts as gone."""
MOST_REVISION = 2**30
SEND = to("answer", "send")
Follow = Callable[[Action, dict[str, str]], Reply]
"""Runs the route of an action, in the same turn, with these values."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A half-filled form; `step` is the open question, or None when its preview is shown."""

    form: Form
    answers: dict[str, str]
    step: int | None
    is_left: bool = False
    revision: int = 0
    last_part: int = 0
    """How much the last message of a long text held, in UTF-16 units."""
    sure: Action | None = None
    """Where answers go that waited for one more word, once it is said; going on with them leads to that question."""

    @property
    def field(self) -> Field | None:
        """The open question."""
        return None if self.step is None else self.form.fields[self.step]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is done with answers that wait: sent as they are, thrown away, or changed."""

    send: Action
    cancel: Action
    change: Action


def find(turn: Turn) -> Kept | None:
    """This person's half-filled form in this chat, if its day is not over."""
    body = turn.store.conversations.find(turn.chat.key, turn.person.key, turn.now)
    return None if body is None or body.get("shape") != SHAPE else _kept(body)


def leave(turn: Turn, kept: Kept) -> None:
    """The person does something else: the form is kept, and typed words no longer answer it."""
    _keep(turn, replace(kept, is_left=True))


def drop(turn: Turn) -> bool:
    """Throw the answers away; False if there were none."""
    return turn.store.conversations.drop(turn.chat.key, turn.person.key)


def begin(turn: Turn, form: Form, follow: Follow) -> Reply:
    """Ask the first question that has no answer yet, in place of any earlier form."""
    answers = dict(form.answers)
    return _ask(turn, Kept(form, answers, _next_step(form, answers, -1), revision=_first_revision(turn)), follow)


def _first_revision(turn: Turn) -> int:
    """A number that an earlier form of this person did not have, so that its buttons fit no other form."""
    return int(turn.now.timestamp() * 1000) % MOST_REVISION


def resume(turn: Turn, kept: Kept, follow: Follow) -> Reply:
    """Go on where the form was left; a whole form opens again with what was typed into it."""
    return whole(kept) if turn.room.shows_whole_forms else _ask(turn, kept, follow)


def keep_sent(turn: Turn, form: Form, typed: dict[str, str]) -> Form:
    """A whole form whose answers can't be taken: they are kept, so that nothing is typed twice."""
    typed = {name: value for name, value in typed.items() if not value.startswith(MARK)}
    kept = Kept(form, typed, None, is_left=True, revision=_first_revision(turn))
    _keep(turn, kept)
    return replace(whole(kept), problem=form.problem)


def keep_waiting(turn: Turn, form: Form, answers: dict[str, str], sure: Action) -> Waiting:
    """Answers that wait for one more word: saying it sends them to `sure`; going on asks `form`'s action once more."""
    before = find(turn)
    revision = before.revision + 1 if before else _first_revision(turn)
    kept = Kept(form, answers, None, is_left=True, revision=revision, sure=sure)
    _keep(turn, kept)
    change = to("answer", "go") if turn.room.shows_whole_forms else to("answer", "back", kept.revision)
    return Waiting(_sends(kept.revision, sure), to("answer", "cancel", kept.revision), change)


def whole(kept: Kept) -> Form:
    """The form with all its questions, what was typed, and the way back to it."""
    return replace(kept.form, answers=tuple(kept.answers.items()), rows=rows_of(kept_rows(kept)))


def answer(turn: Turn, kept: Kept, typed: str, follow: Follow) -> Reply:
    """Take what was typed or picked as the answer to the open question."""
    if kept.field is None or kept.step is None:
        return _ask(turn, kept, follow)
    typed = typed.replace(MARK, " ")  # words, and nothing that was sent
    if kept.field.kind is FieldKind.TEXT:
        return _add_part(turn, kept, typed, follow)
    return _take(turn, kept, typed, follow)


def answer_with_file(turn: Turn, kept: Kept, value: str, follow: Follow) -> Reply:
    """Take what was sent as the answer; a document is one more part of a long text. Raises NeedsFile."""
    assert kept.field is not None
    if kept.field.kind is FieldKind.FILE or value.startswith(MARK):
        return _take(turn, kept, value, follow)
    return _add_part(turn, replace(kept, last_part=0), value, follow)


def _take(turn: Turn, kept: Kept, value: str, follow: Follow) -> Reply:
    assert kept.field is not None
    checked = check(kept.field, value)
    if checked.problem:
        return _ask(turn, kept, follow, problem=checked.problem)
    return _go_on(turn, kept, checked.value, follow)


def _add_part(turn: Turn, kept: Kept, part: str, follow: Follow) -> Reply:
    """A long text grows; what can't be taken leaves it as it was."""
    assert kept.field is not None
    whole_text = joined(_written(kept), part, kept.last_part)
    checked = check(kept.field, whole_text)
    if checked.problem:
        return _ask(turn, kept, follow, problem=checked.problem)
    answers = {**kept.answers, kept.field.name: checked.value}
    return _ask(turn, replace(kept, answers=answers, last_part=units(part)), follow)


def is_enough(turn: Turn, kept: Kept, follow: Follow) -> Reply:
    """All of a long text is there."""
    if kept.field is None or kept.field.kind is not FieldKind.TEXT:
        return _ask(turn, kept, follow)
    return _take(turn, kept, _written(kept), follow)


def begin_anew(turn: Turn, kept: Kept, follow: Follow) -> Reply:
    """A long text is written from its beginning; what was written goes, and what stands there can be left again."""
    return _ask(turn, _with_written(kept, ""), follow)


def write_on(turn: Turn, kept: Kept, follow: Follow) -> Reply:
    """A long text goes on from what stands there."""
    return _ask(turn, _with_written(kept, kept.field.present) if kept.field else kept, follow)


def use(turn: Turn, kept: Kept, follow: Follow) -> Reply:
    """What stands there now stays, or what was suggested is taken."""
    if kept.field is None:
        return _ask(turn, kept, follow)
    return _take(turn, kept, kept.field.present or kept.field.suggestion, follow)


def _with_written(kept: Kept, text: str) -> Kept:
    if kept.field is None or kept.field.kind is not FieldKind.TEXT:
        return kept
    return replace(kept, answers={**kept.answers, kept.field.name: text}, last_part=0)


def _written(kept: Kept) -> str:
    """As much of a long text as was written; empty for what is none, and as long as what stands there is left."""
    is_text = kept.field is not None and kept.field.kind is FieldKind.TEXT
    return kept.answers.get(kept.field.name, "") if kept.field and is_text else ""


def ask_again(turn: Turn, kept: Kept, problem: str, follow: Follow) -> Reply:
    """Ask the open question once more, and say why."""
    return _ask(turn, kept, follow, problem=problem)


def skip(turn: Turn, kept: Kept, follow: Follow) -> Reply:
    """Leave an optional question unanswered."""
    if kept.field is None or kept.field.is_required:
        return _ask(turn, kept, follow)
    return _go_on(turn, kept, "", follow)


def go_back(turn: Turn, kept: Kept, follow: Follow) -> Reply:
    """The question before this one; before the first, whence the form came."""
    before = len(kept.form.fields) if kept.step is None else kept.step
    asked = [at for at in range(before) if kept.form.fields[at].applies(kept.answers)]
    if asked:
        return _ask(turn, replace(kept, step=asked[-1]), follow)
    drop(turn)
    return follow(kept.form.back or to("start"), {})


def send_shown(turn: Turn, kept: Kept, follow: Follow) -> Reply:
    """What a preview or one more question showed: the answers go where its main button said."""
    if kept.sure is None:
        return send(turn, kept, follow)
    drop(turn)
    return follow(kept.sure, kept.answers)


def send(turn: Turn, kept: Kept, follow: Follow) -> Reply:
    """The answers go where the form says; if one of them no longer holds, it is asked again."""
    answers, problem = check_all(kept.form.fields, kept.answers)
    if problem:
        return _ask(turn, replace(kept, step=_next_step(kept.form, answers, -1)), follow, problem=problem)
    drop(turn)
    return follow(kept.form.action, answers)


def one_at_a_time(kept: Kept, wanted: Form) -> Screen:
    """Two forms at once would lose the first: the person says which one they want."""
    return Screen(
        _("You have begun something else: {form}.", form=kept.form.title),
        (
            _("Go on with that, or throw those answers away, before you begin another form."),
            *kept.form.intro,
            *_sample_said_by(wanted, kept),
        ),
        rows_of(kept_rows(kept), back_from(wanted.back)),
        is_guarded=kept.form.is_guarded or wanted.is_guarded,
    )


def _sample_said_by(wanted: Form, kept: Kept) -> tuple[str, ...]:
    """The way back leads to what the other form is about, which may be a sample where the kept one is not."""
    return tuple(line for line in sample_line(True) if line in wanted.intro and line not in kept.form.intro)


def kept_rows(kept: Kept) -> tuple[Button, ...]:
    """What leads back to a form that was left."""
    return (
        Button(_("Go on with your answers"), to("answer", "go")),
        Button(_("Throw them away"), to("answer", "cancel", kept.revision)),
    )


def as_it_stands(kept: Kept, follow: Follow) -> Reply:
    """The open question or the preview once more; nothing is answered, and its buttons are the same."""
    return _question(kept, "") if kept.step is not None else _preview(kept, follow)


def _go_on(turn: Turn, kept: Kept, value: str, follow: Follow) -> Reply:
    assert kept.field is not None
    assert kept.step is not None
    answers = {**kept.answers, kept.field.name: value}
    return _ask(turn, replace(kept, answers=answers, step=_next_step(kept.form, answers, kept.step)), follow)


def _next_step(form: Form, answers: dict[str, str], after: int) -> int | None:
    """The next question that applies; on the first time through, the next one without an answer."""
    for at, field in enumerate(form.fields):
        if at > after and field.applies(answers) and (after >= 0 or field.name not in answers):
            return at
    return None


def _ask(turn: Turn, kept: Kept, follow: Follow, *, problem: str = "") -> Reply:
    kept = replace(kept, revision=kept.revision + 1, is_left=False, sure=None)
    if kept.step is None and kept.form.preview is None:
        return send(turn, kept, follow)
    _keep(turn, kept)
    return _question(kept, problem) if kept.step is not None else _preview(kept, follow)


def _preview(kept: Kept, follow: Follow) -> Reply:
    assert kept.form.preview is not None
    shown = follow(kept.form.preview, _applying(kept))
    if not isinstance(shown, Screen):
        return shown
    rows = tuple(tuple(_stamped(button, kept) for button in row) for row in shown.rows)
    change = Button(_("Change"), to("answer", "back", kept.revision))
    aside = ((kept.form.aside,),) if kept.form.aside else ()
    rows = (*rows, *aside, (change, _cancel(kept.revision)))
    return replace(shown, rows=rows, is_guarded=shown.is_guarded or kept.form.is_guarded)


def _stamped(button: Any, kept: Kept) -> Any:
    """The sending button names its form's action too, so that a second tap can tell where the person stands."""
    if isinstance(button, Button) and button.action == SEND:
        return replace(button, action=_sends(kept.revision, kept.form.action))
    return button


def _sends(revision: int, action: Action) -> Action:
    """Sends the answers; where there is room for it, it says whereto, so that a second tap tells how that stands."""
    plain, where = f"answer:send:{revision}", payload_of(action)
    return Action(f"{plain}:{where}" if len(plain) + len(where) < MOST_TOKEN_BYTES else plain)


def _applying(kept: Kept) -> dict[str, str]:
    return {field.name: kept.answers.get(field.name, "") for field in kept.form.fields if field.applies(kept.answers)}


def _question(kept: Kept, problem: str) -> Form:
    field = kept.field
    assert field is not None
    given = {name: value for name, value in _applying(kept).items() if value and name != field.name}
    written = _written(kept)
    there = (*so_far(written), *in_place_of(field.present, written)) if written else _there_now(field)
    return replace(
        kept.form,
        intro=(*kept.form.intro, *there),
        problem=problem or kept.form.problem,
        step=kept.step,
        answers=tuple(given.items()),
        rows=_writing(kept.revision) if written else _buttons(kept.form, field, kept.revision),
    )


def _buttons(form: Form, field: Field, revision: int) -> Rows:
    picks = tuple(Button(choice.label, to("answer", "pick", revision, choice.value)) for choice in field.choices)
    label = _("Leave it as it is") if field.present else _use(field.suggestion)
    use = Button(label, to("answer", "use", revision), Look.MAIN)
    skip_it = Button(_("Leave it empty") if field.present else _("Skip"), to("answer", "skip", revision))
    go_on = Button(_("Write on"), to("answer", "on", revision))
    back = Button(_("Back"), to("answer", "back", revision))
    is_text = field.kind is FieldKind.TEXT
    return rows_of(
        picks,
        use if field.present or (field.suggestion and not is_text) else None,
        (
            *((go_on,) if field.present and is_text else ()),
            *(() if field.is_required else (skip_it,)),
            *((form.aside,) if form.aside else ()),
        ),
        (back, _cancel(revision)),
    )


def _there_now(field: Field) -> tuple[str, ...]:
    """What somebody changes; of a long text also what becomes of it."""
    if not field.present:
        return ()
    if field.kind is FieldKind.TEXT:
        return (*there_now(field.present), _("What you send now takes its place."))
    return (_("Now it says: “{words}”", words=field.present),)


def _writing(revision: int) -> Rows:
    """The buttons of a long text of which something is there."""
    return rows_of(
        Button(_("That was all"), to("answer", "enough", revision), Look.MAIN),
        Button(_("Begin again"), to("answer", "anew", revision)),
        (Button(_("Back"), to("answer", "back", revision)), _cancel(revision)),
    )


def _use(suggestion: str) -> str:
    """The suggestion on its button, cut where it does not fit; once taken, the whole of it is shown."""
    label = _("Use “{suggestion}”", suggestion=suggestion)
    room = MOST_LABEL_CHARACTERS - len(label) + len(suggestion)
    return _("Use “{suggestion}”", suggestion=short(suggestion, room))


def _cancel(revision: int) -> Button:
    return Button(_("Cancel"), to("answer", "cancel", revision))


def _keep(turn: Turn, kept: Kept) -> None:
    body = {
        "shape": SHAPE,
        "form": _form_body(kept.form),
        "answers": kept.answers,
        "step": kept.step,
        "is_left": kept.is_left,
        "revision": kept.revision,
        "last_part": kept.last_part,
        "sure": None if kept.sure is None else kept.sure.token,
    }
    turn.store.conversations.keep(turn.chat.key, turn.person.key, body, turn.now)


def _form_body(form: Form) -> dict[str, Any]:
    def token(action: Action | None) -> str | None:
        return None if action is None else action.token

    return {
        "title": form.title,
        "fields": [asdict(field) for field in form.fields],
        "action": form.action.token,
        "preview": token(form.preview),
        "back": token(form.back),
        "aside": [form.aside.label, form.aside.action.token] if form.aside else None,
        "intro": [block for block in form.intro if isinstance(block, str)],
        "is_guarded": form.is_guarded,
    }


def _kept(body: dict[str, Any]) -> Kept:
    def action(token: str | None) -> Action | None:
        return None if token is None else Action(token)

    form = body["form"]
    return Kept(
        Form(
            title=form["title"],
            fields=tuple(_field(field) for field in form["fields"]),
            action=Action(form["action"]),
            preview=action(form["preview"]),
            back=action(form["back"]),
            aside=Button(form["aside"][0], Action(form["aside"][1])) if form["aside"] else None,
            intro=tuple(form["intro"]),
            is_guarded=form.get("is_guarded", False),
        ),
        answers=body["answers"],
        step=body["step"],
        is_left=body["is_left"],
        revision=body["revision"],
        last_part=body.get("last_part", 0),
        sure=action(body.get("sure")),
    )


def _field(body: dict[str, Any]) -> Field:
    choices = tuple(Choice(**choice) for choice in body["choices"])
    only_if = body["only_if"]
    only_if = None if only_if is None else (only_if[0], tuple(only_if[1]))
    return Field(**{**body, "kind": FieldKind(body["kind"]), "choices": choices, "only_if": only_if})
