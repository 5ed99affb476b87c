"""What organizers read of a rehearsal: true numbers in whole sentences, and nothing that is not so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from config.texts import speaking
from handlers.blocks import Block
from handlers.organizing.rehearsing import rehearsal_blocks, rehearsal_of
from handlers.router import NeedsWriter
from handlers.turn import Chat, Incoming, Person, Turn
from storage.audiences import Audience, Who
from storage.follows import Topic, subject_of
from storage.nouns import Nouns
from storage.rehearsals import Outcome, Part, Rehearsal, mark_of
from storage.store import Store
from storage.tables.news import delivery
from tests.handlers.reader import text_of
from tests.storage.planting import NOW, plant_petition

PACES = {"telegram": 30.0, "discord": 5.0}
WEEK_AGO = NOW - timedelta(days=6)
Counted = Iterable[tuple[Part, int]]


def turn_of(nouns: Nouns, *, can_write: bool = True) -> Turn:
    """Of an organizer."""
    incoming = Incoming("bot", "1", Person("telegram", "1"), Chat("telegram", "1"))
    return Turn(incoming, nouns, NOW, paces=PACES, can_write=can_write)


def drafted(nouns: Nouns) -> int:
    """A broadcast about a petition, with words in English."""
    petition_id = plant_petition(nouns, "park")
    begun = nouns.broadcasts.begin(1, "broadcast", "en", NOW, petition_id)
    assert begun is not None
    nouns.broadcast_words.write(begun, "en", "We move", "To Hull.")
    return begun


def made(nouns: Nouns, broadcast_id: int, counts: Counted = (), *, is_finished: bool = True) -> Rehearsal:
    """One that holds."""
    found = nouns.broadcasts.find(broadcast_id)
    assert found is not None
    return Rehearsal(broadcast_id, mark_of(found), NOW, NOW, tuple(counts), is_finished)


def shown(blocks: Iterable[Block]) -> str:
    """All of it, as it is read."""
    return "\n\n".join(map(text_of, blocks))


async def read(store: Store, counts: Counted) -> str:
    """What is read of these numbers."""

    def read(nouns: Nouns) -> str:
        return shown(rehearsal_blocks(turn_of(nouns), made(nouns, drafted(nouns), counts)))

    return await store.turn(read)


def people(outcome: Outcome, n: int, platform: str = "telegram", locale: str = "en") -> tuple[Part, int]:
    """So many who signed."""
    return Part(platform, locale, outcome, has_signed=True), n


async def test_nobody(store: Store) -> None:
    assert await read(store, ()) == "It is for nobody: nobody of its audience has signed or follows."


async def test_one_of_each(store: Store) -> None:
    said = await read(store, [people(outcome, 1) for outcome in Outcome if not outcome.is_of_chat])
    for sentence in (
        "11 people who signed.",
        "1 person hears it at once.",
        "1 person gets it without a sound: it is night there.",
        "1 person hears it in the morning.",
        "1 person gets it with other news.",
        "1 person blocked me: not reached.",
        "1 person takes no messages from me and reads it when they next open me.",
        "1 person stopped all messages and reads it when they next come.",
        "1 person was told much of late and reads it when they next come.",
        "1 person was told by another petition that the same event won, and reads it when they next come.",
        "1 person chose to hear no such news.",
        "Sent within 1 minute.",
        "They have not been told anything before.",
    ):
        assert sentence in said


async def test_many_on_two_apps(store: Store) -> None:
    counts = [
        people(Outcome.NOW, 9_400),
        people(Outcome.SILENT, 4_186),
        people(Outcome.NOW, 700, "discord"),
        (Part("discord", "en", Outcome.CHANNEL), 31),
        (Part("discord", "en", Outcome.NO_WAY), 1_300),
    ]
    said = await read(store, counts)
    first, telegram, discord, _others = said.split("\n\n")
    assert first.splitlines() == ["14,286 people who signed.", "1,300 people who follow without having signed."]
    assert telegram.splitlines() == [
        "Telegram",
        "9,400 people hear it at once.",
        "4,186 people get it without a sound: it is night there.",
        "Sent within 8 minutes.",
    ]
    assert discord.splitlines() == [
        "Discord",
        "700 people hear it at once.",
        "It is told in 31 groups and channels.",
        "1,300 people take no messages from me and read it when they next open me.",
        "Sent within 3 minutes.",
    ]


async def test_what_waits_already_is_sent_first(store: Store) -> None:
    def read(nouns: Nouns) -> str:
        waits = {"alert_id": 7, "platform": "discord", "why": "signed", "state": "queued", "due_at": NOW}
        nouns.connection.many(sa.insert(delivery), [{**waits, "supporter_id": whom} for whom in range(1, 601)])
        counts = [people(Outcome.NOW, 60, "discord"), people(Outcome.NOW, 60)]
        return shown(rehearsal_blocks(turn_of(nouns), made(nouns, drafted(nouns), counts)))

    told = (await store.turn(read)).splitlines()
    assert [line for line in told if line.startswith("Sent within")] == [
        "Sent within 3 minutes.",
        "Sent within 1 minute.",
    ]


async def test_who_gets_another_language(store: Store) -> None:
    told = [people(Outcome.NOW, 2_510, locale="es-MX"), people(Outcome.DIGEST, 1, locale="de")]
    unheard = [people(Outcome.STOPPED, 9, locale="es")]

    def missing(nouns: Nouns) -> list[list[str]]:
        begun, said = drafted(nouns), []
        for locale in ("en", "es", "de"):
            nouns.broadcast_words.write(begun, locale, "We move", "To Hull.")
            blocks = rehearsal_blocks(turn_of(nouns), made(nouns, begun, [*told, *unheard]))
            said.append([line for line in shown(blocks).splitlines() if "yet:" in line])
        return said

    german, spanish = (
        "No text in Deutsch yet: fewer than 5 people get English.",
        "No text in Español yet: 2,510 people get English.",
    )
    assert await store.turn(missing) == [[german, spanish], [german], []]


async def test_how_many_read_which_language(store: Store) -> None:
    told = [people(Outcome.NOW, 2_510, locale="es-MX"), people(Outcome.NOW, 40), people(Outcome.DIGEST, 4, locale="de")]

    def by_language(nouns: Nouns) -> list[list[str]]:
        begun = drafted(nouns)
        read = [shown(rehearsal_blocks(turn_of(nouns), made(nouns, begun, parts))) for parts in (told, told[1:2])]
        return [[line for line in each.splitlines() if "of them read" in line] for each in read]

    assert await store.turn(by_language) == [["2,510 of them read Español.", "40 of them read English."], []]


async def test_when_they_last_heard_from_us(store: Store) -> None:
    def read(nouns: Nouns) -> str:
        begun = drafted(nouns)
        nouns.alerts.raise_once("campaign_update", "petition:1", "news", WEEK_AGO)
        nouns.alerts.raise_once("milestone", "petition:1", "100", NOW - timedelta(days=1))
        return shown(rehearsal_blocks(turn_of(nouns), made(nouns, begun, [people(Outcome.NOW, 2)])))

    assert "Last message to them: 15 November 2026, 6 days ago." in await store.turn(read)


async def test_one_that_goes_on_or_no_longer_holds_says_so(store: Store) -> None:
    def read(nouns: Nouns) -> list[str]:
        begun = drafted(nouns)
        half = made(nouns, begun, [people(Outcome.NOW, 2_000)], is_finished=False)
        before = shown(rehearsal_blocks(turn_of(nouns), half))
        assert nouns.broadcasts.aim(begun, Audience(Who.SIGNERS))
        return [before, shown(rehearsal_blocks(turn_of(nouns), half))]

    before, after = await store.turn(read)
    assert "Still counting: 2,000 so far." in before
    assert "this may be wrong by now" not in before
    assert "this may be wrong by now" in after


async def test_it_is_made_once_and_anew_where_it_does_not_hold(store: Store) -> None:
    def rehearsed(nouns: Nouns) -> list[int]:
        found = nouns.broadcasts.find(drafted(nouns))
        assert found is not None
        ada = nouns.supporters.add("telegram", "1", "1", NOW - timedelta(days=9), is_written_to=True)
        with pytest.raises(NeedsWriter):
            rehearsal_of(turn_of(nouns, can_write=False), found)
        told = [rehearsal_of(turn_of(nouns), found).told]
        nouns.follows.set(ada.id, subject_of(1), Topic.UPDATES, WEEK_AGO)
        told.append(rehearsal_of(turn_of(nouns, can_write=False), found).told)
        for_signers = Audience(Who.SIGNERS)
        assert nouns.broadcasts.aim(found.id, for_signers)
        found = nouns.broadcasts.find(found.id)
        assert found is not None
        told.append(rehearsal_of(turn_of(nouns), found).told)
        assert nouns.broadcasts.aim(found.id, None)
        found = nouns.broadcasts.find(found.id)
        assert found is not None
        return [*told, rehearsal_of(turn_of(nouns), found).told]

    assert await store.turn(rehearsed) == [0, 0, 0, 1]


@pytest.mark.parametrize("language", ["de", "es"])
async def test_every_sentence_is_whole_in_other_languages(store: Store, language: str) -> None:
    with speaking(language):
        said = await read(store, [people(outcome, n) for outcome in Outcome for n in (1, 2)])
    assert "{" not in said
