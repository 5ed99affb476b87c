"""When a live card has to be looked at, and what it showed last: it is edited, and never posted twice.

Between a signature and the change of a card lie 15 to 60 seconds, at random, so that nobody can tell who has just
signed; where a petition is at risk, an hour.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.cards import GOING, NOTHING_CHOSEN, PETITION, SENDING, Subject
from storage.chats import ChatKind
from storage.connection import Connection, Prepared
from storage.tables.chats import card, chat
from storage.tables.petitions import petition
from storage.vault import Vault

SOONEST, LATEST = timedelta(seconds=15), timedelta(seconds=60)
AT_RISK_EVERY = timedelta(hours=1)
LOOK_EVERY = timedelta(hours=1)
"""So often a card is looked at of which no count has changed: its last day may have come."""
CLAIMED_FOR = timedelta(minutes=5)
CHOOSE_WITHIN = timedelta(days=1)
"""Where no administrator chose anything by then, the question goes."""
_random = secrets.SystemRandom()


@dataclass(frozen=True, slots=True)
class Card:
    """A card that has to be looked at: where it stands, in which language, and what it last showed.

    `count` is the number that it may show by now, None where it shows none of one petition; `is_wanted` where somebody
    has just asked for it, so that it comes again if its message is gone.
    """

    id: int
    subject: Subject
    platform: str
    address: str
    chat_kind: str
    locale: str
    message: str
    shown: str
    count: int | None
    is_wanted: bool

    @property
    def is_over(self) -> bool:
        """Whether it is a question that was asked, or a card that was taken away, and has to go."""
        return self.subject.kind == GOING or (self.subject == NOTHING_CHOSEN and bool(self.message))


_NOW: Any = bindparam("now", type_=card.c.due_at.type)
_SEEN = sa.cast(petition.c.count, sa.Text) + "/" + petition.c.state + "/" + sa.cast(petition.c.version, sa.Text)
_OF_PETITION = sa.and_(card.c.kind == PETITION, petition.c.id == card.c.key)
STANDING = Prepared(
    sa.select(petition.c.id, _SEEN.label("seen")).where(
        petition.c.id.in_(sa.select(card.c.key).where(card.c.kind == PETITION))
    )
)
_LOOKED_AT = (card.c.id, card.c.looked_at, petition.c.at_risk)
CHANGED = Prepared(
    sa.select(*_LOOKED_AT, _SEEN.label("now_seen"))
    .join(petition, _OF_PETITION)
    .where(card.c.key == bindparam("of_petition"), card.c.due_at.is_(None), card.c.seen != _SEEN)
    .order_by(card.c.looked_at)
    .limit(bindparam("most", type_=sa.Integer))
)
CHANGED_SINCE = Prepared(
    sa.select(*_LOOKED_AT, _SEEN.label("now_seen"))
    .join(petition, _OF_PETITION)
    .where(card.c.id == bindparam("card_id"), card.c.due_at.is_(None), card.c.seen != _SEEN)
)
LONG_UNSEEN = Prepared(
    sa.select(*_LOOKED_AT, sa.func.coalesce(_SEEN, "").label("now_seen"))
    .outerjoin(petition, _OF_PETITION)
    .where(card.c.due_at.is_(None), card.c.looked_at < bindparam("long_ago", type_=card.c.due_at.type))
    .order_by(card.c.looked_at)
    .limit(bindparam("most", type_=sa.Integer))
)
NOTICE = Prepared(
    sa.update(card)
    .where(card.c.id == bindparam("card_id"))
    .values(noticed=bindparam("now_seen"), due_at=bindparam("until", type_=card.c.due_at.type))
)
DUE = Prepared(
    sa.select(card.c.id, card.c.message)
    .join(chat, chat.c.id == card.c.chat_id)
    .where(card.c.due_at <= _NOW, chat.c.platform == bindparam("platform"))
    .order_by(card.c.due_at)
    .limit(bindparam("most", type_=sa.Integer))
)
WAITS = Prepared(
    sa.select(card.c.id)
    .join(chat, chat.c.id == card.c.chat_id)
    .where(card.c.due_at <= _NOW, chat.c.platform == bindparam("platform"))
    .limit(1)
)
_NOTICED = sa.case(
    (card.c.noticed != "", card.c.noticed),
    else_=sa.func.coalesce(sa.select(_SEEN).where(_OF_PETITION).scalar_subquery(), ""),
)
CLAIM = Prepared(
    sa.update(card)
    .where(card.c.id == bindparam("card_id"), card.c.due_at <= _NOW)
    .values(
        due_at=bindparam("until", type_=card.c.due_at.type),
        looked_at=_NOW,
        message=sa.case((card.c.message == "", SENDING), else_=card.c.message),
        seen=_NOTICED,
        noticed=_NOTICED,
    )
)
FIND = Prepared(
    sa.select(card, chat.c.platform, chat.c.address, chat.c.kind.label("chat_kind"), chat.c.locale)
    .join(chat, chat.c.id == card.c.chat_id)
    .where(card.c.id == bindparam("card_id"))
)
DROP = Prepared(sa.delete(card).where(card.c.id == bindparam("card_id")))
CHAT_OF = Prepared(sa.select(card.c.chat_id).where(card.c.id == bindparam("card_id")))
DROP_EMPTY = Prepared(
    sa.delete(chat).where(
        chat.c.id == bindparam("of_chat"),
        chat.c.kind != ChatKind.SERVER.value,
        chat.c.kind != ChatKind.NEWS.value,
        ~sa.exists().where(card.c.chat_id == chat.c.id),
    )
)
AGAIN = Prepared(
    sa.update(card)
    .where(card.c.id == bindparam("card_id"))
    .values(message=bindparam("the_message"), due_at=bindparam("until", type_=card.c.due_at.type), is_wanted=sa.false())
)
STANDS = Prepared(
    sa.update(card)
    .where(card.c.id == bindparam("card_id"))
    .values(
        message=bindparam("new_message"),
        shown=bindparam("new_shown"),
        noticed="",
        is_wanted=sa.false(),
        due_at=sa.case(
            (card.c.kind == GOING, bindparam("until_gone", type_=card.c.due_at.type)),
            else_=bindparam("until", type_=card.c.due_at.type),
        ),
    )
)


class DueCards:
    """The cards that have to be looked at, posted or edited."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Speaks over the turn's connection; addresses are opened by the vault."""
        self._connection = connection
        self._vault = vault

    def standing(self) -> dict[int, str]:
        """How the petitions stand that have cards, so that whoever remembers it knows which have changed."""
        return {row.id: row.seen for row in self._connection.all(STANDING)}

    def notice_change(self, petition_id: int, now: datetime, most: int) -> int:
        """Let the cards of a petition be looked at that show it otherwise, each after a pause of its own; how many."""
        return self._notice(self._connection.all(CHANGED, of_petition=petition_id, most=most), now)

    def is_long_unseen(self, now: datetime) -> bool:
        """Whether there is one that was not looked at for an hour."""
        return self._connection.first(LONG_UNSEEN, long_ago=now - LOOK_EVERY, most=1) is not None

    def waits(self, platform: str, now: datetime) -> bool:
        """Whether the time of a card has come."""
        return self._connection.first(WAITS, platform=platform, now=now) is not None

    def notice_long_unseen(self, now: datetime, most: int) -> int:
        """Let those be looked at that were not for an hour: their last day may have come; returns how many."""
        return self._notice(self._connection.all(LONG_UNSEEN, long_ago=now - LOOK_EVERY, most=most), now)

    def _notice(self, rows: Sequence[Any], now: datetime) -> int:
        """A card will show what is noticed now, and not who signs while it waits."""
        for row in rows:
            earliest = row.looked_at + AT_RISK_EVERY if row.at_risk and row.looked_at else now
            until = max(earliest, now + _pause())
            self._connection.run(NOTICE, card_id=row.id, now_seen=row.now_seen, until=until)
        return len(rows)

    def claim_due(self, platform: str, now: datetime, most: int) -> list[Card]:
        """The cards whose time has come, each for one process; one that was being posted at a crash is let be."""
        claimed = []
        for row in self._connection.all(DUE, platform=platform, now=now, most=most):
            if row.message == SENDING:
                self._drop(row.id)
            elif self._connection.run(CLAIM, card_id=row.id, now=now, until=now + CLAIMED_FOR):
                claimed.append(self._find(row.id))
        return [each for each in claimed if each is not None]

    def _find(self, card_id: int) -> Card | None:
        row = self._connection.first(FIND, card_id=card_id)
        if row is None:
            return None
        address = self._vault.open("chat", "address", row.chat_id, row.address)
        message = "" if row.message == SENDING else row.message
        about = Subject(row.kind, row.key)
        return Card(
            row.id,
            about,
            row.platform,
            address,
            row.chat_kind,
            row.locale,
            message,
            row.shown,
            int(row.seen.partition("/")[0]) if row.seen else None,
            bool(row.is_wanted),
        )

    def stands(self, card: Card, message: str, shown: str, now: datetime) -> bool:
        """The card shows this from now on; a question waits a day for its answer. False where it is gone meanwhile.

        One that was taken away while it was being posted is still due, and goes by this message. What has changed
        meanwhile is shown next.
        """
        until = now + CHOOSE_WITHIN if card.subject == NOTHING_CHOSEN else None
        shown_now = {"new_message": message, "new_shown": shown, "until": until, "until_gone": now}
        stands = self._connection.run(STANDS, card_id=card.id, **shown_now)
        self._notice(self._connection.all(CHANGED_SINCE, card_id=card.id), now)
        return bool(stands)

    def put_off(self, card: Card, until: datetime) -> None:
        """Look at it again then; what was not posted is posted then."""
        self._connection.run(AGAIN, card_id=card.id, the_message=card.message, until=until)

    def post_again(self, card: Card, now: datetime) -> None:
        """Its message is gone, and somebody has asked for it."""
        self._connection.run(AGAIN, card_id=card.id, the_message="", until=now)

    def drop(self, card: Card) -> None:
        """It was taken away, or nobody may write there any more: it never comes by itself again."""
        self._drop(card.id)

    def _drop(self, card_id: int) -> None:
        """The chat of a last card goes with it, but for channels, of which something is chosen beside cards."""
        row = self._connection.first(CHAT_OF, card_id=card_id)
        self._connection.run(DROP, card_id=card_id)
        if row is not None:
            self._connection.run(DROP_EMPTY, of_chat=row.chat_id)


def _pause() -> timedelta:
    return SOONEST + (LATEST - SOONEST) * _random.random()
