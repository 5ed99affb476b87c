"""What waits for the moderators of one organisation, one thing after the other, the longest waiting first."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.comments import Comment, CommentState, comment_of
from storage.connection import Connection, Prepared, Row
from storage.decisions import Thing
from storage.piles import FIRST, HOW_MANY, PETITIONS, SOURCES, UP_TO, Chosen, Pile
from storage.reviews import HeldItem
from storage.showing import HELD_BY_REPORTS, UNREAD, ReasonState, SignatureState, holds_signature, opened
from storage.tables.moderating import report
from storage.tables.petitions import petition
from storage.tables.signing import signature
from storage.tables.stories import comment, story
from storage.vault import Vault
from storage.voices import Cause, Said, Voices

MOST_COUNTED = 1_000
"""So many of a pile are counted; of more it is said that there are more."""


def mark_of(vault: Vault, held: HeldItem | Comment) -> str:
    """Six letters that change with what the writer typed, so that what is decided on is what was read."""
    return vault.keyed_hash("review", *words_of(held))[:3].hex()


def words_of(held: HeldItem | Comment) -> tuple[str, ...]:
    """Everything that the writer typed."""
    if isinstance(held, Comment):
        return held.author, held.text
    showing = held.signature.showing
    return showing.visibility.value, showing.name, showing.place, showing.reason


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to decide, or that was decided: then its `pile` is None. `place` orders it in its pile."""

    id: int
    thing: Thing
    pile: Pile | None
    organisation_id: int
    petition_id: int | None
    story_id: int | None
    held: HeldItem | Comment
    held_for: str
    reports: tuple[Cause, ...]
    place: tuple[Any, int]
    writer_id: int | None = field(repr=False)

    @property
    def is_shown(self) -> bool:
        """Whether others see it until somebody decides."""
        return self.pile in (Pile.SHOWN_REASONS, Pile.SHOWN_COMMENTS)


SIGNATURE = Prepared(
    sa.select(signature, petition.c.organisation_id)
    .join(petition, petition.c.id == signature.c.petition_id)
    .where(signature.c.id == bindparam("item_id", type_=sa.BigInteger))
)
COMMENT = Prepared(
    sa.select(comment, story.c.organisation_id, story.c.petition_id)
    .join(story, story.c.id == comment.c.story_id)
    .where(comment.c.id == bindparam("item_id", type_=sa.BigInteger))
)
FIRST_REPORT = Prepared(
    sa.select(report.c.reported_at, report.c.id)
    .where(report.c.kind == bindparam("kind"), report.c.subject_id == bindparam("item_id", type_=sa.BigInteger))
    .where(~report.c.is_settled)
    .order_by(report.c.reported_at, report.c.id)
    .limit(1)
)


