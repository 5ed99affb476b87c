"""Writing a comment under a story: no mail address is asked for, and it is read before others see it."""

from __future__ import annotations

from dataclasses import replace

from config.texts import _
from handlers.blocks import Quotation
from handlers.comments import read_first
from handlers.fields import asked_again, check_all, suggesting
from handlers.my_comments import comment_screen
from handlers.questions import SEND
from handlers.router import route
from handlers.screens import (
    MOST_LABEL_CHARACTERS,
    Button,
    Choice,
    Field,
    FieldKind,
    Form,
    Look,
    Reply,
    Screen,
    rows_of,
    to,
)
from handlers.stories import story_not_found
from handlers.turn import Turn
from handlers.wording import sample_line, together
from storage.comments import CommentState
from storage.stories import Story

MOST_NAME, MOST_TEXT, MOST_WAITING = 80, 2_000, 3
NAMED, UNNAMED = "named", "unnamed"


@route("comment_on", private=True, again="comments")
def ask_for_comment(turn: Turn, story_id: int) -> Reply:
    """The form, unless enough of theirs wait already."""
    story = turn.store.stories.find(story_id)
    if story is None:
        return story_not_found()
    if _waits_enough(turn, story):
        return enough_wait(story)
    return comment_form(turn, story)


def comment_form(turn: Turn, story: Story) -> Form:
    """The questions, and what they are for."""
    return Form(
        title=_("Comment on “{title}”", title=story.title),
        intro=(read_first(), _("No mail address is asked for."), *sample_line(story.is_sample)),
        fields=comment_fields(turn),
        action=to("send_comment", story.id),
        preview=to("preview_comment", story.id),
        back=to("comments", story.id),
    )


def comment_fields(turn: Turn) -> tuple[Field, ...]:
    """How to be named · the name · the text."""
    choices = (Choice(NAMED, _("With a name")), Choice(UNNAMED, _("Without a name")))
    return (
        Field("show", _("How may others see you?"), FieldKind.CHOICE, label=_("Shown"), choices=choices),
        _name(turn),
        Field(
            "text",
            _("Your comment? Tell nothing that could endanger somebody."),
            FieldKind.LONG,
            label=_("Comment"),
            check="comment",
            most=MOST_TEXT,
        ),
    )


def _name(turn: Turn) -> Field:
    name = Field(
        "name",
        _("Your name, or what you want to be called?"),
        label=_("Name"),
        check="name",
        most=MOST_NAME,
        only_if=("show", (NAMED,)),
    )
    return suggesting(name, turn.person.suggested_name)


@route("preview_comment", private=True, again="comments")
def preview(turn: Turn, story_id: int) -> Reply:
    """How it will look once a moderator has published it."""
    story = turn.store.stories.find(story_id)
    if story is None:
        return story_not_found()
    name = turn.values.get("name", "")
    shown = Quotation(tuple(turn.values.get("text", "").split("\n")), name or _("Without a name"))
    return Screen(
        _("This is how it will look:"),
        (shown, together(read_first(), *sample_line(story.is_sample))),
        rows_of(Button(_send_label(name), SEND, Look.MAIN)),
    )


def _send_label(name: str) -> str:
    if not name:
        return _("Send without a name")
    label = _("Send as {name}", name=name)
    return label if len(label) <= MOST_LABEL_CHARACTERS else _("Send as shown above")


@route("send_comment", private=True, again="my_comments")
def send_comment(turn: Turn, story_id: int) -> Reply:
    """Keep it until a moderator has read it."""
    story = turn.store.stories.find(story_id)
    if story is None:
        return story_not_found()
    form = comment_form(turn, story)
    answers, problem = check_all(form.fields, dict(turn.values))
    if problem:
        return asked_again(form, answers, problem)
    if _waits_enough(turn, story):
        return enough_wait(story)
    supporter, author = turn.remember(), answers.get("name", "")
    written = turn.store.comments.add(story.id, supporter.id, author, answers["text"], turn.now.date(), turn.now)
    return replace(comment_screen(turn, story, written), is_event=True)


def _waits_enough(turn: Turn, story: Story) -> bool:
    if turn.supporter is None:
        return False
    mine = turn.store.comments.by(turn.supporter.id, story.id)
    return sum(comment.state is CommentState.HELD for comment in mine) >= MOST_WAITING


def enough_wait(story: Story) -> Screen:
    """Three wait already: more would only wait longer."""
    return Screen(
        _("{n} comments of yours wait here. Write the next once one of them was read.", n=MOST_WAITING),
        sample_line(story.is_sample),
        rows_of(
            (
                Button(_("See my comments"), to("my_comments", story.id)),
                Button(_("Back to the comments"), to("comments", story.id)),
            )
        ),
    )
