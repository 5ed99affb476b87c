"""What stands after a signature: the number, the next goal, what others see, and what the person hears of."""

from __future__ import annotations

from dataclasses import replace

from config.texts import _, n_
from handlers.counts import progress
from handlers.direct import ask_button, only_if_asked
from handlers.screens import Button, Look, Rows, Screen, rows_of, to
from handlers.showing_answers import as_others_see
from handlers.subjects import fewer_buttons, you_follow
from handlers.turn import Turn
from handlers.wording import carried, ending_as, run_by, sample_line, together
from storage.follows import Topic
from storage.goals import next_goal
from storage.petitions import Petition
from storage.showing import ReasonState, Signature, SignatureState, Visibility
from storage.signatures import Signed


def thank_you(
    turn: Turn,
    petition: Petition,
    signed: Signed,
    hears: Topic,
    source: str = "",
    *,
    is_now_discreet: bool,
    is_written_to: bool,
) -> Screen:
    """An event that stays in the chat: it is what the person can look up later."""
    signature = signed.signature
    return Screen(
        title=_title(petition, signed),
        body=(
            together(petition.title, *_next(petition, signed)),
            together(what_is_shown(signature, petition), *held_words(signature)),
            together(you_follow(hears), *(() if is_written_to else (only_if_asked(turn),))),
            *discreet_from_now_on(is_now_discreet),
            together(run_by(turn), *sample_line(petition.is_sample)),
        ),
        rows=_rows(petition, hears, source, is_written_to=is_written_to),
        is_event=True,
        is_guarded=petition.at_risk,
        behind=to("petition", petition.id),
    )


def _title(petition: Petition, signed: Signed) -> str:
    if signed.signature.is_held:
        return _("Thank you. Your signature is being checked.")
    if petition.at_risk:
        return _("Thank you. Your signature counts.")
    return _("Thank you. You are signer number {number}.", number=signed.signature.number)


def _next(petition: Petition, signed: Signed) -> tuple[str, ...]:
    if signed.signature.is_held:
        if petition.holds_new:
            return (_held_by_petition(), _("Nothing is lost. You need not do anything."))
        quick = _("It came very fast after others of yours, so somebody looks at it before it counts.")
        return (quick, _("That takes mostly less than a day. You need not do anything."))
    if petition.at_risk:
        return (progress(replace(petition, count=signed.count)),)
    missing = next_goal(signed.count, petition.ladder) - signed.count
    counted = n_("{n} has signed.", "{n} have signed.", signed.count)
    return (counted, n_("{n} more and the next goal is reached.", "{n} more and the next goal is reached.", missing))


def _held_by_petition() -> str:
    return _("New signatures of this petition are being checked just now before they count.")


def what_is_shown(signature: Signature, petition: Petition) -> str:
    """How others see this signature."""
    showing = as_others_see(petition, signature.showing)
    if showing.visibility is Visibility.COUNTED:
        return _counted_only(signature)
    if signature.state is SignatureState.HELD:
        return _("Once your signature counts, others see you as {shown}.", shown=ending_as(showing))
    if signature.state is SignatureState.INVALIDATED:
        return _("Others see nothing of your signature.")
    return _("Others see you as {shown}.", shown=ending_as(showing))


def _counted_only(signature: Signature) -> str:
    if signature.state is SignatureState.COUNTED:
        return _("You are counted; no name is kept or shown.")
    return _("No name is kept or shown.")


def held_words(signature: Signature) -> tuple[str, ...]:
    """Said whenever a reason waits; a signature that counts does so all the same."""
    if signature.reason_state is not ReasonState.HELD:
        return ()
    if signature.state is SignatureState.COUNTED:
        return (_("You are counted. Your words wait for a moderator, mostly less than a day."),)
    return (_("Your words wait for a moderator, mostly less than a day."),)


def discreet_from_now_on(is_now_discreet: bool) -> tuple[str, ...]:
    """Said once, when signing or following what could endanger somebody has preselected it."""
    if not is_now_discreet:
        return ()
    return (_("From now on news is shown to you discreetly: only that there is some. Settings can change that."),)


def _rows(petition: Petition, hears: Topic, source: str, *, is_written_to: bool) -> Rows:
    """What is heard is chosen at one tap; what is shown is changed, and the signature withdrawn, at two."""
    change = Button(_("Change or withdraw"), to("signed", petition.id))
    see = Button(_("Who can see what"), to("see", petition.id))
    send = Button(_("Send to a friend"), to("share", petition.id, *carried(source)))
    fewer = fewer_buttons(petition.id, hears)
    if is_written_to:
        return rows_of(replace(send, look=Look.MAIN), fewer, (change, see))
    return rows_of(ask_button(petition.id), (send, *fewer), (change, see))
