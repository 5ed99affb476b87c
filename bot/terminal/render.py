"""A reply as text for people: plain enough for a pipe and for reading aloud, its buttons numbered."""

from __future__ import annotations

import mimetypes

from bot.filling import answers, questions
from bot.safety import safe, safe_line
from bot.terminal.blocks import INDENT, body, strong
from bot.terminal.view import Numbered, View, hides_words, numbered
from bot.terminal.wrapping import DIM, painted, styled, wrapped
from config.texts import _, n_
from handlers.screens import (
    AnyButton,
    AnyPicture,
    Attachment,
    Button,
    Form,
    LinkButton,
    Look,
    MadeFile,
    MadePicture,
    Notice,
    Reply,
    Screen,
    ShareButton,
)
from handlers.uploads import takes_files

_TYPES = mimetypes.MimeTypes()  # only what Python knows itself, so that it is the same on every machine
_KILOBYTE = 1_000
_MOST_KILOBYTES = 10_000


def render(reply: Reply, view: View | None = None) -> str:
    """The reply as lines of text, the last one ended too; parts stand one blank line apart."""
    view = view or View()
    text = "\n\n".join(filter(None, _parts(reply, view)))
    return painted(text + "\n", is_styled=view.is_styled)


def _parts(reply: Reply, view: View) -> list[str]:
    match reply:
        case Screen():
            return [*_screen(reply, view), _hint(reply, view), _buttons(reply, view)]
        case Form():
            return [*_form(reply, view), _hint(reply, view), _buttons(reply, view)]
        case Notice(sentence):
            return [wrapped(safe_line(sentence), view.width)]


def _screen(screen: Screen, view: View) -> list[str]:
    return [
        strong(screen.pop_up, view),
        strong(screen.title, view),
        body(screen.body, view),
        _picture(screen.picture, view) if screen.picture else "",
        "\n".join(_attachment(attachment, view) for attachment in screen.attachments),
    ]


def _picture(picture: AnyPicture, view: View) -> str:
    described = wrapped(_("Picture: {words}", words=safe_line(picture.description)), view.width, rest=INDENT)
    caption = wrapped(safe(picture.caption), view.width, INDENT, INDENT)
    return "\n".join(filter(None, [described, caption, _place(picture)]))


def _attachment(attachment: Attachment | MadeFile, view: View) -> str:
    named = _(
        "File: {name} ({type}, {size})",
        name=safe_line(attachment.name),
        type=safe_line(_type(attachment.media_type)),
        size=_size(attachment.size),
    )
    described = wrapped(safe(attachment.description), view.width, INDENT, INDENT)
    return "\n".join(filter(None, [wrapped(named, view.width, rest=INDENT), described, _place(attachment)]))


def _place(file: AnyPicture | Attachment | MadeFile) -> str:
    """Where it lies; what could not be made lies nowhere."""
    if isinstance(file, MadePicture | MadeFile):
        return INDENT + _("It could not be saved on this machine.")
    return _aside(str(file.path))


def _type(media_type: str) -> str:
    ending = _TYPES.guess_extension(media_type)
    return ending.removeprefix(".").upper() if ending else media_type


def _size(size: int) -> str:
    if size < _KILOBYTE:
        return n_("{n} byte", "{n} bytes", size)
    kilobytes = round(size / _KILOBYTE)
    if kilobytes < _MOST_KILOBYTES:
        return _("{n} kB", n=kilobytes)
    return _("{n} MB", n=round(kilobytes / _KILOBYTE))


def _aside(address: str) -> str:
    """A path or an address, whole on its own line so that it can be copied."""
    return INDENT + styled(safe_line(address), DIM)


def _form(form: Form, view: View) -> list[str]:
    return [
        strong(form.title, view),
        body(form.intro, view),
        "\n".join(wrapped(line, view.width, rest=INDENT) for line in answers(form)),
        strong(form.problem, view),
        "\n".join(strong(field.question, view) for field in questions(form)),
        *(wrapped(hint, view.width) for hint in _how_to_send(form)),
    ]


def _how_to_send(form: Form) -> tuple[str, ...]:
    """How a file is sent from a keyboard, where the open question takes one."""
    if form.step is None or not takes_files(form.fields[form.step]):
        return ()
    return (_("A file is sent by its path, such as ~/Documents/park.jpg."),)


def _hint(reply: Screen | Form, view: View) -> str:
    if view.shows_hidden or not hides_words(reply):
        return ""
    return wrapped(styled(_("Type /reveal to read what is hidden."), DIM), view.width)


def _buttons(reply: Screen | Form, view: View) -> str:
    buttons = numbered(reply, view.first_number)
    digits = len(str(buttons[-1].n)) if buttons else 0
    return "\n".join(_button(each, digits, view) for each in buttons)


def _button(numbered_button: Numbered, digits: int, view: View) -> str:
    n, _row, button = numbered_button
    mark = "*" if isinstance(button, Button) and button.look is Look.MAIN else " "
    first = f"{mark} {n:>{digits}}  "
    rest = " " * len(first)
    return "\n".join([wrapped(_label(button), view.width, first, rest), *_below(button, rest, view)])


def _label(button: AnyButton) -> str:
    label = safe_line(button.label)
    if isinstance(button, Button) and button.look is Look.DANGER:
        return _("{label} (careful)", label=label)
    return label


def _below(button: AnyButton, indent: str, view: View) -> list[str]:
    """What a link leads to, and the words to copy from a share button."""
    match button:
        case LinkButton(_, url):
            return [indent + styled(safe_line(url), DIM)]
        case ShareButton(_, text):
            return [wrapped(safe(text), view.width, indent, indent)]
        case _:
            return []
