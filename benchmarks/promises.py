"""What people were promised while a bot was killed again and again, and whether the store has kept all of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from benchmarks.bot_api import Json, Watcher
from benchmarks.taps import PETITION, Scout, person, place_of
from bot.telegram.incoming import NAME
from storage.keys import KeyPlace
from storage.nouns import Nouns
from storage.opening import StorePlace, open_store
from storage.tables.petitions import petition
from storage.tables.signing import signature

NUMBER = re.compile(r"signer number ([\d,.\s]*\d)")
SET_ASIDE = re.compile(rb"is set aside.*update_id=(\d+)")
REFUSED = ("Try again", "try again", "too fast")


class Promises(Watcher):
    """Everything a person or Telegram can hold the bot to, noted when it reached the server."""

    def __init__(self) -> None:
        """Nothing is promised yet; `on_call` is told the method of each call after it is noted."""
        self.scout = Scout()
        self.told: dict[int, set[int]] = {}
        self.confirmed: dict[int, int] = {}
        """Who tapped, by the id of an update that never comes again."""
        self.refused: set[int] = set()
        self.handed_out_again = 0
        self.on_call: Callable[[str], None] = lambda _method: None
        self._handed_out: set[int] = set()

    def hands_out(self, updates: list[Json]) -> None:
        """Count what comes a second time."""
        ids = {update["update_id"] for update in updates}
        self.handed_out_again += len(ids & self._handed_out)
        self._handed_out |= ids

    def confirms(self, updates: list[Json]) -> None:
        """These taps are the bot's alone from now on."""
        for update in updates:
            if "callback_query" in update:
                self.confirmed[update["update_id"]] = place_of(update["callback_query"]["from"]["id"])

    def is_called(self, method: str, values: Json) -> None:
        """Note the numbers people are told, and who is refused aloud."""
        self.scout.sees(method, values)
        if "chat_id" in values and "text" in values:
            self._is_told(place_of(values["chat_id"]), str(values["text"]), str(values.get("reply_markup")))
        self.on_call(method)

    def _is_told(self, at: int, text: str, keyboard: str) -> None:
        if found := NUMBER.search(text):
            self.told.setdefault(at, set()).add(int(re.sub(r"\D", "", found[1])))
        elif any(word in text + keyboard for word in REFUSED):
            self.refused.add(at)

    def set_aside(self, log: Path) -> set[int]:
        """Whose tap was given up, since the process had ended over it more than once; the bot's log says so."""
        ids = {int(found) for found in SET_ASIDE.findall(log.read_bytes())}
        return {self.confirmed[each] for each in ids if each in self.confirmed}


@dataclass(frozen=True)
class Kept:
    """What the store holds: each person's number, and what is wrong with the whole."""

    numbers: dict[int, int | None]
    faults: tuple[str, ...]


async def kept(folder: Path, people: range) -> Kept:
    """Read the store that the bot left."""
    place = StorePlace(f"sqlite:///{folder / 'undersigned.db'}", KeyPlace(folder / "undersigned.key", ""))
    async with open_store(place) as store:
        return await store.read(lambda nouns: _kept(nouns, people))


def _kept(nouns: Nouns, people: range) -> Kept:
    asked = sa.select(petition.c.id, petition.c.count).where(petition.c.code == PETITION)
    found = nouns.connection.first(asked)
    assert found is not None, "the petition of the samples is there"
    numbers = {}
    for at in people:
        supporter = nouns.supporters.find(NAME, str(person(at)["id"]))
        signed = None if supporter is None else nouns.signatures.of(found.id, supporter.id)
        if signed is not None:
            numbers[at] = signed.number
    imported = nouns.additions.loaded(found.id)
    of_people = (signature.c.petition_id == found.id, signature.c.supporter_id.is_not(None))
    rows = nouns.connection.all(sa.select(signature.c.number).where(*of_people))
    wrong, _last = nouns.ledger.mismatches(0, 1000)
    return Kept(numbers, tuple(_faults(found.count - imported, [row.number for row in rows], numbers, len(wrong))))


def _faults(counted: int, rows: list[int | None], numbers: dict[int, int | None], mismatches: int) -> Iterator[str]:
    if mismatches:
        yield f"{mismatches} counts differ from their ledger"
    if counted != len(rows):
        yield f"{counted} are counted, and {len(rows)} signatures stand there"
    if len(rows) != len(numbers):
        yield f"{len(rows)} signatures are of {len(numbers)} people"
    if twice := [number for number, times in Counter(rows).items() if times > 1]:
        yield f"numbers given twice: {twice[:5]}"


def breaches(promises: Promises, store: Kept, set_aside: set[int]) -> list[str]:
    """Every promise that was not kept, in a sentence each."""
    found = list(store.faults)
    for at, told in promises.told.items():
        if at not in store.numbers:
            found.append(f"person {at} was told number {min(told)}, and has not signed")
        elif told != {store.numbers[at]}:
            found.append(f"person {at} was told {sorted(told)}, and is number {store.numbers[at]}")
    for at in sorted(set(promises.confirmed.values()) - store.numbers.keys() - set_aside - promises.refused):
        found.append(f"the tap of person {at} was confirmed, and they have not signed")
    return found
