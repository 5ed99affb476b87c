"""How a half-filled form is shown: its open question, its preview, and the way back to it.

Its buttons name the revision they were made for, so that an old one can neither answer a newer question nor send
answers it did not show.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from config.texts import _
from handlers.half_filled import Kept
from handlers.labels import short
from handlers.long_text import in_place_of, so_far, there_now
from handlers.screens import (
    MOST_LABEL_CHARACTERS,
    MOST_TOKEN_BYTES,
    Action,
    Button,
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
from handlers.wording import back_from, sample_line

SEND = to("answer", "send")


def question(kept: Kept, problem: str = "") -> Form:
    """The open question with its buttons, what was answered before, and what stands or was written there."""
    field = kept.field
    assert field is not None
    given = {name: value for name, value in kept.applying.items() if value and name != field.name}
    written = kept.written
    there = (*so_far(written), *in_place_of(field.present, written)) if written else _there_now(field)
    return replace(
        kept.form,
        intro=(*kept.form.intro, *there),
        problem=problem or kept.form.problem,
        step=kept.step,
        answers=tuple(given.items()),
        rows=_writing(kept.revision) if written else _buttons(kept.form, field, kept.revision),
    )


def _there_now(field: Field) -> tuple[str, ...]:
    """What somebody changes; of a long text also what becomes of it."""
    if not field.present:
        return ()
    if field.kind is FieldKind.TEXT:
        return (*there_now(field.present), _("What you send now takes its place."))
    return (_("Now it says: “{words}”", words=field.present),)


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


def _use(suggestion: str) -> str:
    """The suggestion on its button, cut where it does not fit; once taken, the whole of it is shown."""
    label = _("Use “{suggestion}”", suggestion=suggestion)
    room = MOST_LABEL_CHARACTERS - len(label) + len(suggestion)
    return _("Use “{suggestion}”", suggestion=short(suggestion, room))


def _writing(revision: int) -> Rows:
    """The buttons of a long text of which something is there."""
    return rows_of(
        Button(_("That was all"), to("answer", "enough", revision), Look.MAIN),
        Button(_("Begin again"), to("answer", "anew", revision)),
        (Button(_("Back"), to("answer", "back", revision)), _cancel(revision)),
    )


def _cancel(revision: int) -> Button:
    return Button(_("Cancel"), to("answer", "cancel", revision))


def preview(turn: Turn, kept: Kept) -> Reply:
    """What will be sent, as the form shows it, with the ways to change it or to leave."""
    assert kept.form.preview is not None
    shown = turn.follow(kept.form.preview, kept.applying)
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
        return replace(button, action=sends(kept.revision, kept.form.action))
    return button


def sends(revision: int, action: Action) -> Action:
    """Sends the answers; where there is room for it, it says whereto, so that a second tap tells how that stands."""
    plain, where = f"answer:send:{revision}", payload_of(action)
    return Action(f"{plain}:{where}" if len(plain) + len(where) < MOST_TOKEN_BYTES else plain)


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


def whole(kept: Kept) -> Form:
    """The form with all its questions, what was typed, and the way back to it."""
    return replace(kept.form, answers=tuple(kept.answers.items()), rows=rows_of(kept_rows(kept)))


def kept_rows(kept: Kept) -> tuple[Button, ...]:
    """What leads back to a form that was left."""
    return (
        Button(_("Go on with your answers"), to("answer", "go")),
        Button(_("Throw them away"), to("answer", "cancel", kept.revision)),
    )
