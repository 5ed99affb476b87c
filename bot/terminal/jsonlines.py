"""A reply as one line of JSON for scripts: the same words and numbers as on the screen, in parts."""

from __future__ import annotations

import json
import re
from typing import Any

from bot.safety import UNSAFE
from bot.terminal.view import Numbered, View, lines_of, numbered, words_of
from handlers.blocks import Block, Heading, Line, Link, Listing, Quotation
from handlers.breaks import spans_of
from handlers.screens import (
    AnyButton,
    AnyPicture,
    Attachment,
    Button,
    Field,
    Form,
    LinkButton,
    MadeFile,
    MadePicture,
    Notice,
    Reply,
    Screen,
    ShareButton,
)

Json = dict[str, Any]


def json_line(reply: Reply, view: View | None = None) -> str:
    """The reply as exactly one line, ended; whatever a terminal would obey is written as `\\uXXXX`."""
    text = json.dumps(as_json(reply, view), ensure_ascii=False)
    return UNSAFE.sub(_escaped, text) + "\n"


def _escaped(sign: re.Match[str]) -> str:
    return json.dumps(sign.group())[1:-1]


def as_json(reply: Reply, view: View | None = None) -> Json:
    """The reply as plain objects, with `kind` screen, form or notice."""
    view = view or View()
    match reply:
        case Screen():
            return _screen(reply, view)
        case Form():
            return _form(reply, view)
        case Notice(sentence):
            return {"kind": "notice", "sentence": sentence}


def _screen(screen: Screen, view: View) -> Json:
    return {
        "kind": "screen",
        "title": screen.title,
        "pop_up": screen.pop_up,
        "is_event": screen.is_event,
        "body": [_block(block, view) for block in screen.body],
        "picture": _picture(screen.picture) if screen.picture else None,
        "attachments": [_attachment(attachment) for attachment in screen.attachments],
        "buttons": _buttons(screen, view),
    }


def _form(form: Form, view: View) -> Json:
    answers = dict(form.answers)
    applying = [(place, field) for place, field in enumerate(form.fields) if field.applies(answers)]
    return {
        "kind": "form",
        "title": form.title,
        "body": [_block(block, view) for block in form.intro],
        "fields": [_field(field, place, form) for place, field in applying],
        "problem": form.problem,
        "action": form.action.token,
        "buttons": _buttons(form, view),
    }


def _field(field: Field, place: int, form: Form) -> Json:
    return {
        "n": place + 1,
        "name": field.name,
        "question": field.question,
        "kind": field.kind.value,
        "choices": [{"value": choice.value, "label": choice.label} for choice in field.choices],
        "required": field.is_required,
        "most": field.most,
        "suggestion": field.suggestion,
        "answer": dict(form.answers).get(field.name, ""),
        "open": place == form.step,
    }


def _block(block: Block, view: View) -> Json:
    described: Json = {"type": _type(block)}
    lines = [_words(line, view) for line in lines_of(block)]
    described["text"] = "\n".join(lines)
    if isinstance(block, Listing):
        described["items"] = lines
    if isinstance(block, Quotation):
        described["speaker"] = block.speaker
    links = [link for line in lines_of(block) for link in _links(line)]
    return described | ({"links": links} if links else {})


def _type(block: Block) -> str:
    match block:
        case Heading():
            return "heading"
        case Quotation():
            return "quotation"
        case Listing():
            return "listing"
        case _:
            return "paragraph"


def _words(line: Line, view: View) -> str:
    return "".join(words_of(span, view) for span in spans_of(line))


def _links(line: Line) -> list[Json]:
    return [{"text": span.text, "url": span.url} for span in spans_of(line) if isinstance(span, Link)]


def _picture(picture: AnyPicture) -> Json:
    return {"path": _path(picture), "description": picture.description, "caption": picture.caption}


def _path(file: AnyPicture | Attachment | MadeFile) -> str:
    """Where it lies; empty for what could not be made."""
    return "" if isinstance(file, MadePicture | MadeFile) else str(file.path)


def _attachment(attachment: Attachment | MadeFile) -> Json:
    return {
        "name": attachment.name,
        "type": attachment.media_type,
        "size": attachment.size,
        "path": _path(attachment),
        "description": attachment.description,
    }


def _buttons(reply: Reply, view: View) -> list[Json]:
    return [_button(each) for each in numbered(reply, view.first_number)]


def _button(numbered_button: Numbered) -> Json:
    n, row, button = numbered_button
    return {"n": n, "label": button.label, **_target(button), "row": row}


def _target(button: AnyButton) -> Json:
    match button:
        case Button(_, action, look):
            return {"token": action.token, "look": look.value}
        case LinkButton(_, url):
            return {"url": url}
        case ShareButton(_, text, action):
            return {"token": action.token, "share": text}
