"""Correcting what was told in words of one's own: without a sound where it is small, else told as a correction."""

from __future__ import annotations

from config.texts import _
from handlers.fields import asked_again, check_all
from handlers.organizing.done import Done
from handlers.organizing.gate import BROADCAST, Desk, organizes
from handlers.organizing.naming import title_of
from handlers.organizing.rights import Deed
from handlers.organizing.telling_parts import back_to_telling, saved
from handlers.screens import Button, Field, FieldKind, Form, Reply, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import sample_line
from storage.broadcast_rows import Broadcast
from storage.hearing import BROADCAST as MESSAGE

MOST_WORDS = 600


@organizes("tell_fix", Deed.TELL, of=BROADCAST, reads=True, again="tell")
def choose_how(turn: Turn, desk: Desk[Broadcast]) -> Reply:
    """News and handing over are corrected where they are written."""
    found = desk.subject
    if found.update_id is not None:
        return turn.follow(to("piece", found.update_id), {})
    if found.kind != MESSAGE:
        return turn.follow(to("hand", found.petition_id or 0), {})
    if not found.state.has_begun:
        return turn.follow(to("tell", found.id), {})
    return Screen(
        _("Correct “{title}”", title=title_of(turn, found)),
        (
            _("A slip is put right where it stands: messages that were sent are edited, and nobody hears a sound."),
            _("What people must not go on believing is told as a correction, to all who were told."),
            *sample_line(found.is_sample),
        ),
        rows_of(
            (
                Button(_("Change the words"), to("tell_words", found.id)),
                Button(_("Tell a correction"), to("tell_wrong", found.id)),
            ),
            back_to_telling(found),
        ),
    )


@organizes("tell_wrong", Deed.TELL, of=BROADCAST, again="tell")
def tell_correction(turn: Turn, desk: Desk[Broadcast]) -> Reply:
    """All who were told are told what was wrong, and how it is."""
    found = desk.subject
    if found.kind != MESSAGE or not found.state.has_begun:
        return turn.follow(to("tell", found.id), {})
    question = _("What was told wrongly, and how is it?")
    form = Form(
        title=_("Correct “{title}”", title=title_of(turn, found)),
        intro=(
            _("All who were told get these words, and they stand on its page. Put the facts right first."),
            *sample_line(found.is_sample),
        ),
        fields=(Field("words", question, FieldKind.LONG, "words", most=MOST_WORDS, label=_("Correction")),),
        action=to("tell_wrong", found.id),
        back=to("tell_fix", found.id),
    )
    answers, problem = check_all(form.fields, dict(turn.values))
    if problem:
        return asked_again(form, answers, problem)
    turn.store.broadcasts.correct(found.id, turn.now, says_so=True, correction=answers["words"])
    said = _("Corrected. All who were told hear of it.")
    return saved(turn, desk, Done.TOLD_CORRECTION, to("tell", found.id), said)
