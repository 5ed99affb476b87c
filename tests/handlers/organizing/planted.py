"""What organizers' routes lead to: two organisations, people of every kind, and one of everything they work on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import time, timedelta
from functools import partial
from pathlib import Path

import sqlalchemy as sa

from handlers.organizing.rights import Deed, who_may
from storage.additions import From
from storage.attachments import Owner, Words
from storage.bursts import Burst
from storage.documents import DocumentKind
from storage.drafting_parts import Target
from storage.erasing import erase_person
from storage.file_store import Stored
from storage.goal_messages import Goal
from storage.hearing import BROADCAST
from storage.members import Member, Role
from storage.news_pieces import Begun, NewsWords
from storage.nouns import Nouns
from storage.organisations import Source
from storage.queues import mark_of
from storage.recurring import EveryDays
from storage.showing import Showing
from storage.story_drafts import StoryKind, StoryPart, Written
from storage.sweeping import begin_counting
from storage.sweeps import Conditions, SweepDeed
from storage.tables.petitions import petition_text
from tests.handlers.organizing.tokens import SECOND
from tests.storage.planting import NOW, plant_organisation, plant_petition, remembered
from tests.storage.test_members import join
from tests.storage.test_queues import HELD
from tests.storage.test_versions import write_anew

MEMBERS = {"ann": Role.OWNER, "eva": Role.OWNER, "otto": Role.ORGANIZER, "mo": Role.MODERATOR}
SIBLING, FOREIGNER = "Bracken", "Heather"
"""Stand in what is of another petition of theirs, or of another organisation, and nowhere else."""
OTHERS = ("stranger", "supporter", "removed", "erased", "demoted", *(f"{role} elsewhere" for role in Role))
Ids = Mapping[str, int | str]
"""What the tokens name."""


def plant(nouns: Nouns, app: str = "terminal") -> Ids:
    """All of them in one app."""
    plant_people(nouns, app)
    organisation = plant_organisation(nouns)
    made, _code = nouns.invites.make(organisation, Role.ORGANIZER, NOW)
    member = join(nouns, "bo", Role.ORGANIZER, app=app)
    ids: dict[str, int | str] = {"organisation": organisation, "member": member.id, "invite": made.id}
    ids["broadcast"] = plant_message(nouns, organisation)
    draft = plant_draft(nouns, organisation)
    ids["piece"] = plant_victory(nouns, int(draft["petition"]))
    ids["story"] = nouns.story_drafts.begin(organisation, StoryKind.NEWS, "The vote", "en", NOW)
    ids["document"] = plant_document(nouns, int(draft["petition"]), member)
    return {**ids, **draft, **hold_reason(nouns, app), **raid(nouns, int(draft["petition"]), member)}


def plant_message(nouns: Nouns, organisation: int) -> int:
    """What is about to be told to those who follow."""
    begun = nouns.broadcasts.begin(organisation, BROADCAST, "en", NOW)
    assert begun is not None
    nouns.broadcast_words.write(begun, "en", "Thank you", "We handed it in.")
    return begun


def plant_document(nouns: Nouns, petition_id: int, by: Member) -> int:
    """What is about to be made."""
    asked = nouns.documents.ask(petition_id, DocumentKind.PDF, "en", by, NOW)
    assert asked is not None
    return asked.id


def plant_people(nouns: Nouns, app: str) -> None:
    """Members in every role, and all who are none."""
    joins = partial(join, nouns, app=app)
    for name, role in MEMBERS.items():
        joins(name, role)
    remembered(nouns, app, "supporter", "", NOW)
    nouns.members.remove(joins("removed", Role.OWNER))
    erase_person(nouns, joins("erased", Role.OWNER).supporter_id, NOW)
    nouns.members.change(joins("demoted", Role.OWNER, "york"), Role.MODERATOR)
    for role in Role:
        joins(f"{role} elsewhere", role, "york")


def plant_draft(nouns: Nouns, organisation: int, title: str = "Keep the park") -> Ids:
    """A draft in two languages with whom it asks, a day that matters and a picture."""
    begun = nouns.drafts.begin(organisation, title, "en", NOW)
    found = nouns.petitions.find_any(begun, "en", NOW)
    assert found is not None
    nouns.drafts.add_language(found, "es")
    parts = nouns.drafted_parts
    parts.add_target(begun, Target(office="Mayor"))
    parts.add_target(begun, Target(office="Minister", district=title))
    parts.add_day(begun, NOW.date(), f"The vote: {title}")
    file = plant_file(nouns, Owner(petition_id=begun))
    daily = EveryDays(1, NOW.date(), time(17))
    reminder = nouns.reminders.add_rule(begun, daily, "Europe/London", NOW, words=title)
    assert reminder is not None
    nouns.additions.add(begun, From.PAPER, 10, f"The market: {title}", NOW)
    (added,), _total = nouns.additions.of(begun, 1)
    nouns.goal_messages.write(found, Goal(100, is_coming=True), "Thank you.", "", NOW)
    link = nouns.named_links.make(begun, f"Poster: {title}", NOW)
    assert link is not None
    stood = {"link": link.id, "target": parts.targets(begun)[1].id, "day": parts.days(begun)[0].id, "file": file}
    return {"petition": begun, "reminder": reminder, "addition": added.id, **stood}


def plant_victory(nouns: Nouns, petition_id: int) -> int:
    """One that is being written, in two languages."""
    words = NewsWords("Keep the park", what_changed="The park stays.")
    source = Source("The Post", "https://post.example/park")
    return nouns.news_drafts.begin(
        petition_id, Begun("victory", "en", words, NOW.date(), (source,), others={"es": words})
    )


def plant_file(nouns: Nouns, owner: Owner) -> int:
    """A picture that a petition or a story has."""
    stored = Stored(f"{'0' * 64}.png", Path("nowhere.png"), 7)
    nouns.attachments.set_picture(owner, stored, "park.png", Words("A park"))
    return nouns.attachments.all_of(owner)[0].id


def hold_reason(nouns: Nouns, app: str, slug: str = "park", organisation: int | None = None) -> Ids:
    """Somebody's reason waits; its id, and the mark of its words on a button."""
    park = nouns.petitions.find(plant_petition(nouns, slug, organisation_id=organisation), "en", NOW)
    assert park is not None
    signer = remembered(nouns, app, f"signer of {slug}", "", NOW)
    signed = nouns.signatures.add(park, signer.id, replace(HELD, reason=f"Bob of {slug} walks there."), NOW)
    assert signed is not None
    item = nouns.queues.find(signed.signature.id)
    assert item is not None
    return {"reason": item.id, "mark": f"r{mark_of(nouns.vault, item.held)}", "held_on": park.id}


