"""An export leaves out no column: whoever adds one says here how it is told, or why it is not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from storage.due import Send
from storage.follows import Topic, subject_of
from storage.nouns import Nouns
from storage.preferences import Digest, Night
from storage.showing import Showing, Visibility
from storage.store import Store
from storage.tables.metadata import metadata
from storage.tables.moderating import report
from storage.tables.people import account, supporter
from storage.tables.signing import share_link
from storage.tables.stories import comment
from storage.voices import Cause, Said
from tests.storage.everything import NAME, PLACE, REASON, organize, plant_story
from tests.storage.planting import NOW, planted, sign
from tests.storage.test_exports import SECTIONS

LATER = NOW + timedelta(hours=1)
A_WEEK_LATER = (NOW + timedelta(days=7)).isoformat()
CANDID = Showing(Visibility.REASON, "Ada", "Leeds", "Hands off.", held_for="a_name")
PEOPLE = {
    "locale": "language",
    "since": "since",
    "zone": "time_zone",
    "night": "at_night",
    "digest": "digest",
    "is_discreet": "discreet_messages",
    "is_text_only": "text_only",
    "has_dark_charts": "dark_charts",
    "is_stopped": "messages_stopped",
    "news_seen_at": "news_seen_at",
    "quick_signings": "signatures_in_quick_succession",
    "quick_since": "in_quick_succession_since",
}
KINDS = ("endings", "updates", "milestones", "dates", "petitions", "stories")
TOLD: dict[str, dict[str, str]] = {
    "supporter": PEOPLE,
    "account": {
        "platform": "platform",
        "user_id": "user_id",
        "address": "address",
        "is_written_to": "may_be_written_to",
        "spoken": "app_speaks",
        "gone_at": "out_of_reach_since",
    },
    "signature": {
        "petition_id": "petition",
        "number": "number",
        "state": "state",
        "put_by": "put_by",
        "held_for": "held_for",
        "visibility": "shown_as",
        "name": "name",
        "place": "place",
        "reason": "reason",
        "reason_state": "reason_state",
        "me_too": "me_too",
        "text_version": "text_version",
        "source": "came_by",
        "signed_at": "signed_at",
        "rewrites": "rewrites",
    },
    "follow": {"subject": "of", "topics": "news", "since": "since"}
    | {f"{kind}_since": "kinds_since" for kind in KINDS},
    "me_too": {"signature_id": ""},
    "report": {
        "kind": "of",
        "subject_id": "under",
        "cause": "cause",
        "reported_at": "at",
        "is_settled": "is_decided",
    },
    "reminder": {
        "kind": "kind",
        "petition_id": "petition",
        "zone": "time_zone",
        "rule": "rule",
        "words": "words",
        "occurrence": "local_time",
        "next_due": "at",
        "ends_at": "ends_at",
        "state": "state",
    },
    "share_link": {"petition_id": "petition", "code": "code", "brought": "brought", "lately": "lately"}
    | {"lately_since": "lately_since", "named_link_id": "you_came_by"},
    "delivery": {
        "alert_id": "of",
        "why": "why",
        "platform": "platform",
        "state": "state",
        "problem": "problem",
        "tries": "tries",
        "due_at": "due_at",
        "at": "at",
        "is_silent": "without_sound",
        "message": "message",
    },
    "member": {
        "organisation_id": "organisation",
        "role": "role",
        "name": "name",
        "since": "since",
        "hears_of_waiting": "is_told_of_what_waits",
        "is_coached": "is_coached",
        "on_duty_until": "on_duty_until",
    },
    "decided": {
        "organisation_id": "organisation",
        "kind": "of",
        "verdict": "verdict",
        "cause": "cause",
        "held_for": "held_for",
        "at": "at",
        "undone_at": "undone_at",
        "is_settled": "writer_is_told",
    },
    "taken": {"kind": "of", "until": "until"},
    "alarm": {
        "petition_id": "petition",
        "raised_at": "raised_at",
        "count": "count",
        "minutes": "minutes",
        "usual": "usual",
        "by_one_link": "by_one_link",
        "state": "state",
        "answered_at": "answered_at",
    },
    "document": {
        "petition_id": "petition",
        "kind": "kind",
        "locale": "locale",
        "links": "links",
        "state": "state",
        "listed": "listed",
        "unshown": "unshown",
        "at_risk": "at_risk",
        "size": "size",
        "asked_at": "asked_at",
        "claimed_until": "claimed_until",
        "ends_at": "ends_at",
    },
    "sweep": {
        "petition_id": "petition",
        "deed": "deed",
        "conditions": "conditions",
        "state": "state",
        "total": "total",
        "done": "done",
        "made_at": "made_at",
    },
    "invite": {
        "organisation_id": "organisation",
        "role": "role",
        "made_at": "made_at",
        "ends_at": "ends_at",
        "used_at": "used_at",
    },
    "audit": {
        "organisation_id": "organisation",
        "at": "at",
        "role": "role",
        "name": "name",
        "deed": "deed",
        "subject": "of",
        "detail": "detail",
    },
    "comment": {
        "story_id": "story",
        "state": "state",
        "author": "author",
        "text": "text",
        "posted_on": "posted_on",
        "rewrites": "rewrites",
    },
}
UNTOLD = {
    "chat_id": "a group, where whoever is told is no person",
    "id": "a random number",
    "supporter_id": "the person themselves",
    "reference": "a hash of the platform's id, which is told",
    "place_key": "a hash of the place",
    "reason_key": "a hash of the reason",
    "text_key": "a hash of the comment",
    "code_key": "a hash of the invitation's code",
    "typist_key": "a hash of somebody else, who was invited",
    "about_id": "somebody else",
    "nth": "the order of what was done at once",
    "about": "somebody else's name",
}
OF_OTHERS = {"decided": {"subject_id"}, "taken": {"subject_id"}, "document": {"done", "total"}}
"""Somebody else's words."""
ONLY_OF_LINKS_BACK = {"comment": {"kind", "url"}}
FORMS = {"conversation", "card_wish"}
"""Told by `handlers/my_data.py`, which finds them by the hash of the person."""


