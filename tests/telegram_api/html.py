"""Telegram's HTML, read as the real server reads it, with its words for what is broken."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from tests.telegram_api import links
from tests.telegram_api.entities import Entity, Formatted, in_order, units
from tests.telegram_api.refusals import Refused, bad_request

PLAIN = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("tg-spoiler", "span"), "spoiler"),
}
TAGS = {*PLAIN, "a", "code", "pre", "blockquote", "tg-emoji", "tg-time"}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
SPACES = " \t\r\n\0\v"
END = "\0"
"""Stands behind the text, so that looking ahead needs no care."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A tag that was opened: where in the source, and where in the text."""

    name: str
    attributes: dict[str, str]
    offset: int
    place: int


@dataclass(slots=True)
class Reader:
    """Goes through the source once."""

    source: str
    at: int = 0
    written: list[str] = field(default_factory=list)
    length: int = 0
    opened: list[Opened] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def read(self) -> Formatted:
        """The text and its entities, or a refusal."""
        end, self.source = len(self.source), self.source + END
        while self.at < end:
            self._step()
        if self.opened:
            name = self.opened[-1].name
            raise broken(f'Can\'t find end tag corresponding to start tag "{name}"')
        kept = (each if each.type != "code" else replace(each, language=None) for each in self.entities)
        return Formatted("".join(self.written), in_order(kept))

    def _step(self) -> None:
        if self._here == "<":
            self._close() if self.source[self.at + 1] == "/" else self._open()
        else:
            self._write(self._decoded() or self._taken())

    @property
    def _here(self) -> str:
        return self.source[self.at]

    def _taken(self) -> str:
        self.at += 1
        return self.source[self.at - 1]

    def _write(self, character: str) -> None:
        self.written.append(character)
        self.length += units(character)

    def _decoded(self) -> str:
        """The character that an `&…;` stands for, or nothing where it is none."""
        found = re.compile(r"&(?:#x([0-9a-fA-F]*)|#(\d*)|([a-zA-Z]*));?").match(self.source, self.at)
        character = character_of(found) if found else ""
        if found and character:
            self.at = found.end()
        return character

    def _bytes_before(self, place: int) -> int:
        return len(self.source[:place].encode())

    def _until(self, stops: str) -> str:
        begin = self.at
        while self._here not in stops:
            self.at += 1
        return self.source[begin : self.at]

    def _skip_spaces(self) -> None:
        while self._here in SPACES and not self._is_over:
            self.at += 1

    @property
    def _is_over(self) -> bool:
        return self.at == len(self.source) - 1

    def _open(self) -> None:
        begin = self.at
        offset = self._bytes_before(begin)
        self.at += 1
        name = self._until(SPACES + ">").lower()
        if self._is_over:
            raise broken(f"Unclosed start tag at byte offset {offset}")
        if name not in TAGS:
            raise broken(f'Unsupported start tag "{name}" at byte offset {offset}')
        attributes = self._attributes(name, offset)
        self.at += 1
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise broken(f'Tag "span" must have class "tg-spoiler" at byte offset {offset}')
        self.opened.append(Opened(name, attributes, self.length, len(self.written)))

    def _attributes(self, tag: str, offset: int) -> dict[str, str]:
        found: dict[str, str] = {}
        self._skip_spaces()
        while self._here != ">":
            name = self._until(SPACES + "=>/\"'")
            if not name:
                raise broken(f'Empty attribute name in the tag "{tag}" at byte offset {offset}')
            self._skip_spaces()
            found[name] = self._value(tag, offset)
            self._skip_spaces()
        return found

    def _value(self, tag: str, offset: int) -> str:
        if self._is_over:
            raise broken(f'Unclosed start tag "{tag}" at byte offset {offset}')
        if self._here != "=":
            return ""
        self.at += 1
        self._skip_spaces()
        if self._is_over:
            raise broken(f'Unclosed start tag "{tag}" at byte offset {offset}')
        value = self._quoted() if self._here in "\"'" else self._token()
        if self._is_over:
            raise broken(f"Unclosed start tag at byte offset {offset}")
        return value

    def _token(self) -> str:
        begin = self.at
        while re.match(r"[a-zA-Z0-9.-]", self._here):
            self.at += 1
        if self._here not in SPACES + ">":
            raise broken(f"Unexpected end of name token at byte offset {self._bytes_before(begin)}")
        return self.source[begin : self.at].lower()

    def _quoted(self) -> str:
        mark, value = self._taken(), ""
        while self._here != mark and not self._is_over:
            value += (self._decoded() if self._here == "&" else "") or self._taken()
        if self._here == mark:
            self.at += 1
        return value

    def _close(self) -> None:
        offset = self._bytes_before(self.at)
        if not self.opened:
            raise broken(f"Unexpected end tag at byte offset {offset}")
        self.at += 2
        name = self._until(SPACES + ">").lower()
        self._skip_spaces()
        if self._here != ">":
            raise broken(f"Unclosed end tag at byte offset {offset}")
        self.at += 1
        expected = self.opened.pop()
        if name and name != expected.name:
            both = f'expected "</{expected.name}>", found "</{name}>"'
            raise broken(f"Unmatched end tag at byte offset {offset}, {both}")
        if self.length > expected.offset:
            self._add(expected)

    def _add(self, tag: Opened) -> None:
        covers = Entity("", tag.offset, self.length - tag.offset)
        if tag.name in PLAIN:
            self.entities.append(replace(covers, type=PLAIN[tag.name]))
        elif tag.name in ("pre", "code"):
            self._add_code(tag, covers)
        else:
            entity = MEANINGS[tag.name](tag, covers, "".join(self.written[tag.place :]))
            self.entities += [entity] if entity else []

    def _add_code(self, tag: Opened, covers: Entity) -> None:
        """`<pre><code class="language-…">` is one entity, as it is the other way round."""
        language = tag.attributes.get("class", "") if tag.name == "code" else ""
        language = language.removeprefix("language-") if language.startswith("language-") else ""
        last = self.entities[-1] if self.entities else Entity("", -1, 0)
        is_same = (last.offset, last.length) == (covers.offset, covers.length)
        if is_same and tag.name == "pre" and last.type == "code" and last.language:
            self.entities[-1] = replace(last, type="pre")
        elif is_same and tag.name == "code" and last.type == "pre" and language:
            self.entities[-1] = replace(last, language=language)
        else:
            self.entities.append(replace(covers, type=tag.name, language=language or None))


