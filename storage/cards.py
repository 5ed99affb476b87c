"""Live cards: one for each chat and petition or organisation, edited and never posted twice.

Between a signature and the change of a card lie 15 to 60 seconds, at random, so that nobody can tell who has just
signed; where a petition is at risk, an hour.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.connection import Connection, Prepared, insert_into
from storage.private_tables import card, card_wish, chat
from storage.tables import petition
from storage.vault import Vault, random_id

PETITION, ORGANISATION, CHOICE, GOING = "petition", "organisation", "choice", "going"
SOONEST, LATEST = timedelta(seconds=15), timedelta(seconds=60)
AT_RISK_EVERY = timedelta(hours=1)
LOOK_EVERY = timedelta(hours=1)
"""So often a card is looked at of which no count has changed: its last day may have come."""
CLAIMED_FOR = timedelta(minutes=2)
CHOOSE_WITHIN = timedelta(days=1)
"""Where no administrator chose anything by then, the question goes."""
WISHED_WITHIN = timedelta(hours=1)
"""So long after somebody chose what shall stand in a group, it waits for them to bring the bot there."""
_random = secrets.SystemRandom()


@dataclass(frozen=True, slots=True)
class Subject:
    """What a card is about; `key` is the id of the petition or organisation, 0 for the choice of one."""

    kind: str
    key: int


NOTHING_CHOSEN = Subject(CHOICE, 0)


@dataclass(frozen=True, slots=True)
class Card:
    """A card that has to be looked at: where it stands, in which language, and what it last showed."""

    id: int
    subject: Subject
    platform: str
    address: str
    chat_kind: str
    locale: str
    message: str
    shown: str

    @property
    def is_over(self) -> bool:
        """Whether it is a question that was asked, or a card that was taken away, and has to go."""
        return self.subject.kind == GOING or (self.subject == NOTHING_CHOSEN and bool(self.message))


_NOW: Any = bindparam("now", type_=card.c.due_at.type)
_SEEN = sa.cast(petition.c.count, sa.Text) + "/" + petition.c.state + "/" + sa.cast(petition.c.version, sa.Text)
_OF_PETITION = sa.and_(card.c.kind == PETITION, petition.c.id == card.c.key)
CHANGED = Prepared(
    sa.select(card.c.id, card.c.looked_at, petition.c.at_risk, card.c.kind)
    .outerjoin(petition, _OF_PETITION)
    .where(
        card.c.due_at.is_(None),
        sa.or_(
            card.c.seen != sa.func.coalesce(_SEEN, ""),
            card.c.looked_at < bindparam("long_ago", type_=card.c.due_at.type),
        ),
    )
    .limit(bindparam("most", type_=sa.Integer))
)
PUT_OFF = Prepared(
    sa.update(card).where(card.c.id == bindparam("card_id")).values(due_at=bindparam("until", type_=card.c.due_at.type))
)
DUE = Prepared(
    sa.select(card.c.id).where(card.c.due_at <= _NOW).order_by(card.c.due_at).limit(bindparam("most", type_=sa.Integer))
)
CLAIM = Prepared(
    sa.update(card)
    .where(card.c.id == bindparam("card_id"), card.c.due_at <= _NOW)
    .values(
        due_at=bindparam("until", type_=card.c.due_at.type),
        looked_at=_NOW,
        seen=sa.func.coalesce(sa.select(_SEEN).where(_OF_PETITION).scalar_subquery(), ""),
    )
)
FIND = Prepared(
    sa.select(card, chat.c.platform, chat.c.address, chat.c.kind.label("chat_kind"), chat.c.locale)
    .join(chat, chat.c.id == card.c.chat_id)
    .where(card.c.id == bindparam("card_id"))
)
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
CHOOSE = Prepared(
    sa.delete(card).where(_CHOICE_HERE, sa.or_(card.c.message == "", card.c.message == bindparam("tapped")))
)
END_CHOICE = Prepared(sa.update(card).where(_CHOICE_HERE).values(due_at=bindparam("until", type_=card.c.due_at.type)))
_OF_SUBJECT = sa.and_(
    _IN_CHAT, card.c.kind == bindparam("of_kind"), card.c.key == bindparam("of_key", type_=sa.Integer)
)
GOES = Prepared(
    sa.update(card)
    .where(_OF_SUBJECT)
    .values(
        kind=GOING,
        key=bindparam("apart", type_=sa.Integer),
        due_at=bindparam("until", type_=card.c.due_at.type),
    )
)
DROP = Prepared(sa.delete(card).where(card.c.id == bindparam("card_id")))
STANDS = Prepared(
    sa.update(card)
    .where(card.c.id == bindparam("card_id"))
    .values(
        message=bindparam("new_message"),
        shown=bindparam("new_shown"),
        due_at=sa.case(
            (card.c.kind == GOING, bindparam("until_gone", type_=card.c.due_at.type)),
            else_=bindparam("until", type_=card.c.due_at.type),
        ),
    )
)


class Cards:
    """The cards in groups and channels, and what people wish to put there."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Speaks over the turn's connection; addresses and people go through the vault."""
        self._connection = connection
        self._vault = vault

    def put(self, chat_id: int, subject: Subject, now: datetime, message: str = "") -> bool:
        """Let a card stand in a chat, in this message or in one that is posted at once; False if one stands there."""
        values = {"chat_id": chat_id, "kind": subject.kind, "key": subject.key, "message": message}
        return self._connection.first(PUT, id=random_id(), due_at=now, **values) is not None

    def of_chat(self, chat_id: int, most: int) -> list[Subject]:
        """What stands in a chat."""
        return [Subject(row.kind, row.key) for row in self._connection.all(IN_CHAT, of_chat=chat_id, most=most)]

    def choose(self, chat_id: int, message: str) -> bool:
        """The question in this message is answered; False where somebody answered it before."""
        return bool(self._connection.run(CHOOSE, of_chat=chat_id, tapped=message))

    def end_choice(self, chat_id: int, now: datetime) -> None:
        """The question goes at once."""
        self._connection.run(END_CHOICE, of_chat=chat_id, until=now)

    def take_away(self, chat_id: int, subject: Subject, now: datetime) -> bool:
        """The card goes at once, and the same may be put there again; False where it does not stand there."""
        apart = secrets.randbits(30)
        its = {"of_chat": chat_id, "of_kind": subject.kind, "of_key": subject.key}
        return bool(self._connection.run(GOES, apart=apart, until=now, **its))

    def notice_changes(self, now: datetime, most: int) -> int:
        """Let cards whose petition has changed be looked at, each after a pause of its own; returns how many."""
        rows = self._connection.all(CHANGED, long_ago=now - LOOK_EVERY, most=most)
        for row in rows:
            earliest = row.looked_at + AT_RISK_EVERY if row.at_risk and row.looked_at else now
            self._connection.run(PUT_OFF, card_id=row.id, until=max(earliest, now + _pause()))
        return len(rows)

    def claim_due(self, now: datetime, most: int) -> list[Card]:
        """The cards whose time has come, each for one process; what is not shown in two minutes is due again."""
        claimed = []
        for row in self._connection.all(DUE, now=now, most=most):
            if self._connection.run(CLAIM, card_id=row.id, now=now, until=now + CLAIMED_FOR):
                claimed.append(self._find(row.id))
        return [each for each in claimed if each is not None]

    def _find(self, card_id: int) -> Card | None:
        row = self._connection.first(FIND, card_id=card_id)
        if row is None:
            return None
        address = self._vault.open("chat", "address", row.chat_id, row.address)
        subject = Subject(row.kind, row.key)
        return Card(row.id, subject, row.platform, address, row.chat_kind, row.locale, row.message, row.shown)

    def stands(self, card: Card, message: str, shown: str, now: datetime) -> bool:
        """The card shows this from now on; a question waits a day for its answer. False where it is gone meanwhile.

        One that was taken away while it was being posted is still due, and goes by this message.
        """
        until = now + CHOOSE_WITHIN if card.subject == NOTHING_CHOSEN else None
        shown_now = {"new_message": message, "new_shown": shown, "until": until, "until_gone": now}
        return bool(self._connection.run(STANDS, card_id=card.id, **shown_now))

    def put_off(self, card: Card, until: datetime) -> None:
        """Look at it again then."""
        self._connection.run(PUT_OFF, card_id=card.id, until=until)

    def drop(self, card: Card) -> None:
        """It was taken away, or nobody may write there any more: it never comes again."""
        self._connection.run(DROP, card_id=card.id)

    def wish(self, person: str, subject: Subject, now: datetime) -> None:
        """Remember for an hour what somebody wants to put into a group they are about to choose."""
        values = {"person_key": self._person(person), "kind": subject.kind, "key": subject.key}
        added = insert_into(self._connection.name, card_wish).values(expires_at=now + WISHED_WITHIN, **values)
        anew = {name: added.excluded[name] for name in ("kind", "key", "expires_at")}
        self._connection.run(added.on_conflict_do_update(index_elements=["person_key"], set_=anew))

    def wish_of(self, person: str, now: datetime) -> Subject | None:
        """What they want to put there, while it is remembered."""
        its = card_wish.c.person_key == self._person(person)
        row = self._connection.first(sa.select(card_wish).where(its, card_wish.c.expires_at > now))
        return Subject(row.kind, row.key) if row else None

    def drop_wish(self, person: str) -> None:
        """It came true, or the person goes."""
        self._connection.run(sa.delete(card_wish).where(card_wish.c.person_key == self._person(person)))

    def prune(self, now: datetime, most: int) -> int:
        """Forget one page of wishes whose time is over; returns how many were forgotten."""
        old = sa.select(card_wish.c.person_key).where(card_wish.c.expires_at <= now).limit(most)
        return self._connection.run(sa.delete(card_wish).where(card_wish.c.person_key.in_(old)))

    def _person(self, person: str) -> bytes:
        return self._vault.keyed_hash("card wish", person)


def _pause() -> timedelta:
    return SOONEST + (LATEST - SOONEST) * _random.random()
