"""A reply as what one or more Discord messages hold: one container each, and files. Pure: nothing is sent here.

Source of the parts: https://discord.com/developers/docs/components/reference
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from mimetypes import guess_extension
from typing import Any

from bot.discord.custom_ids import Stand
from bot.discord.markdown import Marked, blocks, joined, sentence, small, strong, title, to_copy
from bot.discord.rows import action_rows
from bot.filling import answers
from bot.safety import safe_line
from handlers.blocks import Block, Heading, Quotation
from handlers.breaks import units
from handlers.pages import pages_of
from handlers.screens import AnyPicture, Attachment, Form, MadeFile, Notice, Picture, Rows, Screen, ShareButton

Json = dict[str, Any]
MOST_TEXT = 4_000
"""UTF-16 units in all texts of a message together, marks included."""
MOST_OF_A_PAGE = 1_800
"""UTF-16 units of a page that fits also where every sign has to be made harmless."""
MOST_BESIDE = 160
"""Characters of several blocks beside a photo: what fits into its height."""
MOST_OF_A_BLOCK = 320
"""Characters of one block there."""
MOST_DESCRIPTION = 1_024
MOST_FILES = 10
COMPONENTS_V2 = 1 << 15
PICTURE_NAME = "picture"

TEXT, THUMBNAIL, GALLERY, FILE, SECTION, CONTAINER = 10, 11, 12, 13, 9, 17

File = AnyPicture | Attachment | MadeFile


@dataclass(frozen=True, slots=True)
class Payload:
    """One message: what stands in it, and the files that go along, by the names it has for them."""

    components: tuple[Json, ...]
    files: tuple[tuple[str, File], ...] = ()

    @property
    def body(self) -> Json:
        """What is sent, but for the files."""
        return {"flags": COMPONENTS_V2, "components": list(self.components), "allowed_mentions": {"parse": []}}


def payloads(reply: Screen | Form, stand: Stand, public_url: str = "") -> list[Payload]:
    """The messages of a reply, in their order; there is always one, and the last one has the buttons.

    `public_url` is where the world fetches pictures; without it they go along as files.
    """
    parts = list(_parts(reply))
    if units(joined([*parts, *_caption(_picture_of(reply))])) <= MOST_TEXT:
        return [_message(parts, reply, stand, public_url)]
    *first, last = pages_of(_all_as_blocks(reply), MOST_OF_A_PAGE)
    return [_page(page) for page in first] + [_message(list(blocks(last)), reply, stand, public_url)]


def notice(said: Notice) -> Payload:
    """One sentence."""
    return Payload((_text(sentence(said.sentence).text or "…"),))


def _page(page: Iterable[Block]) -> Payload:
    return Payload((_container([_text(joined(blocks(page)))]),))


def _message(parts: list[Marked], reply: Screen | Form, stand: Stand, public_url: str) -> Payload:
    picture = _picture_of(reply)
    attached = dict(_named(reply.attachments)) if isinstance(reply, Screen) else {}
    files: dict[str, File] = {**attached}
    source = _source_of(picture, public_url)
    if picture is not None and source.startswith("attachment://"):
        files[source.removeprefix("attachment://")] = picture
    shown = [*_words_and_picture(parts, picture, source), *map(_file, attached), *action_rows(reply.rows, stand)]
    return Payload((_container(shown),), tuple(files.items()))


def _words_and_picture(parts: list[Marked], picture: AnyPicture | None, source: str) -> Iterator[Json]:
    """A photo stands small under the title, beside the next words; what was drawn stands large below them all."""
    if isinstance(picture, Picture) and parts:
        above, beside, below = _around_photo(parts)
        words = joined([*beside, *_caption(picture)])
        yield from _texts(above)
        yield {"type": SECTION, "components": [_text(words)], "accessory": _thumbnail(picture, source)}
        yield from _texts(below)
        return
    yield from _texts([*parts, *_caption(picture)])
    if picture is not None:
        item = {"media": {"url": source}, **_described(picture)}
        yield {"type": GALLERY, "items": [item]}


def _around_photo(parts: list[Marked]) -> tuple[list[Marked], list[Marked], list[Marked]]:
    """Above it, beside it and below: a title has the whole width, unless a long text or nothing follows it."""
    first = next((place for place, part in enumerate(parts, 1) if part.is_heading), 0)
    if first and not (first < len(parts) and len(parts[first].text) <= MOST_OF_A_BLOCK):
        return [], parts[:first], parts[first:]
    after = first + 1
    while after < len(parts) and len(joined(parts[first : after + 1])) <= MOST_BESIDE:
        after += 1
    return parts[:first], parts[first:after], parts[after:]


def _picture_of(reply: Screen | Form) -> AnyPicture | None:
    return reply.picture if isinstance(reply, Screen) else None


def _caption(picture: AnyPicture | None) -> list[Marked]:
    return [small(picture.caption)] if picture and picture.caption else []


def _texts(parts: list[Marked]) -> Iterator[Json]:
    if words := joined(parts):
        yield _text(words)


def _text(words: str) -> Json:
    return {"type": TEXT, "content": words}


def _container(shown: list[Json]) -> Json:
    return {"type": CONTAINER, "components": shown or [_text("…")]}


def _thumbnail(picture: Picture, source: str) -> Json:
    return {"type": THUMBNAIL, "media": {"url": source}, **_described(picture)}


def _described(picture: AnyPicture) -> Json:
    words = safe_line(picture.description)[:MOST_DESCRIPTION]
    return {"description": words} if words else {}


def _source_of(picture: AnyPicture | None, public_url: str) -> str:
    if isinstance(picture, Picture) and picture.key and public_url:
        return f"{public_url}/pictures/{picture.key}"
    ending = picture.path.suffix if isinstance(picture, Picture) else ".png"
    return f"attachment://{PICTURE_NAME}{ending}"


def _file(name: str) -> Json:
    return {"type": FILE, "file": {"url": f"attachment://{name}"}}


def _named(attachments: tuple[Attachment | MadeFile, ...]) -> Iterator[tuple[str, File]]:
    """Files under names that Discord leaves as they are, with an ending to open them by; no two have the same."""
    taken: set[str] = set()
    for number, attachment in enumerate(attachments[: MOST_FILES - 1], 1):
        name = _plain(attachment.name) or f"file-{number}"
        name = name if "." in name else f"{name}{guess_extension(attachment.media_type) or ''}"
        name = name if name not in taken else f"{number}-{name}"
        taken.add(name)
        yield name, attachment


def _plain(name: str) -> str:
    return "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-_.") else "_" for sign in name).lstrip("._")


def _parts(reply: Screen | Form) -> Iterator[Marked]:
    if isinstance(reply, Form):
        yield from _of_form(reply)
        return
    if reply.pop_up and reply.pop_up != reply.title:
        yield strong(reply.pop_up)
    yield title(reply.title)
    yield from blocks(reply.body)
    for file in reply.attachments:
        yield sentence(f"{file.name}: {file.description}")
    yield from _to_copy(reply.rows)


def _to_copy(rows: Rows) -> Iterator[Marked]:
    """Discord has no way to hand a text on: it stands there to be copied, below what its button would say."""
    for button in (button for row in rows for button in row if isinstance(button, ShareButton)):
        yield Marked(strong(button.label).text, is_heading=True)
        yield to_copy(button.text)


def _of_form(form: Form) -> Iterator[Marked]:
    """A form that can't be opened just now: what it is for, what is wrong with it, and a button that opens it."""
    yield title(form.title)
    if form.problem:
        yield strong(form.problem)
    yield from blocks(form.intro)
    yield from blocks([Quotation(given)] if (given := tuple(answers(form))) else [])


def _all_as_blocks(reply: Screen | Form) -> Iterator[Block]:
    if isinstance(reply, Form):
        yield from (Heading(reply.title), reply.problem, *reply.intro, Quotation(tuple(answers(reply))))
        return
    yield from (reply.pop_up, Heading(reply.title), *reply.body)
    yield from (f"{file.name}: {file.description}" for file in reply.attachments)
    shared = (button for row in reply.rows for button in row if isinstance(button, ShareButton))
    yield from (f"{button.label}\n{button.text}" for button in shared)
