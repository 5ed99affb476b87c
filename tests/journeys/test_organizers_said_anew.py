"""A moderator undoes what stands; what its writer has said anew since is offered for no undoing."""

from __future__ import annotations

from tests.journeys.organizers import joins, moderators_code
from tests.journeys.test_organizers_moderating import GENTLE, gives_reason, opens_queue, says, signed_token
from tests.journeys.worlds import World
from tests.people import Supporter


async def test_what_was_said_anew_is_no_longer_offered_to_be_undone(
    world: World, ada: Supporter, bo: Supporter
) -> None:
    mo = world.person("Mo")
    await joins(mo, await moderators_code(world), "Mo")
    await gives_reason(ada, "Izzy")
    await opens_queue(mo)
    await mo.taps("Ask to soften")
    await mo.taps("Names other people")
    mo.sees_buttons("Undo last")
    await ada.taps_to(await signed_token(world))
    await ada.taps("Say it anew")
    await says(ada, "Izzy", GENTLE, is_anew=True)
    await opens_queue(mo)
    mo.sees("Held: was said anew after somebody asked for it.")
    mo.sees_no_button("Undo last")
    await mo.taps("Publish")
    mo.sees_buttons("Undo last")
