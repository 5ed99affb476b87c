"""One campaign in which everything has happened that can be told, and an alert of each kind on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from handlers.alerts import all_kinds
from handlers.alerts.telling import Telling
from storage.alerts import Alert
from storage.bursts import Burst
from storage.comments import CommentState
from storage.documents import DocumentKind, Finished
from storage.hearing import (
    ALARM,
    BROADCAST,
    CLOSING_SOON,
    COACH,
    CORRECTION,
    DELIVERED,
    DOCUMENT_MADE,
    KEY_DATE,
    MILESTONE,
    NEW_PETITION,
    NEW_STORY,
    NOT_SENT,
    QUIET,
    RESPONSE,
    TEST_COPY,
    TEST_OF_BROADCAST,
    TEXT_CHANGED,
    TO_CONFIRM,
    TO_DECIDE,
    VICTORY,
)
from storage.members import Role
from storage.nouns import Nouns
from storage.recipients import Why
from storage.recurring import Weekly
from storage.showing import HELD_BY_REPORTS, Showing, Visibility
from storage.tables.organisations import organisation
from storage.tables.petitions import decision_maker, delivery_to, key_date, milestone, petition_text, petition_version
from storage.tables.stories import story
from storage.tables.telling import campaign_update
from tests.storage.planting import NOW, plant_organisation, plant_petition, remembered, tell_at_once

REMINDER_TO_SIGN, REMINDER = "reminder_to_sign", "reminder"
LOCALES = ("en", "de", "es")
LONG = "They asked for it, and in the end they were heard by those who decide. " * 200
TODAY = NOW.date()
CLOSES = datetime(2026, 11, 25, tzinfo=UTC)
"""The end of 24 November where the organisation is: three days from now."""
SOURCE = {"title": "Local newspaper", "url": "https://local-newspaper.example/park", "on": "2026-11-20"}


@dataclass(frozen=True)
class Said:
    """The words of a campaign: short ones, unless a test wants others."""

    title: str = "Save the park"
    line: str = "The council has heard us"
    text: str = "Forty of us came."
    at_risk: bool = False
    goal: int = 100
    count: int = 128


@dataclass
class Campaign:
    """What was planted, by its ids, and the alerts on it by their kinds."""

    park: int
    won: int
    story: int
    key_date: int
    ada: int
    alerts: dict[str, Alert] = field(default_factory=dict)


def plant(nouns: Nouns, said: Said | None = None) -> Campaign:
    """A petition that can be signed, one that was won before it, a story, and what became of Ada's words."""
    said = said or Said()
    owner = plant_organisation(nouns, name=said.line)
    columns: dict[str, Any] = {"locales": LOCALES, "at_risk": said.at_risk, "count": said.count, "is_sample": True}
    park = plant_petition(nouns, "park", closes_at=CLOSES, topics=["trees"], **columns)
    won = plant_petition(nouns, "won", state="won", **columns)
    nouns.connection.run(sa.update(petition_text).values(title=said.title, ask=said.line[:140]))
    nouns.connection.run(sa.update(organisation).values(zone="UTC", is_sample=True))
    ada = remembered(nouns, "terminal", "ada", "ada", NOW)
    nouns.supporters.write_to("terminal", "ada", is_on=True)
    nouns.members.add(owner, remembered(nouns, "terminal", "olga", "", NOW).id, Role.OWNER, "Olga", NOW)
    planted = Campaign(park, won, _story(nouns, said, owner, park), _details(nouns, said, park), ada.id)
    _updates(nouns, said, planted)
    _raise_all(nouns, said, planted)
    planted.alerts = {each.kind: each for each in nouns.alerts.recent(100)}
    assert planted.alerts.keys() == all_kinds().keys()
    return planted


def _story(nouns: Nouns, said: Said, owner: int, park: int) -> int:
    values = {"slug": "s", "kind": "story", "happened_on": TODAY, "locale": "en", "title": said.line}
    row = {**values, "text": said.text, "organisation_id": owner, "petition_id": park, "links": [], "is_sample": True}
    return _added(nouns, sa.insert(story).values(row).returning(story.c.id))


def _added(nouns: Nouns, statement: Any) -> int:
    row = nouns.connection.first(statement)
    assert row is not None
    return int(row.id)


