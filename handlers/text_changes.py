"""What was changed between two versions of a petition: part by part, language by language, and whom it asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from config.texts import _, language, language_name
from handlers.blocks import Block, Heading
from handlers.differences import difference
from handlers.part_names import PART_NAMES
from handlers.wording import named_target
from storage.drafting_parts import Target
from storage.petition_texts import Text, TextPart
from storage.petitions import Petition
from storage.versions import Said

Texts = Mapping[str, Text]


def all_changes(before: Said, after: Said) -> tuple[Block, ...]:
    """In every language, each under its name where there are several; and whom it asks."""
    locales = sorted({*before.texts, *after.texts})
    told = (block for locale in locales for block in _in_language(before, after, locale, len(locales) > 1))
    return (*told, *asked_otherwise(before, after))


def changes_for(petition: Petition, before: Said, after: Said) -> tuple[Block, ...]:
    """In the language that somebody reads it in; where nothing was changed in that, in one where something was."""
    locale = _changed_in(petition, before, after, TextPart)
    told = _in_parts(before.texts[locale], after.texts[locale], _named(locale)) if locale else ()
    return (*told, *asked_otherwise(before, after))


def nearest(petition: Petition, texts: Texts) -> Text | None:
    """The text in the reader's language, else in that of the petition, else in any."""
    return next((texts[locale] for locale in _by_nearness(petition, texts)), None)


def what_it_asks_now(petition: Petition, before: Said, after: Said) -> tuple[Block, ...]:
    """What became of the one sentence that is signed, in a language in which it was changed; and whom it asks."""
    locale = _changed_in(petition, before, after, (TextPart.ASK,))
    told = difference(before.texts[locale].ask, after.texts[locale].ask) if locale else ()
    named = (Heading(named),) if told and locale and (named := _named(locale)) else ()
    return (*named, *told, *asked_otherwise(before, after))


def asks_otherwise(before: Said, after: Said) -> bool:
    """Whether it asks in other words, in any language that it had and has, or asks somebody else."""
    return bool(_where_changed(before, after, (TextPart.ASK,))) or before.asks != after.asks


def languages_behind(before: Said, after: Said) -> list[str]:
    """Those in which it still asks the earlier thing, where what it asks is another in others.

    Where the ask is the same everywhere and the same are asked, something else asks it: then any other part counts.
    """
    changed = _where_changed(before, after, (TextPart.ASK,))
    if not changed and before.asks == after.asks:
        changed = _where_changed(before, after, TextPart)
    both = {*before.texts} & {*after.texts}
    return sorted(both - changed) if changed else []


def asked_otherwise(before: Said, after: Said) -> tuple[Block, ...]:
    """Who is asked no more, and who is from now on."""
    told = difference(_asked(before.asks), _asked(after.asks))
    return (Heading(_("Whom it asks")), *told) if told else ()


def _asked(asks: Iterable[Target]) -> str:
    return "\n\n".join(_told_of(each) for each in asks)


def _told_of(said: Target) -> str:
    named = named_target(said.office, said.person, said.district)
    return named if said.is_addressed else _("{target} (handed the signatures, and not asked)", target=named)


def _where_changed(before: Said, after: Said, parts: Iterable[TextPart]) -> set[str]:
    both = {*before.texts} & {*after.texts}
    looked_at = tuple(parts)
    return {
        locale
        for locale in both
        if any(before.texts[locale].part(part) != after.texts[locale].part(part) for part in looked_at)
    }


def _changed_in(petition: Petition, before: Said, after: Said, parts: Iterable[TextPart]) -> str:
    """The language nearest to the reader in which one of these parts was changed; empty where there is none."""
    changed = _where_changed(before, after, parts)
    return next((locale for locale in _by_nearness(petition, after.texts) if locale in changed), "")


def _by_nearness(petition: Petition, texts: Texts) -> list[str]:
    wanted = (language(), petition.locale, petition.organisation_locale, *sorted(texts))
    return [locale for locale in dict.fromkeys(wanted) if locale in texts]


def _named(locale: str) -> str:
    """A language that is not the reader's is told."""
    return "" if locale == language() else language_name(locale)


def _in_language(before: Said, after: Said, locale: str, is_named: bool) -> Iterator[Block]:
    named = language_name(locale)
    if locale not in after.texts:
        yield Heading(_("{language} is taken out", language=named))
    elif locale not in before.texts:
        yield Heading(_("{language} is new", language=named))
    else:
        yield from _in_parts(before.texts[locale], after.texts[locale], named if is_named else "")


def _in_parts(old: Text, new: Text, named: str) -> Iterator[Block]:
    for part in TextPart:
        changed = difference(old.part(part), new.part(part))
        if changed:
            title = _(PART_NAMES[part])
            yield Heading(_("{language}: {part}", language=named, part=title) if named else title)
            yield from changed
