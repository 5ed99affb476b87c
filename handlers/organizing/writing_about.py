"""What is told of a petition beside its texts, and at-risk mode, in which nobody is shown further than is safe."""

from __future__ import annotations

from config.texts import _
from handlers.blocks import Block, Bold, Listing, Paragraph
from handlers.organizing.done import Done, with_said
from handlers.organizing.facts import FactName
from handlers.organizing.gate import PETITION, Desk, organizes
from handlers.organizing.rights import Deed
from handlers.organizing.writing import saved
from handlers.organizing.writing_facts import fact_button, fact_line
from handlers.screens import Button, Look, Reply, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import back_from, sample_line
from storage.goals import AT_RISK_STEP
from storage.petitions import Petition

TOLD = (FactName.TOPICS, FactName.BEHIND, FactName.VIDEO, FactName.CONTACT, FactName.LEGAL)


@organizes("pet_about", Deed.WRITE_PETITION, of=PETITION, reads=True)
def show_about(turn: Turn, desk: Desk[Petition]) -> Reply:
    """What stands there, and the ways to change it."""
    petition = desk.subject
    topics, behind, video, contact, legal = (fact_button(petition, name) for name in TOLD)
    return Screen(
        _("What is told of “{title}”", title=petition.title),
        (*(fact_line(turn, desk, name) for name in TOLD), _risk_line(petition), *sample_line(petition.is_sample)),
        rows_of(
            (topics, behind, video),
            (contact, legal, Button(_("At-risk mode"), to("pet_risk", petition.id))),
            (Button(_("Picture and files"), to("pet_files", petition.id)), back_from(to("pet", petition.id))),
        ),
    )


def _risk_line(petition: Petition) -> Block:
    said = _("On: nobody is shown further than is safe.") if petition.at_risk else _("Off")
    return Paragraph((Bold(_("At-risk mode")), "\n", said))


@organizes("pet_risk", Deed.WRITE_PETITION, of=PETITION, reads=True)
def show_risk(turn: Turn, desk: Desk[Petition]) -> Reply:
    """What it does is said before it is turned on."""
    petition = desk.subject
    return Screen(
        _("At-risk mode is on.") if petition.at_risk else _("At-risk mode is off."),
        (
            _("For petitions under which a signature may endanger somebody:"),
            what_risk_does(),
            _("It can be turned off only as long as nobody has signed."),
            *sample_line(petition.is_sample),
        ),
        rows_of(_switch(turn, petition), back_from(to("pet_about", petition.id))),
    )


def _switch(turn: Turn, petition: Petition) -> Button | None:
    if not petition.at_risk:
        return Button(_("Turn it on"), to("pet_risk_on", petition.id), Look.MAIN)
    if turn.store.drafted_parts.is_signed(petition):
        return None
    return Button(_("Turn it off"), to("pet_risk_off", petition.id), Look.DANGER)


def what_risk_does() -> Listing:
    """All of it, in plain lines."""
    return Listing(
        (
            _("People sign counted only, or with initials and a region at most; earlier names are shown as initials."),
            _("Reasons are not asked for, and those that were given are not shown."),
            _("One more question is asked before somebody signs."),
            _("Who was brought by whose link is not counted, and earlier counts are forgotten."),
            _("Whoever signs is written to discreetly, unless they choose otherwise."),
            _("Numbers are shown in steps of {n}.", n=AT_RISK_STEP),
        )
    )


@organizes("pet_risk_on", Deed.WRITE_PETITION, of=PETITION, again="pet_risk")
def turn_risk_on(turn: Turn, desk: Desk[Petition]) -> Reply:
    """From now on; what was said of it stood above the button. Once people have signed, it is asked once more."""
    is_first = not desk.subject.at_risk and turn.store.drafted_parts.is_signed(desk.subject)
    return _ask_once_more(desk.subject) if is_first else _turned_on(turn, desk)


def _ask_once_more(petition: Petition) -> Screen:
    """What becomes of what is public already, and of what can't be taken back."""
    return Screen(
        _("Turn on at-risk mode for “{title}”?", title=petition.title),
        (
            Listing(
                (
                    _("Names that are public now are shown as initials from that moment on."),
                    _("Reasons that are public now are shown to nobody any more; whoever wrote one still reads it."),
                    _("What others have read, copied or sent on before can't be called back."),
                    _("Nobody's signature is lost, and nobody is written to about it."),
                )
            ),
            _("People have signed: it can't be turned off again."),
            *sample_line(petition.is_sample),
        ),
        rows_of(
            Button(_("Turn it on for good"), to("pet_risk_sure", petition.id), Look.MAIN),
            back_from(to("pet_about", petition.id)),
        ),
    )


@organizes("pet_risk_sure", Deed.WRITE_PETITION, of=PETITION, again="pet_risk")
def turn_risk_on_for_good(turn: Turn, desk: Desk[Petition]) -> Reply:
    """The same where people have signed, and what that means was read."""
    return _turned_on(turn, desk)


def _turned_on(turn: Turn, desk: Desk[Petition]) -> Reply:
    if desk.subject.at_risk:
        return turn.follow(to("pet_risk", desk.subject.id), {})
    turn.store.drafted_parts.set_at_risk(desk.subject, at_risk=True)
    return saved(turn, desk, Done.SET_AT_RISK, to("pet_risk", desk.subject.id), _("At-risk mode is on."))


@organizes("pet_risk_off", Deed.WRITE_PETITION, of=PETITION, again="pet_risk")
def turn_risk_off(turn: Turn, desk: Desk[Petition]) -> Reply:
    """Whoever signed did so as it was then: not once somebody has."""
    shown = to("pet_risk", desk.subject.id)
    if not turn.store.drafted_parts.set_at_risk(desk.subject, at_risk=False):
        return with_said(turn.follow(shown, {}), _("Somebody has signed: it stays on."))
    return saved(turn, desk, Done.SET_SAFE, shown, _("At-risk mode is off."))
