"""Whose pictures and files somebody works on: a petition's or a story's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from config.texts import _, language
from handlers.organizing.done import Done
from handlers.organizing.gate import Belongs, Desk, nothing_to_organize
from handlers.organizing.noting import story_named, write_of
from handlers.screens import Action, Button, to
from handlers.turn import Turn
from storage.attachments import Attached, Owner
from storage.follows import subject_of
from storage.petitions import Petition
from storage.stories import Story


@dataclass(frozen=True, slots=True)
class Shelf:
    """What belongs to one petition or story: `kind` begins the verbs of its routes, `subject` names it in the trail."""

    kind: str
    key: int
    title: str
    subject: str
    owner: Owner
    is_sample: bool = False

    @property
    def all_of_it(self) -> Action:
        """The list of its picture and files."""
        return to(f"{self.kind}_files", self.key)

    @property
    def picture(self) -> Action:
        """Where its picture is set."""
        return to(f"{self.kind}_picture", self.key)

    def picture_after(self, seen: str) -> Action:
        """Where it is set by somebody who saw another one, or none."""
        return to(f"{self.kind}_picture", self.key, seen)

    @property
    def one_more(self) -> Action:
        """Where a file is added."""
        return to(f"{self.kind}_file_add", self.key)


ATTACHED: Belongs[Attached] = Belongs(
    int,
    lambda turn, key: turn.store.attachments.find(key),
    lambda found: found.organisation_id,
    nothing_to_organize,
    is_hidden=lambda _found: True,
)


def of_petition(petition: Petition) -> Shelf:
    """That of a petition."""
    owner = Owner(petition_id=petition.id)
    return Shelf("pet", petition.id, petition.title, subject_of(petition.id), owner, petition.is_sample)


def of_story(story: Story) -> Shelf:
    """That of a story."""
    return Shelf("tale", story.id, story.title, story_named(story.id), Owner(story_id=story.id), story.is_sample)


def shelf_of(turn: Turn, attached: Attached) -> Shelf:
    """The one on which a file is."""
    owner = attached.owner
    if owner.petition_id is not None:
        petition = turn.store.petitions.find_any(owner.petition_id, language(), turn.now)
        assert petition is not None, "a file never outlives what it belongs to"
        return of_petition(petition)
    story = turn.store.stories.find_any(owner.story_id or 0)
    assert story is not None, "a file never outlives what it belongs to"
    return of_story(story)


def back_to_files(shelf: Shelf) -> Button:
    """Lead back, and name where."""
    return Button(_("Back to the files"), shelf.all_of_it)


def write_down(turn: Turn, desk: Desk[Any], shelf: Shelf, deed: Done) -> None:
    """Into the trail."""
    write_of(turn, desk, deed, shelf.subject)
