"""A reply as what one or more Telegram messages hold: HTML, buttons, a picture, files. Pure: nothing is sent here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain

from telegram.constants import MessageLimit

from bot.filling import answers, questions
from bot.telegram.html import Marked, Server, blocks, joined, sentence, title
from bot.telegram.keyboard import Json, Stand, keyboard
from handlers.blocks import Block, Heading, Italic, Paragraph, Quotation
from handlers.pages import pages_of
from handlers.screens import AnyPicture, Attachment, Button, Form, MadeFile, Reply, Screen

MOST_TEXT = int(MessageLimit.MAX_TEXT_LENGTH)
MOST_CAPTION = int(MessageLimit.CAPTION_LENGTH)
NO_PREVIEW: Json = {"is_disabled": True}
ANSWERS = "answer"
"""The verb of a form's own buttons."""


@dataclass(frozen=True, slots=True)
class Look:
    """One way to look at a reply: what the server reads, where pictures are public, what stands behind a tap."""

    server: Server = field(default_factory=Server)
    stand: Stand = Stand.PLACE
    page_url: str = ""
    """A public page whose preview stands above the text, where there is one."""
    says_pop_up: bool = False
    """Whether what a pop-up would say is written, since nothing was tapped."""


@dataclass(frozen=True, slots=True)
class Payload:
    """One message; a screen of more than a message's length is several, the buttons under the last."""

    html: str
    keyboard: Json | None = None
    preview: Json = field(default_factory=NO_PREVIEW.copy)
    picture: AnyPicture | None = None
    """Shown with the words as its caption."""


def payloads(reply: Screen | Form, look: Look) -> list[Payload]:
    """The messages of a reply, in their order; there is always one."""
    said, below = tuple(_words(reply, look)), tuple(_caption(reply, look))
    words = joined((*said, *below))
    picture = reply.picture if isinstance(reply, Screen) and not look.page_url else None
    if words.units <= (MOST_CAPTION if picture else MOST_TEXT):
        return [_last(words, reply, look, picture)]
    caption = joined(below)
    is_above = picture is not None and caption.units <= MOST_CAPTION
    above = [Payload(caption.html if is_above else "", picture=picture)] if picture else []
    words = joined(said) if is_above else words
    texts = [words] if words.units <= MOST_TEXT else list(_divided(reply, look, has_caption=not is_above))
    return [*above, *(Payload(text.html) for text in texts[:-1]), _last(texts[-1], reply, look, None)]


def _last(words: Marked, reply: Screen | Form, look: Look, picture: AnyPicture | None) -> Payload:
    buttons = keyboard(reply.rows, look.stand, is_inline=look.server.is_inline)
    return Payload(words.html, buttons, _preview(look), picture)


def _preview(look: Look) -> Json:
    if not look.page_url:
        return NO_PREVIEW
    return {"url": look.page_url, "prefer_large_media": True, "show_above_text": True}


def _words(reply: Screen | Form, look: Look) -> Iterator[Marked]:
    if isinstance(reply, Form):
        yield from _of_form(reply, look.server)
        return
    if reply.pop_up and look.says_pop_up:
        yield sentence(reply.pop_up)
    yield _apart(title(reply.title, look.server))
    yield from blocks(reply.body, look.server)


def _caption(reply: Screen | Form, look: Look) -> Iterator[Marked]:
    """What stands under a picture that belongs to something told; on a place it only takes room."""
    if isinstance(reply, Screen) and reply.is_event and reply.picture and reply.picture.caption:
        yield from blocks([Paragraph((Italic(reply.picture.caption),))], look.server)


def _apart(part: Marked) -> Marked:
    """A title stands by itself."""
    return replace(part, is_short=False)


def _of_form(form: Form, server: Server) -> Iterator[Marked]:
    yield _apart(title(form.title, server))
    yield from blocks(form.intro, server)
    given = tuple(answers(form))
    yield from blocks([Quotation(given)] if given else [], server)
    if form.problem:
        yield _apart(sentence(form.problem))
    for asked in questions(form):
        yield title(asked.question, server)


def _divided(reply: Screen | Form, look: Look, *, has_caption: bool) -> Iterator[Marked]:
    """Whole messages of a text that is too long for one: broken between blocks, never cut."""
    caption = [reply.picture.caption] if has_caption and isinstance(reply, Screen) and reply.picture else []
    for page in pages_of(chain(_all_as_blocks(reply, look), caption), MOST_TEXT // 2):
        yield joined(blocks(page, look.server))


def _all_as_blocks(reply: Screen | Form, look: Look) -> Iterator[Block]:
    if isinstance(reply, Screen):
        yield reply.pop_up if look.says_pop_up else ""
        yield Heading(reply.title)
        yield from reply.body
        return
    yield Heading(reply.title)
    yield from reply.intro
    yield Quotation(tuple(answers(reply)))
    yield reply.problem
    yield from (Heading(asked.question) for asked in questions(reply))


def files_of(reply: Reply) -> tuple[Attachment | MadeFile, ...]:
    """What is handed over beside the words."""
    return reply.attachments if isinstance(reply, Screen) else ()


def goes_on_asking(reply: Screen | Form, *, after_form: bool) -> bool:
    """Whether a form is open on this message: a question, or what stands in its place and leads back to it."""
    if isinstance(reply, Form):
        return True
    if reply.is_event or not after_form:
        return False
    return any(token.split(":")[0] == ANSWERS for token in _tokens(reply))


def is_preview(reply: Screen | Form) -> bool:
    """Whether a form waits here to be sent, so that nothing that is typed answers it."""
    return isinstance(reply, Screen) and any(token.split(":")[:2] == [ANSWERS, "send"] for token in _tokens(reply))


def _tokens(reply: Screen | Form) -> Iterator[str]:
    return (button.action.token for row in reply.rows for button in row if isinstance(button, Button))
