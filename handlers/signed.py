"""Afterwards: what somebody signed, how it is shown, and taking it back."""

from __future__ import annotations

from config.texts import _, later, n_
from handlers.petition import petition_screen
from handlers.router import Command, route
from handlers.screens import Block, Bold, Button, Look, Paragraph, Reply, Screen, rows_of, to
from handlers.thanks import held_words, what_is_shown
from handlers.turn import Turn
from handlers.wording import (
    PAGE_SIZE,
    back_to_petition,
    find_petition,
    page_buttons,
    page_position,
    petition_not_found,
    sample_line,
    see_open_petitions,
    short,
    you_signed,
)
from storage.petitions import Petition
from storage.showing import ReasonState, Showing, Signature


@route("mine", reads=True, private=True, command=Command("mine", later("See what you signed")))
def my_signatures(turn: Turn, page: int = 1) -> Reply:
    """The lasting record: what was signed, when, and as which number."""
    total = turn.store.signatures.how_many_in_all(turn.supporter.id) if turn.supporter else 0
    if turn.supporter is None or not total:
        return Screen(
            _("My signatures"), (_("You have signed nothing yet."),), rows_of(see_open_petitions()), is_event=True
        )
    page = max(page, 1)
    found = turn.store.signatures.all_of(turn.supporter.id, PAGE_SIZE, (page - 1) * PAGE_SIZE)
    entries = [(signature, find_petition(turn, signature.petition_id)) for signature in found]
    listed = [(signature, petition) for signature, petition in entries if petition is not None]
    return Screen(
        n_("You signed {n} petition", "You signed {n} petitions", total),
        (*_entries(listed), *_position(page, len(found), total)),
        rows_of(
            *((Button(short(petition.title), to("signed", petition.id)),) for _signature, petition in listed),
            page_buttons("mine", page=page, shown=len(found), total=total),
            (Button(_("My data and privacy"), to("privacy")), Button(_("Back to the start"), to("start"))),
        ),
    )


def _entries(listed: list[tuple[Signature, Petition]]) -> list[Block]:
    blocks: list[Block] = []
    for signature, petition in listed:
        blocks.append(Paragraph((Bold(petition.title),)))
        blocks.append(you_signed(signature, petition))
        blocks.append(what_is_shown(signature.showing))
    if any(petition.is_sample for _signature, petition in listed):
        blocks += sample_line(is_sample=True)
    return blocks


def _position(page: int, shown: int, total: int) -> tuple[str, ...]:
    return (page_position(page, shown, total),) if total > PAGE_SIZE else ()


@route("signed", reads=True, private=True)
def signed(turn: Turn, petition_id: int) -> Reply:
    """One signature: what others see of it, and what can be done about it."""
    petition = find_petition(turn, petition_id)
    if petition is None:
        return petition_not_found()
    signature = _mine(turn, petition)
    if signature is None:
        return not_signed(turn, petition)
    return signed_screen(petition, signature)


def signed_screen(petition: Petition, signature: Signature) -> Screen:
    """How a signature stands."""
    return Screen(
        petition.title,
        (
            you_signed(signature, petition),
            what_is_shown(signature.showing),
            *_reason_lines(signature),
            *sample_line(petition.is_sample),
        ),
        rows_of(
            _change_buttons(petition, signature),
            (Button(_("Withdraw"), to("withdraw", petition.id)), Button(_("Who can see what"), to("see", petition.id))),
            back_to_petition(petition.id),
        ),
    )


def _reason_lines(signature: Signature) -> tuple[str, ...]:
    if signature.reason_state is ReasonState.REJECTED:
        return (_("A moderator did not publish your reason. Your signature counts all the same."),)
    return held_words(signature.reason_state)


def _change_buttons(petition: Petition, signature: Signature) -> tuple[Button, ...]:
    change = Button(_("Change what is shown"), to("sign_named", petition.id))
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
    signature = _mine(turn, petition)
    if signature is None:
        return not_signed(turn, petition)
    changed = turn.store.signatures.show(signature, showing)
    return signed_screen(petition, changed).with_pop_up(_("Changed. {shown}", shown=what_is_shown(changed.showing)))


@route("withdraw", reads=True, private=True)
def ask_to_withdraw(turn: Turn, petition_id: int) -> Reply:
    """Asked once, with what it means."""
    petition = find_petition(turn, petition_id)
    if petition is None:
        return petition_not_found()
    signature = _mine(turn, petition)
    if signature is None:
        return not_signed(turn, petition)
    return Screen(
        _("Withdraw from “{title}”?", title=petition.title),
        (
            _("The count falls by one, and nothing of your signature is kept."),
            _("You can sign again later and then get a new number."),
            *sample_line(petition.is_sample),
        ),
        rows_of(
            Button(_("Withdraw my signature"), to("withdraw_now", petition.id), Look.DANGER),
            Button(_("Keep my signature"), to("signed", petition.id)),
        ),
    )


@route("withdraw_now", private=True, again="petition")
def withdraw(turn: Turn, petition_id: int) -> Reply:
    """Take the signature back."""
    petition = find_petition(turn, petition_id)
    if petition is None:
        return petition_not_found()
    signature = _mine(turn, petition)
    if signature is None:
        return not_signed(turn, petition)
    turn.store.signatures.withdraw(signature, turn.now)
    return withdrawn(turn, petition)


def withdrawn(turn: Turn, petition: Petition) -> Screen:
    """What was done, and the way on."""
    now = find_petition(turn, petition.id) or petition
    counted = n_("{n} has signed now.", "{n} have signed now.", now.count)
    return Screen(
        _("Your signature is withdrawn."),
        (petition.title, counted, *sample_line(petition.is_sample)),
        rows_of(back_to_petition(petition.id), see_open_petitions()),
        is_event=True,
    )


def not_signed(turn: Turn, petition: Petition) -> Screen:
    """There is no signature of this person here."""
    return petition_screen(turn, petition).with_pop_up(_("You have not signed this petition."))


def _mine(turn: Turn, petition: Petition) -> Signature | None:
    return turn.store.signatures.of(petition.id, turn.supporter.id) if turn.supporter else None
