"""Nobody publishes a petition that protects people less, or ends on another day, than they have read."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from storage.standing import State
from storage.tables.petitions import petition, petition_text
from storage.tables.stories import attachment
from tests.journeys.organizers import answers
from tests.journeys.petition_writing import comes_in
from tests.journeys.test_organizers_versions import planted
from tests.journeys.worlds import World
from tests.people import Supporter
from tests.storage.planting import rows

MEANWHILE = "Something about it was changed meanwhile. Nothing was published: look again."
ON = "At-risk mode is on: nobody is shown further than is safe."
OFF = "At-risk mode is off: names and reasons are shown as their signers choose."


async def state_of(world: World, petition_id: int) -> str:
    """Draft, or what it became."""
    (found,) = await rows(world.store, sa.select(petition.c.state).where(petition.c.id == petition_id))
    return str(found.state)


async def test_at_risk_mode_that_was_turned_off_meanwhile_is_seen_first(
    world: World, ada: Supporter, bo: Supporter
) -> None:
    await comes_in(world, ada)
    await comes_in(world, bo, "Bo")
    park = await planted(world)
    await ada.taps_to(f"pet_risk:{park}")
    await ada.taps("Turn it on")
    await ada.taps_to(f"pet_out:{park}")
    ada.sees(ON, "It can be signed until somebody closes it.")
    await bo.taps_to(f"pet_risk:{park}")
    await bo.taps("Turn it off")
    await ada.taps("Publish")
    ada.sees(MEANWHILE, OFF)
    assert await state_of(world, park) == State.DRAFT
    await ada.taps("Publish")
    ada.sees("is published")


async def test_a_last_day_that_was_set_meanwhile_is_seen_first(world: World, ada: Supporter, bo: Supporter) -> None:
    await comes_in(world, ada)
    await comes_in(world, bo, "Bo")
    park = await planted(world)
    await ada.taps_to(f"pet_out:{park}")
    await bo.taps_to(f"pet_type:{park}:until")
    await answers(bo, text="2030-12-31")
    await ada.taps("Publish")
    ada.sees(MEANWHILE, "It can be signed until 31 December 2030 is over (")
    assert await state_of(world, park) == State.DRAFT


@pytest.mark.parametrize(
    "changed",
    [
        {"zone": "Asia/Tokyo"},
        {"ladder": [7, 70]},
        {"contact": "somebody@park.example"},
        {"legal_line": "Printed by others."},
        {"video": "https://vimeo.com/76979871"},
        {"co_signers": ["Others of the Park"]},
    ],
    ids=lambda changed: next(iter(changed)),
)
async def test_what_is_told_of_it_is_seen_first(world: World, ada: Supporter, changed: dict[str, Any]) -> None:
    await comes_in(world, ada)
    park = await planted(world)
    await ada.taps_to(f"pet_out:{park}")
    anew = sa.update(petition).where(petition.c.id == park).values(**changed)
    await world.store.turn(lambda nouns: nouns.connection.run(anew))
    await ada.taps("Publish")
    ada.sees(MEANWHILE)
    assert await state_of(world, park) == State.DRAFT


async def test_another_picture_is_seen_first(world: World, ada: Supporter) -> None:
    await comes_in(world, ada)
    park = await planted(world)
    await ada.taps_to(f"pet_out:{park}")
    oak = {"path": "a.png", "name": "a.png", "media_type": "image/png", "size": 1, "description": "An old oak"}
    sent = sa.insert(attachment).values(petition_id=park, is_picture=True, **oak)
    await world.store.turn(lambda nouns: nouns.connection.run(sent))
    await ada.taps("Publish")
    ada.sees(MEANWHILE)
    assert await state_of(world, park) == State.DRAFT


async def test_what_is_missing_is_one_tap_away(world: World, ada: Supporter) -> None:
    await comes_in(world, ada)
    park = await planted(world, has_target=False)
    unwritten = sa.update(petition_text).where(petition_text.c.petition_id == park).values(summary="")
    await world.store.turn(lambda nouns: nouns.connection.run(unwritten))
    await ada.taps_to(f"pet_out:{park}")
    assert ada.button("Go to what is missing").leads_to == f"pet_write:{park}:de:summary"
    written = sa.update(petition_text).where(petition_text.c.petition_id == park).values(summary="It is for all.")
    await world.store.turn(lambda nouns: nouns.connection.run(written))
    await ada.taps_to(f"pet_out:{park}")
    await ada.taps("Go to what is missing")
    ada.sees("parkxy")
    ada.sees_buttons("Name one")
