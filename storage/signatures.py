"""Signatures: one supporter under one petition, shown no further than they chose."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.connection import Connection, Prepared, insert_into
from storage.consents import NEEDED, Consents
from storage.decisions import Decisions, Thing
from storage.ledger import Kind, Ledger
from storage.petitions import Petition
from storage.showing import (
    PACE,
    PETITION,
    WAITS_BECAUSE,
    WITHDRAWN,
    ReasonState,
    Showing,
    Signature,
    SignatureState,
    Visibility,
    opened,
    sealed,
)
from storage.tables.signing import signature
from storage.vault import Vault, random_id
from storage.voices import Said, Voices
from storage.waiting_news import WaitingNews


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature just given, and how many there are now; a held one has no number yet."""

    signature: Signature
    count: int


_shown = ("visibility", "name", "place", "place_key", "reason", "reason_key", "reason_state", "held_for")
ADD = Prepared(
    lambda engine: (
        insert_into(engine, signature)
        .values(
            {
                name: bindparam(name)
                for name in (
                    "id",
                    "petition_id",
                    "supporter_id",
                    "state",
                    "put_by",
                    "text_version",
                    "source",
                    "signed_at",
                    *_shown,
                )
            }
        )
        .on_conflict_do_nothing()
        .returning(signature.c.id)
    )
)
NUMBER = Prepared(
    sa.update(signature).where(signature.c.id == bindparam("signature_id")).values(number=bindparam("new_number"))
)
SHOW = Prepared(
    sa.update(signature)
    # Whose signer is erased in this very moment shows nothing any more.
    .where(signature.c.id == bindparam("signature_id"), signature.c.supporter_id.is_not(None))
    .values({signature.c[name]: bindparam(f"new_{name}") for name in (*_shown, "rewrites")})
)
OF = Prepared(
    sa.select(signature).where(
        signature.c.petition_id == bindparam("petition_id"),
        signature.c.supporter_id == bindparam("supporter_id"),
    )
)
OF_SUPPORTER = Prepared(
    sa.select(signature)
    .where(signature.c.supporter_id == bindparam("supporter_id"))
    .order_by(signature.c.signed_at.desc(), signature.c.id)
    .limit(bindparam("most", type_=sa.Integer))
    .offset(bindparam("skip", type_=sa.Integer))
)
LATEST_SHOWN = Prepared(
    sa.select(signature)
    .where(
        signature.c.supporter_id == bindparam("supporter_id"),
        signature.c.visibility != Visibility.COUNTED.value,
    )
    .order_by(signature.c.signed_at.desc(), signature.c.id)
    .limit(1)
)
IN_ALL = Prepared(
    sa.select(sa.func.count().label("n"))
    .select_from(signature)
    .where(signature.c.supporter_id == bindparam("supporter_id"))
)
LEAVE = Prepared(
    sa.update(signature)
    .where(signature.c.id == bindparam("signature_id"), signature.c.state == SignatureState.INVALIDATED.value)
    .values(put_by=WITHDRAWN)
)
DROP = Prepared(sa.delete(signature).where(signature.c.id == bindparam("signature_id")).returning(*NEEDED))


