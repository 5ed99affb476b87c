"""Writing into the trail what was done, and to what."""

from __future__ import annotations

from typing import Any

from handlers.organizing.done import Done
from handlers.organizing.gate import Desk
from handlers.turn import Turn
from storage.follows import subject_of
from storage.petitions import Petition
from storage.stories import Story


def write_down(turn: Turn, desk: Desk[Petition], done: Done, **detail: Any) -> None:
    """Of the petition on the desk; details are nothing but ids, codes and numbers."""
    write_of(turn, desk, done, subject_of(desk.subject.id), code=desk.subject.code, **detail)


def write_of_story(turn: Turn, desk: Desk[Story], done: Done) -> None:
    """Of the story on the desk."""
    write_of(turn, desk, done, story_named(desk.subject.id))


def write_of(turn: Turn, desk: Desk[Any], done: Done, subject: str, **detail: Any) -> None:
    """Of something else than what lies on the desk."""
    turn.store.audit.write(desk.organisation.id, done, turn.now, by=desk.me, subject=subject, **detail)


def story_named(story_id: int) -> str:
    """How the trail names a story."""
    return f"story:{story_id}"
