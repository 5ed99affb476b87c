"""A victory from the first answer on, what follows it, a response, and handing over."""

from __future__ import annotations

from storage.drafting_parts import Target
from storage.members import Role
from storage.nouns import Nouns
from tests.golden.catalogue import scene
from tests.golden.scenes_organizing import answers, at_the_desk, code_for, joins
from tests.golden.stage import Stage, Visitor
from tests.journeys.organizers import GETEQUAL
from tests.pictures import png
from tests.storage.planting import plant_petition

CHANGED, POST = "Couples parted by law count as family.", "https://post.example/law"


async def at_the_petition(stage: Stage) -> int:
    """Ada organizes, and a petition of hers can be won; its id."""

    def plant(nouns: Nouns) -> int:
        owner = nouns.organisations.named(GETEQUAL)
        park = plant_petition(nouns, "ktmprk", code="KTMPRK", organisation_id=owner, is_sample=True)
        nouns.drafted_parts.add_target(park, Target(office="Mayor", person="Bea M."))
        return park

    await joins(stage.ada, await code_for(stage, Role.ORGANIZER), "Ada")
    await at_the_desk(stage.ada)
    return int(await stage.stores(plant))


async def wins(person: Visitor, petition_id: int) -> None:
    """Three answers."""
    await person.taps_to(f"win:{petition_id}")
    await person.taps("A part of it")
    await answers(person, CHANGED, "The Post", POST)


async def is_told(stage: Stage, petition_id: int) -> int:
    """Its telling begins; the id of the victory."""

    def start(nouns: Nouns) -> int:
        standing = nouns.news_drafts.victory_of(petition_id)
        assert standing is not None
        assert nouns.broadcasts.start(nouns.news_drafts.broadcast_of(standing.id) or 0, stage.world.clock())
        return standing.id

    return int(await stage.stores(start))


@scene("en", "de", "es")
async def declaring_a_victory(stage: Stage) -> None:
    """How much, what changed, a source; then what all can follow."""
    park = await at_the_petition(stage)
    await stage.ada.taps_to(f"win:{park}")
    await stage.ada.taps("A part of it")
    await answers(stage.ada, CHANGED, "The Post", POST)
    await stage.ada.taps("What it says", "Languages", "Back to its words", "Not solved")
    await answers(stage.ada, "Couples abroad wait.")
    await stage.ada.taps("Back to its desk", "Facts", "Who decided", "Back to the facts", "Where it leads")
    await stage.ada.taps("Next petition", "Back to where it leads", "Same event", "Get a code", "Add one of ours")


@scene("en", "de", "es")
async def a_victory_that_does_not_hold(stage: Stage) -> None:
    """Corrected, and then withdrawn; readers see both."""
    park = await at_the_petition(stage)
    with stage.dark():
        await wins(stage.ada, park)
        piece = await is_told(stage, park)
    await stage.ada.taps_to(f"piece:{piece}")
    await stage.ada.taps("Correct…")
    await answers(stage.ada, "It was the council, not the mayor.")
    await stage.bo.taps_to(f"victory:{park}")
    await stage.ada.taps("Withdraw…")
    await answers(stage.ada, "The court stayed it.")
    await stage.bo.taps_to(f"victory:{park}")


@scene("en", "de", "es")
async def handing_over(stage: Stage) -> None:
    """To whom, when, where and how; a photo, and then what they answered."""
    park = await at_the_petition(stage)
    await stage.ada.taps_to(f"hand:{park}")
    await stage.ada.taps("More", "Tell people of it", "Back to handing over")
    await stage.ada.taps_what_begins("Mayor")
    await stage.ada.taps("Write it down")
    await answers(stage.ada, "2 May 2026", "City hall", "in person")
    await stage.ada.taps("Photo", "Choose the picture")
    await stage.ada.sends_picture(png())
    await answers(stage.ada, "Forty people in a hall", "2 May")
    await stage.bo.taps_to(f"more:{park}")
    await stage.bo.taps("See it handed over")
    await stage.ada.taps_to(f"responses:{park}")
    await stage.ada.taps("New response")


@scene("en")
async def what_else_is_on_a_desk(stage: Stage) -> None:
    """Every further question about a victory, a response and handing over, each from an old button."""
    park = await at_the_petition(stage)
    with stage.dark():
        await wins(stage.ada, park)
    piece, maker = await stage.stores(lambda nouns: _ids(nouns, park))
    for verb in ("full", "day", "sources", "source", "files", "picture", "file_add", "lang_out", "lang_gone"):
        await stage.ada.taps_to(f"piece_{verb}:{piece}" + (":de" if verb.startswith("lang") else ""))
        await _leaves_the_form(stage.ada)
    for token in (
        f"piece_lang:{piece}:de",
        f"piece_source_out:{piece}:00000000",
        f"piece_maker_is:{piece}:{maker}",
        f"piece_next_is:{piece}:{park}",
        f"piece_event_add:{piece}:{park}",
        f"win_join:{park}",
        f"response_new:{park}:{maker}",
        f"hand_new:{park}",
        f"hand_off:{park}:{maker}",
        f"hand_off_yes:{park}:{maker}",
        f"hand_file_add:{park}:{maker}",
        f"hand_tell_of:{park}:2026-05-01",
        f"piece_drop:{piece}",
        f"piece_drop_yes:{piece}",
    ):
        await stage.ada.taps_to(token)
        await _leaves_the_form(stage.ada)


def _ids(nouns: Nouns, petition_id: int) -> tuple[int, int]:
    """Of the victory, and of whom the petition asks."""
    standing = nouns.news_drafts.victory_of(petition_id)
    assert standing is not None
    (asked,) = nouns.handing_over.all_of(petition_id)
    return standing.id, asked.id


async def _leaves_the_form(person: Visitor) -> None:
    """What is asked is not answered here."""
    if "Cancel" in person.person.screen.labels:
        await person.taps("Cancel")
