"""Moderators decide on what waits, and its writers hear of it."""

from __future__ import annotations

from datetime import timedelta

from storage.members import Role
from storage.nouns import Nouns
from storage.telling_writers import TOLD_AFTER, tell_due
from storage.waiting_news import COLLECTED_FOR
from tests.golden.catalogue import scene
from tests.golden.scenes_organizing import at_the_desk, code_for, joins
from tests.golden.stage import Stage, Visitor
from tests.journeys.campaigns import HOME, NAMED
from tests.journeys.test_organizers_moderating import GENTLE, NAMES_BOB, hold_two

MODERATING = (Role.OWNER, Role.MODERATOR)


async def moderates(stage: Stage, name: str = "Mo", *, of_story: bool = False) -> Visitor:
    """A moderator of whoever runs that petition, or told the first story."""

    def of(nouns: Nouns) -> str:
        story, found = nouns.stories.find(1), nouns.petitions.by_code(HOME, "en", stage.world.clock())
        assert story is not None
        assert found is not None
        return story.organisation if of_story else found.organisation

    person = stage.person(name)
    await joins(person, await code_for(stage, Role.MODERATOR, await stage.stores(of)), name)
    return person


async def gives_reason(person: Visitor, name: str, words: str = NAMES_BOB) -> None:
    """They sign with a reason, which waits."""
    person.stage.world.clock.moves(timedelta(minutes=1))
    with person.stage.dark():
        await person.opens(HOME)
        await person.taps(NAMED)
        await says(person, name, words)


async def says(person: Visitor, name: str, words: str) -> None:
    """The naming form, with a reason."""
    await person.taps("Name and reason")
    await person.types(name, "Oregon", words)
    await person.taps_main()


async def opens_queue(person: Visitor) -> None:
    """From the desk."""
    await at_the_desk(person)
    await person.taps_what_begins("Waiting: {n}".partition("{")[0])


@scene("en")
async def deciding(stage: Stage) -> None:
    """Two reasons: one published and taken back, one skipped, one softened, one rejected; nothing waits then."""
    mo = await moderates(stage)
    await gives_reason(stage.ada, "Izzy")
    await gives_reason(stage.bo, "Kim")
    await opens_queue(mo)
    await mo.taps("Publish", "Undo last", "Skip", "Ask to soften", "Back to the item", "Ask to soften")
    await mo.taps("Names other people", "Reject…", "Endangers people")


@scene("en")
async def what_waits(stage: Stage) -> None:
    """By kind, by petition, what was decided today; held signatures; no more messages that something waits."""
    mo = await moderates(stage)
    await gives_reason(stage.ada, "Izzy")
    await stage.stores(lambda nouns: hold_two(nouns, stage.world.clock()))
    await opens_queue(mo)
    await mo.taps("More", "One kind alone", "Signature", "Count it", "Never count it", "See all that waits", "More")
    await mo.taps("One petition", "Back to what waits", "What I decided", "Back to what waits")
    if not stage.is_on_telegram:
        await mo.taps("Tell me when it waits", "Back to what waits")
    await mo.taps("Stop telling me", "Tell me when it waits", "Back to what waits", "Back to the desk")


@scene("en")
async def two_moderators(stage: Stage) -> None:
    """One looks at it, so that the other does not; who comes second is told who decided."""
    mo, eva = await moderates(stage), await moderates(stage, "Eva")
    await gives_reason(stage.ada, "Izzy")
    with stage.dark():
        await opens_queue(mo)
    publish = mo.person.button(stage.said("Publish")).leads_to
    await opens_queue(eva)
    await eva.taps_to(publish)
    await mo.taps("Publish")
    await eva.taps_to(publish)
    await eva.taps_to(f"item:{publish.split(':')[1]}")


async def told(stage: Stage, person: Visitor) -> None:
    """They open what they were told last."""
    stage.world.clock.moves(TOLD_AFTER)
    now = stage.world.clock()

    def tell(nouns: Nouns) -> int:
        tell_due(nouns.connection, now, 9)
        return nouns.alerts.recent(1)[0].id

    await person.taps_to(f"show_alert:{await stage.stores(tell)}")


@scene("en")
async def said_anew(stage: Stage) -> None:
    """A writer is asked to soften, says it anew, and hears how that ended."""
    mo = await moderates(stage)
    await gives_reason(stage.ada, "Izzy")
    with stage.dark():
        await opens_queue(mo)
        await mo.taps("Ask to soften", "Names other people")
    await told(stage, stage.ada)
    await stage.ada.taps("See my signature", "Say it anew")
    with stage.dark():
        await says(stage.ada, "Izzy", GENTLE)
        await opens_queue(mo)
        await mo.taps("Reject…", "Not on the subject")
    await told(stage, stage.ada)
    await stage.ada.taps("See my signature")


@scene("en")
async def a_comment_said_anew(stage: Stage) -> None:
    """It is softened, said anew in its place, and published."""
    mo = await moderates(stage, of_story=True)
    with stage.dark():
        await stage.ada.taps_to("comment_on:1")
        await stage.ada.taps("Without a name")
        await stage.ada.types("They are fools, all of them.")
        await stage.ada.taps_main()
    await opens_queue(mo)
    with stage.dark():
        await mo.taps("Ask to soften", "Insults somebody")
    await told(stage, stage.ada)
    await stage.ada.taps("Read my comment", "Say it anew", "Without a name")
    await stage.ada.types("It rained, and I stayed.")
    await stage.ada.taps_main()


@scene("en")
async def told_that_something_waits(stage: Stage) -> None:
    """How much of what, and never a word of it."""
    mo = await moderates(stage)
    await gives_reason(stage.ada, "Izzy")
    stage.world.clock.moves(COLLECTED_FOR)
    now = stage.world.clock()

    def tell(nouns: Nouns) -> int:
        nouns.waiting_news.tell_due(MODERATING, now, 9)
        return nouns.alerts.recent(1)[0].id

    await mo.taps_to(f"show_alert:{await stage.stores(tell)}")
    await mo.taps("Look")
