"""Organizers tell stories and news from their chats; nobody reads them before they are published."""

from __future__ import annotations

import sqlalchemy as sa

from storage.members import Role
from storage.tables.news import alert
from storage.tables.stories import story
from tests.journeys.organizers import answers, code_for, goes_to_desk, joins
from tests.journeys.worlds import World
from tests.people import Supporter
from tests.seen import GO_ON
from tests.storage.planting import rows

TITLE, TEXT = "The council hears us", "On Monday forty people spoke."


async def begins(world: World, person: Supporter) -> int:
    """News with nothing but its title; its id."""
    await joins(person, await code_for(world, Role.ORGANIZER), "Ada")
    return await begins_here(world, person)


async def begins_here(world: World, person: Supporter) -> int:
    """The same by somebody who organizes already."""
    await goes_to_desk(person)
    for label in ("Stories and news", "Begin a new one", "Begin news"):
        await person.taps(label)
    await answers(person, title=TITLE)
    (row,) = await rows(world.store, sa.select(sa.func.max(story.c.id).label("id")))
    return int(row.id)


async def writes(person: Supporter, label: str, words: str) -> None:
    """One of its parts, from its desk and back to it."""
    await person.taps("Write")
    await person.taps(label)
    await answers(person, words=words)
    if "That was all" in person.screen.labels:
        await person.taps("That was all")
    await person.taps("Back to its desk")


async def publishes(person: Supporter) -> None:
    """For the first time."""
    await person.taps("Publish…")
    await person.taps("Publish it")
    person.sees("It is published.")


async def test_a_draft_is_read_by_nobody_and_what_is_published_by_everybody(
    world: World, ada: Supporter, bo: Supporter
) -> None:
    news = await begins(world, ada)
    ada.sees("News, a draft: nobody else sees it.", "Missing before it can be published: its text.")
    await bo.taps_to(f"told:{news}")
    bo.sees("There is no story here.")
    await bo.taps_to(f"comments:{news}")
    bo.sees("There is no story here.")
    await writes(ada, "Write the text", TEXT)
    await publishes(ada)
    await bo.taps_to(f"told:{news}")
    bo.sees(TITLE, TEXT)
    told = await rows(world.store, sa.select(alert.c.occasion).where(alert.c.kind == "new_story"))
    assert [each.occasion for each in told].count(str(news)) == 1


async def test_readers_see_what_was_changed(world: World, ada: Supporter, bo: Supporter) -> None:
    news = await begins(world, ada)
    await writes(ada, "Write the text", TEXT)
    await publishes(ada)
    await writes(ada, "Write the text", f"{TEXT} Nobody spoke for the sale.")
    await bo.taps_to(f"told:{news}")
    bo.sees_no_button("What was changed")
    await ada.taps("Publish the changes…")
    await ada.taps("Publish them")
    await answers(ada, note="Who spoke for it")
    await bo.taps_to(f"told:{news}")
    bo.sees("Nobody spoke for the sale.")
    await bo.taps("What was changed")
    bo.sees("Who spoke for it", "Now:", "Nobody spoke for the sale.")


async def test_two_who_write_the_same_overwrite_nothing(world: World, ada: Supporter, bo: Supporter) -> None:
    news = await begins(world, ada)
    await joins(bo, await code_for(world, Role.ORGANIZER), "Bo")
    for person in (ada, bo):
        await person.taps_to(f"tale_write:{news}:title")
    await answers(ada, words="The council listens")
    await answers(bo, words="The council heard us")
    bo.sees("Somebody else has changed this meanwhile.", "Nothing was overwritten.")
    await bo.taps("Keep theirs")
    await ada.taps_to(f"tale:{news}")
    ada.sees("The council listens")


async def test_two_who_set_the_day_or_choose_the_petition_overwrite_nothing(
    world: World, ada: Supporter, bo: Supporter
) -> None:
    news = await begins(world, ada)
    await joins(bo, await code_for(world, Role.ORGANIZER), "Bo")
    for person in (ada, bo):
        await person.taps_to(f"tale_day:{news}")
    for person, on in ((ada, "3 May 2026"), (bo, "4 May 2026")):
        is_asked_one_by_one = not person.screen.is_whole_form
        await answers(person, happened=on)
        if is_asked_one_by_one:
            await person.taps("Skip")
    bo.sees("Somebody else has changed this meanwhile.", "Nothing was overwritten.")
    await bo.taps("Keep theirs")
    await ada.taps_to(f"tale_about:{news}")
    ada.sees("Happened on 3 May 2026.")
    await bo.taps_to(f"tale_of_it:{news}:0:999")
    bo.does_not_see("Somebody else")


