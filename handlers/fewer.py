"""Fewer messages: one kind of news ends where it came from, in one tap, and can be had back in one."""

from __future__ import annotations

from enum import StrEnum

from config.texts import _
from handlers.blocks import Block, Paragraph
from handlers.following import MOST_FOLLOWED, nothing_to_follow, you_hear
from handlers.labels import in_pairs, short
from handlers.router import route
from handlers.screens import Button, Reply, Rows, Screen, rows_of, to
from handlers.subjects import Kind, Subject, find_subject, kinds_heard, subject_followed
from handlers.turn import Turn
from handlers.wording import sample_line, together
from storage.follows import Topic, subject_of_topic

MOST_TAKEN_BACK = 4


class Whose(StrEnum):
    """Of what an alert was told: a petition, an organisation, or the topics that a petition carries."""

    PETITION = "petition"
    ORGANISATION = "organisation"
    TOPICS = "topics"


@route("fewer", private=True, again="following")
def hear_fewer(turn: Turn, whose: Whose, key: int, topic: int) -> Reply:
    """Nothing else of what somebody follows changes; what is over already is said to be so."""
    subjects = _subjects(turn, whose, key)
    if turn.supporter is None or not subjects:
        return nothing_to_follow()
    heard = {each.subject: turn.store.follows.of(turn.supporter.id, each.subject) for each in subjects}
    ending = [each for each in subjects if heard[each.subject] & each.only_possible(topic)]
    for each in ending:
        less = each.only_possible(topic)
        heard[each.subject] = turn.store.follows.change(turn.supporter.id, each.subject, turn.now, less=less)
    return heard_no_more(turn, ending or subjects, heard, topic)


def _subjects(turn: Turn, whose: Whose, key: int) -> list[Subject]:
    if whose is Whose.TOPICS:
        return _topics_of(turn, key)
    subject = find_subject(turn, Kind(whose.value), str(key))
    return [subject] if subject else []


def _topics_of(turn: Turn, petition_id: int) -> list[Subject]:
    """Those of its topics that they follow."""
    if turn.supporter is None:
        return []
    its = {subject_of_topic(topic) for topic in turn.store.details.topics(petition_id)}
    followed, _total = turn.store.follows.all_of(turn.supporter.id, MOST_FOLLOWED)
    found = [subject_followed(turn, each.subject) for each in followed if each.subject in its]
    return [subject for subject in found if subject]


def heard_no_more(turn: Turn, subjects: list[Subject], heard: dict[str, Topic], topic: int) -> Screen:
    """What stops, what goes on, and the way back."""
    body = tuple(_what_stops(each, heard[each.subject], topic) for each in subjects)
    is_sample = any(each.is_sample for each in subjects)
    settings = Button(_("How messages come"), to("settings"))
    still = _still_heard(turn, subjects[0], topic)
    return Screen(
        _("From now on you hear less."),
        (*body, *still, *sample_line(is_sample)),
        rows_of(*_taking_back(subjects, topic), (Button(_("Choose my news"), subjects[0].news), settings)),
    )


def _what_stops(subject: Subject, topics: Topic, topic: int) -> Paragraph:
    stops = kinds_heard(subject.kind, subject.only_possible(topic))
    return together(
        _("Of “{title}” you no longer hear: {kinds}.", title=subject.title, kinds=stops), you_hear(subject, topics)
    )


def _still_heard(turn: Turn, subject: Subject, topic: int) -> tuple[Block, ...]:
    """The other way by which the same comes: of its petitions an organisation tells, too."""
    if subject.kind is not Kind.PETITION or not Topic(topic) & (Topic.ENDINGS | Topic.UPDATES):
        return ()
    petition = turn.store.petitions.find(int(subject.key), "", turn.now)
    owner = find_subject(turn, Kind.ORGANISATION, str(petition.organisation_id)) if petition else None
    if owner is None or turn.supporter is None:
        return ()
    if Topic.UPDATES not in turn.store.follows.of(turn.supporter.id, owner.subject):
        return ()
    return (_("You follow “{title}”, too, and hear what comes of all its petitions.", title=owner.title),)


def _taking_back(subjects: list[Subject], topic: int) -> Rows:
    """Undo, at one tap; named where several things ended."""
    actions = [to("heed", each.kind, each.key, int(each.only_possible(topic)), 1) for each in subjects]
    if len(subjects) == 1:
        return ((Button(_("Undo: hear it again"), actions[0]),),)
    labels = (short(_("Again: {title}", title=each.title)) for each in subjects)
    buttons = (Button(label, action) for label, action in zip(labels, actions, strict=True))
    return in_pairs(tuple(buttons)[:MOST_TAKEN_BACK])
