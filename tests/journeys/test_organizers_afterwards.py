"""What was taken down is still decided on, read and deleted; what was tried out stands in the trail."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from bot.commands.reviewing import page_of
from storage.members import Role
from storage.nouns import Nouns
from storage.tables.stories import comment
from tests.journeys.organizers import code_for, goes_to_desk, joins, moderators_code
from tests.journeys.test_organizers_at_night import park
from tests.journeys.test_organizers_moderating import opens_queue
from tests.journeys.test_reasons_and_comments import opens_comments, writes
from tests.journeys.worlds import World
from tests.people import Supporter
from tests.storage.planting import rows

WORDS = "It rained, and I stayed."


async def takes_down(world: World) -> str:
    """The story under which somebody wrote is taken down; its title."""
    (written,) = await rows(world.store, sa.select(comment).where(comment.c.supporter_id.is_not(None)))

    def take_down(nouns: Nouns) -> str:
        found = nouns.stories.find(written.story_id)
        assert found is not None
        assert nouns.story_drafts.take_down(found)
        return found.title

    return str(await world.store.turn(take_down))


async def test_a_comment_under_a_story_that_was_taken_down_is_read_and_deleted(
    world: World, ada: Supporter, bo: Supporter
) -> None:
    await joins(bo, await moderators_code(world, of_story=True), "Bo")
    await writes(ada, WORDS)
    await ada.taps("Send without a name")
    await opens_comments(ada)
    await ada.taps("See my comments")
    mine = ada.button(ada.screen.labels[0]).leads_to
    (written,) = await rows(world.store, sa.select(comment).where(comment.c.supporter_id.is_not(None)))
    title = await takes_down(world)

    await opens_queue(bo)
    bo.sees("Comment 1 of 1", f"On “{title}”")
    (waiting,) = await world.store.read(lambda nouns: nouns.comments.waiting(1))
    printed = await world.store.read(lambda nouns: page_of(nouns, waiting))
    assert f"Story: {title}" in printed
    await bo.taps("Ask to soften")
    await bo.taps("Insults somebody")

    await ada.taps_to(mine)
    ada.sees("A moderator asks you to say your comment more carefully.", WORDS)
    ada.sees("The story that it is on is shown no more.")
    ada.does_not_see(title)
    ada.sees_no_button("Say it anew")
    await ada.taps_to(f"rewrite_comment:{written.id}")
    ada.sees("This comment can't be said anew now.", WORDS)
    await ada.taps_to(f"my_comments:{written.story_id}")
    ada.sees("Your comments", WORDS)
    ada.does_not_see(title)
    await ada.taps_to(mine)
    await ada.taps("Delete my comment")
    ada.sees("Your comment is deleted. Nothing of it is kept.")
    assert not await rows(world.store, sa.select(comment).where(comment.c.id == written.id))
    await ada.taps_to(f"my_comments:{written.story_id}")
    ada.sees("There is no story here.")


@pytest.mark.not_on_discord("there nobody is written to before they ask for it")
async def test_who_tried_out_a_petition_stands_in_the_trail(world: World, ada: Supporter) -> None:
    petition_id = await park(world)
    await joins(ada, await code_for(world, Role.OWNER), "Ada")
    await ada.taps_to(f"pet_test:{petition_id}")
    ada.sees("A test is on its way to you alone")
    await goes_to_desk(ada)
    await ada.taps("More")
    await ada.taps("What was done")
    ada.sees("You sent yourself a test of", "PARKAK")
