"""What Discord's app shows of a message or of a form, in words: its marks are read as the app reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.discord import custom_ids
from bot.discord.uploads import INSTEAD, UPLOAD
from config.texts import _, moment, nearest_language, speaking
from tests.discord_api import Interaction, Message
from tests.seen import Seen, Tappable

Json = dict[str, Any]
_CODE = re.compile(r"```\n(.*?)\n```", re.DOTALL)
_SHARED = re.compile(r"^\*\*(?P<label>[^\n]+)\*\*\n```\n(?P<text>.*?)\n```", re.DOTALL | re.MULTILINE)
_BEGINNING = re.compile(r"^(## |### |-# |> |- )")
_ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")
_LINKED = re.compile(r"\[([^\]]*)\]\(([^)\s]*)\)")
_MOMENT = re.compile(r"<t:(\d+):([fD])>")
_CUT = "\0"
_PRIVATE = 0xE000
"""Escaped signs wait in a private area until all marks are read."""
SELECT, INPUT, TEXT, LABEL, RADIO, CHECKBOX = 3, 4, 10, 18, 21, 23
MAIN = 1
EXAMPLE, ONLY_FOR = "For example {suggestion}", "Only for: {choices}"


@dataclass(frozen=True)
class Line:
    """A line as it is read."""

    words: str
    is_title: bool = False


def read(text: str) -> Iterator[Line]:
    """The lines of a message's text; what stands there to be copied stands as it is."""
    place = 0
    for code in _CODE.finditer(text):
        yield from _lines(text[place : code.start()])
        yield from map(Line, code[1].split("\n"))
        place = code.end()
    yield from _lines(text[place:])


def _lines(text: str) -> Iterator[Line]:
    for line in text.split("\n"):
        mark = _BEGINNING.match(line)
        yield Line(plain(line[mark.end() :] if mark else line), is_title=bool(mark and mark[0] == "## "))


def plain(line: str) -> str:
    """A line without its marks."""
    hidden = _ESCAPED.sub(lambda found: chr(_PRIVATE + ord(found[1])), line)
    hidden = _MOMENT.sub(lambda found: _moment(found[1], with_time=found[2] == "f"), hidden)
    hidden = _LINKED.sub(r"\1", hidden)
    bare = re.sub(r"\*\*|\|\||\*", "", hidden)
    return "".join(chr(ord(sign) - _PRIVATE) if _PRIVATE <= ord(sign) < _PRIVATE + 0x80 else sign for sign in bare)


def _moment(seconds: str, *, with_time: bool) -> str:
    return moment(datetime.fromtimestamp(int(seconds), UTC), "UTC", with_time=with_time)


def shared_in(messages: Sequence[Message]) -> tuple[tuple[Tappable, ...], ...]:
    """Texts that stand there to be copied, each under what its button would say."""
    found = (shared for message in messages for shared in _SHARED.finditer(message.text))
    return tuple((Tappable(plain(shared["label"]), hands_on=shared["text"]),) for shared in found)


def buttons_of(message: Message) -> tuple[tuple[Tappable, ...], ...]:
    """The rows of buttons."""
    return tuple(tuple(map(_tappable, row)) for row in _rows(message.components))


def _rows(components: list[Json]) -> Iterator[list[Json]]:
    for component in components:
        if component["type"] == 1:
            yield component["components"]
        else:
            yield from _rows(component.get("components", []))


def _tappable(button: Json) -> Tappable:
    custom_id, url = button.get("custom_id", ""), button.get("url", "")
    is_main = button["style"] == MAIN
    return Tappable(button["label"], is_main, custom_ids.read(custom_id).token, custom_id, url)


def beginning(sentence: str, locale: str) -> str:
    """What stands before the first value of a sentence, in the app's language."""
    with speaking(nearest_language(locale)):
        return _(sentence, suggestion=_CUT, choices=_CUT).partition(_CUT)[0]


