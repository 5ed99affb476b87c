"""Supporters and their accounts: known by keyed hashes, remembered only once they did something."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.columns import EPOCH
from storage.connection import Connection, Prepared, Row, insert_into
from storage.tables.people import IS_REACHED, account, supporter
from storage.tables.signing import signature
from storage.vault import Vault, random_id

FIND = Prepared(
    sa.select(supporter.c.id, supporter.c.locale, account.c.gone_at)
    .join(account, account.c.supporter_id == supporter.c.id)
    .where(account.c.platform == bindparam("platform"), account.c.reference == bindparam("reference"))
)
ADD_SUPPORTER = Prepared(sa.insert(supporter).values({name: bindparam(name) for name in ("id", "locale", "since")}))
_IN_WINDOW = supporter.c.quick_since > bindparam("window_start", type_=supporter.c.quick_since.type)
COUNT_SIGNING = Prepared(
    sa.update(supporter)
    .where(
        supporter.c.id == bindparam("supporter_id"),
        ~sa.exists().where(
            signature.c.supporter_id == bindparam("supporter_id"),
            signature.c.petition_id == bindparam("petition_id"),
        ),
    )
    .values(
        quick_signings=sa.case((_IN_WINDOW, supporter.c.quick_signings + 1), else_=1),
        quick_since=sa.case(
            (_IN_WINDOW, supporter.c.quick_since), else_=bindparam("now", type_=supporter.c.quick_since.type)
        ),
    )
    .returning(supporter.c.quick_signings)
)
_ACCOUNT = ("id", "supporter_id", "platform", "reference", "user_id")
ADD_ACCOUNT = Prepared(
    lambda engine: (
        insert_into(engine, account)
        .values({name: bindparam(name) for name in (*_ACCOUNT, "address", "is_written_to", "spoken")})
        .on_conflict_do_nothing()
        .returning(account.c.id)
    )
)
LOCK = Prepared(sa.select(supporter.c.id).where(supporter.c.id == bindparam("supporter_id")).with_for_update())
DROP_SUPPORTER = Prepared(sa.delete(supporter).where(supporter.c.id == bindparam("supporter_id")))
DROP_ACCOUNTS = Prepared(sa.delete(account).where(account.c.supporter_id == bindparam("supporter_id")))
_OF_NOBODY = {"locale": "", "since": EPOCH, "night": "silent", "digest": "off", "quick_signings": 0}
_OF_NOBODY |= {"zone": None, "is_discreet": None, "news_seen_at": None, "quick_since": None}
BECOMES_NOBODY = Prepared(
    sa.update(supporter)
    .where(supporter.c.id == bindparam("supporter_id"))
    .values(_OF_NOBODY | {"is_text_only": False, "is_stopped": False})
)
_NAMED = sa.and_(account.c.platform == bindparam("of_platform"), account.c.reference == bindparam("of_reference"))
IS_WRITTEN_TO = Prepared(sa.select(account.c.id).where(_NAMED, IS_REACHED))
WRITE_TO = Prepared(
    sa.update(account).where(_NAMED).values(is_written_to=bindparam("is_on", type_=sa.Boolean), gone_at=None)
)
COME_BACK = Prepared(sa.update(account).where(_NAMED).values(gone_at=None))
SET_LOCALE = Prepared(
    sa.update(supporter).where(supporter.c.id == bindparam("supporter_id")).values(locale=bindparam("new_locale"))
)


@dataclass(frozen=True, slots=True)
class Supporter:
    """Somebody who did something here; `locale` is empty until they choose one."""

    id: int
    locale: str
    is_gone: bool = False
    """Whether nothing could be brought to this account of theirs when it was last tried."""


@dataclass(frozen=True, slots=True)
class Account:
    """An identity on one platform, opened for the person it belongs to."""

    platform: str
    user_id: str
    address: str
    is_written_to: bool = False
    """Whether they may be written to there."""
    spoken: str = ""
    """The language in which the app spoke to us."""

    @property
    def key(self) -> str:
        """Names the person as their half-filled forms do."""
        return f"{self.platform}:{self.user_id}"


@dataclass(frozen=True, slots=True)
class LinkedAccount:
    """Another account of the same person, by no more than its platform."""

    id: int
    platform: str


class Supporters:
    """The people the store remembers."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Speaks over the turn's connection; references and ids go through the vault."""
        self._connection = connection
        self._vault = vault

    def find(self, platform: str, user_id: str) -> Supporter | None:
        """The supporter behind an identity on a platform, or None."""
        row = self._connection.first(FIND, platform=platform, reference=self._reference(platform, user_id))
        return None if row is None else Supporter(row.id, row.locale, row.gone_at is not None)

    def add(
        self,
        platform: str,
        user_id: str,
        address: str,
        now: datetime,
        *,
        is_written_to: bool = False,
        spoken: str = "",
    ) -> Supporter:
        """A supporter for an identity that was not found, or whoever another process has just made for it.

        `address` is the chat where to write to them, if they may be written to there, in the `spoken` language.
        """
        supporter_id, account_id = random_id(), random_id()
        self._connection.run(ADD_SUPPORTER, id=supporter_id, locale="", since=now)
        added = self._connection.first(
            ADD_ACCOUNT,
            id=account_id,
            supporter_id=supporter_id,
            platform=platform,
            reference=self._reference(platform, user_id),
            user_id=self._vault.seal("account", "user_id", account_id, user_id),
            address=self._vault.seal("account", "address", account_id, address),
            is_written_to=is_written_to,
            spoken=spoken,
        )
        if added is not None:
            return Supporter(supporter_id, "")
        self._connection.run(DROP_SUPPORTER, supporter_id=supporter_id)
        winner = self.find(platform, user_id)
        assert winner is not None, "the account that was in the way exists"
        return winner

    def add_account(self, account: Account, now: datetime) -> Supporter:
        """The same for an account that was kept meanwhile."""
        kept = {"is_written_to": account.is_written_to, "spoken": account.spoken}
        return self.add(account.platform, account.user_id, account.address, now, **kept)  # type: ignore[arg-type]

    def come_back(self, platform: str, user_id: str) -> None:
        """They can be written to again."""
        self._connection.run(COME_BACK, of_platform=platform, of_reference=self._reference(platform, user_id))

    def add_nobody(self) -> int:
        """A row that stands for somebody who was erased, to which nothing leads; its id."""
        nobody = random_id()
        self._connection.run(ADD_SUPPORTER, id=nobody, locale="", since=EPOCH)
        return nobody

    def is_written_to(self, platform: str, user_id: str) -> bool:
        """Whether they asked to be written to with this account, and could be of late; a stranger did not."""
        reference = self._reference(platform, user_id)
        return self._connection.first(IS_WRITTEN_TO, of_platform=platform, of_reference=reference) is not None

    def write_to(self, platform: str, user_id: str, is_on: bool) -> None:
        """Write to this account from now on, or no longer."""
        reference = self._reference(platform, user_id)
        self._connection.run(WRITE_TO, of_platform=platform, of_reference=reference, is_on=is_on)

    def lock(self, supporter_id: int) -> None:
        """Whatever else is written of this person, in any process, waits until this turn has ended, and this for it."""
        self._connection.first(LOCK, supporter_id=supporter_id)

    def count_signing(self, supporter_id: int, petition_id: int, now: datetime, window: timedelta) -> int | None:
        """How many signatures they began within the window, this one included; None if it stands already.

        Withdrawing does not lower it, so signing and withdrawing in turn is noticed too.
        """
        row = self._connection.first(
            COUNT_SIGNING,
            supporter_id=supporter_id,
            petition_id=petition_id,
            now=now,
            window_start=now - window,
        )
        return row.quick_signings if row else None

    def accounts(self, supporter_id: int) -> list[Account]:
        """All identities of one supporter."""
        rows = self._connection.all(sa.select(account).where(account.c.supporter_id == supporter_id))
        return [
            Account(
                row.platform,
                self._vault.open("account", "user_id", row.id, row.user_id),
                self._vault.open("account", "address", row.id, row.address),
                row.is_written_to,
                row.spoken,
            )
            for row in rows
        ]

    def others(self, supporter_id: int, platform: str, user_id: str) -> list[LinkedAccount]:
        """The accounts that are linked with this one, without whose they are."""
        named = (account.c.platform == platform, account.c.reference == self._reference(platform, user_id))
        found = sa.select(account.c.id, account.c.platform).where(account.c.supporter_id == supporter_id)
        rows = self._connection.all(found.where(~sa.and_(*named)).order_by(account.c.platform, account.c.id))
        return [LinkedAccount(row.id, row.platform) for row in rows]

    def since(self, supporter_id: int) -> datetime:
        """Since when somebody is remembered."""
        since: datetime = self._row(supporter_id).since
        return since

    def unite(self, staying: int, going: int) -> None:
        """The accounts of one become the other's, who is remembered since the earlier of both."""
        self._connection.run(sa.update(account).where(account.c.supporter_id == going).values(supporter_id=staying))
        one, other = self._row(staying), self._row(going)
        newer = max(one, other, key=lambda row: row.quick_since or EPOCH)
        quick = {"quick_signings": newer.quick_signings, "quick_since": newer.quick_since}
        since = min(one.since, other.since)
        self._connection.run(sa.update(supporter).where(supporter.c.id == staying).values(since=since, **quick))

    def part(self, supporter_id: int, account_id: int) -> int | None:
        """One account becomes that of a new supporter, who is as old and as quick; None where it is not theirs."""
        row, parted = self._row(supporter_id), random_id()
        names = ("locale", "since", "quick_signings", "quick_since")
        self._connection.run(sa.insert(supporter).values(id=parted, **{name: getattr(row, name) for name in names}))
        theirs = (account.c.id == account_id, account.c.supporter_id == supporter_id)
        if self._connection.run(sa.update(account).where(*theirs).values(supporter_id=parted)):
            return parted
        self._connection.run(DROP_SUPPORTER, supporter_id=parted)
        return None

    def set_locale(self, supporter_id: int, locale: str) -> None:
        """Speak this language to them from now on."""
        self._connection.run(SET_LOCALE, supporter_id=supporter_id, new_locale=locale)

    def becomes_nobody(self, supporter_id: int) -> None:
        """Delete their accounts, and everything that they chose; their row stays as long as anything refers to it."""
        self._connection.run(DROP_ACCOUNTS, supporter_id=supporter_id)
        self._connection.run(BECOMES_NOBODY, supporter_id=supporter_id)

    def forget(self, supporter_id: int) -> None:
        """Delete the person and their accounts; what refers to them has to be gone already."""
        self._connection.run(DROP_ACCOUNTS, supporter_id=supporter_id)
        self._connection.run(DROP_SUPPORTER, supporter_id=supporter_id)

    def _row(self, supporter_id: int) -> Row:
        row = self._connection.first(sa.select(supporter).where(supporter.c.id == supporter_id))
        assert row is not None, "whoever has accounts is remembered"
        return row

    def _reference(self, platform: str, user_id: str) -> bytes:
        return self._vault.keyed_hash("account", platform, user_id)
