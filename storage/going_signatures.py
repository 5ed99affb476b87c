"""Signatures whose supporter goes: to another account's supporter, or for good."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.connection import Connection, Prepared, Row
from storage.consents import NEEDED, Consents
from storage.decisions import Decisions
from storage.ledger import Kind, Ledger
from storage.showing import ReasonState, Signature, SignatureState, Visibility, opened
from storage.standing import is_open
from storage.tables.petitions import petition
from storage.tables.signing import signature
from storage.vault import Vault
from storage.voices import Said, Voices

BY_PETITION = Prepared(
    sa.select(
        signature.c.id,
        signature.c.petition_id,
        signature.c.state,
        petition.c.state.label("petition"),
        petition.c.closes_at,
    )
    .join(petition, petition.c.id == signature.c.petition_id)
    .where(signature.c.supporter_id == bindparam("supporter_id"))
    .order_by(signature.c.petition_id)
    .limit(bindparam("most", type_=sa.Integer))
)
_NO_WORDS: dict[str, Any] = {
    "visibility": Visibility.COUNTED.value,
    **dict.fromkeys(("name", "place", "place_key", "reason", "reason_key")),
    "reason_state": ReasonState.NONE.value,
    "held_for": "",
    "source": "",
    "me_too": 0,
}
_SAYS_SOMETHING = sa.or_(
    signature.c.visibility != Visibility.COUNTED.value, signature.c.source != "", signature.c.me_too != 0
)
FORGET_WORDS = Prepared(
    sa.update(signature).where(signature.c.supporter_id == bindparam("of_supporter"), _SAYS_SOMETHING).values(_NO_WORDS)
)
LOSE_PERSON = sa.update(signature).values(supporter_id=None, **_NO_WORDS)


class GoingSignatures:
    """All that one person signed, some at a time where it is much."""

    def __init__(self, connection: Connection, vault: Vault, ledger: Ledger) -> None:
        """Speaks over the turn's connection; what was typed is opened by the vault, counts go through the ledger."""
        self._connection = connection
        self._vault = vault
        self._ledger = ledger

    def page_of(self, supporter_id: int, most: int) -> list[Signature]:
        """Some of what a supporter signed, by petition, which nobody else changes before this turn has ended."""
        asked = sa.select(signature).where(signature.c.supporter_id == supporter_id)
        rows = self._connection.all(asked.order_by(signature.c.petition_id).limit(most).with_for_update())
        return [opened(row, self._vault) for row in rows]

    def under(self, supporter_id: int, petition_ids: Collection[int]) -> dict[int, Signature]:
        """A supporter's signatures under some petitions, which nobody else changes before this turn has ended."""
        asked = sa.select(signature).where(signature.c.supporter_id == supporter_id)
        rows = self._connection.all(asked.where(signature.c.petition_id.in_(petition_ids)).with_for_update())
        return {row.petition_id: opened(row, self._vault) for row in rows}

    def drop_merged(self, doubles: Collection[Signature], now: datetime) -> None:
        """Take away what the same person signed twice, and from the counts what counted of it."""
        for each in doubles:
            if each.showing.reason:
                Voices(self._connection).forget(Said.REASON, each.id)
            Decisions(self._connection).forget_signature(each.id)
        going = sa.delete(signature).where(signature.c.id.in_([each.id for each in doubles]))
        self._take(self._connection.all(going.returning(*NEEDED)), Kind.MERGED, now)

    def move(self, signature_ids: Collection[int], to: int) -> None:
        """These signatures are another supporter's from now on."""
        self._connection.run(sa.update(signature).where(signature.c.id.in_(signature_ids)).values(supporter_id=to))

    def hand_over(self, supporter_id: int, nobody_id: int) -> None:
        """These signatures are nobody's from now on."""
        of_person = signature.c.supporter_id == supporter_id
        self._connection.run(sa.update(signature).where(of_person).values(supporter_id=nobody_id))

    def forget_words(self, supporter_id: int) -> None:
        """Nothing that was shown of this person is kept any more, nor what others said of it, under any petition."""
        Voices(self._connection).forget_said_of(supporter_id)
        Decisions(self._connection).forget_signatures_of(supporter_id)
        self._connection.run(FORGET_WORDS, of_supporter=supporter_id)

    def erase_page(self, supporter_id: int, now: datetime, most: int) -> bool:
        """Withdraw from petitions that can still be signed; under ended ones the number stays and the person goes.

        What was never counted has no number to leave, and goes everywhere. True where there may be more.
        """
        rows = self._connection.all(BY_PETITION, supporter_id=supporter_id, most=most)
        staying = {row.id for row in rows if _outlasts(row, now)}
        self._connection.run(LOSE_PERSON.where(signature.c.id.in_(staying)))
        going = sa.delete(signature).where(signature.c.id.in_({row.id for row in rows} - staying))
        self._take(self._connection.all(going.returning(*NEEDED)), Kind.ERASED, now)
        return len(rows) == most

    def _take(self, gone: Collection[Row], kind: Kind, now: datetime) -> None:
        """From the counts, what counted of it: at most one under each petition."""
        counted = [row for row in gone if row.state == SignatureState.COUNTED.value]
        self._ledger.take_one_of_each([row.petition_id for row in counted], kind, now)
        Consents(self._connection).leave(counted)


def _outlasts(row: Row, now: datetime) -> bool:
    """Whether the number of a signature stays when its signer goes."""
    return row.state == SignatureState.COUNTED.value and not is_open(row.petition, row.closes_at, now)
