"""Where the key comes from, and that it is the store's own: nothing is written before that is known."""

from __future__ import annotations

import base64
import binascii
import hmac
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from storage.vault import KEY_BYTES, Vault


class KeyTrouble(Exception):
    """The key is missing, unreadable or another store's; the message is one sentence for the operator."""


@dataclass(frozen=True, slots=True)
class KeyPlace:
    """Where an operator keeps the key: in a file, or given outright as base64."""

    file: Path
    given: str = field(default="", repr=False)

    def __str__(self) -> str:
        return "UNDERSIGNED_KEY" if self.given else str(self.file)


@dataclass(frozen=True, slots=True)
class KeyCheck:
    """What a store remembers of its key."""

    key_id: str
    value: bytes


def read_key(place: KeyPlace) -> Vault | None:
    """The vault of the key that is there, or None where there is no key yet."""
    if place.given:
        return Vault(_decoded(place.given, place))
    try:
        text = place.file.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as fault:
        raise KeyTrouble(f"The key in {place} can't be read: {type(fault).__name__}.") from fault
    return Vault(_decoded(text, place))


def _decoded(text: str, place: KeyPlace) -> bytes:
    padded = text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4)
    try:
        key = base64.b64decode(padded.translate(str.maketrans("-_", "+/")), validate=True)
    except (binascii.Error, ValueError) as fault:
        raise KeyTrouble(f"The key in {place} is not base64.") from fault
    if len(key) != KEY_BYTES:
        raise KeyTrouble(f"The key in {place} has {len(key)} bytes; it must have {KEY_BYTES}.")
    return key


def vault_for(place: KeyPlace, check: KeyCheck | None) -> Vault:
    """The store's vault; a new key is made only for a store that has never had one. Raises KeyTrouble."""
    return fitting_key(place, check) or make_key(place)


def fitting_key(place: KeyPlace, check: KeyCheck | None) -> Vault | None:
    """The vault of the key that is there, or None where one may be made. Raises KeyTrouble."""
    vault = read_key(place)
    if check is None:
        return vault
    if vault is None:
        raise KeyTrouble(
            f"This store is encrypted with key {check.key_id}, and there is no key in {place}."
            " Put the key back; without it nothing of the store can be read. Nothing was changed."
        )
    if not hmac.compare_digest(vault.check_value(), check.value):
        raise KeyTrouble(
            f"The key in {place} is not the one of this store, which is key {check.key_id}. Nothing was changed."
        )
    return vault


def make_key(place: KeyPlace) -> Vault:
    """Write a new key, readable by its owner alone; never over one that is there. Raises KeyTrouble."""
    key = secrets.token_bytes(KEY_BYTES)
    try:
        place.file.parent.mkdir(parents=True, exist_ok=True)
        _write_key(place.file, base64.b64encode(key).decode() + "\n")
    except OSError as fault:
        raise KeyTrouble(f"A new key can't be written to {place}: {fault.strerror}.") from fault
    return Vault(key)


def _write_key(path: Path, text: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
