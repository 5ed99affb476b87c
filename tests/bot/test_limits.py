"""How much is too much within a minute, and that nobody is refused for what others do."""

from __future__ import annotations

import pytest

from bot.limits import MOST_OF_A_PERSON, MOST_TYPED_IN_A_GROUP, Limits, Verdict
from handlers.turn import Chat, Incoming, Person


class Seconds:
    """Stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def limits(seconds: Seconds) -> Limits:
    return Limits(seconds)


def tap(who: str = "ada", *, is_private: bool = True) -> Incoming:
    return Incoming("terminal", "1", Person("terminal", who), Chat("terminal", "c", is_private), token="sign:1")


def command(who: str) -> Incoming:
    return Incoming("terminal", "1", Person("terminal", who), Chat("terminal", "c", is_private=False), command="sign")


def test_a_script_is_told_once_and_may_go_on_a_minute_later(limits: Limits, seconds: Seconds) -> None:
    judged = [limits.judge(tap()) for _each in range(MOST_OF_A_PERSON + 2)]
    assert judged[-3:] == [Verdict.WITHIN, Verdict.FIRST_BEYOND, Verdict.BEYOND]
    assert limits.judge(tap("bo")) is Verdict.WITHIN
    seconds.now = 60
    assert limits.judge(tap()) is Verdict.WITHIN


def test_a_card_may_be_tapped_by_as_many_as_there_are(limits: Limits) -> None:
    judged = {limits.judge(tap(str(who), is_private=False)) for who in range(MOST_TYPED_IN_A_GROUP * 5)}
    assert judged == {Verdict.WITHIN}


def test_what_is_typed_in_a_group_is_counted_for_all_there(limits: Limits) -> None:
    judged = [limits.judge(command(str(who))) for who in range(MOST_TYPED_IN_A_GROUP + 2)]
    assert judged[-3:] == [Verdict.WITHIN, Verdict.FIRST_BEYOND, Verdict.BEYOND]
    assert limits.judge(tap("0")) is Verdict.WITHIN


def test_what_the_platform_tells_is_never_left_out(limits: Limits) -> None:
    for _each in range(MOST_OF_A_PERSON + 2):
        limits.judge(tap())
    told = Incoming("terminal", "1", Person("terminal", "ada"), Chat("terminal", "c"), happening="removed")
    assert limits.judge(told) is Verdict.WITHIN
