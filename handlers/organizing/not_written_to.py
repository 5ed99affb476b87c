"""Why people are not written to, in the same words before something is told and after it was."""

from __future__ import annotations

from collections.abc import Callable

from config.texts import n_


def blocked(people: int) -> str:
    """Who can't be written to any more."""
    return n_("{n} person blocked me: not reached.", "{n} people blocked me: not reached.", people)


def without_a_way(people: int) -> str:
    """Who comes upon it."""
    return n_(
        "{n} person takes no messages from me and reads it when they next open me.",
        "{n} people take no messages from me and read it when they next open me.",
        people,
    )


def have_stopped(people: int) -> str:
    """Who wants no message at all."""
    return n_(
        "{n} person stopped all messages and reads it when they next come.",
        "{n} people stopped all messages and read it when they next come.",
        people,
    )


def were_told_much(people: int) -> str:
    """Who would hear more than is promised to them."""
    return n_(
        "{n} person was told much of late and reads it when they next come.",
        "{n} people were told much of late and read it when they next come.",
        people,
    )


def of_same_event(people: int) -> str:
    """Who is not told twice of one event that won several petitions."""
    return n_(
        "{n} person was told by another petition that the same event won, and reads it when they next come.",
        "{n} people were told by another petition that the same event won, and read it when they next come.",
        people,
    )


def have_read_it(people: int) -> str:
    """Who saw it by themselves."""
    return n_("{n} person has read it already.", "{n} people have read it already.", people)


def want_none(people: int) -> str:
    """Who chose other news."""
    return n_("{n} person chose to hear no such news.", "{n} people chose to hear no such news.", people)


def if_any(people: int, said: Callable[[int], str]) -> tuple[str, ...]:
    """Nothing is said of nobody."""
    return (said(people),) if people else ()