@dataclass
class Question:
    """One field of an open form."""

    label: str
    described: str
    component: Json
    locale: str = ""

    @property
    def name(self) -> str:
        """What its answer goes by."""
        return str(self.component["custom_id"])

    @property
    def options(self) -> dict[str, str]:
        """Values by their labels."""
        return {option["label"]: option["value"] for option in self.component.get("options", [])}

    @property
    def placeholder(self) -> str:
        """What stands in it while it is empty."""
        return str(self.component.get("placeholder", ""))

    @property
    def example(self) -> str:
        """The suggestion, where there is one."""
        begins = beginning(EXAMPLE, self.locale)
        return self.placeholder.removeprefix(begins) if self.placeholder.startswith(begins) else ""

    def is_meant(self, chosen: set[str]) -> bool:
        """Whether it is for the choice that was made."""
        begins = beginning(ONLY_FOR, self.locale)
        hint = next((words for words in (self.described, self.placeholder) if words.startswith(begins)), "")
        return not hint or any(choice in chosen for choice in hint.removeprefix(begins).split(", "))


@dataclass
class Window:
    """An open form, being filled in."""

    opened: Interaction
    locale: str = ""
    values: dict[str, str] = field(default_factory=dict)
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    _chosen: set[str] = field(default_factory=set)
    _done: set[str] = field(default_factory=set)

    @property
    def modal(self) -> Json:
        """As it was sent."""
        assert self.opened.modal is not None
        return self.opened.modal

    @property
    def questions(self) -> list[Question]:
        """Its fields."""
        labels = (part for part in self.modal["components"] if part["type"] == LABEL)
        return [Question(part["label"], part.get("description", ""), part["component"], self.locale) for part in labels]

    @property
    def next(self) -> Question | None:
        """The first field that is for this person and that they have not come to yet."""
        return next(
            (each for each in self.questions if self._is_asked(each)),
            None,
        )

    def _is_asked(self, question: Question) -> bool:
        """What may be sent in place of words is left out by whoever writes them."""
        is_open = question.name not in self._done and not question.name.endswith(INSTEAD)
        return is_open and question.is_meant(self._chosen)

    @property
    def seen(self) -> Seen:
        """Everything that is read in it."""
        said = [
            line.words for part in self.modal["components"] if part["type"] == TEXT for line in read(part["content"])
        ]
        asked = [
            words for each in self.questions for words in (each.label, each.described, each.placeholder, *each.options)
        ]
        given = [value for each in self.questions if (value := each.component.get("value"))]
        text = "\n".join(filter(None, [self.modal["title"], *said, *asked, *given, *self.values.values()]))
        labels = [*self.next.options, *self._ways_on] if self.next else []
        rows = tuple((Tappable(label),) for label in labels)
        return Seen(self.modal["title"], text, rows, is_form=True, is_whole_form=True)

    @property
    def _ways_on(self) -> list[str]:
        assert self.next is not None
        skip = [] if self.next.component.get("required") else ["Skip"]
        return [*skip, *([f"Use “{self.next.example}”"] if self.next.example else [])]

    @property
    def is_filled_in(self) -> bool:
        """Whether it can be sent."""
        must = (each.name for each in self.questions if each.component.get("required") and each.is_meant(self._chosen))
        return self.next is None and all(name in {*self.values, *self.files} for name in must)

    def takes(self, label: str) -> bool:
        """Whether the label is one of the next field's; then it is answered so."""
        asked = self.next
        if asked is None or label not in self.seen.labels:
            return False
        if label in asked.options:
            self._chosen.add(label)
            self.types(asked.options[label])
        else:
            self.types("" if label == "Skip" else asked.example)
        return True

    def chooses(self, name: str, data: bytes) -> None:
        """Choose a file for the next field, or in place of its words."""
        asked = self.next
        assert asked is not None, f"nothing is left that takes {name!r}"
        self.files[asked.name if asked.component["type"] == UPLOAD else asked.name + INSTEAD] = (name, data)
        self._done.add(asked.name)

    def types(self, words: str) -> None:
        """Answer the next field."""
        asked = self.next
        assert asked is not None, f"nothing is left to be filled in with {words!r}"
        self.values[asked.name] = words
        self._done.add(asked.name)
