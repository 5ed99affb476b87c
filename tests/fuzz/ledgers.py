"""What the design promises of every row of the store, held against itself and against the diary."""

from __future__ import annotations

import unicodedata
from typing import Any

import sqlalchemy as sa

from storage.nouns import Nouns
from storage.tables.chats import conversation
from storage.tables.metadata import metadata
from storage.tables.people import account
from storage.tables.petitions import petition, tally
from storage.tables.signing import me_too, signature
from storage.tables.stories import comment
from tests.fuzz.chosen import INITIALS, Chosen, Known
from tests.fuzz.diary import Diary
from tests.fuzz.words import JOINERS, PEOPLE, marks_in, squeezed

FROM_ELSEWHERE = ("imported", "paper", "corrected")
STATES = {"counted": "counted", "held": "held", "rejected": "invalidated"}


def petitions_as_planted(nouns: Nouns) -> dict[int, Known]:
    """The petitions before anybody came."""
    rows = nouns.connection.all(sa.select(petition))
    return {row.id: Known(row.id, row.count, row.closes_at, row.state == "open", row.at_risk) for row in rows}


def check_counts(nouns: Nouns, *, diary: Diary) -> None:
    """Every count is what people did to it."""
    for row in nouns.connection.all(sa.select(petition.c.id, petition.c.count)):
        expected = diary.petitions[row.id].count
        assert row.count == expected, f"petition {row.id}: count {row.count}, by what people did {expected}"


def check_store(nouns: Nouns, *, diary: Diary) -> None:
    """Counts, numbers, what is kept of whom, and that it can be read."""
    check_numbers(nouns)
    _check_me_too(nouns)
    for person in PEOPLE:
        supporter_id = supporter_of(nouns, person=person)
        _check_signatures_of(nouns, diary, person, supporter_id)
        _check_comments_of(nouns, diary, person, supporter_id)


def check_numbers(nouns: Nouns) -> None:
    """Every count is the sum of its ledger, and every signature can be read and has a number of its own."""
    for row in nouns.connection.all(sa.select(petition)):
        _check_petition(nouns, row)
    for row in nouns.connection.all(sa.select(signature)):
        _check_signature(nouns, row)


def _opened(nouns: Nouns, row: Any, table: str, column: str) -> str:
    return nouns.vault.open(table, column, row.id, getattr(row, column))


def _check_petition(nouns: Nouns, row: Any) -> None:
    entries = nouns.connection.all(sa.select(tally).where(tally.c.petition_id == row.id))
    ledger = sum(entry.amount for entry in entries)
    assert row.count == ledger, f"petition {row.id}: count {row.count}, ledger {ledger}"
    elsewhere = sum(entry.amount for entry in entries if entry.kind in FROM_ELSEWHERE)
    found = nouns.connection.all(sa.select(signature).where(signature.c.petition_id == row.id))
    counted = sum(one.state == "counted" for one in found)
    assert row.count == counted + elsewhere, f"petition {row.id}: count {row.count}, {counted} + {elsewhere}"
    numbers = [one.number for one in found if one.number is not None]
    assert len(numbers) == len(set(numbers)), f"petition {row.id}: {sorted(numbers)}"
    assert max(numbers, default=0) <= row.last_number
    assert row.state != "draft" or not found, "a draft was signed"


def _check_signature(nouns: Nouns, row: Any) -> None:
    name, place, reason = (_opened(nouns, row, "signature", column) for column in ("name", "place", "reason"))
    assert row.visibility != "counted" or not (name or place or reason), "counted only, and more is kept"
    assert row.visibility in {"reason", "counted"} or not reason, "a reason is kept that is not shown"
    assert row.visibility != INITIALS or not marks_in(name), "initials, and the name is kept"
    assert (row.state == "counted") <= (row.number is not None), "counted without a number"
    assert row.state != "held" or row.number is None, "held with a number"
    if row.state != "imported":
        for text in (name, place, reason):
            _check_readable(text)


