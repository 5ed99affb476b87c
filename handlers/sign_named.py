"""Signing with a name, or initials, a place and a reason: how to be seen is asked first, then only what that needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from config.texts import _
from handlers import asking
from handlers.blocks import Bold, Paragraph, Quotation
from handlers.came_by import carried_on
from handlers.fields import asked_again, check_all, suggesting
from handlers.finding import find_petition, own_signature
from handlers.once_more import ask_once_more
from handlers.petition import petition_screen
from handlers.questions import SEND
from handlers.router import route
from handlers.screens import (
    MOST_LABEL_CHARACTERS,
    Button,
    Choice,
    Field,
    FieldKind,
    Form,
    Look,
    Reply,
    Screen,
    rows_of,
    to,
)
from handlers.showing_answers import as_others_see, showing_of
from handlers.sign import Read, read_anew, sign_as
from handlers.signed import shown_again
from handlers.turn import Turn
from handlers.wording import as_read, back_there, petition_not_found, run_by, sample_line, shown_as, together
from storage.petitions import Petition
from storage.showing import Showing, Visibility

MOST_NAME, MOST_PLACE, MOST_REASON = 80, 80, 600
NAMED = (Visibility.INITIALS.value, Visibility.NAME.value, Visibility.REASON.value)
WIDER = (Visibility.NAME.value, Visibility.REASON.value)


@route("sign_named", private=True, again="petition")
def ask_how_to_be_shown(turn: Turn, petition_id: int, source: str = "") -> Reply:
    """The form; somebody who signed already changes what is shown with it."""
    petition = find_petition(turn, petition_id)
    if petition is None:
        return petition_not_found()
    if not petition.is_open and not _has_signed(turn, petition):
        return petition_screen(turn, petition).with_pop_up(_("This petition can't be signed any more."))
    return naming_form(turn, petition, carried_on(source))


@route("preview_named", private=True, again="petition")
def preview(turn: Turn, petition_id: int) -> Reply:
    """How it will look, on a button that says what will be done."""
    petition = find_petition(turn, petition_id)
    if petition is None:
        return petition_not_found()
    if not turn.values.get("show"):
        return naming_form(turn, petition)
    showing, signed = showing_of(turn.values), own_signature(turn, petition)
    showing = as_others_see(petition, showing.after(signed) if signed else showing)
    return Screen(
        _("This is how it will look: {shown}", shown=shown_as(showing)),
        (
            Paragraph((Bold(petition.title),)),
            *_asks_now(petition),
            *_words(showing),
            together(run_by(turn), *sample_line(petition.is_sample)),
        ),
        rows_of(Button(_preview_label(turn, petition, showing), SEND, Look.MAIN)),
    )


@route("as_named", private=True, again="signed")
def sign_named(turn: Turn, petition_id: int, source: str = "", asks: int = 1) -> Reply:
    """Sign as the form says, or change an earlier signature to it; at risk, they are asked once more."""
    return _sign(turn, petition_id, Read(source, asks), is_sure=False)


@route("as_named_sure", private=True, again="signed")
def sign_named_for_sure(turn: Turn, petition_id: int, source: str = "", asks: int = 1) -> Reply:
    """The same, once they were asked whether it could endanger them."""
    return _sign(turn, petition_id, Read(source, asks), is_sure=True)


def _sign(turn: Turn, petition_id: int, read: Read, *, is_sure: bool) -> Reply:
    petition = find_petition(turn, petition_id)
    if petition is None:
        return petition_not_found()
    form = naming_form(turn, petition, carried_on(read.source))
    if petition.at_risk and turn.values.get("show") in WIDER:
        return replace(form, problem=_shows_less_now(), answers=_narrowed(turn.values))
    answers, problem = check_all(form.fields, dict(turn.values))
    if problem:
        return asked_again(form, answers, problem)
    showing = showing_of(answers)
    if _has_signed(turn, petition):
        return shown_again(turn, petition, showing)
    if read.asks < petition.asks_since:
        return read_anew(turn, petition)
    if petition.is_open and petition.at_risk and not is_sure:
        return _once_more(turn, petition, form, answers)
    return sign_as(turn, petition.id, showing, read)


def _shows_less_now() -> str:
    return _("This petition now shows initials and a region at most. Nothing was saved yet.")


def _narrowed(values: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What was typed stays; only how it is shown is another."""
    kept = {name: values[name] for name in ("name", "place") if name in values}
    return (("show", Visibility.INITIALS.value), *kept.items())


