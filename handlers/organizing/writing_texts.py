"""What a petition says in one language: its title, what it asks, its summary and its story, each written by itself."""

from __future__ import annotations

from dataclasses import replace

from config.texts import _, language_name, n_
from handlers.blocks import Block, Bold, Paragraph
from handlers.breaks import cut, sentences, words
from handlers.fields import check_all, suggesting
from handlers.markdown import blocks_of
from handlers.organizing.done import Done
from handlers.organizing.gate import PETITION, Desk, organizes
from handlers.organizing.petitions import MOST_TITLE
from handlers.organizing.rights import Deed
from handlers.organizing.writing import saved, somebody_was_faster
from handlers.organizing.writing_languages import no_such_text, not_public_yet
from handlers.part_names import PART_NAMES, WRITE
from handlers.screens import Button, Field, FieldKind, Form, Reply, Rows, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import back_from, sample_line
from storage.drafting_texts import Conflict
from storage.petition_texts import Text, TextPart
from storage.petitions import Petition

MOST_ASK, MOST_SUMMARY, MOST_STORY = 140, 300, 50_000
MOST_SENTENCES = 3
LOOKED_AT = 3_000
"""So much of a story is looked at for its first sentences."""


@organizes("pet_text", Deed.WRITE_PETITION, of=PETITION, reads=True)
def show_text(turn: Turn, desk: Desk[Petition], locale: str) -> Reply:
    """What stands in this language so far."""
    petition = desk.subject
    text = turn.store.drafts.text(petition, locale)
    if text is None:
        return no_such_text(turn, petition)
    return Screen(
        _("“{title}” in {language}", title=petition.title, language=language_name(locale)),
        (
            *(_standing(part, _shown(text, part)) for part in TextPart),
            *not_public_yet(petition),
            *sample_line(petition.is_sample),
        ),
        _rows(turn, petition, locale),
    )


def _shown(text: Text, part: TextPart) -> str:
    """The part itself; of the story how long it is and how it begins."""
    if part is not TextPart.STORY or not text.story:
        return text.part(part)
    length = n_("{n} character", "{n} characters", len(text.story))
    return _("{length}. It begins: {words}", length=length, words=first_sentences(text.story))


def _standing(part: TextPart, shown: str) -> Block:
    return Paragraph((Bold(_(PART_NAMES[part])), "\n", shown or _("Nothing yet.")))


def _rows(turn: Turn, petition: Petition, locale: str) -> Rows:
    title, ask, summary, story = (
        Button(_(WRITE[part]), to("pet_write", petition.id, locale, part.value)) for part in TextPart
    )
    is_last = len(turn.store.drafts.outlines(petition)) == 1
    remove = () if is_last else (Button(_("Take it out"), to("pet_lang_out", petition.id, locale)),)
    return rows_of((title, ask), (summary, story), (*remove, back_from(to("pet_texts", petition.id))))


def first_sentences(story: str) -> str:
    """How a story begins, in plain words, even where its first sentence is too long for a summary."""
    return as_summary(story) or words(cut(_in_plain_words(story), MOST_SUMMARY)[0]).strip()


def as_summary(story: str) -> str:
    """As many of its first sentences as a summary has, and room for; empty where there is no room for one."""
    return sentences(_in_plain_words(story), MOST_SENTENCES, MOST_SUMMARY)


def _in_plain_words(story: str) -> str:
    paragraphs = [words(block.line) for block in blocks_of(story[:LOOKED_AT]) if isinstance(block, Paragraph)]
    return " ".join(" ".join(paragraphs).split())


@organizes("pet_write", Deed.WRITE_PETITION, of=PETITION, reads=True)
def ask_for_text(turn: Turn, desk: Desk[Petition], locale: str, part: TextPart) -> Reply:
    """The question, with what stands there now."""
    text = turn.store.drafts.text(desk.subject, locale)
    if text is None:
        return no_such_text(turn, desk.subject)
    return text_form(desk.subject, text, part)


def text_form(petition: Petition, text: Text, part: TextPart) -> Form:
    """One question; its action names what its writer saw, so that nobody's words are overwritten unseen."""
    field = replace(FIELDS[part](text), present=text.part(part))
    suggested = _("The story begins: {words}", words=field.suggestion) if field.suggestion else ""
    return Form(
        title=_("{part} in {language}", part=_(PART_NAMES[part]), language=language_name(text.locale)),
        intro=tuple(line for line in (suggested, *sample_line(petition.is_sample)) if line),
        fields=(field,),
        action=to("pet_set", petition.id, text.locale, part.value, text.mark(part)),
        back=to("pet_text", petition.id, text.locale),
    )


def _title(_text: Text) -> Field:
    question = _("What is the petition called? A title says what shall happen, in a few words.")
    return Field("text", question, label=_("Title"), check="words", most=MOST_TITLE)


def _ask(_text: Text) -> Field:
    question = _("What shall be done? One sentence, as the person who is asked shall read it.")
    return Field("text", question, label=_("Ask"), check="words", most=MOST_ASK)


def _summary(text: Text) -> Field:
    question = _("What is it about? Two or three sentences for people who know nothing of it.")
    field = Field("text", question, FieldKind.LONG, label=_("Summary"), check="words", most=MOST_SUMMARY)
    return suggesting(field, as_summary(text.story)) if text.story and not text.summary else field


def story_field(_text: Text) -> Field:
    """The story: long, and kept line by line as it is written."""
    question = _("What happened, and why does it matter? Write it as a story; Markdown is kept.")
    return Field("text", question, FieldKind.TEXT, label=_("Story"), check="story", most=MOST_STORY)


FIELDS = {TextPart.TITLE: _title, TextPart.ASK: _ask, TextPart.SUMMARY: _summary, TextPart.STORY: story_field}


@organizes("pet_set", Deed.WRITE_PETITION, of=PETITION, again="pet_text")
def save_text(turn: Turn, desk: Desk[Petition], locale: str, part: TextPart, seen: str) -> Reply:
    """What was typed stands there now; where somebody else was faster, both are shown first."""
    petition = desk.subject
    text = turn.store.drafts.text(petition, locale)
    if text is None:
        return no_such_text(turn, petition)
    form = text_form(petition, text, part)
    answers, problem = check_all(form.fields, dict(turn.values))
    asked = replace(form, action=to("pet_set", petition.id, locale, part.value, seen))
    if problem:
        return replace(asked, problem=problem)
    if answers["text"] == text.part(part):
        return turn.follow(to("pet_text", petition.id, locale), {})
    written = turn.store.drafts.set_text(petition, locale, part, answers["text"], seen)
    if isinstance(written, Conflict):
        return somebody_was_faster(turn, asked, text.part(part), answers, form.action)
    said = _("Saved: {part}", part=_(PART_NAMES[part]))
    return saved(turn, desk, Done.WROTE, form.back or to("pet", petition.id), said, language=locale, part=part.value)
