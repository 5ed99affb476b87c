"""Two accounts of one person, and what they do before and after they are linked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from storage.nouns import Nouns
from storage.petitions import Petition
from storage.showing import Showing, Signature, Visibility
from storage.store import Store
from storage.supporters import Account
from storage.uniting import link_accounts
from tests.storage.planting import NOW

LATER = NOW + timedelta(hours=1)
ADA, HERS = Account("terminal", "ada", "chat of ada"), Account("terminal", "hers", "chat of hers")
NAMED = Showing(Visibility.NAME, "Ada Lovelace", "Leeds")
INITIALS = Showing(Visibility.INITIALS, "A. L.", "Yorkshire")
SAID = Showing(Visibility.REASON, "Ada Lovelace", "Leeds", "I walk here.")
COUNTED = Showing()


def known(nouns: Nouns, party: Account, now: Any = NOW) -> int:
    """The supporter behind an account, made if there is none."""
    found = nouns.supporters.find(party.platform, party.user_id)
    return (found or nouns.supporters.add(party.platform, party.user_id, party.address, now)).id


async def is_known(store: Store, party: Account, now: Any = NOW) -> int:
    return await store.turn(lambda nouns: known(nouns, party, now))


async def gives(
    store: Store, park: Petition, party: Account, showing: Showing = COUNTED, now: Any = NOW, *, is_held: bool = False
) -> Signature:
    """Somebody signs at some time."""

    def add(nouns: Nouns) -> Signature:
        signed = nouns.signatures.add(park, known(nouns, party), showing, now, is_held=is_held)
        assert signed is not None
        return signed.signature

    return await store.turn(add)


async def link(store: Store, one: Account = ADA, other: Account = HERS) -> int | None:
    return await store.turn(lambda nouns: link_accounts(nouns, one, other, NOW))


async def of(store: Store, park: Petition, party: Account) -> Signature | None:
    """A signature as it stands now."""

    def look(nouns: Nouns) -> Signature | None:
        found = nouns.supporters.find(party.platform, party.user_id)
        return nouns.signatures.of(park.id, found.id) if found else None

    return await store.read(look)


async def account_id(store: Store, party: Account) -> int:
    """The account, as a button of another one names it."""

    def look(nouns: Nouns) -> int:
        found = nouns.supporters.find(party.platform, party.user_id)
        assert found is not None
        (other,) = nouns.supporters.others(found.id, ADA.platform, ADA.user_id)
        return other.id

    return await store.read(look)
