"""What a petition lacks before everybody may read it, each with what to do."""

from __future__ import annotations

from collections.abc import Iterator

from config.texts import _, language_name, later
from handlers.text_changes import Texts
from handlers.turn import Turn
from storage.petitions import Petition

NEEDED = {
    "title": later("{language}: the title is missing. Write one."),
    "ask": later("{language}: what it asks is missing. Say it in one sentence."),
    "story": later("{language}: the story is missing. Write it, or take this language out."),
}


def lacking(turn: Turn, petition: Petition, texts: Texts) -> tuple[str, ...]:
    """One line each; empty where nothing stands in the way."""
    return (*lacking_texts(texts), *_lacking_facts(turn, petition))


def lacking_texts(texts: Texts) -> Iterator[str]:
    """In every language that was begun."""
    for locale, text in sorted(texts.items()):
        for part, sentence in NEEDED.items():
            if not getattr(text, part).strip():
                yield _(sentence, language=language_name(locale))


def _lacking_facts(turn: Turn, petition: Petition) -> Iterator[str]:
    if not any(maker.is_addressed for maker in turn.store.details.decision_makers(petition.id)):
        yield _("Nobody is asked yet. Say who decides.")
    if petition.closes_at is not None and petition.closes_at <= turn.now:
        yield _("The closing day has passed. Choose a later one, or none.")