class Signatures:
    """Who signed what."""

    def __init__(self, connection: Connection, vault: Vault, ledger: Ledger) -> None:
        """Speaks over the turn's connection; what was typed goes through the vault, counts through the ledger."""
        self._connection = connection
        self._vault = vault
        self._ledger = ledger

    def add(
        self,
        found: Petition,
        supporter_id: int,
        showing: Showing,
        now: datetime,
        *,
        is_held: bool = False,
        source: str = "",
    ) -> Signed | None:
        """Sign, once: None if this supporter's signature is there already.

        Where a signature could endanger somebody, nothing is kept of the way by which they came.

        A held one is not counted yet: `is_held` where it came too fast, else where the petition holds what is new.
        """
        showing = showing.within()
        signature_id = random_id()
        put_by = PACE if is_held else PETITION if found.holds_new else ""
        state = SignatureState.HELD if put_by else SignatureState.COUNTED
        added = self._connection.first(
            ADD,
            id=signature_id,
            petition_id=found.id,
            supporter_id=supporter_id,
            state=state.value,
            put_by=put_by,
            text_version=found.version,
            source="" if found.at_risk else source,
            signed_at=now,
            **sealed(signature_id, showing, self._vault),
        )
        if added is None:
            return None
        if put_by or showing.held_for:
            WaitingNews(self._connection).note(Thing.SIGNATURE, signature_id, now)
        count, number = (found.count, None) if put_by else self._count(signature_id, found.id, now)
        facts = (number, state, showing, showing.reason_state, 0, now, found.version)
        return Signed(Signature(signature_id, found.id, *facts, put_by=put_by), count)

    def _count(self, signature_id: int, petition_id: int, now: datetime) -> tuple[int, int]:
        entered = self._ledger.enter(petition_id, Kind.SIGNED, 1, now)
        self._connection.run(NUMBER, signature_id=signature_id, new_number=entered.number)
        return entered.count, entered.number

    def of(self, petition_id: int, supporter_id: int) -> Signature | None:
        """This supporter's signature under this petition, or None."""
        row = self._connection.first(OF, petition_id=petition_id, supporter_id=supporter_id)
        return None if row is None else opened(row, self._vault)

    def came_by(self, petition_id: int, supporter_id: int) -> str:
        """The way by which this supporter came who signed; nothing where that is not known."""
        row = self._connection.first(OF, petition_id=petition_id, supporter_id=supporter_id)
        return row.source if row else ""

    def all_of(self, supporter_id: int, most: int, skip: int = 0) -> list[Signature]:
        """One page of what a supporter signed, newest first."""
        rows = self._connection.all(OF_SUPPORTER, supporter_id=supporter_id, most=most, skip=skip)
        return [opened(row, self._vault) for row in rows]

    def how_many_in_all(self, supporter_id: int) -> int:
        """How many petitions a supporter signed and has not withdrawn from."""
        row = self._connection.first(IN_ALL, supporter_id=supporter_id)
        return row.n if row else 0

    def latest_shown(self, supporter_id: int) -> Showing | None:
        """How this supporter chose to be seen last, without a reason; None if never."""
        row = self._connection.first(LATEST_SHOWN, supporter_id=supporter_id)
        return None if row is None else replace(opened(row, self._vault).showing, reason="", held_for="")

    def mark_of(self, showing: Showing) -> str:
        """Eight characters that change with what is shown and tell nothing of it, for a button that promises it."""
        return self._vault.keyed_hash("mark", showing.visibility, showing.name, showing.place)[:4].hex()

    def show(
        self, given: Signature, showing: Showing, now: datetime | None = None, *, holds_new: bool = False
    ) -> Signature:
        """Change how others see a signature, everywhere at once; what is no longer shown is no longer kept.

        With `now`, moderators are told where its words wait; where its petition `holds_new`, new words do.
        """
        showing = showing.within().after(given)
        showing = showing.held_as_new(given) if holds_new else showing
        values = {f"new_{name}": value for name, value in sealed(given.id, showing, self._vault).items()}
        state = given.reason_state if _keeps_decision(given, showing) else showing.reason_state
        values["new_reason_state"] = state.value
        anew = given.rewrites + (given.reason_state is ReasonState.REJECTED and bool(showing.reason))
        if now is not None and showing.held_for:
            # Before the signature is locked: whoever moderates locks the organisation first, too.
            WaitingNews(self._connection).note(Thing.REASON, given.id, now)
        self._connection.run(SHOW, signature_id=given.id, new_rewrites=anew, **values)
        changed = replace(given, showing=showing, reason_state=state, rewrites=anew)
        if showing.reason == given.showing.reason:
            return changed
        Voices(self._connection).forget(Said.REASON, given.id)
        return replace(changed, me_too=0)

    def withdraw(self, given: Signature, now: datetime) -> None:
        """Take a signature back: nothing of it is kept, and the count falls if it was counted.

        One that was rejected stays rejected, and keeps nothing else: signing anew must not undo a decision.
        """
        if given.state is SignatureState.INVALIDATED:
            self.show(given, Showing())
            self._connection.run(LEAVE, signature_id=given.id)
            return
        self._drop(given.id, given.petition_id, Kind.WITHDRAWN, now)

    def _drop(self, signature_id: int, petition_id: int, kind: Kind, now: datetime) -> None:
        Voices(self._connection).forget(Said.REASON, signature_id)
        Decisions(self._connection).forget_signature(signature_id)
        dropped = self._connection.first(DROP, signature_id=signature_id)
        if dropped is not None and dropped.state == SignatureState.COUNTED.value:
            self._ledger.enter(petition_id, kind, -1, now)
            Consents(self._connection).leave([dropped])


def _keeps_decision(given: Signature, showing: Showing) -> bool:
    """Whoever takes back words that were not published, and gives others later, undoes no decision by that."""
    return given.reason_state in WAITS_BECAUSE and not showing.reason
