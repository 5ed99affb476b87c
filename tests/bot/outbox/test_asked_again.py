"""Whoever signed an earlier text is asked once where they are: also those who chose a digest, or to hear nothing."""

from __future__ import annotations

from storage.follows import Topic
from storage.members import Role
from storage.nouns import Nouns
from storage.preferences import Digest
from storage.showing import Showing
from tests.bot.outbox.town import Town, told
from tests.storage.planting import NOW
from tests.storage.test_versions import write_anew
from tests.telegram_api import Person

TITLE, DISCREET = "park in en", "There is news on something you follow."


async def sign(town: Town, person: Person) -> None:
    """They sign what it asks now."""
    supporter_id = await town.supporter(person)

    def give(nouns: Nouns) -> None:
        found = nouns.petitions.find(town.petition_id, "en", NOW)
        assert found is not None
        assert nouns.signatures.add(found, supporter_id, Showing(), town.clock())

    await town.store.turn(give)


async def change(town: Town) -> None:
    """From now on it asks something else."""

    def publish(nouns: Nouns) -> None:
        found = nouns.petitions.find(town.petition_id, "en", NOW)
        assert found is not None
        write_anew(nouns, found, f"Keep it, version {found.version + 1}.")
        assert nouns.versions.publish(found, "More of it.", town.clock(), is_material=True)

    await town.store.turn(publish)


async def keeps(town: Town, person: Person) -> None:
    """They say that it still holds."""
    supporter_id = await town.supporter(person)

    def say(nouns: Nouns) -> None:
        found = nouns.petitions.find(town.petition_id, "en", NOW)
        given = nouns.signatures.of(town.petition_id, supporter_id)
        assert found is not None
        assert given is not None
        assert nouns.consents.keep(found, given, supporter_id)

    await town.store.turn(say)


async def test_all_who_signed_are_asked_once_in_their_own_way(town: Town) -> None:
    deaf, daily, hidden = await town.person(Topic.NOTHING), await town.person(), await town.person(is_discreet=True)
    reader, stopped = await town.person(), await town.person(is_stopped=True)
    daily_id = await town.supporter(daily)
    await town.store.turn(lambda nouns: nouns.preferences.set(daily_id, digest=Digest.DAILY))
    for person in (deaf, daily, hidden, stopped):
        await sign(town, person)
    await change(town)
    for _twice in range(2):
        await town.tells_all()
    assert told(deaf) == told(daily) == [TITLE]
    assert told(hidden) == [DISCREET]
    assert told(reader) == told(stopped) == []
    assert "You hear this because you signed an earlier text." in deaf.chat.from_bot[0].text


async def test_who_has_answered_is_not_asked_and_of_two_changes_the_last_is_told(town: Town) -> None:
    ada, bo = await town.person(), await town.person()
    for person in (ada, bo):
        await sign(town, person)
    await change(town)
    await town.makes()
    await keeps(town, ada)
    await town.tells_all()
    assert (told(ada), told(bo)) == ([], [TITLE])
    await change(town)
    await change(town)
    await town.tells_all()
    assert (told(ada), told(bo)) == ([TITLE], [TITLE, TITLE])


async def test_an_organizer_tries_out_a_petition_on_themselves(town: Town) -> None:
    ada, follower = await town.person(), await town.person()
    ada_id = await town.supporter(ada)

    def tries(nouns: Nouns) -> None:
        me = nouns.members.add(1, ada_id, Role.ORGANIZER, "Ada", NOW)
        assert me is not None
        assert nouns.trials.send(town.petition_id, me, town.clock()) == ["telegram"]

    await town.store.turn(tries)
    await town.tells_all()
    assert (told(ada), told(follower)) == ([TITLE], [])
    assert "This is a test copy; you alone were sent it." in ada.chat.from_bot[0].text
