"""What a person wrote under a story: how each comment stands, and deleting it."""

from __future__ import annotations

from config.texts import _
from handlers.blocks import Quotation
from handlers.labels import short
from handlers.lists import Entry, Page, Way, list_screen, page_among
from handlers.parts import part_of
from handlers.router import RowId, route
from handlers.screens import Button, Look, Reply, Screen, rows_of, to
from handlers.stories import story_not_found
from handlers.turn import Turn
from handlers.why_not import lines_for_writer
from handlers.wording import ending, sample_line
from storage.comments import Comment, CommentState
from storage.decisions import Thing
from storage.stories import Story

_MOST_SHOWN = 80
_UNPUBLISHED = (CommentState.REJECTED, CommentState.SOFTENED)


@route("my_comments", reads=True, private=True)
def list_my_comments(turn: Turn, story_id: int, page: int = 1) -> Reply:
    """The person's own comments under one story, the newest first."""
    story = turn.store.stories.find_any(story_id)
    mine = turn.store.comments.by(turn.supporter.id, story.id) if turn.supporter and story else []
    if story is None or not (story.is_public or mine):
        return story_not_found()
    title = _("Your comments on “{title}”", title=story.title) if story.is_public else _("Your comments")
    if not mine:
        body = (_("You have written nothing here yet."), *sample_line(story.is_sample))
        return Screen(title, body, rows_of(_back(story)))
    found = page_among(mine, page)
    entries = [_entry(story, comment) for comment in found.items]
    return list_screen(title, Page(entries, found.number, found.total), Way(_back(story), "my_comments", (story.id,)))


def _entry(story: Story, comment: Comment) -> Entry:
    first_words = short(" ".join(comment.text.split()), _MOST_SHOWN)
    return Entry(first_words, standing_of(comment), to("my_comment", comment.id), story.is_sample)


def standing_of(comment: Comment) -> str:
    """Whether others see it."""
    return {
        CommentState.HELD: _("Your comment waits for a moderator. Nobody else sees it yet."),
        CommentState.PUBLISHED: _("Your comment is published."),
        CommentState.REJECTED: _("A moderator did not publish your comment."),
        CommentState.SOFTENED: _("A moderator asks you to say your comment more carefully."),
    }[comment.state]


def _back(story: Story) -> Button:
    if not story.is_public:
        return Button(_("See all stories"), to("stories"))
    return Button(_("Back to the comments"), to("comments", story.id))


@route("my_comment", reads=True, private=True)
def show_my_comment(turn: Turn, comment_id: RowId, part: int = 1) -> Reply:
    """One of their comments, whole."""
    comment = turn.store.comments.find_mine(comment_id, turn.supporter.id) if turn.supporter else None
    story = turn.store.stories.find_any(comment.story_id) if comment else None
    if comment is None or story is None:
        return comment_is_gone()
    return comment_screen(turn, story, comment, part)


def comment_screen(turn: Turn, story: Story, comment: Comment, part: int = 1) -> Screen:
    """Their own words, and how they stand; a long comment in parts."""
    above = (_said_on(story), *sample_line(story.is_sample))
    paragraphs = [Quotation((line,)) for line in comment.text.split("\n") if line.strip()]
    named = _("Shown as {name}.", name=ending(comment.author)) if comment.author else _("Shown without a name.")
    above = (*above, *lines_for_writer(turn, Thing.COMMENT, comment.id)) if comment.state in _UNPUBLISHED else above
    shown = part_of(turn, part, (*paragraphs, named), standing_of(comment), *above)
    delete = Button(_("Delete my comment"), to("delete_comment", comment.id), Look.DANGER)
    anew = Button(_("Say it anew"), to("rewrite_comment", comment.id)) if can_be_said_anew(story, comment) else None
    return Screen(
        standing_of(comment),
        (*above, *shown.line(), *shown.blocks),
        rows_of(anew, shown.read_on("my_comment", comment.id), (delete, _back(story))),
    )


def can_be_said_anew(story: Story, comment: Comment) -> bool:
    """Whether other words would be read, and could be shown."""
    return story.is_public and comment.may_be_said_anew


def _said_on(story: Story) -> str:
    """Of a story that was taken down no more than that is told."""
    return _("On “{title}”", title=story.title) if story.is_public else _("The story that it is on is shown no more.")


def comment_is_gone() -> Screen:
    """Deleted already, or never theirs."""
    return Screen(_("There is no comment of yours here."), rows=rows_of(Button(_("See all stories"), to("stories"))))


@route("delete_comment", private=True, again="my_comment")
def delete_comment(turn: Turn, comment_id: RowId) -> Reply:
    """Take the words back; nothing of them is kept."""
    comment = turn.store.comments.find_mine(comment_id, turn.supporter.id) if turn.supporter else None
    if comment is None or turn.supporter is None:
        return comment_is_gone()
    turn.store.comments.drop(comment.id, turn.supporter.id)
    story = turn.store.stories.find_any(comment.story_id)
    assert story is not None, "what is under a story goes with it"
    return Screen(
        _("Your comment is deleted. Nothing of it is kept."),
        sample_line(story.is_sample),
        rows_of(_back(story)),
        is_event=True,
    )
