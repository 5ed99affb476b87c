"""Making documents: what somebody asked for is read page by page, made outside of this process, and kept sealed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

import structlog

from bot.documents.child import NotSet, for_template, typeset
from bot.documents.contents import Contents, Head, Signers, contents_of, head_of
from bot.documents.letter import MOST_LISTED, letter
from bot.documents.listings import as_csv, as_json
from bot.documents.poster import poster
from config.texts import speaking
from handlers.counts import in_steps
from handlers.organizing.done import Done
from storage.document_pages import After
from storage.documents import CLAIMED_FOR, PART_BYTES, Document, DocumentKind, DocumentState, Finished
from storage.follows import subject_of
from storage.hearing import DOCUMENT_MADE
from storage.nouns import Nouns
from storage.store import Store, StoreTrouble, TooBusy

SIGNATURES_A_PAGE = 250
PAGES_A_STEP = 4
"""Pages after which it is written down how far it is."""
MOST_BYTES = 8_000_000
"""Discord takes ten megabytes from a bot, and reading more would hold up those who sign."""

MOST_SECONDS = CLAIMED_FOR.total_seconds() - 15
"""So it has ended, one way or the other, before anybody else may begin it anew."""

TEMPLATES = {DocumentKind.PDF, DocumentKind.POSTER}

log = structlog.get_logger()


class _Stopped(Exception):
    """Nobody wants it any more."""


class _TooLarge(Exception):
    """Not every app would take it."""


async def make_documents(store: Store, now: datetime) -> None:
    """The one that waits longest; where none does, nothing is written."""
    document_id = await store.read(lambda nouns: nouns.documents.is_due(now))
    head = await store.turn(partial(_begin, document_id, now)) if document_id is not None else None
    if document_id is None or head is None:
        return
    try:
        async with asyncio.timeout(MOST_SECONDS):
            await _make(store, document_id, head, now)
    except _Stopped:
        return
    except (StoreTrouble, TooBusy):
        raise  # begun anew once nobody claims it any more
    except _TooLarge:
        await _fail(store, document_id, now, DocumentState.TOO_LARGE)
    except (NotSet, TimeoutError) as fault:
        log.warning("a document could not be made", why=str(fault) or "it took too long")
        await _fail(store, document_id, now)
    except Exception:
        log.exception("a document could not be made")
        await _fail(store, document_id, now)


async def _fail(store: Store, document_id: int, now: datetime, state: DocumentState = DocumentState.FAILED) -> None:
    """It is not tried again by itself: what failed once reads everybody in vain the next time, too."""
    await store.turn(lambda nouns: nouns.documents.has_failed(document_id, now, state))


def _begin(document_id: int, now: datetime, nouns: Nouns) -> Head | None:
    """Claim it, with all that it says but who signed."""
    asked = nouns.documents.find(document_id)
    if asked is None:
        return None
    with speaking(asked.locale):
        head = head_of(nouns, asked, now)
    if head is None:
        nouns.documents.has_failed(document_id, now)
        return None
    return head if nouns.documents.claim(document_id, head.counted.total, now) else None


async def _make(store: Store, document_id: int, head: Head, now: datetime) -> None:
    asked = await store.read(lambda nouns: nouns.documents.find(document_id))
    if asked is None:
        raise _Stopped
    signers = Signers() if asked.kind is DocumentKind.POSTER else await _read(store, asked, head)
    await _come(store, asked, DocumentState.SETTING, head.counted.total)
    made = await _made(asked, contents_of(head, signers))
    if len(made.content) > MOST_BYTES:
        raise _TooLarge
    await _keep(store, asked, made, now)


async def _read(store: Store, asked: Document, head: Head) -> Signers:
    """Everybody who signed until the moment of which the document tells."""
    most = MOST_LISTED if asked.kind is DocumentKind.PDF else None
    signers, after, pages = Signers(most=most), After(head.at), 0
    while True:
        page = await store.read(
            partial(_page, petition_id=asked.petition_id, after=after, take=partial(signers.take, head.petition))
        )
        if page is None:
            return signers
        after, pages = page, pages + 1
        if most is None and signers.least_bytes > MOST_BYTES:
            raise _TooLarge
        if pages % PAGES_A_STEP == 0:
            await _come(store, asked, DocumentState.READING, pages * SIGNATURES_A_PAGE)


def _page(nouns: Nouns, petition_id: int, after: After, take: Callable[..., None]) -> After | None:
    """Take one page; where the next one begins, or None where there was nothing."""
    page = nouns.document_pages.page(petition_id, after, SIGNATURES_A_PAGE)
    if not page:
        return None
    take(page)
    return replace(after, at=page[-1].signed_at, id=page[-1].id)


async def _come(store: Store, asked: Document, state: DocumentState, done: int) -> None:
    if not await store.turn(lambda nouns: nouns.documents.has_come(asked.id, state, done)):
        raise _Stopped


async def _made(asked: Document, told: Contents) -> Finished:
    """Nothing of it holds up the loop: people sign meanwhile."""
    content, unshown = await asyncio.to_thread(_written, asked, told), 0
    if asked.kind in TEMPLATES:
        content, unshown = await typeset(content)
    return Finished(content, len(told.listed), unshown, told.at_risk)


def _written(asked: Document, told: Contents) -> bytes:
    """The file, or what its template is given."""
    with speaking(asked.locale):
        match asked.kind:
            case DocumentKind.CSV:
                return as_csv(told)
            case DocumentKind.JSON:
                return as_json(told)
            case DocumentKind.PDF:
                return for_template("petition", letter(told))
            case DocumentKind.POSTER:
                return for_template("poster", poster(told))


async def _keep(store: Store, asked: Document, made: Finished, now: datetime) -> None:
    """Piece by piece, after the turns that wait; then it is there, all at once."""
    for position, first in enumerate(range(0, len(made.content), PART_BYTES)):
        piece = made.content[first : first + PART_BYTES]
        await store.page(partial(_add_part, asked.id, position, piece))
    await store.turn(partial(_finish, asked, made, now))


def _add_part(document_id: int, position: int, piece: bytes, nouns: Nouns) -> None:
    nouns.documents.add_part(document_id, position, piece)


def _finish(asked: Document, made: Finished, now: datetime, nouns: Nouns) -> None:
    if not nouns.documents.is_ready(asked.id, made, now) or asked.supporter_id is None:
        return
    by = nouns.members.of(asked.supporter_id, asked.organisation_id)
    if by is None:
        return
    subject = subject_of(asked.petition_id)
    listed = in_steps(made.listed) if made.at_risk else made.listed
    detail: dict[str, Any] = {"what": asked.kind.value, "listed": listed}
    nouns.audit.write(asked.organisation_id, Done.MADE_DOCUMENT, now, by=by, subject=subject, **detail)
    nouns.alerts.raise_once(DOCUMENT_MADE, subject, str(asked.id), now, to=asked.supporter_id)
