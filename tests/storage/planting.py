"""Petitions planted straight into the tables, and people who sign them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

from storage.erasing import erase_person
from storage.hearing import BROADCAST
from storage.nouns import Nouns
from storage.petitions import Petition
from storage.showing import Showing, Signature, SignatureState
from storage.signatures import Signed
from storage.standing import State
from storage.store import Store, Work
from storage.supporters import Supporter
from storage.tables.news import alert
from storage.tables.organisations import organisation
from storage.tables.petitions import milestone, petition, petition_text, petition_topic, petition_word, tally
from storage.tables.signing import signature

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
COUNTED_ONLY = Showing()


def plant_organisation(nouns: Nouns, slug: str = "leeds", *, locale: str = "en", name: str = "") -> int:
    """An organisation's id; it is planted once."""
    found = nouns.connection.first(sa.select(organisation.c.id).where(organisation.c.slug == slug))
    if found is not None:
        return int(found.id)
    values = {"slug": slug, "name": name or slug, "locale": locale, "zone": "Europe/London", "links": []}
    planted = sa.insert(organisation).values(**values, is_sample=False).returning(organisation.c.id)
    return int(_first(nouns, planted).id)


def plant_petition(
    nouns: Nouns,
    slug: str,
    *,
    organisation_id: int | None = None,
    locales: Iterable[str] = ("en",),
    topics: Iterable[str] = (),
    words: Iterable[str] = (),
    title: str = "",
    **columns: Any,
) -> int:
    """A petition's id; `columns` change what is usual."""
    usual = {
        "organisation_id": organisation_id or plant_organisation(nouns),
        "slug": slug,
        "code": slug.upper(),
        "state": State.OPEN.value,
        "started_on": date(2026, 3, 1),
        "at_risk": False,
        "video": "",
        "co_signers": [],
        "version": 1,
        "is_sample": False,
    }
    planted = sa.insert(petition).values(usual | columns).returning(petition.c.id)
    petition_id = int(_first(nouns, planted).id)
    texts = [_text(petition_id, locale, slug, title) for locale in locales]
    nouns.connection.many(sa.insert(petition_text), texts)
    nouns.connection.many(sa.insert(petition_topic), [{"petition_id": petition_id, "topic": topic} for topic in topics])
    nouns.connection.many(sa.insert(petition_word), [{"petition_id": petition_id, "word": word} for word in words])
    return petition_id


def _first(nouns: Nouns, statement: Any) -> Any:
    row = nouns.connection.first(statement)
    assert row is not None
    return row


def _text(petition_id: int, locale: str, slug: str, title: str) -> dict[str, Any]:
    return {
        "petition_id": petition_id,
        "version": 1,
        "locale": locale,
        "title": title or f"{slug} in {locale}",
        "ask": "Keep it.",
        "summary": "",
        "story": f"The story of {slug}.",
        "hash": "",
    }


async def planted(store: Store, slug: str = "park", **columns: Any) -> Petition:
    """A petition as a reader finds it."""
    petition_id = await store.turn(lambda nouns: plant_petition(nouns, slug, **columns))
    return await read(store, petition_id)


async def read(store: Store, petition_id: int) -> Petition:
    """A petition as it stands now."""
    found = await store.read(lambda nouns: nouns.petitions.find(petition_id, "en", NOW))
    assert found is not None
    return found


def remembered(nouns: Nouns, platform: str, user_id: str, address: str, now: datetime) -> Supporter:
    """The supporter behind an identity, made if there is none."""
    found = nouns.supporters.find(platform, user_id)
    return found or nouns.supporters.add(platform, user_id, address, now)


def signing(
    found: Petition, person: str, showing: Showing = COUNTED_ONLY, *, is_held: bool = False
) -> Work[Signed | None]:
    """The turn in which a person signs."""

    def sign(nouns: Nouns) -> Signed | None:
        supporter = remembered(nouns, "terminal", person, f"chat of {person}", NOW)
        return nouns.signatures.add(found, supporter.id, showing, NOW, is_held=is_held)

    return sign