def raid(nouns: Nouns, petition_id: int, by: Member) -> Ids:
    """An alarm, and a sweep that fits one signature; their ids."""
    burst = Burst(petition_id, count=412, usual=9, by_one_link=0)
    seen = nouns.alarms.sound(burst, who_may(Deed.BE_ON_DUTY), NOW)
    found = nouns.petitions.find_any(petition_id, "en", NOW)
    assert seen is not None
    assert found is not None
    nouns.signatures.add(found, by.supporter_id, Showing(), NOW)
    which = Conditions(NOW - timedelta(hours=1), NOW)
    made = nouns.sweeps.make(petition_id, SweepDeed.HOLD, which, NOW, by)
    return {"alarm": seen.id, "sweep": begin_counting(nouns, made, NOW).id}


def plant_more(nouns: Nouns, ids: Ids, app: str = "terminal") -> Ids:
    """What the tokens of SEEN_ON and FOREIGN need beside that."""
    organisation, story = int(ids["organisation"]), nouns.stories.find_any(int(ids["story"]))
    assert story is not None
    nouns.story_drafts.set_links(story, [Source("The Post", "https://example.org/vote")])
    write_story(nouns, story.id, "They voted.")
    stories = {"story_file": plant_file(nouns, Owner(story_id=story.id)), "told": plant_told(nouns, organisation)}
    return {**ids, **stories, **plant_beside(nouns, organisation, app), **plant_texts(nouns, organisation)}


def plant_beside(nouns: Nouns, organisation: int, app: str) -> Ids:
    """Another petition of theirs, and one of another organisation, whose moderators have something to decide."""
    york = plant_organisation(nouns, "york")
    sibling = plant_draft(nouns, organisation, SIBLING)
    foreign = plant_draft(nouns, york, FOREIGNER)
    held = hold_reason(nouns, app, FOREIGNER, york)
    return {
        **{f"sibling_{name}": sibling[name] for name in SECOND},
        **{f"foreign_{name}": foreign[name] for name in SECOND},
        "foreign": foreign["petition"],
        "foreign_told": held["held_on"],
    }


def write_story(nouns: Nouns, story_id: int, words: str) -> None:
    """What is written of a story by now."""
    found = nouns.stories.find_any(story_id)
    assert found is not None
    seen = nouns.story_drafts.written(found).mark(StoryPart.TEXT)
    assert isinstance(nouns.story_drafts.set_part(found, StoryPart.TEXT, words, seen), Written)


def plant_told(nouns: Nouns, organisation: int) -> int:
    """A public story that is written anew."""
    told = nouns.story_drafts.begin(organisation, StoryKind.NEWS, "The meeting", "en", NOW)
    write_story(nouns, told, "They met.")
    found = nouns.stories.find_any(told)
    assert found is not None
    assert nouns.story_drafts.publish(found, "", NOW)
    write_story(nouns, told, "They met twice.")
    return told


def plant_texts(nouns: Nouns, organisation: int) -> Ids:
    """A draft that lacks nothing, and a petition that is written anew."""
    states = {"whole": "draft", "changed": "open"}
    ids = {name: plant_petition(nouns, name, organisation_id=organisation, state=states[name]) for name in states}
    for petition_id in ids.values():
        whole = sa.update(petition_text).where(petition_text.c.petition_id == petition_id)
        nouns.connection.run(whole.values(summary="It is for all."))
        nouns.drafted_parts.add_target(petition_id, Target(office="Mayor"))
    changed = nouns.petitions.find(ids["changed"], "en", NOW)
    assert changed is not None
    write_anew(nouns, changed)
    return dict(ids)
