"""Replies that use every part a screen or a form has, and an answer that follows a script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.platforms import Show
from handlers.blocks import Bold, Heading, Hidden, Italic, Link, Listing, Moment, Paragraph, Quotation
from handlers.screens import (
    Action,
    Attachment,
    Button,
    Choice,
    Field,
    FieldKind,
    Form,
    LinkButton,
    Look,
    Notice,
    Picture,
    Reply,
    Screen,
    ShareButton,
    rows_of,
    to,
)
from handlers.turn import Incoming

CLOSES = datetime(2026, 12, 31, 17, 30, tzinfo=UTC)

RICH = Screen(
    title="Bring Them Home for the Holidays",
    pop_up="You signed on 3 May as number 812.",
    body=(
        Paragraph(("To ", Bold("the Secretary"), " · by ", Italic("GetEQUAL"))),
        Paragraph(("Closes ", Moment(CLOSES, "Europe/Berlin"), ".")),
        Paragraph(("The count is at ", Moment(CLOSES, "Europe/Berlin", with_time=True), ".")),
        "They married in 2010. In July they stood before a judge, and the judge asked what the law would say "
        "of them in a year.\n\nNobody knew.",
        Heading("What they said"),
        Quotation(("We want to go home.", ("All of us, ", Bold("together"), ".")), speaker="Ada L., lawyer"),
        Listing(("100 signatures on 3 May", ("Read ", Link("the letter", "https://example.org/letter")))),
        Paragraph(("Held: ", Hidden("Izzy told me so"))),
        Paragraph((Link("https://example.org/a", "https://example.org/a"),)),
    ),
    picture=Picture(Path("data/pictures/judge.png"), "Two women before a judge", "Taken in July 2011"),
    attachments=(
        Attachment(Path("data/memo.pdf"), "Policy memo", "application/pdf", 131_872, "Seven pages on the law"),
    ),
    rows=rows_of(
        Button("Sign, counted only", to("sign", 42), Look.MAIN),
        (Button("Read the story", to("story", 42)), LinkButton("Video", "https://example.org/v")),
        (ShareButton("Send to a friend", "Sign with me: KTMWQR", to("share", 42)),),
        Button("Withdraw", to("withdraw", 42), Look.DANGER),
    ),
)

ASKING = Form(
    title="Sign with my name",
    action=to("sign", 42),
    fields=(
        Field(
            "shown",
            "How may others see you?",
            FieldKind.CHOICE,
            choices=(Choice("initials", "Initials, region"), Choice("reason", "Name and reason")),
        ),
        Field("name", "Your name?", suggestion="Ada L."),
        Field("place", "Where do you live?", is_required=False),
        Field("reason", "Why do you sign?", FieldKind.LONG, most=500, only_if=("shown", ("reason",))),
    ),
    intro=("Only what your choice needs is asked.",),
    problem="A place has at most 80 characters; this has 4,112. Nothing was saved.",
    answers=(("shown", "initials"), ("name", "Ada L.")),
    step=2,
    rows=rows_of((Button("Skip", to("skip", 2)), Button("Back", to("back", 2)))),
)


def small(title: str, *labels: str) -> Screen:
    """A screen with a title and plain buttons whose actions are called like their labels."""
    return Screen(title, rows=tuple((Button(label, Action(label)),) for label in labels))


@dataclass
class Script:
    """Answers with one reply after another, then with a notice, and keeps what it was asked."""

    replies: Sequence[Reply] = ()
    heard: list[Incoming] = field(default_factory=list)

    async def answer(self, incoming: Incoming, show: Show | None = None) -> Reply:
        """The next reply."""
        place = len(self.heard)
        self.heard.append(incoming)
        return self.replies[place] if place < len(self.replies) else Notice("Heard.")
