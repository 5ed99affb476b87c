"""Afterwards: what somebody signed, how it is shown, and taking it back."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from config.texts import _, later, n_
from handlers.blocks import Quotation
from handlers.counts import signed_by
from handlers.finding import find_petition, own_signature
from handlers.lists import Entry, Page, Way, list_screen, page_of
from handlers.petition import petition_screen
from handlers.router import Command, route
from handlers.screens import Button, Look, Reply, Screen, rows_of, to
from handlers.thanks import held_words, what_is_shown
from handlers.turn import Turn
from handlers.why_not import lines_for_writer
from handlers.wording import (
    as_read,
    back_to_petition,
    ending,
    follow_button,
    petition_not_found,
    sample_line,
    see_open_petitions,
    shown_as,
    together,
    you_signed,
)
from storage.consents import is_asked
from storage.decisions import Thing
from storage.follows import SIGNING_FOLLOWS, subject_of
from storage.petitions import Petition
from storage.showing import WAITS_BECAUSE, ReasonState, Showing, Signature, SignatureState


@route("mine", reads=True, private=True, command=Command("mine", later("See what you signed"), is_main=True))
def my_signatures(turn: Turn, page: int = 1) -> Reply:
    """The lasting record: what was signed, when, and as which number."""
    total = turn.store.signatures.how_many_in_all(turn.supporter.id) if turn.supporter else 0
    if turn.supporter is None or not total:
        privacy = Button(_("Privacy"), to("privacy"))
        rows = rows_of((see_open_petitions(), privacy))
        return Screen(_("My signatures"), (_("You have signed nothing yet."),), rows)
    found = page_of(partial(_fetch, turn, turn.supporter.id), page)
    signed_petitions = [find_petition(turn, signature.petition_id) for signature in found.items]
    listed = [_entry(turn, *pair) for pair in zip(found.items, signed_petitions, strict=True)]
    privacy = Button(_("Privacy"), to("privacy"))
    way = Way(Button(_("Back to the start"), to("start")), "mine", extra=privacy)
    title = n_("You signed {n} petition", "You signed {n} petitions", total)
    shown = list_screen(title, Page(listed, found.number, found.total), way)
    return replace(shown, is_guarded=any(each is not None and each.at_risk for each in signed_petitions))


def _fetch(turn: Turn, supporter_id: int, most: int, skip: int) -> tuple[list[Signature], int]:
    signatures = turn.store.signatures
    return signatures.all_of(supporter_id, most, skip), signatures.how_many_in_all(supporter_id)


def _entry(turn: Turn, signature: Signature, petition: Petition | None) -> Entry:
    if petition is None:
        return Entry(_("A petition that is no longer public"), "", to("mine"))
    earlier = ("\n", _("You signed an earlier text.")) if signature.text_version < petition.version else ()
    facts = (*you_signed(turn, signature, petition), "\n", what_is_shown(signature, petition), *earlier)
    return Entry(petition.title, facts, to("signed", petition.id), petition.is_sample)


@route("signed", reads=True, private=True)
def signed(turn: Turn, petition_id: int) -> Reply:
    """One signature: what others see of it, and what can be done about it."""
    petition = find_petition(turn, petition_id)
    if petition is None:
        return petition_not_found()
    signature = own_signature(turn, petition)
    if signature is None:
        return not_signed(turn, petition)
    return signed_screen(turn, petition, signature)


def signed_screen(turn: Turn, petition: Petition, signature: Signature) -> Screen:
    """How a signature stands."""
    return Screen(
        petition.title,
        (
            together(
                you_signed(turn, signature, petition),
                *_earlier_text(petition, signature),
                what_is_shown(signature, petition),
                *_reason_lines(turn, petition, signature),
            ),
            *_own_words(signature),
            *_whom_to_ask(turn, petition, signature),
            together(*_what_withdrawing_does(petition, signature)),
            *sample_line(petition.is_sample),
        ),
        rows_of(
            _change_buttons(petition, signature),
            (_withdraw_button(petition), Button(_("Who can see what"), to("see", petition.id))),
            (_text_or_news(turn, petition, signature), back_to_petition(petition.id)),
        ),
        is_guarded=petition.at_risk,
    )


def _earlier_text(petition: Petition, signature: Signature) -> tuple[str, ...]:
    if is_asked(petition, signature):
        return (_("You signed an earlier text, which asked something else; you have not said if it still holds."),)
    return (_("You signed an earlier text."),) if signature.text_version < petition.version else ()


def _text_or_news(turn: Turn, petition: Petition, signature: Signature) -> Button:
    """What is heard of it is chosen on the petition's own screens, too."""
    if signature.text_version < petition.version:
        return Button(_("The text you signed"), to("text_signed", petition.id))
    return follow_button(turn, "petition", petition.id, subject_of(petition.id))


