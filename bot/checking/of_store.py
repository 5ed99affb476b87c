"""The store: whether it can be reached, at which revision, held by whom, and whether its counts are right."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bot.checking.findings import Finding, note, ok, wrong
from bot.samples import TAKEN_OUT, samples_in
from storage.keys import KeyCheck
from storage.ledger import Mismatch
from storage.looking import Look, holder_of
from storage.migrations import REVISION
from storage.nouns import Nouns
from storage.vault import Vault

PETITIONS_A_PAGE = 500
MOST_MISMATCHES_SAID = 20
LITTLE_SPACE = 100_000_000
SOME_SPACE = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Standing:
    """What a store says of itself."""

    revision: str | None
    check: KeyCheck | None


def of_standing(address: str, standing: Standing | None) -> Iterator[Finding]:
    """Whether there is a store, and at which revision."""
    if standing is None:
        yield note(f"There is no store at {address} yet; `undersigned run` makes it.")
        return
    yield ok(f"The store at {address} can be reached.")
    yield _of_revision(standing.revision)


def _of_revision(revision: str | None) -> Finding:
    if revision == REVISION:
        return ok(f"It is at revision {revision}, which is this version's.")
    if revision is None:
        return note(f"It is empty; `undersigned run` brings it to revision {REVISION}.")
    if revision > REVISION:
        return wrong(f"It is at revision {revision}, newer than this version's {REVISION}; update the program.")
    return note(f"It is at revision {revision}; `undersigned migrate` or the next start brings it to {REVISION}.")


def of_file(file: Path) -> Iterator[Finding]:
    """Who holds the file, and how much room is left for it."""
    holder = holder_of(file)
    if holder is None:
        yield note("No process has the store open now.")
    else:
        yield ok(f"A running process has the store open (process {holder}).")
    yield _of_space(file)


def _of_space(file: Path) -> Finding:
    folder = next(parent for parent in file.absolute().parents if parent.exists())
    free = shutil.disk_usage(folder).free
    sentence = f"{free // 1_000_000:,} MB are free on the disk of the store"
    if free < LITTLE_SPACE:
        return wrong(f"{sentence}; signatures can't be kept without room, so make some.")
    return note(f"{sentence}, which is little.") if free < SOME_SPACE else ok(f"{sentence}.")


async def of_contents(look: Look, vault: Vault) -> list[Finding]:
    """The recount of the ledger, what is held, and the samples."""
    found = [*await _of_ledger(look, vault)]
    found.append(await look.read(vault, _of_held))
    found.append(await look.read(vault, _of_samples))
    return found


async def _of_ledger(look: Look, vault: Vault) -> list[Finding]:
    mismatches: list[Mismatch] = []
    last: int | None = 0
    while last is not None:
        page, last = await look.read(vault, partial(_recounted, last))
        mismatches += page
    if not mismatches:
        return [ok("Every petition's count is the sum of its ledger.")]
    rest = len(mismatches) - MOST_MISMATCHES_SAID
    return [*map(_of_mismatch, mismatches[:MOST_MISMATCHES_SAID]), *([_more(rest)] if rest > 0 else [])]


def _recounted(after_id: int, nouns: Nouns) -> tuple[list[Mismatch], int | None]:
    return nouns.ledger.mismatches(after_id, PETITIONS_A_PAGE)


def _of_mismatch(found: Mismatch) -> Finding:
    return wrong(f"Petition {found.petition_id} counts {found.count:,}, and its ledger adds up to {found.ledger:,}.")


def _more(rest: int) -> Finding:
    return wrong(f"So it is with {rest:,} more petitions.")


def _of_held(nouns: Nouns) -> Finding:
    signatures, reasons = nouns.reviews.how_many()
    comments = nouns.comments.how_many_wait()
    if not signatures + reasons + comments:
        return ok("Nothing is held for review.")
    return note(
        f"Held for review: signatures {signatures:,}, reasons {reasons:,}, comments {comments:,};"
        " `undersigned review list` shows them."
    )


def _of_samples(nouns: Nouns) -> Finding:
    match samples_in(nouns):
        case "":
            return note("The sample campaigns were never loaded here.")
        case mark if mark == TAKEN_OUT:
            return note("The sample campaigns were taken out; `undersigned load --samples` brings them back.")
        case _:
            return note("The sample campaigns are loaded; `undersigned load --remove-samples` takes them out.")
