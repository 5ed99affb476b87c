"""Organizers name links, and see how many came by each."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa

from storage.nouns import Nouns
from storage.tables.links import named_link
from storage.way import Passed, Step
from tests.golden.catalogue import scene
from tests.golden.scenes_organizing import answers, code_for, joins
from tests.golden.scenes_telling import park
from tests.golden.stage import Stage


async def brought(stage: Stage, petition_id: int) -> None:
    """Many came by the link that was made last."""

    def count(nouns: Nouns) -> None:
        row = nouns.connection.first(sa.select(sa.func.max(named_link.c.id).label("id")))
        assert row is not None
        steps = {Step.OPENED: 1_204, Step.READ: 300, Step.SIGNED: 412, Step.FURTHER: 38}
        nouns.way.add({Passed(petition_id, date(2026, 11, 21), f"link:{row.id}", step): n for step, n in steps.items()})

    await stage.stores(count)


@scene("en", "de", "es")
async def links_with_a_name(stage: Stage) -> None:
    """A link is made, asked for under a name that is taken, printed, renamed and ended; and what it brought."""
    petition_id = await park(stage)
    await joins(stage.ada, await code_for(stage), "Ada")
    await stage.ada.taps_to(f"links:{petition_id}")
    await stage.ada.taps("Make a link")
    await answers(stage.ada, "Radio")
    await brought(stage, petition_id)
    await stage.ada.taps("Back to the links", "Make a link")
    await answers(stage.ada, "radio")
    await stage.ada.taps_to(f"links:{petition_id}")
    await stage.ada.taps("Radio", "QR picture to print", "Back to this link", "Rename")
    await answers(stage.ada, "Radio, morning show")
    await stage.ada.taps("End it…", "End it", "Back to the links")