def _whom_to_ask(turn: Turn, petition: Petition, signature: Signature) -> tuple[str, ...]:
    """Nobody is struck out, or held with others, without a word."""
    is_struck_out = signature.state is SignatureState.INVALIDATED
    if not is_struck_out and not (signature.is_held and turn.store.sweeps.has_put(signature)):
        return ()
    organisation = turn.store.organisations.find(petition.organisation_id)
    contact = petition.contact or (organisation.contact if organisation else "")
    named = petition.organisation
    if contact:
        return (_("If that is wrong, ask {organisation}: {contact}", organisation=named, contact=contact),)
    if not turn.operator.contact:
        return (_("If that is wrong, ask {organisation}.", organisation=ending(named)),)
    operator = turn.operator.contact
    ask = _(
        "If that is wrong, ask {organisation}, or whoever runs this bot: {contact}",
        organisation=named,
        contact=operator,
    )
    return (ask,)


def _withdraw_button(petition: Petition) -> Button:
    """It acts at once: what it does stands above it."""
    label = _("Withdraw") if petition.is_open else _("Withdraw for good")
    return Button(label, to("withdraw_now", petition.id), Look.DANGER)


def _what_withdrawing_does(petition: Petition, signature: Signature) -> tuple[str, ...]:
    if signature.state is SignatureState.INVALIDATED:
        return (_("Withdrawing takes effect at once: nothing of what you show is kept."),)
    if signature.state is SignatureState.HELD:
        return (_("Withdrawing takes effect at once: nothing of your signature is kept."), _again(petition))
    falls = _("Withdrawing takes effect at once: the count falls by one, and nothing of your signature is kept.")
    return (falls, _again(petition))


def _again(petition: Petition) -> str:
    if petition.is_open:
        return _("You can sign again later and then get a new number.")
    return _("This petition can't be signed again.")


def _reason_lines(turn: Turn, petition: Petition, signature: Signature) -> tuple[str, ...]:
    """How the words stand that are not published, and why."""
    if petition.at_risk:
        return (_("Your reason is shown to nobody here: it could endanger you."),) if signature.showing.reason else ()
    if signature.reason_state in WAITS_BECAUSE and not signature.showing.reason:
        return ()
    if signature.reason_state is ReasonState.SOFTENED:
        asked = _("A moderator asks you to say it more carefully. Your signature counts all the same.")
        return (asked, *lines_for_writer(turn, Thing.REASON, signature.id))
    if signature.reason_state is ReasonState.REJECTED:
        is_counted = signature.state is SignatureState.COUNTED
        counts = _("A moderator did not publish your reason. Your signature counts all the same.")
        said = counts if is_counted else _("A moderator did not publish your reason.")
        return (said, *lines_for_writer(turn, Thing.REASON, signature.id))
    return held_words(signature)


def _own_words(signature: Signature) -> tuple[Quotation, ...]:
    """What they wrote, whoever else may read it."""
    showing = signature.showing
    return (Quotation(tuple(showing.reason.splitlines()), shown_as(showing)),) if showing.reason else ()


