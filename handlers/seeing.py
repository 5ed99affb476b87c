"""Who can see what: six plain lines, true for this person's present choice."""

from __future__ import annotations

from config.texts import _
from handlers import half_filled
from handlers.blocks import Listing
from handlers.came_by import carried_on
from handlers.finding import find_petition, own_signature
from handlers.half_filled import Kept
from handlers.router import route
from handlers.screens import Button, Reply, Screen, rows_of, to
from handlers.showing_answers import as_others_see, showing_of
from handlers.turn import Turn
from handlers.wording import PLATFORMS, back_to_petition, ending_as, petition_not_found, sample_line, shown_as
from storage.petitions import Petition
from storage.showing import WAITS_BECAUSE, ReasonState, Showing, Signature, SignatureState, Visibility


@route("see", reads=True, private=True)
def who_can_see_what(turn: Turn, petition_id: int, source: str = "") -> Reply:
    """One tap from every sign screen."""
    petition = find_petition(turn, petition_id)
    if petition is None:
        return petition_not_found()
    signature = own_signature(turn, petition)
    begun = _begun(turn, petition)
    showing = begun or (signature.showing if signature else Showing())
    return Screen(
        _("Who can see what"),
        (
            _choice(signature, begun),
            Listing(_lines(turn, petition, showing, None if begun else signature)),
            *sample_line(petition.is_sample),
        ),
        rows_of(
            (Button(_("Privacy"), to("privacy")), Button(_("My signatures"), to("mine"))),
            back_to_petition(petition.id, carried_on(source)),
        ),
        is_guarded=petition.at_risk and (signature or begun) is not None,
    )


def _begun(turn: Turn, petition: Petition) -> Showing | None:
    """What they are about to show, where the naming form of this petition is half-filled."""
    kept = half_filled.find(turn) if turn.chat.is_private else None
    if kept is None or not _names_for(kept, petition):
        return None
    if not kept.answers.get("show"):
        return None
    return showing_of(kept.answers)


def _names_for(kept: Kept, petition: Petition) -> bool:
    """Whether a form's answers sign this petition with a name, by whatever link; they may wait for one more yes."""
    verb, *ids = kept.form.action.token.split(":")
    is_going_on = kept.sure is not None or not kept.is_left
    return verb == "as_named" and is_going_on and ids[0] == str(petition.id)


def _choice(signature: Signature | None, begun: Showing | None) -> str:
    if begun is not None:
        return _("As you are about to sign:")
    if signature is None:
        return _("If you sign counted only:")
    return _("As you signed:") if signature.showing == Showing() else _("As you chose to be shown:")


def _lines(turn: Turn, petition: Petition, showing: Showing, signature: Signature | None) -> tuple[str, ...]:
    return (
        _other_people(as_others_see(petition, showing), signature),
        _organizers(petition, showing, signature),
        _operator(turn, petition, showing),
        _platform(turn),
        _("Somebody holding your device: this chat, and what stands under My signatures, until you erase it."),
        _("After you erase: nothing. Under petitions that have ended only the number of signatures stays."),
    )


def _other_people(showing: Showing, signature: Signature | None) -> str:
    if signature is not None and signature.is_held:
        return _("Other people: nothing yet; your signature is being checked.")
    if signature is not None and signature.state is SignatureState.INVALIDATED:
        return _("Other people: nothing; your signature is not counted.")
    if showing.visibility is Visibility.COUNTED:
        return _("Other people: one more signature in the count, and nothing of you.")
    if signature is None:
        return _about_to_show(showing)
    if signature.reason_state is ReasonState.PUBLISHED and showing.visibility is Visibility.REASON:
        return _("Other people: {shown}, and your reason.", shown=shown_as(showing))
    return _("Other people: {shown}.", shown=ending_as(showing))


def _about_to_show(showing: Showing) -> str:
    """While the form is half-filled: what is given so far, and what is still to come."""
    if not showing.name:
        return _("Other people: the name or initials, the place and the reason you are about to give, nothing else.")
    if showing.held_for:
        return _("Other people: {shown}, and your reason once a moderator has read it.", shown=shown_as(showing))
    if showing.visibility is Visibility.REASON:
        return _("Other people: {shown}, and your reason.", shown=shown_as(showing))
    return _("Other people: {shown}.", shown=ending_as(showing))


def _organizers(petition: Petition, showing: Showing, signature: Signature | None) -> str:
    values = {"organisation": petition.organisation}
    if showing.visibility is Visibility.COUNTED:
        return _("The organizers, {organisation}: the count and nothing of you.", **values)
    if signature is not None and signature.is_held:
        return _("The organizers, {organisation}: what you show, while your signature is being checked.", **values)
    if signature is not None and signature.reason_state in WAITS_BECAUSE and showing.reason:
        return _("The organizers, {organisation}: what others see, and your reason, which is not published.", **values)
    if showing.held_for or (signature is not None and signature.reason_state is ReasonState.HELD):
        return _("The organizers, {organisation}: what others see, and your reason before it is published.", **values)
    return _("The organizers, {organisation}: what others see.", **values)


def _operator(turn: Turn, petition: Petition, showing: Showing) -> str:
    """Of the way by which somebody came nothing is kept where that could endanger them."""
    name = turn.operator.name or _("Whoever runs this bot")
    if showing.visibility is Visibility.COUNTED and petition.at_risk:
        return _("{operator}, with the key: that your account signed this petition, and when.", operator=name)
    if showing.visibility is Visibility.COUNTED:
        return _(
            "{operator}, with the key: that your account signed this petition, when, and by which way you came.",
            operator=name,
        )
    if petition.at_risk:
        return _("{operator}, with the key: that your account signed, when, and what you show.", operator=name)
    return _(
        "{operator}, with the key: that your account signed, when, by which way you came, and what you show.",
        operator=name,
    )


def _platform(turn: Turn) -> str:
    named = PLATFORMS.get(turn.person.platform)
    if named is None:
        return _("The app: this is a terminal; what you type goes to no messaging service.")
    return _("{platform}: everything in this chat, what you tap and what you type.", platform=named)
