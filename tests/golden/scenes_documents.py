"""Organizers have documents and posters made, see how far they are, get them, and find none where there is none."""

from __future__ import annotations

from functools import partial

from bot.documents.making import make_documents
from storage.documents import CLAIMED_FOR, DocumentState
from storage.nouns import Nouns
from tests.golden.catalogue import scene
from tests.golden.scenes_organizing import code_for, joins
from tests.golden.scenes_telling import park
from tests.golden.stage import Stage


@scene("en", "de", "es")
async def documents(stage: Stage) -> None:
    """A PDF in one of three languages is asked for, read, set in type, made and fetched; another one is stopped."""
    petition_id = await park(stage)
    await joins(stage.ada, await code_for(stage), "Ada")
    with stage.dark():
        await stage.ada.taps_to(f"pet:{petition_id}")
    await stage.ada.taps("Deliver", "Documents, poster", "Make a file", "PDF", "English")
    asked = await newest(stage, petition_id)
    await stage.stores(lambda nouns: nouns.documents.claim(asked, 12, stage.world.clock()))
    for state, done in ((DocumentState.READING, 8), (DocumentState.SETTING, 12)):
        await stage.stores(partial(_comes, asked, state, done))
        await stage.ada.taps_to(f"doc:{asked}")
    stage.world.clock.moves(2 * CLAIMED_FOR)
    await make_documents(stage.world.store, stage.world.clock())
    await stage.ada.taps_to(f"doc:{asked}")
    await stage.ada.taps("Back to the files", "Make a file", "JSON", "English", "Stop", "Back to the files")
    for _each in ("its pieces", "itself"):
        await stage.stores(lambda nouns: nouns.documents.prune(stage.world.clock().replace(year=2030), 100))
    await stage.ada.taps_to(f"doc_get:{asked}")
    await stage.ada.taps_to(f"docs:{petition_id}")


@scene("en")
async def documents_that_are_not_made(stage: Stage) -> None:
    """One that could not be made, and too many at once."""
    petition_id = await park(stage)
    await joins(stage.ada, await code_for(stage), "Ada")
    with stage.dark():
        await stage.ada.taps_to(f"doc_make:{petition_id}:json:en")
        failed = await newest(stage, petition_id)
        await stage.stores(lambda nouns: nouns.documents.has_failed(failed, stage.world.clock()))
    await stage.ada.taps_to(f"doc:{failed}")
    for _each in range(4):
        await stage.ada.taps_to(f"doc_make:{petition_id}:poster:en")


def _comes(asked: int, state: DocumentState, done: int, nouns: Nouns) -> bool:
    return nouns.documents.has_come(asked, state, done)


async def newest(stage: Stage, petition_id: int) -> int:
    """The one that was asked for last."""
    (found, *_others), _total = await stage.stores(lambda nouns: nouns.documents.of(petition_id, 5))
    return int(found.id)
