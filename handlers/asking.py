"""Forms asked question by question: answered, skipped, gone back in, left and resumed.

A platform asks one question after another, or shows a form as a whole; then only one that could not be taken is kept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from handlers.breaks import units
from handlers.fields import check, check_all
from handlers.half_filled import Kept, drop, find, keep
from handlers.long_text import joined
from handlers.questions import preview, question, sends, whole
from handlers.screens import Action, FieldKind, Form, Reply, Screen, to
from handlers.turn import Turn
from handlers.uploads import MARK

MOST_REVISION = 2**30


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is done with answers that wait: sent as they are, thrown away, or changed."""

    send: Action
    cancel: Action
    change: Action


def begin(turn: Turn, form: Form) -> Reply:
    """Ask the first question that has no answer yet, in place of any earlier form."""
    answers = dict(form.answers)
    return _ask(turn, Kept(form, answers, _next_step(form, answers, -1), revision=_first_revision(turn)))


def _first_revision(turn: Turn) -> int:
    """A number that an earlier form of this person did not have, so that its buttons fit no other form."""
    return int(turn.now.timestamp() * 1000) % MOST_REVISION


def resume(turn: Turn, kept: Kept) -> Reply:
    """Go on where the form was left; a whole form opens again with what was typed into it."""
    return whole(kept) if turn.room.shows_whole_forms else _ask(turn, kept)


def keep_sent(turn: Turn, form: Form, typed: dict[str, str]) -> Form:
    """A whole form whose answers can't be taken: they are kept, so that nothing is typed twice."""
    offered = {field.name: {each.value for each in field.choices} for field in form.fields if field.choices}
    typed = {
        name: value
        for name, value in typed.items()
        if not value.startswith(MARK) and value in offered.get(name, {value})
    }
    kept = Kept(form, typed, None, is_left=True, revision=_first_revision(turn))
    keep(turn, kept)
    return replace(whole(kept), problem=form.problem)


def keep_waiting(turn: Turn, form: Form, answers: dict[str, str], sure: Action) -> Waiting:
    """Answers that wait for one more word: saying it sends them to `sure`; going on asks `form`'s action once more."""
    before = find(turn)
    revision = before.revision + 1 if before else _first_revision(turn)
    kept = Kept(form, answers, None, is_left=True, revision=revision, sure=sure)
    keep(turn, kept)
    change = to("answer", "go") if turn.room.shows_whole_forms else to("answer", "back", kept.revision)
    return Waiting(sends(kept.revision, sure), to("answer", "cancel", kept.revision), change)


def answer(turn: Turn, kept: Kept, typed: str) -> Reply:
    """Take what was typed or picked as the answer to the open question."""
    if kept.field is None or kept.step is None:
        return _ask(turn, kept)
    typed = typed.replace(MARK, " ")  # words, and nothing that was sent
    if kept.field.kind is FieldKind.TEXT:
        return _add_part(turn, kept, typed)
    return _take(turn, kept, typed)


def answer_with_file(turn: Turn, kept: Kept, value: str) -> Reply:
    """Take what was sent as the answer; a document is one more part of a long text. Raises NeedsFile."""
    assert kept.field is not None
    if kept.field.kind is FieldKind.FILE or value.startswith(MARK):
        return _take(turn, kept, value)
    return _add_part(turn, replace(kept, last_part=0), value)


def _take(turn: Turn, kept: Kept, value: str) -> Reply:
    assert kept.field is not None
    checked = check(kept.field, value)
    if checked.problem:
        return _ask(turn, kept, problem=checked.problem)
    return _go_on(turn, kept, checked.value)


def _add_part(turn: Turn, kept: Kept, part: str) -> Reply:
    """A long text grows; what can't be taken leaves it as it was."""
    assert kept.field is not None
    whole_text = joined(kept.written, part, kept.last_part)
    checked = check(kept.field, whole_text)
    if checked.problem:
        return _ask(turn, kept, problem=checked.problem)
    answers = {**kept.answers, kept.field.name: checked.value}
    return _ask(turn, replace(kept, answers=answers, last_part=units(part)))


