"""Personal data at rest: sealed with AES-GCM, found again by keyed hashes.

A sealed value is `version (1 byte) | key id (4) | nonce (12) | ciphertext and tag`, bound to its table, column and row;
each column has a sub-key of its own, made by HKDF-SHA256 (RFC 5869) from the store's one key of 32 bytes.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION = b"\x01"
KEY_BYTES = 32
KEY_ID_BYTES = 4
NONCE_BYTES = 12
HEAD_BYTES = len(VERSION) + KEY_ID_BYTES


class Unreadable(Exception):
    """A sealed value that this key can't open, or that was moved or changed."""


def random_id() -> int:
    """A row's own id of 63 random bits: it fits a signed BIGINT and tells nothing."""
    return secrets.randbits(63)


class Vault:
    """Seals and opens with one key."""

    def __init__(self, key: bytes) -> None:
        """`key` is 32 random bytes."""
        if len(key) != KEY_BYTES:
            raise ValueError(f"a key has {KEY_BYTES} bytes")
        self._key = key
        self._id = self._derive("id", KEY_ID_BYTES)
        self._cipher = cache(self._new_cipher)
        self._hash_key = cache(lambda kind: self._derive(f"hash {kind}", KEY_BYTES))

    @property
    def key_id(self) -> str:
        """Names the key without telling anything of it."""
        return self._id.hex()

    def check_value(self) -> bytes:
        """What the store keeps to recognise its key."""
        return self.keyed_hash("check", "undersigned")

    def seal(self, table: str, column: str, row_id: int, text: str) -> bytes:
        """Encrypt a text for one place in the store."""
        return self.seal_bytes(table, column, row_id, text.encode())

    def seal_bytes(self, table: str, column: str, row_id: int, content: bytes) -> bytes:
        """Encrypt a piece of a file for one place in the store."""
        nonce = os.urandom(NONCE_BYTES)
        sealed = self._cipher(f"{table}.{column}").encrypt(nonce, content, row_id.to_bytes(8, "big"))
        return VERSION + self._id + nonce + sealed

    def seal_if(self, table: str, column: str, row_id: int, text: str) -> bytes | None:
        """Encrypt a text, or None where there is none: an empty text leaves no bytes."""
        return self.seal(table, column, row_id, text) if text else None

    def open(self, table: str, column: str, row_id: int, sealed: bytes | None) -> str:
        """Decrypt; an absent value is empty. Raises Unreadable."""
        if sealed is None:
            return ""
        try:
            return self.open_bytes(table, column, row_id, sealed).decode()
        except ValueError as fault:
            raise Unreadable(f"{table}.{column} was changed or moved") from fault

    def open_bytes(self, table: str, column: str, row_id: int, sealed: bytes) -> bytes:
        """Decrypt a piece of a file. Raises Unreadable."""
        if sealed[:HEAD_BYTES] != VERSION + self._id:
            raise Unreadable(f"{table}.{column} was sealed with another key")
        nonce, body = sealed[HEAD_BYTES : HEAD_BYTES + NONCE_BYTES], sealed[HEAD_BYTES + NONCE_BYTES :]
        try:
            return self._cipher(f"{table}.{column}").decrypt(nonce, body, row_id.to_bytes(8, "big"))
        except (InvalidTag, ValueError) as fault:
            raise Unreadable(f"{table}.{column} was changed or moved") from fault

    def keyed_hash(self, kind: str, *parts: str) -> bytes:
        """Equal for equal parts of one kind, and meaningless without the key; 16 bytes of keyed BLAKE2b (RFC 7693)."""
        joined = b"".join(len(part).to_bytes(4, "big") + part for part in map(str.encode, parts))
        return hashlib.blake2b(joined, digest_size=16, key=self._hash_key(kind)).digest()

    def _new_cipher(self, purpose: str) -> AESGCM:
        return AESGCM(self._derive(f"seal {purpose}", KEY_BYTES))

    def _derive(self, purpose: str, length: int) -> bytes:
        return HKDF(SHA256(), length, salt=None, info=f"undersigned {purpose}".encode()).derive(self._key)
