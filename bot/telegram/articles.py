"""Offers as the results of an inline query: choosing one posts its card, whose buttons are links alone. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from telegram.constants import ParseMode

from bot.safety import safe_line
from bot.telegram.keyboard import Json
from bot.telegram.placing import Scene, for_others, page_of
from bot.telegram.render import Payload
from config.texts import _, speaking
from handlers.offers import MOST_OFFERED, Offer
from handlers.screens import Screen, payload_of, to

WORDS_SECONDS, USUAL_SECONDS = 60, 300
"""How long an answer may be shown again: what somebody types changes with each letter, what a button asks does not."""
_NAMED = re.compile("petition-([0-9]{1,18})")


def answer_of(found: Sequence[Offer] | None, words: str, skip: int, scene: Scene) -> Json:
    """How an inline query is answered; None where nobody could look, so that it is soon asked again.

    The cache is the asker's own (`is_personal`), since others who type the same words may read another language.
    """
    answer: Json = {"results": articles(found or (), scene), "is_personal": True, "next_offset": _next(found, skip)}
    if not found and not skip:
        answer["button"] = {"text": _("Open our private chat"), "start_parameter": payload_of(to("open"))}
    if found is None:
        return {**answer, "cache_time": 0}
    return {**answer, "cache_time": WORDS_SECONDS if words.strip() else USUAL_SECONDS}


def _next(found: Sequence[Offer] | None, skip: int) -> str:
    return str(skip + MOST_OFFERED) if found and len(found) == MOST_OFFERED else ""


def articles(found: Iterable[Offer], scene: Scene) -> list[Json]:
    """What is listed above the keyboard, one for each petition."""
    made = ((offer, card_for_chats(offer.card, scene)) for offer in found)
    return [_article(offer, card, scene) for offer, card in made if card is not None]


def _article(offer: Offer, card: Payload, scene: Scene) -> Json:
    article: Json = {
        "type": "article",
        "id": result_id(offer),
        "title": safe_line(offer.title) or "…",
        "description": safe_line(offer.line),
        "input_message_content": {
            "message_text": card.html,
            "parse_mode": ParseMode.HTML.value,
            "link_preview_options": card.preview,
        },
        "reply_markup": card.keyboard,
    }
    page = page_of(offer.card.picture, scene.public_url)
    return {**article, "thumbnail_url": page} if page else article


def card_for_chats(card: Screen, scene: Scene) -> Payload | None:
    """The one message that a card is in a chat that is not ours; None for one that no message holds."""
    with speaking(card.language):
        made = for_others(card, scene)
    return made[0] if len(made) == 1 else None


def result_id(offer: Offer) -> str:
    """Names the petition, and whether its links are counted for whoever shares it."""
    named = f"petition-{offer.petition_id}"
    return f"{named}-counted" if offer.source else named


def petition_in(result: str) -> str:
    """The id of the petition whose card was chosen; nothing for one with counted links, which stays as it was sent."""
    named = _NAMED.fullmatch(result)
    return named[1] if named else ""
