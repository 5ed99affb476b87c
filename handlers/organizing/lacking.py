"""What a petition still lacks before it can be published: each a plain line that says what to do."""

from __future__ import annotations

from config.texts import _, language_name, listing
from handlers.part_names import IN_A_SENTENCE
from handlers.screens import Action, to
from handlers.turn import Turn
from storage.drafting_texts import Outline
from storage.petitions import Petition


def lacking(turn: Turn, petition: Petition) -> tuple[str, ...]:
    """Without these it can't be published; nothing where it is whole."""
    has_passed = petition.closes_at is not None and petition.closes_at <= turn.now
    passed = (_("The closing day has passed. Choose a later one, or none."),) if has_passed else ()
    return (*what_is_missing(turn, petition), *passed)


def what_is_missing(turn: Turn, petition: Petition) -> tuple[str, ...]:
    """Words, and somebody whom it asks: a new text of what is public needs them too."""
    lacking = [outline for outline in turn.store.drafts.outlines(petition) if outline.missing]
    asks = any(each.said.is_addressed for each in turn.store.asked.written(petition))
    nobody = () if asks else (_("It asks nobody yet: name at least one."),)
    return (*map(what_text_lacks, lacking), *nobody)


def what_text_lacks(outline: Outline) -> str:
    """One language and the parts that are not written yet."""
    return _("{language} still lacks {parts}.", language=language_name(outline.locale), parts=_parts(outline))


def what_is_written(outline: Outline) -> str:
    """The same below the language's name, also where it lacks nothing."""
    return _("Still lacks {parts}.", parts=_parts(outline)) if outline.missing else _("Everything is written.")


def _parts(outline: Outline) -> str:
    return listing([_(IN_A_SENTENCE[part]) for part in outline.missing])


def first_step(turn: Turn, petition: Petition) -> Action:
    """Where the first of what it lacks is written; the closing day where nothing else is missing."""
    for outline in turn.store.drafts.outlines(petition):
        for part in outline.missing:
            return to("pet_write", petition.id, outline.locale, part.value)
    if not any(each.said.is_addressed for each in turn.store.asked.written(petition)):
        return to("pet_asks", petition.id)
    return to("pet_fact", petition.id, "until")
