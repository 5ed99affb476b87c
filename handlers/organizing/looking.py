"""How a petition looks to those who will read it: the real screens with what is written, and for nobody else."""

from __future__ import annotations

from dataclasses import replace

from config.texts import _, day, language_name, listing, speaking
from handlers.alerts.trial import as_tried, copy_of
from handlers.blocks import Block, Paragraph
from handlers.deeds import Letter
from handlers.markdown import blocks_of
from handlers.organizing.done import Done
from handlers.organizing.gate import PETITION, Desk, organizes
from handlers.organizing.noting import write_down
from handlers.organizing.rights import Deed
from handlers.organizing.working import as_written, working, working_texts
from handlers.parts import part_of
from handlers.petition import petition_screen
from handlers.screens import Button, Reply, Rows, Screen, rows_of, to
from handlers.story_of_petition import legal_line, reading
from handlers.text_changes import Texts, asked_otherwise, nearest
from handlers.turn import Turn
from handlers.wording import back_from, platform_name, sample_line
from storage.petition_texts import Text
from storage.petitions import Petition


@organizes("pet_look", Deed.WRITE_PETITION, of=PETITION, reads=True)
def look(turn: Turn, desk: Desk[Petition], locale: str = "") -> Reply:
    """The petition's own screen in one of its languages; none of its buttons does anything here."""
    texts = working_texts(turn.store.versions, desk.subject)
    text = texts.get(locale) or nearest(desk.subject, texts)
    assert text is not None, "a petition that was found has a text"
    with speaking(text.locale):
        shown = petition_screen(turn, as_written(desk.subject, text))
    above = (Paragraph(_who_sees(turn, desk.subject)), *_will_ask(turn, desk.subject))
    return replace(shown, body=(*above, *shown.body), rows=_rows(desk.subject, texts, text), pop_up="")


def _who_sees(turn: Turn, petition: Petition) -> str:
    if petition.is_draft:
        return _("This is a draft; nobody else sees it.")
    if turn.store.versions.written(petition):
        return _("This is the new text; nobody else sees it yet.")
    return _("This is what everybody sees.")


def _will_ask(turn: Turn, petition: Petition) -> tuple[Block, ...]:
    """Whom the next version asks, where those are others than the ones who stand below."""
    versions = turn.store.versions
    return asked_otherwise(versions.public(petition), working(versions, petition))


def _rows(petition: Petition, texts: Texts, text: Text) -> Rows:
    story = Button(_("Read the story"), to("pet_story", petition.id, text.locale))
    fits = Button(_("How it fits"), to("pet_fit", petition.id))
    test = Button(_("Send a test to me"), to("pet_test", petition.id))
    others = (*_other_language(petition, texts, text), test)
    return rows_of((story, fits), others, back_from(to("pet", petition.id)))


def _other_language(petition: Petition, texts: Texts, text: Text) -> tuple[Button, ...]:
    """The next one, so that all are come by."""
    locales = sorted(texts)
    following = locales[(locales.index(text.locale) + 1) % len(locales)]
    if following == text.locale:
        return ()
    named = _("In {language}", language=language_name(following))
    return (Button(named, to("pet_look", petition.id, following)),)


@organizes("pet_story", Deed.WRITE_PETITION, of=PETITION, reads=True)
def look_at_story(turn: Turn, desk: Desk[Petition], locale: str = "", part: int = 1) -> Reply:
    """The story in its parts, as they are on this platform."""
    petition, texts = desk.subject, working_texts(turn.store.versions, desk.subject)
    text = texts.get(locale) or nearest(petition, texts)
    assert text is not None, "a petition that was found has a text"
    shown = as_written(petition, text)
    facts = _("{organisation} · {day}", organisation=petition.organisation, day=day(petition.started_on))
    above = (facts, _who_sees(turn, petition), *sample_line(petition.is_sample))
    blocks = blocks_of(text.story) or (_("The story is not written yet."),)
    found = part_of(turn, part, (*blocks, *legal_line(turn, petition)), shown.title, *above)
    back = Button(_("Back to how it looks"), to("pet_look", petition.id, text.locale))
    return reading(shown.title, found, above, rows_of(found.read_on("pet_story", petition.id, text.locale), back))


@organizes("pet_test", Deed.WRITE_PETITION, of=PETITION, again="pet_look")
def send_test(turn: Turn, desk: Desk[Petition]) -> Reply:
    """A real message to all their own accounts that can be written to, and to nobody else.

    By tapping they ask to be written to this once, where they are; what can be written to nowhere is shown at once.
    """
    platforms = turn.store.trials.send(desk.subject.id, desk.me, turn.now)
    write_down(turn, desk, Done.SENT_TEST)
    here = turn.person.platform
    if not turn.room.may_write_first and here not in platforms:
        return _on_its_way(turn, desk, [here, *platforms], _letter(turn, desk))
    return _on_its_way(turn, desk, platforms) if platforms else _copy(turn, desk)


def _on_its_way(turn: Turn, desk: Desk[Petition], platforms: list[str], letter: Letter | None = None) -> Reply:
    apps = listing([platform_name(platform) for platform in platforms])
    shown = turn.follow(to("pet_look", desk.subject.id), {})
    assert isinstance(shown, Screen), "how it looks is a screen"
    return replace(shown.with_pop_up(_("A test is on its way to you alone: {apps}.", apps=apps)), deed=letter)


def _letter(turn: Turn, desk: Desk[Petition]) -> Letter:
    return Letter(replace(_copy(turn, desk), is_event=True), to("direct_refused", 0), to("direct_later", 0))


def _copy(turn: Turn, desk: Desk[Petition]) -> Screen:
    written = as_tried(turn.store, desk.subject)
    assert written is not None, "a petition that was found has a text"
    return copy_of(turn.store, written)