async def test_changes_that_another_went_on_with_are_not_discarded(world: World, ada: Supporter, bo: Supporter) -> None:
    news = await begins(world, ada)
    await writes(ada, "Write the text", TEXT)
    await publishes(ada)
    await joins(bo, await code_for(world, Role.ORGANIZER), "Bo")
    await writes(ada, "Write the text", f"{TEXT} Nobody spoke.")
    await ada.taps_to(f"tale_forget:{news}")
    yes = ada.button("Discard the changes").leads_to
    await bo.taps_to(f"tale_write:{news}:title")
    await answers(bo, words="The council heard us")
    await ada.taps_to(yes)
    ada.sees("Somebody else has changed this meanwhile. Nothing was changed.", "The council heard us")


async def test_what_is_taken_down_is_gone_for_all_others(world: World, ada: Supporter, bo: Supporter) -> None:
    news = await begins(world, ada)
    await writes(ada, "Write the text", TEXT)
    await publishes(ada)
    await ada.taps("Take it down…")
    await ada.taps("Take it down")
    await bo.taps_to(f"told:{news}")
    bo.sees("There is no story here.")
    await bo.taps_to(f"told_before:{news}")
    bo.sees("There is no story here.")
    await ada.taps("Put it back")
    await bo.taps_to(f"told:{news}")
    bo.sees(TEXT)


async def test_a_day_that_is_none_changes_nothing(world: World, ada: Supporter) -> None:
    news = await begins(world, ada)
    await ada.taps_to(f"tale_day:{news}")
    if ada.screen.is_whole_form:
        await ada.fills_in(happened="31 February 2026")
    else:
        await ada.types("31 February 2026")
    ada.sees("February 2026 has no day 31. Nothing was saved.")
    (row,) = await rows(world.store, sa.select(story.c.happened_on).where(story.c.id == news))
    assert row.happened_on == world.clock.now.date()


async def test_days_that_stand_stay_where_they_are_left(world: World, ada: Supporter) -> None:
    news = await begins(world, ada)
    await ada.taps_to(f"tale_day:{news}")
    await answers(ada, happened="1 May 2026", reported="3 May 2026")
    await ada.taps("Set the day")
    if ada.screen.is_whole_form:
        await ada.fills_in(happened="2 May 2026")
    else:
        await ada.types("2 May 2026")
        ada.sees("Now it says: “3 May 2026”")
        ada.sees_buttons("Leave it empty")
        await ada.taps("Leave it as it is")
    ada.sees("Happened on 2 May 2026.", "Reported on 3 May 2026.")


async def test_what_is_reported_before_it_happened_is_asked_again(world: World, ada: Supporter) -> None:
    news = await begins(world, ada)
    await ada.taps_to(f"tale_day:{news}")
    await answers(ada, happened="5 May 2026", reported="3 May 2026")
    ada.sees("It can't be reported before it happened. Nothing was saved.")
    if GO_ON in ada.screen.labels:
        await ada.taps(GO_ON)
    await answers(ada, happened="5 May 2026", reported="6 May 2026")
    ada.sees("Happened on 5 May 2026.", "Reported on 6 May 2026.")


async def test_the_text_of_a_story_is_not_replaced_unseen(world: World, ada: Supporter) -> None:
    news = await begins(world, ada)
    await writes(ada, "Write the text", TEXT)
    await ada.taps_to(f"tale_write:{news}:text")
    ada.sees(TEXT)
    if ada.screen.is_whole_form:
        await ada.fills_in()
    else:
        await ada.taps("Leave it as it is")
    ada.sees(TEXT)


