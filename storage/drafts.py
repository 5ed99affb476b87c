"""Petitions as their organizers have them: those of one organisation, and new ones, which nobody else knows of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.asked import Asked
from storage.connection import Connection, Prepared
from storage.drafting_texts import DraftingTexts
from storage.listing import IS_PUBLIC, MOST_LISTED, counted
from storage.petition_rows import hash_of, insert_petition, new_code
from storage.petitions import Petition, Petitions
from storage.searching import fold_words
from storage.slugs import numbered, slug_of
from storage.standing import State
from storage.tables.organisations import organisation
from storage.tables.petitions import petition, petition_text, petition_word

MOST_ALIKE = 20
"""So many slugs are tried by number."""
MOST_SIMILAR = 3
SAYS_SOMETHING = 4
"""A word of fewer letters says little of what is asked."""
MOST_WORDS_SOUGHT, MOST_OF_A_WORD = 6, 100
MOST_OWN_DRAFTS = 100

OWNER = Prepared(
    sa.select(organisation.c.zone, organisation.c.is_sample).where(organisation.c.id == bindparam("organisation_id"))
)
IN_ORDER = (State.DRAFT.value, State.OPEN.value)
"""What still has to be done comes first."""
_RANK = sa.case({state: rank for rank, state in enumerate(IN_ORDER)}, value=petition.c.state, else_=len(IN_ORDER))
_NEWEST = (
    sa.select(petition.c.id, petition.c.started_on, _RANK.label("rank"))
    .where(petition.c.organisation_id == bindparam("organisation_id"))
    .order_by(petition.c.started_on.desc(), petition.c.id.desc())
    .limit(MOST_LISTED)
    .subquery()
)
OF_ORGANISATION = Prepared(
    sa.select(_NEWEST.c.id)
    .order_by(_NEWEST.c.rank, _NEWEST.c.started_on.desc(), _NEWEST.c.id.desc())
    .limit(bindparam("most", type_=sa.Integer))
    .offset(bindparam("skip", type_=sa.Integer))
)
OWN_DRAFTS = Prepared(
    sa.select(petition.c.id, petition_text.c.title)
    .join(
        petition_text,
        sa.and_(petition_text.c.petition_id == petition.c.id, petition_text.c.version == petition.c.version),
    )
    .where(petition.c.organisation_id == bindparam("organisation_id"), ~IS_PUBLIC)
    .order_by(petition.c.id.desc())
    .limit(MOST_OWN_DRAFTS)
)


class Drafts(DraftingTexts):
    """What organizers begin, and what is written of it."""

    def __init__(self, connection: Connection, petitions: Petitions, asked: Asked) -> None:
        """Speaks over the turn's connection."""
        super().__init__(connection, asked)
        self._petitions = petitions

    def begin(self, organisation_id: int, title: str, locale: str, now: datetime) -> int:
        """A new draft with nothing but its title; its id."""
        owner = self._connection.first(OWNER, organisation_id=organisation_id)
        assert owner is not None, "whoever begins a petition was let in by its organisation"
        values = {
            "organisation_id": organisation_id,
            "state": State.DRAFT.value,
            "started_on": now.astimezone(ZoneInfo(owner.zone)).date(),
            "at_risk": False,
            "video": "",
            "co_signers": [],
            "ladder": None,
            "version": 1,
            "is_sample": owner.is_sample,
        }
        petition_id = self._insert(slug_of(title, "petition"), values)
        text = {"title": title, "ask": "", "summary": "", "story": ""}
        row = {
            "petition_id": petition_id,
            "version": 1,
            "locale": locale,
            **text,
            "hash": hash_of(**text),
            "is_of_chat": True,
        }
        self._connection.run(sa.insert(petition_text).values(row))
        return petition_id

    def _insert(self, slug: str, values: dict[str, object]) -> int:
        """Under a slug that none has: numbered where a few are called alike, else told apart by its code."""
        code = new_code()
        slugs = (*(numbered(slug, number) for number in range(1, MOST_ALIKE + 1)), f"{slug}-{code.lower()}")
        for each in slugs:
            found = insert_petition({**values, "slug": each}, "", self._connection)
            if found is not None:
                return found
        raise RuntimeError("a slug that ends with random letters is taken")

    def of_organisation(
        self, organisation_id: int, language: str, now: datetime, most: int, skip: int = 0
    ) -> tuple[list[Petition], int]:
        """One page of its petitions, drafts first and then those that can be signed; and how many there are."""
        rows = self._connection.all(OF_ORGANISATION, organisation_id=organisation_id, most=most, skip=skip)
        its_own = sa.select(petition.c.id).where(petition.c.organisation_id == organisation_id)
        found = self._petitions.those([row.id for row in rows], language, now)
        return found, counted(self._connection, its_own, MOST_LISTED)

    def similar(self, organisation_id: int, title: str, language: str, now: datetime) -> list[Petition]:
        """A few petitions whose words are largely those of a title: public ones, and drafts of the same people."""
        words = sorted((word for word in fold_words(title) if len(word) >= SAYS_SOMETHING), key=len, reverse=True)
        sought = words[:MOST_WORDS_SOUGHT]
        if not sought:
            return []
        least = len(sought) // 2 + 1
        ids = [*self._alike_drafts(organisation_id, set(sought), least), *self._alike_public(sought, least)]
        return self._petitions.those(list(dict.fromkeys(ids))[:MOST_SIMILAR], language, now)

    def _alike_drafts(self, organisation_id: int, sought: set[str], least: int) -> list[int]:
        rows = self._connection.all(OWN_DRAFTS, organisation_id=organisation_id)
        return [row.id for row in rows if len(sought & fold_words(row.title)) >= least]

    def _alike_public(self, sought: Sequence[str], least: int) -> list[int]:
        """Those with most of the words; of a word that very many have, some are looked at."""
        having = [
            sa.select(
                sa.select(petition_word.c.petition_id)
                .where(petition_word.c.word == word)
                .order_by(petition_word.c.petition_id.desc())
                .limit(MOST_OF_A_WORD)
                .subquery()
            )
            for word in sought
        ]
        each = sa.union_all(*having).subquery()
        how_many = sa.func.count()
        found = (
            sa.select(each.c.petition_id)
            .join(petition, petition.c.id == each.c.petition_id)
            .where(IS_PUBLIC)
            .group_by(each.c.petition_id)
            .having(how_many >= least)
            .order_by(how_many.desc(), each.c.petition_id.desc())
            .limit(MOST_SIMILAR)
        )
        return [row.petition_id for row in self._connection.all(found)]
