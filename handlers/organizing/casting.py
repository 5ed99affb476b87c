"""Writing a message in words of one's own: to all who follow an organisation, or of one of its petitions."""

from __future__ import annotations

from dataclasses import replace

from config.texts import _, language, language_name, languages, n_
from handlers.blocks import Block, Paragraph
from handlers.fields import asked_again, check_all
from handlers.labels import in_pairs
from handlers.organizing.casting_fields import WrittenWords, mark_of_words, message_fields, said_in
from handlers.organizing.done import Done, with_said
from handlers.organizing.gate import BROADCAST, ORGANISATION, PETITION, Desk, organizes
from handlers.organizing.noting import write_of
from handlers.organizing.pieces import where_people_are_told
from handlers.organizing.rights import Deed
from handlers.organizing.telling_parts import back_to_telling, named, note, saved, take_back_button, too_late
from handlers.organizing.winning import cannot_be_told
from handlers.organizing.writing import somebody_was_faster
from handlers.organizing.writing_texts import first_sentences
from handlers.screens import Action, Button, Form, Look, Reply, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import back_from, sample_line
from storage.broadcast_rows import Broadcast, BroadcastState
from storage.broadcast_words import Words
from storage.hearing import BROADCAST as MESSAGE
from storage.organisations import Organisation
from storage.petitions import Petition


@organizes("cast_new", Deed.TELL, of=ORGANISATION, again="tells")
def begin_message(turn: Turn, desk: Desk[Organisation]) -> Reply:
    """To those who follow the organisation."""
    organisation = desk.organisation
    sample = sample_line(organisation.is_sample)
    intro = (_("To all who follow {organisation}. Nothing is sent before you say so.", organisation=organisation.name),)
    form = _new_form((*intro, *sample), to("cast_new", organisation.id), to("tells", organisation.id))
    return _begun(turn, desk, form, None)


@organizes("cast_of", Deed.TELL, of=PETITION, again="pet_tell")
def begin_message_of(turn: Turn, desk: Desk[Petition]) -> Reply:
    """To those who signed or follow one petition."""
    petition, back = desk.subject, where_people_are_told(desk.subject.id)
    if problem := cannot_be_told(petition):
        return with_said(turn.follow(back, {}), problem)
    intro = (_("To all who signed or follow “{title}”. Nothing is sent before you say so.", title=petition.title),)
    form = _new_form((*intro, *sample_line(petition.is_sample)), to("cast_of", petition.id), back)
    return _begun(turn, desk, form, petition.id)


def _new_form(intro: tuple[Block, ...], action: Action, back: Action) -> Form:
    return Form(_("New message"), message_fields(WrittenWords()), action, intro=intro, back=back)


def _begun(turn: Turn, desk: Desk[Organisation] | Desk[Petition], form: Form, petition_id: int | None) -> Reply:
    answers, problem = check_all(form.fields, dict(turn.values))
    if problem:
        return asked_again(form, answers, problem)
    begun = turn.store.broadcasts.begin(desk.organisation.id, MESSAGE, language(), turn.now, petition_id=petition_id)
    assert begun is not None, "a petition that is public can be told of"
    said = said_in(answers)
    turn.store.broadcast_words.write(begun, language(), said.title, said.text, said.sign_off)
    write_of(turn, desk, Done.BEGAN_MESSAGE, named(begun))
    return turn.follow(to("tell", begun), {})


def _written(turn: Turn, found: Broadcast, locale: str) -> WrittenWords | None:
    """What it says in one language; None where it says nothing in it."""
    words = {each.locale: each for each in turn.store.broadcast_words.words(found.id)}
    if locale not in words:
        return None
    is_first = locale == next(iter(words))
    return WrittenWords(words[locale].title, words[locale].text, found.sign_off if is_first else None)


@organizes("tell_words", Deed.TELL, of=BROADCAST, reads=True, again="tell")
def show_words(turn: Turn, desk: Desk[Broadcast], locale: str = "") -> Reply:
    """As it stands in one language, at first the one in which it was begun."""
    found, words = desk.subject, turn.store.broadcast_words.words(desk.subject.id)
    if found.kind != MESSAGE:
        return turn.follow(to("tell", found.id), {})
    locales = [each.locale for each in words]
    locale = locale if locale in locales else locales[0]
    said = _written(turn, found, locale)
    assert said is not None, "it is one of its languages"
    public = (_("What you change is public at once, also in messages that were sent."),)
    return Screen(
        _("“{title}” in {language}", title=said.title, language=language_name(locale)),
        (
            _begins(said),
            *((said.sign_off,) if said.sign_off else ()),
            *(public if found.state.has_begun else ()),
            *sample_line(found.is_sample),
        ),
        rows_of(
            _ways_to_write(found, locale),
            (_languages(found), _take_out(found, locale, locales[0])),
            back_to_telling(found),
        ),
    )


