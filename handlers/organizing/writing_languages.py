"""The languages of a petition: which there are, one more, one less."""

from __future__ import annotations

from collections.abc import Sequence

from config.texts import _, language_name, languages, n_
from handlers.labels import in_pairs
from handlers.lists import Entry, Page, Way, list_screen, page_among
from handlers.organizing.done import Done, with_said
from handlers.organizing.gate import PETITION, Desk, organizes
from handlers.organizing.lacking import what_is_written
from handlers.organizing.rights import Deed
from handlers.organizing.writing import another_by_now, saved
from handlers.screens import Button, Look, Reply, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import back_from, sample_line
from storage.drafting_texts import Outline
from storage.petition_texts import Text, TextPart
from storage.petitions import Petition


@organizes("pet_texts", Deed.WRITE_PETITION, of=PETITION, reads=True)
def list_texts(turn: Turn, desk: Desk[Petition], page: int = 1) -> Reply:
    """Each language and what it still lacks."""
    petition = desk.subject
    outlines = turn.store.drafts.outlines(petition)

    found = page_among(outlines, page)
    entries = Page([_entry(petition, each) for each in found.items], found.number, found.total)
    more = Button(_("Add a language"), to("pet_langs", petition.id)) if _others(outlines) else None
    way = Way(back_from(to("pet", petition.id)), "pet_texts", (petition.id,), more)
    lead = (*not_public_yet(petition), *sample_line(petition.is_sample))
    return list_screen(_("Texts of “{title}”", title=petition.title), entries, way, *lead)


def _entry(petition: Petition, outline: Outline) -> Entry:
    leads_to = to("pet_text", petition.id, outline.locale)
    return Entry(language_name(outline.locale), what_is_written(outline), leads_to)


def not_public_yet(petition: Petition) -> tuple[str, ...]:
    """Said wherever a text of a public petition is written."""
    return () if petition.is_draft else (_("What you write here is not public before the next version is published."),)


def _others(outlines: Sequence[Outline]) -> list[str]:
    """The languages of this program in which nothing is written."""
    return [each for each in languages() if each not in {outline.locale for outline in outlines}]


def no_such_text(turn: Turn, petition: Petition) -> Reply:
    """Taken out meanwhile, or never there."""
    return with_said(turn.follow(to("pet_texts", petition.id), {}), _("There is no text in this language."))


@organizes("pet_langs", Deed.WRITE_PETITION, of=PETITION, reads=True)
def choose_language(turn: Turn, desk: Desk[Petition]) -> Reply:
    """One of those that this program speaks."""
    petition = desk.subject
    others = _others(turn.store.drafts.outlines(petition))
    choices = tuple(Button(language_name(each), to("pet_lang", petition.id, each)) for each in others)
    said = _("Everything has to be written there too before it can be published.") if others else _("All are there.")
    return Screen(
        _("Which language shall it be read in, too?"),
        (said, *sample_line(petition.is_sample)),
        (*in_pairs(choices), *rows_of(back_from(to("pet_texts", petition.id)))),
    )


@organizes("pet_lang", Deed.WRITE_PETITION, of=PETITION, again="pet_text")
def add_language(turn: Turn, desk: Desk[Petition], locale: str) -> Reply:
    """Nothing is written in it yet."""
    petition = desk.subject
    shown = to("pet_text", petition.id, locale)
    if locale not in languages():
        return no_such_text(turn, petition)
    if not turn.store.drafts.add_language(petition, locale):
        return turn.follow(shown, {})
    said = _("Added: {language}", language=language_name(locale))
    return saved(turn, desk, Done.ADDED_LANGUAGE, shown, said, language=locale)


@organizes("pet_lang_out", Deed.WRITE_PETITION, of=PETITION, reads=True)
def ask_to_remove_language(turn: Turn, desk: Desk[Petition], locale: str) -> Reply:
    """Asked once: what is written in it goes."""
    petition = desk.subject
    text = turn.store.drafts.text(petition, locale)
    if text is None:
        return no_such_text(turn, petition)
    remove = Button(_("Take it out"), to("pet_lang_gone", petition.id, locale, text.whole_mark), Look.DANGER)
    return Screen(
        _("Take {language} out?", language=language_name(locale)),
        (_what_goes(text), *not_public_yet(petition), *sample_line(petition.is_sample)),
        rows_of((remove, back_from(to("pet_text", petition.id, locale)))),
    )


def _what_goes(text: Text) -> str:
    words = sum(len(text.part(part).split()) for part in TextPart)
    if not words:
        return _("Nothing is written in it yet.")
    return n_("{n} word that is written in it goes.", "{n} words that are written in it go.", words)


@organizes("pet_lang_gone", Deed.WRITE_PETITION, of=PETITION, again="pet_text")
def remove_language(turn: Turn, desk: Desk[Petition], locale: str, seen: str = "") -> Reply:
    """The last one stays; what somebody else wrote meanwhile is asked about first."""
    petition = desk.subject
    shown, asked = to("pet_texts", petition.id), to("pet_lang_out", petition.id, locale)
    text = turn.store.drafts.text(petition, locale)
    if text is None:
        return no_such_text(turn, petition)
    if seen != text.whole_mark:
        return another_by_now(turn, asked) if seen else turn.follow(asked, {})
    if not turn.store.drafts.remove_language(petition, locale):
        return with_said(turn.follow(shown, {}), _("A petition has at least one language. Nothing was changed."))
    said = _("Taken out: {language}", language=language_name(locale))
    return saved(turn, desk, Done.REMOVED_LANGUAGE, shown, said, language=locale)
