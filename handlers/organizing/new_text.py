"""A new text of a petition that is public: what it changes, and publishing it with a sentence about the change."""

from __future__ import annotations

from dataclasses import replace

from config.texts import _, n_
from handlers.blocks import Listing
from handlers.fields import check_all
from handlers.organizing.done import Done, with_said
from handlers.organizing.gate import PETITION, Desk, organizes
from handlers.organizing.lacking import what_is_missing
from handlers.organizing.noting import write_down
from handlers.organizing.rights import Deed
from handlers.parts import part_of
from handlers.screens import Button, Choice, Field, FieldKind, Form, Look, Reply, Screen, rows_of, to
from handlers.text_changes import Texts, all_changes, is_ask_changed
from handlers.turn import Turn
from handlers.wording import back_from, sample_line
from storage.petitions import Petition
from storage.versions import mark_of

MOST_NOTE = 300
ELSE, SAME = "else", "same"


def new_text(turn: Turn, petition: Petition, written: Texts, part: int) -> Screen:
    """What would change for whoever reads it; nothing is published yet."""
    public = turn.store.versions.texts(petition.id, petition.version)
    title = _("A new text of “{title}”", title=petition.title)
    lacks = what_is_missing(turn, petition)
    above = (
        n_(
            "Nobody else sees it yet. {n} signature stands under the present text.",
            "Nobody else sees it yet. {n} signatures stand under the present text.",
            petition.count,
        ),
        *((Listing(lacks),) if lacks else ()),
        *sample_line(petition.is_sample),
    )
    shown = part_of(turn, part, all_changes(public, written), title, *above)
    publish = Button(_("Publish this text"), to("pet_change", petition.id, mark_of(written)), Look.MAIN)
    read_on = shown.read_on("pet_out", petition.id)
    return Screen(
        title,
        (*above, *shown.line(), *shown.blocks),
        rows_of(
            None if lacks else publish,
            (*((read_on,) if read_on else ()), Button(_("See how it looks"), to("pet_look", petition.id))),
            (Button(_("Close or discard…"), to("pet_end", petition.id)), back_from(to("pet", petition.id))),
        ),
    )


@organizes("pet_change", Deed.PUBLISH, of=PETITION, again="pet_out")
def publish_text(turn: Turn, desk: Desk[Petition], mark: str) -> Reply:
    """With what is said of the change; what somebody else wrote meanwhile is shown first."""
    petition = desk.subject
    written, public = (turn.store.versions.written(petition), to("pet_out", petition.id))
    if mark_of(written) != mark:
        return with_said(turn.follow(public, {}), _("The text is another one by now. Nothing was published."))
    if what_is_missing(turn, petition):
        return turn.follow(public, {})
    form = _form(turn, petition, written, mark)
    if not turn.values:
        return form
    answers, problem = check_all(form.fields, dict(turn.values))
    if problem:
        return replace(form, problem=problem, answers=tuple(answers.items()))
    return _publish(turn, desk, answers["note"], is_material=answers["kind"] == ELSE)


def _publish(turn: Turn, desk: Desk[Petition], note: str, *, is_material: bool) -> Reply:
    petition = desk.subject
    version = turn.store.versions.publish(petition, note, turn.now, is_material=is_material)
    shown = to("pet_out", petition.id)
    if version is None:
        return turn.follow(shown, {})
    write_down(turn, desk, Done.CHANGED_TEXT, version=version, is_material=is_material)
    return with_said(turn.follow(shown, {}), _told(petition, is_material=is_material))


def _told(petition: Petition, *, is_material: bool) -> str:
    if not is_material or not petition.count:
        return _("Published. From now on this text is signed.")
    return _("Published. Whoever signed the earlier text is asked whether it still holds.")


def _form(turn: Turn, petition: Petition, written: Texts, mark: str) -> Form:
    public = turn.store.versions.texts(petition.id, petition.version)
    is_other = is_ask_changed(public, written)
    return Form(
        title=_("Publish a new text"),
        intro=(_what_follows(petition, is_other=is_other), *sample_line(petition.is_sample)),
        fields=(_note(), _kind(is_other=is_other)),
        action=to("pet_change", petition.id, mark),
        back=to("pet_out", petition.id),
    )


def _what_follows(petition: Petition, *, is_other: bool) -> str:
    if not is_other:
        return _("What it asks is the same in words.")
    return n_(
        "What it asks was changed. If it asks something else, {n} signer is asked whether their signature holds.",
        "What it asks was changed. If it asks something else, {n} signers are asked whether their signatures hold.",
        petition.count,
    )


def _note() -> Field:
    question = _("What was changed, in a sentence for those who signed?")
    return Field("note", question, FieldKind.LONG, most=MOST_NOTE, label=_("The change"))


def _kind(*, is_other: bool) -> Field:
    asks_else = Choice(ELSE, _("It asks something else"))
    asks_same = Choice(SAME, _("It asks the same"))
    choices = (asks_else, asks_same) if is_other else (asks_same, asks_else)
    return Field("kind", _("Does it ask something else than before?"), FieldKind.CHOICE, choices=choices)