def _begins(said: WrittenWords) -> Block:
    length = n_("{n} character", "{n} characters", len(said.text))
    return Paragraph(_("{length}. It begins: {words}", length=length, words=first_sentences(said.text)))


def _ways_to_write(found: Broadcast, locale: str) -> tuple[Button, ...]:
    if not found.state.has_begun and found.state is not BroadcastState.DRAFT:
        return (take_back_button(found),)
    return (Button(_("Write it anew"), to("tell_write", found.id, locale)),)


def _languages(found: Broadcast) -> Button:
    return Button(_("Languages"), to("tell_langs", found.id))


def _take_out(found: Broadcast, locale: str, first: str) -> Button | None:
    can_go = locale != first and found.state is BroadcastState.DRAFT
    return Button(_("Take it out"), to("tell_unwrite", found.id, locale), Look.DANGER) if can_go else None


@organizes("tell_langs", Deed.TELL, of=BROADCAST, reads=True, again="tell_words")
def list_languages(turn: Turn, desk: Desk[Broadcast]) -> Reply:
    """Those that are there, and those that can be added."""
    found, words = desk.subject, turn.store.broadcast_words.words(desk.subject.id)
    there = {each.locale: Button(language_name(each.locale), to("tell_words", found.id, each.locale)) for each in words}
    missing = [
        Button(_("Add {language}", language=language_name(each)), to("tell_write", found.id, each))
        for each in languages()
        if each not in there
    ]
    said = _("Whoever reads none of these gets {language}.", language=language_name(words[0].locale))
    return Screen(
        _("Its languages"),
        (said, *sample_line(found.is_sample)),
        (*in_pairs((*there.values(), *missing)), *rows_of(back_from(to("tell_words", found.id)))),
    )


@organizes("tell_write", Deed.TELL, of=BROADCAST, reads=True, again="tell_words")
def ask_for_words(turn: Turn, desk: Desk[Broadcast], locale: str) -> Reply:
    """The questions, with what stands there now."""
    found = desk.subject
    if found.kind != MESSAGE or locale not in languages():
        return turn.follow(to("tell_words", found.id), {})
    return words_form(found, locale, _written(turn, found, locale) or WrittenWords(sign_off=None))


def words_form(found: Broadcast, locale: str, said: WrittenWords) -> Form:
    """Its action names what its writer saw, so that nobody's words are overwritten unseen."""
    return Form(
        title=_("The message in {language}", language=language_name(locale)),
        intro=sample_line(found.is_sample),
        fields=message_fields(said),
        action=to("tell_put", found.id, locale, mark_of_words(said)),
        back=to("tell_words", found.id),
    )


@organizes("tell_put", Deed.TELL, of=BROADCAST, again="tell_words")
def save_words(turn: Turn, desk: Desk[Broadcast], locale: str, seen: str) -> Reply:
    """What was typed stands there now; where somebody else was faster, both are shown first."""
    found, shown = desk.subject, to("tell_words", desk.subject.id, locale)
    if found.kind != MESSAGE or locale not in languages():
        return turn.follow(to("tell_words", found.id), {})
    before = _written(turn, found, locale) or WrittenWords(sign_off=None)
    form = words_form(found, locale, before)
    asked = replace(form, action=to("tell_put", found.id, locale, seen))
    answers, problem = check_all(form.fields, dict(turn.values))
    if problem:
        return asked_again(asked, answers, problem)
    said = said_in(answers)
    if said == before:
        return turn.follow(shown, {})
    if seen != mark_of_words(before):
        return somebody_was_faster(turn, asked, before.as_one, answers, form.action)
    if found.state.has_begun:
        return _put_right(turn, desk, Words(locale, said.title, said.text))
    if not turn.store.broadcast_words.write(found.id, locale, said.title, said.text, said.sign_off):
        return too_late(turn, desk)
    return saved(turn, desk, Done.WROTE_MESSAGE, shown, _("Saved."))


def _put_right(turn: Turn, desk: Desk[Broadcast], words: Words) -> Reply:
    """What was sent of it says the same before long."""
    turn.store.broadcasts.correct(desk.subject.id, turn.now, says_so=False, words=[words])
    shown = to("tell_words", desk.subject.id, words.locale)
    return saved(turn, desk, Done.PUT_RIGHT, shown, _("Saved. Messages that were sent are edited."))


@organizes("tell_unwrite", Deed.TELL, of=BROADCAST, again="tell_words")
def remove_language(turn: Turn, desk: Desk[Broadcast], locale: str) -> Reply:
    """Nothing is written in it any more; who would have read it gets another one."""
    found = desk.subject
    if not turn.store.broadcast_words.unwrite(found.id, locale):
        return turn.follow(to("tell_words", found.id), {})
    note(turn, desk, Done.WROTE_MESSAGE)
    return with_said(turn.follow(to("tell_langs", found.id), {}), _("Taken out."))
