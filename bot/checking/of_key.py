"""The key: whether it is there, fits the store, and is kept where only its owner reads it."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

from bot.checking.findings import Finding, missing, note, ok, wrong
from storage.keys import KeyCheck, KeyPlace, KeyTrouble, read_key, vault_for
from storage.opening import StorePlace
from storage.vault import Vault


def of_key(place: StorePlace, check: KeyCheck | None) -> Iterator[Finding]:
    """What there is to say of the key, for a store that remembers this check."""
    try:
        vault = read_key(place.key)
    except KeyTrouble as trouble:
        yield wrong(str(trouble))
        return
    yield _of_fit(place.key, vault, check)
    if vault is not None and not place.key.given:
        yield _of_mode(place.key.file)
        yield from _of_place(place)


def fitting_vault(place: StorePlace, check: KeyCheck | None) -> Vault | None:
    """The store's vault, if its key is here; with a check, none is ever made."""
    try:
        return None if check is None else vault_for(place.key, check)
    except KeyTrouble:
        return None


def _of_fit(place: KeyPlace, vault: Vault | None, check: KeyCheck | None) -> Finding:
    if check is None:
        return note(f"There is no key in {place} yet; `undersigned run` makes it.") if vault is None else _unused(place)
    try:
        vault_for(place, check)
    except KeyTrouble as trouble:
        return missing(str(trouble)) if vault is None else wrong(str(trouble))
    return ok(f"The key in {place} is the store's, key {check.key_id}.")


def _unused(place: KeyPlace) -> Finding:
    return ok(f"There is a key in {place}, for a store that is still to be made.")


def _of_mode(file: Path) -> Finding:
    mode = stat.S_IMODE(file.stat().st_mode)
    if mode & 0o077:
        return wrong(f"{file} can be read or written by others (mode {mode:04o}); `chmod 600 {file}` keeps it yours.")
    return ok(f"{file} can be read by its owner alone (mode {mode:04o}).")


def _of_place(place: StorePlace) -> Iterator[Finding]:
    """Whoever copies the folder of the store must not have the key with it."""
    if place.file is None:
        return
    folder = place.file.absolute().parent.resolve()
    if not place.key.file.resolve().is_relative_to(folder):
        return
    verdict = wrong if folder.name == "data" else note
    yield verdict(f"{place.key} lies inside {folder}, so that a copy of the store takes the key along; move it out.")