class Queues:
    """What waits, organisation by organisation."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Speaks over the turn's connection; words go through the vault."""
        self._connection = connection
        self._vault = vault
        self._voices = Voices(connection)

    def find(self, item_id: int) -> Item | None:
        """A signature, its reason or a comment, whether it waits or was decided; None where there is none."""
        row = self._connection.first(SIGNATURE, item_id=item_id)
        if row is not None:
            return self._signed(row)
        row = self._connection.first(COMMENT, item_id=item_id)
        return None if row is None else self._written(row)

    def first(self, chosen: Chosen, me: int, now: datetime, after: Item | None = None) -> Item | None:
        """What this moderator is to look at next: after that item, else from the beginning; None where nothing is."""
        piles = chosen.pile.piles
        if after is not None and after.pile in piles:
            begins = piles.index(after.pile)
            found = self._first_of(chosen, piles[begins], me, now, after.place)
            piles = (*piles[begins + 1 :], *piles[: begins + 1])
            if found is not None:
                return found
        for pile in piles:
            found = self._first_of(chosen, pile, me, now, (SOURCES[pile].first, -1))
            if found is not None:
                return found
        return None

    def _first_of(self, chosen: Chosen, pile: Pile, me: int, now: datetime, place: tuple[Any, int]) -> Item | None:
        asked = {"organisation_id": chosen.organisation_id, "petition_id": chosen.petition_id, "me": me, "now": now}
        row = self._connection.first(FIRST[pile], **asked, after_since=place[0], after_id=place[1])
        return None if row is None else self.find(row.id)

    def how_many(self, chosen: Chosen) -> dict[Pile, int]:
        """How many there are of each pile; one more than MOST_COUNTED stands for any number above that."""
        asked = {"organisation_id": chosen.organisation_id, "petition_id": chosen.petition_id}
        return {pile: self._count(HOW_MANY[pile], asked) for pile in chosen.pile.piles}

    def number_of(self, chosen: Chosen, item: Item) -> int:
        """Which one of its pile it is, counted from 1 as far as that goes."""
        assert item.pile is not None, "only what waits has a place"
        asked = {"organisation_id": chosen.organisation_id, "petition_id": chosen.petition_id}
        since, key = item.place
        return self._count(UP_TO[item.pile], asked | {"until_since": since, "until_id": key})

    def _count(self, statement: Prepared, asked: dict[str, Any]) -> int:
        row = self._connection.first(statement, **asked, most=MOST_COUNTED + 1)
        return int(row.n) if row else 0

    def petitions(self, organisation_id: int, most: int) -> list[int]:
        """Petitions under which signatures or reasons are held, the newest first."""
        rows = self._connection.all(PETITIONS, organisation_id=organisation_id, most=most)
        return [row.id for row in rows]

    def _signed(self, row: Row) -> Item:
        given = opened(row, self._vault)
        causes = tuple(self._voices.causes(Said.REASON, given.id))
        pile = _pile_of(given.state, given.reason_state, is_reported=bool(causes))
        held_for = holds_signature(row.put_by) if given.is_held else given.showing.held_for or HELD_BY_REPORTS
        item = HeldItem(given, given.is_held, held_for, causes)
        is_signature = given.state in (SignatureState.HELD, SignatureState.INVALIDATED)
        return Item(
            id=given.id,
            thing=Thing.SIGNATURE if is_signature else Thing.REASON,
            pile=pile,
            organisation_id=row.organisation_id,
            petition_id=given.petition_id,
            story_id=None,
            held=item,
            held_for=held_for,
            reports=causes,
            place=self._place(pile, given.id, given.signed_at),
            writer_id=row.supporter_id,
        )

    def _written(self, row: Row) -> Item:
        written = comment_of(row, self._vault)
        causes = tuple(self._voices.causes(Said.COMMENT, written.id))
        pile = Pile.COMMENTS if written.state is CommentState.HELD else None
        if written.state is CommentState.PUBLISHED and causes:
            pile = Pile.SHOWN_COMMENTS
        return Item(
            id=written.id,
            thing=Thing.COMMENT,
            pile=pile,
            organisation_id=row.organisation_id,
            petition_id=row.petition_id,
            story_id=written.story_id,
            held=written,
            held_for=HELD_BY_REPORTS if causes else UNREAD,
            reports=causes,
            place=self._place(pile, written.id, written.posted_on),
            writer_id=row.supporter_id,
        )

    def _place(self, pile: Pile | None, item_id: int, since: Any) -> tuple[Any, int]:
        """Of what is shown, by its first report."""
        if pile not in (Pile.SHOWN_REASONS, Pile.SHOWN_COMMENTS):
            return since, item_id
        row = self._connection.first(FIRST_REPORT, kind=pile.thing.value, item_id=item_id)
        assert row is not None, "what is reported has a report"
        return row.reported_at, row.id


def _pile_of(state: SignatureState, reason: ReasonState, *, is_reported: bool) -> Pile | None:
    if state is SignatureState.HELD:
        return Pile.SIGNATURES
    if state is SignatureState.INVALIDATED:
        return None
    if reason is ReasonState.HELD:
        return Pile.REASONS
    return Pile.SHOWN_REASONS if reason is ReasonState.PUBLISHED and is_reported else None
