"""What was changed of a story since it was published: what its organizers say of it, and what went and came."""

from __future__ import annotations

from config.texts import _
from handlers.blocks import Block, Heading, Moment, Paragraph
from handlers.differences import difference
from handlers.parts import part_of
from handlers.router import route
from handlers.screens import Button, Reply, Screen, rows_of, to
from handlers.stories import story_not_found
from handlers.turn import Turn
from handlers.wording import filled, sample_line
from storage.stories import Story
from storage.story_drafts import Earlier, Written


@route("told_before", reads=True)
def show_changes(turn: Turn, story_id: int, part: int = 1) -> Reply:
    """The latest first."""
    story = turn.store.stories.find(story_id)
    if story is None:
        return story_not_found()
    back = Button(_("Back to the story"), to("told", story.id))
    earlier = turn.store.story_drafts.earlier(story.id)
    if not earlier:
        return Screen(story.title, (_("Nothing was changed since it was published."),), rows_of(back))
    above = sample_line(story.is_sample)
    shown = part_of(turn, part, _changes(turn, story, earlier), story.title, *above)
    body = (*shown.line(), *above, *shown.blocks)
    return Screen(story.title, body, rows_of(shown.read_on("told_before", story.id), back))


def _changes(turn: Turn, story: Story, earlier: list[Earlier]) -> tuple[Block, ...]:
    """Each change, from what stood there before to what replaced it."""
    later = [Written(story.title, story.text), *(each.written for each in earlier)]
    organisation = turn.store.organisations.find(story.organisation_id)
    zone = turn.zone(organisation.zone if organisation else "UTC")
    blocks: list[Block] = []
    for now, each in zip(later, earlier, strict=False):
        when = filled(_("Changed on {day}"), day=Moment(each.replaced_at, zone))
        blocks += [Paragraph(when), each.note, *_told(each.written, now)]
    return tuple(blocks)


def _told(before: Written, now: Written) -> tuple[Block, ...]:
    """Of a story that was taken down meanwhile nobody reads what it said."""
    return between(before, now) if before.title else (_("What it said before is not shown any more."),)


def between(before: Written, now: Written) -> tuple[Block, ...]:
    """What went and what came, of the title and of the text."""
    of_title, of_text = difference(before.title, now.title), difference(before.text, now.text)
    return (
        *((Heading(_("Title")), *of_title) if of_title else ()),
        *((Heading(_("Text")), *of_text) if of_text else ()),
    )
