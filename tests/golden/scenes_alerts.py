"""What is told unasked, as it looks when it is shown, and what its buttons lead to."""

from __future__ import annotations

import sqlalchemy as sa

from storage.nouns import Nouns
from storage.recipients import Why
from storage.tables.news import delivery
from storage.tables.people import supporter
from storage.tables.telling import campaign_update
from tests.golden.catalogue import KEY, scene
from tests.golden.scenes_hearing import follows
from tests.golden.stage import Stage
from tests.storage.planting import tell_at_once

NEWS = (
    ("victory", "petition:2", "victory", Why.SIGNED),
    ("campaign_update", "petition:1", "after-the-hearing", Why.SIGNED),
    ("correction", "petition:1", "after-the-hearing:1", Why.SIGNED),
    ("broadcast", "organisation:3", "1", Why.ORGANISATION),
    ("delivered", "petition:3", "2012-11-19", Why.PETITION),
    ("milestone", "petition:3", "100", Why.PETITION),
    ("new_petition", "organisation:2", "3", Why.ORGANISATION),
    ("new_story", "organisation:3", "1", Why.TOPIC),
)


def _tell(stage: Stage, nouns: Nouns) -> list[int]:
    """Each is a delivery to Ada."""
    corrected = sa.update(campaign_update).where(campaign_update.c.slug == "after-the-hearing")
    nouns.connection.run(corrected.values(correction="The hearing was on 6 December, not on the 5th."))
    (ada,) = nouns.connection.all(sa.select(supporter.c.id))
    tell_at_once(nouns, 3, "Come to the vigil", "We meet on Friday at six.", "The organizers", stage.world.clock())
    told = []
    for kind, subject, occasion, why in NEWS:
        nouns.alerts.raise_once(kind, subject, occasion, stage.world.clock())
        raised = nouns.alerts.named(kind, subject, occasion)
        assert raised is not None, kind
        row = {"alert_id": raised.id, "supporter_id": ada.id, "platform": "telegram", "why": why.value, "state": "sent"}
        nouns.connection.run(sa.insert(delivery).values(row))
        told.append(raised.id)
    return told


@scene(*KEY)
async def alerts(stage: Stage) -> None:
    """How it ends, news, its correction, a broadcast, a delivery, a goal, a petition, a story; a broadcast whole."""
    await follows(stage)
    for alert_id in await stage.stores(lambda nouns: _tell(stage, nouns)):
        await stage.ada.taps_to(f"show_alert:{alert_id}")
    await stage.ada.taps_to("broadcast:1")


@scene(*KEY)
async def fewer_messages(stage: Stage) -> None:
    """One tap stops a kind, one has it back."""
    await follows(stage)
    await stage.ada.taps_to("fewer:petition:1:2")
    await stage.ada.taps("Undo: hear it again")


@scene(*KEY)
async def carrying_over(stage: Stage) -> None:
    """What comes after a victory is asked anew."""
    await stage.ada.taps_to("carry_over:2")
    await stage.ada.taps("Sign, counted only")
    await stage.ada.taps_to("carry_over:2")