def _details(nouns: Nouns, said: Said, park: int) -> int:
    """Whom it was handed over to, a goal with a message, and a day that matters."""
    maker = {"petition_id": park, "position": 0, "is_addressed": True, "office": said.line}
    maker_id = _added(nouns, sa.insert(decision_maker).values(maker).returning(decision_maker.c.id))
    handed = {"decision_maker_id": maker_id, "delivered_on": TODAY, "how": said.line}
    nouns.connection.run(sa.insert(delivery_to).values(handed))
    reached = {"petition_id": park, "threshold": said.goal, "reached_on": TODAY}
    nouns.connection.run(sa.insert(milestone).values(**reached, message=said.text, sign_off=said.line))
    day = {"petition_id": park, "on_date": TODAY + timedelta(days=3), "what": said.line}
    return _added(nouns, sa.insert(key_date).values(day).returning(key_date.c.id))


def _updates(nouns: Nouns, said: Said, planted: Campaign) -> None:
    for petition_id, kind in ((planted.won, VICTORY), (planted.park, RESPONSE), (planted.park, "news")):
        is_victory = kind == VICTORY
        values = {"petition_id": petition_id, "slug": kind, "kind": kind, "happened_on": TODAY, "title": said.line}
        victory = {
            "is_full": False if is_victory else None,
            "what_changed": said.text if is_victory else "",
            "not_solved": said.text if is_victory else "",
            "next_petition_id": planted.park if is_victory else None,
        }
        told = {"text": said.text, "correction": said.line, "sources": [SOURCE]}
        nouns.connection.run(sa.insert(campaign_update).values(**values, **told, **victory))


def _raise_all(nouns: Nouns, said: Said, planted: Campaign) -> None:
    for row in nouns.connection.all(sa.select(campaign_update.c.id)):
        assert nouns.campaign_updates.announce(row.id, NOW)
    on_park = {
        MILESTONE: str(said.goal),
        DELIVERED: TODAY.isoformat(),
        KEY_DATE: f"{planted.key_date}:3",
        CLOSING_SOON: "2026-11-24:3",
        TEXT_CHANGED: "1",
        TEST_COPY: "terminal:1:20261121T1200",
    }
    changed = {"petition_id": planted.park, "version": 1, "published_at": NOW, "is_material": True}
    nouns.connection.run(sa.insert(petition_version).values(**changed, note=said.line[:300]))
    for kind, occasion in on_park.items():
        nouns.alerts.raise_once(kind, f"petition:{planted.park}", occasion, NOW)
    nouns.alerts.raise_once(CORRECTION, f"petition:{planted.park}", f"{RESPONSE}:1", NOW)
    nouns.alerts.raise_once(NEW_PETITION, "organisation:1", str(planted.park), NOW)
    assert tell_at_once(nouns, 1, said.line, said.text, said.line, NOW, planted.park)
    _leave_unsent(nouns, said, planted)
    nouns.alerts.raise_once(NEW_STORY, "organisation:1", str(planted.story), NOW)
    nouns.alarms.sound(Burst(planted.park, count=412, usual=9, by_one_link=300), (), NOW)
    nouns.alerts.raise_once(ALARM, f"petition:{planted.park}", "now", NOW)
    _decide(nouns, planted)
    _wait(nouns, planted)
    _remind(nouns, said, planted)
    _fall_silent(nouns, said)
    _begin_well(nouns, said)
    _make_poster(nouns, said, planted)


def _leave_unsent(nouns: Nouns, said: Said, planted: Campaign) -> None:
    """A broadcast that could not begin at its time."""
    begun = nouns.broadcasts.begin(1, BROADCAST, "en", NOW, planted.park)
    assert begun is not None
    nouns.broadcast_words.write(begun, "en", said.line, said.text)
    nouns.alerts.raise_once(TO_CONFIRM, "organisation:1", f"{_asked(nouns, said, planted)}:20261121T120000", NOW)
    nouns.alerts.raise_once(NOT_SENT, "organisation:1", f"{begun}:2026-11-21T12:00", NOW)
    nouns.alerts.raise_once(TEST_OF_BROADCAST, "organisation:1", f"{begun}:terminal:1:20261121T1200", NOW)


