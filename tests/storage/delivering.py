"""People who follow a petition, and what is made and claimed to be told them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa

from storage.due import Decision, Due, Heard, Send
from storage.follows import Topic, subject_of
from storage.making import make_page
from storage.nouns import Nouns
from storage.tables.news import delivery
from tests.storage.planting import NOW, plant_organisation, plant_petition

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
PARK = subject_of(1)
LATER = NOW + HOUR


def plant(nouns: Nouns) -> None:
    """One petition of one organisation."""
    plant_organisation(nouns)
    plant_petition(nouns, "park", topics=["trees"])


def person(nouns: Nouns, name: str, *subjects: str, platform: str = "telegram", is_written_to: bool = True) -> int:
    """Somebody who follows all of it, since NOW."""
    added = nouns.supporters.add(platform, name, f"chat of {name}", NOW, is_written_to=is_written_to, spoken="de")
    for subject in subjects:
        nouns.follows.set(added.id, subject, Topic(sum(Topic)), NOW)
    return added.id


def make_all(nouns: Nouns, now: datetime = LATER) -> None:
    """All deliveries of all alerts."""
    while waiting := nouns.alerts.waiting(10):
        for each in waiting:
            make_page(nouns, each, now)


def send(_due: Due, _heard: Sequence[Heard], _now: datetime) -> Decision:
    """Everything is sent."""
    return Send()


def claimed(nouns: Nouns, now: datetime = LATER, most: int = 10, decide: object = send) -> list[Due]:
    """What is brought now on Telegram."""
    return nouns.deliveries.claim("telegram", now, most, 100, decide)[0]  # type: ignore[arg-type]


def states(nouns: Nouns) -> list[tuple[str, str]]:
    """State and problem of every delivery, in the order they were made."""
    rows = nouns.connection.all(sa.select(delivery.c.state, delivery.c.problem).order_by(delivery.c.id))
    return [(row.state, row.problem) for row in rows]


def being_told(nouns: Nouns) -> Due:
    """Ada is being told a response."""
    plant(nouns)
    person(nouns, "ada", PARK)
    nouns.alerts.raise_once("response", PARK, "one", LATER)
    make_all(nouns)
    return claimed(nouns)[0]
