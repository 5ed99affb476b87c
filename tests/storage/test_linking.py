"""Codes that link two accounts: once, for ten minutes, eight tries, and nothing left of them."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from storage.coining import DIGITS, LETTERS, coined
from storage.coining import PART as HALF
from storage.linking import HOLDS_FOR, PARTS, LinkRequest, Refusal
from storage.nouns import Nouns
from storage.store import Store
from storage.supporters import Account
from storage.tables.people import link_request, link_try, supporter
from storage.tries import MOST_TRIES
from tests.storage.planting import NOW, rows
from tests.storage.test_secrecy import everything_in_clear

ADA = Account("telegram", "7481920365528", "chat-5566778899001")
HERS = Account("discord", "9913572468013", "channel-1122334455667")
EVE = Account("telegram", "6660001112223", "chat-9998887776665")
JUST_IN_TIME = NOW + HOLDS_FOR - timedelta(milliseconds=1)
TOO_LATE = NOW + HOLDS_FOR


async def offer(store: Store, party: Account = ADA, at: Any = NOW) -> str:
    return await store.turn(lambda nouns: nouns.linking.offer(party, at))


async def types(
    store: Store, code: str, party: Account = HERS, at: Any = NOW, linked: tuple[str, ...] = ()
) -> LinkRequest | Refusal:
    return await store.turn(lambda nouns: nouns.linking.type(code, party, at, linked))


async def typed(store: Store, code: str, party: Account = HERS) -> LinkRequest:
    found = await types(store, code, party)
    assert isinstance(found, LinkRequest)
    return found


def other_than(code: str) -> str:
    """The same first half, and another second one."""
    return code[:HALF] + ("AAA2" if code[HALF:] != "AAA2" else "AAA3")


def elsewhere_than(code: str) -> str:
    """Another first half."""
    return ("BBB2" if code[:HALF] != "BBB2" else "BBB3") + code[HALF:]


def test_codes_are_random_and_have_no_look_alikes() -> None:
    codes = {coined(PARTS) for _ in range(500)}
    assert len(codes) == 500
    assert set("".join(codes)) == set(LETTERS + DIGITS)
    assert not set(LETTERS + DIGITS) & set("01IO")
    assert all(any(sign in DIGITS for sign in half) for code in codes for half in (code[:HALF], code[HALF:]))


async def test_a_code_is_typed_agreed_to_and_taken_once(store: Store) -> None:
    request = await typed(store, await offer(store))
    assert (request.first_platform, request.second, request.is_agreed) == ("telegram", HERS, False)
    take = await store.turn(lambda nouns: nouns.linking.take(request.id, ADA.key, NOW))
    assert take is None, "the other side has not agreed"
    assert await store.turn(lambda nouns: nouns.linking.agree(request.id, HERS.key, NOW))
    taken = [await store.turn(lambda nouns: nouns.linking.take(request.id, ADA.key, JUST_IN_TIME)) for _ in range(2)]
    assert taken == [LinkRequest(request.id, "telegram", HERS, is_agreed=True), None]
    assert await rows(store, sa.select(link_request)) == []


def agreeing(request: LinkRequest, who: Account, nouns: Nouns) -> bool:
    return nouns.linking.agree(request.id, who.key, NOW)


def taking(request: LinkRequest, who: Account, nouns: Nouns) -> LinkRequest | None:
    return nouns.linking.take(request.id, who.key, NOW)


async def test_nobody_else_agrees_takes_or_refuses(store: Store) -> None:
    request = await typed(store, await offer(store))
    for stranger in (ADA, EVE):
        assert not await store.turn(partial(agreeing, request, stranger))
    assert await store.turn(lambda nouns: nouns.linking.agree(request.id, HERS.key, NOW))
    for stranger in (HERS, EVE):
        assert await store.turn(partial(taking, request, stranger)) is None
    await store.turn(lambda nouns: nouns.linking.refuse(request.id, EVE.key))
    assert len(await rows(store, sa.select(link_request))) == 1


@pytest.mark.parametrize("who", [ADA, HERS])
async def test_either_side_refuses_and_nothing_is_left(store: Store, who: Account) -> None:
    request = await typed(store, await offer(store))
    await store.turn(lambda nouns: nouns.linking.refuse(request.id, who.key))
    assert await rows(store, sa.select(link_request)) == []


async def test_a_code_holds_for_ten_minutes(store: Store) -> None:
    code = await offer(store)
    assert await types(store, code, at=TOO_LATE) is Refusal.UNUSABLE
    assert isinstance(await types(store, code, at=JUST_IN_TIME), LinkRequest)


async def test_what_was_not_confirmed_in_ten_minutes_is_gone(store: Store) -> None:
    request = await typed(store, await offer(store))
    assert not await store.turn(lambda nouns: nouns.linking.agree(request.id, HERS.key, TOO_LATE))
    assert await store.turn(lambda nouns: nouns.linking.agree(request.id, HERS.key, JUST_IN_TIME))
    assert await store.turn(lambda nouns: nouns.linking.take(request.id, ADA.key, TOO_LATE)) is None
    seen = await store.read(
        lambda nouns: (nouns.linking.of_first(ADA.key, TOO_LATE), nouns.linking.told(HERS.key, TOO_LATE))
    )
    assert seen == (None, {})


async def test_a_used_code_is_taken_from_nobody_else(store: Store) -> None:
    code = await offer(store)
    request = await typed(store, code)
    assert await types(store, code, EVE) is Refusal.UNUSABLE
    assert await types(store, code, HERS) == request, "whoever typed it may type it again"
    await store.turn(lambda nouns: nouns.linking.agree(request.id, HERS.key, NOW))
    assert (await typed(store, code)).is_agreed


async def test_ones_own_code_stays_usable(store: Store) -> None:
    code = await offer(store)
    assert await types(store, code, ADA) is Refusal.OWN
    assert await types(store, code, HERS, linked=(HERS.key, ADA.key)) is Refusal.LINKED
    assert isinstance(await types(store, code), LinkRequest)


async def test_a_new_code_ends_the_earlier_one_and_what_came_of_it(store: Store) -> None:
    earlier = await offer(store)
    request = await typed(store, earlier)
    later = await offer(store)
    assert not await store.turn(lambda nouns: nouns.linking.agree(request.id, HERS.key, NOW))
    assert await types(store, earlier, EVE) is Refusal.UNUSABLE
    assert isinstance(await types(store, later), LinkRequest)


async def test_a_second_code_takes_the_place_of_the_one_typed_before(store: Store) -> None:
    first = await typed(store, await offer(store))
    second = await typed(store, await offer(store, EVE))
    assert await store.read(lambda nouns: nouns.linking.of_second(HERS.key, NOW)) == second
    assert not await store.turn(lambda nouns: nouns.linking.agree(first.id, HERS.key, NOW))


async def test_after_eight_tries_near_it_a_code_is_dead(store: Store) -> None:
    code = await offer(store)
    for number in range(MOST_TRIES):
        guesser = Account("telegram", f"guesser {number}", "chat")
        assert await types(store, other_than(code), guesser) is Refusal.UNUSABLE
    assert await types(store, code) is Refusal.UNUSABLE


async def test_seven_tries_near_it_leave_a_code_alive(store: Store) -> None:
    code = await offer(store)
    for number in range(MOST_TRIES - 1):
        await types(store, other_than(code), Account("telegram", f"guesser {number}", "chat"))
    assert isinstance(await types(store, code), LinkRequest)


async def test_whoever_guesses_eight_times_waits_and_others_do_not(store: Store) -> None:
    code = await offer(store)
    for _ in range(MOST_TRIES):
        assert await types(store, elsewhere_than(code), EVE) is Refusal.UNUSABLE
    assert await types(store, code, EVE) is Refusal.TOO_OFTEN
    assert await types(store, code, EVE, at=JUST_IN_TIME) is Refusal.TOO_OFTEN
    assert isinstance(await types(store, code), LinkRequest)
    late = await offer(store, ADA, TOO_LATE)
    assert isinstance(await types(store, late, EVE, at=TOO_LATE), LinkRequest)


async def test_tries_begin_anew_after_ten_minutes(store: Store) -> None:
    for at in (NOW, NOW, TOO_LATE):
        await types(store, "BBB2BBB2", EVE, at=at)
    assert await store.read(lambda nouns: nouns.linking.told(EVE.key, TOO_LATE)["wrong_codes"]) == 1


async def test_codes_and_people_stand_nowhere_in_clear_and_nobody_becomes_a_supporter(store: Store) -> None:
    code = await offer(store)
    await types(store, elsewhere_than(code))
    await typed(store, code)
    kept = await everything_in_clear(store)
    secrets = [
        code,
        f"{code[:HALF]}-{code[HALF:]}",
        *(part for one in (ADA, HERS) for part in (one.user_id, one.address)),
    ]
    assert [one for one in secrets if one.lower().encode() in kept] == []
    assert await rows(store, sa.select(supporter)) == []


async def test_all_of_it_is_pruned_and_forgotten(store: Store) -> None:
    await typed(store, await offer(store))
    await types(store, "BBB2BBB2", EVE)
    assert await store.turn(lambda nouns: nouns.linking.prune(JUST_IN_TIME, 100)) == 0
    told = await store.read(lambda nouns: [nouns.linking.told(one.key, NOW) for one in (ADA, HERS, EVE)])
    assert [list(one.values()) for one in told] == [[True, "", 0], [False, "telegram", 0], [False, "", 1]]
    await store.turn(lambda nouns: nouns.linking.forget(EVE.key))
    assert await rows(store, sa.select(link_try)) == []
    await types(store, "BBB2BBB2", EVE)
    assert await store.turn(lambda nouns: nouns.linking.prune(TOO_LATE, 100)) == 1
    assert await rows(store, sa.select(link_request)) == await rows(store, sa.select(link_try)) == []


@pytest.mark.parametrize("who", [ADA, HERS])
async def test_erasing_forgets_what_waits(store: Store, who: Account) -> None:
    await typed(store, await offer(store))
    await store.turn(lambda nouns: nouns.linking.forget(who.key))
    assert await rows(store, sa.select(link_request)) == []