def test_every_column_of_every_table_of_people_is_told() -> None:
    hidden = {table.name for table in metadata.tables.values() if _is_of_people(table)}
    assert hidden - FORMS == set(TOLD)
    for name, told in TOLD.items():
        assert set(metadata.tables[name].c.keys()) - UNTOLD.keys() - _left_out(name) == set(told), name


def _left_out(name: str) -> set[str]:
    return ONLY_OF_LINKS_BACK.get(name, set()) | OF_OTHERS.get(name, set())


def _is_of_people(table: sa.Table) -> bool:
    return table.name == "supporter" or bool({"supporter_id", "person_key"} & set(table.c.keys()))


def do(nouns: Nouns, park: Any, story_id: int, of_other: int) -> dict[str, Any]:
    """Everything there is to do, and nothing left as it usually is."""
    flyer = nouns.named_links.make(park.id, "Flyer", NOW)
    assert flyer
    ada = nouns.supporters.add("telegram", "748", "chat-55", NOW, is_written_to=True, spoken="de").id
    nouns.alerts.raise_once("signature_released", "signature:7", "1", NOW, to=ada)
    (due,), _looked = nouns.deliveries.claim("telegram", NOW, 1, 1, lambda *_: Send(is_silent=True))
    nouns.deliveries.is_sent(due, "99", LATER)
    nouns.connection.run(sa.update(account).values(gone_at=LATER))
    assert nouns.supporters.count_signing(ada, park.id, NOW, timedelta(minutes=1)) == 1
    assert nouns.signatures.add(park, ada, CANDID, NOW, source=flyer.source)
    nouns.follows.set(ada, subject_of(park.id), Topic.ENDINGS, NOW)
    nouns.follows.change(ada, subject_of(park.id), LATER, more=Topic.MILESTONES)
    nouns.supporters.set_locale(ada, "de")
    chosen = {"zone": "Asia/Tokyo", "night": Night.KEEP, "digest": Digest.WEEKLY, "is_discreet": False}
    nouns.preferences.set(ada, **chosen, is_text_only=True, has_dark_charts=True, is_stopped=True, news_seen_at=LATER)
    nouns.share_links.begin(ada, park.id, flyer.id)
    nouns.reminders.remind_to_sign(ada, park.id, LATER)
    nouns.connection.run(sa.update(share_link).values(code="ABCDEFGH", brought=3, lately=2, lately_since=NOW))
    written = nouns.comments.add(story_id, ada, "Ada L.", "Xylophones.", NOW.date())
    assert nouns.voices.me_too(of_other, ada)
    assert nouns.voices.report(Said.REASON, of_other, ada, Cause.INSULTS, NOW)
    nouns.connection.run(sa.update(report).values(is_settled=True))
    nouns.connection.run(sa.update(comment).where(comment.c.id == written.id).values(state="published"))
    assert nouns.voices.report(Said.COMMENT, written.id, ada, Cause.OTHER, LATER)
    organize(nouns, ada, park.id)
    return nouns.exports.of(ada, "en")


