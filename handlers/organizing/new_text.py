"""A new text of a public petition: what it changes, a sentence about that, and a last look before it is signed."""

from __future__ import annotations

from config.texts import _, language_name, n_
from handlers import asking
from handlers.blocks import Block, Listing, Quotation
from handlers.counts import signatures_of
from handlers.fields import asked_again, check_all
from handlers.organizing.done import Done, with_said
from handlers.organizing.gate import PETITION, Desk, organizes
from handlers.organizing.lacking import what_is_missing
from handlers.organizing.noting import write_down
from handlers.organizing.rights import Deed
from handlers.parts import part_of
from handlers.screens import Action, Button, Choice, Field, FieldKind, Form, Look, Reply, Rows, Screen, rows_of, to
from handlers.text_changes import all_changes, asks_otherwise, languages_behind
from handlers.turn import Turn
from handlers.wording import back_from, sample_line
from storage.petitions import Petition
from storage.versions import Said

MOST_NOTE = 300
ELSE, SAME = "else", "same"
LESS = "less"
"""Published without the languages that still ask the earlier thing."""


def new_text(turn: Turn, petition: Petition, written: Said, part: int) -> Screen:
    """What would change for whoever reads it; nothing is published yet."""
    public = turn.store.versions.public(petition)
    title = _("A new text of “{title}”", title=petition.title)
    lacks = what_is_missing(turn, petition)
    above = (
        _who_signed_before(petition),
        *((Listing(lacks),) if lacks else ()),
        *_behind(languages_behind(public, written)),
        *sample_line(petition.is_sample),
    )
    shown = part_of(turn, part, all_changes(public, written), title, *above)
    publish = Button(_("Publish this text"), to("pet_change", petition.id, written.mark), Look.MAIN)
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


def _who_signed_before(petition: Petition) -> str:
    if petition.at_risk:
        return _("Nobody else sees it yet. Under the present text: {signatures}.", signatures=signatures_of(petition))
    return n_(
        "Nobody else sees it yet. {n} signature stands under the present text.",
        "Nobody else sees it yet. {n} signatures stand under the present text.",
        petition.count,
    )


def _behind(locales: list[str]) -> tuple[str, ...]:
    return tuple(_("{language} still asks the earlier thing.", language=language_name(each)) for each in locales)


@organizes("pet_change", Deed.PUBLISH, of=PETITION, again="pet_out")
def ask_about_change(turn: Turn, desk: Desk[Petition], mark: str) -> Reply:
    """What is said of the change, and a last look; what somebody else wrote meanwhile is shown first."""
    petition, written = desk.subject, turn.store.versions.written(desk.subject)
    if written is None or written.mark != mark or what_is_missing(turn, petition):
        return _not_now(turn, petition, written, mark)
    form = _form(turn, petition, written)
    if not turn.values:
        return form
    answers, problem = check_all(form.fields, dict(turn.values))
    if problem:
        return asked_again(form, answers, problem)
    return _last_look(turn, petition, written, form, answers)


@organizes("pet_change_yes", Deed.PUBLISH, of=PETITION, again="pet_out")
def publish_text(turn: Turn, desk: Desk[Petition], mark: str, how: str = "") -> Reply:
    """From now on it is signed; in no language one that asks something else than the others."""
    petition, written = desk.subject, turn.store.versions.written(desk.subject)
    if written is None or written.mark != mark or what_is_missing(turn, petition):
        return _not_now(turn, petition, written, mark)
    form = _form(turn, petition, written)
    answers, problem = check_all(form.fields, dict(turn.values))
    if problem:
        return form
    is_material = answers["kind"] == ELSE
    behind = _left_behind(turn, petition, written, is_material=is_material)
    if behind and how != LESS:
        return _last_look(turn, petition, written, form, answers)
    for locale in behind:
        turn.store.drafts.remove_language(petition, locale)
        write_down(turn, desk, Done.REMOVED_LANGUAGE, petition=petition.code, language=locale)
    return _publish(turn, desk, answers["note"], is_material=is_material)


def _not_now(turn: Turn, petition: Petition, written: Said | None, mark: str) -> Reply:
    shown = turn.follow(to("pet_out", petition.id), {})
    if written is None:
        return with_said(shown, _("What was written is public already."))
    if written.mark != mark:
        return with_said(shown, _("The text is another one by now. Nothing was published."))
    return shown


