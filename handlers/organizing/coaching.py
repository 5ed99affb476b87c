"""Whether a member is told what to do next in the first days of their organisation's petitions."""

from __future__ import annotations

from config.texts import _
from handlers.direct import direct_button, is_written_to, only_if_asked
from handlers.organizing.done import with_said
from handlers.organizing.gate import PETITION, Desk, organizes
from handlers.organizing.rights import Deed
from handlers.screens import Button, Look, Reply, Screen, rows_of, to
from handlers.stop import resume_button
from handlers.turn import Turn
from handlers.wording import back_from, sample_line
from storage.petitions import Petition


def coach_button(desk: Desk[Petition]) -> Button | None:
    """Beside what shows how it goes, for those who see that."""
    return Button(_("First days"), to("coach", desk.subject.id)) if desk.may(Deed.SEE_STATUS) else None


@organizes("coach", Deed.SEE_STATUS, of=PETITION, reads=True)
def show_coaching(turn: Turn, desk: Desk[Petition]) -> Reply:
    """How it is, and the other way."""
    petition, is_on = desk.subject, turn.store.coaching.is_on(desk.me.id)
    change = (
        Button(_("Stop telling me"), to("coach_off", petition.id))
        if is_on
        else Button(_("Tell me what to do"), to("coach_on", petition.id), Look.MAIN)
    )
    return Screen(
        _("The first days of a petition"),
        (
            _(
                "For three days after it is published you are told what you can do next:"
                " at most three times a day, only where there is something to do, and never at night."
            ),
            _how_it_is(desk, is_on=is_on),
            *_hindrances(turn),
            *sample_line(petition.is_sample),
        ),
        rows_of(change, _way_to_be_reached(turn), back_from(to("how", petition.id))),
    )


def _how_it_is(desk: Desk[Petition], *, is_on: bool) -> str:
    """It holds for all that the organisation publishes."""
    name = desk.organisation.name
    if is_on:
        return _("You are told this of every petition of {organisation}.", organisation=name)
    return _("You are told nothing of this kind, of no petition of {organisation}.", organisation=name)


def _hindrances(turn: Turn) -> tuple[str, ...]:
    """Why nothing of it reaches them here."""
    if turn.preferences.is_stopped:
        return (_("You have stopped all messages: this does not reach you until you resume them."),)
    return () if is_written_to(turn) else (only_if_asked(turn),)


def _way_to_be_reached(turn: Turn) -> Button | None:
    if turn.preferences.is_stopped:
        return resume_button()
    return None if is_written_to(turn) else direct_button(turn)


@organizes("coach_off", Deed.SEE_STATUS, of=PETITION, again="coach")
def stop_coaching(turn: Turn, desk: Desk[Petition]) -> Reply:
    """Nothing of the kind any more; nobody else is told of that."""
    turn.store.coaching.set(desk.me.id, is_on=False)
    return with_said(turn.follow(to("coach", desk.subject.id), {}), _("You are told no more. Nobody hears of that."))


@organizes("coach_on", Deed.SEE_STATUS, of=PETITION, again="coach")
def begin_coaching(turn: Turn, desk: Desk[Petition]) -> Reply:
    """From now on."""
    turn.store.coaching.set(desk.me.id, is_on=True)
    return with_said(turn.follow(to("coach", desk.subject.id), {}), _("You are told from now on."))
