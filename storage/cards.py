"""Live cards: what stands in a chat, one for each petition or organisation, and never posted twice."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.connection import Connection, Prepared, insert_into
from storage.tables.chats import card
from storage.vault import random_id

PETITION, ORGANISATION, CHOICE, GOING = "petition", "organisation", "choice", "going"
SENDING = "?"
"""The message of a card while it is posted: whoever ends meanwhile never knows whether it came, and lets it be."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a card is about; `key` is the id of the petition or organisation, 0 for the choice of one."""

    kind: str
    key: int


NOTHING_CHOSEN = Subject(CHOICE, 0)
PUT = Prepared(
    lambda engine: (
        insert_into(engine, card)
        .values({name: bindparam(name) for name in ("id", "chat_id", "kind", "key", "message", "due_at")})
        .on_conflict_do_nothing()
        .returning(card.c.id)
    )
)
_IN_CHAT = card.c.chat_id == bindparam("of_chat")
IN_CHAT = Prepared(
    sa.select(card.c.kind, card.c.key).where(_IN_CHAT, card.c.kind != GOING).limit(bindparam("most", type_=sa.Integer))
)
_CHOICE_HERE = sa.and_(_IN_CHAT, card.c.kind == CHOICE)
_OF_MESSAGE = card.c.message == bindparam("tapped")
_SUBJECT_HERE = sa.and_(_IN_CHAT, card.c.kind == bindparam("of_kind"), card.c.key == bindparam("of_key"))
CHOICE_IN = Prepared(sa.select(card.c.message).where(_CHOICE_HERE))
OTHER_IN = Prepared(sa.select(card.c.id).where(_IN_CHAT, card.c.kind != CHOICE, _OF_MESSAGE))
STANDS_IN = Prepared(sa.select(card.c.id).where(_SUBJECT_HERE))
DROP_CHOICE = Prepared(sa.delete(card).where(_CHOICE_HERE))
END_CHOICE = Prepared(sa.update(card).where(_CHOICE_HERE).values(due_at=bindparam("until", type_=card.c.due_at.type)))
GOES = Prepared(
    sa.update(card)
    .where(_SUBJECT_HERE)
    .values(
        kind=GOING,
        key=bindparam("apart", type_=sa.Integer),
        due_at=bindparam("until", type_=card.c.due_at.type),
    )
)
WANT = Prepared(
    sa.update(card)
    .where(_SUBJECT_HERE, card.c.message != "")
    .values(shown="", noticed=card.c.seen, is_wanted=sa.true(), due_at=bindparam("until", type_=card.c.due_at.type))
)


class Cards:
    """The cards in groups and channels, and what people wish to put there."""

    def __init__(self, connection: Connection) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection

    def put(self, chat_id: int, subject: Subject, now: datetime, message: str = "") -> bool:
        """Let a card stand in a chat, in this message or in one that is posted at once; False if one stands there."""
        values = {"chat_id": chat_id, "kind": subject.kind, "key": subject.key, "message": message}
        return self._connection.first(PUT, id=random_id(), due_at=now, **values) is not None

    def of_chat(self, chat_id: int, most: int) -> list[Subject]:
        """What stands in a chat."""
        return [Subject(row.kind, row.key) for row in self._connection.all(IN_CHAT, of_chat=chat_id, most=most)]

    def asks_in(self, chat_id: int, message: str) -> bool:
        """Whether this message asks what shall stand in the chat; one that was just sent may not be known yet."""
        row = self._connection.first(CHOICE_IN, of_chat=chat_id)
        if row is None:
            return False
        is_new = row.message in ("", SENDING)
        return row.message == message or (
            is_new and not self._connection.all(OTHER_IN, of_chat=chat_id, tapped=message)
        )

    def choose(self, chat_id: int, subject: Subject, message: str, now: datetime) -> None:
        """The question in this message is answered: it is the card from now on."""
        self._connection.run(DROP_CHOICE, of_chat=chat_id)
        self.put(chat_id, subject, now, message)

    def stands_in(self, chat_id: int, subject: Subject) -> bool:
        """Whether there is a card, or a question, of this in the chat."""
        return bool(self._connection.all(STANDS_IN, of_chat=chat_id, of_kind=subject.kind, of_key=subject.key))

    def want(self, chat_id: int, subject: Subject, now: datetime) -> None:
        """Somebody asked for a card that is there: should its message be gone, it comes again."""
        self._connection.run(WANT, of_chat=chat_id, of_kind=subject.kind, of_key=subject.key, until=now)

    def end_choice(self, chat_id: int, now: datetime) -> None:
        """The question goes at once."""
        self._connection.run(END_CHOICE, of_chat=chat_id, until=now)

    def take_away(self, chat_id: int, subject: Subject, now: datetime) -> bool:
        """The card goes at once, and the same may be put there again; False where it does not stand there."""
        apart = secrets.randbits(30)
        its = {"of_chat": chat_id, "of_kind": subject.kind, "of_key": subject.key}
        return bool(self._connection.run(GOES, apart=apart, until=now, **its))
