"""What became of a message is told in numbers that are true, also of what nobody knows."""

from __future__ import annotations

from handlers.organizing.telling_results import result_blocks
from storage.broadcast_rows import BroadcastState
from storage.due import FAILED, NOBODY_KNOWS, SENT
from storage.told import Count, Told
from tests.seen import text_of


def test_what_may_have_come_is_not_told_as_what_was_refused() -> None:
    states = ((SENT, "", 5), (FAILED, "refused", 1), (FAILED, NOBODY_KNOWS, 2))
    told = Told(tuple(Count(state, problem, "telegram", False, False, False, n) for state, problem, n in states))
    (of_app,) = result_blocks(told, BroadcastState.STOPPED)
    words = text_of(of_app)
    assert "5 people heard it." in words
    assert "1 message could not be brought." in words
    assert "Of 2 messages nobody knows whether they came." in words
