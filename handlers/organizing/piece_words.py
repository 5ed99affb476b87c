"""What a piece of news says: each part by itself, in each of its languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import wraps
from typing import Concatenate, ParamSpec

from config.texts import _, language_name, languages, later, n_
from handlers.blocks import Block, Bold, Paragraph
from handlers.fields import check_all
from handlers.labels import in_pairs
from handlers.organizing.done import with_said
from handlers.organizing.gate import Desk, organizes
from handlers.organizing.news_fields import long_text, not_solved, quotation, title_field, what_changed
from handlers.organizing.pieces import PIECE, back_to_piece, changed
from handlers.organizing.rights import Deed
from handlers.organizing.writing import somebody_was_faster
from handlers.organizing.writing_texts import first_sentences
from handlers.screens import Button, Field, Form, Look, Reply, Rows, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import back_from, sample_line
from storage.campaign_updates import RESPONSE
from storage.news_pieces import NewsConflict, NewsPart, NewsWords, Piece

P = ParamSpec("P")
NAMES: Mapping[NewsPart, str] = {
    NewsPart.TITLE: later("Title"),
    NewsPart.CHANGED: later("What changed"),
    NewsPart.UNSOLVED: later("Not solved"),
    NewsPart.TEXT: later("Text"),
}
FIELDS: Mapping[NewsPart, Callable[[str], Field]] = {
    NewsPart.TITLE: title_field,
    NewsPart.CHANGED: what_changed,
    NewsPart.UNSOLVED: not_solved,
    NewsPart.TEXT: long_text,
}


def parts_of(piece: Piece) -> tuple[NewsPart, ...]:
    """What is written of it: only a victory says what changed."""
    return tuple(NewsPart) if piece.is_victory else (NewsPart.TITLE, NewsPart.TEXT)


def _in_its_language(
    handler: Callable[Concatenate[Turn, Desk[Piece], str, P], Reply],
) -> Callable[Concatenate[Turn, Desk[Piece], str, P], Reply]:
    """A language that was taken out meanwhile leads back to those that are there."""

    @wraps(handler)
    def checked(turn: Turn, desk: Desk[Piece], locale: str, /, *args: P.args, **kwargs: P.kwargs) -> Reply:
        if locale not in turn.store.news_drafts.texts(desk.subject):
            said = _("There is no text in this language.")
            return with_said(turn.follow(to("piece_langs", desk.subject.id), {}), said)
        return handler(turn, desk, locale, *args, **kwargs)

    return checked


@organizes("piece_words", Deed.TELL, of=PIECE, reads=True, again="piece")
def show_words(turn: Turn, desk: Desk[Piece], locale: str = "") -> Reply:
    """As it stands in one language, at first the one in which it was begun."""
    piece, texts = desk.subject, turn.store.news_drafts.texts(desk.subject)
    locale = locale if locale in texts else piece.locale
    public = () if piece.is_draft else (_("What you change is public at once, also in messages that were sent."),)
    return Screen(
        _("“{title}” in {language}", title=texts[locale].title, language=language_name(locale)),
        (*(_standing(piece, texts[locale], part) for part in parts_of(piece)), *public, *sample_line(piece.is_sample)),
        _rows(piece, locale),
    )


def name_of(piece: Piece, part: NewsPart) -> str:
    """What a part is called: of a victory there is a letter, and of a response a quotation."""
    if part is NewsPart.TEXT and piece.is_victory:
        return _("Letter")
    return _("Quotation") if part is NewsPart.TEXT and piece.kind == RESPONSE else _(NAMES[part])


def _standing(piece: Piece, words: NewsWords, part: NewsPart) -> Block:
    shown = words.part(part)
    if part is NewsPart.TEXT and shown:
        length = n_("{n} character", "{n} characters", len(shown))
        shown = _("{length}. It begins: {words}", length=length, words=first_sentences(shown))
    return Paragraph((Bold(name_of(piece, part)), "\n", shown or _("Nothing yet.")))


def _rows(piece: Piece, locale: str) -> Rows:
    written = tuple(
        Button(name_of(piece, part), to("piece_write", piece.id, locale, part.value)) for part in parts_of(piece)
    )
    others = Button(_("Languages"), to("piece_langs", piece.id))
    out = Button(_("Take it out"), to("piece_lang_out", piece.id, locale), Look.DANGER)
    last = (others, *(() if locale == piece.locale else (out,)), back_to_piece(piece))
    return (*in_pairs(written), last)


@organizes("piece_write", Deed.TELL, of=PIECE, reads=True, again="piece_words")
@_in_its_language
def ask_for_words(turn: Turn, desk: Desk[Piece], locale: str, part: NewsPart) -> Reply:
    """The question, with what stands there now."""
    return words_form(desk.subject, turn.store.news_drafts.texts(desk.subject)[locale], locale, part)


def words_form(piece: Piece, words: NewsWords, locale: str, part: NewsPart) -> Form:
    """One question; its action names what its writer saw, so that nobody's words are overwritten unseen."""
    is_quoted = part is NewsPart.TEXT and piece.kind == RESPONSE
    ask = quotation if is_quoted else FIELDS[part]
    return Form(
        title=_("{part} in {language}", part=name_of(piece, part), language=language_name(locale)),
        intro=sample_line(piece.is_sample),
        fields=(ask(words.part(part)),),
        action=to("piece_set", piece.id, locale, part.value, words.mark(part)),
        back=to("piece_words", piece.id, locale),
    )


