"""The first days of petitions: their organizers are told what they can do next, where there is something to do."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from handlers.advice import advise
from handlers.organizing.rights import Deed, who_may
from storage.coaching import Young
from storage.nouns import Nouns
from storage.store import Store


async def coach(store: Store, now: datetime) -> None:
    """One petition after the other; what there is to say is found out without holding up anybody."""
    for young in await store.read(lambda nouns: nouns.coaching.young(now)):
        if occasion := await store.read(partial(_advise, young, now)):
            await store.page(partial(_tell, young, occasion, now))


def _advise(young: Young, now: datetime, nouns: Nouns) -> str:
    return advise(nouns, young, now)


def _tell(young: Young, occasion: str, now: datetime, nouns: Nouns) -> bool:
    return nouns.coaching.tell(young, occasion, who_may(Deed.SEE_STATUS), now)
