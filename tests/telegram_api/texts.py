"""Texts and captions as requests bring them: parsed, trimmed, and refused where they are empty or too long."""

from __future__ import annotations

from dataclasses import replace

from telegram.constants import MessageLimit

from tests.telegram_api import html
from tests.telegram_api.entities import Entity, Formatted, check_number, cleaned, named, trimmed, units, with_found
from tests.telegram_api.refusals import Json, bad_request, too_strict
from tests.telegram_api.requests import not_here
from tests.telegram_api.world import World

MOST_BYTES = 1 << 15


def text_of(world: World, given: Json) -> Formatted:
    """The text of a message: `text` with `parse_mode` or `entities`."""
    if not given.get("text"):
        raise bad_request("Message text is empty")
    formatted = formatted_text(world, given["text"], given.get("parse_mode"), given.get("entities"))
    if not formatted:
        raise bad_request("Text must be non-empty")
    if units(formatted.text) > MessageLimit.MAX_TEXT_LENGTH:
        raise bad_request("Message is too long")
    return formatted


def caption_of(world: World, given: Json) -> Formatted:
    """The words under a picture or a document, which may be none."""
    formatted = formatted_text(
        world, given.get("caption") or "", given.get("parse_mode"), given.get("caption_entities")
    )
    if units(formatted.text) > MessageLimit.CAPTION_LENGTH:
        raise bad_request("Message caption is too long")
    return formatted


def formatted_text(world: World, text: str, mode: str | None, entities: object) -> Formatted:
    """What a person reads; lengths count UTF-16 code units, which is never less than the real server counts."""
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise bad_request("Text is too long")
    formatted = trimmed(_parsed(text, mode or "", entities))
    known = tuple(each for each in map(lambda one: _with_user(world, one), formatted.entities) if each is not None)
    check_number(known)
    return with_found(replace(formatted, entities=known))


def _parsed(text: str, mode: str, entities: object) -> Formatted:
    if mode.lower() == "html" and text:
        return html.parsed(cleaned(text))
    if mode.lower() in ("markdown", "markdownv2"):
        raise not_here(f"parse_mode {mode}")
    if mode and mode.lower() not in ("html", "none"):
        raise bad_request("Unsupported parse_mode")
    if entities and text != cleaned(text):
        raise too_strict("entities beside control characters")
    return Formatted(cleaned(text), named(text, entities))


def _with_user(world: World, entity: Entity) -> Entity | None:
    """A mention of somebody whom the bot does not know is dropped."""
    if entity.user is None:
        return entity
    user = world.users.get(entity.user["id"])
    return replace(entity, user=user.json) if user else None
