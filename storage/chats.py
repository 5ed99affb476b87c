"""Groups, channels and topics we may write to, because an administrator chose so; addresses are sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.connection import Connection, Prepared, insert_into
from storage.tables.chats import card, chat
from storage.vault import Vault, random_id

SENT_KEPT_FOR = timedelta(days=30)
"""A card that somebody sent on by themselves is kept up to date for so long."""


class ChatKind(StrEnum):
    """What a chat is; `SENT` is a single message that somebody sent on into a chat we know nothing of.

    `SERVER` is any channel of a server, and `NEWS` one from which messages can be published to others.
    """

    GROUP = "group"
    CHANNEL = "channel"
    SENT = "sent"
    SERVER = "server"
    NEWS = "news"

    @property
    def is_of_server(self) -> bool:
        """Whether it is a channel of a server, where each answer is seen by its person alone."""
        return self in {ChatKind.SERVER, ChatKind.NEWS}

    @property
    def is_channel(self) -> bool:
        """Whether only those who govern it write there."""
        return self in {ChatKind.CHANNEL, ChatKind.SENT, ChatKind.NEWS}


@dataclass(frozen=True, slots=True)
class Place:
    """A chat as a platform names it; `room` is the group of a topic, else the chat itself."""

    platform: str
    address: str
    room: str
    kind: ChatKind = ChatKind.GROUP


FIND = Prepared(
    sa.select(chat.c.id).where(chat.c.platform == bindparam("platform"), chat.c.reference == bindparam("reference"))
)
ADD = Prepared(
    lambda engine: (
        insert_into(engine, chat)
        .values(
            {
                name: bindparam(name)
                for name in ("id", "platform", "reference", "room", "address", "kind", "locale", "since")
            }
        )
        .on_conflict_do_nothing()
        .returning(chat.c.id)
    )
)
_IN_ROOM = sa.and_(chat.c.platform == bindparam("of_platform"), chat.c.room == bindparam("of_room"))
DROP_CARDS = Prepared(sa.delete(card).where(card.c.chat_id.in_(sa.select(chat.c.id).where(_IN_ROOM))))
DROP = Prepared(sa.delete(chat).where(_IN_ROOM))
MOST_IN_ROOM = 100
"""Chats of one server that are looked at."""


class Chats:
    """The chats there are, beside the private ones."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Speaks over the turn's connection; addresses go through the vault."""
        self._connection = connection
        self._vault = vault

    def find(self, platform: str, address: str) -> int | None:
        """The chat's id, or None where nobody chose anything."""
        row = self._connection.first(FIND, platform=platform, reference=self._hash(platform, address))
        return row.id if row else None

    def add(self, place: Place, locale: str, now: datetime) -> int:
        """The id of the chat, made if there is none; `locale` is what is spoken there."""
        chat_id = random_id()
        row = self._connection.first(
            ADD,
            id=chat_id,
            platform=place.platform,
            reference=self._hash(place.platform, place.address),
            room=self._hash(place.platform, place.room),
            address=self._vault.seal("chat", "address", chat_id, place.address),
            kind=place.kind,
            locale=locale,
            since=now,
        )
        found = row.id if row else self.find(place.platform, place.address)
        assert found is not None, "the chat that was in the way exists"
        return int(found)

    def end(self, platform: str, room: str) -> None:
        """Forget the chat, its topics and what stands there."""
        of = {"of_platform": platform, "of_room": self._hash(platform, room)}
        self._connection.run(DROP_CARDS, **of)
        self._connection.run(DROP, **of)

    def close(self, platform: str, address: str) -> None:
        """Forget one chat and what stands there."""
        chat_id = self.find(platform, address)
        if chat_id is not None:
            self._connection.run(sa.delete(card).where(card.c.chat_id == chat_id))
            self._connection.run(sa.delete(chat).where(chat.c.id == chat_id))

    def publishes(self, chat_id: int) -> bool:
        """Whether news that is told there is published too."""
        row = self._connection.first(sa.select(chat.c.publishes).where(chat.c.id == chat_id))
        return bool(row and row.publishes)

    def publish(self, chat_id: int, is_on: bool) -> None:
        """Publish what is told there from now on, or no longer."""
        self._connection.run(sa.update(chat).where(chat.c.id == chat_id).values(publishes=is_on))

    def with_card(self, platform: str, room: str, kind: str, key: int) -> list[str]:
        """The addresses in a room where a card of this stands, the oldest first."""
        here = sa.and_(chat.c.platform == platform, chat.c.room == self._hash(platform, room))
        of = sa.and_(card.c.kind == kind, card.c.key == key)
        found = sa.select(chat.c.id, chat.c.address).join(card, card.c.chat_id == chat.c.id).where(here, of)
        rows = self._connection.all(found.order_by(chat.c.since, chat.c.id).limit(MOST_IN_ROOM))
        return [self._vault.open("chat", "address", row.id, row.address) for row in rows]

    def show_anew(self, platform: str, room: str, now: datetime) -> None:
        """Every card in the room shows at once what has changed about the room, and of its petition nothing new."""
        here = sa.select(chat.c.id).where(chat.c.platform == platform, chat.c.room == self._hash(platform, room))
        stands = sa.and_(card.c.chat_id.in_(here), card.c.due_at.is_(None))
        self._connection.run(sa.update(card).where(stands).values(due_at=now, noticed=card.c.seen))

    def speak(self, chat_id: int, locale: str) -> None:
        """This language is spoken there from now on."""
        self._connection.run(sa.update(chat).where(chat.c.id == chat_id).values(locale=locale))

    def move(self, platform: str, before: str, after: str, now: datetime) -> None:
        """The chat has another address from now on; what stood in the old one is out of reach and is posted anew."""
        chat_id = self.find(platform, before)
        if chat_id is None or before == after:
            return
        anew = {"message": "", "shown": "", "due_at": now, "noticed": card.c.seen}
        self._connection.run(sa.update(card).where(card.c.chat_id == chat_id).values(**anew))
        there = self.find(platform, after)
        if there is None:
            self._readdress(chat_id, platform, after)
        else:
            self._join(chat_id, there)

    def _readdress(self, chat_id: int, platform: str, address: str) -> None:
        reference, sealed = self._hash(platform, address), self._vault.seal("chat", "address", chat_id, address)
        moved = {"reference": reference, "room": reference, "address": sealed}
        self._connection.run(sa.update(chat).where(chat.c.id == chat_id).values(**moved))

    def _join(self, chat_id: int, other: int) -> None:
        """Something was chosen at the new address already: what does not stand there yet comes along."""
        of_other = sa.select(card.c.kind, card.c.key).where(card.c.chat_id == other)
        comes = sa.and_(card.c.chat_id == chat_id, sa.tuple_(card.c.kind, card.c.key).not_in(of_other))
        self._connection.run(sa.update(card).where(comes).values(chat_id=other))
        self._connection.run(sa.delete(card).where(card.c.chat_id == chat_id))
        self._connection.run(sa.delete(chat).where(chat.c.id == chat_id))

    def prune(self, now: datetime, most: int) -> int:
        """Forget one page of the cards that were sent on long ago; returns how many were forgotten."""
        old = sa.select(chat.c.id).where(chat.c.kind == ChatKind.SENT, chat.c.since < now - SENT_KEPT_FOR).limit(most)
        self._connection.run(sa.delete(card).where(card.c.chat_id.in_(old)))
        return self._connection.run(sa.delete(chat).where(chat.c.id.in_(old)))

    def _hash(self, platform: str, address: str) -> bytes:
        return self._vault.keyed_hash("chat", platform, address)
