"""What readers wrote under a story, and links back to it from elsewhere."""

from __future__ import annotations

from functools import partial

from config.texts import _, day
from handlers.lists import Page, page_of
from handlers.parts import Part, part_of
from handlers.router import route
from handlers.screens import Block, Button, Heading, Link, Paragraph, Reply, Rows, Screen, rows_of, to
from handlers.stories import story_not_found
from handlers.turn import Turn
from handlers.wording import PAGE_SIZE, page_buttons, page_position, sample_line
from storage.comments import Comment
from storage.stories import Story


@route("comments", reads=True)
def list_comments(turn: Turn, story_id: int, page: int = 1, part: int = 1) -> Reply:
    """Published comments in the order they came, five at a time."""
    story = turn.store.stories.find(story_id)
    if story is None:
        return story_not_found()
    found = page_of(partial(turn.store.comments.of, story.id), page)
    if not found.items:
        return no_comments_yet(story)
    return _comments(turn, story, found, part)


def no_comments_yet(story: Story) -> Screen:
    """Nobody has written, or nothing was published yet."""
    body = (_("No comments yet. They will stand here."), _read_first(), *sample_line(story.is_sample))
    return Screen(_title(story), body, rows_of(_back(story)))


def _read_first() -> str:
    return _("Comments are read before they are shown.")


def _title(story: Story) -> str:
    return _("Comments on “{title}”", title=story.title)


def _back(story: Story) -> Button:
    return Button(_("Back to the story"), to("told", story.id))


def _comments(turn: Turn, story: Story, found: Page[Comment], part: int) -> Screen:
    position = page_position(found.number, len(found.items), found.total)
    below = (_read_first(), *sample_line(story.is_sample))
    blocks = [block for comment in found.items for block in _comment(comment)]
    shown = part_of(turn, part, blocks, _title(story), position, *below)
    body = (shown.placed(position), *shown.blocks, *below)
    return Screen(_title(story), body, _rows(story, found, shown))


def _comment(comment: Comment) -> tuple[Block, ...]:
    paragraphs = tuple(part for part in comment.text.split("\n\n") if part.strip())
    link = (Paragraph((Link(comment.url, comment.url),)),) if comment.url else ()
    return (Heading(_heading(comment)), *paragraphs, *link)


def _heading(comment: Comment) -> str:
    when = day(comment.posted_on)
    if comment.is_link_back:
        return _("A link back from another page · {day}", day=when)
    return _("{who} · {day}", who=comment.author or _("Without a name"), day=when)


def _rows(story: Story, found: Page[Comment], part: Part) -> Rows:
    paging: tuple[Button, ...] = ()
    if found.total > PAGE_SIZE:
        paging = page_buttons("comments", story.id, page=found.number, shown=len(found.items), total=found.total)
    read_on = part.read_on("comments", story.id, found.number)
    return rows_of((read_on,) if read_on else paging, _back(story))
