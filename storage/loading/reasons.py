"""Reasons for signing that were gathered elsewhere: signature rows without a supporter, counted within `imported`."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

import sqlalchemy as sa

from storage.connection import Row
from storage.loading.bulk import Bulk, row_id
from storage.loading.campaign_file import Reason
from storage.showing import ReasonState, SignatureState, Visibility
from storage.tables.petitions import petition
from storage.tables.signing import signature
from storage.vault import Vault

HELD_FOR = "third_person"


def _belong(petition_id: int) -> sa.ColumnElement[bool]:
    return sa.and_(signature.c.petition_id == petition_id, signature.c.state == SignatureState.IMPORTED.value)


def _id_of(vault: Vault, slug: str, said: Reason) -> int:
    return row_id(vault.keyed_hash("imported reason", slug, said.name, said.text, str(said.repeat)))


def _values(vault: Vault, petition_id: int, signature_id: int, said: Reason) -> dict[str, Any]:
    return {
        "id": signature_id,
        "petition_id": petition_id,
        "state": SignatureState.IMPORTED.value,
        "visibility": Visibility.REASON.value,
        "name": vault.seal_if("signature", "name", signature_id, said.name),
        "reason": vault.seal("signature", "reason", signature_id, said.text),
        "reason_key": vault.keyed_hash("reason", said.name, said.text),
        "me_too": said.me_too,
        "text_version": 1,
        "signed_at": _midnight(said),
        **_place(vault, signature_id, said.place),
        **_judged(is_held=said.is_held),
    }


def _outdated(vault: Vault, row: Row, said: Reason) -> dict[str, Any]:
    """What the file changed. What people did here since is left: a decision on the reason, and taps of "me too"."""
    changed: dict[str, Any] = {}
    if row.place_key != _place_key(vault, said.place):
        changed |= _place(vault, row.id, said.place)
    if row.signed_at != _midnight(said):
        changed["signed_at"] = _midnight(said)
    if row.me_too < said.me_too:
        changed["me_too"] = said.me_too
    if row.held_for == HELD_FOR and row.reason_state == ReasonState.HELD.value and not said.is_held:
        changed |= _judged(is_held=False)
    return changed


def _midnight(said: Reason) -> datetime:
    return datetime.combine(said.on, time(), UTC)


def _judged(*, is_held: bool) -> dict[str, str]:
    state = ReasonState.HELD if is_held else ReasonState.PUBLISHED
    return {"reason_state": state.value, "held_for": HELD_FOR if is_held else ""}


def _place(vault: Vault, signature_id: int, place: str) -> dict[str, bytes | None]:
    sealed = vault.seal_if("signature", "place", signature_id, place)
    return {"place": sealed, "place_key": _place_key(vault, place)}


def _place_key(vault: Vault, place: str) -> bytes | None:
    return vault.keyed_hash("place", place.casefold()) if place else None


REASONS = Bulk(signature, petition, _belong, _id_of, _values, _outdated)