def _asked(nouns: Nouns, said: Said, planted: Campaign) -> int:
    """A broadcast that waits for a second organizer, whom Ada asks."""
    begun = nouns.broadcasts.begin(1, BROADCAST, "en", NOW, planted.park)
    assert begun is not None
    nouns.broadcast_words.write(begun, "en", said.line, said.text)
    assert nouns.asking_another.ask(begun, planted.ada, NOW)
    return begun


def _fall_silent(nouns: Nouns, said: Said) -> None:
    """A petition of which nothing was told since it began."""
    silent = plant_petition(nouns, "silent", locales=LOCALES, at_risk=said.at_risk)
    nouns.alerts.raise_once(QUIET, f"petition:{silent}", "20261121", NOW)


def _begin_well(nouns: Nouns, said: Said) -> None:
    """A petition that was published today, has reached a goal, and has told nothing since."""
    young = plant_petition(nouns, "young", locales=LOCALES, at_risk=said.at_risk, count=said.count)
    reached = {"petition_id": young, "threshold": 100, "reached_on": TODAY}
    nouns.connection.run(sa.insert(milestone).values(reached))
    public = {"petition_id": young, "version": 1, "published_at": NOW, "is_material": True}
    nouns.connection.run(sa.insert(petition_version).values(public))
    nouns.alerts.raise_once(COACH, f"petition:{young}", "draft:100", NOW)


def _make_poster(nouns: Nouns, said: Said, planted: Campaign) -> None:
    """A file that the owner asked for is there."""
    (owner,) = nouns.duty.everybody(1, [Role.OWNER])
    by = nouns.members.of(owner, 1)
    assert by is not None
    asked = nouns.documents.ask(planted.park, DocumentKind.POSTER, "en", by, NOW)
    assert asked is not None
    content = b"a poster"
    assert nouns.documents.claim(asked.id, 0, NOW)
    nouns.documents.add_part(asked.id, 0, content)
    assert nouns.documents.is_ready(asked.id, Finished(content, 0, 0, said.at_risk), NOW)
    nouns.alerts.raise_once(DOCUMENT_MADE, f"petition:{planted.park}", str(asked.id), NOW, to=owner)


def _decide(nouns: Nouns, planted: Campaign) -> None:
    """Ada's comment is rejected, her signature released, and her reason, which readers reported, rejected."""
    written = nouns.comments.add(planted.story, planted.ada, "Ada", "I was there.", TODAY)
    nouns.comments.decide(written.id, CommentState.REJECTED, NOW)
    found = nouns.petitions.find(planted.park, "en", NOW)
    assert found is not None
    showing = Showing(Visibility.REASON, "Ada", "Leeds", "I walk there.", HELD_BY_REPORTS)
    signed = nouns.signatures.add(found, planted.ada, showing, NOW, is_held=True)
    assert signed is not None
    for decide in (nouns.reviews.approve, nouns.reviews.reject):
        item = nouns.reviews.find(signed.signature.id)
        assert item is not None
        decide(item, NOW)


def _wait(nouns: Nouns, planted: Campaign) -> None:
    """A comment waits for a decision."""
    nouns.comments.add(planted.story, planted.ada, "Ada", "And it rained.", TODAY)
    nouns.alerts.raise_once(TO_DECIDE, "organisation:1", "20261121T120000", NOW)


def _remind(nouns: Nouns, said: Said, planted: Campaign) -> None:
    nouns.reminders.remind_to_sign(planted.ada, planted.park, NOW)
    rule = Weekly(frozenset({5}), NOW.time())
    reminder_id = nouns.reminders.add_rule(planted.park, rule, "UTC", NOW, words=said.line)
    wish = nouns.reminders.to_sign(planted.ada, planted.park)
    assert wish is not None
    nouns.alerts.raise_once(REMINDER_TO_SIGN, wish.subject, "2026-11-21T12:00", NOW, to=planted.ada)
    nouns.alerts.raise_once(REMINDER, f"reminder:{reminder_id}", "2026-11-21T12:00", NOW)


def telling(nouns: Nouns, news: Alert, why: Why = Why.PETITION, **traits: Any) -> Telling:
    """Somebody is told, at the time when everything was planted; what is for members, its owner."""
    (owner,) = nouns.duty.everybody(1, [Role.OWNER])
    return Telling(nouns, traits.pop("now", NOW), news, why, **{"reader": owner, **traits})