def _once_more(turn: Turn, petition: Petition, form: Form, answers: dict[str, str]) -> Screen:
    """What was typed is kept meanwhile, as any form is."""
    _verb, *ids = form.action.token.split(":")
    waiting = asking.keep_waiting(turn, form, answers, to("as_named_sure", *ids))
    return ask_once_more(petition, showing_of(answers), waiting.send, carried_on(ids[1]) if len(ids) > 1 else "")


def naming_form(turn: Turn, petition: Petition, source: str = "") -> Form:
    """How to be shown · name · place · reason."""
    earlier = turn.store.signatures.latest_shown(turn.supporter.id) if turn.supporter else None
    signed = own_signature(turn, petition)
    has_a_say = signed is None or signed.may_say_it_anew
    return Form(
        title=_form_title(turn, petition),
        intro=(*_asks_now(petition), *_no_reason(has_a_say=has_a_say), run_by(turn), *sample_line(petition.is_sample)),
        fields=(_show(petition, has_a_say=has_a_say), _name(turn, earlier), _place(earlier), _reason()),
        action=to("as_named", petition.id, *as_read(petition, source)),
        preview=to("preview_named", petition.id),
        back=back_there(petition.id, source),
        aside=Button(_("Who can see what"), to("see", petition.id)),
        is_guarded=petition.at_risk,
    )


def _asks_now(petition: Petition) -> tuple[str, ...]:
    """The form may have been opened from a message that says what it asked before."""
    return (_("It asks: {ask}", ask=petition.ask),) if petition.asks_since > 1 else ()


def _form_title(turn: Turn, petition: Petition) -> str:
    if _has_signed(turn, petition):
        return _("How you are shown under “{title}”", title=petition.title)
    return _("Sign “{title}”", title=petition.title)


def _no_reason(*, has_a_say: bool) -> tuple[str, ...]:
    """Why the form asks for no reason, where it could have."""
    return () if has_a_say else (_("A moderator did not publish your words twice: you can be shown without a reason."),)


def _show(petition: Petition, *, has_a_say: bool) -> Field:
    choices = (
        Choice(Visibility.INITIALS.value, _("Initials, region")),
        Choice(Visibility.NAME.value, _("Name")),
        Choice(Visibility.REASON.value, _("Name and reason")),
    )
    return Field(
        "show",
        _("How may others see you?"),
        FieldKind.CHOICE,
        label=_("Shown as"),
        choices=choices[:1] if petition.at_risk else choices if has_a_say else choices[:2],
    )


def _name(turn: Turn, earlier: Showing | None) -> Field:
    question = _("Your name, or only your initials?")
    name = Field("name", question, label=_("Name"), check="name", most=MOST_NAME)
    return suggesting(name, earlier.name if earlier else turn.person.suggested_name)


def _place(earlier: Showing | None) -> Field:
    place = Field(
        "place",
        _("Where do you live, as far as you like to say?"),
        label=_("Place"),
        check="place",
        most=MOST_PLACE,
        is_required=False,
    )
    return suggesting(place, earlier.place if earlier else "")


def _reason() -> Field:
    return Field(
        "reason",
        _("Why do you sign? Name nobody else, and tell nothing that could endanger them."),
        FieldKind.LONG,
        label=_("Reason"),
        check="reason",
        most=MOST_REASON,
        only_if=("show", (Visibility.REASON.value,)),
    )


def _words(showing: Showing) -> tuple[Quotation | str, ...]:
    if not showing.reason:
        return (_("Others see this and nothing else of you."),)
    held = _("Your signature counts at once. A moderator reads these words before others do.")
    return (Quotation((showing.reason,), shown_as(showing)), *((held,) if showing.held_for else ()))


def _preview_label(turn: Turn, petition: Petition, showing: Showing) -> str:
    """The whole of what others will see, or where it does not fit, that it stands above."""
    if _has_signed(turn, petition):
        return _fitting(_("Show me as {shown}", shown=shown_as(showing)), _("Show me like this"))
    return _fitting(_("Sign as {shown}", shown=shown_as(showing)), _("Sign as shown above"))


def _fitting(label: str, shorter: str) -> str:
    return label if len(label) <= MOST_LABEL_CHARACTERS else shorter


def _has_signed(turn: Turn, petition: Petition) -> bool:
    return own_signature(turn, petition) is not None
