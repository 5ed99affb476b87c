"""What can be followed: a petition, an organisation or a topic, each with the kinds of news there are of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from config.texts import _, listing
from handlers.browse import find_topic, topic_key
from handlers.finding import find_petition
from handlers.screens import Action, Button, to
from handlers.turn import Turn
from handlers.wording import back_to_petition
from storage.follows import SIGNING_FOLLOWS, Topic, subject_of, subject_of_organisation, subject_of_topic


class Kind(StrEnum):
    """What somebody follows."""

    PETITION = "petition"
    ORGANISATION = "organisation"
    TOPIC = "topic"


KINDS_OF_NEWS = {
    Kind.PETITION: (Topic.ENDINGS, Topic.UPDATES, Topic.MILESTONES, Topic.DATES, Topic.STORIES),
    Kind.ORGANISATION: (Topic.PETITIONS, Topic.STORIES, Topic.UPDATES),
    Kind.TOPIC: (Topic.PETITIONS, Topic.STORIES),
}
"""Which kinds of news make sense, in the order in which they are named."""


@dataclass(frozen=True, slots=True)
class Subject:
    """`key` is the id a button carries, `subject` how the store names it."""

    kind: Kind
    key: str
    subject: str
    title: str
    back: Button
    is_sample: bool = False
    at_risk: bool = False

    @property
    def news(self) -> Action:
        """Where its kinds of news are chosen."""
        return to("news_of", self.kind, self.key)

    @property
    def kinds(self) -> tuple[Topic, ...]:
        """The kinds of news there are of it."""
        return KINDS_OF_NEWS[self.kind]

    def only_possible(self, topics: int) -> Topic:
        """Those of the topics that make sense here."""
        return Topic(topics) & Topic(sum(self.kinds))


def find_subject(turn: Turn, kind: Kind, key: str) -> Subject | None:
    """What a button names, or None where it does not exist or is a draft."""
    finders: dict[Kind, Callable[[Turn, str], Subject | None]] = {
        Kind.PETITION: _petition,
        Kind.ORGANISATION: _organisation,
        Kind.TOPIC: _topic,
    }
    return finders[kind](turn, key)


def subject_followed(turn: Turn, subject: str) -> Subject | None:
    """What a follow names, or None where it is no longer there."""
    kind, _colon, name = subject.partition(":")
    return find_subject(turn, Kind(kind), topic_key(name) if kind == Kind.TOPIC else name)


def button_key(subject: str) -> tuple[str, str]:
    """How a button names what a follow names: its kind and its key."""
    kind, _colon, name = subject.partition(":")
    return kind, topic_key(name) if kind == Kind.TOPIC else name


def _number(key: str) -> int:
    """An id as the store can look it up; 0, which nothing has, for whatever is none."""
    return int(key) if key.isascii() and key.isdigit() and len(key) < len(str(2**31)) else 0


def _petition(turn: Turn, key: str) -> Subject | None:
    found = find_petition(turn, _number(key))
    if found is None:
        return None
    back = back_to_petition(found.id)
    named = subject_of(found.id)
    return Subject(Kind.PETITION, str(found.id), named, found.title, back, found.is_sample, found.at_risk)


def _organisation(turn: Turn, key: str) -> Subject | None:
    found = turn.store.organisations.find(_number(key))
    if found is None:
        return None
    back = Button(_("Back to organisation"), to("organisation", found.id))
    named = subject_of_organisation(found.id)
    return Subject(Kind.ORGANISATION, str(found.id), named, found.name, back, found.is_sample)


def _topic(turn: Turn, key: str) -> Subject | None:
    topic = find_topic(turn, key)
    if topic is None:
        return None
    back = Button(_("Back to the topic"), to("topic", key))
    return Subject(Kind.TOPIC, key, subject_of_topic(topic), _("Topic: {topic}", topic=topic), back)


def kinds_heard(kind: Kind, topics: Topic) -> str:
    """The chosen kinds of news in a sentence, such as "how it ends and its news"."""
    return listing([_said(kind, topic) for topic in KINDS_OF_NEWS[kind] if topic in topics])


def _said(kind: Kind, topic: Topic) -> str:
    if kind is Kind.ORGANISATION and topic is Topic.UPDATES:
        return _("what comes of its petitions")
    return {
        Topic.ENDINGS: _("how it ends"),
        Topic.UPDATES: _("its news"),
        Topic.MILESTONES: _("goals reached"),
        Topic.DATES: _("key dates"),
        Topic.PETITIONS: _("new petitions"),
        Topic.STORIES: _("new stories"),
    }[topic]


def you_follow(topics: Topic) -> str:
    """What somebody who signed hears of the petition, and when."""
    if not topics:
        return _("You hear nothing of this petition, as you chose.")
    if topics == SIGNING_FOLLOWS:
        return _("You will hear how this ends, and news at most weekly. What is new stands first when you come back.")
    kinds = kinds_heard(Kind.PETITION, topics)
    return _("You follow this petition: {kinds}. What is new stands first when you come back.", kinds=kinds)


def fewer_buttons(petition_id: int, topics: Topic) -> tuple[Button, ...]:
    """Less in one tap, and nothing in one; the choice where there is no less."""
    ending = Button(_("Only how it ends"), to("hear", Kind.PETITION, petition_id, int(Topic.ENDINGS)))
    choose = Button(_("Choose my news"), to("news_of", Kind.PETITION, petition_id))
    nothing = Button(_("Hear nothing"), to("hear", Kind.PETITION, petition_id, int(Topic.NOTHING)))
    is_more = Topic.ENDINGS in topics and topics != Topic.ENDINGS
    return (ending if is_more else choose, *((nothing,) if topics else ()))
