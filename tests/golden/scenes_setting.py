"""What organizers set once: reminders that come again, messages at goals, signatures from elsewhere, the rules."""

from __future__ import annotations

import sqlalchemy as sa

from storage.ledger import Kind
from storage.members import Role
from storage.nouns import Nouns
from storage.tables.news import reminder
from tests.golden.catalogue import scene
from tests.golden.scenes_organizing import answers, at_the_desk, code_for, joins
from tests.golden.stage import SUBMIT, Stage, Visitor
from tests.storage.planting import plant_petition

GETEQUAL = "GetEQUAL"


async def park(stage: Stage, signed: int = 84) -> int:
    """A petition of GetEQUAL that so many have signed; Ada organizes it."""
    now = stage.world.clock()

    def plant(nouns: Nouns) -> int:
        owner = nouns.organisations.named(GETEQUAL)
        key = plant_petition(nouns, "park", organisation_id=owner, code="PARKAK", is_sample=True, zone="Europe/Berlin")
        nouns.ledger.enter(key, Kind.SIGNED, signed, now)
        return key

    key = int(await stage.stores(plant))
    await joins(stage.ada, await code_for(stage), "Ada")
    return key


async def says_when(ada: Visitor) -> None:
    """All of a reminder: a window with what is needed, elsewhere question by question with one that can't be taken."""
    if ada.is_filling_in:
        await ada.types("Sun, Thu", "2:30", "Bring a friend.", "Berlin")
        await ada.taps("Skip", SUBMIT)
    else:
        await ada.types("Someday", "Sun, Thu", "2:30", "Bring a friend.")
        await ada.taps("Leave it as it is", "Skip")


@scene("en")
async def reminding_again(stage: Stage) -> None:
    """A reminder is set after a last look, paused, changed and stopped; what can't be taken is said."""
    key = await park(stage)
    await stage.ada.taps_to(f"rems:{key}")
    await stage.ada.taps("Set a reminder")
    await says_when(stage.ada)
    await stage.ada.taps("Set this reminder")
    rows = await stage.stores(lambda nouns: nouns.connection.all(sa.select(reminder.c.id)))
    await stage.ada.taps_to(f"rem:{key}:{rows[0].id}")
    await stage.ada.taps("Pause it", "Let it go on", "Stop it", "Stop it")
    await stage.ada.taps_to(f"rem_edit:{key}:{rows[0].id}")


@scene("en", "de", "es")
async def saying_to_goals(stage: Stage) -> None:
    """A goal ahead gets its message; once it is reached, readers see it."""
    key = await park(stage)
    await stage.ada.taps_to(f"goals:{key}")
    await stage.ada.taps("100", "Write a message")
    await answers(stage.ada, "A hundred of you. Now to the council.", "Ada, lead")
    await stage.stores(lambda nouns: nouns.ledger.enter(key, Kind.SIGNED, 20, stage.world.clock.now))
    await stage.ada.taps("Back to the goals")
    await stage.ada.taps_to(f"goal_out:{key}:100:00000000")
    await stage.ada.taps_to(f"more:{key}")


@scene("en", "de", "es")
async def adding_from_elsewhere(stage: Stage) -> None:
    """Paper is added and put right, more than there are is asked about, and readers see what was made where."""
    key = await park(stage)
    await stage.ada.taps_to(f"paper:{key}")
    await stage.ada.taps("Add signatures", "On paper")
    await answers(stage.ada, "100", "Collected at the market")
    await stage.ada.taps_what_begins("{n} on paper", n=100)
    await stage.ada.taps("Put it right")
    await answers(stage.ada, "90", "Ten had signed twice")
    await stage.ada.taps("Back to what was added", "Add signatures", "On another list")
    await answers(stage.ada, "5000", "The list of the neighbours")
    await stage.ada.taps("Cancel")
    await stage.ada.taps_to(f"paper_right:{key}:1:10")
    await stage.ada.taps_to(f"paper_sure:{key}")
    await stage.ada.taps_to(f"more:{key}")


@scene("en", "de", "es")
async def setting_rules(stage: Stage) -> None:
    """An owner says how often, by how many, and after which silence organizers are asked."""
    await joins(stage.ada, await code_for(stage, Role.OWNER), "Ada")
    await at_the_desk(stage.ada)
    await stage.ada.taps("More", "Rules for telling", "Change how often", "2", "Let two agree", "Days without news")
    await answers(stage.ada, "14")