async def sign(
    store: Store, found: Petition, person: str, showing: Showing = COUNTED_ONLY, *, is_held: bool = False
) -> Signature:
    """A person signs who has not signed yet."""
    signed = await store.turn(signing(found, person, showing, is_held=is_held))
    assert signed is not None
    return signed.signature


async def signature_of(store: Store, found: Petition, person: str) -> Signature | None:
    """A person's signature as it stands now."""

    def look(nouns: Nouns) -> Signature | None:
        supporter = nouns.supporters.find("terminal", person)
        return None if supporter is None else nouns.signatures.of(found.id, supporter.id)

    return await store.read(look)


async def withdraw(store: Store, given: Signature) -> None:
    """A person takes their signature back."""
    await store.turn(lambda nouns: nouns.signatures.withdraw(given, NOW))


async def erase(store: Store, person: str) -> None:
    """Everything of a person goes, as the handlers have it."""

    def forget(nouns: Nouns) -> None:
        supporter = nouns.supporters.find("terminal", person)
        if supporter is not None:
            erase_person(nouns, supporter.id, NOW)

    await store.turn(forget)


async def approve(store: Store, given: Signature) -> int | None:
    """A reviewer approves what is held; the signature's number."""

    def decide(nouns: Nouns) -> int | None:
        item = nouns.reviews.find(given.id)
        return None if item is None else nouns.reviews.approve(item, NOW)

    return await store.turn(decide)


async def reject(store: Store, given: Signature) -> None:
    """A reviewer rejects what is held."""

    def decide(nouns: Nouns) -> None:
        item = nouns.reviews.find(given.id)
        if item is not None:
            nouns.reviews.reject(item, NOW)

    await store.turn(decide)


async def end(store: Store, found: Petition) -> None:
    """A petition closes."""
    await store.turn(
        lambda nouns: nouns.connection.run(
            sa.update(petition).where(petition.c.id == found.id).values(state=State.CLOSED.value)
        )
    )


async def count_of(store: Store, found: Petition) -> int:
    """How many have signed."""
    return (await read(store, found.id)).count


async def ledger_of(store: Store, found: Petition) -> list[tuple[str, int]]:
    """Kinds and amounts, in their order."""
    ordered = sa.select(tally).where(tally.c.petition_id == found.id).order_by(tally.c.id)
    return [(row.kind, row.amount) for row in await rows(store, ordered)]


async def counted_rows(store: Store, found: Petition) -> list[Any]:
    """The rows of signatures that count."""
    return await rows(
        store,
        sa.select(signature).where(
            signature.c.petition_id == found.id, signature.c.state == SignatureState.COUNTED.value
        ),
    )


async def milestones_of(store: Store, found: Petition) -> list[int]:
    """The goals that were reached."""
    reached = sa.select(milestone.c.threshold).where(milestone.c.petition_id == found.id)
    return [row.threshold for row in await rows(store, reached.order_by(milestone.c.threshold))]


async def alerts_of(store: Store, found: Petition) -> list[str]:
    """The goals that were told."""
    told = sa.select(alert).where(alert.c.kind == "milestone", alert.c.subject == f"petition:{found.id}")
    return [row.occasion for row in await rows(store, told.order_by(alert.c.id))]


async def rows(store: Store, statement: Any) -> list[Any]:
    """What a statement finds."""
    return await store.read(lambda nouns: nouns.connection.all(statement))


def tell_at_once(
    nouns: Nouns,
    organisation_id: int,
    title: str,
    text: str,
    sign_off: str,
    now: datetime,
    petition_id: int | None = None,
) -> int | None:
    """Organizers tell something in words of their own; None where the petition is a draft, or another's."""
    begun = nouns.broadcasts.begin(organisation_id, BROADCAST, "", now, petition_id)
    if begun is not None:
        nouns.broadcast_words.write(begun, "", title, text, sign_off)
        nouns.broadcasts.begin_telling(begun, now)
    return begun
