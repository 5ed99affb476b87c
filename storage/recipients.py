"""Who is told of an alert: whoever follows its subject and wants its kind, and the chats where its card stands.

It mirrors `storage/hearing.py`, which finds the alerts of one person; here are the persons of one alert.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.connection import Connection, Prepared
from storage.follows import Topic, subject_of, subject_of_organisation, subject_of_topic
from storage.hearing import (
    BROADCAST,
    CAMPAIGN_UPDATE,
    CORRECTION,
    NEW_PETITION,
    NEW_STORY,
    OF_ORGANISATIONS,
    REMINDER,
    TEXT_CHANGED,
    TOPICS_OF_PETITIONS,
)
from storage.private_tables import reminder
from storage.tables import petition, petition_topic, story


class Why(StrEnum):
    """How an alert concerns somebody."""

    SIGNED = "signed"
    PETITION = "petition"
    ORGANISATION = "organisation"
    TOPIC = "topic"
    OWN = "own"
    """It is about something of theirs, or they asked for it."""
    HERE = "here"
    """It is told to a chat in which its card stands."""


@dataclass(frozen=True, slots=True)
class Source:
    """Some of those who are told: followers who want a kind of news of a subject, chats with its card, its signers."""

    why: Why
    subject: str
    topic: Topic = Topic.NOTHING


PETITION = Prepared(sa.select(petition.c.organisation_id).where(petition.c.id == bindparam("petition_id")))
STORY = Prepared(
    sa.select(story.c.organisation_id, story.c.petition_id).where(story.c.id == bindparam("story_id")),
)
REMINDED = Prepared(
    sa.select(reminder.c.petition_id).where(reminder.c.id == bindparam("reminder_id", type_=sa.BigInteger))
)
TOPICS = Prepared(
    sa.select(petition_topic.c.topic)
    .where(petition_topic.c.petition_id == bindparam("petition_id"))
    .order_by(petition_topic.c.topic)
)


class Recipients:
    """Finds where the recipients of an alert are."""

    def __init__(self, connection: Connection) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection

    def of(self, kind: str, subject: str, occasion: str) -> list[Source]:
        """Its sources, the closest first: whoever is found by two of them is told for the first one's reason."""
        if kind == BROADCAST:
            return self._of_broadcast(subject)
        if kind == CORRECTION and not subject.startswith("petition:"):
            return self._of_broadcast(subject)
        if kind in TOPICS_OF_PETITIONS:
            return self._of_petition(kind, int(subject.partition(":")[2]))
        if kind == NEW_PETITION:
            return self._of_new_petition(subject, int(occasion))
        if kind == NEW_STORY:
            return self._of_story(int(occasion))
        if kind == REMINDER:
            return self._of_reminder(int(subject.partition(":")[2]))
        if kind == TEXT_CHANGED:
            return [Source(Why.OWN, subject)]
        return []

    def _of_petition(self, kind: str, petition_id: int) -> list[Source]:
        sources = [Source(Why.PETITION, subject_of(petition_id), TOPICS_OF_PETITIONS[kind])]
        row = self._connection.first(PETITION, petition_id=petition_id)
        if kind in OF_ORGANISATIONS and row is not None:
            organisation = subject_of_organisation(row.organisation_id)
            sources.append(Source(Why.ORGANISATION, organisation, Topic.UPDATES))
            sources += [Source(Why.HERE, each) for each in (subject_of(petition_id), organisation)]
        return sources

    def _of_broadcast(self, subject: str) -> list[Source]:
        """As campaign updates; no chat is written to."""
        kind, _colon, number = subject.partition(":")
        if kind == "organisation":
            return [Source(Why.ORGANISATION, subject, Topic.UPDATES)]
        return [each for each in self._of_petition(CAMPAIGN_UPDATE, int(number)) if each.why is not Why.HERE]

    def _of_new_petition(self, organisation: str, petition_id: int) -> list[Source]:
        by_topic = self._by_topics(petition_id, Topic.PETITIONS)
        return [Source(Why.ORGANISATION, organisation, Topic.PETITIONS), *by_topic]

    def _of_reminder(self, reminder_id: int) -> list[Source]:
        """A recurring one is for those who asked for a petition's dates."""
        row = self._connection.first(REMINDED, reminder_id=reminder_id)
        return [] if row is None else [Source(Why.PETITION, subject_of(row.petition_id), Topic.DATES)]

    def _of_story(self, story_id: int) -> list[Source]:
        row = self._connection.first(STORY, story_id=story_id)
        if row is None:
            return []
        organisation = Source(Why.ORGANISATION, subject_of_organisation(row.organisation_id), Topic.STORIES)
        if row.petition_id is None:
            return [organisation]
        its_petition = Source(Why.PETITION, subject_of(row.petition_id), Topic.STORIES)
        return [its_petition, organisation, *self._by_topics(row.petition_id, Topic.STORIES)]

    def _by_topics(self, petition_id: int, topic: Topic) -> list[Source]:
        rows = self._connection.all(TOPICS, petition_id=petition_id)
        return [Source(Why.TOPIC, subject_of_topic(row.topic), topic) for row in rows]
