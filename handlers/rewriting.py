"""Saying a comment anew that a moderator asked to soften, or did not publish: in its place, and read once more."""

from __future__ import annotations

from dataclasses import replace

from config.texts import _
from handlers.commenting import comment_fields
from handlers.comments import read_first
from handlers.fields import asked_again, check_all
from handlers.my_comments import can_be_said_anew, comment_is_gone, comment_screen
from handlers.router import RowId, route
from handlers.screens import Form, Reply, to
from handlers.turn import Turn
from handlers.why_not import lines_for_writer
from handlers.wording import sample_line
from storage.comments import Comment
from storage.decisions import Thing
from storage.stories import Story


@route("rewrite_comment", private=True, again="my_comment")
def ask_for_other_words(turn: Turn, comment_id: RowId) -> Reply:
    """The form of a new comment, with why the words did not do."""
    found = _mine(turn, comment_id)
    if found is None:
        return comment_is_gone()
    comment, story = found
    return _form(turn, comment, story) if can_be_said_anew(story, comment) else _as_it_stands(turn, comment, story)


@route("say_anew", private=True, again="my_comment")
def say_anew(turn: Turn, comment_id: RowId) -> Reply:
    """The other words take the place of those, and wait to be read."""
    found = _mine(turn, comment_id)
    if found is None:
        return comment_is_gone()
    comment, story = found
    if not can_be_said_anew(story, comment):
        return _as_it_stands(turn, comment, story)
    form = _form(turn, comment, story)
    answers, problem = check_all(form.fields, dict(turn.values))
    if problem:
        return asked_again(form, answers, problem)
    changed = turn.store.comments.rewrite(comment, answers.get("name", ""), answers["text"], turn.now)
    return replace(comment_screen(turn, story, changed), is_event=True)


def _as_it_stands(turn: Turn, comment: Comment, story: Story) -> Reply:
    """Once is enough where a moderator did not publish it either, and nothing is to be changed while it waits."""
    return comment_screen(turn, story, comment).with_pop_up(_("This comment can't be said anew now."))


def _form(turn: Turn, comment: Comment, story: Story) -> Form:
    return Form(
        title=_("Say your comment on “{title}” anew", title=story.title),
        intro=(*lines_for_writer(turn, Thing.COMMENT, comment.id), read_first(), *sample_line(story.is_sample)),
        fields=comment_fields(turn),
        action=to("say_anew", comment.id),
        preview=to("preview_comment", story.id),
        back=to("comments", story.id),
    )


def _mine(turn: Turn, comment_id: int) -> tuple[Comment, Story] | None:
    comment = turn.store.comments.find_mine(comment_id, turn.supporter.id) if turn.supporter else None
    story = turn.store.stories.find_any(comment.story_id) if comment else None
    return (comment, story) if comment and story else None
