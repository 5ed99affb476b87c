"""The key: made once, for its owner alone, and never where a store already has one."""

from __future__ import annotations

import base64
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from storage.keys import KeyCheck, KeyPlace, KeyTrouble, make_key, read_key, vault_for
from storage.vault import KEY_BYTES, Vault

KEY = bytes(range(KEY_BYTES))


@pytest.fixture
def place(tmp_path: Path) -> KeyPlace:
    return KeyPlace(tmp_path / "keys" / "undersigned.key")


def check_of(vault: Vault) -> KeyCheck:
    return KeyCheck(vault.key_id, vault.check_value())


def test_a_new_store_gets_a_key_that_only_its_owner_reads(place: KeyPlace) -> None:
    before = os.umask(0)
    try:
        made = vault_for(place, None)
    finally:
        os.umask(before)
    assert stat.S_IMODE(place.file.stat().st_mode) == 0o600
    assert vault_for(place, check_of(made)).key_id == made.key_id


def test_a_key_that_is_there_is_taken_and_left_as_it_is(place: KeyPlace) -> None:
    made = make_key(place)
    before = place.file.read_bytes()
    assert vault_for(place, None).key_id == made.key_id
    assert place.file.read_bytes() == before


def test_a_key_is_never_written_over_another(place: KeyPlace) -> None:
    make_key(place)
    before = place.file.read_bytes()
    with pytest.raises(KeyTrouble):
        make_key(place)
    assert place.file.read_bytes() == before


def test_two_new_keys_differ(tmp_path: Path) -> None:
    assert make_key(KeyPlace(tmp_path / "a")).key_id != make_key(KeyPlace(tmp_path / "b")).key_id


def test_a_missing_key_makes_no_new_one(place: KeyPlace) -> None:
    with pytest.raises(KeyTrouble, match="there is no key in"):
        vault_for(place, check_of(Vault(KEY)))
    assert not place.file.parent.exists()


def test_another_stores_key_is_refused(place: KeyPlace) -> None:
    make_key(place)
    with pytest.raises(KeyTrouble, match="not the one of this store"):
        vault_for(place, check_of(Vault(KEY)))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (b"", "0 bytes"),
        (b"not base64!\n", "not base64"),
        (base64.b64encode(KEY[:16]), "16 bytes"),
        (base64.b64encode(KEY + KEY), "64 bytes"),
        ("schlüssel".encode(), "can't be read"),
        (b"\xff\xfe", "can't be read"),
    ],
)
@pytest.mark.parametrize("check", [None, check_of(Vault(KEY))], ids=["new store", "old store"])
def test_a_misshapen_key_is_refused_in_one_sentence(
    place: KeyPlace, text: bytes, fault: str, check: KeyCheck | None
) -> None:
    place.file.parent.mkdir()
    place.file.write_bytes(text)
    with pytest.raises(KeyTrouble, match=fault) as raised:
        vault_for(place, check)
    assert "\n" not in str(raised.value)
    assert place.file.read_bytes() == text


def test_a_folder_in_place_of_the_key_is_refused(place: KeyPlace) -> None:
    place.file.mkdir(parents=True)
    with pytest.raises(KeyTrouble, match="can't be read"):
        vault_for(place, None)


def test_a_key_that_can_not_be_written_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("a file in the way")
    with pytest.raises(KeyTrouble):
        vault_for(KeyPlace(tmp_path / "keys" / "undersigned.key"), None)


@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode])
def test_a_key_may_be_given_outright(place: KeyPlace, encode: Callable[[bytes], bytes]) -> None:
    key = b"\xfb\xef\xff" + KEY[3:]
    given = KeyPlace(place.file, encode(key).decode())
    assert vault_for(given, check_of(Vault(key))).key_id == Vault(key).key_id
    assert not place.file.parent.exists()


def test_a_key_that_was_given_is_never_shown(place: KeyPlace) -> None:
    given = KeyPlace(place.file, base64.b64encode(KEY).decode())
    wrong = KeyPlace(place.file, base64.b64encode(KEY).decode()[:-8])
    with pytest.raises(KeyTrouble) as raised:
        read_key(wrong)
    for said in (repr(given), str(given), str(raised.value), repr(Vault(KEY))):
        assert given.given[:12] not in said
