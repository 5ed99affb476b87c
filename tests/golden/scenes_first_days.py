"""How everything stands, what can be done in the first days, and handing over live."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from storage.coaching import Young
from storage.members import Role
from storage.nouns import Nouns
from storage.showing import Showing, Visibility
from storage.tables.petitions import milestone, petition, petition_version
from tests.golden.catalogue import KEY, scene
from tests.golden.scenes_organizing import answers
from tests.golden.scenes_winning import at_the_petition
from tests.golden.stage import Stage
from tests.storage.planting import remembered


async def is_young(stage: Stage) -> tuple[int, int]:
    """A petition that was published 50 hours ago, with its organisation; some have signed, and one says why."""
    park = await at_the_petition(stage)
    now = stage.world.clock()

    def publish(nouns: Nouns) -> int:
        run, its, public = nouns.connection.run, petition.c.id == park, now - timedelta(hours=50)
        run(sa.update(petition).where(its).values(started_on=public.date(), closes_at=now + timedelta(days=2)))
        version = {"petition_id": park, "version": 1, "published_at": public, "is_material": True}
        run(sa.insert(petition_version).values(version))
        found = nouns.petitions.find(park, "en", now)
        assert found is not None
        for n in range(40):
            person = remembered(nouns, "terminal", f"p{n}", "", now)
            showing = Showing(Visibility.REASON, "Cleo", "Leeds", "My brother was sent away.") if n == 39 else Showing()
            hours, source = (30, "group") if n < 8 else (2, "")
            nouns.signatures.add(found, person.id, showing, now - timedelta(hours=hours), source=source)
        return found.organisation_id

    return park, int(await stage.stores(publish))


async def reached(stage: Stage, park: int) -> None:
    """Its first goal, today."""
    values = {"petition_id": park, "threshold": 30, "reached_on": stage.world.clock().date()}
    await stage.stores(lambda nouns: nouns.connection.run(sa.insert(milestone).values(values)))


async def is_told(stage: Stage, park: int, organisation: int, occasion: str) -> None:
    """What the clock would raise, opened as somebody does who missed it."""
    now = stage.world.clock()

    def tell(nouns: Nouns) -> int:
        its = Young(park, organisation, now - timedelta(hours=50))
        assert nouns.coaching.tell(its, occasion, (Role.ORGANIZER,), now)
        (newest,) = nouns.alerts.recent(1)
        return newest.id

    await stage.ada.taps_to(f"show_alert:{await stage.stores(tell)}")


@scene(*KEY)
async def how_everything_stands(stage: Stage) -> None:
    """What closes soon stands first; its button leads to where a hand helps."""
    _park, organisation = await is_young(stage)
    await stage.ada.taps_to(f"status:{organisation}")


@scene(*KEY)
async def the_first_days(stage: Stage) -> None:
    """A goal is near; where people came from went quiet; a goal was reached, with a draft; and none of it any more."""
    park, organisation = await is_young(stage)
    await is_told(stage, park, organisation, "goal:100")
    await is_told(stage, park, organisation, "quiet:20261121")
    await reached(stage, park)
    await is_told(stage, park, organisation, "draft:30")
    await stage.ada.taps_main()
    await stage.ada.taps_to(f"coach:{park}")
    await stage.ada.taps("Stop telling me", "Tell me what to do")


@scene("en")
async def an_unusual_hour(stage: Stage) -> None:
    """Far more sign than before."""
    park, organisation = await is_young(stage)
    now = stage.world.clock()

    def sign(nouns: Nouns) -> None:
        found = nouns.petitions.find(park, "en", now)
        assert found is not None
        for n in range(30):
            person = remembered(nouns, "terminal", f"q{n}", "", now)
            nouns.signatures.add(found, person.id, Showing(), now - timedelta(minutes=10))

    await stage.stores(sign)
    await is_told(stage, park, organisation, "pace:20261121T12")


@scene(*KEY)
async def delivering_now(stage: Stage) -> None:
    """At the desk: the count, whoever is there, the latest reasons; it is handed over, and the receipt is added."""
    park, _organisation = await is_young(stage)
    await stage.ada.taps_to(f"live:{park}")
    await stage.ada.taps("Begin")
    await stage.ada.taps("It is handed over")
    await answers(stage.ada, "2026-11-21", "City hall", "in person")
    await stage.ada.taps("Receipt")
    await stage.ada.taps_to(f"live:{park}")
