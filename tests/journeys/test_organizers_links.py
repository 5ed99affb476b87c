"""Organizers name links, hand them out, and see how many came by each, and further by those; and never who."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from storage.members import Role
from storage.tables.links import named_link, way_count
from storage.tables.petitions import petition
from storage.tables.signing import signature
from tests.journeys.campaigns import COUNTED, HOME, MARRIAGE
from tests.journeys.links import code_of, counts_own, home, is_counted, names_link, sign_by
from tests.journeys.organizers import answers, joins, moderators_code
from tests.journeys.worlds import World, at_the_terminal_too, has_no_links
from tests.people import Supporter
from tests.storage.planting import rows
from tests.stores import ENGINES


@pytest.fixture
async def eva(world: World) -> Supporter:
    """An owner of the organisation that runs the petition."""
    person = world.person("Eva")
    await joins(person, await moderators_code(world, role=Role.OWNER), "Eva")
    return person


async def sources(world: World) -> list[str]:
    """What signatures keep of the way their signers came."""
    found = sa.select(signature.c.source).where(signature.c.supporter_id.is_not(None)).order_by(signature.c.signed_at)
    return [row.source for row in await rows(world.store, found)]


@at_the_terminal_too
async def test_a_link_is_made_opened_signed_by_and_brings_further(world: World, eva: Supporter) -> None:
    key = await home(world)
    await eva.taps_to(f"links:{key}")
    eva.sees("Links to", "A link for each poster, stall or radio spot tells how many came by it, and never who.")
    await eva.taps("Make a link")
    await answers(eva, name="Poster")
    code = await code_of(world)
    eva.sees("The link is there. It counts from now on.", "Opened: fewer than 5.", f"Its code is {code}.")
    kim, *_others = await sign_by(world, f"petition-{key}-{code}", "Kim", "Lou", "Mia", "Nia")
    await is_counted(world)
    await eva.taps_to(f"links:{key}")
    eva.sees("Opened: fewer than 5. Signed: fewer than 5. Signed by links of those: fewer than 5.")
    friends = await counts_own(world, kim)
    await sign_by(world, friends, "Oz", "Pia", "Quin", "Ron", "Sue")
    await world.person("Tom").starts(f"petition-{key}-{code}")
    await is_counted(world)
    await eva.taps_to(f"links:{key}")
    eva.sees("Poster", "Opened: 5. Signed: fewer than 5. Signed by links of those: 5.")
    (link,) = await rows(world.store, sa.select(named_link))
    assert await sources(world) == [f"link:{link.id}"] * 4 + [""] * 5
    assert not any(name in eva.screen.text for name in ("Kim", "Lou", "Oz"))


@pytest.mark.parametrize("engine", ENGINES)
async def test_its_code_typed_anywhere_counts_for_it(world: World, eva: Supporter) -> None:
    key = await home(world)
    await names_link(eva, key, "Radio")
    code = await code_of(world, "Radio")
    kim = world.person("Kim")
    await kim.opens(code.lower())
    kim.sees(f"Code {HOME}.")
    await kim.taps(COUNTED)
    await is_counted(world)
    (link,) = await rows(world.store, sa.select(named_link))
    assert await sources(world) == [f"link:{link.id}"]
    counted = await rows(world.store, sa.select(way_count).where(way_count.c.source == f"link:{link.id}"))
    assert {(row.step, row.n) for row in counted} == {("opened", 1), ("signed", 1)}


async def test_going_back_is_no_second_opening(world: World, eva: Supporter) -> None:
    key = await home(world)
    await names_link(eva, key)
    kim = world.person("Kim")
    await kim.starts(f"petition-{key}-{await code_of(world)}")
    await kim.taps("Read the story")
    await kim.taps("Back to petition")
    await kim.taps("Share")
    await kim.taps("Back to petition")
    await kim.taps("Reasons")
    await kim.taps(COUNTED)
    await is_counted(world)
    counted = await rows(world.store, sa.select(way_count).where(way_count.c.source != ""))
    assert {(row.step, row.n) for row in counted} == {("opened", 1), ("read", 1), ("shared", 1), ("signed", 1)}


async def test_one_that_has_ended_opens_and_counts_no_more(world: World, eva: Supporter) -> None:
    key = await home(world)
    await names_link(eva, key)
    payload = f"petition-{key}-{await code_of(world)}"
    (kim,) = await sign_by(world, payload, "Kim")
    friends = await counts_own(world, kim)
    await eva.taps("End it…")
    eva.sees("It opens the petition all the same, wherever it stands.")
    await eva.taps("End it")
    eva.sees("Ended. It counts no more.", "It has ended: it opens the petition and counts no more.")
    await sign_by(world, payload, "Lou")
    await sign_by(world, friends, "Mia")
    await is_counted(world)
    counted = await rows(world.store, sa.select(way_count).where(way_count.c.source.startswith("link:")))
    assert {(row.step, row.n) for row in counted} == {("opened", 1), ("signed", 1), ("shared", 1)}
    assert (await sources(world))[1:] == ["address", ""]


async def test_a_link_counts_for_no_other_petition(world: World, eva: Supporter) -> None:
    key = await home(world)
    await names_link(eva, key)
    (other,) = await rows(world.store, sa.select(petition.c.id).where(petition.c.code == MARRIAGE))
    await world.begins_petitions("PARKAA")
    (park,) = await rows(world.store, sa.select(petition.c.id).where(petition.c.code == "PARKAA"))
    await sign_by(world, f"petition-{park.id}-{await code_of(world)}", "Kim")
    await world.person("Lou").starts(f"petition-{other.id}-ABCDEFG")
    await world.person("Mia").starts(f"petition-{key}-link")
    await is_counted(world)
    assert await sources(world) == ["address"]
    counted = await rows(world.store, sa.select(way_count.c.source).distinct())
    assert {row.source for row in counted} == {"address", ""}


async def test_at_risk_only_whole_tens_are_said_and_no_way_is_kept(world: World, eva: Supporter) -> None:
    key = await home(world)
    await names_link(eva, key)
    await world.store.turn(lambda nouns: nouns.connection.run(sa.update(petition).values(at_risk=True)) and None)
    kim = world.person("Kim")
    await kim.starts(f"petition-{key}-{await code_of(world)}")
    await kim.taps(COUNTED)
    await kim.taps(COUNTED)
    await is_counted(world)
    await eva.taps_to(f"links:{key}")
    eva.sees("Opened: fewer than 10. Signed: fewer than 10.")
    assert await sources(world) == [""]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("x" * 41, "This can have at most 40 characters"),
        ("Poster\u202e", "hidden characters"),
        ("POSTER", "Another link of this petition has that name."),
    ],
)
async def test_names_that_cannot_be(world: World, eva: Supporter, name: str, said: str) -> None:
    key = await home(world)
    await names_link(eva, key)
    await eva.taps_to(f"links_new:{key}")
    if eva.screen.is_whole_form and len(name) > 40:
        pytest.skip("the app lets nobody type so much")
    await answers(eva, name=name)
    eva.sees(said)
    assert len(await rows(world.store, sa.select(named_link))) == 1


async def test_it_is_renamed_and_two_do_not_overwrite_each_other(world: World, eva: Supporter) -> None:
    key = await home(world)
    await names_link(eva, key)
    old = eva.button("Rename")
    await eva.taps("Rename")
    await answers(eva, name="Poster, market")
    eva.sees("Saved.", "The link “Poster, market”")
    await eva.taps_old(old)
    eva.sees("Somebody else has changed this meanwhile. Nothing was changed.")


@has_no_links
async def test_its_picture_says_in_words_what_leads_there(world: World, eva: Supporter) -> None:
    key = await home(world)
    await names_link(eva, key)
    code = await code_of(world)
    await eva.taps("QR picture to print")
    eva.sees_picture("by the link “Poster”.")
    eva.sees(f"without a camera, type the code {code}.", f"The petition's own code, {HOME}, opens it too")
    assert eva.screen.is_event


@at_the_terminal_too
@pytest.mark.parametrize(
    "name",
    [
        "<b>Poster</b> & “more”",
        "{n} {0} %s \\n",
        "=HYPERLINK(1)",
        "'; DROP TABLE named_link; --",
        "@everyone [here](https://example.org)",
        "**Plakat** _x_ `y` ~z~ ||w||",
        "ملصق في الشارع",
        "link:7",
        "ABCDEFG",
    ],
)
async def test_whatever_a_link_is_called_is_said_as_it_is(world: World, eva: Supporter, name: str) -> None:
    key = await home(world)
    await names_link(eva, key, name)
    eva.sees(f"The link “{name}”")
    await eva.taps_to(f"links:{key}")
    eva.sees(name, "Opened: fewer than 5.")
    (link,) = await rows(world.store, sa.select(named_link))
    assert link.name == name
