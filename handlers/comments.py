"""What readers wrote under a story, and links back to it from elsewhere."""

from __future__ import annotations

from functools import partial

from config.texts import _, day
from handlers.blocks import Block, Heading, Link, Paragraph
from handlers.labels import short
from handlers.lists import PAGE_SIZE, Entry, Page, Way, list_screen, page_buttons, page_of, page_position
from handlers.parts import Part, part_of
from handlers.router import route
from handlers.screens import Button, Reply, Rows, Screen, rows_of, to
from handlers.stories import story_not_found
from handlers.turn import Turn
from handlers.wording import sample_line, together
from storage.comments import Comment
from storage.stories import Story
from storage.voices import Said

_MOST_SHOWN = 80


@route("comments", reads=True)
def list_comments(turn: Turn, story_id: int, page: int = 1, part: int = 1) -> Reply:
    """Published comments in the order they came, five at a time."""
    story = turn.store.stories.find(story_id)
    if story is None:
        return story_not_found()
    found = page_of(partial(turn.store.comments.of, story.id), page)
    if not found.items:
        return no_comments_yet(turn, story)
    return _comments(turn, story, found, part)


def no_comments_yet(turn: Turn, story: Story) -> Screen:
    """Nobody has written, or nothing was published yet."""
    body = (_("No comments yet. Yours can be the first."), read_first(), *sample_line(story.is_sample))
    return Screen(_title(story), body, rows_of(_writing(turn, story), _back(story)))


def read_first() -> str:
    """Said wherever comments are shown or written."""
    return _("Comments are read before they are shown.")


def _title(story: Story) -> str:
    return _("Comments on “{title}”", title=story.title)


def _back(story: Story) -> Button:
    return Button(_("Back to the story"), to("told", story.id))


def _comments(turn: Turn, story: Story, found: Page[Comment], part: int) -> Screen:
    position = page_position(found.number, len(found.items), found.total)
    below = (read_first(), *sample_line(story.is_sample))
    blocks = [block for comment in found.items for block in _comment(comment)]
    shown = part_of(turn, part, blocks, _title(story), position, *below)
    body = (shown.placed(position), *shown.blocks, together(*below))
    return Screen(_title(story), body, _rows(turn, story, found, shown))


def _comment(comment: Comment) -> tuple[Block, ...]:
    paragraphs = tuple(part for part in comment.text.split("\n\n") if part.strip())
    link = (Paragraph((Link(comment.url, comment.url),)),) if comment.url else ()
    return (Heading(_heading(comment)), *paragraphs, *link)


def _heading(comment: Comment) -> str:
    when = day(comment.posted_on)
    if comment.is_link_back:
        return _("A link back from another page · {day}", day=when)
    return _("{who} · {day}", who=comment.author or _("Without a name"), day=when)


def _writing(turn: Turn, story: Story) -> tuple[Button, ...]:
    """Writing a comment, and what the person wrote here before."""
    write = Button(_("Write a comment"), to("comment_on", story.id))
    if turn.supporter is None or not turn.chat.is_private:
        return (write,)
    mine = turn.store.comments.by(turn.supporter.id, story.id)
    return (write, Button(_("See my comments"), to("my_comments", story.id))) if mine else (write,)


@route("report_comments", reads=True, private=True)
def choose_comment(turn: Turn, story_id: int, page: int = 1) -> Reply:
    """Which comment to report: each with its first words."""
    story = turn.store.stories.find(story_id)
    if story is None:
        return story_not_found()
    found = page_of(partial(turn.store.comments.of, story.id), page)
    if not found.items:
        return no_comments_yet(turn, story)
    entries = [_entry(story, comment) for comment in found.items]
    way = Way(Button(_("Back to the comments"), to("comments", story.id)), "report_comments", (story.id,))
    return list_screen(_("Which comment?"), Page(entries, found.number, found.total), way)


def _entry(story: Story, comment: Comment) -> Entry:
    first_words = short(" ".join(comment.text.split()), _MOST_SHOWN)
    return Entry(_heading(comment), first_words, to("report", Said.COMMENT, comment.id), story.is_sample)


def _rows(turn: Turn, story: Story, found: Page[Comment], part: Part) -> Rows:
    paging: tuple[Button, ...] = ()
    if found.total > PAGE_SIZE:
        paging = page_buttons("comments", story.id, page=found.number, shown=len(found.items), total=found.total)
    read_on = part.read_on("comments", story.id, found.number)
    report = Button(_("Report one"), to("report_comments", story.id, found.number))
    return rows_of(_writing(turn, story), (read_on,) if read_on else paging, (report, _back(story)))