async def takes_down_and_writes(world: World, person: Supporter, words: str) -> int:
    """A story that says something else since it was taken down; its id."""
    news = await begins(world, person)
    await writes(person, "Write the text", TEXT)
    await publishes(person)
    await person.taps("Take it down…")
    await person.taps("Take it down")
    old = person.button("Put it back").leads_to
    await rewrites(person, news, words)
    await person.taps_to(old)
    return news


async def rewrites(person: Supporter, news: int, words: str) -> None:
    """Other words in place of its text."""
    await person.taps_to(f"tale_write:{news}:text")
    await answers(person, words=words)
    if "That was all" in person.screen.labels:
        await person.taps("That was all")
    await person.taps("Back to its desk")


async def test_what_is_put_back_says_what_was_changed_meanwhile(world: World, ada: Supporter, bo: Supporter) -> None:
    news = await takes_down_and_writes(world, ada, "On Monday nobody was named.")
    ada.sees("Put it back with these changes?", TEXT, "On Monday nobody was named.")
    await bo.taps_to(f"told:{news}")
    bo.sees("There is no story here.")
    await ada.taps("Put it back like this")
    await answers(ada, note="Nobody is named")
    ada.sees("Others can read it again.", "News, published.")
    await bo.taps_to(f"told:{news}")
    bo.sees("On Monday nobody was named.")
    bo.does_not_see(TEXT)


async def test_what_somebody_takes_down_meanwhile_stays_down(world: World, ada: Supporter, bo: Supporter) -> None:
    news = await begins(world, ada)
    await writes(ada, "Write the text", TEXT)
    await publishes(ada)
    await joins(bo, await code_for(world, Role.ORGANIZER), "Bo")
    await rewrites(ada, news, "On Monday nobody was named.")
    await ada.taps_to(f"tale_out:{news}")
    await ada.taps("Publish them")
    await bo.taps_to(f"tale_down_yes:{news}")
    bo.sees("It is taken down.")
    await answers(ada, note="Nobody is named")
    ada.sees("Somebody has changed it meanwhile. Nothing was published; look again.")
    await bo.taps_to(f"told:{news}")
    bo.sees("There is no story here.")


async def test_a_story_is_taken_down_while_a_new_text_is_written(world: World, ada: Supporter, bo: Supporter) -> None:
    news = await begins(world, ada)
    await writes(ada, "Write the text", TEXT)
    await publishes(ada)
    await rewrites(ada, news, "On Monday nobody was named.")
    ada.sees_buttons("Publish the changes…", "Take it down…")
    await ada.taps("Take it down…")
    await ada.taps("Take it down")
    await bo.taps_to(f"told:{news}")
    bo.sees("There is no story here.")


async def test_what_was_discarded_of_a_story_is_told_to_owners(world: World, ada: Supporter) -> None:
    await joins(ada, await code_for(world, Role.OWNER), "Ada")
    news = await begins_here(world, ada)
    await writes(ada, "Write the text", TEXT)
    await publishes(ada)
    await rewrites(ada, news, "On Monday nobody was named.")
    for label in ("Publish the changes…", "Discard them…", "Discard the changes"):
        await ada.taps(label)
    ada.sees("The changes are discarded.")
    await ada.taps_to(f"tale_forget_yes:{news}")
    await goes_to_desk(ada)
    await ada.taps("More")
    await ada.taps("What was done")
    assert ada.screen.text.count("You discarded a new text of") == 1


async def test_nobody_discards_what_they_have_not_seen(world: World, ada: Supporter, bo: Supporter) -> None:
    news = await begins(world, ada)
    await joins(bo, await code_for(world, Role.ORGANIZER), "Bo")
    await writes(ada, "Write the text", TEXT)
    await publishes(ada)
    await rewrites(ada, news, "On Monday nobody was named.")
    await ada.taps("Publish the changes…")
    await ada.taps("Discard them…")
    await rewrites(bo, news, "On Monday all were named.")
    await ada.taps("Discard the changes")
    ada.sees("Somebody else has changed this meanwhile. Nothing was changed.")
    await bo.taps_to(f"tale_forget_yes:{news}")
    bo.sees("Somebody else has changed this meanwhile. Nothing was changed.")
    await bo.taps_to(f"tale_forget:{news}")
    await bo.taps("Discard the changes")
    bo.sees("The changes are discarded.")
