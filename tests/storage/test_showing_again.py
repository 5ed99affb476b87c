"""How somebody was seen last, and the mark of it on a button."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.nouns import Nouns
from storage.showing import Showing, Visibility
from storage.store import Store
from tests.storage.planting import NOW, planted, remembered

ADA = Showing(Visibility.NAME, "Ada L.", "Leeds")


async def marks_of(store: Store, *showings: Showing) -> list[str]:
    return await store.read(lambda nouns: [nouns.signatures.mark_of(showing) for showing in showings])


@pytest.mark.parametrize(
    "other",
    [
        Showing(Visibility.NAME, "Ada L.", "York"),
        Showing(Visibility.NAME, "Ada L."),
        Showing(Visibility.NAME, "Ada M.", "Leeds"),
        Showing(Visibility.INITIALS, "Ada L.", "Leeds"),
        Showing(Visibility.NAME, "Ada L.Leeds"),
        Showing(Visibility.NAME, "Ada", " L.Leeds"),
    ],
)
async def test_a_mark_changes_with_all_that_is_shown(store: Store, other: Showing) -> None:
    one, again, another = await marks_of(store, ADA, Showing(ADA.visibility, ADA.name, ADA.place), other)
    assert one == again != another
    assert len(one) == 8


async def test_the_latest_shown_is_the_newest(store: Store) -> None:
    places = ["Leeds", "York", "Hull", ""]
    given = [await planted(store, slug) for slug in ("park", "lake", "wood", "road")]
    hours = [0, 2, 1, 3]

    def sign_all(nouns: Nouns) -> int:
        ada = remembered(nouns, "terminal", "ada", "chat of ada", NOW)
        for found, place, hour in zip(given, places, hours, strict=True):
            showing = Showing(Visibility.REASON, "Ada", place, "It is ours.", "link") if place else Showing()
            nouns.signatures.add(found, ada.id, showing, NOW + timedelta(hours=hour))
        return ada.id

    ada = await store.turn(sign_all)
    latest = await store.read(lambda nouns: nouns.signatures.latest_shown(ada))
    assert latest == Showing(Visibility.REASON, "Ada", "York")


async def test_nothing_was_shown_by_somebody_who_was_counted_only(store: Store) -> None:
    park = await planted(store)

    def sign(nouns: Nouns) -> Showing | None:
        ada = remembered(nouns, "terminal", "ada", "chat of ada", NOW)
        nouns.signatures.add(park, ada.id, Showing(), NOW)
        return nouns.signatures.latest_shown(ada.id)

    assert await store.turn(sign) is None