async def test_everything_is_told_as_it_stands(store: Store) -> None:
    park = await planted(store)
    other = await sign(store, park, "bo", Showing(Visibility.REASON, "Bo", "", "I walk here."))
    exported = await store.turn(lambda nouns: do(nouns, park, plant_story(nouns), other.id))
    exported["reports"].sort(key=lambda said: said["at"])
    now, later = NOW.isoformat(), LATER.isoformat()
    assert exported == {
        "person": {
            "since": now,
            "language": "de",
            "time_zone": "Asia/Tokyo",
            "at_night": "keep",
            "digest": "weekly",
            "discreet_messages": False,
            "text_only": True,
            "dark_charts": True,
            "messages_stopped": True,
            "news_seen_at": later,
            "signatures_in_quick_succession": 1,
            "in_quick_succession_since": now,
        },
        "accounts": [
            {
                "platform": "telegram",
                "user_id": "748",
                "address": "chat-55",
                "may_be_written_to": True,
                "app_speaks": "de",
                "out_of_reach_since": later,
            }
        ],
        "signatures": [
            {
                "petition": "park",
                "title": park.title,
                "number": 2,
                "state": "counted",
                "put_by": "",
                "signed_at": now,
                "shown_as": "reason",
                "name": "Ada",
                "place": "Leeds",
                "reason": "Hands off.",
                "reason_state": "held",
                "held_for": "a_name",
                "me_too": 0,
                "text_version": 1,
                "came_by": "the link “Flyer”",
                "rewrites": 0,
            }
        ],
        "follows": [
            {
                "of": "petition:1",
                "petition": "park",
                "title": park.title,
                "news": ["endings", "milestones"],
                "since": now,
                "kinds_since": {"milestones": later},
            }
        ],
        "comments": [
            {
                "story": "story",
                "state": "published",
                "posted_on": NOW.date().isoformat(),
                "author": "Ada L.",
                "text": "Xylophones.",
                "rewrites": 0,
            }
        ],
        "me_too": ["park"],
        "reports": [
            {"of": "reason", "under": "park", "cause": "insults", "at": now, "is_decided": True},
            {"of": "comment", "under": "story", "cause": "other", "at": later, "is_decided": False},
        ],
        "share_links": [
            {"petition": "park", "code": "ABCDEFGH", "brought": 3, "you_came_by": "the link “Flyer”"}
            | {"lately": 2, "lately_since": now}
        ],
        "reminders": [
            {
                "petition": "park",
                "kind": "to_sign",
                "state": "waiting",
                "rule": {"once": "2026-11-21", "at": "13:00"},
                "time_zone": "UTC",
                "words": "",
                "local_time": "2026-11-21T13:00",
                "at": later,
                "ends_at": None,
            }
        ],
        "organizes_for": [
            {
                "organisation": "leeds",
                "role": "owner",
                "name": NAME,
                "since": now,
                "on_duty_until": now,
                "is_told_of_what_waits": True,
                "is_coached": True,
            }
        ],
        "invitations": [
            {"organisation": "leeds", "role": "moderator", "made_at": now, "ends_at": A_WEEK_LATER, "used_at": None}
        ],
        "done_as_organizer": [
            {
                "organisation": "leeds",
                "at": now,
                "role": "owner",
                "name": NAME,
                "deed": "invited",
                "of": "member:7",
                "detail": {"why": REASON},
            }
        ],
        "decided": [
            {
                "organisation": "leeds",
                "of": "reason",
                "verdict": "rejected",
                "cause": "insults",
                "held_for": "third_person",
                "at": now,
                "undone_at": None,
                "writer_is_told": False,
            }
        ],
        "looks_at": [{"of": "comment", "until": (NOW + timedelta(minutes=10)).isoformat()}],
        "alarms_answered": [
            {
                "petition": "park",
                "count": 412,
                "minutes": 5,
                "usual": 9,
                "by_one_link": 300,
                "state": "held",
                "raised_at": now,
                "answered_at": now,
            }
        ],
        "sweeps": [
            {
                "petition": "park",
                "deed": "hold",
                "state": "counting",
                "total": 0,
                "done": 0,
                "conditions": {
                    "since": (NOW - timedelta(hours=1)).isoformat(),
                    "until": now,
                    "platform": "",
                    "place": PLACE,
                    "put_by": "",
                },
                "made_at": now,
            }
        ],
        "documents": [
            {
                "petition": "park",
                "kind": "poster",
                "locale": "en",
                "links": [["telegram", "https://example.org"]],
                "state": "stopped",
                "listed": 0,
                "unshown": 0,
                "at_risk": False,
                "size": 0,
                "asked_at": now,
                "claimed_until": None,
                "ends_at": (NOW + timedelta(hours=24)).isoformat(),
            }
        ],
        "broadcasts": [{"organisation": "leeds", "broadcast": 1, "asked_at": now, "agreed_at": None}],
        "messages": [
            {
                "kind": "signature_released",
                "of": "signature:7",
                "why": "own",
                "platform": "telegram",
                "state": "sent",
                "problem": "",
                "tries": 1,
                "due_at": None,
                "at": later,
                "without_sound": True,
                "message": "99",
            }
        ],
    }
    assert set(PEOPLE.values()) == set(exported["person"])
    for name, section in SECTIONS.items() - {("me_too", "me_too")}:
        assert set(TOLD[name].values()) <= set(exported[section][0]), name


@pytest.mark.parametrize("chosen", [None, False, True])
async def test_discreet_messages_that_nobody_chose_are_not_told_as_refused(store: Store, chosen: bool | None) -> None:
    def export(nouns: Nouns) -> Any:
        ada = nouns.supporters.add("telegram", "748", "chat-55", NOW).id
        nouns.connection.run(sa.update(supporter).values(is_discreet=chosen))
        return nouns.exports.of(ada)["person"]["discreet_messages"]

    assert await store.turn(export) is chosen
