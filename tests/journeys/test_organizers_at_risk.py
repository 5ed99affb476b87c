"""Organizers put a petition into at-risk mode, also one that people have signed; moderators then see no more either."""

from __future__ import annotations

import sqlalchemy as sa

from storage.tables.petitions import petition
from storage.telling_writers import TOLD_AFTER, tell_due
from tests.journeys.campaigns import HOME
from tests.journeys.organizers import GETEQUAL, joins, moderators_code
from tests.journeys.petition_writing import comes_in, opens_petitions
from tests.journeys.test_organizers_moderating import gives_reason, opens_queue
from tests.journeys.worlds import World
from tests.people import Supporter
from tests.storage.planting import plant_petition


async def test_once_people_have_signed_it_is_asked_once_more_and_names_go(
    world: World, ada: Supporter, bo: Supporter
) -> None:
    await bo.opens(HOME)
    await bo.taps("Sign with my name")
    await bo.taps("Name")
    await bo.types("Bo Diaz")
    await bo.types("Leeds")
    await bo.taps("Sign as Bo Diaz, Leeds")
    home = int(bo.button("Change or withdraw").leads_to.partition(":")[2])
    await comes_in(world, ada)
    await ada.taps_to(f"pet_risk:{home}")
    await ada.taps("Turn it on")
    ada.sees("Turn on at-risk mode for", "Names that are public now are shown as initials", "can't be called back")
    await bo.taps_to(f"signers:{home}")
    bo.sees("Bo Diaz, Leeds")
    await ada.taps("Turn it on for good")
    ada.sees("At-risk mode is on.")
    ada.sees_no_button("Turn it off")
    await bo.taps_to(f"signers:{home}")
    bo.sees("B. D., Leeds")
    bo.does_not_see("Bo Diaz")
    await ada.taps_to(f"pet_risk_on:{home}")
    ada.sees("At-risk mode is on.")


async def test_how_an_endangered_petition_stands_is_one_line(world: World, ada: Supporter) -> None:
    owner = await world.store.read(lambda nouns: nouns.organisations.named(GETEQUAL))
    await world.store.turn(
        lambda nouns: plant_petition(nouns, "parkam", at_risk=True, count=17, organisation_id=owner, is_sample=True)
    )
    await comes_in(world, ada)
    await opens_petitions(ada)
    ada.sees("at least 10 signatures · code PARKAM")


async def test_a_moderator_sees_initials_and_that_the_words_go_no_further(world: World, ada: Supporter) -> None:
    await gives_reason(ada, "Izzy")
    home = ada.button("Change or withdraw").leads_to.partition(":")[2]
    risky = sa.update(petition).where(petition.c.code == HOME).values(at_risk=True)
    await world.store.turn(lambda nouns: nouns.connection.run(risky))
    mo = world.person("Mo")
    await joins(mo, await moderators_code(world), "Mo")
    await opens_queue(mo)
    mo.sees("Would appear as: I., Oregon", "At-risk mode is on: these words are shown to nobody.")
    mo.does_not_see("Izzy")
    await mo.taps("Publish")
    world.clock.moves(TOLD_AFTER)
    await world.store.turn(lambda nouns: tell_due(nouns.connection, world.clock.now, 9))
    await ada.starts()
    ada.does_not_see("Your reason is published.")
    await ada.taps_to(f"signed:{home}")
    ada.sees("Your reason is shown to nobody here: it could endanger you.")
