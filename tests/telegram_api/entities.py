"""Formatted text: what is written, and its entities with offsets and lengths in UTF-16 code units."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from telegram import MessageEntity
from telegram.constants import MessageLimit

from tests.telegram_api.refusals import Json, bad_request, too_strict

BY_THE_SERVER = {
    *("mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number"),
}
"""Entities that the server finds by itself; a bot may name them and nothing follows from it."""
MEANT = {*MessageEntity.ALL_TYPES, "date_time"} - BY_THE_SERVER
NEEDS = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id", "date_time": "unix_time"}
UNBREAKABLE = {"code", "pre", "text_link", "text_mention"}
_FOUND = (
    ("url", re.compile(r"(?<![\w@])https?://[^\s<>\"]*[^\s<>\".,;:!?)]", re.IGNORECASE)),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]*\w")),
    ("mention", re.compile(r"(?<![\w@./])@[a-zA-Z]\w{3,31}\b")),
    ("bot_command", re.compile(r"(?<![\w/<>@])/[a-zA-Z0-9_]{1,64}(?:@\w{3,32})?(?![\w/])")),
    ("hashtag", re.compile(r"(?<![\w#/])#\w*[^\W\d]\w*")),
)


@dataclass(frozen=True, slots=True)
class Entity:
    """One stretch of a text that looks or acts differently."""

    type: str
    offset: int
    length: int
    url: str | None = None
    user: Json | None = None
    language: str | None = None
    custom_emoji_id: str | None = None
    unix_time: int | None = None
    date_time_format: str | None = None

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.offset + self.length

    @property
    def json(self) -> Json:
        """As the Bot API writes it."""
        named = {name: getattr(self, name) for name in self.__slots__}
        return {name: value for name, value in named.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text and its entities, in their order."""

    text: str = ""
    entities: tuple[Entity, ...] = ()

    def __bool__(self) -> bool:
        """Whether something is written."""
        return bool(self.text)

    def words_of(self, kind: str) -> list[str]:
        """The stretches that have an entity of this type."""
        return [part(self.text, entity) for entity in self.entities if entity.type == kind]


def units(text: str) -> int:
    """How many UTF-16 code units a text has."""
    return len(text) + sum(character > "\uffff" for character in text)


def part(text: str, entity: Entity) -> str:
    """The words that an entity covers."""
    encoded = text.encode("utf-16-le")
    return encoded[2 * entity.offset : 2 * entity.end].decode("utf-16-le", "replace")


def in_order(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Outer entities before the inner ones that begin where they do."""
    return tuple(sorted(entities, key=lambda each: (each.offset, -each.length)))


def cleaned(text: str) -> str:
    """Control characters are blanks, and there are no carriage returns."""
    return re.sub(r"[\x00-\x09\x0b-\x1f]", " ", text.replace("\r", ""))


def trimmed(formatted: Formatted) -> Formatted:
    """Without blanks around; entities follow, and those that held only blanks are gone."""
    text = formatted.text.strip()
    cut, length = units(formatted.text) - units(formatted.text.lstrip()), units(text)
    kept = []
    for entity in formatted.entities:
        begin, end = max(entity.offset - cut, 0), min(entity.end - cut, length)
        if begin < end:
            kept.append(replace(entity, offset=begin, length=end - begin))
    return Formatted(text, in_order(kept))


def with_found(formatted: Formatted) -> Formatted:
    """With what the server finds by itself, outside of code and links: links, mentions, commands, hashtags."""
    taken = [entity for entity in formatted.entities if entity.type in UNBREAKABLE]
    found: list[Entity] = []
    for entity in _candidates(formatted.text):
        if not any(_touch(entity, other) for other in (*taken, *found)):
            found.append(entity)
    return replace(formatted, entities=in_order((*formatted.entities, *found)))


def named(text: str, entities: object) -> tuple[Entity, ...]:
    """The entities that a bot names itself; whatever the server would silently drop or mend is refused."""
    if not isinstance(entities, list):
        return ()
    read = [_read(each) for each in entities]
    meant = in_order(each for each in read if each.type not in BY_THE_SERVER)
    _check_places(text, meant)
    _check_nesting(meant)
    return meant


def check_number(entities: tuple[Entity, ...]) -> None:
    """No more than 100, since the server drops the rest."""
    if len(entities) > MessageLimit.MESSAGE_ENTITIES:
        raise too_strict(f"{len(entities)} entities are more than {int(MessageLimit.MESSAGE_ENTITIES)}")


def _candidates(text: str) -> Iterator[Entity]:
    for kind, pattern in _FOUND:
        for match in pattern.finditer(text):
            yield Entity(kind, units(text[: match.start()]), units(match[0]))


def _touch(one: Entity, other: Entity) -> bool:
    return one.offset < other.end and other.offset < one.end


def _read(given: object) -> Entity:
    if not isinstance(given, dict):
        raise bad_request("Can't parse MessageEntity: expected an Object")
    for name in ("offset", "length", "type"):
        if name not in given:
            raise bad_request(f"Can't parse MessageEntity: Can't find field \"{name}\"")
    kind = given["type"]
    if kind not in MEANT | BY_THE_SERVER:
        raise bad_request("Can't parse MessageEntity: Unsupported type specified")
    needed = NEEDS.get(kind)
    if needed and given.get(needed) is None:
        raise bad_request(f"Can't parse MessageEntity: Can't find field \"{needed}\"")
    known = {name: given[name] for name in Entity.__slots__ if given.get(name) is not None}
    return Entity(**known)


def _check_places(text: str, entities: tuple[Entity, ...]) -> None:
    edges, length = set(_edges(text)), units(text)
    for entity in entities:
        if entity.offset < 0 or entity.length <= 0 or entity.end > length:
            raise too_strict(f"entity {entity.type} at {entity.offset}+{entity.length} is not within the text")
        if entity.offset not in edges or entity.end not in edges:
            raise too_strict(f"entity {entity.type} at {entity.offset}+{entity.length} cuts a character in two")


def _edges(text: str) -> Iterator[int]:
    place = 0
    yield place
    for character in text:
        place += 1 + (character > "\uffff")
        yield place


def _check_nesting(entities: tuple[Entity, ...]) -> None:
    """`entities` come in order, so an entity may only begin inside of those still open and end before they do."""
    open_ones: list[Entity] = []
    for entity in entities:
        open_ones = [each for each in open_ones if each.end > entity.offset]
        for outer in open_ones:
            if entity.end > outer.end:
                raise too_strict(f"entities {outer.type} and {entity.type} overlap without nesting")
            if {outer.type, entity.type} & {"code", "pre"} or outer.type == entity.type:
                raise too_strict(f"entity {entity.type} cannot stand inside of {outer.type}")
        open_ones.append(entity)