def parsed(source: str) -> Formatted:
    """The text and the entities of a source in Telegram's HTML."""
    return Reader(source).read()


def broken(words: str) -> Refused:
    """400 for markup that cannot be read."""
    return bad_request(f"Can't parse entities: {words}")


def character_of(found: re.Match[str]) -> str:
    """The character of a numeric or a named reference; a literal one that is not known stays as it is written."""
    if found[3] is not None:
        return NAMED.get(found[3], "")
    code = int(found[1] or "0", 16) if found[1] is not None else int(found[2] or "0")
    if not 0 < code < 0x10FFFF or len(found[0].removesuffix(";")) >= 10:
        return ""
    if 0xD800 <= code <= 0xDFFF:
        raise bad_request(
            "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate "
            "code units"
        )
    return chr(code)


def _link(tag: Opened, covers: Entity, words: str) -> Entity | None:
    """A link that is none is dropped without a word, as the real server does."""
    link = tag.attributes.get("href") or words
    user = links.user_of(link)
    if user is not None:
        return replace(covers, type="text_mention", user={"id": user})
    try:
        return replace(covers, type="text_link", url=links.checked(link))
    except links.WrongLink:
        return None


def _quotation(tag: Opened, covers: Entity, words: str) -> Entity:
    is_expandable = "expandable" in tag.attributes
    return replace(covers, type="expandable_blockquote" if is_expandable else "blockquote")


def _emoji(tag: Opened, covers: Entity, words: str) -> Entity:
    emoji = tag.attributes.get("emoji-id", "")
    if not re.fullmatch(r"-?\d+", emoji) or int(emoji) == 0:
        raise broken("Invalid custom emoji identifier specified")
    return replace(covers, type="custom_emoji", custom_emoji_id=emoji)


def _time(tag: Opened, covers: Entity, words: str) -> Entity | None:
    form, moment = tag.attributes.get("format", ""), tag.attributes.get("unix", "")
    if not re.fullmatch(r"[rR]?|[tTdDwW]*", form):
        raise broken("Invalid date format used")
    if not moment.isdigit() or int(moment) == 0:
        return None
    return replace(covers, type="date_time", unix_time=int(moment), date_time_format=form or None)


MEANINGS = {"a": _link, "blockquote": _quotation, "tg-emoji": _emoji, "tg-time": _time}
