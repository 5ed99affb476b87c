"""What a rehearsal says is what then happens, person by person, whoever they are and however they want to be told."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from config.texts import nearest_language
from handlers.alerts.manners import decide
from storage import rehearsing
from storage.audiences import Audience, Who
from storage.broadcast_rows import Broadcast
from storage.columns import EPOCH
from storage.follows import SIGNING_FOLLOWS, Topic
from storage.hearing import BROADCAST, CAMPAIGN_UPDATE, MILESTONE, RESPONSE, VICTORY
from storage.nouns import Nouns
from storage.preferences import Digest, Night
from storage.rehearsals import LATER, NOT_REACHED, SHOWN_LATER, Counts, Outcome, Rehearsal
from storage.rehearsing import Seen, begin_rehearsal, perform_page, rehearse_more
from storage.store import Store
from tests.bot.outbox.post import Letter
from tests.bot.outbox.town import ALL, Clock
from tests.bot.outbox.village import APPS, Room, Somebody, Village

KINDS = (BROADCAST, CAMPAIGN_UPDATE, RESPONSE, VICTORY)
HEARD = (MILESTONE, CAMPAIGN_UPDATE, BROADCAST, RESPONSE)
ZONES = ("", "Europe/London", "Australia/Lord_Howe", "America/New_York", "Pacific/Kiritimati")
LOCALES = ("", "de", "es", "fr")
TOPICS = st.sampled_from([Topic.NOTHING, Topic.ENDINGS, Topic.UPDATES, SIGNING_FOLLOWS, Topic.PETITIONS, ALL, ALL])
SOME_APPS = st.sampled_from(
    [frozenset(), frozenset(), frozenset({"telegram"}), frozenset({"discord"}), frozenset(APPS)]
)
PEOPLE = st.builds(
    Somebody,
    apps=st.sampled_from([("telegram",), ("discord",), APPS]),
    closed=SOME_APPS,
    blocked=SOME_APPS,
    chosen=st.sampled_from(LOCALES),
    spoken=st.sampled_from(LOCALES),
    zone=st.sampled_from(ZONES),
    night=st.sampled_from(Night),
    digest=st.sampled_from([Digest.OFF, Digest.OFF, *Digest]),
    is_stopped=st.sampled_from([False, False, False, True]),
    has_signed=st.booleans(),
    petition=st.none() | TOPICS,
    organisation=st.none() | TOPICS,
    is_late=st.sampled_from([False, False, False, True]),
    heard=st.lists(st.tuples(st.sampled_from(HEARD), st.integers(0, 8)), max_size=4).map(tuple),
    waits=st.sampled_from([False, False, True]),
)
AUDIENCES = st.builds(
    Audience,
    who=st.sampled_from(Who),
    platforms=st.sampled_from([(), (), ("telegram",), ("discord",)]),
    locales=st.sampled_from([(), (), ("de",), ("en", "es")]),
)
ROOMS = st.builds(Room, app=st.sampled_from(APPS), was_told=st.booleans())
MOVES = Somebody(
    apps=APPS,
    blocked=frozenset({"telegram"}),
    petition=ALL,
    heard=((RESPONSE, 1), (MILESTONE, 2), (MILESTONE, 3)),
    waits=True,
)
"""A goal that waits for them on an app where they are no more comes before, and is the third of the week."""
AT_NOON = {"rooms": (), "of_all": False, "audience": Audience(), "hour": 0}
PAGE = 3


@pytest.fixture(autouse=True)
def _small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that few people are several pages."""
    monkeypatch.setattr(rehearsing, "PAGE_PEOPLE", PAGE)


@pytest.fixture
def village(store: Store, clock: Clock) -> Village:
    """With nobody in it."""
    return Village(store, clock)


def rehearsed(nouns: Nouns, found: Broadcast, village: Village) -> Rehearsal:
    """To its end."""
    begin_rehearsal(nouns, found, decide, village.clock())
    while rehearse_more(nouns, decide, village.clock()):
        pass
    made = nouns.rehearsals.of(found.id)
    assert made is not None
    assert made.is_finished
    return made


def seen_one_by_one(nouns: Nouns, found: Broadcast, village: Village) -> list[Seen]:
    """The same pages, with those whom they are about."""
    seen: list[Seen] = []
    cursor: str | None = ""
    while cursor is not None:
        work = partial(perform_page, nouns, found, village.clock(), cursor, decide)
        page = nouns.connection.taken_back(work)
        seen += page.seen
        cursor = page.cursor
    return seen


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    people=st.lists(PEOPLE, max_size=8),
    rooms=st.lists(ROOMS, max_size=3),
    kind=st.sampled_from(KINDS),
    of_all=st.booleans(),
    audience=st.just(Audience()) | AUDIENCES,
    hour=st.integers(0, 23),
)
@example(people=[MOVES], kind=CAMPAIGN_UPDATE, **AT_NOON)
async def test_what_is_rehearsed_is_what_happens(
    village: Village,
    people: Sequence[Somebody],
    rooms: Sequence[Room],
    kind: str,
    of_all: bool,
    audience: Audience,
    hour: int,
) -> None:
    await village.settles(people, rooms, hour)
    found = await village.drafts(kind, audience, of_all=of_all)
    made, seen = await village.store.turn(
        lambda nouns: (rehearsed(nouns, found, village), seen_one_by_one(nouns, found, village))
    )
    assert dict(made.counts) == dict(Counts(each.part for each in seen))
    by_id = {each.whom: each for each in seen}
    assert len(by_id) == len(seen), "nobody stands in two parts"
    assert set(by_id) == await village.concerned(found)
    assert await village.store.turn(lambda nouns: nouns.broadcasts.begin_telling(found.id, village.clock()))
    await village.performs()
    at_once = {whom: village.letters_of(whom, found) for whom in by_id}
    await village.goes_on()
    for whom, each in by_id.items():
        _happened(each, at_once[whom], village.letters_of(whom, found)[len(at_once[whom]) :])
        await _is_missed(village, each, found)
        assert (each.part.outcome is Outcome.BLOCKED) == village.has_blocked(each, found)


def _happened(seen: Seen, at_once: list[Letter], later: list[Letter]) -> None:
    """As it was promised, and nothing else."""
    match seen.part.outcome:
        case Outcome.NOW | Outcome.SILENT:
            assert [each.is_silent for each in at_once] == [seen.part.outcome is Outcome.SILENT]
        case Outcome.CHANNEL:
            assert len(at_once) == 1
        case _:
            assert at_once == []
    assert len(later) == (1 if seen.part.outcome in LATER else 0)
    for each in (*at_once, *later):
        assert each.platform == seen.part.platform
        assert each.screen.language == nearest_language(seen.part.locale)


async def _is_missed(village: Village, seen: Seen, found: Broadcast) -> None:
    """Who was not told and wants such news finds it when they next come."""
    if seen.part.outcome.is_of_chat:
        return
    missed = await village.store.read(lambda nouns: nouns.missed.of(seen.whom, EPOCH, 50)[0])
    is_missed = any(village.tells(each, found) for each in missed)
    assert is_missed == (seen.part.outcome in SHOWN_LATER | NOT_REACHED)
