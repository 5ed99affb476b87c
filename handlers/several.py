"""Several things typed at once: goals with commas between them, topics too, and names each on a line of its own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

from config.texts import _
from handlers.names import has_letter

MOST_GOALS, HIGHEST_GOAL, MOST_DIGITS = 20, 1_000_000_000, 12
MOST_TOPICS, LONGEST_TOPIC = 5, 40
MOST_NAMES, LONGEST_NAME = 20, 120
_BETWEEN_GOALS = re.compile(r"[,;]\s+|[;\s]+")
_MAY_BE_SEVERAL = re.compile(r"[1-9]\d\d(?:,[1-9]\d\d)+")
"""100,200 is one number for some and two for others."""
_GROUPS = re.compile(r"\d{1,3}(?:[.,'’]\d{3})+")


def goals_in(typed: str) -> list[int]:
    """The goals in their order, such as 500, 1,000 and 5,000; empty where it can't be told which are meant."""
    parts = [part for part in _BETWEEN_GOALS.split(_ascii_digits(typed).strip(" ,;")) if part]
    if len(parts) == 1 and _MAY_BE_SEVERAL.fullmatch(parts[0]):
        return []
    numbers = [_numbers(part) for part in parts]
    return [number for each in numbers for number in each] if all(numbers) else []


def _ascii_digits(typed: str) -> str:
    return "".join(str(unicodedata.decimal(each)) if each.isdecimal() else each for each in typed)


def _numbers(part: str) -> list[int]:
    """One number, with marks between its thousands or without; or several with commas alone."""
    if _GROUPS.fullmatch(part):
        return [int(re.sub(r"\D", "", part))]
    digits = part.split(",")
    return (
        [int(each) for each in digits] if all(each.isdecimal() and len(each) <= MOST_DIGITS for each in digits) else []
    )


def problem_with_goals(typed: str) -> str:
    """What is wrong with them, or nothing."""
    goals = goals_in(typed)
    if not goals:
        return _("Type numbers with a comma and a space between them, such as 500, 2000, 5000. Nothing was saved.")
    if len(goals) > MOST_GOALS:
        return _("There can be at most {most} goals; these are {n}. Nothing was saved.", most=MOST_GOALS, n=len(goals))
    if goals[0] < 1 or goals[-1] > HIGHEST_GOAL:
        return _("A goal is from 1 to {most}. Nothing was saved.", most=HIGHEST_GOAL)
    for lower, higher in pairwise(goals):
        if higher <= lower:
            return _("Each goal must be higher than the one before: {goal} is not. Nothing was saved.", goal=higher)
    return ""


def topics_in(typed: str) -> list[str]:
    """Topics in small letters, each once."""
    return _each_once(part.casefold() for part in re.split(r"[,;\n]", typed))


def problem_with_topics(typed: str) -> str:
    """What is wrong with them, or nothing."""
    topics = topics_in(typed)
    if len(topics) > MOST_TOPICS:
        values = {"most": MOST_TOPICS, "n": len(topics)}
        return _("There can be at most {most} topics; these are {n}. Nothing was saved.", **values)
    if not topics or not all(map(has_letter, topics)):
        return _("A topic has words. Nothing was saved.")
    longest = max(map(len, topics))
    values = {"most": LONGEST_TOPIC, "length": longest}
    too_long = _("A topic has at most {most} characters; one has {length}. Nothing was saved.", **values)
    return too_long if longest > LONGEST_TOPIC else ""


def names_in(typed: str) -> list[str]:
    """The names, each once."""
    return _each_once(typed.splitlines())


def problem_with_names(typed: str) -> str:
    """What is wrong with them, or nothing."""
    names = names_in(typed)
    if len(names) > MOST_NAMES:
        return _("There can be at most {most} names; these are {n}. Nothing was saved.", most=MOST_NAMES, n=len(names))
    if not names or not all(map(has_letter, names)):
        return _("A name has at least one letter. Nothing was saved.")
    longest = max(map(len, names))
    values = {"most": LONGEST_NAME, "length": longest}
    too_long = _("A name has at most {most} characters; this has {length}. Nothing was saved.", **values)
    return too_long if longest > LONGEST_NAME else ""


def _each_once(parts: Iterable[str]) -> list[str]:
    tidied = (" ".join(part.split()) for part in parts)
    return list(dict.fromkeys(part for part in tidied if part))
