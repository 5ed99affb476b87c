"""What the design promises, looked at from outside: the reply as it is, and every row of the store."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import sqlalchemy as sa

from handlers.fields import JOINERS
from handlers.screens import MadeFile, Notice, Reply, Screen
from storage.nouns import Nouns
from storage.private_tables import account, comment, conversation, me_too, signature
from storage.tables import metadata, petition, tally
from tests.fuzz.words import DRAFT_SLUG
from tests.seen import seen

MARK = re.compile(r"Zq([a-d])[a-z]*", re.IGNORECASE)
FAILED = ("Something failed on my side", "I can't save anything just now")
FROM_ELSEWHERE = ("imported", "paper", "corrected")


def check_reply(nouns: Nouns, *, reply: Reply, reader: str, room: int) -> None:
    """Nothing failed, no draft, nothing of others that they do not show, and no more than fits."""
    shown = seen(reply)
    text = shown.text + "\n" + "\n".join(shown.labels) + _in_files(reply)
    assert not text.startswith(FAILED), text[:500]
    assert DRAFT_SLUG not in text, f"a draft is seen: {text[:1000]}"
    foreign = {mark.group().casefold() for mark in MARK.finditer(text) if mark.group(1).casefold() != reader}
    if foreign:
        allowed = public_text(nouns).casefold()
        hidden = [mark for mark in foreign if mark not in allowed]
        assert not hidden, f"{hidden} seen by {reader or 'the group'}: {text[:2000]}"
    length = len(shown.text.encode("utf-16-le", "surrogatepass")) // 2
    assert isinstance(reply, Notice) or length <= room, f"{length} of {room}: {text[:1000]}"


def _in_files(reply: Reply) -> str:
    if not isinstance(reply, Screen):
        return ""
    made = [file for file in reply.attachments if isinstance(file, MadeFile)]
    return "".join("\n" + file.content.decode(errors="replace") for file in made)


def public_text(nouns: Nouns) -> str:
    """Everything that others may read of people."""
    parts = [""]
    for row in nouns.connection.all(sa.select(signature).where(signature.c.visibility != "counted")):
        is_counted = row.state in {"counted", "imported"}
        has_reason = row.visibility == "reason" and row.reason_state == "published"
        parts += [_opened(nouns, row, "signature", name) for name in ("name", "place") if is_counted]
        parts += [_opened(nouns, row, "signature", "reason")] if is_counted and has_reason else []
    for row in nouns.connection.all(sa.select(comment).where(comment.c.state == "published")):
        parts += [_opened(nouns, row, "comment", name) for name in ("author", "text")]
    return "\n".join(parts)


def _opened(nouns: Nouns, row: Any, table: str, column: str) -> str:
    return nouns.vault.open(table, column, row.id, getattr(row, column))


def check_store(nouns: Nouns) -> None:
    """Counts, numbers, what is kept of whom, and that it can be read."""
    for row in nouns.connection.all(sa.select(petition)):
        _check_petition(nouns, row)
    for row in nouns.connection.all(sa.select(signature)):
        _check_signature(nouns, row)
    said = sa.select(signature.c.id, signature.c.me_too, sa.func.count(me_too.c.supporter_id).label("n"))
    joined = said.outerjoin(me_too, me_too.c.signature_id == signature.c.id).where(signature.c.state != "imported")
    for row in nouns.connection.all(joined.group_by(signature.c.id, signature.c.me_too)):
        assert row.me_too == row.n, f"signature {row.id}: {row.me_too} me too, {row.n} rows"
    for row in nouns.connection.all(sa.select(comment).where(comment.c.supporter_id.is_not(None))):
        for name in ("author", "text"):
            _check_readable(_opened(nouns, row, "comment", name))


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
    assert row.visibility != "initials" or not MARK.search(name), "initials, and the name is kept"
    assert (row.state == "counted") <= (row.number is not None), "counted without a number"
    assert row.state != "held" or row.number is None, "held with a number"
    if row.state != "imported":
        for text in (name, place, reason):
            _check_readable(text)


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
            theirs = [mark.group() for mark in MARK.finditer(text) if mark.group(1).casefold() == person]
            assert not theirs, f"left in {table.name}: {theirs}"
            assert table is not account or text.split("\n")[0] != person, "an account is left"
