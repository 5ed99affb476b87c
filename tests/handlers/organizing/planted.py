"""What organizers' routes lead to: two organisations, people of every kind, and one of everything they work on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path

from handlers.organizing.rights import Deed, who_may
from storage.attachments import Owner, Words
from storage.bursts import Burst
from storage.drafting_parts import Target
from storage.erasing import erase_person
from storage.file_store import Stored
from storage.hearing import BROADCAST
from storage.members import Member, Role
from storage.news_pieces import Begun, NewsWords
from storage.nouns import Nouns
from storage.organisations import Source
from storage.queues import mark_of
from storage.showing import Showing
from storage.story_drafts import StoryKind
from storage.sweeping import begin_counting
from storage.sweeps import Conditions, SweepDeed
from tests.storage.planting import NOW, plant_organisation, plant_petition, remembered
from tests.storage.test_members import join
from tests.storage.test_queues import HELD

MEMBERS = {"ann": Role.OWNER, "eva": Role.OWNER, "otto": Role.ORGANIZER, "mo": Role.MODERATOR}
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
    return {**ids, **draft, **hold_reason(nouns, app), **raid(nouns, int(draft["petition"]), member)}


def plant_message(nouns: Nouns, organisation: int) -> int:
    """What is about to be told to those who follow."""
    begun = nouns.broadcasts.begin(organisation, BROADCAST, "en", NOW)
    assert begun is not None
    nouns.broadcasts.write(begun, "en", "Thank you", "We handed it in.")
    return begun


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


def plant_draft(nouns: Nouns, organisation: int) -> Ids:
    """A draft in two languages with whom it asks, a day that matters and a picture."""
    begun = nouns.drafts.begin(organisation, "Keep the park", "en", NOW)
    found = nouns.petitions.find_any(begun, "en", NOW)
    assert found is not None
    nouns.drafts.add_language(found, "es")
    parts = nouns.drafted_parts
    parts.add_target(begun, Target(office="Mayor"))
    parts.add_target(begun, Target(office="Minister"))
    parts.add_day(begun, NOW.date(), "The vote")
    file = plant_file(nouns, Owner(petition_id=begun))
    return {"petition": begun, "target": parts.targets(begun)[1].id, "day": parts.days(begun)[0].id, "file": file}


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


def hold_reason(nouns: Nouns, app: str) -> Ids:
    """Somebody's reason waits; its id, and the mark of its words on a button."""
    park = nouns.petitions.find(plant_petition(nouns, "park"), "en", NOW)
    assert park is not None
    signer = remembered(nouns, app, "signer", "", NOW)
    signed = nouns.signatures.add(park, signer.id, HELD, NOW)
    assert signed is not None
    item = nouns.queues.find(signed.signature.id)
    assert item is not None
    return {"reason": item.id, "mark": f"r{mark_of(nouns.vault, item.held)}"}


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
