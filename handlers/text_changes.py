"""What was changed between two versions of a petition's texts, part by part and language by language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from config.texts import _, language, language_name, later
from handlers.blocks import Block, Heading
from handlers.differences import difference
from storage.petitions import Petition
from storage.versions import Text

Texts = Mapping[str, Text]
PARTS = {"title": later("Title"), "ask": later("What it asks"), "summary": later("Summary"), "story": later("Story")}


def all_changes(before: Texts, after: Texts) -> tuple[Block, ...]:
    """In every language, each under its name where there are several."""
    locales = sorted({*before, *after})
    return tuple(block for locale in locales for block in _in_language(before, after, locale, len(locales) > 1))


def changes_for(petition: Petition, before: Texts, after: Texts) -> tuple[Block, ...]:
    """In the one language that somebody reads it in."""
    old, new = nearest(petition, before), nearest(petition, after)
    return tuple(_in_parts(old, new, "")) if old and new else ()


def nearest(petition: Petition, texts: Texts) -> Text | None:
    """The text in the reader's language, else in that of the petition, else in any."""
    wanted = (texts.get(locale) for locale in (language(), petition.locale, petition.organisation_locale))
    return next((text for text in wanted if text), None) or next(iter(texts.values()), None)


def ask_of(petition: Petition, before: Texts, after: Texts) -> tuple[Block, ...]:
    """What became of the one sentence that is signed."""
    old, new = nearest(petition, before), nearest(petition, after)
    return difference(old.ask, new.ask) if old and new else ()


def is_ask_changed(before: Texts, after: Texts) -> bool:
    """Whether it asks in other words, in any language that it had and has."""
    return any(before[locale].ask != after[locale].ask for locale in {*before} & {*after})


def _in_language(before: Texts, after: Texts, locale: str, is_named: bool) -> Iterator[Block]:
    named = language_name(locale)
    if locale not in after:
        yield Heading(_("{language} is taken out", language=named))
    elif locale not in before:
        yield Heading(_("{language} is new", language=named))
    else:
        yield from _in_parts(before[locale], after[locale], named if is_named else "")


def _in_parts(old: Text, new: Text, named: str) -> Iterator[Block]:
    for part, title in PARTS.items():
        changed = difference(getattr(old, part), getattr(new, part))
        if changed:
            yield Heading(_("{language}: {part}", language=named, part=_(title)) if named else _(title))
            yield from changed
