"""Whatever people with several accounts do, in any order: each is one person, counted once under each petition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa

from storage import uniting
from storage.erasing import erase_person, finish_erasing
from storage.nouns import Nouns
from storage.petitions import Petition
from storage.showing import Showing, Visibility
from storage.store import Store
from storage.supporters import Account
from storage.tables.news import follow
from storage.tables.people import account, supporter
from storage.tables.petitions import petition, tally
from storage.tables.signing import signature
from storage.uniting import finish_uniting, link_accounts, unlink
from tests.storage.planting import NOW, planted, remembered, rows

ACCOUNTS = [Account("telegram", "1", "chat 1"), Account("discord", "2", "chat 2"), Account("terminal", "3", "chat 3")]
OTHER = Account("telegram", "99", "chat 99")
STEPS = 60
Seen = dict[int, tuple[Visibility, bool]]
"""By petition, how somebody is shown, and whether their signature counts."""


@dataclass
class Model:
    """What ought to be so: who is whom, and how each is seen."""

    people: list[set[int]]
    seen: list[Seen]
    numbers: dict[tuple[int, int], int] = field(default_factory=dict)

    def of(self, person: int) -> int:
        """Where the account's person stands."""
        return next(at for at, accounts in enumerate(self.people) if person in accounts)

    def links(self, one: int, other: int) -> None:
        """Two become one: the safer of both choices, and counted if either was."""
        at, from_at = self.of(one), self.of(other)
        if at == from_at:
            return
        for petition_id, (visibility, counts) in self.seen[from_at].items():
            mine, mine_counts = self.seen[at].get(petition_id, (visibility, counts))
            safer = visibility if visibility.is_safer_than(mine) else mine
            self.seen[at][petition_id] = (safer, counts or mine_counts)
        self.people[at] |= self.people[from_at]
        del self.people[from_at], self.seen[from_at]

    def unlinks(self, other: int) -> None:
        """One goes without signatures."""
        at = self.of(other)
        if len(self.people[at]) > 1:
            self.people[at].remove(other)
            self.people.append({other})
            self.seen.append({})


def supporter_of(nouns: Nouns, party: Account) -> int:
    return remembered(nouns, party.platform, party.user_id, party.address, NOW).id


def showing(visibility: Visibility, who: int) -> Showing:
    return Showing(visibility, f"Name {who}", "Leeds", "I walk here.").within()


