"""What a person is shown: screens, forms and notices, as values that say what we mean and never how it looks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from handlers.blocks import Block
from handlers.charts import Chart

if TYPE_CHECKING:
    from handlers.deeds import Deed

MOST_TOKEN_BYTES = 64
MOST_LABEL_CHARACTERS = 24
MOST_FIELDS = 5


@dataclass(frozen=True, slots=True)
class Picture:
    """At most one a screen; `description` is what somebody hears who can't see it."""

    path: Path
    description: str
    caption: str = ""
    key: str = ""
    """Names it on our own pages, where the world may see it."""


@dataclass(frozen=True, slots=True)
class QrCode:
    """A picture of `text` as a QR code, made after the commit by the platform that shows it."""

    text: str
    name: str
    description: str
    caption: str = ""


MadePicture = QrCode | Chart
"""What is nowhere yet: the platform that shows it has it made."""
AnyPicture = Picture | MadePicture


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to be handed over: `size` in bytes, `media_type` such as `application/pdf`."""

    path: Path
    name: str
    media_type: str
    size: int
    description: str


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file that is nowhere yet: what is in it is handed over after the commit, and is never kept by us."""

    name: str
    media_type: str
    content: bytes = field(repr=False)
    description: str

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.content)


class Look(StrEnum):
    """How much a button asks for: the main one stands alone in the first row."""

    MAIN = "main"
    PLAIN = "plain"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Action:
    """A button's address, `verb:ids`; an address, not a right."""

    token: str

    def __post_init__(self) -> None:
        """Refuse at once what a platform could not carry."""
        if len(self.token.encode(errors="surrogatepass")) > MOST_TOKEN_BYTES:
            raise ValueError(f"an action has at most {MOST_TOKEN_BYTES} bytes: {self.verb}")

    @property
    def verb(self) -> str:
        """What it asks for, without the ids."""
        return self.token.partition(":")[0]


def payload_of(action: Action) -> str:
    """The action as one word of letters, digits, "_" and "-", as deep links carry it."""
    return action.token.replace(":", "-")


def to(verb: str, *ids: int | str) -> Action:
    """Name where a button leads, such as `to("sign", petition.id)`."""
    return Action(":".join([verb, *(str(part) for part in ids)]))


@dataclass(frozen=True, slots=True)
class Button:
    """Says what it does and what others will see; leads to an action inside the chat."""

    label: str
    action: Action
    look: Look = Look.PLAIN
    is_answered_here: bool = False
    """Where others look on: whether a tap is answered on the spot, to that person alone; else it leads to private."""


@dataclass(frozen=True, slots=True)
class LinkButton:
    """Leads to an address outside the chat."""

    label: str
    url: str
    look: Look = Look.PLAIN


@dataclass(frozen=True, slots=True)
class ShareButton:
    """Hands `text` on to somebody else by the platform's own way of sharing."""

    label: str
    text: str
    action: Action
    finds: str = ""
    """The words by which what is shared is offered in other chats, where the platform has that."""


AnyButton = Button | LinkButton | ShareButton
Rows = tuple[tuple[AnyButton, ...], ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """One screenful. A place takes the place of the message that was tapped; an event is a new message that stays."""

    title: str
    body: tuple[Block, ...] = ()
    rows: Rows = ()
    picture: AnyPicture | None = None
    attachments: tuple[Attachment | MadeFile, ...] = ()
    is_event: bool = False
    pop_up: str = ""
    """What changed, refused or failed, said so that it can't be missed."""
    language: str = ""
    """The language it is written in, for what the platform adds in words of its own."""
    is_private: bool = False
    """Whether only the person who asked may see it, wherever they asked."""
    is_guarded: bool = False
    """Whether it should not be handed on or saved, where the platform can prevent that."""
    behind: Action | None = None
    """What the place that was tapped shows from now on, where an event is told in a message of its own."""
    goes_on: Action | None = None
    """What shows how far the work is by now, where it goes on: looked at by itself where a message can be changed."""
    is_watched: bool = False
    """Whether what goes on is looked at for hours and not for minutes, where a message can be changed for so long."""
    clears_chat: bool = False
    """Whether what the platform may still remove of this chat is removed."""
    is_card: bool = False
    """Whether it is made for others to look on: a tap where they do changes the message only if the reply is a card."""
    is_passing: bool = False
    """Whether it goes again after a minute, where others look on."""
    leads_to: Action | None = None
    """Where somebody goes on in private who asked among others, if it is not what they asked for."""
    deed: Deed | None = None
    """What the platform does before this is shown."""

    def with_pop_up(self, sentence: str) -> Screen:
        """The same screen, with something said first."""
        return replace(self, pop_up=sentence)


class FieldKind(StrEnum):
    """How a field is answered."""

    SHORT = "short"
    LONG = "long"
    CHOICE = "choice"
    CONSENT = "consent"
    FILE = "file"
    """One file; `check` says of which kind, and `most` how many bytes."""
    TEXT = "text"
    """A long text in one message after the other, or in a document."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to answer a choice; `value` is what the action receives."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `check` names a rule of `handlers/fields.py`; `only_if` an earlier field and the values needed."""

    name: str
    question: str
    kind: FieldKind = FieldKind.SHORT
    check: str = "line"
    most: int = 80
    is_required: bool = True
    suggestion: str = ""
    choices: tuple[Choice, ...] = ()
    only_if: tuple[str, tuple[str, ...]] | None = None
    label: str = ""
    """What the answer is called once it is given, such as "Name"."""
    present: str = ""
    """What stands there now, where something is changed; it can be left so, and a long text can be written on."""

    def applies(self, answers: dict[str, str]) -> bool:
        """Whether this question is asked at all, given what was answered before."""
        return self.only_if is None or answers.get(self.only_if[0], "") in self.only_if[1]


@dataclass(frozen=True, slots=True)
class Form:
    """Up to five fields whose answers go to `action`.

    A platform that shows a whole form at once sends the answers there directly; one that asks question by question
    first shows `preview` with the answers, whose main button then says what will happen.
    """

    title: str
    fields: tuple[Field, ...]
    action: Action
    preview: Action | None = None
    back: Action | None = None
    aside: Button | None = None
    """What somebody may want to look up before they answer; the form is kept meanwhile."""
    intro: tuple[Block, ...] = ()
    problem: str = ""
    is_loose: bool = False
    """Whether words that are simply typed reach the same place, so that nothing has to be kept for them."""
    answers: tuple[tuple[str, str], ...] = ()
    step: int | None = None
    """The open question's index where the platform asks one question after another; `rows` are its buttons then."""
    rows: Rows = ()
    language: str = ""
    is_private: bool = False
    is_guarded: bool = False
    """Whether neither it nor its preview should be handed on or saved, where the platform can prevent that."""

    def __post_init__(self) -> None:
        """Too much design fails when it is written, not when it is used."""
        if not 1 <= len(self.fields) <= MOST_FIELDS:
            raise ValueError(f"a form has one to {MOST_FIELDS} fields")


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence that only decorates; nothing depends on its being read."""

    sentence: str
    language: str = ""
    is_private: bool = False


Reply = Screen | Form | Notice


def rows_of(*rows: tuple[AnyButton | None, ...] | AnyButton | None) -> Rows:
    """Rows of buttons; a single button is a row of its own, and what is None or empty is left out."""
    listed = (row if isinstance(row, tuple) else (row,) for row in rows)
    return tuple(left for row in listed if (left := tuple(button for button in row if button is not None)))