def is_enough(turn: Turn, kept: Kept) -> Reply:
    """All of a long text is there."""
    if kept.field is None or kept.field.kind is not FieldKind.TEXT:
        return _ask(turn, kept)
    return _take(turn, kept, kept.written)


def begin_anew(turn: Turn, kept: Kept) -> Reply:
    """A long text is written from its beginning; what was written goes, and what stands there can be left again."""
    return _ask(turn, _with_written(kept, ""))


def write_on(turn: Turn, kept: Kept) -> Reply:
    """A long text goes on from what stands there."""
    return _ask(turn, _with_written(kept, kept.field.present) if kept.field else kept)


def use(turn: Turn, kept: Kept) -> Reply:
    """What stands there now stays, or what was suggested is taken."""
    if kept.field is None:
        return _ask(turn, kept)
    return _take(turn, kept, kept.field.present or kept.field.suggestion)


def _with_written(kept: Kept, text: str) -> Kept:
    if kept.field is None or kept.field.kind is not FieldKind.TEXT:
        return kept
    return replace(kept, answers={**kept.answers, kept.field.name: text}, last_part=0)


def ask_again(turn: Turn, kept: Kept, problem: str) -> Reply:
    """Ask the open question once more, and say why."""
    return _ask(turn, kept, problem=problem)


def skip(turn: Turn, kept: Kept) -> Reply:
    """Leave an optional question unanswered."""
    if kept.field is None or kept.field.is_required:
        return _ask(turn, kept)
    return _go_on(turn, kept, "")


def go_back(turn: Turn, kept: Kept) -> Reply:
    """The question before this one; before the first, whence the form came."""
    before = len(kept.form.fields) if kept.step is None else kept.step
    asked = [at for at in range(before) if kept.form.fields[at].applies(kept.answers)]
    if asked:
        return _ask(turn, replace(kept, step=asked[-1]))
    drop(turn)
    return turn.follow(kept.form.back or to("start"), {})


def send_shown(turn: Turn, kept: Kept) -> Reply:
    """What a preview or one more question showed: the answers go where its main button said."""
    if kept.sure is None:
        return send(turn, kept)
    drop(turn)
    return turn.follow(kept.sure, kept.answers)


def send(turn: Turn, kept: Kept) -> Reply:
    """The answers go where the form says; if one of them no longer holds, it is asked again."""
    answers, problem = check_all(kept.form.fields, kept.answers)
    if problem:
        return _ask(turn, replace(kept, step=_next_step(kept.form, answers, -1)), problem=problem)
    drop(turn)
    return turn.follow(kept.form.action, answers)


def as_it_stands(turn: Turn, kept: Kept) -> Reply:
    """The open question or the preview once more; nothing is answered, and its buttons are the same."""
    return question(kept) if kept.step is not None else preview(turn, kept)


def _go_on(turn: Turn, kept: Kept, value: str) -> Reply:
    assert kept.field is not None
    assert kept.step is not None
    answers = {**kept.answers, kept.field.name: value}
    was_missing = kept.field.name not in kept.answers
    step = _next_step(kept.form, answers, -1 if was_missing else kept.step)
    return _ask(turn, replace(kept, answers=answers, step=step))


def _next_step(form: Form, answers: dict[str, str], after: int) -> int | None:
    """The next question that applies; on the first time through, after -1, the next one without an answer."""
    for at, field in enumerate(form.fields):
        if at > after and field.applies(answers) and (after >= 0 or field.name not in answers):
            return at
    return None


def _ask(turn: Turn, kept: Kept, *, problem: str = "") -> Reply:
    kept = replace(kept, revision=kept.revision + 1, is_left=False, sure=None)
    if kept.step is None and kept.form.preview is None:
        return send(turn, kept)
    keep(turn, kept)
    if kept.step is not None:
        return question(kept, problem)
    shown = preview(turn, kept)
    return shown.with_pop_up(kept.form.problem) if kept.form.problem and isinstance(shown, Screen) else shown
