"""Buttons that were shown before something changed, and news that came between two looks: all is looked at again."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from storage.comments import CommentState
from storage.follows import Topic, subject_of
from storage.nouns import Nouns
from storage.tables.moderating import report
from storage.tables.news import follow
from storage.tables.people import supporter
from storage.tables.petitions import petition
from storage.tables.signing import share_link
from storage.tables.stories import comment
from tests.journeys.campaigns import COUNTED, HOME, MARRIAGE
from tests.journeys.worlds import World, whole_forms
from tests.people import Recorded, Supporter
from tests.storage.planting import rows

RISKY = "PARKAK"
DISCREET = "From now on news is shown to you discreetly"


async def becomes(world: World, **values: object) -> None:
    """All petitions change."""
    await world.store.turn(lambda nouns: nouns.connection.run(sa.update(petition).values(**values)))


async def is_discreet(world: World) -> bool | None:
    (row,) = await rows(world.store, sa.select(supporter.c.is_discreet))
    return None if row.is_discreet is None else bool(row.is_discreet)


async def test_an_old_sign_button_of_somebody_who_has_signed_writes_nothing(world: World, ada: Supporter) -> None:
    await ada.opens(MARRIAGE)
    sign = ada.button(COUNTED)
    await ada.taps(COUNTED)
    await becomes(world, at_risk=True)
    await world.store.turn(lambda nouns: nouns.connection.run(sa.delete(follow)))
    await ada.taps_old(sign)
    ada.sees("You signed")
    assert await rows(world.store, sa.select(follow)) == []
    assert await is_discreet(world) is None


async def test_following_where_people_are_at_risk_makes_messages_discreet_once(world: World, ada: Supporter) -> None:
    await world.begins_petitions(RISKY, at_risk=True)
    await ada.opens(RISKY)
    number = ada.button(COUNTED).leads_to.split(":")[1]
    await ada.taps_to(f"hear:petition:{number}:0")
    ada.does_not_see(DISCREET)
    await ada.taps_to(f"heed:petition:{number}:{int(Topic.ENDINGS)}:1")
    ada.sees(DISCREET)
    assert await is_discreet(world) is True
    await ada.taps_to(f"heed:petition:{number}:{int(Topic.UPDATES)}:1")
    ada.does_not_see(DISCREET)
    await ada.taps_to("prefer:discreet:off")
    await ada.taps_to(f"hear:petition:{number}:1")
    ada.does_not_see(DISCREET)
    assert await is_discreet(world) is False


async def test_following_where_nobody_is_at_risk_leaves_messages_as_they_are(world: World, ada: Supporter) -> None:
    await ada.taps_to("hear:petition:1:1")
    ada.does_not_see(DISCREET)
    assert await is_discreet(world) is None


@pytest.mark.parametrize("state", ["won", "closed"])
async def test_nothing_is_counted_for_a_petition_that_ended(world: World, ada: Supporter, state: str) -> None:
    await ada.opens(HOME)
    await ada.taps("Share")
    count = ada.button("Count what it brings")
    await becomes(world, state=state)
    await ada.taps_old(count)
    ada.sees("This petition can't be signed any more.")
    assert await rows(world.store, sa.select(share_link)) == []


async def test_a_held_signature_counts_for_no_link(world: World, ada: Supporter, bo: Supporter) -> None:
    await ada.opens(HOME)
    await ada.taps("Share")
    number = ada.button("Count what it brings").leads_to.split(":")[1]
    await ada.taps("Count what it brings")
    (link,) = await rows(world.store, sa.select(share_link))
    codes = [f"PARKA{letter}" for letter in "BCDEF"]
    await world.begins_petitions(*codes)
    for code in codes:
        await bo.opens(code)
        await bo.taps(COUNTED)
    await bo.taps_to(f"sign:{number}:{link.code}")
    bo.sees("Your signature is being checked.")
    (link,) = await rows(world.store, sa.select(share_link))
    assert link.brought == 0


@whole_forms
async def test_three_comments_may_wait_also_where_the_form_was_open_before(world: World, ada: Recorded) -> None:
    for number in range(5):
        await ada.sends_to("send_comment:1", show="unnamed", text=f"I was there, {number}.")
    ada.sees("3 comments of yours wait here.")
    assert len(await rows(world.store, sa.select(comment).where(comment.c.supporter_id.is_not(None)))) == 3


@whole_forms
async def test_nobody_reports_their_own_comment(world: World, ada: Recorded) -> None:
    await ada.sends_to("send_comment:1", show="unnamed", text="I was there.")
    (mine,) = await rows(world.store, sa.select(comment).where(comment.c.supporter_id.is_not(None)))
    await world.store.turn(lambda nouns: nouns.comments.decide(mine.id, CommentState.PUBLISHED, world.clock()))
    await ada.taps_to(f"reported:comment:{mine.id}:other")
    ada.sees("There is nothing to report here.")
    assert await rows(world.store, sa.select(report)) == []


async def raises(world: World, goals: list[int], ago: timedelta = timedelta()) -> None:
    """Goals of the first petition are reached, perhaps a while ago, and told only now."""

    def tell(nouns: Nouns, goal: int, at: timedelta) -> bool:
        return nouns.alerts.raise_once("milestone", subject_of(1), str(goal), world.clock() - at)

    for goal in goals:
        world.clock.moves(timedelta(hours=1))
        assert await world.store.turn(partial(tell, goal=goal, at=ago))


async def test_what_was_raised_before_ada_looked_and_committed_after_is_not_lost(world: World, ada: Supporter) -> None:
    await ada.taps_to("heed:petition:1:4:1")
    await raises(world, [20_000])
    world.clock.moves(timedelta(hours=5))
    await ada.starts()
    ada.sees("20,000")
    await raises(world, [25_000], ago=timedelta(hours=3))
    await ada.starts()
    ada.sees("25,000")
    ada.does_not_see("20,000")


async def test_a_later_page_of_the_news_has_not_shown_the_newest(world: World, ada: Supporter) -> None:
    await ada.taps_to("heed:petition:1:4:1")
    await raises(world, list(range(20_000, 27_000, 1_000)))
    await ada.taps_to("missed:2")
    ada.sees("20,000")
    await ada.starts()
    ada.sees("Since you were last here", "26,000", "20,000")


async def test_news_are_dated_in_adas_own_zone(world: World, ada: Supporter) -> None:
    await ada.taps_to("heed:petition:1:4:1")
    (row,) = await rows(world.store, sa.select(supporter.c.id))
    await raises(world, [20_000])
    await world.store.turn(lambda nouns: nouns.preferences.set(row.id, zone="Pacific/Auckland"))
    await ada.starts()
    ada.sees("22 November 2026: ")