def _change_buttons(petition: Petition, signature: Signature) -> tuple[Button, ...]:
    is_asked = signature.reason_state in WAITS_BECAUSE and signature.may_say_it_anew
    change = Button(_("Say it anew") if is_asked else _("Edit what is shown"), to("sign_named", petition.id))
    if signature.showing == Showing():
        return (Button(_("Add my name or reason"), to("sign_named", petition.id)),)
    return (change, Button(_("Show nothing of me"), to("hide", petition.id)))


@route("hide", private=True, again="signed")
def hide(turn: Turn, petition_id: int) -> Reply:
    """Back to counted only, at once and everywhere: what was shown is no longer kept."""
    petition = find_petition(turn, petition_id)
    if petition is None:
        return petition_not_found()
    return shown_again(turn, petition, Showing())


def shown_again(turn: Turn, petition: Petition, showing: Showing) -> Screen:
    """Change how others see a signature that is there."""
    signature = own_signature(turn, petition)
    if signature is None:
        return not_signed(turn, petition)
    if showing.reason and not signature.may_say_it_anew:
        return signed_screen(turn, petition, signature).with_pop_up(said_anew_already())
    changed = turn.store.signatures.show(signature, showing, turn.now, holds_new=petition.holds_new)
    changed_to = _("Changed. {shown}", shown=what_is_shown(changed, petition))
    return signed_screen(turn, petition, changed).with_pop_up(changed_to)


@route("withdraw", reads=True, private=True)
def show_before_withdrawing(turn: Turn, petition_id: int) -> Reply:
    """Older messages have a button that asks first: how the signature stands, with the button that withdraws."""
    return signed(turn, petition_id)


@route("withdraw_now", private=True, again="petition")
def withdraw(turn: Turn, petition_id: int) -> Reply:
    """Take the signature back."""
    petition = find_petition(turn, petition_id)
    if petition is None:
        return petition_not_found()
    signature = own_signature(turn, petition)
    if signature is None:
        return not_signed(turn, petition)
    turn.store.signatures.withdraw(signature, turn.now)
    _follow_no_longer(turn, petition)
    return withdrawn(turn, petition)


def _follow_no_longer(turn: Turn, petition: Petition) -> None:
    """What signing began ends with it; whoever chose more than signing gives goes on with that."""
    assert turn.supporter is not None, "who withdraws is known"
    topics = turn.store.follows.of(turn.supporter.id, subject_of(petition.id))
    if not topics & ~SIGNING_FOLLOWS:
        turn.store.follows.end(turn.supporter.id, subject_of(petition.id))


def withdrawn(turn: Turn, petition: Petition) -> Screen:
    """What was done, and the way back, where there is one."""
    now = find_petition(turn, petition.id) or petition
    counted = signed_by(now) if now.at_risk else n_("{n} has signed now.", "{n} have signed now.", now.count)
    is_free = own_signature(turn, now) is None
    once_more = Button(_("Sign again, counted only"), to("sign", petition.id, *as_read(now)))
    again = once_more if is_free and now.is_open else None
    return Screen(
        _("Your signature is withdrawn."),
        (
            together(petition.title, counted),
            *((_again(now),) if is_free else ()),
            *sample_line(petition.is_sample),
        ),
        rows_of(again, (back_to_petition(petition.id), see_open_petitions())),
        is_event=True,
        is_guarded=petition.at_risk,
    )


def not_signed(turn: Turn, petition: Petition) -> Screen:
    """There is no signature of this person here."""
    return petition_screen(turn, petition).with_pop_up(_("You have not signed this petition."))


def said_anew_already() -> str:
    """Once is enough where a moderator did not publish it either."""
    return _("A moderator did not publish your words twice. You can be shown without a reason. Nothing was changed.")
