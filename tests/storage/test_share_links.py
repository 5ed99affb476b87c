"""Counted links: one for a person and petition, a number that goes up, and nobody's name."""

from __future__ import annotations

from handlers.invitations import is_counted_code
from storage.nouns import Nouns
from storage.petitions import Petition
from storage.store import Store
from tests.storage.planting import NOW, planted, remembered


def _person(nouns: Nouns, name: str) -> int:
    return remembered(nouns, "terminal", name, name, NOW).id


async def begun(store: Store, park: Petition, name: str = "ada") -> str:
    """Ada counts; her code."""
    return await store.turn(lambda nouns: nouns.share_links.begin(_person(nouns, name), park.id))


async def brings(store: Store, code: str, park: Petition, signer: str) -> None:
    """Somebody signs who came by this code."""
    await store.turn(lambda nouns: nouns.share_links.bring(code, park.id, _person(nouns, signer), NOW))


async def brought(store: Store, park: Petition) -> int | None:
    """What Ada's link brought."""

    def look(nouns: Nouns) -> int | None:
        ada = nouns.supporters.find("terminal", "ada")
        found = nouns.share_links.of(ada.id, park.id) if ada else None
        return found[1] if found else None

    return await store.read(look)


async def test_beginning_twice_gives_the_same_code(store: Store) -> None:
    park = await planted(store)
    code = await begun(store, park)
    assert is_counted_code(code)
    assert await begun(store, park) == code
    assert await begun(store, park, "bo") != code


async def test_others_count_and_oneself_does_not(store: Store) -> None:
    park, other = await planted(store), await planted(store, "other")
    code = await begun(store, park)
    for signer in ("bo", "cy", "ada"):
        await brings(store, code, park, signer)
    await brings(store, code, other, "bo")
    await brings(store, "ZZZZZZZZ", park, "bo")
    assert await brought(store, park) == 2


async def test_ending_forgets_the_count_and_a_new_link_begins_at_nothing(store: Store) -> None:
    park = await planted(store)
    code = await begun(store, park)
    await brings(store, code, park, "bo")
    await store.turn(lambda nouns: nouns.share_links.end(_person(nouns, "ada"), park.id))
    assert await brought(store, park) is None
    await brings(store, code, park, "cy")
    assert await begun(store, park) != code
    assert await brought(store, park) == 0