@organizes("piece_set", Deed.TELL, of=PIECE, again="piece_words")
@_in_its_language
def save_words(turn: Turn, desk: Desk[Piece], locale: str, part: NewsPart, seen: str) -> Reply:
    """What was typed stands there now; where somebody else was faster, both are shown first."""
    piece, shown = desk.subject, to("piece_words", desk.subject.id, locale)
    before = turn.store.news_drafts.texts(piece)[locale]
    form = words_form(piece, before, locale, part)
    asked = replace(form, action=to("piece_set", piece.id, locale, part.value, seen))
    answers, problem = check_all(form.fields, dict(turn.values))
    if problem:
        return replace(asked, problem=problem)
    if answers["words"] == before.part(part):
        return turn.follow(shown, {})
    if isinstance(turn.store.news_drafts.set_part(piece, locale, part, answers["words"], seen), NewsConflict):
        return somebody_was_faster(turn, asked, before.part(part), answers, form.action)
    return changed(turn, desk, shown, _("Saved: {part}", part=name_of(piece, part)))


@organizes("piece_langs", Deed.TELL, of=PIECE, reads=True, again="piece")
def list_languages(turn: Turn, desk: Desk[Piece]) -> Reply:
    """Those that are there, and those that can be added."""
    piece, texts = desk.subject, turn.store.news_drafts.texts(desk.subject)
    there = [Button(language_name(each), to("piece_words", piece.id, each)) for each in texts]
    missing = [
        Button(_("Add {language}", language=language_name(each)), to("piece_lang", piece.id, each))
        for each in languages()
        if each not in texts
    ]
    said = _("Whoever reads none of these gets {language}.", language=language_name(piece.locale))
    return Screen(
        _("Languages of “{title}”", title=piece.words.title),
        (said, *sample_line(piece.is_sample)),
        (*in_pairs((*there, *missing)), *rows_of(back_from(to("piece_words", piece.id)))),
    )


@organizes("piece_lang", Deed.TELL, of=PIECE, again="piece_words")
def add_language(turn: Turn, desk: Desk[Piece], locale: str) -> Reply:
    """It begins with the petition's title, where that is in this language."""
    piece, shown = desk.subject, to("piece_words", desk.subject.id, locale)
    if locale not in languages():
        return turn.follow(to("piece_langs", piece.id), {})
    found = turn.store.petitions.find_any(piece.petition_id, locale, turn.now)
    title = found.title if found and piece.is_victory and found.locale == locale else piece.words.title
    if not turn.store.news_drafts.add_language(piece, locale, title):
        return turn.follow(shown, {})
    return changed(turn, desk, shown, _("Added: {language}", language=language_name(locale)))


@organizes("piece_lang_out", Deed.TELL, of=PIECE, reads=True, again="piece_words")
@_in_its_language
def ask_to_remove_language(turn: Turn, desk: Desk[Piece], locale: str) -> Reply:
    """Asked once; the one in which it was begun stays."""
    piece = desk.subject
    if locale == piece.locale:
        return turn.follow(to("piece_words", piece.id, locale), {})
    remove = Button(_("Take it out"), to("piece_lang_gone", piece.id, locale), Look.DANGER)
    said = _(
        "What is written in it goes. Who would have read it gets {language}.", language=language_name(piece.locale)
    )
    return Screen(
        _("Take {language} out?", language=language_name(locale)),
        (said, *sample_line(piece.is_sample)),
        rows_of((remove, back_from(to("piece_words", piece.id)))),
    )


@organizes("piece_lang_gone", Deed.TELL, of=PIECE, again="piece_words")
@_in_its_language
def remove_language(turn: Turn, desk: Desk[Piece], locale: str) -> Reply:
    """Nothing is written in it any more."""
    piece, shown = desk.subject, to("piece_langs", desk.subject.id)
    if not turn.store.news_drafts.remove_language(piece, locale):
        return turn.follow(shown, {})
    return changed(turn, desk, shown, _("Taken out."))
