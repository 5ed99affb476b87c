"""Work beside others does less at once while that takes long, and more again when it is quick."""

from __future__ import annotations

from storage.shares import LEAST, TOO_LONG, Share


def shares(*took: float) -> list[int]:
    """How much of 160 is done after each."""
    share, done = Share(), []
    for seconds in took:
        share.took(seconds)
        done.append(share.of(160))
    return done


def test_a_page_that_takes_long_halves_the_next() -> None:
    assert shares(TOO_LONG * 2, TOO_LONG * 1.1, TOO_LONG) == [80, 40, 40]


def test_quick_pages_grow_again_to_a_whole_one() -> None:
    assert shares(1, 1, 0, 0, 0, 0, 0) == [80, 40, 60, 90, 135, 160, 160]


def test_something_is_done_however_long_it_takes() -> None:
    assert shares(*[1.0] * 9)[-1] == 160 * LEAST
    share = Share()
    share.took(1)
    assert share.of(1) == 1
