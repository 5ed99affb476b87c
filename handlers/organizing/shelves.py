"""Whose pictures and files somebody works on: those of a petition, a story, a piece of news, or a delivery."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from config.texts import _, language
from handlers.organizing.done import Done
from handlers.organizing.gate import Belongs, Desk, nothing_to_organize
from handlers.organizing.noting import story_named, write_of
from handlers.organizing.rights import Deed
from handlers.organizing.telling_taken_back import taken_back
from handlers.screens import Action, Button, to
from handlers.turn import Turn
from storage.attachments import Attached, Owner
from storage.follows import subject_of
from storage.news_pieces import Piece
from storage.petitions import Petition
from storage.stories import Story


@dataclass(frozen=True, slots=True)
class Shelf:
    """What belongs to one owner: `kind` begins the verbs of its routes, `subject` names it in the trail."""

    kind: str
    key: int
    title: str
    subject: str
    owner: Owner
    is_sample: bool = False
    more: tuple[int, ...] = ()
    """What its routes name beside its key."""

    @property
    def all_of_it(self) -> Action:
        """The list of its picture and files."""
        return to(f"{self.kind}_files", self.key, *self.more)

    @property
    def picture(self) -> Action:
        """Where its picture is set."""
        return to(f"{self.kind}_picture", self.key, *self.more)

    def picture_after(self, seen: str) -> Action:
        """Where it is set by somebody who saw another one, or none."""
        return to(f"{self.kind}_picture", self.key, *self.more, seen)

    @property
    def one_more(self) -> Action:
        """Where a file is added."""
        return to(f"{self.kind}_file_add", self.key, *self.more)


def _deed_of(found: Attached) -> Deed:
    """That of whatever it belongs to."""
    owner = found.owner
    if owner.story_id is not None:
        return Deed.WRITE_STORY
    if owner.update_id is not None:
        return Deed.TELL
    return Deed.DELIVER if owner.decision_maker_id is not None else Deed.WRITE_PETITION


ATTACHED: Belongs[Attached] = Belongs(
    int,
    lambda turn, key: turn.store.attachments.find(key),
    lambda found: found.organisation_id,
    nothing_to_organize,
    is_hidden=lambda _found: True,
    deed=_deed_of,
)


def of_petition(petition: Petition) -> Shelf:
    """That of a petition."""
    owner = Owner(petition_id=petition.id)
    return Shelf("pet", petition.id, petition.title, subject_of(petition.id), owner, petition.is_sample)


def of_story(story: Story) -> Shelf:
    """That of a story."""
    return Shelf("tale", story.id, story.title, story_named(story.id), Owner(story_id=story.id), story.is_sample)


def of_piece(piece: Piece) -> Shelf:
    """That of a piece of news."""
    owner = Owner(update_id=piece.id)
    return Shelf("piece", piece.id, piece.words.title, subject_of(piece.petition_id), owner, piece.is_sample)


def of_delivery(petition: Petition, maker_id: int) -> Shelf:
    """That of handing a petition over to one of its decision makers."""
    owner = Owner(decision_maker_id=maker_id)
    shelf = Shelf("hand", petition.id, petition.title, subject_of(petition.id), owner, petition.is_sample)
    return replace(shelf, more=(maker_id,))


def shelf_of(turn: Turn, attached: Attached) -> Shelf:
    """The one on which a file is."""
    owner = attached.owner
    if owner.petition_id is not None:
        petition = turn.store.petitions.find_any(owner.petition_id, language(), turn.now)
        assert petition is not None, "a file never outlives what it belongs to"
        return of_petition(petition)
    if owner.story_id is not None:
        story = turn.store.stories.find_any(owner.story_id)
        assert story is not None, "a file never outlives what it belongs to"
        return of_story(story)
    return _of_news(turn, owner)


def _of_news(turn: Turn, owner: Owner) -> Shelf:
    piece = turn.store.news_drafts.find(owner.update_id) if owner.update_id is not None else None
    if piece is not None:
        return of_piece(piece)
    petition_id = turn.store.handing_over.petition_of(owner.decision_maker_id or 0)
    petition = turn.store.petitions.find_any(petition_id, language(), turn.now)
    assert petition is not None, "a file never outlives what it belongs to"
    return of_delivery(petition, owner.decision_maker_id or 0)


def back_to_files(shelf: Shelf) -> Button:
    """Lead back, and name where."""
    return Button(_("Back to the files"), shelf.all_of_it)


def write_down(turn: Turn, desk: Desk[Any], shelf: Shelf, deed: Done, sentence: str) -> str:
    """Into the trail; what is said of it, or that news which waited to be told do so no longer, since they changed."""
    write_of(turn, desk, deed, shelf.subject)
    update_id = shelf.owner.update_id
    return taken_back(turn, turn.store.news_drafts.broadcast_of(update_id)) or sentence if update_id else sentence
