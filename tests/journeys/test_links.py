"""Coming in by a link: to a petition, to the stories, or by something that is no link of ours."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from storage.tables.petitions import petition
from tests.journeys.campaigns import COUNTED, MARRIAGE
from tests.journeys.worlds import World
from tests.people import Supporter

FRESH = "This link leads nowhere here. Nothing is lost; go on from here."


@pytest.mark.parametrize(
    "payload", ["petition-é", "petition-" + "é" * 50, "petition-１", "é" * 60, "petition-" + "1" * 60]
)
async def test_what_is_no_link_of_ours_begins_afresh(ada: Supporter, payload: str) -> None:
    await ada.starts(payload)
    ada.sees(FRESH, "Read what people ask for, and sign what you stand for.")


async def test_a_link_leads_to_the_stories(ada: Supporter) -> None:
    await ada.starts("stories")
    assert ada.screen.title.startswith("Stories and news")
    ada.does_not_see(FRESH)
    assert any(button.leads_to.startswith("told:") for row in ada.screen.rows for button in row)


@pytest.mark.parametrize("payload", [MARRIAGE, MARRIAGE.lower(), "petition-1"])
async def test_six_letters_and_a_link_lead_to_the_petition(ada: Supporter, payload: str) -> None:
    await ada.starts(payload)
    assert ada.screen.title.startswith("Save Doug and Alex's Marriage")
    ada.sees(f"Code {MARRIAGE}.")


@pytest.mark.parametrize("payload", ["ABCDEF", "petition-404"])
async def test_a_petition_that_is_not_there_is_said_so(ada: Supporter, payload: str) -> None:
    await ada.starts(payload)
    ada.sees("There is no petition here.")


async def test_an_old_button_is_called_a_button(ada: Supporter) -> None:
    await ada.taps_to("no_such_verb:1")
    ada.sees("This button no longer leads anywhere. Nothing is lost; go on from here.")


async def test_what_closes_soon_says_what_will_be_here(world: World, ada: Supporter) -> None:
    await world.store.turn(lambda nouns: nouns.connection.run(sa.update(petition).values(closes_at=None)))
    await ada.taps_to("by:closing")
    ada.sees("No open petition has a last day now. Those that have one will stand here, the next to close first.")


@pytest.mark.parametrize("payload", ["sign-1", "sign_here-1", "sign_named-1"])
async def test_a_link_to_signing_leads_to_what_would_be_signed(bo: Supporter, payload: str) -> None:
    await bo.starts(payload)
    bo.sees("12,030 have signed.")
    bo.sees_buttons(COUNTED)
