"""A feature of the tests alone: somebody writes a long text, which is remembered as it was taken."""

from __future__ import annotations

from dataclasses import replace

from handlers.fields import check_all
from handlers.router import route
from handlers.screens import Button, Field, FieldKind, Form, Reply, Screen, rows_of, to
from handlers.turn import Turn

MOST = 50_000
taken: list[str] = []
"""What was sent in the end, the newest last."""


@route("write_long", private=True)
def write(turn: Turn) -> Reply:
    """The text, and then that it was taken."""
    text = Field("text", "What happened?", FieldKind.TEXT, most=MOST, label="Story")
    form = Form("Write the story", (text,), to("write_long"), back=to("start"))
    answers, problem = check_all(form.fields, dict(turn.values))
    if problem:
        return replace(form, problem=problem)
    taken.append(answers["text"])
    return Screen("The story was taken.", rows=rows_of(Button("Back to the start", to("start"))))


@route("write_on", private=True)
def write_on(turn: Turn) -> Reply:
    """The same of a text that is there, with a title."""
    title = Field("title", "Which title?", label="Title", present="They stay")
    text = Field(
        "text", "What happened?", FieldKind.TEXT, most=MOST, label="Story", present=" ".join(["They married."] * 400)
    )
    form = Form("Change the story", (title, text), to("write_on"), back=to("start"))
    answers, problem = check_all(form.fields, dict(turn.values))
    if problem:
        return replace(form, problem=problem)
    taken.append(f"{answers['title']}: {answers['text']}")
    return Screen("The story was taken.", rows=rows_of(Button("Back to the start", to("start"))))
