"""Organizers look at a petition, publish it, change its text and end it; signers say whether it still holds."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

import sqlalchemy as sa

from storage.hearing import TEST_COPY, TEXT_CHANGED
from storage.making import make_page
from storage.members import Role
from storage.nouns import Nouns
from storage.petition_rows import hash_of
from storage.petitions import Petition
from storage.standing import State
from storage.tables.petitions import decision_maker, petition_text
from tests.golden.catalogue import scene
from tests.golden.scenes_organizing import GETEQUAL, answers, answers_by, code_for, joins
from tests.golden.stage import Stage
from tests.storage.planting import plant_petition

ENGLISH = (
    "Keep the park open",
    "Keep the park open for all who live around it.",
    "It is ours.",
    "The council wants to sell it.",
)
GERMAN = (
    "Der Park bleibt offen",
    "Haltet den Park für alle offen.",
    "Er ist unser.",
    "Die Stadt will ihn verkaufen.",
)
NEW_ASK = "Keep the park and the pond open for all who live in the town."
NOTE = "The pond belongs to it now, and it is for the whole town."


def _texts(petition_id: int, version: int, ask: str = ENGLISH[1]) -> list[dict[str, Any]]:
    said = {"en": (ENGLISH[0], ask, *ENGLISH[2:]), "de": GERMAN}
    names = ("title", "ask", "summary", "story")
    return [
        {"petition_id": petition_id, "version": version, "locale": locale, "hash": hash_of(*text)}
        | dict(zip(names, text, strict=True))
        for locale, text in said.items()
    ]


def plant(nouns: Nouns, state: State = State.DRAFT) -> int:
    """A petition of GetEQUAL, whole but for nothing."""
    owner = nouns.organisations.named(GETEQUAL)
    park = plant_petition(nouns, "parkxy", organisation_id=owner, state=state.value, locales=(), is_sample=True)
    nouns.connection.many(sa.insert(petition_text), _texts(park, 1))
    if state is not State.DRAFT:
        maker = {"petition_id": park, "position": 1, "is_addressed": True, "office": "City Council"}
        nouns.connection.run(sa.insert(decision_maker).values(maker))
    return park


def write_anew(nouns: Nouns, found: Petition) -> None:
    """What it asks is written anew."""
    nouns.connection.many(sa.insert(petition_text), _texts(found.id, found.version + 1, NEW_ASK))


def ask_somebody(nouns: Nouns, park: int) -> None:
    """The one thing that it lacked."""
    maker = {"petition_id": park, "position": 1, "is_addressed": True, "office": "City Council"}
    nouns.connection.run(sa.insert(decision_maker).values(maker))


async def changed(stage: Stage, park: int) -> None:
    """A new text waits to be published."""
    now = stage.world.clock.now
    found = await stage.stores(lambda nouns: nouns.petitions.find_any(park, "en", now))
    await stage.stores(partial(write_anew, found=found))


@scene("en")
async def publishing(stage: Stage) -> None:
    """A draft is looked at in both languages; what it lacks is said, and then it is published."""
    await joins(stage.ada, await code_for(stage, Role.ORGANIZER), "Ada")
    park = await stage.stores(plant)
    await stage.ada.taps_to(f"pet_look:{park}")
    await stage.ada.taps("Send a test to me")
    if stage.is_on_telegram:
        await _hears(stage, "ada", TEST_COPY)
    await stage.ada.taps_to(f"pet_look:{park}")
    await stage.ada.taps("In {language}", language="Deutsch")
    await stage.ada.taps("Read the story")
    await stage.ada.taps("Back to how it looks", "How it fits", "Back to publishing")
    await stage.stores(partial(ask_somebody, park=park))
    await stage.ada.taps_to(f"pet_out:{park}")
    await stage.ada.taps("Publish")


@scene("en")
async def a_new_text(stage: Stage) -> None:
    """What a new text changes, a sentence about it, and what signers and readers then see."""
    await joins(stage.ada, await code_for(stage, Role.ORGANIZER), "Ada")
    park = await stage.stores(partial(plant, state=State.OPEN))
    with stage.dark():
        await stage.bo.opens("PARKXY")
        await stage.bo.taps("Sign, counted only")
    await changed(stage, park)
    await stage.ada.taps_to(f"pet_out:{park}")
    await stage.ada.taps("See how it looks")
    with stage.dark():
        await stage.ada.taps_to(f"pet_out:{park}")
    await stage.ada.taps("Publish this text")
    await stage.ada.types(NOTE)
    await answers_by(stage.ada, "It asks something else")
    await stage.ada.taps("Publish without it")
    await _hears(stage, "bo", TEXT_CHANGED)
    await stage.bo.opens("PARKXY")
    await stage.bo.taps("See what changed", "The text you signed")
    await stage.bo.taps_to(f"signed:{park}")
    for _tap in range(2):
        await stage.bo.taps_to(f"still:{park}:2")
    await stage.bo.taps_to(f"more:{park}")
    await stage.bo.taps("What was changed")
    await stage.bo.taps_to(f"version:{park}:2")


@scene("en")
async def a_new_text_discarded(stage: Stage) -> None:
    """What was written in place of a public text is thrown away."""
    await joins(stage.ada, await code_for(stage, Role.ORGANIZER), "Ada")
    park = await stage.stores(partial(plant, state=State.OPEN))
    await changed(stage, park)
    await stage.ada.taps_to(f"pet_out:{park}")
    await stage.ada.taps("Close or discard…", "Discard the new text…", "Discard it")


def _told(nouns: Nouns, kind: str, at: datetime) -> int:
    """The newest alert of a kind, with its deliveries made."""
    given = next(each for each in nouns.alerts.recent(9) if each.kind == kind)
    while make_page(nouns, given, at):
        pass
    return given.id


async def _hears(stage: Stage, name: str, kind: str) -> None:
    """What came to them, as it is shown."""
    alert_id = await stage.stores(partial(_told, kind=kind, at=stage.world.clock.now))
    await getattr(stage, name).taps_to(f"show_alert:{alert_id}")


@scene("en")
async def ending_a_petition(stage: Stage) -> None:
    """Closed, opened again without whoever was erased, and retired with a reason."""
    await joins(stage.ada, await code_for(stage, Role.ORGANIZER), "Ada")
    park = await stage.stores(partial(plant, state=State.OPEN))
    with stage.dark():
        await stage.bo.opens("PARKXY")
        await stage.bo.taps("Sign, counted only")
    await stage.ada.taps_to(f"pet_out:{park}")
    await stage.ada.taps("Close", "Close")
    with stage.dark():
        await stage.bo.commands("/privacy")
        await stage.bo.taps("Erase me", "Erase me now")
    await stage.ada.taps_to(f"pet_out:{park}")
    await stage.ada.taps("Open it again", "Open it again", "Retire")
    await answers(stage.ada, "The council has given the park to us for good.")
    await stage.ada.taps("Retire it")
    await stage.bo.opens("PARKXY")
