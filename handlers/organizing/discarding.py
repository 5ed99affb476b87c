"""Discarding the new text of a petition that is public: asked once, and of the text that was seen."""

from __future__ import annotations

from config.texts import _
from handlers.organizing.done import Done, with_said
from handlers.organizing.gate import PETITION, Desk, organizes
from handlers.organizing.noting import write_down
from handlers.organizing.rights import Deed
from handlers.screens import Button, Look, Reply, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import sample_line
from storage.petitions import Petition


@organizes("pet_forget", Deed.PUBLISH, of=PETITION, reads=True, again="pet_end")
def ask_to_discard(turn: Turn, desk: Desk[Petition]) -> Reply:
    """Asked once, with what goes."""
    petition = desk.subject
    written = turn.store.versions.written(petition)
    if not written:
        return turn.follow(to("pet_end", petition.id), {})
    return Screen(
        _("Discard the new text?"),
        (
            _("What was written of it goes, in all its languages. What is public stays as it is."),
            *sample_line(petition.is_sample),
        ),
        rows_of(
            (
                Button(_("Discard it"), to("pet_forget_yes", petition.id, written.mark), Look.DANGER),
                Button(_("Leave it as it is"), to("pet_end", petition.id)),
            )
        ),
    )


@organizes("pet_forget_yes", Deed.PUBLISH, of=PETITION, again="pet_end")
def discard(turn: Turn, desk: Desk[Petition], mark: str) -> Reply:
    """What is public is all there is again; what somebody else wrote meanwhile stays."""
    petition, shown = desk.subject, to("pet_end", desk.subject.id)
    written = turn.store.versions.written(petition)
    if not written:
        return turn.follow(shown, {})
    if written.mark != mark:
        return with_said(turn.follow(shown, {}), _("The text is another one by now. Nothing was discarded."))
    turn.store.versions.discard(petition)
    write_down(turn, desk, Done.DISCARDED)
    return with_said(turn.follow(shown, {}), _("The new text is discarded."))
