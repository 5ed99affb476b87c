"""A petition in its states, its story, and what is told around it."""

from __future__ import annotations

import sqlalchemy as sa

from storage.standing import State
from storage.tables.petitions import petition
from storage.tables.telling import campaign_update
from tests.golden.catalogue import KEY, scene
from tests.golden.stage import Stage
from tests.journeys.campaigns import COUNTED, GUIDELINES, HOME, MARRIAGE
from tests.storage.planting import plant_petition

RISKY, OTHER_RISKY = "PARKAK", "PARKAL"


async def stands(stage: Stage, petition_id: int, state: State) -> None:
    """From now on it is open, closed or won."""
    changed = sa.update(petition).where(petition.c.id == petition_id).values(state=state.value)
    await stage.stores(lambda nouns: nouns.connection.run(changed))


@scene(*KEY)
async def petition_open(stage: Stage) -> None:
    """An open petition, and what others would see of a signature."""
    await stage.ada.opens(HOME)
    await stage.ada.taps("Who can see what")


@scene(*KEY)
async def story(stage: Stage) -> None:
    """The story of a petition, read to its end."""
    await stage.ada.opens(MARRIAGE)
    await stage.ada.taps("Read the story")
    while stage.ada.reads_on:
        await stage.ada.taps_place(0)


@scene()
async def petition_at_risk(stage: Stage) -> None:
    """Where it is dangerous to be known: initials alone, and no reasons."""
    await stage.world.begins_petitions(RISKY, OTHER_RISKY, at_risk=True)
    await stage.ada.opens(RISKY)
    await stage.ada.taps("Who can see what", "Back to petition")
    await stage.ada.taps("Sign with initials", "Initials, region")
    await stage.ada.types("Ada Lovelace", "Leeds")
    await stage.ada.taps_main()
    await stage.ada.taps_main()
    await stage.ada.opens(RISKY)
    await stage.ada.taps("Share")
    await stage.ada.opens(OTHER_RISKY)
    await stage.ada.taps_what_begins("Sign as")
    await stage.ada.taps_main()
    await stage.bo.opens(OTHER_RISKY)
    await stage.bo.taps_main()
    await stage.bo.taps_main()


@scene()
async def petition_closed(stage: Stage) -> None:
    """A petition that has closed, and an old button to sign it."""
    await stage.ada.opens(HOME)
    await stands(stage, 3, State.CLOSED)
    await stage.ada.taps(COUNTED)
    await stage.ada.opens(HOME)
    await stage.ada.taps("Reasons")


@scene(*KEY)
async def petition_partly_won(stage: Stage) -> None:
    """What came of it stands first; the letter, and what is told around it."""
    await stage.ada.opens(GUIDELINES)
    await stage.ada.taps("Read the victory letter")


@scene()
async def petition_won(stage: Stage) -> None:
    """A full victory, and one of which no letter tells."""
    full = sa.update(campaign_update).where(campaign_update.c.kind == "victory").values(is_full=True, not_solved="")
    await stage.stores(lambda nouns: nouns.connection.run(full))
    await stage.ada.opens(GUIDELINES)
    await stands(stage, 3, State.WON)
    await stage.ada.opens(HOME)


@scene()
async def particulars(stage: Stage) -> None:
    """More about a petition: goals, deliveries, dates; its news; who signed."""
    await stage.ada.opens(GUIDELINES)
    await stage.ada.taps("More")
    while stage.ada.reads_on:
        await stage.ada.taps_place(0)
    await stage.ada.taps("Read the news")
    await stage.ada.taps_place(0)
    await stage.ada.taps("Back to petition", "More", "See who signed")


@scene()
async def a_plain_petition(stage: Stage) -> None:
    """One without a picture, a summary or news."""
    await stage.stores(lambda nouns: plant_petition(nouns, "parkbk", is_sample=True))
    await stage.ada.opens("PARKBK")
    await stage.ada.taps("Read the story", "Back to petition", "More")


@scene(only_on="telegram", because="elsewhere a picture needs no preview", public_url="https://petitions.example")
async def petition_with_preview(stage: Stage) -> None:
    """Where the world can fetch pictures, they stand above a text that can be edited."""
    await stage.ada.opens(HOME)
    await stage.ada.taps("Share", "Back to petition")