def _left_behind(turn: Turn, petition: Petition, written: Said, *, is_material: bool) -> list[str]:
    """Languages that would ask the earlier thing where the others ask something else."""
    return languages_behind(turn.store.versions.public(petition), written) if is_material else []


def _last_look(turn: Turn, petition: Petition, written: Said, form: Form, answers: dict[str, str]) -> Screen:
    """Whom it reaches, before anything is published."""
    is_material = answers["kind"] == ELSE
    behind = _left_behind(turn, petition, written, is_material=is_material)
    sure = to("pet_change_yes", petition.id, written.mark, *((LESS,) if behind else ()))
    waiting = asking.keep_waiting(turn, form, answers, sure)
    return Screen(
        _whom_it_reaches(petition, is_material=is_material),
        (
            *_what_happens(petition, is_material=is_material),
            Quotation((answers["note"],), petition.organisation),
            *_why_less(behind),
            *sample_line(petition.is_sample),
        ),
        _ways_on(petition, behind, waiting, is_material=is_material),
    )


def _whom_it_reaches(petition: Petition, *, is_material: bool) -> str:
    if not is_material or not _may_be_signed(petition):
        return _("Publish, and ask nobody?")
    if petition.at_risk:
        return _("Publish, and ask everybody who has signed?")
    return n_("Publish, and ask {n} signer?", "Publish, and ask {n} signers?", petition.count)


def _may_be_signed(petition: Petition) -> bool:
    """Where a single signature could endanger somebody, it is not said that there is none."""
    return petition.at_risk or petition.count > 0


def _what_happens(petition: Petition, *, is_material: bool) -> tuple[Block, ...]:
    if not is_material:
        return (_("You say that it asks the same: all signatures stand, and nobody is written to."),)
    if not _may_be_signed(petition):
        return (_("Nobody has signed yet. From then on this text is signed."),)
    return (_("You say that it asks something else: each is asked once whether their signature holds."),)


def _why_less(behind: list[str]) -> tuple[str, ...]:
    if not behind:
        return ()
    said = _("Nobody may sign that any more. Write it anew there, or publish without it: its readers get another one.")
    return (*_behind(behind), said)


def _ways_on(petition: Petition, behind: list[str], waiting: asking.Waiting, *, is_material: bool) -> Rows:
    change = Button(_("Change this"), waiting.change)
    cancel = Button(_("Cancel"), waiting.cancel)
    if behind:
        write = Button(_("Write the ask there"), _ask_in(petition, behind[0]), Look.MAIN)
        without = Button(_("Publish without it"), waiting.send, Look.DANGER)
        return rows_of(write, without, (change, cancel))
    is_asked = is_material and _may_be_signed(petition)
    label = _("Publish and ask them") if is_asked else _("Publish this text")
    return rows_of(Button(label, waiting.send, Look.MAIN), (change, cancel))


def _ask_in(petition: Petition, locale: str) -> Action:
    return to("pet_text", petition.id, locale)


def _publish(turn: Turn, desk: Desk[Petition], note: str, *, is_material: bool) -> Reply:
    petition = desk.subject
    version = turn.store.versions.publish(petition, note, turn.now, is_material=is_material)
    shown = to("pet_out", petition.id)
    if version is None:
        return turn.follow(shown, {})
    write_down(turn, desk, Done.CHANGED_TEXT, version=version, is_material=is_material)
    return with_said(turn.follow(shown, {}), _told(petition, is_material=is_material))


def _told(petition: Petition, *, is_material: bool) -> str:
    if not is_material or not _may_be_signed(petition):
        return _("Published. From now on this text is signed.")
    return _("Published. Whoever signed the earlier text is asked whether it still holds.")


def _form(turn: Turn, petition: Petition, written: Said) -> Form:
    public = turn.store.versions.public(petition)
    is_other = asks_otherwise(public, written)
    behind = _behind(languages_behind(public, written))
    return Form(
        title=_("Publish a new text"),
        intro=(_what_follows(petition, is_other=is_other), *behind, *sample_line(petition.is_sample)),
        fields=(_note(), _kind(is_other=is_other)),
        action=to("pet_change", petition.id, written.mark),
        back=to("pet_out", petition.id),
    )


def _what_follows(petition: Petition, *, is_other: bool) -> str:
    if not is_other:
        return _("What it asks is the same in words.")
    if petition.at_risk:
        return _("What it asks was changed. If it asks something else, all are asked whether their signatures hold.")
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
