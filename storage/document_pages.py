"""What a document says of a petition's signatures: how they are counted, and each that may be listed, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.additions import From
from storage.columns import EPOCH, Instant
from storage.connection import Connection, Prepared
from storage.petitions import Petition
from storage.showing import Signature, SignatureState, opened
from storage.tables.petitions import addition
from storage.tables.signing import signature
from storage.vault import Vault


@dataclass(frozen=True, slots=True)
class Counted:
    """The count of a petition, and what of it was not signed here: as it was entered, and put right since."""

    total: int
    on_paper: int
    on_lists: int
    put_right: int

    @property
    def here(self) -> int:
        """Those who signed here."""
        return self.total - self.on_paper - self.on_lists - self.put_right


@dataclass(frozen=True, slots=True)
class After:
    """The signature after which the next page begins, and the moment up to which they are read."""

    until: datetime
    at: datetime = EPOCH
    id: int = -1


_c, _a = signature.c, addition.c
PAGE = Prepared(
    sa.select(signature)
    .where(
        _c.petition_id == bindparam("petition_id"),
        sa.tuple_(_c.signed_at, _c.id)
        > sa.tuple_(bindparam("after", type_=Instant()), bindparam("after_id", type_=sa.BigInteger)),
        _c.signed_at <= bindparam("until", type_=Instant()),
        sa.or_(_c.state == SignatureState.COUNTED.value, _c.state == SignatureState.IMPORTED.value),
    )
    .order_by(_c.signed_at, _c.id)
    .limit(bindparam("most", type_=sa.Integer))
)
SUMS = Prepared(
    sa.select(_a.kind, _a.corrects.is_not(None).label("is_put_right"), sa.func.sum(_a.amount).label("n"))
    .where(_a.petition_id == bindparam("petition_id"))
    .group_by(_a.kind, _a.corrects.is_not(None))
)


class DocumentPages:
    """Signatures as a document lists them."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Speaks over the turn's connection; what people show is opened by the vault."""
        self._connection = connection
        self._vault = vault

    def counted(self, found: Petition) -> Counted:
        """How its count comes about just now."""
        sums = {
            (row.kind, bool(row.is_put_right)): int(row.n) for row in self._connection.all(SUMS, petition_id=found.id)
        }
        on_lists = sum(sums.get((kind.value, False), 0) for kind in (From.LIST, From.FILE))
        put_right = sum(n for (_kind, is_put_right), n in sums.items() if is_put_right)
        return Counted(found.count, sums.get((From.PAPER.value, False), 0), on_lists, put_right)

    def page(self, petition_id: int, after: After, most: int) -> list[Signature]:
        """The next ones that count, the oldest first."""
        where = {"after": after.at, "after_id": after.id, "until": after.until}
        rows = self._connection.all(PAGE, petition_id=petition_id, most=most, **where)
        return [opened(row, self._vault) for row in rows]