def _check_me_too(nouns: Nouns) -> None:
    said = sa.select(signature.c.id, signature.c.me_too, sa.func.count(me_too.c.supporter_id).label("n"))
    joined = said.outerjoin(me_too, me_too.c.signature_id == signature.c.id).where(signature.c.state != "imported")
    for row in nouns.connection.all(joined.group_by(signature.c.id, signature.c.me_too)):
        assert row.me_too == row.n, f"signature {row.id}: {row.me_too} me too, {row.n} rows"


def _check_signatures_of(nouns: Nouns, diary: Diary, person: str, supporter_id: int | None) -> None:
    """What is kept of somebody's signatures is what they chose last, and nothing besides."""
    kept = nouns.connection.all(sa.select(signature).where(signature.c.supporter_id == supporter_id))
    rows = {row.petition_id: row for row in kept if supporter_id is not None}
    chosen = {under: each for (who, under), each in diary.signed.items() if who == person}
    assert rows.keys() == chosen.keys(), f"{person} signed {sorted(chosen)}, and {sorted(rows)} is kept"
    for petition_id, each in chosen.items():
        _check_as_chosen(nouns, rows[petition_id], each)


def _check_as_chosen(nouns: Nouns, row: Any, chosen: Chosen) -> None:
    name, place, reason = (squeezed(_opened(nouns, row, "signature", each)) for each in ("name", "place", "reason"))
    assert (row.visibility, row.state) == (chosen.show, STATES[chosen.state]), f"{chosen}, kept as {row.visibility}"
    assert (place, reason) == (chosen.place, chosen.reason), f"{chosen}, kept as {place!r}, {reason!r}"
    assert chosen.show == INITIALS or name == chosen.name, f"{chosen}, kept as {name!r}"
    is_seen = row.reason_state == "published" and bool(marks_in(reason))
    assert not is_seen or chosen.is_reason_read, f"{chosen}, published unread"


def _check_comments_of(nouns: Nouns, diary: Diary, person: str, supporter_id: int | None) -> None:
    written = [each for each in diary.comments if each.person == person]
    rows = nouns.connection.all(sa.select(comment).where(comment.c.supporter_id == supporter_id))
    for row in rows if supporter_id is not None else ():
        author, text = (_opened(nouns, row, "comment", name) for name in ("author", "text"))
        _check_readable(author)
        _check_readable(text)
        same = [each for each in written if each.is_same(author, text)]
        assert same, f"kept, and not written or deleted: {author!r}: {text!r}"
        assert row.state != "published" or same[0].is_published, f"published unread: {text!r}"


def _check_readable(text: str) -> None:
    odd = [c for c in text if unicodedata.category(c) in {"Cc", "Cs", "Co", "Cn", "Zl", "Zp", "Cf"}]
    assert not set(odd) - JOINERS - {"\n"}, f"was stored: {text!r}"
    assert len(text) <= 5000


def supporter_of(nouns: Nouns, *, person: str) -> int | None:
    """The id of somebody the store remembers."""
    found = nouns.supporters.find("recording", person)
    return found.id if found else None


def check_erased(nouns: Nouns, *, person: str, supporter_id: int | None) -> None:
    """No row refers to them, and no sealed value opens to a word of theirs."""
    assert supporter_of(nouns, person=person) is None, "still remembered"
    assert not nouns.conversations.has_any(f"recording:{person}"), "a form is left"
    for table in metadata.sorted_tables:
        if "supporter_id" in table.c:
            rows = nouns.connection.all(sa.select(table).where(table.c.supporter_id == supporter_id))
            assert supporter_id is None or not rows, f"left in {table.name}: {rows}"
    sealed = {signature: ("name", "place", "reason"), comment: ("author", "text"), account: ("user_id", "address")}
    sealed[conversation] = ("body",)
    for table, columns in sealed.items():
        for row in nouns.connection.all(sa.select(table)):
            text = "\n".join(_opened(nouns, row, table.name, column) for column in columns)
            assert person not in marks_in(text).values(), f"left in {table.name}: {text}"
            assert table is not account or text.split("\n")[0] != person, "an account is left"
