"""What waits to be told, and says something else by now."""

from __future__ import annotations

from config.texts import _
from handlers.turn import Turn
from storage.broadcast_rows import BroadcastState


def taken_back(turn: Turn, broadcast_id: int | None) -> str:
    """What is asked for or has its time is a draft again, since it says something else now; the sentence that says so.

    Nothing where it does not wait, so that nobody agrees to one thing and another is sent.
    """
    found = turn.store.broadcasts.find(broadcast_id) if broadcast_id is not None else None
    if found is None or found.state not in {BroadcastState.ASKED, BroadcastState.SCHEDULED}:
        return ""
    was_asked = turn.store.asking_another.asked(found.id) is not None
    turn.store.broadcasts.unschedule(found.id)
    if was_asked:
        return _("Saved. Who was asked to agree, or agreed, is asked anew before it is sent.")
    return _("Saved. It waited for its time: it is a draft again, and is not sent before you say so.")
