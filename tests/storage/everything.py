"""A person who did everything there is to do."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from storage.bursts import Burst
from storage.decisions import Ruling, Thing, Verdict
from storage.documents import DocumentKind
from storage.follows import Topic
from storage.hearing import BROADCAST
from storage.members import Member, Role
from storage.nouns import Nouns
from storage.petitions import Petition
from storage.preferences import Night
from storage.showing import Showing, Visibility
from storage.sweeps import Conditions, SweepDeed
from storage.tables.signing import signature
from storage.tables.stories import story
from storage.voices import Cause, Said
from tests.storage.planting import NOW, plant_organisation, remembered

NAME, PLACE, REASON = "Zephyrine Quackenbush", "Llanfairpwllgwyngyll", "Nobody should lose a park."
COMMENT, ZONE = "Xylophones for everybody, I say.", "Pacific/Chatham"
USER_ID, ADDRESS = "7481920365528", "chat-5566778899001"


def plant_story(nouns: Nouns, slug: str = "story", *, is_sample: bool = False) -> int:
    """A story's id."""
    values: dict[str, Any] = {"slug": slug, "organisation_id": plant_organisation(nouns), "kind": "story"}
    values |= {"happened_on": date(2026, 3, 1), "locale": "en", "title": "A story", "text": "", "links": []}
    row = nouns.connection.first(sa.insert(story).values(**values, is_sample=is_sample).returning(story.c.id))
    assert row is not None
    return int(row.id)


def do_everything(nouns: Nouns, park: Petition, story_id: int, of_other: int) -> int:
    """Sign, follow, choose, share, write, agree with and report what somebody else wrote; the supporter's id."""
    person = remembered(nouns, "telegram", USER_ID, ADDRESS, NOW)
    assert nouns.signatures.add(park, person.id, Showing(Visibility.REASON, NAME, PLACE, REASON), NOW)
    nouns.follows.set(person.id, f"petition:{park.id}", Topic.ENDINGS, NOW)
    nouns.supporters.set_locale(person.id, "de")
    nouns.preferences.set(person.id, zone=ZONE, night=Night.KEEP)
    nouns.share_links.begin(person.id, park.id)
    nouns.reminders.remind_to_sign(person.id, park.id, NOW)
    nouns.supporters.write_to("telegram", USER_ID, is_on=True)
    nouns.alerts.raise_once("signature_released", "signature:7", "1", NOW, to=person.id)
    nouns.comments.add(story_id, person.id, NAME, COMMENT, NOW.date())
    assert nouns.voices.me_too(of_other, person.id)
    assert nouns.voices.report(Said.REASON, of_other, person.id, Cause.INSULTS, NOW)
    organize(nouns, person.id, park.id)
    nouns.conversations.keep(ADDRESS, f"telegram:{USER_ID}", {"reason": REASON}, NOW)
    return person.id


def organize(nouns: Nouns, supporter_id: int, petition_id: int) -> None:
    """Be a member of an organisation, invite somebody, stop a raid, and have it written down."""
    organisation_id = plant_organisation(nouns)
    ada = nouns.members.add(organisation_id, supporter_id, Role.OWNER, NAME, NOW)
    nouns.invites.make(organisation_id, Role.MODERATOR, NOW, supporter_id)
    decide_something(nouns, supporter_id)
    assert ada is not None
    ask_another(nouns, organisation_id, petition_id, supporter_id)
    nouns.duty.begin(ada, NOW)
    nouns.alarms.sound(Burst(petition_id, count=412, usual=9, by_one_link=300), (), NOW)
    nouns.alarms.are_answered(petition_id, ada, NOW)
    which = Conditions(NOW - timedelta(hours=1), NOW, place=PLACE)
    nouns.sweeps.make(petition_id, SweepDeed.HOLD, which, NOW, ada)
    have_made(nouns, ada, petition_id)
    nouns.audit.write(organisation_id, "invited", NOW, by=ada, subject="member:7", about=ada, why=REASON)


def have_made(nouns: Nouns, by: Member, petition_id: int) -> None:
    """Ask for a poster, and stop it."""
    links = (("telegram", "https://example.org"),)
    asked = nouns.documents.ask(petition_id, DocumentKind.POSTER, "en", by, NOW, links)
    assert asked is not None
    assert nouns.documents.stop(asked.id, NOW)


def ask_another(nouns: Nouns, organisation_id: int, petition_id: int, supporter_id: int) -> None:
    """Want something sent, and ask another organizer about it."""
    begun = nouns.broadcasts.begin(organisation_id, BROADCAST, "en", NOW, petition_id)
    assert begun is not None
    assert nouns.asking_another.ask(begun, supporter_id, NOW)


def decide_something(nouns: Nouns, supporter_id: int) -> None:
    """Decide on a reason of somebody else, and look at a comment."""
    other = nouns.connection.first(sa.select(signature.c.id).where(signature.c.supporter_id != supporter_id).limit(1))
    assert other is not None
    ruling = Ruling(Verdict.REJECTED, "insults", supporter_id, NOW)
    nouns.decisions.write(Thing.REASON, other.id, "third_person", ruling)
    nouns.takings.take(Thing.COMMENT, 7, supporter_id, NOW)
