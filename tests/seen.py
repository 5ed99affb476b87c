"""One message as a person sees it, whatever platform showed it, and the rules that each of them keeps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from handlers.blocks import Block, Heading, Listing, Paragraph, Quotation
from handlers.breaks import words
from handlers.screens import (
    MOST_LABEL_CHARACTERS,
    AnyButton,
    Button,
    Form,
    LinkButton,
    Look,
    Notice,
    Reply,
    Screen,
    ShareButton,
)

MOST_ROWS = 3
MOST_NARROW_ROWS = 5
"""Where a full row is laid out in pairs."""
GO_ON = "Go on with your answers"
"""Leads back to a kept form."""
SAMPLE = "Sample campaign: nothing is delivered"
VERBS_OF_CAMPAIGNS = {
    *("sign", "sign_as", "sign_named", "signed", "withdraw", "withdraw_now", "hide", "see"),
    *("text", "victory", "reasons", "signers", "more", "news", "update", "share", "told", "told_of", "comments"),
}
"""A screen with a button of these speaks of a campaign."""


@dataclass(frozen=True, slots=True)
class Tappable:
    """A button as it is seen; `leads_to` is its token, `handle` what the platform needs to tap it."""

    label: str
    is_main: bool = False
    leads_to: str = ""
    handle: object = None
    url: str = ""
    """Where it leads outside the chat."""
    hands_on: str = ""
    """The text that it hands on to somebody else."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A message in words, with its buttons by their rows."""

    title: str
    text: str
    rows: tuple[tuple[Tappable, ...], ...] = ()
    is_form: bool = False
    is_event: bool = False
    is_notice: bool = False
    is_whole_form: bool = False
    language: str = "en"
    is_narrow: bool = False
    """Whether its app shows no long labels side by side."""
    is_guarded: bool = False
    """Whether it can't be handed on or saved."""

    @property
    def labels(self) -> list[str]:
        """What stands on its buttons, in their order."""
        return [button.label for row in self.rows for button in row]

    def button(self, label: str) -> Tappable | None:
        """The button with this label."""
        return next((button for row in self.rows for button in row if button.label == label), None)


def seen(reply: Reply) -> Seen:
    """A reply as its platform shows it."""
    if isinstance(reply, Notice):
        return Seen("", reply.sentence, is_notice=True)
    rows = tuple(tuple(map(_tappable, row)) for row in reply.rows)
    if isinstance(reply, Form):
        said = Seen(reply.title, _of_form(reply), rows, True, is_whole_form=reply.step is None)
        return replace(said, language=reply.language, is_guarded=reply.is_guarded)
    parts = [reply.pop_up, reply.title, *map(text_of, reply.body), *(_picture(reply))]
    parts += [f"{file.name}: {file.description}" for file in reply.attachments]
    said = Seen(reply.title, _joined(parts), rows, is_event=reply.is_event)
    return replace(said, language=reply.language, is_guarded=reply.is_guarded)


def _tappable(button: AnyButton) -> Tappable:
    match button:
        case LinkButton(label, url):
            return Tappable(label, handle=button, url=url)
        case ShareButton(label, text, action):
            return Tappable(label, leads_to=action.token, handle=button, hands_on=text)
        case Button(label, action, look):
            return Tappable(label, look is Look.MAIN, action.token, button)


def _picture(screen: Screen) -> list[str]:
    return [screen.picture.description, screen.picture.caption] if screen.picture else []


def _of_form(form: Form) -> str:
    given = [f"{name}: {value}" for name, value in form.answers]
    asked = form.fields if form.step is None else (form.fields[form.step],)
    return _joined([form.title, *map(text_of, form.intro), *given, form.problem, *(field.question for field in asked)])


def _joined(parts: list[str]) -> str:
    return "\n".join(filter(None, parts))


def text_of(block: Block) -> str:
    """A block as it is read aloud."""
    match block:
        case str():
            return block
        case Paragraph(line):
            return words(line)
        case Heading(text):
            return text
        case Quotation(lines, speaker):
            return "\n".join([*map(words, lines), f"— {speaker}"])
        case Listing(items):
            return "\n".join(map(words, items))


def seen_in(line: dict[str, Any]) -> Seen:
    """A line of `undersigned chat --json` as it is read."""
    if line["kind"] == "notice":
        return Seen("", line["sentence"], is_notice=True)
    parts = [line.get("pop_up", ""), line["title"]]
    for block in line["body"]:
        parts += [block["text"], f"— {block['speaker']}" if block.get("speaker") else ""]
    if line.get("picture"):
        parts += [line["picture"]["description"], line["picture"]["caption"]]
    parts += [f"{file['name']}: {file['description']}" for file in line.get("attachments", ())]
    parts += [line.get("problem", "")]
    for field in line.get("fields", ()):
        parts += [field["question"]] if field["open"] else [f"{field['name']}: {field['answer']}"]
    return Seen(
        line["title"],
        _joined(parts),
        _rows_in(line["buttons"]),
        is_form=line["kind"] == "form",
        is_event=line.get("is_event", False),
    )


def _rows_in(buttons: list[dict[str, Any]]) -> tuple[tuple[Tappable, ...], ...]:
    rows: dict[int, list[Tappable]] = {}
    for each in buttons:
        found = Tappable(each["label"], each.get("look") == "main", each.get("token", ""), each["n"])
        rows.setdefault(each["row"], []).append(found)
    return tuple(tuple(row) for row in rows.values())


def keeps_the_rules(shown: Seen) -> None:
    """No dead end, short labels, few rows, the main button first and alone, and a sample that says that it is one."""
    if shown.is_notice or shown.is_whole_form:
        return
    assert shown.labels, f"a dead end: {shown.text}"
    too_long = [label for label in shown.labels if len(label) > MOST_LABEL_CHARACTERS]
    assert not too_long, f"labels too long in {shown.title!r}: {too_long}"
    assert len(shown.rows) <= most_rows(shown), f"too many rows in {shown.title!r}: {shown.rows}"
    assert _has_main_alone_and_first(shown), f"the main button of {shown.title!r} is not alone in the first row"
    is_silent = is_of_campaign(shown) and shown.language == "en" and SAMPLE not in shown.text
    assert not is_silent, f"does not say that it is a sample: {shown.text}"


def most_rows(shown: Seen) -> int:
    """Three, or five in pairs; one more for each of: a kept form, a card that can be signed, a text to copy."""
    buttons = [button for row in shown.rows for button in row]
    tokens = [button.leads_to for button in buttons]
    is_card = {"sign", "see"} <= {token.split(":")[0] for token in tokens}
    copies = any(button.hands_on and not button.url and not button.leads_to for button in buttons)
    rows = MOST_NARROW_ROWS if shown.is_narrow else MOST_ROWS
    return rows + ("answer:go" in tokens) + is_card + copies


def _has_main_alone_and_first(shown: Seen) -> bool:
    main = [(place, len(row)) for place, row in enumerate(shown.rows) for button in row if button.is_main]
    return main in ([], [(0, 1)]) or shown.is_form


def is_of_campaign(shown: Seen) -> bool:
    """Whether its buttons act on a petition or a story."""
    return any(button.leads_to.split(":")[0] in VERBS_OF_CAMPAIGNS for row in shown.rows for button in row)
