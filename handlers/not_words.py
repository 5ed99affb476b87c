"""A picture, a voice or a sticker: where no question takes a file, only words are read, and that is said."""

from __future__ import annotations

from config.texts import _
from handlers import asking, half_filled
from handlers.half_filled import Kept
from handlers.organizing.stray_files import where_it_goes
from handlers.router import NeedsWriter, route
from handlers.screens import Reply, Screen, rows_of
from handlers.turn import Turn
from handlers.uploads import Upload, takes_files, wanted_kind
from handlers.wording import see_open_petitions


@route("not_words", reads=True, private=True)
def not_words(turn: Turn) -> Reply:
    """A file answers the question that takes it; any other is asked again; else what can be sent instead."""
    kept = half_filled.find(turn)
    if kept is not None and not kept.is_left and kept.step is not None:
        if not turn.can_write:
            raise NeedsWriter
        upload = turn.incoming.uploads.get("")
        if upload is not None and takes_files(kept.field):
            return asking.answer_with_file(turn, kept, upload.value)
        return asking.ask_again(turn, kept, _not_taken(kept, upload))
    return (where_it_goes(turn) if _may_be_file(turn) else None) or only_words()


def _may_be_file(turn: Turn) -> bool:
    """Some apps do not say what was sent where no question is open."""
    return bool(turn.incoming.uploads) or turn.room.shows_whole_forms


def only_words() -> Screen:
    """What can be sent instead."""
    return Screen(
        _("I can read only words: send a petition's code, or type what you are looking for."),
        rows=rows_of(see_open_petitions()),
    )


def _not_taken(kept: Kept, upload: Upload | None) -> str:
    if upload is not None and upload.is_one_of_several and any(map(takes_files, kept.form.fields)):
        return _("One file at a time: the first was taken. Send the others by themselves, later.")
    if kept.field is not None and takes_files(kept.field):
        return wanted_kind(kept.field)
    return _("I can read only words. Type your answer, or tap a button.")