class Life:
    """Random doings, each in the store and in the model."""

    def __init__(self, store: Store, petitions: list[Petition], seed: int) -> None:
        self.store, self.petitions, self.random = store, petitions, Random(seed)
        self.model = Model([{number} for number in range(len(ACCOUNTS))], [{} for _ in ACCOUNTS])

    async def step(self) -> None:
        often: list[Callable[[int], Any]] = [self.signs, self.signs, self.changes]
        seldom: list[Callable[[int], Any]] = [self.withdraws, self.links, self.links, self.unlinks, self.erases]
        doings = [*often, *often, self.signs, *seldom]
        await self.random.choice(doings)(self.random.randrange(len(ACCOUNTS)))

    async def signs(self, who: int) -> None:
        park, visibility = self.random.choice(self.petitions), self.random.choice(list(Visibility))
        is_held = self.random.random() < 0.2

        def sign(nouns: Nouns) -> bool:
            person = supporter_of(nouns, ACCOUNTS[who])
            return nouns.signatures.add(park, person, showing(visibility, who), NOW, is_held=is_held) is not None

        seen = self.model.seen[self.model.of(who)]
        assert await self.store.turn(sign) == (park.id not in seen)
        seen.setdefault(park.id, (visibility, not is_held))

    async def changes(self, who: int) -> None:
        park, visibility = self.random.choice(self.petitions), self.random.choice(list(Visibility))

        def change(nouns: Nouns) -> bool:
            mine = nouns.signatures.of(park.id, supporter_of(nouns, ACCOUNTS[who]))
            return mine is not None and bool(nouns.signatures.show(mine, showing(visibility, who)))

        seen = self.model.seen[self.model.of(who)]
        assert await self.store.turn(change) == (park.id in seen)
        if park.id in seen:
            seen[park.id] = (visibility, seen[park.id][1])

    async def withdraws(self, who: int) -> None:
        park = self.random.choice(self.petitions)

        def withdraw(nouns: Nouns) -> None:
            if mine := nouns.signatures.of(park.id, supporter_of(nouns, ACCOUNTS[who])):
                nouns.signatures.withdraw(mine, NOW)

        await self.store.turn(withdraw)
        self.model.seen[self.model.of(who)].pop(park.id, None)

    async def links(self, who: int) -> None:
        other = self.random.choice([number for number in range(len(ACCOUNTS)) if number != who])
        linked = await self.store.turn(lambda nouns: link_accounts(nouns, ACCOUNTS[who], ACCOUNTS[other], NOW))
        await finish_uniting(self.store, NOW)
        self.model.links(who, other)
        assert linked == len(self.model.people[self.model.of(who)])

    async def unlinks(self, who: int) -> None:
        mine = self.model.people[self.model.of(who)] - {who}
        other = self.random.choice(sorted(mine)) if mine else who

        def part(nouns: Nouns) -> bool:
            person, gone = (
                nouns.supporters.find(one.platform, one.user_id) for one in (ACCOUNTS[who], ACCOUNTS[other])
            )
            if person is None or gone is None or person.id != gone.id:
                return False
            (row,) = nouns.connection.all(
                sa.select(account.c.id).where(
                    account.c.platform == ACCOUNTS[other].platform, account.c.supporter_id == person.id
                )
            )
            return unlink(nouns, person.id, row.id)

        assert await self.store.turn(part) == bool(mine)
        if mine:
            self.model.unlinks(other)

    async def erases(self, who: int) -> None:
        await self.store.turn(lambda nouns: erase_person(nouns, supporter_of(nouns, ACCOUNTS[who]), NOW))
        await finish_erasing(self.store, NOW)
        at = self.model.of(who)
        gone = self.model.people[at]
        del self.model.people[at], self.model.seen[at]
        self.model.people += [{each} for each in gone]
        self.model.seen += [{} for _ in gone]

    async def check(self) -> None:
        await self._counts()
        found = await rows(self.store, sa.select(signature).order_by(signature.c.id))
        for row in found:
            if row.number is not None:
                key = (row.petition_id, row.number)
                assert self.model.numbers.setdefault(key, row.id) == row.id, "a number was given twice"
        stands = {
            (row.supporter_id, row.petition_id): (Visibility(row.visibility), row.state == "counted") for row in found
        }
        expected: dict[tuple[int | None, int], tuple[Visibility, bool]] = {}
        for accounts, seen in zip(self.model.people, self.model.seen, strict=True):
            people = {await self._person(each) for each in accounts} - {None}
            assert len(people) <= 1
            expected |= {(person, park): how for person in people for park, how in seen.items()}
        assert stands == expected

    async def _person(self, who: int) -> int | None:
        party = ACCOUNTS[who]
        found = await self.store.read(lambda nouns: nouns.supporters.find(party.platform, party.user_id))
        return found.id if found else None

    async def _counts(self) -> None:
        sums = sa.select(tally.c.petition_id, sa.func.sum(tally.c.amount)).group_by(tally.c.petition_id)
        ledger = {row[0]: int(row[1]) for row in await rows(self.store, sums)}
        for row in await rows(self.store, sa.select(petition)):
            counted = sum(counts for seen in self.model.seen for park, (_how, counts) in seen.items() if park == row.id)
            assert row.count == ledger.get(row.id, 0) == counted

    async def ends(self) -> None:
        """All are erased, and nobody is left anywhere."""
        for who in range(len(ACCOUNTS)):
            await self.erases(who)
            await self.check()
        for table in (signature, supporter, account, follow):
            assert await rows(self.store, sa.select(table)) == []


@pytest.mark.parametrize("at_once", [1, 2, 50])
@pytest.mark.parametrize("seed", range(6))
async def test_each_person_is_counted_once_whatever_they_do(
    store: Store, monkeypatch: pytest.MonkeyPatch, seed: int, at_once: int
) -> None:
    monkeypatch.setattr(uniting, "MOST_AT_ONCE", at_once)
    life = Life(store, [await planted(store, f"park{n}") for n in range(4)], seed)
    for _ in range(STEPS):
        await life.step()
        await life.check()
    await life.ends()
