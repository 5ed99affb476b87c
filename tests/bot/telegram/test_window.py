"""Which updates are in work, and how far the server may forget."""

from __future__ import annotations

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.window import Window


def window_with(*in_work: int) -> Window:
    window = Window()
    for each in in_work:
        assert window.begins(each)
    return window


def test_nothing_is_confirmed_beyond_the_first_in_work() -> None:
    window = window_with(5, 6, 7)
    window.ends(6)
    assert window.asking_from() == 5
    window.ends(5)
    assert window.asking_from() == 7
    window.ends(7)
    assert window.asking_from() == 8


def test_an_update_that_comes_again_while_in_work_or_done_is_not_begun_twice() -> None:
    window = window_with(5, 6)
    window.ends(6)
    assert not window.begins(5)
    assert not window.begins(6)


def test_a_stale_answer_begins_nothing_twice() -> None:
    window = window_with(5, 6)
    window.asking_from()
    window.ends(5)
    window.ends(6)
    assert not window.begins(5)
    assert not window.begins(6)


def test_ids_may_begin_anew_lower() -> None:
    window = window_with(900)
    window.ends(900)
    assert window.asking_from() == 901
    assert window.begins(17)
    assert window.asking_from() == 17
    window.ends(17)
    assert window.asking_from() == 18


def test_what_ends_twice_or_never_began_changes_nothing() -> None:
    window = window_with(5)
    window.ends(4)
    window.ends(5)
    window.ends(5)
    assert (window.asking_from(), window.in_work) == (6, 0)


async def test_it_settles_when_all_is_done() -> None:
    window = window_with(5)
    waiting = asyncio.create_task(window.settles(60))
    await asyncio.sleep(0)
    window.ends(5)
    await asyncio.wait_for(waiting, 5)


async def test_it_does_not_wait_for_ever() -> None:
    await asyncio.wait_for(window_with(5).settles(0), 5)


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 20)), max_size=60))
def test_nothing_in_work_is_ever_confirmed(steps: list[tuple[bool, int]]) -> None:
    """The server gives what is not confirmed; whatever order things end in, none is lost or begun twice."""
    window, begun, done, last = Window(), set[int](), set[int](), 0
    for comes, number in steps:
        if comes:
            last += 1
            assert window.begins(last)
            begun.add(last)
        elif number in begun:
            window.ends(number)
            done.add(number)
        offset = window.asking_from()
        assert all(each in done for each in begun if each < offset)
        assert not any(window.begins(each) for each in begun if each >= offset)
